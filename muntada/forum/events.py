"""What happened in the forum, for rooms above to listen to: each names its record by number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetingConvened:
    """A meeting was convened."""

    meeting: int


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """A meeting changed in a way that calendars must learn of; `fields` are the columns."""

    meeting: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingPostponed:
    """A meeting was postponed, to another day where one is known."""

    meeting: int


@dataclass(frozen=True, slots=True)
class MeetingCancelled:
    """A meeting was cancelled."""

    meeting: int


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """A meeting was held."""

    meeting: int


@dataclass(frozen=True, slots=True)
class SittingOpened:
    """A sitting was opened."""

    sitting: int


@dataclass(frozen=True, slots=True)
class SittingClosed:
    """A sitting was closed."""

    sitting: int


@dataclass(frozen=True, slots=True)
class PaperSubmitted:
    """A paper, or another version of one, came in."""

    paper: int
    version: int


@dataclass(frozen=True, slots=True)
class PartiesInvited:
    """These invitations were made; their letters are to be written."""

    invitations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LetterNotNeeded:
    """This invitation was answered or taken back: a letter of it that has not gone out is not needed any more."""

    invitation: int


@dataclass(frozen=True, slots=True)
class NamesTakenOut:
    """Who spoke in a sitting was erased: what the database's own files may still hold of it is to go too."""

    sitting: int
