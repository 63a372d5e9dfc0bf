"""What happened to the report, for rooms above to listen to: each names its record by number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SendingReleased:
    """A second person let a sending go: its letters are to be written and sent."""

    sending: int


@dataclass(frozen=True, slots=True)
class SendingStopped:
    """A sending was stopped: its letters that have not gone out wait."""

    sending: int


@dataclass(frozen=True, slots=True)
class DeliveryAnswered:
    """A recipient said what became of its edition: it is reminded no more."""

    delivery: int
