"""What stands in a brief of one page: on a topic, on a party, or before a meeting; as far as the actor may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.implementation import State
from muntada.followup.models import Assessment, Measure
from muntada.followup.queries.clause import judgements
from muntada.followup.queries.matrix import Asked, Line, Matrix, about, matrix
from muntada.followup.queries.positions import Before, Ready, before_meetings, positions, ready
from muntada.forum.models import AgendaItem, Meeting
from muntada.library.topics import topic_by_name
from muntada.parties.models import Party
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ
# A page has room for as many lines as these, where they are short.
GAPS, MEASURES, JUDGED, POSITIONS, MEETINGS = 7, 6, 3, 8, 3


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: what it is on, the matrix behind it, and the few lines of each kind that a page has room for."""

    topic: str
    party: Party | None
    meeting: Meeting | None
    matrix: Matrix
    gaps: tuple[Line, ...]
    measures: tuple[Measure, ...]
    judged: tuple[Assessment, ...]
    positions: tuple[Ready, ...]
    without: tuple[AgendaItem, ...]
    meetings: tuple[Meeting, ...]

    @property
    def records(self) -> tuple[Handled, ...]:
        """What stands in it beside the lines of the matrix."""
        own = [one for one in (self.party, self.meeting) if one is not None]
        said = [one.position for one in self.positions]
        return (*own, *self.measures, *self.judged, *said, *self.without, *self.meetings)


def brief_on_topic(actor: Actor, topic: str, language: str) -> Brief | None:
    """What was undertaken and done on a topic and all below it; None where there is no such topic."""
    if topic not in topic_by_name():
        return None
    found = matrix(actor, Asked(topic=topic), language)
    said = about(topic)
    told = [one for one in positions(actor).exclude(state="withdrawn")[:500] if one.clause is not None]
    on_it = [ready(actor, one) for one in told if one.clause is not None and said & set(one.clause.topics)]
    return _made(actor, found, topic=topic, said=on_it)


def brief_on_party(actor: Actor, key: str, language: str) -> Brief | None:
    """What a party undertook and did, and the meetings to come that it chairs or is host of; None where the actor knows
    of no such party."""
    party = rows(actor, READ, Party).filter(pk=key).prefetch_related("names").first()
    if party is None:
        return None
    found = matrix(actor, Asked(party=key), language)
    said = [one for each in before_meetings(actor, clock.today(), key) for one in each.positions]
    mine = rows(actor, READ, Meeting).filter(host=party) | rows(actor, READ, Meeting).filter(chairs=party)
    coming = [one for one in mine.distinct().select_related("body__party") if _is_to_come(one, clock.today())]
    coming.sort(key=lambda one: one.when)
    return _made(actor, found, party=party, said=said, meetings=coming[:MEETINGS])


def brief_for_meeting(actor: Actor, pk: int, language: str) -> Brief | None:
    """What is to be said at a meeting, and how far what its body adopted is carried out; None where the actor knows of
    no such meeting."""
    meeting = rows(actor, READ, Meeting).filter(pk=pk).select_related("body__party").first()
    if meeting is None:
        return None
    own = actor.party or ""
    found = matrix(actor, Asked(body=meeting.body_id or "\0", party=own), language)
    before = next((one for one in before_meetings(actor, date.min, own) if one.meeting == meeting), None)
    before = before or Before(meeting, None, ())
    items = rows(actor, READ, AgendaItem).filter(meeting=meeting).order_by("position", "pk")
    taken = {one.position.item_id for one in before.positions}
    without = [one for one in items if one.pk not in taken]
    return _made(actor, found, meeting=meeting, said=list(before.positions), without=without)


def _made(
    actor: Actor,
    found: Matrix,
    *,
    topic: str = "",
    party: Party | None = None,
    meeting: Meeting | None = None,
    said: list[Ready],
    without: list[AgendaItem] | None = None,
    meetings: list[Meeting] | None = None,
) -> Brief:
    gaps = tuple(line for line in found.lines if line.now < State.DONE)[:GAPS]
    measures = rows(actor, READ, Measure).filter(pk__in=found.measures).select_related("owner", "party")
    done = sorted(measures, key=lambda one: (one.status != "completed", -one.pk))[:MEASURES]
    judged = judgements(actor).filter(commitment__in=found.commitments)[:JUDGED]
    return Brief(
        topic=topic,
        party=party,
        meeting=meeting,
        matrix=found,
        gaps=gaps,
        measures=tuple(done),
        judged=tuple(judged),
        positions=tuple(said[:POSITIONS]),
        without=tuple((without or [])[: max(0, POSITIONS - len(said))]),
        meetings=tuple(meetings or []),
    )


def _is_to_come(meeting: Meeting, today: date) -> bool:
    try:
        return bounds(meeting.when)[1] >= today
    except NotADate:
        return False
