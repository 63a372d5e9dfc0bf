"""The agenda of a meeting: a tree of items, numbered by their place, open to all or to some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from muntada.access.actor import CLERK, Actor
from muntada.access.conditions import organisation_of
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.evidence.actions.handling import narrow
from muntada.evidence.models import Citation
from muntada.evidence.pen import leaning_on
from muntada.forum.actions.under import under
from muntada.forum.models import AgendaItem, Body, Meeting, Membership, Outcome
from muntada.forum.numbering import numbered
from muntada.forum.running import RunRefused, line
from muntada.library.models import Work
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import act, key_of, label

Kind = AgendaItem.Kind
MOST, DEEPEST, LONGEST = 2_000, 5, 5 * 24 * 60
_STRICTER = {Kind.COMMON: 0, Kind.INTERNAL: 1, Kind.HIDDEN: 2}


def add_item(
    actor: Actor,
    meeting: Meeting,
    *,
    title: str,
    parent: AgendaItem | None = None,
    kind: str = "common",
    minutes: int | None = None,
    number: str = "",
    work: Work | None = None,
    carries: Outcome | None = None,
) -> AgendaItem:
    """Put an item at the end of the agenda, or of the parts of another. Without a number it is numbered by its place.

    What is internal is seen by the members of the body, what is hidden by the secretariat alone; a part is never seen
    more widely than what it is part of. Raises RunRefused.
    """
    said = line("title", title, 1_000, needed=True)
    with act(actor, Permission.MEETING_RUN, on=meeting) as deed, under_ceiling(CLERK):
        items = _locked(meeting)
        above = _within(items, parent)
        if len(items) >= MOST:
            raise RunRefused("title", "too_many")
        if above is not None and depth_of(items, above) + 1 >= DEEPEST:
            raise RunRefused("parent", "too_deep")
        wanted = _kind(actor, kind, above)
        _once(items, above, said)
        if carries is not None and any(one.carries_id == carries.pk for one in items):
            raise RunRefused("carries", "carried_twice")
        item = AgendaItem(
            meeting=meeting, parent=above, title=said, kind=wanted, minutes=_minutes(minutes), work=work,
            carries=carries, position=_end(items, above), **_number(items, number),
        )  # fmt: skip
        item.marked(handled_as(meeting, wanted, above))
        item.save(force_insert=True)
        _renumber([*items, item])
        deed.of(item)
    return item


def change_item(actor: Actor, item: AgendaItem, **said: Any) -> AgendaItem:
    """Change an item's title, kind (to a stricter one alone), minutes, number ('' numbers it by its place) or work."""
    with act(actor, Permission.MEETING_RUN, on=item.meeting) as deed, under_ceiling(CLERK):
        items = _locked(item.meeting)
        held = _known(items, item)
        for name, value in said.items():
            _CHANGES[name](items, held, value) if name in _CHANGES else _unknown(name)
        if "kind" in said and said["kind"] != held.kind:
            wanted = _kind(actor, said["kind"], held.parent)
            if _STRICTER[wanted] < _STRICTER[Kind(held.kind)]:
                raise RunRefused("kind", "wider")
            for one in [held, *_below(items, held)]:
                one.kind = max(wanted, Kind(one.kind), key=lambda kind: _STRICTER[kind])
                one.save(update_fields=["kind"])
            narrow(deed, actor, held, handled_as(held.meeting, wanted, held.parent))
        held.save(update_fields=["title", "minutes", "number", "number_given", "work"])
        _renumber(items)
        deed.of(held, fields=sorted(said))
    item.refresh_from_db()
    return item


