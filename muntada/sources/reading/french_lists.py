"""Lists that a French text sets line by line, without bullets: aims, organs, and what talks were about.

« L'OSCE a pour objet : » and « Les organes de l'OSCE sont : » announce what each line after them says; « les entretiens
ont porté sur : » announces points, each up to the clause that comments it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from muntada.sources.reading import signs
from muntada.sources.reading.french_units import KINDS
from muntada.sources.reading.page import Page
from muntada.sources.reading.rules import Found

_PURPOSE = r"(?:objets?|buts?|objectifs?|missions?|mandats?|taches?|vocation|attributions|fonctions|roles?)"
_AIMS = re.compile(
    rf"(?:\b(?:a|ont|avait|ayant|avec) pour (?:[a-z]+ ){{0,2}}{_PURPOSE}(?: [a-z]+)?|"
    rf"\b(?:ses|leurs|les|son|leur|la|le)(?: [a-z]+)? (?:[a-z]+ )?{_PURPOSE}(?: [^.;:]{{0,60}})?"
    r"(?: sont| est| consistent| consiste| comprennent| suivante?s)|"
    r"\b(?:est|sont) (?:[a-z]+ment )?(?:chargee?s?|responsables?)|\bvis(?:e|ent))"
    r"(?: notamment| essentiellement| entre autres| les suivante?s)*(?: de| d'| a)? ?:$"
)
_ORGANS = re.compile(
    r"\b(?:organes?|institutions|instances|structures)(?: (?!qui\b)[^.;:]{0,80})?"
    r"(?: sont| comprennent| suivante?s| comportent)(?: notamment| les suivante?s)* ?:$|"
    r"^(?:(?:les|ses) )?(?:organes|institutions|instances) (?:du |de la |de l')[^.;:]{2,70} ?:$"
)
_POINTS = re.compile(
    r"(?:\b(?:port|ax|centr|focalis)[a-z]+ (?:[a-z]+ ){0,2}sur|\baccent(?: [^.;:]{0,30})? sur|"
    r"\bordre du jour(?: [^.;:]{0,60})?|\b(?:points|sujets|questions|themes|dossiers) suivants|"
    r"\b(?:evoque|aborde|examine)(?:e?s)?(?: les [a-z]+ suivant[es]+)?)(?: notamment)? ?:$"
)
_AIM = re.compile(r"(?:de |d'|a )?([a-z]+(?:er|ir|re) |(?:(?:la|le|les) |l')[a-z])")
_NO_AIM = re.compile(r"(?:le [a-z]+er |hier |mer |fer |par |car |notre |votre |entre |contre |outre |autre )")
_CLAUSE = re.compile(r"(?:(?:la|le|les) |l')[^,;]{3,60} (?:est|sont|ont|sera|seront|compte|comprend|dispose|se|etait) ")
_ORGAN = re.compile(
    rf"(?:(?:la|le|les|un|une) |l')?({'|'.join(sorted(KINDS))}|conference|assemblee|cour|parlement|tribunal|bureau)s?\b"
    r"[^.;:]{0,80}$"
)
_COMPRISE = re.compile(
    r"\b(?:ses|leurs|les)(?: [a-z]+)? (?:organes|institutions|instances|structures)"
    r"(?: (?:du |de la |de l')[^.;:,]{2,60}?)? (?:comprennent|sont|comptent|incluent)(?: notamment| entre autres)?\b"
)
_NEXT_ORGAN = re.compile(
    r"(?:,? et| ?,| ?:|)(?: enfin| notamment| surtout)?(?: l'(?:element|organe)[^,.;:]{0,40},)? "
    rf"((?:(?:la|le|une?) |l')({'|'.join(sorted(KINDS))}|conference|assemblee|cour|parlement|tribunal|bureau)\b"
    r"(?:(?! et\b| qui\b| dont\b| chargee?\b)[^.;:,(])*(?: ?\([^()]{1,40}\))?)"
)
_QUOTED = re.compile(r'"\s*[-•*]?\s*')
_BULLET = re.compile(r"[-•*]\s*")
_MET_TO = re.compile(
    r"\b(?:s'y |se |s')(?:(?:sont|est|etaient) reunie?s?|reuniss(?:ent|aient)|reunit|reuniront|reunira)"
    r"(?: [^.;,]{0,60}?)? (?:pour|afin de) (?:\" ?)?(?!(?:celebrer|remercier|saluer|feter|commemorer|"
    r"rendre|protester|manifester|reclamer|"
    r"exiger|denoncer|assister|partager|prier) )(?=[a-z]+(?:er|ir|re) )"
)
_NEXT_PURPOSE = re.compile(
    r"(?:, (?:et )?|,? ainsi que (?:de |pour )?| et (?:de |pour )?)(?=[a-z]+(?:er|ir|re) (?:[a-z]+ |[ld]'))"
)
_MET_UNTIL = re.compile(r'"|[.;]|,? (?:qui|dont|selon|avant|lors|a l\'occasion|en presence|sous)\b')
_POINT = re.compile(r"(?:(?:la|le|les) |l')[a-z]")
_COMMENT = re.compile(
    r",? (?:qui|dont|lequel|laquelle|auquel|a laquelle|dans lequel|pour lequel|sur lequel)\b|"
    r", (?:une?|chaque|afin|ainsi que d'|avec|ou|ce|cela|il|elle|ils|elles|notamment|en vue) |"
    r", (?:(?:le|la|les) |l')[^,;.]{4,160}? (?:est|sont|sera|seront|a ete|ont ete|doit|devra|devront) "
)
_SHORTEST, _LONGEST = 12, 320  # letters
_CONFIDENCE = 0.8


@dataclass(slots=True)
class _List:
    """A list that a line has announced: what reads its lines, and whose it is."""

    read: Callable[[Page, int, int, str | None], Found | None]
    body: str | None
    some: bool = False  # whether a line of it was read
    quoted: bool = False  # whether it stands in quotation marks, before its bullets

    def first_word(self, page: Page, start: int) -> int:
        """Where a line begins behind the marks of a quotation and, inside it, of a list."""
        mark = _QUOTED.match(page.text, start) if not self.some else None
        self.quoted = self.quoted or mark is not None
        bullet = (mark or _BULLET.match(page.text, start)) if self.quoted else None
        return bullet.end() if bullet else start


def find_lists(page: Page) -> Iterator[Found]:
    """The aims and organs of a body and the points of talks, one finding a line; in French."""
    if page.language != "fr":
        return
    current: _List | None = None
    for start, end in page.sentences:
        line = page.text[start:end].rstrip()
        if not line:
            continue
        yield from _named_organs(page, start, start + len(line))
        yield from _purposes(page, start, start + len(line))
        announced = _announced(page, start, start + len(line))
        if announced:
            current = announced
        elif line.endswith(":"):
            current = None
        elif current is not None and _begins_line(page, start):
            found = current.read(page, current.first_word(page, start), start + len(line), current.body)
            if found:
                current.some = True
                yield found
            elif not (current.some and _line(page, start).endswith(";")):
                current = None  # what a line between two points tells, a line that goes on after it


def _begins_line(page: Page, start: int) -> bool:
    return page.text[page.text.rfind("\n", 0, start) + 1 : start].strip() == ""


def _line(page: Page, start: int) -> str:
    end = page.text.find("\n", start)
    return page.text[start : end if end >= 0 else len(page.text)].rstrip()


def _announced(page: Page, start: int, end: int) -> _List | None:
    line = page.text[start:end]
    if not line.endswith(":"):
        return None
    body = next((m.key for m in page.within(start, end) if m.sign == signs.BODY and m.key), None)
    if _ORGANS.search(line):
        body = body or _spoken_of(page, start)
        return _List(_organ, body) if body else None
    if _POINTS.search(line):
        return _List(_point, None)
    return _List(_aim, body) if _AIMS.search(line) else None


def _spoken_of(page: Page, at: int) -> str | None:
    """The body that a text named last before a place."""
    named = [m.key for m in page.mentions if m.sign == signs.BODY and m.key and m.start < at]
    return named[-1] if named else None


def _aim(page: Page, start: int, end: int, body: str | None) -> Found | None:
    aim = _AIM.match(page.text, start)
    if aim is None or _NO_AIM.match(page.text, start) or _CLAUSE.match(page.text, start, end):
        return None
    return _told(page, "mandate", aim.start(1), end, {"body": body} if body else {})


def _point(page: Page, start: int, end: int, body: str | None) -> Found | None:
    if _POINT.match(page.text, start) is None or page.capital(start):
        return None
    comment = _COMMENT.search(page.text, start + _SHORTEST, end)
    return _told(page, "agenda", start, comment.start() if comment else end, {})


def _told(page: Page, kind: str, start: int, end: int, attrs: dict[str, str]) -> Found | None:
    title = page.quote(start, end)[2].strip(' \n.;,"»”')
    if not _SHORTEST <= len(title) <= _LONGEST:
        return None
    return Found(kind, {**attrs, "title": title}, start, end, f"fr.{kind}.line", _CONFIDENCE)


def _organ(page: Page, start: int, end: int, body: str | None) -> Found | None:
    organ = _ORGAN.match(page.text[start:end].rstrip(" .;,"))
    if organ is None or body is None:
        return None
    return _of_body(page, organ[1], body, start, end)


def _of_body(page: Page, noun: str, body: str, start: int, end: int) -> Found:
    """An organ that no table knows; its name, under the key that is taken away later, tells it from others."""
    kind = KINDS.get(noun)
    attrs = {"kind": kind, "parent": body} if kind else {"parent": body}
    attrs["symbol"] = page.text[start:end]
    return Found("body", attrs, start, end, "fr.body.organ", _CONFIDENCE)


def _purposes(page: Page, start: int, end: int) -> Iterator[Found]:
    """What people met to do, one after the other: « réunis pour adopter un plan et élire un bureau »; two at least."""
    met = _MET_TO.search(page.text, start, end)
    if met is None:
        return
    last = _MET_UNTIL.search(page.text, met.end(), end)
    stop = last.start() if last else end
    cuts = list(_NEXT_PURPOSE.finditer(page.text, met.end(), stop))
    for first, until in zip([met.end(), *(c.end() for c in cuts)], [*(c.start() for c in cuts), stop], strict=True):
        told = _told(page, "agenda", first, until, {}) if cuts else None
        if told:
            yield told


def _named_organs(page: Page, start: int, end: int) -> Iterator[Found]:
    """The organs that a sentence names one after the other: « Ses organes comprennent un Conseil, une Cour et ... »."""
    announced = _COMPRISE.search(page.text, start, end)
    if announced is None:
        return
    body = next((m.key for m in page.within(start, announced.end()) if m.sign == signs.BODY and m.key), None)
    body = body or _spoken_of(page, start)
    at = announced.end()
    while body and (organ := _NEXT_ORGAN.match(page.text, at, end)):
        yield _of_body(page, organ[2], body, organ.start(1), organ.end(1))
        at = organ.end()
