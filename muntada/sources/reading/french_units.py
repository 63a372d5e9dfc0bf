"""Units of a known body that no table knows, and on which day they were founded: « le Comité de suivi du G5 Sahel »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.page import Page
from muntada.sources.reading.rules import Found
from muntada.sources.reading.template import Template

KINDS = {
    "comite": "committee", "commission": "commission", "conseil": "council", "centre": "centre",
    "secretariat": "secretariat", "forum": "forum", "groupe de travail": "working_group", "coalition": "coalition",
    "reseau": "network", "plateforme": "platform", "fonds": "fund", "institut": "institute", "cellule": "unit",
    "unite": "unit", "mecanisme": "mechanism", "observatoire": "observatory",
}  # fmt: skip
_WORDS = r"(?: (?!(?:qui|que|est|sont|a|ont|avec|dont|et)\b)[^ .;,:()]+)"
_UNIT = re.compile(
    rf"(?:\b(?:le|la|un|une|ce|cette|du|au) |\bd'une? |^)({'|'.join(KINDS)}){_WORDS}{{0,8}}? ?"
    rf"(?:du |de la |de l'|des |)({signs.BODY})(?: \([^)]*\))?"
    r"(?:,? (?:qui )?(?:a ete|ont ete|est|fut|avait ete)|,) (?:officiellement )?"
    r"(?:creee?|instituee?|mise? en place|mise? sur pied|fondee?|etablie?|lancee?|inauguree?|installee?)\b"
    rf"[^.;{signs.DATE}{signs.MEETING}]{{0,60}}? (?:en |le |depuis |au mois de )({signs.DATE})"
)
_PART = re.compile(
    r"\b(?:comite|commission|conseil|force|mission|secretariat|centre|parlement|cour|college|institut|agence|bureau|"
    r"fonds|cellule|unite|reseau|programme|plateforme|mecanisme|observatoire|direction|strategie|plan|ecole|academie|"
    r"delegation|siege|brigade|bataillon|operation)(?: [^ .;,:()]+){0,5}? (?:du |de la |de l'|des )$"
)
_FOUNDED = {"fr.body.established", "fr.body.established-of"}
_FAR = 90  # letters
_CONFIDENCE = 0.72


def find_units(template: Template) -> Iterator[Found]:
    """A body finding, without a key, for each unit of a known body whose founding a sentence dates."""
    if signs.BODY not in template.signs or signs.DATE not in template.signs:
        return
    for unit in _UNIT.finditer(template.text):
        parent, day = template.mention_at(unit.start(2)), template.mention_at(unit.start(3))
        if parent and parent.key and day and day.key:
            attrs = {"kind": KINDS[unit[1]], "parent": parent.key, "established": day.key}
            yield Found("body", attrs, *template.span(unit.start(1), unit.end()), "fr.body.unit", _CONFIDENCE)


def of_the_whole(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """Without what seems said of a body and is said of a part: « la Force du G5 Sahel, créée en 2017 »."""
    for one in found:
        if one.rule not in _FOUNDED or not _PART.search(page.text, max(0, one.start - _FAR), one.start):
            yield one
