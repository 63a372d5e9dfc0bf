"""Finding a person's name in any text, however it is written, and blotting it out. Knows no database.

A blot is as long as what it covers, so that offsets into a text stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from muntada.text.folding import fold

BLOT = "█"
SHORTEST = 4  # letters: what is shorter would blot out other words


class TooShort(ValueError):
    """Raised for a name so short that other words would be taken for it."""


def needles(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they are looked for: folded, each once, the longest first. Raises TooShort."""
    found = {" ".join(fold(name).text.split()) for name in names if name.strip()}
    for one in found:
        if sum(letter.isalpha() for letter in one) < SHORTEST:
            raise TooShort(f"{one!r} is too short to be looked for: give the whole name.")
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


@lru_cache(maxsize=256)
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    spaced = (r"\s+".join(re.escape(word) for word in one.split()) for one in wanted)
    # A name may follow the article or a preposition that Arabic writes on to it, and end before any letter but its own.
    return re.compile(rf"(?<![^\W_])(?:[وفبكل]{{0,2}}(?:ال)?)?({'|'.join(spaced)})(?![^\W_])")


def spans(text: str, wanted: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where one of the names stands in a text, in its own code points."""
    if not wanted or not text:
        return []
    folded = fold(text)
    return [folded.source_span(*hit.span(1)) for hit in _pattern(wanted).finditer(folded.text)]


def speaks_of(value: Any, wanted: tuple[str, ...]) -> bool:
    """Whether one of the names stands in a text, or in any text of a JSON value."""
    if isinstance(value, str):
        return bool(spans(value, wanted))
    if isinstance(value, dict):
        return any(speaks_of(one, wanted) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(speaks_of(one, wanted) for one in value)


def blotted(value: Any, wanted: tuple[str, ...]) -> Any:
    """The same value with each of the names blotted out."""
    if isinstance(value, str):
        letters = list(value)
        for start, end in spans(value, wanted):
            letters[start:end] = BLOT * (end - start)
        return "".join(letters)
    if isinstance(value, dict):
        return {blotted(name, wanted): blotted(one, wanted) for name, one in value.items()}
    return [blotted(one, wanted) for one in value] if isinstance(value, list) else value
