"""Guesses whom an act is addressed to: the first of those who are named right after it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from muntada.text.table import read_rows

TABLE = Path(__file__).with_name("addressees.csv")
_REACH = 160  # letters after the act in which the addressee is named


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Who, and the words that name them in the three languages; of two that begin together the earlier row counts."""
    return tuple(
        (row["addressee"], re.compile("|".join(filter(None, (row["ar"], row["en"], row["fr"]))), re.IGNORECASE))
        for row in read_rows(TABLE)
    )


def addressee(text: str, opening_end: int) -> str:
    """`states`, `forum`, `secretariat`, `un_entity`, `other`, or "" where nobody is named near the act."""
    near = re.split(r"[;؛.]\s", text[opening_end : opening_end + _REACH], maxsplit=1)[0]
    best, place = "", len(near) + 1
    for who, pattern in _patterns():
        found = pattern.search(near)
        if found and found.start() < place:
            best, place = who, found.start()
    return best
