"""The lists that can be brought in, and what is asserted of a whole one. Knows no database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list: how it is read, who publishes it, and which sizes of it are believed without a person.

    `least` and `most` are counts of entities by schema; `swing` is the share of its entries that may come or go.
    What a list that is not `whole` does not name stays as it is. Without a `basis` it may speak of no person.
    """

    key: str
    form: str
    publisher: str
    address: str
    basis: str
    names: Mapping[str, str]
    least: Mapping[str, int]
    most: Mapping[str, int]
    swing: float
    whole: bool = True
    reliability: str = "B"
    credibility: int = 2
    invented: bool = False


@lru_cache(maxsize=1)
def known_lists() -> Mapping[str, KnownList]:
    """Every declared list by its key."""
    stated = tomllib.loads(resources.files(__package__).joinpath("lists.toml").read_text(encoding="utf-8"))
    return {
        key: KnownList(
            key=key,
            form=one["form"],
            publisher=one["publisher"],
            address=one["address"],
            basis=one["basis"],
            names=one["name"],
            least=one["least"],
            most=one["most"],
            swing=one["swing"],
            whole=one.get("whole", True),
            reliability=one.get("reliability", "B"),
            credibility=one.get("credibility", 2),
            invented=one.get("invented", False),
        )
        for key, one in stated.items()
    }


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a whole list is held: a code, what was expected, and what was found."""

    code: str  # least, most, shrank, grew, other_publisher
    of: str
    expected: float
    found: float


def doubts(known: KnownList, counts: Mapping[str, int], before: int, gone: int, new: int) -> list[Doubt]:
    """What speaks against taking a list in: its counts by schema, and how much of what stood there comes and goes.

    `before` are the entries that stand now. A first list neither shrinks nor grows.
    """
    found = [
        Doubt("least", one, least, counts.get(one, 0))
        for one, least in known.least.items()
        if counts.get(one, 0) < least
    ]
    found += [
        Doubt("most", one, most, counts.get(one, 0)) for one, most in known.most.items() if counts.get(one, 0) > most
    ]
    if before and known.whole:
        allowed = max(5, known.swing * before)
        found += [Doubt("shrank", "", allowed, gone)] if gone > allowed else []
        found += [Doubt("grew", "", allowed, new)] if new > allowed else []
    return found
