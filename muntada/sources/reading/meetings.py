"""Meetings: a noun for a meeting, with everything that the words around it say of that meeting.

The ways in which a text gives a meeting's body, date, place, chairs and so on are the slots of the frame `meeting`
in `rules/<language>.toml`; in their patterns `{meeting}` is the noun. Here it is decided what is a meeting at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from muntada.sources.reading import signs
from muntada.sources.reading.lexis import extra_words
from muntada.sources.reading.meeting_kinds import GENERIC, of_region, settled_kind
from muntada.sources.reading.page import Mention
from muntada.sources.reading.patterns import span_of
from muntada.sources.reading.rules import BODY_OF_MEETING, Found, Slot, value_of
from muntada.sources.reading.template import Template
from muntada.text.folding import fold_key

# Something that a text merely calls a meeting is none for the record until one of these is known of it.
_TELLING = ("when", "place", "ordinal", "title", "chair", "attendance", "level", "with")
_TALKS = "bilateral_talks"
_VISIT = "official_visit"  # of which only those with a date are of the record
_OF_NO_BODY = frozenset({_TALKS, _VISIT, "press_conference"})
_WORKING = frozenset(
    {"workshop", "regional_workshop", "seminar", "training_course", "round_table", "tabletop_exercise"}
)
_OF_THE_WHOLE = frozenset({"conference", "high_level_conference"})  # what an office of the UN organises for the UN
_ARRANGED = _WORKING | _OF_THE_WHOLE | {"side_event", "panel_discussion", "expert_meeting", "bilateral_talks"}
_OF_ITS_OWN = {"ministerial_meeting", "ministerial_plenary", "plenary_meeting", "special_meeting", "annual_meeting"}
_BESIDE = re.compile(r"(?:\bwith (?:the )?|\bavec (?:l'|la |le |les )?|\bمع )$")
_ELSEWHERE = re.compile(
    r"\b(?:participat|attend|took part|take part|taking part|spoke|speak|address|brief|thank|welcom|join|represent|"
    r"deliver|visit|travel|follow-up|following|after|before|ahead of|congratulat|prais|support|host of|through)"
)
_NEXT = re.compile(r"\b(?:last|next|previous|upcoming|forthcoming) (?:[a-z]+ )?$")
_BELONGS = re.compile(r"(?:التابعه?|المنبثقه?) ?(?:عن|ل) ?(?:ال)?$")
_OF_A_STATE = re.compile(r"[A-Z]{2}(?:\.|$)")
_SAYS_WHICH = re.compile(r",? (?:ال|لل|ل[ء-ي]{3})|,? (?:و?الذي|و?التي)")
_COUPLED = re.compile(rf" (?:and|et) (?:the |its |la |le |sa |son )?(?:{signs.ORDINAL} )?(?:[a-z-]+ )?")
_PARTICIPLE = re.compile(r"(?:presid|dirig|organis)e(e?)s?(?: [a-z]+)? par ")
_DECLINED = re.compile(r"اعتذار|اعتذرت?|بدلا من|عوضا عن")
# What follows «أن» is said, and no more about the meeting than it says itself: «من المقرر أن يعقد ...».
_SAID = re.compile(r" (?:ان|بان|انه|انها) (?!س?[يت](?:ن?عقد|بدا|ستمر|قام|ستضيف|حتضن|نطلق|ختتم|لتيم|جري|نظم))")
_ASIDE = re.compile(
    rf" (?:علي هامش|دعوته?ا?|الدعوه|مقترح|اقتراح|قبل|قبيل|بعد|عقب|اثر|غداه|"
    r"(?:في اطار|ضمن) (?:الاعداد|التحضير)|تمهيدا|استعدادا|تحضيرا|للتحضير) "
    rf"(?:[^ ]+ ){{0,3}}ل?{signs.MEETING}$| دعوه (?:الي )?(?:عقد )?ل?{signs.MEETING}$"
)
_WORK = re.compile(r"(?:ال)?(?:اعلان|بيان|مذكره|وثيقه|ميثاق|قرار)\b")
_NEAR = 120  # letters between an Arabic noun and the body that may be meant
_YEARS = re.compile(r"[0-9]{4}/[0-9]{4}")
_REFINED = frozenset({"when", "place"})  # of which a later slot may say more
_OF_ITSELF = frozenset({"when", "place", "chair", "attendance"})
_CONFIDENCE = 0.86


@dataclass(slots=True)
class Sighting:
    """One place where a text speaks of a meeting."""

    mention: Mention
    attrs: dict[str, Any] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    refers: str = ""  # "surely" to a meeting named before, or "likely", if any, or "perhaps", or not at all
    elsewhere: bool = False  # of a body that no table knows
    held: bool = False  # by a verb that says so of talks
    session: bool = False  # nothing by itself: a session of a conference, to which it gives its ordinal, or of a game


_FOUNDED = re.compile(
    rf"{signs.BODY}(?: ال[^ ]+)*,? (?:الذي|التي) (?:قد )?انطلقت?\b|"
    r"\b(?:انشيت?|تاسست?|احدثت?|اطلقت?|انشاوه|established|launched|founded|created|inaugurated|set up|"
    r"lancee?s?|creee?s?|fondee?s?|instituee?s?)\b"
)


def find_meetings(slots: Iterable[Slot], template: Template) -> Iterator[Found]:
    """The meetings that a sentence speaks of; one that only refers back carries `refers`."""
    anchors = [m for m in template.mentions if m.sign == signs.MEETING and _is_meeting(m, template)]
    if not anchors:
        return
    sightings = {id(anchor): Sighting(anchor, {"kind": anchor.key}, [(anchor.start, anchor.end)]) for anchor in anchors}
    for pronoun in (anchor for anchor in anchors if anchor.values.get("pronoun")):
        sightings[id(pronoun)].refers = "surely"
    for slot in slots:
        if all(_is_settled(slot.name, sighting.attrs) for sighting in sightings.values()):
            continue
        for match in slot.pattern.finditer(template.text):
            anchor = template.mention_at(span_of(match, "meeting")[0])
            if anchor is None or id(anchor) not in sightings:
                continue
            if slot.name == "session":
                _join_session(sightings, anchor, match, template)
            else:
                _fill(sightings[id(anchor)], slot.name, slot.kinds, match, template)
    _share(list(sightings.values()), template)
    for sighting in sightings.values():
        if not sighting.refers and _is_plain(sighting, template):
            sighting.refers = "likely"
        if not sighting.session:
            yield from _found(sighting, template)


def _is_plain(sighting: Sighting, template: Template) -> bool:
    """Whether an Arabic noun stands with the article alone, «الاجتماع», and nothing says which meeting it is."""
    noun = template.page.text[sighting.mention.start : sighting.mention.end]
    if not noun.startswith("ال") or " " in noun or {"ordinal", "body", "title"} & sighting.attrs.keys():
        return False
    return not _SAYS_WHICH.match(template.page.text, sighting.mention.end)


def _join_session(sightings: dict[int, Sighting], anchor: Mention, match: Any, template: Template) -> None:
    """Make "the 27th session of the summit" one meeting, which is a summit."""
    session = template.mention_at(span_of(match, "session")[0])
    if session is None or session.key != "session" or id(session) not in sightings or session is anchor:
        return
    part, whole = sightings[id(session)], sightings[id(anchor)]
    part.session = True
    for name, value in part.attrs.items():
        whole.attrs.setdefault(name, value)
    whole.spans.extend(part.spans)


def _share(sightings: list[Sighting], template: Template) -> None:
    """ "Its 2nd session and 3rd summit in Rome on 8 and 9 May": what follows both is said of both."""
    for first, second in pairwise(sightings):
        between = template.text[template.at(first.mention) + 1 : template.at(second.mention)]
        if not _COUPLED.fullmatch(between) or "when" in first.attrs or "place" in first.attrs:
            continue
        days = second.attrs.get("when")
        if isinstance(days, list) and len(days) == 2:
            first.attrs["when"], second.attrs["when"] = days
        elif days:
            first.attrs["when"] = days
        first.attrs |= {name: second.attrs[name] for name in ("place", "chair", "title") if name in second.attrs}
        for name in ("body", "chair"):
            if name in first.attrs:
                second.attrs.setdefault(name, first.attrs[name])


def _is_meeting(mention: Mention, template: Template) -> bool:
    """Not what is none ("press conference"), nor part of another name ("ministerial declaration")."""
    if mention.key in extra_words("no_meetings"):
        return False
    text, at = template.text, template.at(mention)
    if mention.key == _TALKS and text[at + 1 : at + 3] == f" {signs.PLACE}" and template.page.language == "ar":
        return False  # «محادثات جنيف» are known by their place, and no talks of two
    return not (text[at + 1 : at + 2] == " " and text[at + 2 : at + 3] == signs.INSTRUMENT_KIND)


def _fill(sighting: Sighting, name: str, kinds: dict[str, str], match: Any, template: Template) -> None:
    if name in {"refers", "recalls"}:
        sighting.refers = "surely" if name == "refers" else sighting.refers or "perhaps"
        return
    if name == "held":
        sighting.held = True
        return
    if name == "none":
        sighting.session = True
        return
    if name == "elsewhere":
        sighting.elsewhere = True
        return
    if _is_settled(name, sighting.attrs):
        return
    slot = name if name in kinds else next(slot for slot in kinds if slot != "meeting")
    value = value_of(template, match, slot, kinds[slot])
    if isinstance(value, list) and "beside" in kinds:
        value = list(dict.fromkeys([*value, *(value_of(template, match, "beside", kinds["beside"]) or [])]))
    if value in (None, [], "") or not _agrees(sighting.mention, match[0]) or _DECLINED.search(match[0]):
        return
    if name == "when" and sighting.mention.key != _VISIT and _YEARS.fullmatch(str(value[0])):
        return  # a term of office
    if name == "title" and template.page.language == "ar" and _WORK.match(fold_key(str(value))):
        return  # «في ختام اجتماعهم "إعلان ..."» names what they adopted
    if name == "when" and _FOUNDED.search(match[0]):
        return  # the day on which something was founded, and none of the meeting
    if name in _OF_ITSELF and (_SAID.search(match[0]) or _ASIDE.search(match[0])):
        return
    if name in sighting.attrs and not _more_precise(sighting.attrs[name], value):
        return
    if name == "with" and sighting.mention.key not in {"meeting", _TALKS}:
        return
    if name == "chair" and "second" in kinds:
        second = value_of(template, match, "second", kinds["second"])
        value = [state for state in (value, second) if state]
    sighting.attrs[name] = value
    sighting.spans.append(template.span(*span_of(match, slot)))
    sighting.spans.append((sighting.mention.start, sighting.mention.end))


def _is_settled(name: str, attrs: dict[str, Any]) -> bool:
    """Whether nothing further is taken in; a day or a place may be said more precisely, but not a full date.

    That a meeting was held matters only where nothing else is said of it.
    """
    if name == "held":
        return any(telling in attrs for telling in _TELLING)
    if name not in attrs:
        return False
    return name not in _REFINED or (name == "when" and isinstance(attrs[name], str) and len(attrs[name]) == 10)


def _more_precise(date: Any, other: Any) -> bool:
    """Whether the second of two dates says the first more precisely: a month or day of the year."""
    one = other[0] if isinstance(other, list) and len(other) == 1 else other
    known = date[0] if isinstance(date, list) and len(date) == 1 else date
    return isinstance(known, str) and isinstance(one, str) and len(one) > len(known) and one.startswith(f"{known}-")


def _agrees(mention: Mention, words: str) -> bool:
    """Whether a French participle has the noun's gender: « la réunion du Forum, coprésidé par ... » has no chair."""
    feminine = mention.values.get("feminine")
    if feminine is None:
        return True
    participle = _PARTICIPLE.search(words)
    return participle is None or bool(participle[1]) == feminine


