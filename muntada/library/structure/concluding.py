"""The preamble of a treaty that stands in one paragraph: who concludes it, why, and that they have agreed."""

from __future__ import annotations

import re
from itertools import pairwise

from muntada.library.structure.openings import opening_of

_SIGHT = 150  # letters looked at to tell what begins at a place
# Those who conclude it: The Government of ..., Sa Majesté le Roi ...
_WHO = re.compile(
    r"(?:(?:Preamble|Pr[eé]ambule)\s)?(?:The|La|Le|Les|L['’]|Sa Majesté|Son Altesse|His Majesty|Her Majesty)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?<=[\s,;.])(?:have (?:agreed|resolved|decided)|agree as|(?:sont|ont) (?:convenu|résolu|décidé)s?)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?<=[,;.])\s*(?=[A-ZÀ-Ý])")
_WHY = re.compile(
    r"(?:(?<=[,;])\s*|(?<=\S)\s)(?=(?:desiring|desirous|wishing|anim[eé]e?s? du désir|désireu(?:x|se|ses)|désirant"
    r"|ayant (?:jugé|estimé|décidé|reconnu)|having (?:deemed|decided|recogni[sz]ed|resolved)"
    r"|soucieu(?:x|se|ses)|considérant|considering|recalling|rappelant|convaincue?s?|convinced)\b)",
    re.IGNORECASE,
)


def concluded(text: str) -> list[tuple[int, int]] | None:
    """Where the recitals stand in a paragraph that is all the preamble of a treaty, and the formula with which it
    ends; None for any other paragraph. Those who conclude the treaty are in none of them."""
    if not text.endswith(":") or len(text) < 80 or _WHO.match(text) is None:
        return None
    why = _WHY.search(text)
    firsts = [*([why.end()] if why else []), *_joints(text, 0, len(text))[:1]]
    agreed = _AGREED.search(text, min(firsts)) if firsts else None
    if agreed is None:
        return None
    places = [min(firsts), *_joints(text, min(firsts), agreed.start()), agreed.start(), len(text)]
    return list(pairwise(sorted(set(places))))


def _joints(text: str, start: int, end: int) -> list[int]:
    """Where further recitals begin; after a semicolon any participle in capitals does."""
    found = []
    for joint in _JOINT.finditer(text, start, end):
        opening = opening_of(text[joint.end() : joint.end() + _SIGHT], "en")
        opening = opening or opening_of(text[joint.end() : joint.end() + _SIGHT], "fr")
        after_semicolon = text[: joint.end()].rstrip().endswith(";")
        if opening and opening.use == "preamble" and (opening.act or after_semicolon):
            found.append(joint.end())
    return found
