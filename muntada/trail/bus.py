"""Announces events to whoever listens; who listens to what stands in `project/subscriptions.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type, listener: Callable[[Any], None]) -> None:
    """From now on, `listener` is called with every event of this type, after the deed is committed."""
    if listener not in _listeners[event]:
        _listeners[event].append(listener)


def announce(event: object) -> None:
    """Call everyone who listens to this type of event."""
    for listener in _listeners[type(event)]:
        listener(event)