def _found(sighting: Sighting, template: Template) -> Iterator[Found]:
    page = template.page
    named = page.language == "ar" and "body" in sighting.attrs and not _is_plural(sighting.mention, template)
    attrs = _settled(sighting, template)
    sighting.mention.values["body"] = attrs.get("body") or (page.meeting_body if sighting.refers else None)
    if not any(name in attrs for name in _TELLING) and not (sighting.held and (named or attrs["kind"] == _TALKS)):
        if sighting.refers == "perhaps" and "organiser" in attrs:
            sighting.refers = "surely"
        if sighting.refers != "surely":
            if page.language == "en" and not sighting.refers and "body" in attrs:
                page.meeting_body = attrs["body"]
            return
    if page.language == "en" and sighting.refers == "perhaps" and page.meeting_body:
        attrs.setdefault("body", page.meeting_body)
    if attrs["kind"] == _VISIT and "when" not in attrs:
        return
    if _only_planned(attrs, sighting.mention, template):
        return
    if template.page.language == "ar" and attrs.keys() <= {"kind", "ordinal"} and sighting.refers != "surely":
        return  # «الدورة الأولى» of anything
    if not sighting.refers or "body" in attrs:
        page.meeting_body = attrs.get("body")
    start = min(span[0] for span in sighting.spans)
    end = max(span[1] for span in sighting.spans)
    for one in _one_by_one(attrs, one_meeting=not _is_plural(sighting.mention, template)):
        if sighting.refers:
            one["refers"] = sighting.refers
        yield Found("meeting", one, start, end, f"{template.page.language}.meeting", _CONFIDENCE)


