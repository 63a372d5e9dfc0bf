"""Who is to get an edition, who has it, and what came back, as far as the actor may know of the recipients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.parties.models import Party
from muntada.reports.models import Delivery, Edition, Recipient, Sending
from muntada.text.folding import fold_key

READ = Permission.RECORD_READ
State = Delivery.State
UNANSWERED_AFTER = timedelta(days=14)  # since it went out, or since the last reminder
ANSWERED = (State.RECEIVED, State.ON_BEHALF, State.DECLINED)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix of who has an edition: a list or a region, and how many of its recipients stand where."""

    key: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many it goes to."""
        return sum(self.counts.values())


def recipients(actor: Actor) -> QuerySet[Recipient]:
    """The recipients that the actor may know of."""
    return rows(actor, READ, Recipient).select_related("owner", "party").prefetch_related("party__names")


def recipients_where(
    actor: Actor,
    *,
    owner: str = "",
    list: str = "",
    text: str = "",
    ended: bool = False,
) -> QuerySet[Recipient]:
    """Recipients of an owner and a list, whose name, place, contact or address holds a text; lasting ones or all."""
    found = recipients(actor)
    if owner:
        found = found.filter(owner=owner)
    if list:
        found = found.filter(list=list)
    if text:
        words = Q()
        for word in {text, fold_key(text)}:
            for column in ("name", "place", "contact", "email"):
                words |= Q(**{f"{column}__icontains": word})
        found = found.filter(words)
    return found if ended else found.filter(Q(until__isnull=True) | Q(until__gt=clock.today()))


def recipient(actor: Actor, pk: int) -> Recipient | None:
    """One recipient."""
    return recipients(actor).filter(pk=pk).first()


def owners(actor: Actor) -> QuerySet[Party]:
    """The parties whose lists the actor sees."""
    return rows(actor, READ, Party).filter(pk__in=recipients(actor).order_by().values("owner")).order_by("pk")


def to_whom(actor: Actor, edition: Edition, lists: Iterable[str]) -> QuerySet[Recipient]:
    """Those on the lists of the edition's party to whom it goes or went in no sending yet."""
    lasting = recipients_where(actor, owner=edition.party_id).filter(list__in=list(lists))
    return lasting.exclude(deliveries__edition=edition).order_by("pk")


def to_remind(edition: Edition) -> QuerySet[Delivery]:
    """Those to whom it went, who said nothing and heard nothing from us for two weeks; all that the system sees."""
    before = clock.now() - UNANSWERED_AFTER
    waiting = Delivery.objects.filter(edition=edition, state=State.SENT, sent_at__lte=before)
    return waiting.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=before))


def deliveries(actor: Actor, edition: Edition) -> QuerySet[Delivery]:
    """The deliveries of an edition to recipients that the actor may know of."""
    seen = rows(actor, READ, Delivery, via="recipient").filter(edition=edition)
    return seen.select_related("recipient__party", "sending", "edition").prefetch_related("recipient__party__names")


def deliveries_where(
    actor: Actor,
    edition: Edition,
    *,
    list: str = "",
    state: str = "",
    text: str = "",
    region: str = "",
) -> QuerySet[Delivery]:
    """Deliveries of an edition by list, state, region and words of the recipient."""
    found = deliveries(actor, edition)
    if list:
        found = found.filter(recipient__list=list)
    if state:
        found = found.filter(state=state)
    if region:
        found = found.filter(recipient__party__regional_group="" if region == NOWHERE else region)
    if text:
        found = found.filter(Q(recipient__name__icontains=text) | Q(recipient__place__icontains=text))
    return found


NOWHERE = "none"


def matrix(actor: Actor, edition: Edition) -> tuple[list[Line], list[Line]]:
    """How many deliveries stand where, by list and by the region of the recipient's state."""
    seen = deliveries(actor, edition).order_by()
    return _lines(seen, "recipient__list", Recipient.List.values), _lines(seen, "recipient__party__regional_group", ())


def delivery(actor: Actor, pk: int) -> Delivery | None:
    """One delivery."""
    return rows(actor, READ, Delivery, via="recipient").select_related("recipient", "edition").filter(pk=pk).first()


def sendings(actor: Actor, edition: Edition) -> QuerySet[Sending]:
    """The sendings of an edition, the latest first, each with how many it goes to."""
    found = rows(actor, READ, Sending, via="edition").filter(edition=edition)
    return found.annotate(size=Count("deliveries")).order_by("-pk")


def sending(actor: Actor, pk: int) -> Sending | None:
    """One sending."""
    return rows(actor, READ, Sending, via="edition").select_related("edition").filter(pk=pk).first()


def deliveries_of(actor: Actor, sending: Sending) -> QuerySet[Delivery]:
    """Whom a sending goes to; a reminder that waits, whom it would go to now."""
    seen = deliveries(actor, sending.edition)
    if sending.step == 0:
        return seen.filter(sending=sending)
    if sending.state == Sending.State.HELD:
        return seen.filter(pk__in=to_remind(sending.edition).values("pk"))
    return seen.filter(reminded__gte=sending.step)


def _lines(seen: QuerySet[Delivery], column: str, keys: Iterable[str]) -> list[Line]:
    counted: dict[str, Counter[str]] = {key: Counter() for key in keys}
    found: Iterable[dict[str, Any]] = seen.values(column, "state").annotate(number=Count("pk"))
    for row in found:
        counted.setdefault(row[column] or NOWHERE, Counter())[row["state"]] += row["number"]
    every = [Line(key, {state: counts[state] for state in State.values}) for key, counts in counted.items()]
    return [line for line in every if line.total]
