"""What reading a text yields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact that a rule read: its type and attributes, the passage that states it, and how sure the rule is.

    `start` and `end` are code points of the text as captured; `quote` is `text[start:end]`. `confidence` is the
    share of such findings that were right on annotated texts.
    """

    type: str
    attrs: dict[str, Any]
    start: int
    end: int
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a text. `published` is an ISO day; mentions are keys by kind; spans are code points."""

    language: str
    published: str | None
    findings: tuple[Draft, ...] = ()
    mentions: dict[str, list[str]] = field(default_factory=dict)
    furniture: tuple[tuple[int, int], ...] = ()
