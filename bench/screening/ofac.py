"""The list of the United States' Office of Foreign Assets Control: another list, on which nothing was fitted."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.screening.questions import Question, Tokens, questions
from muntada.screening.model import Entry, Name

_KINDS = {"individual": "person", "-0-": "entity"}


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        yield from (row for row in csv.reader(stream) if len(row) > 3)


def read_ofac(lists: Path) -> list[Entry]:
    """Every person and organisation of ofac_sdn.csv, with the other names of ofac_alt.csv."""
    others: dict[str, list[Name]] = defaultdict(list)
    for row in _rows(lists / "ofac_alt.csv"):
        others[row[0]].append(Name(row[3], "alias"))
    return [
        Entry(row[0], (Name(row[1]), *others[row[0]]), _KINDS[row[2].strip()])
        for row in _rows(lists / "ofac_sdn.csv")
        if row[2].strip() in _KINDS
    ]


def ofac_questions(entries: list[Entry], tokens: Tokens) -> list[Question]:
    """Questions about 500 persons, their names turned the right way round, and 150 organisations."""
    rng = random.Random(8)
    people = rng.sample([entry for entry in entries if entry.kind == "person"], 500)
    others = rng.sample([entry for entry in entries if entry.kind == "entity"], 150)
    return questions([_turned(entry) for entry in people] + others, tokens)


def _turned(entry: Entry) -> Entry:
    names = (Name(" ".join(word.strip() for word in name.text.split(",", 1)[::-1]), name.kind) for name in entry.names)
    return Entry(entry.id, tuple(names), entry.kind)
