"""A value that is wrong is corrected, and everybody who received it is told."""

from __future__ import annotations

from django.db import models

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.folded import FoldedField
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import cite
from muntada.evidence.models import Citation
from muntada.evidence.pen import as_json, empty, held, named, put
from muntada.evidence.values import Json, ValueRefused
from muntada.forum.actions.changes import term_settled
from muntada.outreach.actions import held as held_letter
from muntada.people.models import User
from muntada.register.events import EntityCorrected
from muntada.register.models import Entity
from muntada.rights.letters import who_speaks_for
from muntada.rights.models import Correction, Request, Telling
from muntada.trail.deed import Record, act, key_of, label
from muntada.trail.naming import recipients_of

Standing = Citation.Standing


def correct(actor: Actor, record: Handled, field: str, value: Json, *, request: Request | None = None) -> Correction:
    """Write the right value; what says otherwise is set aside, and every past recipient is to be told.

    Raises ValueRefused for a field that there is none of, or a value that it cannot hold.
    """
    own = {column.name for column in Handled._meta.fields} | {"id", "key"}
    names = {column.name for column in record._meta.concrete_fields if not isinstance(column, FoldedField)} - own
    if field not in names or not is_value(record, field):
        raise ValueRefused("field", "The record has no such field to correct.")
    with act(actor, Permission.RECORD_WRITE, on=record) as deed:
        before = held(record, field)
        put(record, field, value)
        record.refresh_from_db()
        record.clean_fields(exclude=[name for name in names | own if name != field])
        made = Correction.objects.create(**named(record), field=field, request=request, made_by=actor.key)
        _stand_by(deed, made, record, field, value)
        term_settled(actor, record, field, before, "corrected")
        deed.of(record, field=field, correction=made.pk)
        tell(actor, made)
    return made


def is_value(record: Handled, field: str) -> bool:
    """Whether a field says what is so, and not what was decided and by whom: that is for those who decide. Entries of
    the register are corrected statement by statement, each with what it rests on."""
    return record._meta.app_label != "register" and not field.endswith(("state", "_by")) and field != "by"


def value_changed(actor: Actor, record: models.Model, field: str, before: Json) -> None:
    """Tell those who received a record that a person's decision between sources lets it say something else now."""
    if empty(before) or not isinstance(record, Handled) or not recipients_of(label(record), key_of(record)):
        return
    made = Correction.objects.create(**named(record), field=field, made_by=actor.key)
    tell(CLERK, made)


def entity_corrected(event: EntityCorrected) -> None:
    """Tell those who received an entity of the register that another value stands in the place of a wrong one."""
    record = Entity.objects.filter(pk=event.entity).first()
    if record is not None:
        value_changed(CLERK, record, event.prop, event.before)


def tell(actor: Actor, correction: Correction) -> list[Telling]:
    """Note everybody to be told, once each, with a held letter to those who can be written to."""
    tellings = []
    with act(actor, Permission.CORRECTION_TELL) as deed:
        for received in recipients_of(correction.record_type, correction.record_key):
            if received.recipient == correction.made_by:
                continue
            told, new = Telling.objects.get_or_create(correction=correction, recipient=received.recipient[:120])
            if new:
                told.message = _write(told)
                told.save(update_fields=["message"])
            tellings.append(told)
        deed.of(correction, told=len(tellings))
        deed.to(*[one.recipient for one in tellings])
    return tellings


def confirm(actor: Actor, telling: Telling) -> None:
    """Note that this recipient has confirmed to know of the correction; saying it twice is harmless."""
    with act(actor, Permission.CORRECTION_TELL) as deed:
        Telling.objects.filter(pk=telling.pk, confirmed_at__isnull=True).update(
            confirmed_by=actor.key, confirmed_at=clock.now()
        )
        deed.of(telling, confirmed=True)
    telling.refresh_from_db()


def _stand_by(deed: Record, made: Correction, record: Handled, field: str, value: Json) -> None:
    """The corrected value has a citation that is preferred, so that no source writes over it again."""
    others = Citation.objects.filter(record_type=made.record_type, record_key=made.record_key, field=field)
    others.exclude(value=as_json(value)).update(standing=Standing.SET_ASIDE)
    citation, _new = cite(deed, record, field, as_json(value), reference=f"Correction {made.pk}")
    citation.standing = Standing.PREFERRED
    citation.save(update_fields=["standing"])


def _write(telling: Telling) -> int | None:
    """The letter to a person, or to the first who speaks for a party; None where it is a place outside."""
    kind, _, number = telling.recipient.partition(":")
    to: list[User] = []
    if kind == "user" and number.isdecimal():
        to = list(User.objects.filter(pk=int(number), is_active=True))
    elif not number:
        to = who_speaks_for(telling.recipient)
    letter = None
    for one in to:
        once = f"correction:{telling.correction_id}:{telling.recipient}:{one.pk}"
        values = {"number": str(telling.correction_id)}
        letter = held_letter(one, "correction", values, path="/rights/corrections/", once=once)
    return letter.pk if letter else None
