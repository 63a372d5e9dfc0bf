"""The table of tasks and schedules, laid by the project at start; and how a requester's key becomes an actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from muntada.access.actor import Actor
from muntada.jobs.later import Task
from muntada.jobs.schedules import Schedule

ActorOf = Callable[[str, str], Actor | None]  # of a key and of the token it came by


@dataclass(frozen=True, slots=True)
class Table:
    """What workers know: tasks by name, schedules, and `actor_of`, which gives None for one who may not enter now."""

    tasks: dict[str, Task] = field(default_factory=dict)
    schedules: tuple[Schedule, ...] = ()
    actor_of: ActorOf = lambda _key, _via: None

    @classmethod
    def of(cls, tasks: Iterable[Task], schedules: Iterable[Schedule], actor_of: ActorOf) -> Table:
        """The table of these tasks. Raises ValueError where two have one name."""
        listed = list(tasks)
        named = {one.name: one for one in listed}
        if len(named) != len(listed):
            raise ValueError("Two tasks have one name.")
        return cls(named, tuple(schedules), actor_of)


_tables: list[Table] = [Table()]


def lay(table: Table) -> None:
    """From now on this is the table."""
    _tables[0] = table


def laid() -> Table:
    """The table; an empty one before any was laid."""
    return _tables[0]
