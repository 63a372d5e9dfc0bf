"""What happened to people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShutOut:
    """This person, by number, comes in no more."""

    user: int
