"""A record about a person is kept for another purpose: proposed by one person, signed by another one.

Directive (EU) 2016/680, articles 4(2) and 9(1): by a right that allows it, and only where it is needed. What it was
kept for before stays in its history.
"""

from __future__ import annotations

from django.db import IntegrityError, models, transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled, LegalBasis, is_assessed
from muntada.access.rules import Permission
from muntada.access.rules import decide as asked
from muntada.evidence.conditions import marking_of
from muntada.evidence.models import Citation, Document
from muntada.evidence.named import required
from muntada.evidence.pen import find
from muntada.marking.handling import Purpose
from muntada.rights.models import Repurposing
from muntada.trail.deed import act, key_of, label, refuse

State = Repurposing.State


class NotPossible(ValueError):
    """Raised where a record cannot be turned to another purpose, or not any more; `code` is a word for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def propose(actor: Actor, record: Handled, *, purpose: str, basis: LegalBasis, reason: str) -> Repurposing:
    """Propose another purpose, the basis that allows it and why it is needed; it changes nothing yet.

    Raises Refused for whoever does not speak for the record's originator, NotPossible, ValueRefused without a reason.
    """
    reason = required("reason", reason.strip())
    before = _check(record, Purpose(purpose).value, basis)
    with act(actor, Permission.PURPOSE_PROPOSE, on=record) as deed:
        try:
            with transaction.atomic():
                made = Repurposing.objects.create(
                    record_type=label(record),
                    record_key=key_of(record),
                    originator=record.originator,
                    from_purpose=record.purpose,
                    to_purpose=purpose,
                    from_basis=before,
                    to_basis=basis,
                    reason=reason,
                    proposed_by=actor.key,
                )
        except IntegrityError as error:
            raise NotPossible("proposed", "This is proposed already.") from error
        deed.of(made, record=f"{made.record_type}:{made.record_key}", before=made.from_purpose, wanted=purpose)
    return made


def decide(actor: Actor, one: Repurposing, *, yes: bool) -> Repurposing:
    """Sign what another one proposed, which changes the record's purpose and basis, or decline it.

    Raises Refused for whoever proposed it and whoever does not see the record; NotPossible where it was decided, where
    the record is gone or is kept for something else by now, and where nothing may be done with it.
    """
    record = find(one.record_type, one.record_key)
    if isinstance(record, Handled) and not _known_to(actor, record):
        refuse(actor, Permission.PURPOSE_SIGN, one, "Nobody signs for a record that they do not see.")
    with act(actor, Permission.PURPOSE_SIGN, on=one) as deed:
        moved = Repurposing.objects.filter(pk=one.pk, state=State.PROPOSED).update(
            state=State.SIGNED if yes else State.DECLINED, decided_by=actor.key, decided_at=clock.now()
        )
        if not moved:
            raise NotPossible("answered", "This was decided already.")
        if yes:
            _turn(one, record)
        named = f"{one.record_type}:{one.record_key}"
        deed.of(one, record=named, yes=yes, before=one.from_purpose, wanted=one.to_purpose)
    one.refresh_from_db()
    return one


def history_of(record: models.Model) -> models.QuerySet[Repurposing]:
    """The decisions by which a record's purpose was changed, the latest first."""
    named = {"record_type": label(record), "record_key": key_of(record)}
    return Repurposing.objects.filter(**named, state=State.SIGNED).select_related("from_basis", "to_basis")


def _turn(one: Repurposing, record: models.Model | None) -> None:
    """Within the deed: the record is kept for the other purpose from now on, and what quotes a document with it."""
    if not isinstance(record, Handled):
        raise NotPossible("gone", "The record is gone.")
    type(record)._base_manager.select_for_update().get(pk=record.pk)
    record.refresh_from_db()
    if (record.purpose, record.legal_basis_id) != (one.from_purpose, one.from_basis_id):
        raise NotPossible("changed", "The record is kept for something else by now.")
    _check(record, one.to_purpose, one.to_basis)
    record.purpose, record.legal_basis = one.to_purpose, one.to_basis
    record.save(update_fields=["purpose", "legal_basis"])
    if isinstance(record, Document):
        Citation.objects.filter(passage__document=record).update(**marking_of(record))


def _check(record: Handled, purpose: str, basis: LegalBasis) -> LegalBasis:
    """The basis that it rests on now, which a record about a person always has. Raises NotPossible."""
    today = clock.today()
    if record.category is None or record.legal_basis is None:
        raise NotPossible("no_person", "This speaks of no person: mark it anew instead.")
    if purpose == record.purpose:
        raise NotPossible("same", "It is kept for this purpose already.")
    overdue = record.review_by is not None and record.review_by < today
    if overdue or record.restricted or record.disputed:
        raise NotPossible("not_used", "What is overdue, disputed or kept from use is not turned to another purpose.")
    if not basis.holds_on(today):
        raise NotPossible("basis", "This legal basis is not in force.")
    if not is_assessed(purpose, record.category):
        raise NotPossible("not_assessed", "Nobody assessed what keeping this of such a person for that purpose means.")
    return record.legal_basis


def _known_to(actor: Actor, record: Handled) -> bool:
    return any(asked(actor, permission, record) for permission in (Permission.RECORD_READ, Permission.RECORD_REVIEW))
