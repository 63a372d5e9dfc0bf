"""Builds the actor from a person's offices, what others lent, clearances, and the terms of their party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.forum.models import Membership, Term
from muntada.marking.tlp import TLP
from muntada.people.models import Affiliation, Clearance, Delegation, Office, User
from muntada.text.when import NotADate, bounds


def actor_of(user: User, day: date | None = None) -> Actor | None:
    """The actor that this person is on this day (today, where none is given); None for one who may not enter."""
    if not user.is_active:
        return None
    on = day or clock.today()
    offices, lenders = _offices(user, on)
    party = next((office.party_id for office in offices if office.party_id and office.role != Role.CO_CHAIR), None)
    chairs = _chairs([office for office in offices if office.role == Role.CO_CHAIR], on)
    party = party or next((office.party_id for office in offices if office.body_id in chairs), None)
    held = [office for office in offices if office.role != Role.CO_CHAIR or office.body_id in chairs]
    clearances = list(Clearance.objects.filter(user=user).held_on(on))
    cleared = max((TLP(one.label) for one in clearances), key=lambda label: label.rank, default=None)
    purposes = frozenset(purpose for one in clearances for purpose in one.purposes)
    more = {"purposes": purposes} if purposes else {}
    return Actor(
        key=f"user:{user.pk}",
        name=user.name,
        roles=_roles(held, on),
        party=party,
        chairs=chairs,
        bodies=_bodies(party, on),
        affiliations=frozenset(Affiliation.objects.filter(user=user).held_on(on).values_list("party_id", flat=True)),
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
    """Whether a term covers the day, from the first day that `start` may mean to the last that `end` may.

    Without a known start there is no term yet; without an end it lasts. A value that is no date covers nothing.
    """
    try:
        return bool(start) and bounds(start)[0] <= day and (not end or day <= bounds(end)[1])
    except NotADate:
        return False


def _roles(held: Iterable[Office], day: date) -> frozenset[Role]:
    """The roles of these offices, and those that follow from them.

    An administrator stands in for the overseer for as long as nobody who may come in holds that office.
    """
    roles = {Role.PERSON, *(Role(office.role) for office in held)}
    if Role.ADMINISTRATOR in roles:
        overseers = Office.objects.held_on(day).filter(role=Role.OVERSEER, user__is_active=True)
        if not overseers.exists():
            roles.add(Role.STAND_IN)
    return frozenset(roles)


def _offices(user: User, day: date) -> tuple[list[Office], frozenset[str]]:
    """The person's offices on that day with those lent to them, and the keys of the lenders.

    What is lent of another party than the person's own counts for nothing: nobody speaks for two.
    """
    lent = list(Delegation.objects.filter(taker=user, revoked_at__isnull=True, giver__is_active=True).held_on(day))
    people = [user.pk, *(one.giver_id for one in lent)]
    found = list(Office.objects.filter(user__in=people).held_on(day))
    own = [office for office in found if office.user_id == user.pk]
    parties = {office.party_id for office in own if office.party_id}
    lenders = set()
    for one in lent:
        for office in found:
            fits = office.party_id is None or not parties or office.party_id in parties
            if office.user_id == one.giver_id and office.role in one.roles and fits:
                own.append(office)
                lenders.add(f"user:{one.giver_id}")
    return own, frozenset(lenders)


def _chairs(offices: Iterable[Office], day: date) -> frozenset[str]:
    """The bodies that a co-chair's office is of, where the party's term there covers the day."""
    wanted = {(office.party_id, office.body_id) for office in offices}
    if not wanted:
        return frozenset()
    terms = Term.objects.filter(body__in=[body for _, body in wanted], party__in=[party for party, _ in wanted])
    return frozenset(
        str(term.body_id)
        for term in terms
        if (term.party_id, term.body_id) in wanted and covers(term.start, term.end or term.planned_end, day)
    )


def _bodies(party: str | None, day: date) -> frozenset[str]:
    """The bodies that the party belongs to on that day; a membership without a start has lasted since ever."""
    if party is None:
        return frozenset()
    found = Membership.objects.filter(party=party).values_list("body_id", "start", "end")
    return frozenset(body for body, start, end in found if covers(start or "0001", end, day))
