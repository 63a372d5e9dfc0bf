"""The words of the report in the language that it is written in: phrases, days, names, and nouns that agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.forum.models import Body, Meeting
from muntada.forum.told import place_in
from muntada.library.models import Work
from muntada.library.told import kind_in
from muntada.parties.models import Party
from muntada.parties.told import Phrases, day_in, name_in
from muntada.reports.wording.agreeing import (
    a,
    at_place,
    definite,
    for_name,
    indefinite,
    is_feminine,
    joined,
    ordinal,
    the,
)
from muntada.text.bidi import direction
from muntada.text.folding import fold_key
from muntada.text.table import read_table
from muntada.text.when import NotADate, parse

_FACTS = Path(__file__).parent / "facts"
say = Phrases(_FACTS / "told.csv").say
# Kinds of text that are plural in English: they take no article.
_PLURAL = frozenset({"good_practices", "best_practices", "guidelines", "guiding_principles", "terms_of_reference"})
# The kind that is left once the body that it was issued by is named beside it.
_PLAIN = {"security_council_resolution": "resolution", "general_assembly_resolution": "resolution"}
_LEVELS = frozenset({"ministerial_level", "senior_officials_level", "expert_level", "political_directors_level"})


@dataclass(frozen=True, slots=True)
class Noun:
    """What a kind of meeting is called: with and without the article in Arabic, its gender there and in French.

    `within` is the kind that is left once the body is named beside it.
    """

    key: str
    ar: str
    ar_the: str
    gender: str
    en: str
    fr: str
    fr_gender: str
    within: str


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Noun]:
    return {one.key: one for one in read_table(Noun, _FACTS / "meeting_nouns.csv")}


def noun_of(meeting: Meeting) -> Noun:
    """The noun for a meeting beside the name of its body."""
    nouns = _nouns()
    noun = nouns.get(meeting.kind, nouns["meeting"])
    return nouns[noun.within] if noun.within and body_of(meeting) is not None else noun


def gender_of(meeting: Meeting, language: str) -> str:
    """Which form of its verb the noun of a meeting takes in this language."""
    noun = noun_of(meeting)
    return noun.fr_gender if language == "fr" else noun.gender


def body_of(meeting: Meeting) -> Body | None:
    """The body to name beside a meeting; one that only stands for the meeting itself gives way to its parent."""
    body = meeting.body
    if body is not None and body.key.endswith(".ministerial") and "ministerial" in meeting.kind:
        return body.parent
    return None if meeting.kind == "counter_terrorism_week" else body


def party_in(party: Party, language: str) -> str:
    """A party's name as a sentence takes it."""
    name = name_in(party, language)
    return the(name, state=party.kind == Party.Kind.STATE) if language == "en" else name


def parties_in(parties: list[Party], language: str) -> str:
    """Several parties as a sentence lists them: states first, by their names."""
    ranked = sorted((one.kind != Party.Kind.STATE, party_in(one, language)) for one in parties)
    return joined([name for _state, name in ranked], language)


def form_of(party: Party) -> str:
    """Which form of its verb a party's name takes in Arabic: f or m."""
    state = party.pk if party.kind == Party.Kind.STATE else ""
    return "f" if is_feminine(name_in(party, "ar"), state) else "m"


def when_in(value: str, language: str) -> str:
    """A date with its preposition: في 7 أكتوبر 2021, on 7 October 2021, in March 2021."""
    try:
        precision = parse(value).precision
        if precision == "range":
            precision = "days" if all(parse(part).precision == "day" for part in value.split("/")) else "range"
    except NotADate:
        return value
    known = precision if precision in {"day", "days", "month", "year"} else "range"
    return say(f"on.{known}", language, day=day_in(value, language))


def quoted(text: str, language: str, written: str = "") -> str:
    """Words in quotation marks, with the name of their language where it is another one."""
    own = written or ("ar" if direction(text) == "rtl" else language if language != "ar" else "en")
    return say("quote" if own == language else f"quote_from.{own}", language, text=text)


def worded(texts: dict[str, str], language: str) -> str:
    """Words that are there in some languages, quoted in this one where it is among them, else in another one."""
    for one in (language, "en", "fr", "ar"):
        if texts.get(one):
            return quoted(texts[one], language, one)
    return ""


