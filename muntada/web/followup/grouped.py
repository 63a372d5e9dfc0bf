"""The matrix added up: by topic, pillar, body, instrument, institution or party, how many lines stand in each state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.implementation import State
from muntada.followup.models import Institution
from muntada.followup.queries.matrix import Line, Matrix
from muntada.library.topics import topics_of
from muntada.web.followup.drawn import party_names, work_names
from muntada.web.labels import label

READ = Permission.RECORD_READ
GROUPS: dict[str, str | Promise] = {
    "topic": _("Topic"),
    "pillar": _("Pillar of the Strategy"),
    "body": _("Adopted by"),
    "work": _("Instrument"),
    "institution": _("Institution"),
    "party": _("Party"),
}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of lines: its key ("" for the lines that are of none), its name, and how many stand in each state now,
    the furthest first. A line may stand in several groups."""

    key: str
    name: str
    counts: tuple[int, ...]

    @property
    def all(self) -> int:
        """How many lines stand in it."""
        return sum(self.counts)


def groups(actor: Actor, found: Matrix, by: str) -> list[Group]:
    """The groups of these lines, the one with most gaps first. Raises KeyError for a way of adding up that is none."""
    counted: dict[str, dict[State, int]] = {}
    for line in found.lines:
        for key in _KEYS[by](line) or ("",):
            counted.setdefault(key, dict.fromkeys(State, 0))[line.now] += 1
    names = _names(actor, set(counted) - {""}, by)
    none = pgettext("a group", "None named")
    made = [
        Group(key, names.get(key, key) if key else none, tuple(states[one] for one in sorted(State, reverse=True)))
        for key, states in counted.items()
    ]
    return sorted(made, key=lambda one: (not one.key, -one.counts[-1], -one.all, one.name))


def _topics(line: Line) -> Iterable[str]:
    return [one.id for one in topics_of(line.place.topics)] if line.place is not None else ()


def _body(line: Line) -> Iterable[str]:
    if line.place is not None:
        return (line.place.body,) if line.place.body else ()
    meeting = line.outcome.meeting if line.outcome is not None else None
    return (meeting.body_id,) if meeting is not None and meeting.body_id else ()


_KEYS: dict[str, Callable[[Line], Iterable[str]]] = {
    "topic": _topics,
    "pillar": lambda line: (str(line.place.pillar),) if line.place is not None and line.place.pillar else (),
    "body": _body,
    "work": lambda line: (line.place.work,) if line.place is not None else (),
    "institution": lambda line: line.institutions,
    "party": lambda line: (line.party,),
}


def _names(actor: Actor, keys: set[str], by: str) -> dict[str, str]:
    if by == "topic":
        return {key: str(label("topic", key)) for key in keys}
    if by == "pillar":
        return _ROMAN
    if by == "work":
        return work_names(actor, keys)
    if by == "institution":
        language = get_language() or "ar"
        found = rows(actor, READ, Institution).filter(pk__in=keys)
        return {one.pk: getattr(one, f"name_{language}") or str(one) for one in found}
    return party_names(actor, keys)
