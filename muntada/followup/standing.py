"""How far a measure was at the end of each year, from its status, its days and what was reported of it.

Pure. What nobody said is not guessed: a measure of which nothing is known in a year counts for nothing in that year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from muntada.followup.implementation import State
from muntada.text.when import NotADate, bounds

_STATES = {
    "planned": State.PLANNED,
    "in_preparation": State.UNDER_WAY,
    "in_progress": State.UNDER_WAY,
    "completed": State.DONE,
    "suspended": State.NONE,
}
_BEGUN = frozenset({"in_progress", "completed"})


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a measure: its status now, when it began and was completed (dates at the precision known), and
    by year, the earliest first, the status in which validated reports left it."""

    status: str
    start: str = ""
    completed: str = ""
    reported: tuple[tuple[int, str], ...] = ()


def state_of(status: str, whole: bool) -> State:
    """How far a measure in this status carries out what it serves, wholly once it is completed or in part.

    Raises KeyError for a status that there is none of.
    """
    state = _STATES[status]
    return state if whole else min(state, State.PARTLY)


@lru_cache(maxsize=65_536)
def standing(course: Course, years: tuple[int, ...], now: int) -> tuple[str, ...]:
    """Its status at the end of each of these years, "" where nothing is known of it; from the year `now` on, as it is.

    What was reported counts before what its days say: a report may know of a delay, and a day is often only meant.
    """
    return tuple(course.status if year >= now else _then(course, year) for year in years)


@lru_cache(maxsize=65_536)
def states_in(course: Course, whole: bool, years: tuple[int, ...], now: int) -> tuple[State, ...]:
    """How far it carried out what it serves at the end of each year."""
    return tuple(state_of(one, whole) if one else State.NONE for one in standing(course, years, now))


def strongest(one: Sequence[State], other: Sequence[State]) -> tuple[State, ...]:
    """Of two rows of years the stronger state of each year."""
    return tuple(map(max, one, other))


def _then(course: Course, year: int) -> str:
    ended = _last_year(course.completed) if course.status == "completed" else None
    if ended is not None and ended <= year:
        return "completed"
    told = [status for at, status in course.reported if at <= year]
    if told:
        return told[-1]
    begun = _last_year(course.start) if course.status in _BEGUN else None
    return "in_progress" if begun is not None and begun <= year else ""


@lru_cache(maxsize=4_096)
def _last_year(value: str) -> int | None:
    try:
        return bounds(value)[1].year if value else None
    except NotADate:
        return None
