"""Builds the actor from a person's offices, what others lent, clearances, and the terms of their party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.marking.tlp import TLP
from muntada.people.models import User
from muntada.signin.standing import Held, Standing, standing_of
from muntada.text.when import NotADate, bounds


def actor_of(user: User, day: date | None = None) -> Actor | None:
    """The actor that this person is on this day (today, where none is given); None for one who may not enter."""
    if not user.is_active:
        return None
    on = day or clock.today()
    standing = standing_of(user, on)
    offices, lenders = _offices(user, standing)
    party = next((office.party for office in offices if office.party and office.role != Role.CO_CHAIR), None)
    chairs = _chairs([office for office in offices if office.role == Role.CO_CHAIR], standing, on)
    party = party or next((office.party for office in offices if office.body in chairs), None)
    held = [office for office in offices if office.role != Role.CO_CHAIR or office.body in chairs]
    cleared = max((TLP(label) for label, _ in standing.clearances), key=lambda label: label.rank, default=None)
    purposes = frozenset(purpose for _, listed in standing.clearances for purpose in listed)
    more = {"purposes": purposes} if purposes else {}
    return Actor(
        key=f"user:{user.pk}",
        name=user.name,
        roles=_roles(held, standing),
        party=party,
        chairs=chairs,
        bodies=_bodies(party, standing, on),
        affiliations=frozenset(standing.affiliations),
        clearance=cleared,
        delegated_by=lenders,
        **more,
    )


def renewed(actor: Actor) -> Actor | None:
    """The same person's actor as of now, for what runs longer than a request; None where the rights have ended.

    A streaming export or a job calls this before each row that it hands out. The system's own actors stay as
    they are.
    """
    kind, _, number = actor.key.partition(":")
    if kind != "user":
        return actor
    user = User.objects.filter(pk=int(number)).first()
    return actor_of(user) if user is not None else None


def covers(start: str, end: str, day: date) -> bool:
    """Whether a term covers the day, from the first day that `start` may mean to the last before its end.

    An end known to the day is the day of the hand-over, which is the successor's; of one that is known less exactly
    the last day counts still. Without a known start there is no term yet; without an end it lasts. A value that is no
    date covers nothing.
    """
    try:
        first, last = bounds(end) if end else (date.max, date.max)
        return bool(start) and bounds(start)[0] <= day and (day < last or day == last != first)
    except NotADate:
        return False


def _roles(held: Iterable[Held], standing: Standing) -> frozenset[Role]:
    """The roles of these offices, and those that follow from them.

    An administrator stands in for the overseer for as long as nobody who may come in holds that office.
    """
    roles = {Role.PERSON, *(Role(office.role) for office in held)}
    if Role.ADMINISTRATOR in roles and not standing.overseen:
        roles.add(Role.STAND_IN)
    return frozenset(roles)


def _offices(user: User, standing: Standing) -> tuple[list[Held], frozenset[str]]:
    """The person's offices on that day with those lent to them, and the keys of the lenders.

    What is lent of another party than the person's own counts for nothing: nobody speaks for two.
    """
    own = [office for office in standing.offices if office.user == user.pk]
    parties = {office.party for office in own if office.party}
    lenders = set()
    for giver, roles in standing.lent:
        for office in standing.offices:
            fits = office.party is None or not parties or office.party in parties
            if office.user == giver and office.role in roles and fits:
                own.append(office)
                lenders.add(f"user:{giver}")
    return own, frozenset(lenders)


def _chairs(offices: Iterable[Held], standing: Standing, day: date) -> frozenset[str]:
    """The bodies that a co-chair's office is of, where the party's term there covers the day."""
    wanted = {(office.party, office.body) for office in offices}
    return frozenset(
        body for party, body, start, end in standing.terms if (party, body) in wanted and covers(start, end, day)
    )


def _bodies(party: str | None, standing: Standing, day: date) -> frozenset[str]:
    """The bodies that the party belongs to on that day; a membership without a start has lasted since ever."""
    return frozenset(
        body
        for member, body, start, end in standing.memberships
        if member == party and covers(start or "0001", end, day)
    )
