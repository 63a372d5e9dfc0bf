"""Which token a deed came by, for its line in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_via: ContextVar[str] = ContextVar("via", default="")


@contextmanager
def coming_by(way: str) -> Iterator[None]:
    """Within the block every deed's line says that it came by this, such as `token:7`."""
    before = _via.set(way)
    try:
        yield
    finally:
        _via.reset(before)


def way() -> str:
    """What deeds come by at the moment; empty for a person's own session."""
    return _via.get()
