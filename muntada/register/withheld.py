"""Counts that point at nobody: small ones are withheld, and with them those from which they could be computed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

FEWEST = 5  # from which number on a count is told


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by what is counted, in the order given; None for one that is withheld. `total` is of all of them."""

    rows: tuple[tuple[str, int | None], ...]
    total: int | None

    @property
    def hidden(self) -> int:
        """How many are withheld."""
        return sum(count is None for _, count in self.rows)


def told(counts: Mapping[str, int], *, elsewhere: Collection[str] = (), ranked: bool = False) -> Counts:
    """These counts as they may be told beside their sum; those named `elsewhere` are told there too, and hide nothing.
    `ranked` puts the greatest first, and at the end, by their names, those whose rank would tell their size.

    A count from 1 to 4 is withheld. Whoever subtracts what is told from the total knows how many the withheld ones are
    together; so, smallest first, others are withheld with them, until each of them could still be any number from 1 to
    5. Where that cannot be had, the total is withheld too. Nought is told: it is nobody.
    """
    whole = sum(counts.values())
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    others = sorted((count, key) for key, count in counts.items() if count >= FEWEST and key not in elsewhere)
    while hidden and not _safe([counts[key] for key in hidden]) and others:
        hidden.add(others.pop(0)[1])
    kept = _safe([counts[key] for key in hidden]) and not 0 < whole < FEWEST
    rows = [(key, None if key in hidden else count) for key, count in counts.items()]
    if ranked:
        rows.sort(key=lambda one: (one[1] is None, -(one[1] or 0), one[0]))
    return Counts(tuple(rows), whole if kept else None)


def together(*several: Counts) -> tuple[Counts, ...]:
    """Counts of the same things in several ways: where the total of one is withheld, another one would tell it, and
    nothing of them is told."""
    if all(one.total is not None for one in several):
        return several
    return tuple(
        Counts(tuple(sorted((key, 0 if count == 0 else None) for key, count in one.rows)), None) for one in several
    )


def _safe(hidden: list[int]) -> bool:
    """Whether their sum leaves each of these numbers open: of k numbers of which each is at least 1, none is told by a
    sum of k + 4 or more."""
    return not hidden or (len(hidden) > 1 and sum(hidden) >= len(hidden) + FEWEST - 1)
