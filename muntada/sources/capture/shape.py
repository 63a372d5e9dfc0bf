"""What a capture gives, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

MAX_UPLOAD = 50 * 1024 * 1024  # bytes of a file, where no settings say otherwise
MAX_TEXT = 4_000_000  # code points of a text: some 1,500 printed pages


@dataclass(frozen=True, slots=True)
class Captured:
    """A file's text and what the file says of itself.

    `furniture` are spans of `text` in code points, in order and apart. `notes` are message codes with an
    optional value after a colon, such as `wrong_extension:pdf`; docs/commands.md explains each.
    """

    text: str
    media_type: str
    title: str = ""
    address: str = ""
    published: date | None = None
    language_hint: str = ""
    furniture: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class CaptureRefused(ValueError):
    """Raised for a file that is not taken in: `code` for machines, the message for the person who brought it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        return (CaptureRefused, (self.code, self.message))
