"""Mandates: the tasks of a unit, given as a list under a sentence that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muntada.sources.reading import signs
from muntada.sources.reading.page import Page
from muntada.sources.reading.rules import Found

_ANNOUNCES = {
    "ar": re.compile(r"تضطلع|يضطلع|تتولي|يتولي|تختص|يختص|مهام|اختصاصات|مكلفه|مكلف ب|تعني ب"),
    "en": re.compile(
        r"\b(?:tasks?|responsib|mandated? (?:to|is|are)|functions?|duties|is charged with|works? to|objectives?|goals)"
    ),
    "fr": re.compile(
        r"\b(?:missions?|est charge[es]*|sont charge[es]*|attributions|taches|responsable[s]? de|"
        r"objectifs? (?:suivants|est|sont)|a pour (?:but|role|objectifs?|mandat|vocation|objet)|fonctions suivantes)"
    ),
}
_ENDS = re.compile(r":\s*$")
_FIRST = re.compile(r":\s*\(?(?:1|a|i)[.)]\s*$")  # of a list that runs on in the line, "to: 1. ...; 2. ..."
_NEXT = re.compile(r"[;,.](?: (?:and|et))?[;,]?\s+\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s*$")
_BULLET = re.compile(r"^[\s•\-*▪●◦·–o]*(?:\(?[0-9ivx]{1,3}[.)-]|[•\-*▪●◦·])\s+")
_SECONDARY = {
    "ar": re.compile(r",|;| (?:وفقا|اتساقا|وذلك|بما) "),
    "en": re.compile(r"[,;]| (?:in accordance|including|in line) "),
    "fr": re.compile(r"[,;]| (?:conformement|y compris) "),
}
_OF = re.compile(r"(?:de |d')(?=[a-z]+(?:er|ir|re) )")
_ITS = re.compile(r"(?:ses|leurs|a ce titre|il|elle|le|la|l'|les) ?")  # of a unit that no table knows
_SHORTEST = 55  # letters; a task that is cut before this says too little
_CONFIDENCE = 0.85


def find_mandates(page: Page) -> Iterator[Found]:
    """One finding a task, in the source's words up to the first subordinate addition."""
    body: str | None = None
    announced = running = False
    for start, end in page.sentences:
        text = page.text[start:end]
        bullet = _BULLET.match(text)
        if running:
            following = _NEXT.search(text)
            yield from _task(page, body, start + len(text) - len(text.lstrip()), start + _end_in_line(text, following))
            running = following is not None
        elif _FIRST.search(text) and _ANNOUNCES[page.language].search(text):
            body = _unit(page, start, end)
            running = body is not None
        elif announced and bullet:
            first = start + bullet.end()
            leading = _OF.match(page.text, first) if page.language == "fr" else None
            first = leading.end() if leading else first
            last = _end_of_task(page, first, end)
            yield from _task(page, body, first, last)
        elif _ENDS.search(text) and _ANNOUNCES[page.language].search(text):
            body = _unit(page, start, end)
            announced = body is not None or (page.language == "fr" and _ITS.match(text) is not None)
        elif text.strip() and not bullet:
            announced = False


def _task(page: Page, body: str | None, first: int, last: int) -> Iterator[Found]:
    quote = page.quote(first, last)[2]
    attrs = {"body": body, "title": quote} if body else {"title": quote}
    yield Found("mandate", attrs, first, last, "any.mandate.list", _CONFIDENCE)


def _end_in_line(text: str, following: re.Match[str] | None) -> int:
    """Where a task ends before the number of the next one, if another follows."""
    return len(text[: following.start() if following else None].rstrip(" \n.;,"))


def _unit(page: Page, start: int, end: int) -> str | None:
    for mention in page.within(start, end):
        if mention.sign in {signs.INSTITUTION, signs.BODY} and mention.key:
            return mention.key
    return None


def _end_of_task(page: Page, start: int, end: int) -> int:
    text = page.text[start:end].rstrip(" \n.;,")
    for cut in _SECONDARY[page.language].finditer(text):
        if cut.start() >= _SHORTEST:
            return start + cut.start()
    return start + len(text)
