"""Questions about the floor of a sitting: who has it, for how long, who is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Sitting, Speaker, SpeakersList

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Floor:
    """One list of a sitting as its reader may see it.

    `taken` says whether somebody has the floor, `speaking` who, where the reader may know; `since` when that began.
    `remaining` are whole seconds, below 0 where the time is over; None without a limit.
    """

    list: SpeakersList
    taken: bool
    speaking: Speaker | None
    since: datetime | None
    remaining: int | None
    waiting: tuple[Speaker, ...]
    spoken: tuple[Speaker, ...]

    @property
    def next(self) -> Speaker | None:
        """Who is next, where the reader may know."""
        return self.waiting[0] if self.waiting else None


def sitting(actor: Actor | None, pk: int) -> Sitting | None:
    """The sitting with its meeting, or None."""
    found = rows(actor, READ, Sitting).select_related("meeting__body__party", "convener")
    return found.filter(pk=pk).first()


def sittings_of(actor: Actor | None, meeting: int) -> list[Sitting]:
    """The sittings of a meeting in their order."""
    return list(rows(actor, READ, Sitting).filter(meeting=meeting).order_by("starts_at", "pk"))


def speakers_list(actor: Actor | None, sitting: Sitting, pk: int) -> SpeakersList | None:
    """A list of this sitting, or None."""
    return _lists(actor, sitting).filter(pk=pk).first()


def speaker(actor: Actor | None, sitting: Sitting, pk: int) -> Speaker | None:
    """Somebody on a list of this sitting, or None."""
    found = rows(actor, READ, Speaker).select_related("list__sitting__meeting", "party")
    return found.filter(list__sitting=sitting, pk=pk).first()


def floors(actor: Actor | None, sitting: Sitting, now: datetime) -> list[Floor]:
    """Every list of the sitting as of this moment."""
    every = rows(actor, READ, Speaker).select_related("party").prefetch_related("party__names")
    lists = _lists(actor, sitting).prefetch_related(Prefetch("speakers", queryset=every))
    return [_floor(one, now) for one in lists.order_by("pk")]


def _lists(actor: Actor | None, sitting: Sitting) -> QuerySet[SpeakersList]:
    return rows(actor, READ, SpeakersList).filter(sitting=sitting).select_related("sitting__meeting", "item")


def _floor(one: SpeakersList, now: datetime) -> Floor:
    every = list(one.speakers.all())
    speaking = next((who for who in every if who.state == Speaker.State.SPEAKING), None)
    # That somebody has the floor, and since when, is no secret to those who see the list; who it is may be.
    since = Speaker.objects.filter(list=one, state=Speaker.State.SPEAKING).values_list("began_at", flat=True).first()
    left = one.seconds - int((now - since).total_seconds()) if since is not None and one.seconds else None
    return Floor(
        list=one,
        taken=since is not None,
        speaking=speaking,
        since=since,
        remaining=left,
        waiting=tuple(who for who in every if who.state == Speaker.State.WAITING),
        spoken=tuple(
            sorted((who for who in every if who.state == Speaker.State.SPOKEN), key=lambda who: who.began_at or now)
        ),
    )
