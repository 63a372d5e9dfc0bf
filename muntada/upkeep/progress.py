"""How far something is: told in a word for the step, what is done of it, and how much there is (0: nobody knows)."""

from __future__ import annotations

import threading
from collections.abc import Callable

Progress = Callable[[str, int, int], None]


def silent(_step: str, _done: int, _total: int) -> None:
    """For whoever does not look."""


class Counter:
    """Adds up what several hands do at once, and tells it."""

    def __init__(self, progress: Progress, step: str, total: int) -> None:
        self._progress, self._step, self._total = progress, step, total
        self._done, self._lock = 0, threading.Lock()

    def __call__(self, more: int) -> None:
        with self._lock:
            self._done += more
            self._progress(self._step, min(self._done, self._total), self._total)
