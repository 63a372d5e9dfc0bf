"""A list of a million invented names for speed, drawn from tokens by how often they are met."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from muntada.screening.model import Entry, Name


def _tokens(path: Path) -> tuple[list[str], list[str], list[int]]:
    latin, arabic, counts = [], [], []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row[0]) > 2:
                latin.append(row[0])
                arabic.append(row[1].replace(" ", ""))
                counts.append(int(row[2]))
    return latin, arabic, list(accumulate(counts))


def people(path: Path, count: int, *, seed: int = 8, arabic: float = 0.3) -> Iterator[Entry]:
    """`count` entries of one name each, of two to four parts, a share of them in Arabic script.

    One part in five is new (a token with an ending), so that the vocabulary grows as that of real lists does.
    """
    rng = random.Random(seed)
    latin, original, weights = _tokens(path)
    endings = ("ov", "i", "zadeh", "an", "y", "oglu", "son", "ez", "aoui", "pour")
    for number in range(count):
        chosen = rng.choices(range(len(latin)), cum_weights=weights, k=rng.choice((2, 2, 3, 3, 4)))
        if rng.random() < arabic:
            words = [original[place] for place in chosen]
        else:
            words = [latin[place] for place in chosen]
            if rng.random() < 0.5:
                words[-1] += rng.choice(endings)
        yield Entry(f"m{number}", (Name(" ".join(words)),), born=(str(rng.randrange(1940, 2005)),))
