"""Is a text the same article as another, on some other site? Knows no database.

Texts are compared without their furniture, folded, by their runs of five words. A MinHash signature in bands finds
the few texts that may be alike among all; those are then compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from datasketch import MinHash

from muntada.text.folding import fold_key

RUN = 5  # words
_BANDS, _ROWS = 32, 4  # texts that share 42 % of their runs have even odds to share a band
ALIKE = 0.6  # of the smaller text's runs stand in the other: copies are cut and framed, seldom rewritten


def body_text(text: str, furniture: Iterable[Sequence[int]]) -> str:
    """The text without the spans of furniture (code points)."""
    cuts = [0, *[point for start, end in sorted((s[0], s[1]) for s in furniture) for point in (start, end)], len(text)]
    return " ".join(text[start:end] for start, end in list(pairwise(cuts))[::2])


def runs_of(text: str) -> frozenset[str]:
    """The runs of five words of a text; of a shorter text, all its words as one."""
    words = fold_key(text).split()
    if len(words) <= RUN:
        return frozenset({" ".join(words)} if words else ())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def bands_of(runs: frozenset[str]) -> list[str]:
    """The signature's bands, in order: texts with an equal band at an equal place may be alike. None of no text."""
    if not runs:
        return []
    signature = MinHash(num_perm=_BANDS * _ROWS, seed=1)
    signature.update_batch([run.encode() for run in sorted(runs)])
    values = [int(value) for value in signature.hashvalues]
    return ["".join(f"{value:08x}" for value in values[at * _ROWS : (at + 1) * _ROWS]) for at in range(_BANDS)]


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the texts of these runs are the same article."""
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) / smaller >= ALIKE
