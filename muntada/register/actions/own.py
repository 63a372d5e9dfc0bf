"""Entities that are entered here by hand: each value with what it rests on, each record with its handling."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.actions.given import Given
from muntada.evidence.conditions import columns_of
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Conditions, Handling
from muntada.register.actions.checking import Checked, checked, children, corrected, handled_as, of_children
from muntada.register.actions.entering import caption_of, next_tide
from muntada.register.actions.leads import said
from muntada.register.entered import Grades, Told
from muntada.register.events import EntityCorrected
from muntada.register.lists.form import Stated
from muntada.register.models import Entity, Listing, ListingChange, Statement, Waiting
from muntada.register.schema import schema_of
from muntada.trail.deed import Record, act

OWN = "own"  # the dataset of what is entered here


def enter(actor: Actor, schema: str, told: Sequence[Told], given: Given) -> Entity | Waiting:
    """Enter an entity of one of the kinds that are entered by hand. What speaks of a child waits for two others.

    Raises ValueRefused for a value that its property does not take or that is missing, HandlingRefused, NotAssessed.
    """
    with act(actor, Permission.ENTITY_KEEP) as deed:
        found = checked(actor, schema, told)
        handling, conditions = handled_as(actor, found, given)
        if of_children(found):
            made: Entity | Waiting = _wait(actor, found, None, handling, conditions)
        else:
            made = entered(deed, found, handling, columns_of(conditions))
            followed(actor, made)
        deed.of(made, schema=schema, statements=len(found.told))
    return made


def state(actor: Actor, entity: Entity, told: Sequence[Told]) -> Entity | Waiting:
    """State something more of an entity that was entered here. Raises ValueRefused."""
    with act(actor, Permission.ENTITY_KEEP, on=entity) as deed:
        held = _own(entity)
        found = checked(actor, held.schema, told, to=held)
        if of_children(found, held):
            made = _wait(actor, found, held, held.handling, None)
            deed.of(made, entity=held.pk, statements=len(found.told))
            return made
        stated(held, found)
        followed(actor, held)
        deed.of(held, statements=len(found.told))
    return held


def end(actor: Actor, statement: Statement, *, reason: str) -> Entity:
    """Note that something is stated no more; it stays in the history. Raises ValueRefused where the entity would lack
    what its kind needs."""
    why = said("reason", reason)
    with act(actor, Permission.ENTITY_KEEP, on=statement.entity) as deed:
        held = _own(statement.entity)
        _still_a_child(held, statement)
        _ended(held, statement)
        _named_anew(held)
        followed(actor, held)
        deed.of(held, statement=statement.pk, ended=True, reason=why)
    return held


def correct(actor: Actor, statement: Statement, *, value: str, reason: str) -> Entity | Waiting:
    """State another value in place of a wrong one, resting on the same; whoever received the record is told.

    Raises ValueRefused. By a new date of birth of a child the change waits for two others.
    """
    why = said("reason", reason)
    with act(actor, Permission.ENTITY_KEEP, on=statement.entity) as deed:
        held = _own(statement.entity)
        grades = Grades(statement.kind, statement.reliability, statement.credibility, statement.passage_id)
        told = Told(statement.prop, value, grades, statement.language)
        found = checked(actor, held.schema, [told], to=held, instead_of=statement)
        if of_children(found, held):
            raise ValueRefused("value", "It speaks of a child: state the right value, which two others approve, first.")
        corrected(statement, found)
        _ended(held, statement, found)
        stated(held, found)
        followed(actor, held)
        deed.of(held, statement=statement.pk, corrected=True, reason=why)
        deed.tell(EntityCorrected(held.pk, statement.prop, statement.value))
    return held


def entered(deed: Record, found: Checked, handling: Handling, columns: dict[str, object]) -> Entity:
    """Within a deed: the entity with its statements."""
    now = clock.now()
    made = Entity(
        key=f"{OWN}-{secrets.token_hex(6)}", schema=found.schema.name, caption=found.schema.name, dataset=OWN,
        first_seen=now, last_seen=now, changed_at=now, **columns,
    )  # fmt: skip
    made.marked(handling)
    made.save()
    stated(made, found)
    deed.of(made, entered=True)
    return made


def stated(entity: Entity, found: Checked) -> None:
    """Within a deed: the statements of an entity, and what it is called by them."""
    now = clock.now()
    Statement.objects.bulk_create(
        [
            Statement(
                entity=entity, prop=one.prop, value=one.value, original=one.original, language=one.language,
                dataset=OWN, kind=one.grades.kind, reliability=one.grades.reliability,
                credibility=one.grades.credibility, passage_id=one.grades.passage, first_seen=now, last_seen=now,
            )
            for one in found.told
        ]
    )  # fmt: skip
    _named_anew(entity)


def _named_anew(entity: Entity) -> None:
    standing = Statement.objects.filter(entity=entity, ended_at__isnull=True).order_by("pk")
    told = [Stated(prop, value) for prop, value in standing.values_list("prop", "value")]
    entity.caption = caption_of(entity.schema, told)
    entity.changed_at = clock.now()
    entity.save(update_fields=["caption", "changed_at"])


def _ended(entity: Entity, statement: Statement, instead: Checked | None = None) -> None:
    others = Statement.objects.filter(entity=entity, prop=statement.prop, ended_at__isnull=True).exclude(
        pk=statement.pk
    )
    needed = {*schema_of(entity.schema).required, *(("basis",) if entity.schema == "Participation" else ())}
    if instead is None and statement.prop in needed and not others.exists():
        raise ValueRefused("statement", "Without it this is nothing any more: correct it in place of ending it.")
    if not Statement.objects.filter(pk=statement.pk, ended_at__isnull=True).update(ended_at=clock.now()):
        raise ValueRefused("statement", "Somebody ended this already.")


def _still_a_child(entity: Entity, statement: Statement) -> None:
    """Raises ValueRefused where a child would be none any more because one person ended its date of birth: a later
    one, which two others approved, stands first."""
    if statement.prop == "birthDate" and children([entity.pk]):
        later = Statement.objects.filter(entity=entity, prop="birthDate", ended_at__isnull=True, pk__gt=statement.pk)
        if not later.exists():
            raise ValueRefused("value", "It speaks of a child: state the right date, which two others approve, first.")


def _own(entity: Entity) -> Entity:
    """The entity as it stands now, locked. Raises ValueRefused for one of a list, which its publisher alone changes."""
    held = Entity.objects.select_for_update().get(pk=entity.pk)
    if held.dataset != OWN:
        raise ValueRefused("entity", "A list says this: enter what you know as an entity of your own, and merge them.")
    return held


def _wait(
    actor: Actor, found: Checked, entity: Entity | None, handling: Handling, conditions: Conditions | None
) -> Waiting:
    made = Waiting(
        schema=found.schema.name, entity=entity, told=[one.as_dict() for one in found.told], by=actor.key,
        at=clock.now(),
    )  # fmt: skip
    if entity is not None:
        for column in Handled._meta.concrete_fields:
            setattr(made, column.attname, getattr(entity, column.attname))
    else:
        assert conditions is not None
        for name, value in columns_of(conditions).items():
            setattr(made, name, value)
        made.marked(handling)
    made.save()
    return made


def followed(actor: Actor, entity: Entity) -> None:
    """Within a deed: let the indexes of names follow where what changed is listed, or a paper of one who is."""
    keys = {entity.pk, *Statement.objects.filter(entity=entity, prop="holder").values_list("value", flat=True)}
    listings = list(Listing.objects.filter(entity__in=keys, state=Listing.State.LISTED))
    if listings:
        tide, now = next_tide(), clock.now()
        ListingChange.objects.bulk_create(
            [
                ListingChange(listing=one, what=ListingChange.What.CHANGED, detail={}, by=actor.key, at=now, tide=tide)
                for one in listings
            ]
        )
