"""What happened in the library, for others to listen to: each names its record by number or key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextProposed:
    """A language version was brought in; a person has yet to correct its structure."""

    expression: int


@dataclass(frozen=True, slots=True)
class TextCorrected:
    """The structure or the words of a proposed version were corrected."""

    expression: int


@dataclass(frozen=True, slots=True)
class TextSettled:
    """A version is in force, or took its place among the earlier ones; `replaced` is the one before it, or 0."""

    expression: int
    replaced: int


@dataclass(frozen=True, slots=True)
class TextDiscarded:
    """A proposed version of this work was thrown away."""

    work: str
