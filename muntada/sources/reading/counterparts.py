"""«نظيره الإسباني», "his Spanish counterpart": somebody in the office that was named last, of another state.

And «الوزير» alone, who is the minister named last.
"""

from __future__ import annotations

import re

from muntada.sources.reading import signs
from muntada.sources.reading.officials import name_after
from muntada.sources.reading.page import Mention, Page
from muntada.text.sought import Sought

_NOUN = {
    "ar": Sought(r"\bنظير(?:ه|ته|ها|تها|هم|يه|تيه|يها)\b"),
    "en": Sought(r"\b(?:his|her|their) (?:then )?"),
    "fr": Sought(r"\b(?:son|sa|ses|leurs?) homologues?\b"),
}
_AFTER = {"ar": " ", "en": "", "fr": " "}
_ENGLISH = re.compile(r" counterparts?\b")
_THE_MINISTER = Sought(r"\bالوزيره?\b(?! ?(?:ال|[-,(] ?[\"(]))")
_SPEAKING = {"spokesperson", "secretary_general", "un_secretary_general"}
_AND = re.compile(r",? و ?")


def find_counterparts(page: Page) -> None:
    """Turn each counterpart whose state is said into an official with the role of the one before."""
    found: list[Mention] = []
    for noun in _NOUN[page.language].finditer(page.text):
        at = noun.end() + len(_AFTER[page.language])
        nationality = _nationality(page, at)
        role = _role_before(page, noun.start(), nationality)
        if nationality is None or role is None:
            continue
        found.extend(_counterparts(page, noun.start(), nationality, role))
    if page.language == "ar":
        found.extend(_ministers(page))
    if found:
        taken = [m for m in page.mentions if not any(o.start <= m.start < o.end for o in found)]
        page.mentions = sorted([*taken, *found], key=lambda mention: mention.start)


def _ministers(page: Page) -> list[Mention]:
    """«الوزير» as the official whom the text named last among ministers."""
    known = [m for m in page.mentions if m.sign == signs.OFFICIAL and "minister" in m.values["role"] and m.keys]
    found = []
    for noun in _THE_MINISTER.finditer(page.text):
        before = [m for m in known if m.end <= noun.start()]
        if before:
            values = {"role": before[-1].values["role"], "said": True}
            found.append(Mention(noun.start(), noun.end(), signs.OFFICIAL, before[-1].keys, values=values))
    return found


def _counterparts(page: Page, start: int, nationality: Mention, role: str) -> list[Mention]:
    """One official; in Arabic another after each "and" («نظيريه السوري ... والمصري ...»)."""
    found: list[Mention] = []
    while True:
        end = nationality.end
        if page.language == "en":
            noun = _ENGLISH.match(page.text, end)
            if noun is None:
                return found
            end = noun.end()
        official = Mention(start, end, signs.OFFICIAL, (nationality.key,), values={"role": role, "said": True})
        person = name_after(page, end)
        if person:
            official.values["person"] = person
            official.end = person[1]
        found.append(official)
        joint = _AND.match(page.text, official.end) if page.language == "ar" else None
        following = _nationality(page, joint.end()) if joint else None
        if following is None or not person:
            return found
        start, nationality = following.start, following


def _nationality(page: Page, at: int) -> Mention | None:
    """The adjective or state at a place, the letters of its article or preposition left aside."""
    near = next(iter(page.within(at, at + 45)), None)
    if near is None or near.sign not in {signs.NATIONALITY, signs.PARTY}:
        return None
    return near if re.fullmatch(r"(?:ال|من |في |ل)?", page.text[at : near.start]) else None


def _role_before(page: Page, at: int, nationality: Mention | None) -> str | None:
    """The office named last; in Arabic not that of who speaks for others or is of the counterpart's own state."""
    before = [m for m in page.mentions if m.sign == signs.OFFICIAL and m.start < at]
    if page.language == "ar":
        own = (nationality.key,) if nationality else ()
        before = [m for m in before if m.values["role"] not in _SPEAKING and (not own or m.keys != own)]
    return str(before[-1].values["role"]) if before else None
