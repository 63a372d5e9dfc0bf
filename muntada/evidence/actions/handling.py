"""Marking a record more strictly, what follows a change of handling, and the end of a legal basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled, LegalBasis
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import in_order
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.conditions import columns_of, conditions_of, marking_of, version_of
from muntada.evidence.models import Citation, Document, Release
from muntada.evidence.pen import empty, find, held, named, put
from muntada.evidence.queries import sees
from muntada.marking.handling import Conditions, Handling, Incomparable, strictest
from muntada.marking.tlp import TLP
from muntada.trail.deed import Record, Refused, act, key_of, label, refuse

Note = Callable[[Record, Handled], None]
_notes: list[Note] = []
Leave = Callable[[Handled, Handling], bool]
_leaves: list[Leave] = []


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To whom a record had gone that it is not shared with any more: keys, and `everyone` or `the community`.

    Nothing is called back: whoever has it, has it. This says whom to ask.
    """

    record_type: str
    record_key: str
    gone_to: tuple[str, ...]


class Stale(ValueError):
    """Raised where a record was marked anew since somebody saw it."""


class WouldWiden(Refused):
    """Raised for a marking that lets more people see a record, or lets it stand for longer; `field` says which part."""

    def __init__(self, field: str) -> None:
        super().__init__("What shares a record more widely is a release by its originator.")
        self.field = field


def mark(
    actor: Actor,
    record: Handled,
    handling: Handling,
    conditions: Conditions | None = None,
    *,
    why: str = "",
    seen: str = "",
) -> Narrowed:
    """Mark a record more strictly, or share it with fewer; releases that it had are over.

    `seen` is the version of the handling that the person had before them. Raises Refused for whoever does not speak
    for its originator, and for a widening, which takes a release; Stale where it was marked since; HandlingRefused
    where it would take out of use what only two persons may.
    """
    _refuse_widening(
        actor, record, handling, conditions
    )  # outside of a transaction, so that the refusal stays in the trail
    with act(actor, Permission.RECORD_MARK, on=record) as deed:
        type(record)._base_manager.select_for_update().get(pk=record.pk)
        record.refresh_from_db()
        if seen and version_of(record) != seen:
            raise Stale("Somebody marked this since you saw it.")
        _refuse_widening(actor, record, handling, conditions)
        category = conditions.category if conditions is not None else None
        if field := record.taken_out_by(handling, category.value if category is not None else None):
            raise HandlingRefused(field, "stands_listed")
        if conditions is not None:
            _keep_under(record, conditions)
        return narrow(deed, actor, record, handling, why=why)


def narrow(deed: Record, actor: Actor, record: Handled, handling: Handling, *, why: str = "") -> Narrowed:
    """Within a deed: share a record with fewer; releases that it had are over. That it is fewer is for the caller."""
    before = record.handling
    if handling != before:
        for release in Release.objects.filter(**named(record), state=Release.State.GIVEN):
            end_release(actor, release)
        change(deed, record, handling)
    gone = Narrowed(label(record), key_of(record), gone_to(before, handling))
    deed.of(record, label=handling.tlp.value, gone_to=list(gone.gone_to), **({"why": why} if why else {}))
    deed.tell(gone)
    return gone


def _refuse_widening(actor: Actor, record: Handled, handling: Handling, conditions: Conditions | None) -> None:
    """Refuse what is no narrowing."""
    before, kept = record.handling, conditions_of(record)
    # Whoever marks it sees it: to name oneself adds nobody.
    known = replace(before, audience=before.audience | {actor.key}) if sees(actor, record) else before
    if before.tlp.rank > handling.tlp.rank:
        field: str | None = "tlp"
    else:
        field = kept.loosened_by(conditions or kept) if known.flows_to(handling) else "audience"
    if field:
        refused = WouldWiden(field)
        try:
            refuse(actor, Permission.RECORD_MARK, record, str(refused))
        except Refused:
            raise refused from None


def _keep_under(record: Handled, conditions: Conditions) -> None:
    columns = columns_of(conditions)
    for name, value in columns.items():
        setattr(record, name, value)
    record.save(update_fields=[name.removesuffix("_id") for name in columns])
    if isinstance(record, Document):
        _citations_follow(record)


def end_release(actor: Actor, release: Release) -> None:
    """Note that a release is over; the record's handling is for the caller to change."""
    release.state, release.withdrawn_by, release.withdrawn_at = Release.State.WITHDRAWN, actor.key, clock.now()
    release.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])


def others_allow(record: Handled, handling: Handling) -> bool:
    """Leave out of a record that its originator releases what only other originators' stricter sources state.

    False where the record cannot be without it, or belongs to something that is not shared as widely.
    """
    whole = [getattr(record, name) for name in _links(record)]
    if not all(one is None or one.handling.flows_to(handling) for one in whole):
        return False
    if not all(leave(record, handling) for leave in _leaves):
        return False
    every = list(Citation.objects.filter(**named(record)).order_by("pk"))
    open_ones = [one for one in every if one.originator == record.originator or one.handling.flows_to(handling)]
    return len(open_ones) == len(every) or _blank(record, every, open_ones)


def gone_to(before: Handling, after: Handling) -> tuple[str, ...]:
    """Whom a thing was shared with that it is not shared with any more."""
    whole = {TLP.CLEAR: "everyone", TLP.GREEN: "the community"}
    lost = sorted({member.partition("@")[0] for member in before.audience if not after.names(member)})
    return (*([whole[before.tlp]] if before.tlp in whole and after.tlp != before.tlp else []), *lost)