def move_item(
    actor: Actor, item: AgendaItem, *, parent: AgendaItem | None = None, before: AgendaItem | None = None
) -> AgendaItem:
    """Move an item with its parts: under another or, with none, to the top; before a sibling there, else to the end.

    Raises RunRefused for a place within itself, and for one among things that fewer people see than it.
    """
    with act(actor, Permission.MEETING_RUN, on=item.meeting) as deed, under_ceiling(CLERK):
        items = _locked(item.meeting)
        held, above = _known(items, item), _within(items, parent)
        below = _below(items, held)
        if above is not None and above.pk in {held.pk, *(one.pk for one in below)}:
            raise RunRefused("parent", "cycle")
        if above is not None and depth_of(items, above) + 1 + _height(items, held) > DEEPEST:
            raise RunRefused("parent", "too_deep")
        if above is not None and not above.handling.flows_to(held.handling):
            raise RunRefused("parent", "wider_than_parent")
        _once([one for one in items if one.pk != held.pk], above, held.title)
        held.parent = above
        held.save(update_fields=["parent"])
        row = [one for one in _row(items, above) if one.pk != held.pk]
        place = next((at for at, one in enumerate(row) if before is not None and one.pk == before.pk), len(row))
        if before is not None and place == len(row):
            raise RunRefused("before", "other_meeting")
        row.insert(place, held)
        for at, one in enumerate(row):
            one.position = at
        AgendaItem.objects.bulk_update(row, ["position"])
        _renumber(items)
        deed.of(held, parent=above.pk if above else None, position=held.position)
    item.refresh_from_db()
    return item


def close_item(actor: Actor, item: AgendaItem, *, closed: bool = True) -> AgendaItem:
    """Close an item and all its parts, or take it up again, and with it whatever it is part of."""
    with act(actor, Permission.MEETING_RUN, on=item.meeting) as deed, under_ceiling(CLERK):
        items = _locked(item.meeting)
        held = _known(items, item)
        touched = [held, *(_below(items, held) if closed else _above(items, held))]
        AgendaItem.objects.filter(pk__in=[one.pk for one in touched]).update(closed=closed)
        deed.of(held, closed=closed, items=len(touched))
    item.refresh_from_db()
    return item


