"""A frozen edition goes to the recipients of chosen lists: prepared by one person, let go by another, exactly once.

The letters are written and sent by the outbox, which hears of it by events; what became of each comes back by
`note_written`, `note_sent` and `note_failed`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import F

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.evidence.store import StoreFailed, get
from muntada.marking.tlp import TLP
from muntada.reports.events import SendingReleased, SendingStopped
from muntada.reports.models import Delivery, Edition, Recipient, Sending
from muntada.reports.queries.deliveries import to_remind, to_whom
from muntada.reports.refused import ReportRefused
from muntada.reports.secret import digest_of, secret_for
from muntada.trail.deed import act, refuse

State = Sending.State
FINAL = (Edition.State.FROZEN, Edition.State.PUBLISHED)
TWO = "What one person prepared another one lets go."


def prepare_sending(actor: Actor, edition: Edition, *, lists: Iterable[str]) -> Sending:
    """A sending of a frozen edition to everybody on these lists to whom it has not gone; it waits for another person.

    Each recipient is in one sending of an edition at most, whatever is prepared twice. Raises ReportRefused.
    """
    chosen = sorted(set(lists))
    if not chosen or not set(chosen) <= set(Recipient.List.values):
        raise ReportRefused("lists", "list")
    with act(actor, Permission.RECIPIENT_KEEP, on=edition) as deed:
        edition = _sendable(edition)
        found = list(to_whom(actor, edition, chosen))
        if not found:
            raise ReportRefused("lists", "nobody")
        sending = Sending.objects.create(edition=edition, lists=chosen, made_by=actor.key)
        Delivery.objects.bulk_create(
            [
                Delivery(
                    edition=edition, recipient=one, sending=sending, digest=digest_of(secret_for(edition.pk, one.pk))
                )
                for one in found
            ],
            batch_size=500,
        )
        deed.of(sending, edition=edition.pk, lists=chosen, deliveries=len(found))
    return sending


def prepare_reminder(actor: Actor, edition: Edition) -> Sending:
    """A reminder to all to whom the edition went and who said nothing since; it waits for another person.

    Its step is one more than that of the last. Raises ReportRefused.
    """
    with act(actor, Permission.RECIPIENT_KEEP, on=edition) as deed:
        edition = _sendable(edition)
        if edition.sendings.filter(step__gt=0, state=State.HELD).exists():
            raise ReportRefused("step", "waits")
        if not to_remind(edition).exists():
            raise ReportRefused("step", "nobody_to_remind")
        last = edition.sendings.order_by("-step").values_list("step", flat=True).first() or 0
        sending = Sending.objects.create(edition=edition, step=last + 1, made_by=actor.key)
        deed.of(sending, edition=edition.pk, step=sending.step)
    return sending


def release_sending(actor: Actor, sending: Sending) -> Sending:
    """Let it go, or let one that was stopped go on; never by whoever prepared it (rights, row 59).

    Letters that a worker lost, or whose address was put right, are taken up again; what went out does not again.
    Raises ReportRefused.
    """
    edition = sending.edition
    with act(actor, Permission.EDITION_SEND, on=edition) as deed:
        if sending.made_by in actor.delegated_by | {actor.key}:
            refuse(actor, Permission.EDITION_SEND, edition, TWO)
        _sendable(edition)
        moved = Sending.objects.filter(pk=sending.pk).exclude(state=State.DROPPED)
        if not moved.update(state=State.RELEASED, released_by=actor.key, released_at=clock.now(), turn=F("turn") + 1):
            raise ReportRefused("state", "moved")
        sending.refresh_from_db()
        deed.of(sending, released=sending.turn)
        deed.tell(SendingReleased(sending.pk))
    return sending


def stop_sending(actor: Actor, sending: Sending) -> Sending:
    """Have what has not gone out wait until somebody lets it go on. Raises ReportRefused."""
    with act(actor, Permission.RECIPIENT_KEEP, on=sending.edition) as deed:
        if not Sending.objects.filter(pk=sending.pk, state=State.RELEASED).update(state=State.STOPPED):
            raise ReportRefused("state", "moved")
        sending.refresh_from_db()
        deed.of(sending, stopped=True)
        deed.tell(SendingStopped(sending.pk))
    return sending


def drop_sending(actor: Actor, sending: Sending) -> Sending:
    """Nothing of it goes out, and its recipients may be in another one. Raises ReportRefused once it was let go."""
    with act(actor, Permission.RECIPIENT_KEEP, on=sending.edition) as deed:
        if not Sending.objects.filter(pk=sending.pk, state=State.HELD).update(state=State.DROPPED):
            raise ReportRefused("state", "moved")
        sending.refresh_from_db()
        gone, _kinds = Delivery.objects.filter(sending=sending).delete()
        deed.of(sending, dropped=True, deliveries=gone)
    return sending


def note_written(delivery: Delivery, message: int, step: int) -> bool:
    """Note that the letter of this step is written, in the transaction that writes it; False where it is not wanted.

    A step is gone to once: whoever comes second finds it taken.
    """
    every = Delivery.objects.filter(pk=delivery.pk)
    if step == 0:
        return bool(every.filter(message__isnull=True, state=Delivery.State.HELD).update(message=message))
    waiting = every.filter(state=Delivery.State.SENT, reminded__lt=step)
    return bool(waiting.update(reminded=step, reminded_at=clock.now()))


def note_sent(delivery: Delivery, step: int) -> None:
    """Note that the mail server took the letter; what was answered before stays answered."""
    with act(CLERK, Permission.DELIVERY_NOTE, on=delivery) as deed:
        if step == 0:
            waiting = Delivery.objects.filter(pk=delivery.pk, state__in=[Delivery.State.HELD, Delivery.State.FAILED])
            waiting.update(state=Delivery.State.SENT, error="")
            Delivery.objects.filter(pk=delivery.pk, sent_at__isnull=True).update(sent_at=clock.now())
        deed.of(delivery, step=step, sent=True)


def note_failed(delivery: Delivery, step: int, error: str) -> None:
    """Note why the letter did not arrive, for whoever keeps the address; the others go on."""
    with act(CLERK, Permission.DELIVERY_NOTE, on=delivery) as deed:
        if step == 0:
            waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.HELD)
            waiting.update(state=Delivery.State.FAILED, error=error)
        else:
            Delivery.objects.filter(pk=delivery.pk).update(error=error)
        deed.of(delivery, step=step, error=error)


def take_up(delivery: Delivery) -> None:
    """Have a delivery that failed wait for its letter once more."""
    failed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED)
    failed.update(state=Delivery.State.HELD, error="")


def _sendable(edition: Edition) -> Edition:
    """The edition as it is now, where it may go out. Raises ReportRefused."""
    edition.refresh_from_db()
    if edition.state not in FINAL:
        raise ReportRefused("edition", "not_frozen")
    if edition.tlp != TLP.CLEAR.value or edition.restricted:
        raise ReportRefused("edition", "label")
    if not edition.printings.exists():
        raise ReportRefused("edition", "no_files")
    if not _bear_its_label(edition):
        raise ReportRefused("edition", "old_files")
    return edition


def _bear_its_label(edition: Edition) -> bool:
    """Whether its pages for browsers, which say it in plain text, bear the label that the edition has by now."""
    pages = edition.printings.filter(form="html").values_list("sha256", flat=True)
    try:
        return all(edition.tlp.encode() in get(Path(settings.STORE), digest) for digest in pages)
    except StoreFailed:
        return False