def change(deed: Record, record: Handled, handling: Handling) -> None:
    """Write a record's handling and let everything that rests on it or belongs to it follow."""
    before = record.handling
    record.marked(handling)
    record.save(update_fields=["tlp", "originator", "audience"])
    for note in _notes:
        note(deed, record)
    if isinstance(record, Document):
        _citations_follow(record)
        for cited in _citing(record):
            _fit(deed, cited, before, handling)
    for part in _parts(record):
        if not handling.flows_to(part.handling):
            change(deed, part, stricter_of(part.handling, handling))
            deed.of(part, label=part.tlp)


def handling_noted_by(*notes: Note) -> None:
    """From now on these are told, within the deed, of each record that is handled otherwise."""
    _notes[:] = notes


def releases_left_by(*leaves: Leave) -> None:
    """From now on these are asked too whether what others shared of a record lets it be shared so."""
    _leaves[:] = leaves


def stricter_of(one: Handling, other: Handling) -> Handling:
    """The stricter of two; where they cannot be combined, what only those whom both name may see."""
    try:
        return strictest([one, other])
    except Incomparable:
        both = frozenset(member for member in one.audience if other.names(member))
        # The party itself is no person: named alone under RED it opens the record to nobody until a release.
        return Handling(TLP.RED, one.originator, both or frozenset({one.originator}))


def repeal(actor: Actor, basis: LegalBasis, until: date) -> list[Handled]:
    """End a legal basis: nothing new rests on it from that day. The answer is every record that rests on it now."""
    with act(actor, Permission.BASIS_REPEAL) as deed:
        basis.until = until
        basis.save(update_fields=["until"])
        deed.of(basis, until=until.isoformat())
    return [record for model in handled_models() for record in model._default_manager.filter(legal_basis=basis)]


def handled_models() -> list[type[Handled]]:
    """Every kind of record that can be shared."""
    return [model for model in apps.get_models() if issubclass(model, Handled)]


def _citations_follow(document: Document) -> None:
    Citation.objects.filter(passage__document=document).update(**marking_of(document))


def _citing(document: Document) -> Iterator[Handled]:
    names = Citation.objects.filter(passage__document=document).order_by().values_list("record_type", "record_key")
    for kind, key in sorted(set(names)):
        record = find(kind, key)
        if isinstance(record, Handled):
            yield record


def _fit(deed: Record, record: Handled, before: Handling, after: Handling) -> None:
    """A record that rests on a document whose handling changed: it follows, or loses what it may not show any more."""
    every = list(Citation.objects.filter(**named(record)).order_by("pk"))
    if after.flows_to(record.handling):
        if record.handling == before and all(one.handling.flows_to(after) for one in every):
            whole = [getattr(record, name) for name in _links(record)]
            if all(one is None or one.handling.flows_to(after) for one in whole):
                change(deed, record, after)
                deed.of(record, label=after.tlp.value)
        return
    open_ones = [one for one in every if one.handling.flows_to(record.handling)]
    # What a reference table names was known before this document said anything of it.
    entered = bool(getattr(record, "source", ""))
    if not (open_ones or entered) or not _blank(record, every, open_ones):
        change(deed, record, stricter_of(record.handling, after))
    deed.of(record, label=record.tlp)


def _blank(record: Handled, every: list[Citation], open_ones: list[Citation]) -> bool:
    """Show only what open citations state; False where the record cannot be without a value that none of them does."""
    for field in sorted({one.field for one in every}):
        said = [one.value for one in open_ones if one.field == field]
        closed = [one.value for one in every if one.field == field and one not in open_ones]
        shown, column = held(record, field), record._meta.get_field(field)
        if isinstance(shown, list):
            gone = [value for value in closed if value not in said]
            _leave_out(record, field, gone)
        elif shown in closed and shown not in said:
            instead = in_order(field, said)
            if empty(instead) and not (getattr(column, "null", False) or getattr(column, "blank", False)):
                return False
            put(record, field, None if empty(instead) and getattr(column, "null", False) else instead)
    return True


def _leave_out(record: Handled, field: str, gone: list[object]) -> None:
    if record._meta.get_field(field).many_to_many:
        manager = getattr(record, field)
        manager.remove(*[member for member in manager.all() if key_of(member) in gone])
    else:
        setattr(record, field, [member for member in getattr(record, field) if member not in gone])
        record.save(update_fields=[field])


def _links(record: Handled) -> list[str]:
    """The fields by which a record belongs to another that can be shared."""
    return [
        column.name
        for column in record._meta.concrete_fields
        if column.is_relation and isinstance(column.related_model, type) and issubclass(column.related_model, Handled)
    ]


def _parts(record: Handled) -> Iterator[Handled]:
    """What refers to this record, and so may not be shared more widely than it."""
    for relation in record._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and issubclass(model, Handled):
            yield from model._default_manager.filter(**{relation.field.name: record}).order_by("pk").distinct()
        elif isinstance(model, type):
            yield from _files(model, relation.field, record)


def _files(model: type[models.Model], to: models.Field[Any, Any], record: Handled) -> Iterator[Document]:
    """Documents that stand by a record by way of rows that are seen as it is: the versions of a paper."""
    for column in model._meta.concrete_fields:
        if column.related_model is Document and column is not to:
            standing = model._base_manager.filter(**{to.name: record})
            yield from Document.objects.filter(pk__in=standing.values(column.attname)).order_by("pk")