def remove_item(actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda that nothing refers to yet: no part, paper, sitting, statement or outcome."""
    with act(actor, Permission.MEETING_RUN, on=item.meeting) as deed, under_ceiling(CLERK):
        items = _locked(item.meeting)
        held = _known(items, item)
        if leaning_on(held) or held.sittings.exists() or cited(held):
            raise RunRefused("item", "leaned_on")
        deed.of(held, removed=True)
        held.delete()
        _renumber([one for one in items if one is not held])


def handled_as(meeting: Meeting, kind: str, parent: AgendaItem | None = None) -> Handling:
    """How an item of this kind is handled: as its meeting, or as what it is part of, and never more widely."""
    around = under(*([meeting] if parent is None else [meeting, parent]))
    if kind == Kind.HIDDEN:
        return Handling(around.tlp if around.tlp == TLP.RED else TLP.AMBER_STRICT, THE_FORUM, _few(around))
    if kind == Kind.COMMON or (parent is not None and parent.kind != Kind.COMMON):
        return around
    if around.tlp == TLP.RED:
        raise RunRefused("kind", "named_persons")
    body = meeting.body
    if body is None or around.tlp in (TLP.CLEAR, TLP.GREEN):
        return Handling(TLP.AMBER, THE_FORUM, frozenset({body.pk} if body else ()))
    return Handling(around.tlp, around.originator, _own(around, body))


def depth_of(items: Iterable[AgendaItem], item: AgendaItem) -> int:
    """How many items it is part of."""
    return len(_above(items, item))


def _few(around: Handling) -> frozenset[str]:
    return around.audience if around.tlp == TLP.RED else frozenset()


def _own(around: Handling, body: Body) -> frozenset[str]:
    """Of those a meeting is shared with, the body itself and its members."""
    members = set(Membership.objects.filter(body=body).values_list("party", flat=True)) | {body.pk}
    return frozenset(one for one in around.audience if one.partition("@")[0] in members)


def cited(item: AgendaItem) -> bool:
    """Whether a source speaks of the item."""
    return Citation.objects.filter(record_type=label(item), record_key=key_of(item)).exists()


def _locked(meeting: Meeting) -> list[AgendaItem]:
    """Every item of the meeting, which nobody else changes until the deed is done. Raises RunRefused."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.status == Meeting.Status.CANCELLED:
        raise RunRefused("meeting", "cancelled")
    items = list(AgendaItem.objects.filter(meeting=held).order_by("position", "pk"))
    known = {one.pk: one for one in items}
    for one in items:  # each item knows the very ones above it, so that what is changed is changed once
        one.meeting = meeting
        one.parent = known.get(one.parent_id) if one.parent_id is not None else None
    return items


def _known(items: Iterable[AgendaItem], item: AgendaItem) -> AgendaItem:
    found = next((one for one in items if one.pk == item.pk), None)
    if found is None:
        raise RunRefused("item", "nothing")
    return found


def _within(items: Iterable[AgendaItem], parent: AgendaItem | None) -> AgendaItem | None:
    if parent is None:
        return None
    found = next((one for one in items if one.pk == parent.pk), None)
    if found is None:
        raise RunRefused("parent", "other_meeting")
    return found


def _kind(actor: Actor, kind: str, parent: AgendaItem | None) -> AgendaItem.Kind:
    if kind not in Kind.values:
        raise RunRefused("kind", "kind")
    if kind == Kind.HIDDEN and THE_FORUM not in organisation_of(actor):
        raise RunRefused("kind", "staff_only")
    above = Kind(parent.kind) if parent is not None else Kind.COMMON
    return max(Kind(kind), above, key=lambda one: _STRICTER[one])


def _once(items: Iterable[AgendaItem], parent: AgendaItem | None, title: str, but: int | None = None) -> None:
    above = parent.pk if parent else None
    if any(one.parent_id == above and one.title == title and one.pk != but for one in items):
        raise RunRefused("title", "item_twice")


def _minutes(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= LONGEST:
        raise RunRefused("minutes", "minutes")
    return value


def _number(items: Iterable[AgendaItem], number: str, but: int | None = None) -> dict[str, Any]:
    said = line("number", number, 20)
    if said and any(one.number_given and one.number == said and one.pk != but for one in items):
        raise RunRefused("number", "number_taken")
    return {"number": said, "number_given": bool(said)}


def _unknown(name: str) -> None:
    raise RunRefused(name, "nothing")


def _retitle(items: list[AgendaItem], held: AgendaItem, value: str) -> None:
    held.title = line("title", value, 1_000, needed=True)
    _once(items, held.parent, held.title, held.pk)


def _renumber_by_hand(items: list[AgendaItem], held: AgendaItem, value: str) -> None:
    for name, said in _number(items, value, held.pk).items():
        setattr(held, name, said)


_CHANGES: dict[str, Any] = {
    "title": _retitle,
    "number": _renumber_by_hand,
    "minutes": lambda _items, held, value: setattr(held, "minutes", _minutes(value)),
    "work": lambda _items, held, value: setattr(held, "work", value),
    "kind": lambda _items, _held, _value: None,
}


def _row(items: Iterable[AgendaItem], parent: AgendaItem | None) -> list[AgendaItem]:
    above = parent.pk if parent else None
    return sorted((one for one in items if one.parent_id == above), key=lambda one: (one.position, one.pk))


def _end(items: Iterable[AgendaItem], parent: AgendaItem | None) -> int:
    return max((one.position for one in _row(items, parent)), default=-1) + 1


def _below(items: Sequence[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    parts: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for one in items:
        parts[one.parent_id].append(one)
    found, waiting = [], list(parts[item.pk])
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parts[one.pk]
    return found


def _above(items: Iterable[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    known = {one.pk: one for one in items}
    found: list[AgendaItem] = []
    parent = known.get(item.parent_id) if item.parent_id is not None else None
    while parent is not None and parent not in found:
        found.append(parent)
        parent = known.get(parent.parent_id) if parent.parent_id is not None else None
    return found


def _height(items: Sequence[AgendaItem], item: AgendaItem) -> int:
    deepest = max((depth_of(items, one) for one in _below(items, item)), default=depth_of(items, item))
    return deepest - depth_of(items, item) + 1


def _renumber(items: list[AgendaItem]) -> None:
    """Number by their place all items to which nobody gave a number."""
    numbers = numbered(items)
    changed = [one for one in items if one.number != numbers.get(one.pk, one.number)]
    for one in changed:
        one.number = numbers[one.pk]
    AgendaItem.objects.bulk_update(changed, ["number"], batch_size=200)
