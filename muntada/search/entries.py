"""What is handed over to be found, and what comes back: keys, never texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found in one language.

    `key` names it for ever (`clause:12`), `whole` what its language versions have in common (`clause/3`), so that they
    are joined. `title` is looked for as well as `text`, and suggested. `tags` are what results are narrowed by:
    `{"kind": ("resolution",), "year": ("2014",)}`.
    """

    key: str
    language: str  # ar, en or fr
    text: str
    title: str = ""
    whole: str = ""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its key, what it is a version of, its language, and how well it fits (more is better)."""

    key: str
    whole: str
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class Joined:
    """The language versions of one thing that were found, the best fitting first."""

    hits: tuple[Hit, ...]

    @property
    def whole(self) -> str:
        """What they are versions of."""
        return self.hits[0].whole
