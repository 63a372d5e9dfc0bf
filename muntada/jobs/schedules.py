"""What is done regularly: every so many hours, daily at a time of day, or whenever something waits.

One job a slot, however many workers look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import transaction

from muntada.access.actor import Actor
from muntada.jobs.later import Task
from muntada.jobs.models import Slot


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many hours, counted in UTC from midnight of 1 January 1970."""

    name: str
    task: Task
    by: Actor
    hours: int

    def slot(self, now: datetime) -> str:
        """The name of the slot that this moment lies in."""
        length = self.hours * 3600
        start = datetime.fromtimestamp(now.timestamp() // length * length, UTC)
        return f"{start:%Y-%m-%dT%H:%MZ}"


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at this time, in the zone of the clock: once too on a day that has the hour twice or not at all."""

    name: str
    task: Task
    by: Actor
    at: time

    def slot(self, now: datetime) -> str:
        """The day whose slot this moment lies in."""
        # In UTC, because two moments of one zone are compared by their hands alone.
        begins = datetime.combine(now.date(), self.at, now.tzinfo).astimezone(UTC)
        day = now.date() if now.astimezone(UTC) >= begins else now.date() - timedelta(days=1)
        return day.isoformat()


@dataclass(frozen=True, slots=True)
class Whenever:
    """As long as something waits, and at most once in so many seconds."""

    name: str
    task: Task
    by: Actor
    waits: Callable[[], bool]
    seconds: int

    def slot(self, now: datetime) -> str:
        """The name of the slot that this moment lies in."""
        start = datetime.fromtimestamp(now.timestamp() // self.seconds * self.seconds, UTC)
        return f"{start:%Y-%m-%dT%H:%M:%SZ}"


Schedule = Every | Daily | Whenever


def ask_for_due(schedules: Iterable[Schedule], now: datetime) -> int:
    """Ask for the job of each schedule's present slot where nobody has; how many were asked for.

    Slots that passed while nothing ran are not made up for: what is regular looks at everything that is due.
    """
    asked = 0
    for one in schedules:
        slot = one.slot(now)
        if isinstance(one, Whenever) and not one.waits():
            continue
        if Slot.objects.filter(schedule=one.name, slot=slot).exists():
            continue
        with transaction.atomic():
            row, new = Slot.objects.get_or_create(schedule=one.name, slot=slot)
            if new:
                row.job = one.task.using(by=one.by, key=f"{one.name}:{slot}").enqueue().job
                row.save(update_fields=["job"])
                asked += 1
    return asked