def meeting_in(meeting: Meeting, language: str, *, genitive: bool = False) -> str:
    """A meeting as a sentence names it: الاجتماع الثامن عشر للجنة التنسيقية; the 18th meeting of the ..."""
    noun, body = noun_of(meeting), body_of(meeting)
    of = f" {_of(body.party, language)}" if body is not None else ""
    number = meeting.ordinal
    if language == "ar":
        feminine = noun.gender == "f"
        if number:
            return f"{noun.ar_the} {ordinal(number, 'ar', feminine=feminine, genitive=genitive)}{of}"
        return f"{noun.ar}{of}"
    if language == "en":
        return f"the {ordinal(number, 'en')} {noun.en}{of}" if number else f"{a(noun.en)}{of}"
    feminine = noun.fr_gender == "f"
    if number:
        return f"{'la' if feminine else 'le'} {ordinal(number, 'fr', feminine=feminine)} {noun.fr}{of}"
    return f"{'une' if feminine else 'un'} {noun.fr}{of}"


def _of(party: Party, language: str) -> str:
    if language == "ar":
        return for_name(name_in(party, "ar"))
    return say("of_body", language, body=party_in(party, language))


def of_party(party: Party, language: str) -> str:
    """A body with the preposition that ties it to what is before it."""
    return _of(party, language)


def where_in(meeting: Meeting, language: str) -> str:
    """Where a meeting is, and whether by screen, as it follows its day."""
    said = ""
    if meeting.place:
        place = place_in(meeting.place, language)
        said = say("in_place", language, place=at_place(place) if language == "fr" else place)
    form = {"virtual": "online", "hybrid": "hybrid"}.get(meeting.format, "")
    said += say(form, language) if form else ""
    if meeting.level in _LEVELS and not (meeting.level == "ministerial_level" and "ministerial" in meeting.kind):
        said += say("level", language, level=say(f"level.{meeting.level}", language))
    return said


def work_in(work: Work, language: str, *, alone: bool = False) -> str:
    """An instrument as a sentence names it: its kind, its symbol, its title; `alone` where its body is not named.

    In English what follows may need the comma that closes a title.
    """
    noun = _noun(work, language, alone)
    title = _title(work, language)
    if not title:
        return noun
    if _named_by_title(work, language):
        return say("entitled", language, title=title)
    return say("titled", language, kind=noun, title=title)


def is_definite(work: Work) -> bool:
    """Whether the Arabic name of an instrument in a sentence has the article: it is this one and no other."""
    return bool(work.symbol) or _named_by_title(work, "ar")


def _title(work: Work, language: str) -> str:
    titles = {one.language: one.text for one in work.titles.all() if one.preferred}
    # A symbol that is all there is of a title says nothing twice.
    return "" if work.symbol and work.symbol in titles.values() else worded(titles, language)


def _noun(work: Work, language: str, alone: bool) -> str:
    kind = work.kind if alone else _PLAIN.get(work.kind, work.kind)
    if work.symbol:
        named = _kind(kind, language)
        return f"{definite(named) if language == 'ar' else named} {work.symbol}"
    noun = indefinite(_kind(kind, language))
    return _with_article(noun, kind) if language == "en" else noun


def _named_by_title(work: Work, language: str) -> bool:
    """Whether the title says itself what kind of text it is, so that no noun is needed before it."""
    title = next((one.text for one in work.titles.all() if one.preferred and one.language == language), "")
    return not work.symbol and bool(title) and fold_key(indefinite(_kind(work.kind, language))) in fold_key(title)


def _kind(kind: str, language: str) -> str:
    said = kind_in(Work(kind=kind), language)
    return said if language == "ar" or said[:2].isupper() else _lower(said)


def _lower(text: str) -> str:
    """Without the capital that a list gives it; a name within keeps its own."""
    return text if text.startswith(("Security", "General", "United")) else text[:1].lower() + text[1:]


def _with_article(noun: str, kind: str) -> str:
    return noun if kind in _PLURAL else a(noun)


def work_form(work: Work) -> str:
    """Which form of its verb the noun of an instrument takes in Arabic."""
    return "f" if is_feminine(indefinite(kind_in(Work(kind=_PLAIN.get(work.kind, work.kind)), "ar"))) else "m"
