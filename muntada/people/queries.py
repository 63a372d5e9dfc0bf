"""Who is here, with what; each question takes the actor."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Lower

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.people.models import Affiliation, Clearance, Delegation, Office, Proposal, User


def people(actor: Actor) -> QuerySet[User]:
    """The people that the actor may know of, by name."""
    return rows(actor, Permission.PERSON_READ, User)


def offices_of(actor: Actor, user: User) -> QuerySet[Office]:
    """The person's offices that last or are to come, and behind them those that ended."""
    return rows(actor, Permission.PERSON_READ, Office, via="user").filter(user=user).order_by("-since", "role")


def clearances_of(actor: Actor, user: User) -> QuerySet[Clearance]:
    """What the person is, was and will be cleared for."""
    return rows(actor, Permission.PERSON_READ, Clearance, via="user").filter(user=user).order_by("-since")


def affiliations_of(actor: Actor, user: User) -> QuerySet[Affiliation]:
    """Where the person belongs and belonged."""
    return rows(actor, Permission.PERSON_READ, Affiliation, via="user").filter(user=user).order_by("-since")


def lent_by(actor: Actor, user: User) -> QuerySet[Delegation]:
    """What the person lends now or will lend."""
    return _lasting(rows(actor, Permission.PERSON_READ, Delegation, via="giver").filter(giver=user))


def lent_to(actor: Actor, user: User) -> QuerySet[Delegation]:
    """What is lent to the person now or will be."""
    return _lasting(rows(actor, Permission.PERSON_READ, Delegation, via="taker").filter(taker=user))


def open_proposals(actor: Actor, user: User | None = None) -> QuerySet[Proposal]:
    """What waits for a second administrator, the oldest first; for this person where one is given."""
    found = rows(actor, Permission.PERSON_CONFIRM, Proposal).filter(outcome=Proposal.Outcome.OPEN)
    found = found.select_related("user", "proposed_by").order_by("proposed_at")
    return found.filter(user=user) if user else found


def _lasting(found: QuerySet[Delegation]) -> QuerySet[Delegation]:
    return found.filter(revoked_at__isnull=True, until__gt=clock.today()).select_related("giver", "taker")


def keys_at(addresses: Iterable[str]) -> dict[str, str]:
    """The keys of those who come in under these e-mail addresses, for somebody who knows the addresses already."""
    wanted = {address.lower() for address in addresses}
    here = User.objects.filter(is_active=True).annotate(lowered=Lower("email")).filter(lowered__in=wanted)
    return {user.email.lower(): f"user:{user.pk}" for user in here}


def addresses_of(actor: Actor, keys: Iterable[str]) -> dict[str, str]:
    """The e-mail addresses of those of these people that the actor may know of, by their keys."""
    numbers = {int(key[5:]) for key in keys if key.startswith("user:") and key[5:].isdecimal()}
    return {f"user:{user.pk}": user.email for user in people(actor).filter(pk__in=numbers)}
