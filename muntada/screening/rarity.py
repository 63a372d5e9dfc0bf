"""How rare a part of a name is: the list's own names and the people of the attested table, counted together."""

from __future__ import annotations

from math import log2

import numpy as np
from numpy.typing import NDArray

from muntada.text.names.attested import Attested, bearers, people

_PLAIN, _MOST = 5.0, 17.0  # bits: what the commonest names of a region carry, and what a name of one person does
KIND_WEIGHT = {"name": 1.0, "kunya": 0.6, "title": 0.12, "particle": 0.0, "initial": 0.35, "legal": 0.1, "common": 0.5}


def bits(found: Attested | None, listed: float, names: int) -> float:
    """The information of a part in bits: how surprising it is that two people share it.

    `listed` of the list's `names` bear the part in this spelling or another of the same word.
    """
    return -log2((listed + (bearers(found) if found else 0.0) + 0.5) / (names + people() + 1.0))


def rarity(information: float) -> float:
    """Bits as a number between 0 (everybody bears it) and 1 (hardly anybody does)."""
    return min(1.0, max(0.0, (information - _PLAIN) / (_MOST - _PLAIN)))


def weight(information: float, kind: str = "name") -> float:
    """How much a part counts in a comparison: even the commonest family name says who somebody is not."""
    return (0.45 + 0.55 * rarity(information)) * KIND_WEIGHT[kind]


def weights_of(information: NDArray[np.float32]) -> NDArray[np.float32]:
    """`weight` of many plain parts at once."""
    shares = np.clip((information - np.float32(_PLAIN)) / np.float32(_MOST - _PLAIN), 0.0, 1.0)
    values: NDArray[np.float32] = (np.float32(0.45) + np.float32(0.55) * shares).astype(np.float32)
    return values
