"""The shipped plan of chapters, and to which chapter what is about a topic belongs. Knows no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.table import read_rows, read_table

_FACTS = Path(__file__).parent / "facts"
_PILLARS = {1: "prevention", 2: "pursuit", 3: "capacity", 4: "rights"}  # of the United Nations Strategy
FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Planned:
    """A chapter of the plan: its key for good, and its title in three languages."""

    key: str
    ar: str
    en: str
    fr: str


@lru_cache(maxsize=1)
def plan() -> tuple[Planned, ...]:
    """The chapters of a national report, in their order."""
    return read_table(Planned, _FACTS / "plan.csv")


@lru_cache(maxsize=1)
def _themes() -> dict[str, str]:
    return {row["topic"]: row["chapter"] for row in read_rows(_FACTS / "themes.csv")}


def chapter_for(topics: Iterable[str], otherwise: str, pillar: int | None = None) -> str:
    """The chapter to which something on these topics belongs: of most of them, else of its pillar.

    Of two chapters with as many topics it is the later one, which is the narrower.
    """
    themes, order = _themes(), [one.key for one in plan()]
    counted = Counter(themes[topic] for topic in topics if topic in themes)
    if counted:
        return max(counted, key=lambda key: (counted[key], order.index(key)))
    return _PILLARS.get(pillar or 0, otherwise)
