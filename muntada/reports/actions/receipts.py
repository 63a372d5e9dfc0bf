"""What recipients say of an edition that went to them: at the secret address of their page, or on paper."""

from __future__ import annotations

from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import CLERK, PUBLIC, Actor
from muntada.access.operations import Operation
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.coming import name_said, words_said
from muntada.reports.events import DeliveryAnswered
from muntada.reports.models import Delivery, Edition, Printing
from muntada.reports.queries.deliveries import ANSWERED
from muntada.reports.refused import ReportRefused
from muntada.reports.secret import digest_of
from muntada.trail.deed import act

LONGEST_NOTE = 600


def found_by(secret: str) -> Delivery | None:
    """The delivery whose page stands under this secret, as long as its edition is open to all."""
    open_ = rows(PUBLIC, Permission.RECORD_READ, Edition).exclude(sha256="")
    # One question, whether there is such an address or not; and before a second person let it go there is none,
    # even for whoever could work it out.
    found = Delivery.objects.filter(digest=digest_of(secret), recipient__restricted=False, edition__in=open_)
    found = found.filter(Q(sending__isnull=True) | ~Q(sending__released_by=""))
    return found.select_related("recipient", "edition__party", "sending").first()


def answer(delivery: Delivery, *, state: str, by: str = "", note: str = "") -> Delivery:
    """What the recipient says at its own address; it may be said again, and the last word counts. Raises
    ReportRefused, ComingRefused."""
    with act(CLERK, Permission.RECEIPT_GIVE, on=delivery) as deed:
        _answered(delivery, state, by, note)
        deed.of(delivery, answered=state)
        deed.tell(DeliveryAnswered(delivery.pk))
    return delivery


def enter_receipt(actor: Actor, delivery: Delivery, *, state: str, by: str = "", note: str = "") -> Delivery:
    """What the recipient said by other means, entered by whoever keeps the list. Raises ReportRefused."""
    with act(actor, Permission.RECIPIENT_KEEP, on=delivery.recipient) as deed:
        _answered(delivery, state, by, note)
        deed.of(delivery, answered=state, entered=True)
        deed.tell(DeliveryAnswered(delivery.pk))
    return delivery


def note_taken(delivery: Delivery, printing: Printing) -> None:
    """Note that a file of the edition was given out at the recipient's address; this is no receipt."""
    with act(CLERK, Permission.RECEIPT_GIVE, on=delivery) as deed:
        deed.as_operation(Operation.DISCLOSE)
        deed.of(printing, delivery=delivery.pk)
        deed.to(f"reports.recipient:{delivery.recipient_id}")


def _answered(delivery: Delivery, state: str, by: str, note: str) -> None:
    if state not in ANSWERED:
        raise ReportRefused("state", "state")
    who = name_said("by", by)
    if state == Delivery.State.ON_BEHALF and not who:
        raise ReportRefused("by", "by")
    if delivery.sending is not None and not delivery.sending.released_by:
        raise ReportRefused("state", "not_sent")
    delivery.state, delivery.answered_by = state, who
    delivery.note = words_said("note", note, limit=LONGEST_NOTE)
    delivery.answered_at, delivery.error = clock.now(), ""
    delivery.save(update_fields=["state", "answered_by", "note", "answered_at", "error"])
