"""Long lists in pieces, so that no question to the database and no memory grows with them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
CHUNK = 500


def in_chunks(listed: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Whatever is listed in pieces of at most that size, read no further than is asked for."""
    rest = iter(listed)
    while some := list(islice(rest, size)):
        yield some
