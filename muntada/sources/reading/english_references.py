"""What English refers to without its name: "it", "the country", "the event", "the next dialogue", "a round of talks".

A pronoun at the head of a sentence becomes a mention of the state, body or meeting that the sentence before speaks of,
where its verb is one that such a thing takes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache, partial

from muntada.sources.reading import signs
from muntada.sources.reading.lexis import extra
from muntada.sources.reading.page import Mention, Page
from muntada.text.folding import fold_key
from muntada.text.sought import Sought

_ADVERBS = (
    r"(?: (?:also|has|have|had|will|is|was|currently|previously|recently|then|now|first|last|next|formally|again))*"
)
_STARTS = re.compile(
    r"[\"( ]*(?:(?:previously|currently|today|earlier|since then|in addition|moreover|as such), )?"
    r"(it|the country|the kingdom|the republic|the emirates)\b(?! is (?:recalled|worth|noted|expected|important|clear))"
)
_MEETING_ACTS = re.compile(
    r" (?:was|is|will be|is being|has been) (?:also |then |jointly |scheduled to be |due to be |to be )*"
    r"(?:held|attended|hosted|(?:co-)?chaired|(?:co-)?organi[sz]ed|convened|opened|inaugurated|presided)\b|"
    r" (?:took|takes|will take|is taking|is scheduled to take) place\b|"
    r" (?:gathered|drew|saw the participation|brought together|brings together|will bring together)\b"
)
_BODY_ACTS = re.compile(
    rf"{_ADVERBS} (?:met|meets?|convened?s?|been established|established|founded|created|launched in|set up|"
    r"comprises?|consists? of|includes|brings together|tasked|mandated|responsible for|chaired|co-chaired|led|"
    r"co-led|works? (?:closely )?with|cooperates|(?:has|counts) (?:\d+|[a-z-]+) members)\b"
)
_PARTY_ACTS = re.compile(
    rf"{_ADVERBS} (?:(?:co-)?chair(?:s|ed|ing)?|hosts?|hosted|joined|joins|assumed?s?|holds?|held the|participated|"
    r"took part|attended|presided|served as|serves as|(?:an? |one of the )?(?:founding |active )?members? of|"
    r"elected|took over|takes over|become a|became a|co-led|co-leads|launched)\b"
)
_EVENT = Sought(r"\b(?:the|this) (?:[a-z]+-day |day-long |high-level |international )*(?:event|gathering)\b(?!s)")
_EVENT_ACTS = re.compile(
    r",? (?:which |also |will |has |is |was |were )*(?:held|organi[sz]ed|hosted|attended|gather|brought|brings|bring|"
    r"co-|conven|took|takes|take|chaired|marked|focus|opened|featur|saw|drew|aims?|is being|be held)"
)
_ATTENDED = re.compile(
    r"\b(?:attend(?:ed|ing)?|participat(?:ed|ing) in|(?:took|taking) part in|joined|joining|hosted) $"
)
_DIALOGUE = Sought(r"\bdialogue\b(?! (?:on|between|with|among|and|partner|facility)\b)")
_COUNTED = re.compile(r"(?:\b(?:next|previous|last|second|third|inaugural|[a-z]+th|[0-9]+(?:st|nd|rd|th)) )$")
_ROUND = Sought(
    r"\bround of (?=(?:the )?(?:[a-z-]+ )?(?:joint working group|jwg|talks|dialogue|consultations|"
    r"process|aqaba|discussions|meetings))"
)
_WORKING_GROUP = re.compile(r" of the (?:[^,.;()]{0,60}? )?(?:working group|jwg)\b")
_CONVENTIONS = Sought(r"\bconventions\b")
_JOINED = re.compile(r"(?:,? and |, )[a-z', -]{3,70} ")
_LIST_BEFORE = 110  # letters before the noun in which the names of several conventions stand
_IN_A_STATE = Sought(
    r"\bin ([a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2}), (?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|"
    r"delaware|florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|"
    r"michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new (?:hampshire|jersey|mexico)|"
    r"(?:north|south) (?:carolina|dakota)|ohio|oklahoma|oregon|pennsylvania|rhode island|tennessee|texas|utah|vermont|"
    r"virginia|wisconsin|wyoming)\b"
)
_OF_AGENCIES = re.compile(r" of heads of counter[- ]?terrorism agencies")  # which the United Nations alone convene
_MEETS_HERE = {"meeting", "session"}


def find_english_references(page: Page) -> None:
    """Put what an English page refers to among its mentions."""
    if page.language != "en":
        return
    for mention in page.mentions:
        if mention.sign == signs.MEETING:
            _settle_meeting(page, mention)
        elif mention.sign == signs.INSTRUMENT_KIND and "final_communique" in mention.keys:
            mention.keys = ("final_communique",)  # in French what any office issues
    found = [*_events(page), *_dialogues(page), *_rounds(page), *_cities(page), *_conventions(page)]
    if found:
        _add(page, found)
    _add(page, page.standing_for(_STARTS, partial(_stands_for, page)))


def _add(page: Page, found: list[Mention]) -> None:
    """Add mentions where nothing else stands but what they cover."""
    for one in found:
        near = page.within(one.start - 80, one.end + 1)
        if any(m.start < one.start < m.end for m in near):
            continue
        first = next((at for at, m in enumerate(page.mentions) if m.end > one.start), len(page.mentions))
        last = next((at for at, m in enumerate(page.mentions) if m.start >= one.end), len(page.mentions))
        page.mentions[first:last] = [one]


def _settle_meeting(page: Page, mention: Mention) -> None:
    """The meeting of a working group that no table knows is a working group's meeting."""
    if _OF_AGENCIES.match(page.text, mention.end):
        mention.values["whose"] = "un"
    if mention.key in _MEETS_HERE and _WORKING_GROUP.match(page.text, mention.end):
        mention.keys = ("working_group_meeting",)


