"""Offices that French puts together: several of one person, one of several persons, and those of the past.

« Représentant spécial du Secrétaire général et chef de la mission, Jean Petit » is two offices before one name;
« les ministres de la Justice Ana Rojas (Chili) et Jun Mori (Japon) » one office before two; « l'ancien président » held
an office, but stands for no state now.
"""

from __future__ import annotations

import re

from muntada.sources.reading import signs
from muntada.sources.reading.french_organs import hold_chairs
from muntada.sources.reading.officials import name_after
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_FORMER = re.compile(r"(?:\b(?:ancien(?:ne)?|feu) |\bex[- ])$")
_NOUN = (
    r"(?:doyenn?e?|cheff?e?|porte-parole|(?:vice-)?presidente?|direct(?:eur|rice)|coo?rdonn?at(?:eur|rice)|ministre|"
    r"envoyee?|(?:haute?[ -])?representante?|membre|(?:haute?[ -])?commissaire|responsable|ambassad(?:eur|rice)|"
    r"secretaire|mediat(?:eur|rice)|facilitat(?:eur|rice)|gouverneure?|rapporteure?|point focal|conseiller|conseillere)"
)
_WORDS = r"(?: (?!(?:qui|que|dont|est|sont|ont|avec|lors|sera|pour que|et le|et la)\b)[^\s,.;:()]++)"
_SERVING = rf"(?:,? (?:au|en|aux|a|pour|aupres|pres|charge|chargee|accredite){_WORDS}{{0,8}}?)?"
_ACRONYM = r"(?: \([^()]{2,15}\))?"
_SECOND = re.compile(rf"{_SERVING}{_ACRONYM}(?:,? et|,)(?: (?:non moins |egalement |par ailleurs )?){_NOUN}\b"
                     rf"{_WORDS}{{0,12}}?{_ACRONYM}(?=, |,? m\. |,? mme |,? sem |,? et {_NOUN}|(?<=\)) )")  # fmt: skip
_PAST = re.compile(rf"{_SERVING},? (?:l'ancien(?:ne)?|l'ex|ancien(?:ne)?|ex)[ -]$")
_PLURAL = Sought(
    r"\b(?:(ministres des affaires (?:etrangeres|exterieures)|chefs de (?:la )?diplomatie)|(ministres de l'interieur)|"
    r"(ministres de la justice)|(presidents)|(premiers ministres|chefs (?:de|du) gouvernement)|"
    r"(ambassadeurs|ambassadrices)|(chefs d'etat))\b"
)
_ROLES = (
    "minister_for_foreign_affairs", "minister_of_interior", "minister_of_justice", "president", "head_of_government",
    "ambassador", "president",
)  # fmt: skip
_ADJECTIVES = re.compile(r"(?: (?:et de|respectifs?|actuels?|africains|europeens|arabes)[^,.;:()]{0,60}?)?(?=[ ,:])")
_OF = re.compile(r"(?: \(|,? (?:de la |de l'|du |des |de |d'|pour (?:le |la |l')))")
_NEXT = re.compile(r"\)?(?:,? et (?:de )?|, (?:et |puis )?|; |,? ainsi que )(?:m\. |mme )?")
_MOST = 12
_HELD_FOR_A_STATE = {"president", "minister_for_foreign_affairs", "minister", "minister_of_interior",
                     "minister_of_justice", "head_of_government", "king"}  # fmt: skip
_DATELINE = re.compile(r" ?(?::|-|/) ")


def join_offices(page: Page) -> None:
    """Give an office the name after the next one; make officials of lists; set those of the past apart."""
    if page.language != "fr":
        return
    for at, official in enumerate(page.mentions):
        if official.sign == signs.OFFICIAL and "person" not in official.values:
            _name_from_next(page, at, official)
    found = [one for noun in _PLURAL.finditer(page.text) for one in _listed(page, noun)]
    if found:
        kept = [m for m in page.mentions if not any(o.start < m.end and m.start < o.end for o in found)]
        page.mentions = sorted([*kept, *found], key=lambda m: m.start)
    _of_states_named_beside(page)
    hold_chairs(page)
    for mention in page.mentions:
        past = _FORMER.search(page.text, max(0, mention.start - 13), mention.start)
        if past and mention.sign == signs.OFFICIAL:
            mention.sign = signs.PERSON  # who acts for no state now
            mention.start = past.start()
            if not mention.values["said"]:
                mention.values.pop("person", None)  # the home of the text is not that of somebody's past


