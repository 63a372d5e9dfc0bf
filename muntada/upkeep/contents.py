"""What a copy of the database says of itself: the log's size and root, the files that it names, its migrations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from muntada.trail.merkle import Frontier
from muntada.trail.writing import in_pieces

Ask = Callable[[str], Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Contents:
    """`size` and `root` are the log's, `named` the digests of the files that rows name, with their sizes in bytes."""

    size: int
    root: bytes
    named: dict[str, int]
    migrations: dict[str, str]


def contents_of(ask: Ask) -> Contents:
    """What is in the database that answers these questions."""
    tree = ask("SELECT size, peaks FROM trail_tree WHERE id = 1")
    size, peaks = tree[0] if tree else (0, b"")
    named = {str(digest): int(bytes_) for digest, bytes_ in ask("SELECT sha256, size FROM evidence_document")}
    done = ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Contents(
        int(size),
        Frontier(int(size), in_pieces(bytes(peaks))).root(),
        named,
        {str(app): str(name) for app, name in done},
    )
