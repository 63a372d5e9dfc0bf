"""Names are matched by what is written down for it, and by nothing else."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

from muntada.screening import facts
from muntada.screening.model import Entry, Fact
from muntada.screening.scoring import FEATURES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "what-names-are-matched-by.md"


def listed(head: str) -> list[str]:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    return re.split(r",\s*", text.partition(f"{head}: ")[2].partition(".")[0])


def test_row_17_the_features_of_a_name_are_those_written_down() -> None:
    assert list(FEATURES) == listed("Features of a name")


def test_row_17_the_facts_that_count_are_those_written_down() -> None:
    made = set(re.findall(r'Fact\(\s*"(\w+)"', inspect.getsource(facts)))
    assert made == set(listed("Facts"))
    assert {"field", "effect"} <= {one.name for one in dataclasses.fields(Fact)}


def test_row_17_an_entry_carries_nothing_else() -> None:
    assert [one.name for one in dataclasses.fields(Entry)] == listed("Of an entry")