def _settled(sighting: Sighting, template: Template) -> dict[str, Any]:
    """The attributes with body and kind made to fit each other."""
    attrs = sighting.attrs
    if sighting.mention.values.get("ordinal"):
        attrs.setdefault("ordinal", sighting.mention.values["ordinal"])
    if "whose" in sighting.mention.values:
        attrs.setdefault("body", sighting.mention.values["whose"])
    if attrs["kind"] in BODY_OF_MEETING:
        attrs["body"] = BODY_OF_MEETING[attrs["kind"]]
    if "with" in attrs and attrs["kind"] == "meeting" and "body" not in attrs and "ordinal" not in attrs:
        attrs["kind"] = _TALKS
    if "organiser" in attrs and attrs["kind"] in _WORKING and not _OF_A_STATE.match(attrs["organiser"]):
        attrs.setdefault("body", attrs["organiser"])
    elif str(attrs.get("organiser", "")).split(".")[0] == "un" and attrs["kind"] in _OF_THE_WHOLE:
        attrs.setdefault("body", "un")
    if (
        template.page.language == "en"
        and attrs["kind"] in _OF_ITS_OWN
        and not _OF_A_STATE.match(attrs.get("organiser", "AA"))
    ):
        attrs.setdefault("body", attrs["organiser"])
    if "body" not in attrs and not sighting.refers and not sighting.elsewhere and attrs["kind"] not in _OF_NO_BODY:
        body = _nearest_body(sighting, template)
        if body is None and (_is_one_of_many(sighting, template) or ("ordinal" in attrs and attrs["kind"] in GENERIC)):
            body = template.page.meeting_body  # "the 11th meeting", in a text on the 12th of a body
        if body:
            attrs["body"] = body
    if template.page.language == "ar":
        of_region(attrs, sighting.mention, template)
    elif (
        template.page.language == "en"
        and attrs.get("organiser") == attrs.get("body")
        and attrs["kind"] not in _ARRANGED
    ):
        attrs.pop("organiser", None)  # "the Forum convened its plenary": who meets organises nothing for others
    attrs["kind"] = settled_kind(attrs, sighting.mention, template)
    return attrs