def _events(page: Page) -> list[Mention]:
    """ "The event", where a meeting was spoken of and a meeting's verb follows."""
    nouns = [noun for noun in _EVENT.finditer(page.text) if _spoke_of_meeting(page, noun.start())]
    values = {"pronoun": True}
    return [
        Mention(page.text.rindex(" ", 0, noun.end()) + 1, noun.end(), signs.MEETING, ("meeting",), values=dict(values))
        for noun in nouns
        if _is_meeting(page, noun)
    ]


def _cities(page: Page) -> list[Mention]:
    """ "In Tulsa, Oklahoma": a city that no table knows, told by the state of the United States in which it is."""
    found = []
    for match in _IN_A_STATE.finditer(page.text):
        starts = [match.start(1), *(match.start(1) + at + 1 for at, letter in enumerate(match[1]) if letter == " ")]
        if all(page.capital(at) for at in starts):
            found.append(Mention(*match.span(1), signs.PLACE, (page.quote(*match.span(1))[2],)))
    return found


def _conventions(page: Page) -> list[Mention]:
    """ "The Palermo and Hostages Conventions": each by its place or matter, the noun said once after the last."""
    found = []
    for noun in _CONVENTIONS.finditer(page.text):
        first = max(0, noun.start() - _LIST_BEFORE)
        head = page.text[first : noun.start()]
        for name, key in _short_names().items():
            at = head.rfind(f" {name}")
            rest = head[at + len(name) + 1 :] if at >= 0 else ""
            if rest == " ":
                found.append(Mention(first + at + 1, noun.end(), signs.INSTRUMENT, (key,)))
            elif _JOINED.fullmatch(rest):
                found.append(Mention(first + at + 1, first + at + 1 + len(name), signs.INSTRUMENT, (key,)))
    return found if len(found) > 1 else []


@lru_cache(maxsize=1)
def _short_names() -> dict[str, str]:
    """By what stands before the noun in a convention's short name, its key."""
    forms = extra()["instrument"]
    names = ((fold_key(form), key) for key, those in forms.items() for form in those)
    return {name.removesuffix(" convention"): key for name, key in names if name.endswith(" convention")}


def _spoke_of_meeting(page: Page, at: int) -> bool:
    """Whether the sentence of a place or the one before it speaks of a meeting before that place."""
    number = bisect_right(page.sentences, (at, len(page.text))) - 1
    start = page.sentences[max(0, number - 1)][0]
    return any(m.sign == signs.MEETING for m in page.within(start, at))


def _is_meeting(page: Page, noun: re.Match[str]) -> bool:
    """Whether "the event" takes a meeting's verb, or is one that people attend."""
    attended = _ATTENDED.search(page.text, max(0, noun.start() - 24), noun.start())
    return bool(attended or _EVENT_ACTS.match(page.text, noun.end()))


def _dialogues(page: Page) -> list[Mention]:
    """ "The second dialogue", in a text that spoke of one by its full name."""
    named = [m for m in page.mentions if m.sign == signs.MEETING and page.text[m.start : m.end].endswith("dialogue")]
    if not named:
        return []
    return [
        Mention(*noun.span(), signs.MEETING, named[0].keys)
        for noun in _DIALOGUE.finditer(page.text)
        if noun.start() > named[0].end and _is_counted(page, noun)
    ]


def _is_counted(page: Page, noun: re.Match[str]) -> bool:
    """Whether a dialogue is told from others by its number, or is "the dialogue" that was held."""
    if _COUNTED.search(page.text, max(0, noun.start() - 16), noun.start()):
        return True
    return page.text.endswith("the ", 0, noun.start()) and bool(_EVENT_ACTS.match(page.text, noun.end()))


def _rounds(page: Page) -> list[Mention]:
    """ "The next round of the Joint Working Group", "the third round of the process"."""
    found = []
    for noun in _ROUND.finditer(page.text):
        group = re.match(r"(?:the )?(?:[a-z-]+ )?(?:joint working group|jwg)", page.text[noun.end() : noun.end() + 60])
        talks = re.match(r"(?:the )?(?:[a-z-]+ )?(?:talks|dialogue|consultations)", page.text[noun.end() :][:60])
        if talks and any(m.sign == signs.MEETING for m in page.within(noun.end(), noun.end() + 45)):
            continue
        kind = "working_group_meeting" if group else "bilateral_talks" if talks else "meeting"
        found.append(Mention(noun.start(), noun.start() + len("round"), signs.MEETING, (kind,)))
    return found


def _stands_for(page: Page, first: re.Match[str], before: list[Mention]) -> Mention | None:
    """What a pronoun stands for by the verb that follows it: a meeting, the state or the body that was the subject."""
    subject = next((m for m in before if m.sign in {signs.PARTY, signs.BODY} and len(m.keys) == 1), None)
    if first[1] != "it":
        subject = next((m for m in before if m.sign == signs.PARTY and len(m.keys) == 1), None)
        if subject is None or not _PARTY_ACTS.match(page.text, first.end()):
            return None
        return Mention(*first.span(1), signs.PARTY, subject.keys)
    held = any(m.sign == signs.MEETING for m in before)
    if held and _MEETING_ACTS.match(page.text, first.end()):
        return Mention(*first.span(1), signs.MEETING, ("meeting",), values={"pronoun": True})
    if subject is None:
        return None
    acts = _PARTY_ACTS if subject.sign == signs.PARTY else _BODY_ACTS
    if not acts.match(page.text, first.end()):
        return None
    values = {"refers": True} if subject.sign == signs.BODY else {}
    return Mention(*first.span(1), subject.sign, subject.keys, values=values)
