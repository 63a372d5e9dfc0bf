"""Reviews: a record is kept until another day, for a reason, or let go; somebody else than its bringer decides."""

from __future__ import annotations

from datetime import date, timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.actions.given import longest
from muntada.evidence.actions.handling import Stale
from muntada.evidence.conditions import marking_of, version_of
from muntada.evidence.models import Citation, Document
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Retention, review_within
from muntada.trail.deed import act, refuse

NOTICE = timedelta(days=183)  # six months before the review (INTERPOL's Rules on the Processing of Data, article 49)


def latest_review(record: Handled) -> date:
    """The last day until which a record that is reviewed today may be kept."""
    today = clock.today()
    return review_within(Retention(record.retention), today) if record.retention else today + longest()


def keep_until(actor: Actor, record: Handled, until: date, *, why: str, seen: str = "") -> None:
    """Keep a record until another day, from today on as one that was reviewed.

    Raises ValueRefused without a reason, and for a day that is past or later than its class allows; Refused for
    whoever brought it in, or may not review it; Stale where it was decided or marked since it was `seen`.
    """
    required("why", why.strip())
    if until <= clock.today():
        raise ValueRefused("until", "The new day is after today.")
    if until > latest_review(record):
        raise ValueRefused("until", "The new day is later than what it is kept as allows.")
    _decide(actor, record, until, clock.today(), why, seen)


def let_go(actor: Actor, record: Handled, *, why: str, seen: str = "") -> None:
    """Let a record go: from now on nobody but who reviews sees it, as if its day had come. As `keep_until`."""
    required("why", why.strip())
    past = clock.today() - timedelta(days=1)
    _decide(actor, record, min(record.review_by or past, past), record.kept_since, why, seen)


def _decide(actor: Actor, record: Handled, review_by: date, since: date, why: str, seen: str) -> None:
    brought_by = getattr(record, "captured_by", "")
    if brought_by and brought_by in actor.delegated_by | {actor.key}:
        refuse(actor, Permission.REVIEW_DECIDE, record, "Whoever brought something in does not decide its review.")
    with act(actor, Permission.REVIEW_DECIDE, on=record) as deed:
        type(record)._base_manager.select_for_update().get(pk=record.pk)
        record.refresh_from_db()
        if seen and version_of(record) != seen:
            raise Stale("Somebody decided or marked this since you saw it.")
        record.review_by, record.kept_since = review_by, since
        record.save(update_fields=["review_by", "kept_since"])
        if isinstance(record, Document):
            Citation.objects.filter(passage__document=record).update(**marking_of(record))
        kept = review_by > clock.today()
        deed.of(record, kept=kept, until=review_by.isoformat(), why=why.strip())
