"""Fits the weights of muntada/screening/scoring.py: `python -m bench.screening.calibrating LISTS_FOLDER`.

Only questions of the half 'dev' and half of the labelled pairs are used. Weights that stand for something missing may
not be positive, so that no score rises with what does not fit. Needs scipy, which the peers bring.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bench.screening.questions import Question, Tokens, across, half_of, questions
from bench.screening.unlist import read_un
from muntada.screening import scoring
from muntada.screening.index import Index
from muntada.screening.model import Entry, Name
from muntada.screening.segment import Segment

_HEAVY = {"original to Latin": 3.0, "Latin to original": 3.0, "recombined": 2.0, "same given name": 2.0}
_HEAVY |= {"same given names": 2.0}
Row = tuple[tuple[float, ...], float, float]


def _rows(segment: Segment, question: Question, entity: bool) -> Iterator[Row]:
    found = segment.find(question.name, entity=entity, kinds=entity, least=0.0)
    if question.target:
        chosen = [one for number, one in found.items() if segment.entry(number).id == question.target]
    else:
        chosen = sorted(found.values(), key=lambda one: -one.score)[:4]
    for one in chosen:
        numbers = scoring.features(one.done, weak=bool(segment.index.name_weak[one.name]))
        yield numbers, float(bool(question.target)), _HEAVY.get(question.kind, 1.0)


def _labelled(path: Path) -> Iterator[tuple[bool, Row]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if half_of(row["name1"] + row["name2"]) == "dev":
                entity = row["schema"] != "Person"
                entry = Entry("x", (Name(row["name2"]),), "entity" if entity else "person")
                segment = Segment(Index.of([entry]))
                for one in segment.find(row["name1"], entity=entity, kinds=entity, least=0.0).values():
                    numbers = scoring.features(one.done, weak=False)
                    yield entity, (numbers, float(row["is_match"] == "true"), 3.0 if entity else 2.2)


def collect(lists: Path) -> dict[bool, list[Row]]:
    """The alignments to learn from, of persons (False) and of entities (True)."""
    entries = read_un(next(lists.glob("un_consolidated*.xml")))
    latin, original, to_latin, to_original = across(entries)
    asked = questions(entries, Tokens(lists / "arabic_latin_tokens_wikipedia.tsv"))
    rows: dict[bool, list[Row]] = {False: [], True: []}
    for held, some in ((entries, asked), (latin, to_latin), (original, to_original)):
        segment = Segment(Index.of(held))
        for question in some:
            if question.half == "dev" and question.kind != "other birth date":
                kinds = (question.kind.startswith("entity"),) if question.target else (False, True)
                for entity in kinds:
                    rows[entity].extend(_rows(segment, question, entity))
    for entity, row in _labelled(lists / "name_bench_cases.csv"):
        rows[entity].append(row)
    return rows


def fit(rows: list[Row]) -> list[float]:
    """The weights of a ridge logistic regression, both answers weighing the same in all."""
    numbers, labels = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    given = np.array([row[2] for row in rows])
    share = np.where(labels > 0, (given * labels).sum(), (given * (1 - labels)).sum())
    weights = given / share * len(rows) / 2

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = numbers @ b
        slope = numbers.T @ (weights * (1 / (1 + np.exp(-z)) - labels))
        return float((weights * (np.logaddexp(0, z) - labels * z)).sum() + 0.06 * (b**2).sum()), slope + 0.12 * b

    bounds = [(None, None), (0, None)] + [(None, 0)] * (len(scoring.FEATURES) - 2)
    bounds[scoring.FEATURES.index("weak")] = (-0.8, -0.3)  # questions hardly ever use weak aliases
    start = np.zeros(len(scoring.FEATURES))
    return [float(value) for value in minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x]


def main(lists: Path) -> None:
    """Fits both sets of weights and writes them into the module."""
    path = Path(scoring.__file__)
    for entity, rows in collect(lists).items():
        name = "ENTITY" if entity else "PERSON"
        weights = ", ".join(f"{value:.2f}" for value in fit(rows))
        path.write_text(re.sub(rf"{name} = \([^)]*\)", f"{name} = ({weights})", path.read_text("utf-8")), "utf-8")
        print(f"{name}: {len(rows)} alignments")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
