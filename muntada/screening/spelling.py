"""The names under which an entry is found: what a list writes in one cell, taken apart, and what everybody knows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from muntada.screening.model import Entry, Name
from muntada.text.names.letters import is_arabic
from muntada.text.names.parsing import Part, parse

_GROUPS = Path(__file__).with_name("data") / "groups.csv"
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,200})[)\]]")
_ANOTHER = re.compile(r"[^a-zà-ÿ]{2,12}|[^\x00-\x7f]{3,}.*")
_NOTE = re.compile(r"(?i)\b(?:combat name|nom de guerre|born|previously|formerly|listed|deceased|name|arabic|branch)\b")
_SEVERAL = re.compile(r"\s*[;/]\s+|\s+(?:a\.?k\.?a\.?|alias)\s+", re.IGNORECASE)
_FEWEST = 3  # words from which an acronym is made


def _key(name: str) -> str:
    return " ".join(sorted(part.word for part in parse(name, entity=True) if part.kind in {"name", "common"}))


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    with _GROUPS.open(encoding="utf-8", newline="") as stream:
        rows = [tuple(row["names"].split("|")) for row in csv.DictReader(stream)]
    return {_key(name): row for row in rows for name in row}


def _acronym(parts: tuple[Part, ...]) -> str | None:
    """The first letters of an organisation's words, as acronyms are made: not of particles, in Latin letters."""
    words = [part for part in parts if part.kind in {"name", "common", "legal"}]
    if len(words) < _FEWEST or any(is_arabic(part.written) for part in words):
        return None
    return "".join(part.written[0] for part in words).lower()


def spellings(entry: Entry) -> Iterator[Name]:
    """Every spelling of an entry's names once: what stands in brackets apart, acronyms, known names of a group."""
    seen: set[str] = set()
    for name in entry.names:
        for text, kind in _of_cell(name, entity=entry.kind != "person"):
            if text.strip() and text not in seen:
                seen.add(text)
                yield Name(text, kind)


def _of_cell(name: Name, *, entity: bool) -> Iterator[tuple[str, str]]:
    for cell in _SEVERAL.split(name.text):
        inner = [found for found in _BRACKETS.findall(cell) if not _NOTE.search(found)]
        # "(France)" tells a company from its sister; "(KKBC)" is another name of the same.
        keep = entity and any(not _ANOTHER.fullmatch(found) for found in inner)
        outer = cell if keep else _BRACKETS.sub(" ", cell).strip()
        inner = [] if keep else inner
        yield outer or cell, name.kind
        for text in inner:
            if entity or len(text.split()) > 1:
                yield text, "weak" if len(text) < 4 else name.kind
        if entity:
            acronym = _acronym(parse(outer, entity=True))
            if acronym is not None:
                yield acronym, "weak"
            for text in _groups().get(_key(outer), ()):
                yield text, "alias"
