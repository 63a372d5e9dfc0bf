"""Names across scripts: the consonants that an Arabic and a Latin spelling of a name have in common.

It tells that بنغازي may be Benghazi; that two words have one skeleton makes them candidates, never the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from muntada.search.words import arabic

LEAST = 3  # consonants: fewer are in too many words
_ARABIC = dict(zip("بتثجخدذرزسشصضطظغفقكلمن", "bttjkddrssssdtdjfkklmn", strict=True))
_TOGETHER = (
    ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("ph", "f"), ("kh", "k"), ("gh", "j"),
    ("ck", "k"), ("x", "ks"), ("qu", "k"), ("dj", "j"),
)  # fmt: skip
_SOFT = re.compile("c(?=[eiy])")
_LATIN = str.maketrans("gcqpvz", "jkkbfs", "aeiouywh")
_TWICE = re.compile(r"(.)\1+")
_IS_ARABIC = re.compile("[ء-ي]")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word, those that scripts and ears confuse as one; empty where they are too few."""
    if _IS_ARABIC.match(word):
        bare = "".join(_ARABIC.get(letter, "") for letter in arabic.stem(word))
    else:
        for letters, sound in _TOGETHER:
            word = word.replace(letters, sound)
        bare = _SOFT.sub("s", word).translate(_LATIN)
    bare = _TWICE.sub(r"\1", bare)
    return bare if len(bare) >= LEAST and bare.isascii() and bare.isalpha() else ""


def is_arabic(word: str) -> bool:
    """Whether a folded word is written in Arabic letters."""
    return _IS_ARABIC.match(word) is not None
