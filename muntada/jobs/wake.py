"""Wakes the workers of this process, so that a job asked for here need not wait for the next look."""

from __future__ import annotations

import threading

_bell = threading.Condition()
_rung = 0


def wake() -> None:
    """There is something to do."""
    global _rung
    with _bell:
        _rung += 1
        _bell.notify_all()


def heard() -> int:
    """How often the bell was rung so far; remember it before looking, so that no ring is missed."""
    return _rung


def wait(since: int, seconds: float) -> None:
    """Return when the bell was rung since, and after these seconds at the latest."""
    with _bell:
        _bell.wait_for(lambda: _rung != since, timeout=seconds)
