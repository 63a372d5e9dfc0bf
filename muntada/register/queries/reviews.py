"""Which listings are due for a review, which exemptions stand, and whether some states' people are listed more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Exemption, Listing, Review, Statement
from muntada.register.queries.leads import FEWEST
from muntada.register.queries.listings import NOMINATED
from muntada.register.queries.names import NEVER

READ = Permission.RECORD_READ
OWN = "own"
EVERY = timedelta(days=365)  # from one review of a listing to the next
SOON = timedelta(days=60)
_OF_STATES = ("nationality", "country", "citizenship")


def standing(actor: Actor | None) -> QuerySet[Listing]:
    """What stands on the list that is kept here."""
    found = rows(actor, READ, Listing, via="entity").exclude(entity__category__in=NEVER)
    return found.filter(dataset=OWN).exclude(state=Listing.State.DELISTED).select_related("entity").order_by("pk")


def _days(listings: QuerySet[Listing]) -> QuerySet[Listing, tuple[int, date | None, date]]:
    """By which day each was to be reviewed, where it was; and since when it stands. What has no day is due at once."""
    since = Coalesce("since", clock.today() - EVERY)
    return listings.values_list("pk", Max("reviews__next_on"), since)


def due_on(listing: Listing) -> date:
    """The day by which a listing is looked at again."""
    last = Review.objects.filter(listing=listing).order_by("-pk").first()
    return last.next_on if last is not None else (listing.since or clock.today() - EVERY) + EVERY


def due(actor: Actor | None, within: timedelta = SOON) -> list[tuple[Listing, date]]:
    """The listings whose review is due by then, what is latest first."""
    days = {pk: reviewed or since + EVERY for pk, reviewed, since in _days(standing(actor))}
    found = [(one, days[one.pk]) for one in standing(actor)]
    until = clock.today() + within
    return sorted(((one, day) for one, day in found if day <= until), key=lambda pair: (pair[1], pair[0].pk))


def reviews_of(actor: Actor | None, listing: Listing) -> QuerySet[Review]:
    """How a listing was reviewed, the latest first."""
    return rows(actor, READ, Review, via="listing__entity").filter(listing=listing).order_by("-pk")


def exemptions(actor: Actor | None) -> QuerySet[Exemption]:
    """The exemptions from listings of entities that the actor may see, the latest first."""
    found = rows(actor, READ, Exemption, via="listing__entity").exclude(listing__entity__category__in=NEVER)
    return found.select_related("listing__entity").order_by("-pk")


def in_force(actor: Actor | None, listing: Listing) -> QuerySet[Exemption]:
    """The exemptions from a listing that hold today."""
    today = clock.today()
    held = exemptions(actor).filter(listing=listing, state=Exemption.State.AGREED, since__lte=today, until__gte=today)
    return held.filter(since__lte=F("until"))


@dataclass(frozen=True, slots=True)
class Disparity:
    """One state: how many of those who stand, or stood, on a list are tied to it, and how many left the list.

    A count is None where it may not be told.
    """

    state: str
    ever: int | None
    left: int | None

    @property
    def share(self) -> float | None:
        """The share that left the list, of one; None where it may not be told."""
        return self.left / self.ever if self.ever and self.left is not None else None


@dataclass(frozen=True, slots=True)
class Disparities:
    """The report: the states that may be told, how many are not, and the totals."""

    states: tuple[Disparity, ...]
    hidden: int
    ever: int | None
    left: int | None


def disparities(actor: Actor | None, dataset: str = OWN) -> Disparities:
    """How listings and their ends are spread over states; reckoned when it is asked for and kept nowhere.

    A state is told from FEWEST listings on; of its ends and its stays neither is told where one of them is few. Where
    a difference to the total would tell what is hidden, more is hidden.
    """
    found = rows(actor, READ, Listing, via="entity").exclude(entity__category__in=NEVER).filter(dataset=dataset)
    found = found.exclude(NOMINATED)
    ended = {one: state == Listing.State.DELISTED for one, state in found.values_list("entity_id", "state")}
    tied = rows(actor, READ, Statement, via="entity").filter(
        entity__in=found.values("entity"), prop__in=_OF_STATES, ended_at__isnull=True
    )
    of_state: dict[str, set[str]] = defaultdict(set)
    for key, value in tied.values_list("entity_id", "value"):
        of_state[value.lower()].add(key)
    counted = {state: (len(keys), sum(ended[key] for key in keys)) for state, keys in of_state.items()}
    return reported(counted, len(ended), sum(ended.values()))


def reported(counted: Mapping[str, tuple[int, int]], ever: int, left: int) -> Disparities:
    """What may be told of counts by state: (ever listed, of these no longer). Knows no database."""
    order = sorted(counted, key=lambda one: (-counted[one][0], one))
    many = [one for one in order if counted[one][0] >= FEWEST]
    # One hidden state, or hidden states with few between them, would follow from the total: hide the least told too.
    while many and len(many) < len(order) and (len(order) - len(many) == 1 or _between(counted, order[len(many) :])):
        many.pop()
    told = tuple(Disparity(state, counted[state][0], _part(*counted[state])) for state in many)
    rest = left - sum(one.left or 0 for one in told)
    whole = _part(ever, left) if ever >= FEWEST and (rest == 0 or rest >= FEWEST) else None
    return Disparities(told, len(order) - len(many), _whole(ever), whole)


def _between(counted: Mapping[str, tuple[int, int]], states: list[str]) -> bool:
    return sum(counted[one][0] for one in states) < FEWEST


def _whole(count: int) -> int | None:
    return count if count == 0 or count >= FEWEST else None


def _part(whole: int, part: int) -> int | None:
    """A part that may be told: it and the rest are each none or many."""
    rest = whole - part
    return part if (part == 0 or part >= FEWEST) and (rest == 0 or rest >= FEWEST) else None
