"""The number under which a request stands in the log: our own, never the visitor's word."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_number: ContextVar[str] = ContextVar("number", default="")


@contextmanager
def numbered() -> Iterator[str]:
    """Within the block what happens belongs to one request."""
    token = _number.set(uuid.uuid4().hex[:16])
    try:
        yield _number.get()
    finally:
        _number.reset(token)


def number() -> str:
    """The present request's number; empty outside of any."""
    return _number.get()
