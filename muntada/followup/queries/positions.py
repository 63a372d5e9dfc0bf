"""Positions as far as the actor may see them: one with its versions and what institutions said, and what is still
missing before each meeting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.models import Clearance, Institution, Position, PositionVersion
from muntada.forum.models import AgendaItem, Meeting
from muntada.library.models import Clause, Work
from muntada.parties.models import Party
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ
State, Said = Position.State, Clearance.Said
PAIR = ("ar", "en")  # the languages in which every position is written


@dataclass(frozen=True, slots=True)
class Ready:
    """A position and what it still lacks: `no_ar`, `no_en`, `no_fr`, `not_asked`, `waiting`, `changes`, `objects`,
    `not_cleared`; nothing where it is ready."""

    position: Position
    missing: tuple[str, ...]
    waiting: tuple[Institution, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What a party has to say at a meeting: how many days are left (None where its day is not known), its positions,
    and the items of the agenda on which it has none."""

    meeting: Meeting | None
    days: int | None
    positions: tuple[Ready, ...]
    without: tuple[AgendaItem, ...] = ()

    @property
    def open(self) -> int:
        """How many positions are not ready, and how many items have none."""
        return sum(bool(one.missing) for one in self.positions) + len(self.without)


def positions(actor: Actor | None, party: str = "") -> QuerySet[Position]:
    """Positions of parties, or of one, the latest first."""
    found = rows(actor, READ, Position).filter(party__in=rows(actor, READ, Party))
    found = found.filter(party=party) if party else found
    return found.select_related("party", "meeting__body", "item", "clause__work").order_by("-pk")


def position(actor: Actor | None, pk: int) -> Position | None:
    """The position of this number."""
    return positions(actor).filter(pk=pk).first()


def versions(actor: Actor | None, of: Position) -> list[PositionVersion]:
    """Every version of a position, the latest first."""
    return list(rows(actor, READ, PositionVersion, via="position").filter(position=of).order_by("-number"))


def clearances(actor: Actor | None, of: Position) -> list[Clearance]:
    """What institutions that the actor may know of said of each version, the latest version first."""
    found = rows(actor, READ, Clearance, via="position").filter(position=of)
    found = found.filter(institution__in=rows(actor, READ, Institution))
    return list(found.select_related("institution").order_by("-version", "institution"))


def meeting_of(actor: Actor | None, of: Position) -> Meeting | None:
    """The meeting that a position is for, where the actor may know of it."""
    found = rows(actor, READ, Meeting).filter(pk=of.meeting_id) if of.meeting_id else Meeting.objects.none()
    return found.select_related("body__party").prefetch_related("body__party__names").first()


def clause_of(actor: Actor | None, of: Position) -> Clause | None:
    """The clause that a position is on, where the actor may know of its work."""
    if of.clause_id is None:
        return None
    found = rows(actor, READ, Clause, via="work").filter(pk=of.clause_id, work__in=rows(actor, READ, Work))
    return found.select_related("work").first()


def before_meetings(actor: Actor | None, today: date, party: str = "") -> list[Before]:
    """What is to be ready when: the next meeting first, then those without a day, then positions for no meeting.

    Meetings that are over are left out. Items without a position are told of meetings with one, to the party's own.
    """
    by_meeting: dict[int | None, list[Position]] = defaultdict(list)
    seen = {one.pk: one for one in rows(actor, READ, Meeting).filter(positions__in=positions(actor, party)).distinct()
            .select_related("body__party").prefetch_related("body__party__names")}  # fmt: skip
    for one in positions(actor, party).exclude(state=State.WITHDRAWN):
        by_meeting[one.meeting_id if one.meeting_id in seen else None].append(one)
    known = _clearances(actor, [one.pk for every in by_meeting.values() for one in every])
    found = []
    for pk, every in by_meeting.items():
        meeting = seen.get(pk) if pk is not None else None
        days = _days(meeting, today) if meeting is not None else None
        if days is not None and days < 0:
            continue
        ready = tuple(_ready(one, known.get(one.pk, []), meeting) for one in every)
        found.append(Before(meeting, days, ready, _without(actor, meeting, every)))
    return sorted(found, key=lambda one: (one.meeting is None, one.days is None, one.days or 0))


def _clearances(actor: Actor | None, keys: list[int]) -> dict[int, list[Clearance]]:
    told: dict[int, list[Clearance]] = defaultdict(list)
    known = rows(actor, READ, Institution)
    found = Clearance.objects.filter(position__in=keys).select_related("institution", "position")
    hidden = set(found.values_list("institution", flat=True)) - set(known.values_list("pk", flat=True))
    for one in found.order_by("institution"):
        if one.version == one.position.version and one.institution_id not in hidden:
            told[one.position_id].append(one)
    return told


def ready(actor: Actor | None, one: Position) -> Ready:
    """What one position still lacks."""
    return _ready(one, _clearances(actor, [one.pk]).get(one.pk, []), meeting_of(actor, one))


def _ready(one: Position, told: list[Clearance], meeting: Meeting | None) -> Ready:
    wanted = (*PAIR, "fr") if meeting is not None and "fr" in meeting.languages else PAIR
    missing = [f"no_{language}" for language in wanted if not getattr(one, f"text_{language}")]
    if one.state != State.CLEARED:
        said = {clearance.said for clearance in told}
        missing += ["not_asked"] if not told else []
        words = ((Said.ASKED, "waiting"), (Said.CHANGES, "changes"), (Said.OBJECTS, "objects"))
        missing += [word for value, word in words if value in said]
        missing.append("not_cleared")
    waiting = tuple(clearance.institution for clearance in told if clearance.said == Said.ASKED)
    return Ready(one, tuple(missing), waiting)


def _without(actor: Actor | None, meeting: Meeting | None, every: list[Position]) -> tuple[AgendaItem, ...]:
    if meeting is None:
        return ()
    taken = {one.item_id for one in every}
    items = rows(actor, READ, AgendaItem).filter(meeting=meeting).order_by("position", "pk")
    return tuple(one for one in items if one.pk not in taken)


def _days(meeting: Meeting, today: date) -> int | None:
    try:
        first, last = bounds(meeting.when)
    except NotADate:
        return None
    return (first - today).days if first >= today else 0 if last >= today else -1
