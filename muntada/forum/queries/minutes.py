"""Questions about minutes: what they say in each language, and what changed between two revisions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Meeting, Minutes, MinutesRevision
from muntada.text.changes import Piece, changes

READ = Permission.RECORD_READ
LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The minutes in one language: the latest revision, and all of them, the latest first."""

    language: str
    latest: MinutesRevision | None
    revisions: tuple[MinutesRevision, ...]

    @property
    def number(self) -> int:
        """The number of the latest revision; 0 where there is none."""
        return self.latest.number if self.latest is not None else 0


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions in one language and what changed from the earlier to the later."""

    earlier: MinutesRevision
    later: MinutesRevision
    pieces: tuple[Piece, ...]


def minutes(actor: Actor | None, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, or None."""
    # The meeting that approved them may be for fewer people than these minutes are.
    later = Prefetch("approved_at", queryset=rows(actor, READ, Meeting).select_related("body__party"))
    found = rows(actor, READ, Minutes).select_related("meeting__body").prefetch_related(later)
    return found.filter(meeting=meeting).first()


def tongues(actor: Actor | None, of: Minutes | None) -> list[Tongue]:
    """The minutes in each language."""
    found = rows(actor, READ, MinutesRevision, via="minutes").filter(minutes=of) if of is not None else []
    every = list(found)
    by_language = {code: tuple(one for one in every if one.language == code) for code in LANGUAGES}
    return [Tongue(code, next(iter(listed), None), listed) for code, listed in by_language.items()]


def compared(actor: Actor | None, of: Minutes, language: str, earlier: int, later: int) -> Compared | None:
    """What changed between two revisions in a language; None where one of them is not there."""
    found = rows(actor, READ, MinutesRevision, via="minutes").filter(minutes=of, language=language)
    by_number = {one.number: one for one in found.filter(number__in=[earlier, later])}
    if earlier not in by_number or later not in by_number:
        return None
    one, other = by_number[earlier], by_number[later]
    return Compared(one, other, changes(one.text, other.text))
