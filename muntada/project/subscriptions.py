"""Who listens to what: one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.trail.bus import subscribe

SUBSCRIPTIONS: list[tuple[type, Callable[[Any], None]]] = []


def connect() -> None:
    """Connect every listener of the table."""
    for event, listener in SUBSCRIPTIONS:
        subscribe(event, listener)