def _is_one_of_many(sighting: Sighting, template: Template) -> bool:
    """Whether "the last meeting" or "the next meeting" is said of the meetings of a body that English named before."""
    at = template.at(sighting.mention)
    return template.page.language == "en" and bool(_NEXT.search(template.text, max(0, at - 22), at))


def _nearest_body(sighting: Sighting, template: Template) -> str | None:
    """The body named last before the noun in its sentence, else the first after it; not one that gave a place."""
    mention, text, page_text = sighting.mention, template.text, template.page.text
    bodies = [m for m in template.mentions if m.sign == signs.BODY and m.key]
    bodies = [m for m in bodies if not _BESIDE.search(text, max(0, template.at(m) - 15), template.at(m))]
    bodies = [m for m in bodies if not any(start <= m.start and m.end <= end for start, end in sighting.spans)]
    before = [m for m in bodies if m.end <= mention.start]
    if template.page.language == "en" and before and _ELSEWHERE.search(page_text, before[-1].end, mention.start):
        return None
    if len(before) > 1 and _BELONGS.search(page_text, before[-2].end, before[-1].start):
        before.pop()
    after = [m for m in bodies if m.start >= mention.end]
    near = before[-1:] or after[:1]
    apart = max(mention.start - near[0].end, near[0].start - mention.end) if near else 0
    if template.page.language == "ar" and apart > _NEAR:
        return None
    if near and sighting.mention.key == "summit" and near[0].key.split(".")[0] == "un":
        return None  # the United Nations hold conferences
    return near[0].key if near else None


def _only_planned(attrs: dict[str, Any], mention: Mention, template: Template) -> bool:
    """Whether English names a kind of meetings by their matter alone: "including workshops on forged papers"."""
    of_matter = "title" in attrs and not any(name in attrs for name in _TELLING if name != "title")
    return template.page.language == "en" and of_matter and "body" not in attrs and _is_plural(mention, template)


def _is_plural(mention: Mention, template: Template) -> bool:
    """Whether the noun speaks of several meetings: a plural or, in Arabic, a dual."""
    noun = template.page.text[mention.start : mention.end].split()[0]
    return noun.endswith(("s", "ات", "ين", "ان", "ي", "موتمرات", "ورش", "قمم", "جلسات", "ندوات"))


def _one_by_one(attrs: dict[str, Any], *, one_meeting: bool) -> Iterator[dict[str, Any]]:
    """One meeting for each of several dates or places («لثلاثة اجتماعات ... بلاهاي ومراكش»).

    A single meeting may be held in several places.
    """
    if one_meeting and isinstance(attrs.get("place"), list) and not isinstance(attrs.get("when"), list):
        places = attrs["place"]
        yield {**attrs, "place": places[0] if len(places) == 1 else places}
        return
    several = "when" if isinstance(attrs.get("when"), list) else "place" if isinstance(attrs.get("place"), list) else ""
    if not several:
        yield dict(attrs)
        return
    for value in attrs[several]:
        one = {**attrs, several: value}
        if several == "when" and isinstance(one.get("place"), list):
            one["place"] = one["place"][0]
        yield one
