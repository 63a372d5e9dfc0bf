"""What happened in follow-up, for rooms above to listen to: each names its record by number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InstitutionAsked:
    """An institution was asked, asked again at another address, or given another day: a letter is to be written."""

    request: int


@dataclass(frozen=True, slots=True)
class AnswerSentBack:
    """An answer was sent back with a reason: the institution is to be told."""

    request: int


@dataclass(frozen=True, slots=True)
class RequestSettled:
    """Everything was answered, or the request was closed: letters of it that have not gone out are not needed."""

    request: int