def _of_states_named_beside(page: Page) -> None:
    """Give « la France et son président » and « Niger : le président ... » the state that the words name."""
    for official in page.mentions:
        if (
            official.sign != signs.OFFICIAL
            or official.values["said"]
            or official.values["role"] not in _HELD_FOR_A_STATE
        ):
            continue
        if page.text.endswith(("son ", "sa ", "leur "), 0, official.start):
            near = [m for m in page.within(max(0, official.start - 60), official.start) if m.sign == signs.PARTY]
        else:
            start = max((s for s, _ in page.sentences if s <= official.start), default=0)
            near = [m for m in page.within(start, official.start) if m.sign == signs.PARTY][:1]
            near = [m for m in near if m.start <= start + 3 and _DATELINE.match(page.text, m.end)]
        if near and near[-1].key:
            official.keys = (near[-1].key,)
            official.values["said"] = True


def _name_from_next(page: Page, at: int, official: Mention) -> None:
    """The name after a further office, which goes to both unless the further one says nothing more."""
    following = next((m for m in page.mentions[at + 1 : at + 4] if m.sign == signs.OFFICIAL), None)
    named = following if following and following.values.get("person") else None
    if named and _PAST.fullmatch(page.text, official.end, named.start):
        official.values["person"] = named.values["person"]
        return
    second = _SECOND.match(page.text, official.end)
    third = _SECOND.match(page.text, second.end()) if second else None
    end = third.end() if third else second.end() if second else None
    if end is None or re.search(r"\ba\b", page.quote(official.end, end)[2]):
        return
    person = name_after(page, end)
    if person is None or " " not in page.text[slice(*person)]:
        return
    official.values["person"] = person
    if named and named.values["person"] == person and not (named.keys or named.values.get("body")):
        del named.values["person"]  # « doyen et porte-parole »: of nothing that is known


def _listed(page: Page, noun: re.Match[str]) -> list[Mention]:
    """« X (Chili) et Y (Japon) », « X du Chili, Y du Japon », « du Chili, X, et du Japon, Y » after their office."""
    more = _ADJECTIVES.match(page.text, noun.end())
    at = more.end() if more else noun.end()
    role = _ROLES[(noun.lastindex or 1) - 1]
    found: list[Mention] = []
    for _ in range(_MOST):
        pair = _name_then_state(page, at) or _state_then_name(page, at) or _adjective_then_name(page, at)
        if pair is None:
            break
        person, state, end = pair
        values = {"role": role, "said": True, "person": person}
        found.append(Mention(min(person[0], state.start), end, signs.OFFICIAL, (state.key,), values=values))
        link = _NEXT.match(page.text, end)
        if link is None:
            break
        at = link.end() - 1
    return found if len(found) > 1 else []


def _name_then_state(page: Page, at: int) -> tuple[tuple[int, int], Mention, int] | None:
    person = name_after(page, at)
    link = _OF.match(page.text, person[1]) if person else None
    state = _state_at(page, link.end()) if link else None
    return (person, state, state.end) if person and state else None


def _state_then_name(page: Page, at: int) -> tuple[tuple[int, int], Mention, int] | None:
    link = _OF.match(page.text, at)
    state = _state_at(page, link.end()) if link else None
    person = name_after(page, state.end) if state else None
    return (person, state, person[1]) if person and state else None


def _adjective_then_name(page: Page, at: int) -> tuple[tuple[int, int], Mention, int] | None:
    near = next(iter(page.within(at, at + 40)), None)
    if near is None or near.start != at + 1 or near.sign != signs.NATIONALITY or not near.key:
        return None
    person = name_after(page, near.end)
    return (person, near, person[1]) if person else None


def _state_at(page: Page, at: int) -> Mention | None:
    near = next(iter(page.within(at, at + 60)), None)
    return near if near and near.start == at and near.sign == signs.PARTY and near.key else None
