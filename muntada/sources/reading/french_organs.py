"""Who presides over an organ of an organisation, and through whom a state holds a chair.

« M. Petit, président du Conseil des ministres de la CEDEAO » presides over something of it; « le président du Togo,
président en exercice de la CEDEAO, Jean Petit » is one person, through whom the state holds the chair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

_ORGAN = re.compile(
    r" (?:de la |du |de l')(?:commission|comite|conseil|conference|assemblee|parlement|cour|secretariat|bureau)\b"
    r"(?: (?!(?:qui|que|et|a|avec|lors|pour)\b)[^ ,.;:()]+){0,6}? (?:de la |du |de l'|des )$"
)
_BETWEEN = re.compile(r",? (?:\(|et |le |la |l'|par ailleurs |egalement |aussi |actuel |dont le pays est )*")
_APART = re.compile(r"\bcommission\b")
_OF_A_STATE = {
    "president",
    "minister_for_foreign_affairs",
    "minister",
    "king",
    "head_of_government",
    "minister_delegate",
}
_CONFIDENCE = 0.8


def of_an_organ(page: Page, role: Mention) -> Mention | None:
    """An office of chair with the organ over which it presides, up to the organisation that has the organ."""
    near = next((m for m in page.within(role.end, role.end + 160) if m.sign == signs.BODY and m.key), None)
    if near is None or not _ORGAN.fullmatch(page.text[role.end : near.start]):
        return None
    return Mention(role.start, near.end, signs.ROLE, role.keys, values={**role.values, "of": near})


def hold_chairs(page: Page) -> None:
    """Tell of each chair of an organisation which state holds it, where an official of the state stands beside it."""
    officials = [m for m in page.mentions if m.sign == signs.OFFICIAL]
    for first, second in pairwise(officials):
        chair, other = (first, second) if first.values["role"] == "chair" else (second, first)
        if chair.values["role"] != "chair" or other.values["role"] not in _OF_A_STATE or not other.keys:
            continue
        apart = _APART.search(page.text, chair.start, chair.end)
        if apart or not chair.values.get("body") or not _BETWEEN.fullmatch(page.text[first.end : second.start]):
            continue
        chair.values["state"] = other.keys[0]
        person = chair.values.pop("person", None)
        if person:
            other.values.setdefault("person", person)


def find_chairs(template: Template) -> Iterator[Found]:
    """A term for each state that holds a chair through an official of its own."""
    for mention in template.mentions:
        if mention.sign == signs.OFFICIAL and "state" in mention.values and mention.values.get("body"):
            attrs = {"body": mention.values["body"], "role": "chair", "party": [mention.values["state"]]}
            yield Found("term", attrs, mention.start, mention.end, "fr.term.through-official", _CONFIDENCE)
