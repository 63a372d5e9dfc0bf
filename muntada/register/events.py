"""What the register announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListChanged:
    """A list was brought in and changed something: the run, and which entities came, changed and went."""

    run: int
    dataset: str
    came: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListHeld:
    """A list waits for a person, because it grew or shrank beyond belief."""

    run: int
    dataset: str
