"""What is due every day: notice of reviews, erasure of what is over its time, and the forgetting of old requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import handled_models
from muntada.evidence.pen import named
from muntada.outreach.actions import held
from muntada.people.models import User
from muntada.rights.actions import petitions, reporting
from muntada.rights.actions.erasing import due
from muntada.rights.letters import reviewers, who_speaks_for
from muntada.rights.models import Concern, Erasure, Petition, Reminder, Request
from muntada.trail.deed import act

NOTICE = timedelta(days=183)  # six months before the review (INTERPOL's Rules on the Processing of Data, article 49)
GRACE = timedelta(days=30)  # hidden and not yet erased: so long may a reviewer still prolong


def look_after(actor: Actor) -> dict[str, int]:
    """Do what is due today; how many notices, erasures, forgotten requests and reports, and petitions
    answered by a rule that was."""
    return {
        "told": give_notice(actor),
        "erased": erase_overdue(actor),
        "forgotten": forget_requests(actor) + reporting.forget(actor),
        "settled": petitions.settle_lapsed(actor),
    }


def give_notice(actor: Actor) -> int:
    """Note each record whose review comes within six months, once for each date, and write to who decides of it."""
    told: dict[str, list[Handled]] = defaultdict(list)
    with act(actor, Permission.REQUEST_TAKE) as deed:
        for record in _coming():
            if record.review_by is None:
                continue
            _row, new = Reminder.objects.get_or_create(**named(record), review_by=record.review_by)
            if new:
                told[record.originator].append(record)
        deed.things.append({"thing": "rights.reminder", "told": sum(len(records) for records in told.values())})
        _write(told)
    return sum(len(records) for records in told.values())


def erase_overdue(actor: Actor) -> int:
    """Have erased what nobody prolonged within the month after its review date; what a person disputes is kept."""
    before = clock.today() - GRACE
    asked = 0
    with act(actor, Permission.REQUEST_TAKE) as deed:
        for model in handled_models():
            overdue = model._default_manager.filter(category__isnull=False, review_by__lt=before)
            for record in overdue.filter(restricted=False, disputed=False).order_by("pk"):
                if not _is_open(record):
                    due(record)
                    asked += 1
        deed.things.append({"thing": "rights.erasure", "due": asked})
    return asked


def forget_requests(actor: Actor) -> int:
    """Take names, address and words out of requests that were answered three years ago."""
    with act(actor, Permission.REQUEST_TAKE) as deed:
        old = Request.objects.filter(forget_by__lt=clock.today()).exclude(names=[], address="", said="", reason="—")
        emptied = {"identity": {}, "represented_by": "", "entry": "", "code": ""}
        Petition.objects.filter(request__in=old).update(**emptied)
        forgotten = old.update(names=[], address="", said="", reason="—", user=None, identified_how="")
        Concern.objects.filter(request__forget_by__lt=clock.today(), ended_at__isnull=False).update(statement="")
        deed.things.append({"thing": "rights.request", "forgotten": forgotten})
    return forgotten


def _coming() -> Iterator[Handled]:
    today = clock.today()
    for model in handled_models():
        found = model._default_manager.filter(review_by__gte=today, review_by__lte=today + NOTICE)
        yield from found.order_by("review_by", "pk")


def _write(told: dict[str, list[Handled]]) -> None:
    """One letter a person and day, with the number of records and the first day; what they are stands on the page."""
    for_whom: dict[int, tuple[User, list[Handled]]] = {}
    for originator, records in told.items():
        for user in {one.pk: one for one in [*reviewers(), *who_speaks_for(originator)]}.values():
            for_whom.setdefault(user.pk, (user, []))[1].extend(records)
    for user, records in for_whom.values():
        first = min(record.review_by for record in records if record.review_by)
        values = {"count": str(len(records)), "day": first.isoformat()}
        held(user, "review", values, path="/rights/reviews/", once=f"review:{clock.today()}:{user.pk}")


def _is_open(record: Handled) -> bool:
    states = [Erasure.State.PROPOSED, Erasure.State.DECIDED]
    return Erasure.objects.filter(**named(record), state__in=states).exists()
