"""What administrators do with people, and what people lend each other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from muntada.access import clock
from muntada.access.actor import IMPLIED, Actor, Role
from muntada.access.rules import Permission
from muntada.marking.tlp import TLP
from muntada.people.events import ShutOut
from muntada.people.models import Affiliation, Clearance, DatedQuerySet, Delegation, Office, Proposal, User
from muntada.trail.deed import act

# Those who enter and decide records, or give the offices: none of them reviews what was entered.
ENTERING = frozenset({Role.SECRETARIAT.value, Role.ANALYST.value, Role.ADMINISTRATOR.value})


class NeedsAnother(Exception):
    """Raised where one administrator alone may not: another one has to."""


class NotPossible(ValueError):
    """Raised for what is wrong in itself; `code` is a word for programs, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def other_administrators(actor: Actor) -> QuerySet[User]:
    """The administrators of today besides this one."""
    return User.objects.filter(offices__in=_administrators()).exclude(pk=_number(actor) or 0).distinct()


def needs_another(actor: Actor, user: User) -> bool:
    """Whether what this administrator gives this person waits for a second one.

    It does wherever there is a second one, and always for oneself. The console has no second person.
    """
    if _number(actor) is None:
        return False
    return _number(actor) == user.pk or other_administrators(actor).exists()


def invite(actor: Actor, *, email: str, name: str, language: str = "ar") -> User:
    """A new person, who has no office yet. Raises NotPossible for an address that somebody has."""
    email = email.strip()
    if User.objects.filter(email__iexact=email).exists():
        raise NotPossible("known", f"Somebody here has the address {email} already.")
    with act(actor, Permission.PERSON_MANAGE) as record:
        user = User(email=email, name=name.strip(), language=language)
        user.set_unusable_password()
        user.save()
        record.of(user)
    return user


def give_office(
    actor: Actor,
    user: User,
    *,
    role: str,
    party: str | None = None,
    body: str | None = None,
    since: date | None = None,
    until: date | None = None,
    alternate: bool = False,
) -> Office | Proposal:
    """Give an office, or propose it where a second administrator has to confirm. Raises NotPossible, NeedsAnother."""
    if Role(role) in IMPLIED:
        raise NotPossible("role", "This role follows by itself and is given to nobody.")
    details = {
        "role": role,
        "party": party,
        "body": body,
        "since": str(since or clock.today()),
        "until": str(until) if until else None,
        "alternate": alternate,
    }
    given = _give(actor, user, Proposal.Kind.OFFICE, details)
    assert isinstance(given, Office | Proposal)
    return given


def clear(
    actor: Actor, user: User, *, label: str, purposes: list[str], since: date | None = None, until: date | None = None
) -> Clearance | Proposal:
    """Clear a person up to a label for some purposes, or propose it. Raises NotPossible, NeedsAnother, UnknownLabel."""
    details = {
        "label": TLP.parse(label).value,
        "purposes": sorted(set(purposes)),
        "since": str(since or clock.today()),
        "until": str(until) if until else None,
    }
    given = _give(actor, user, Proposal.Kind.CLEARANCE, details)
    assert isinstance(given, Clearance | Proposal)
    return given


def propose_link(actor: Actor, user: User) -> Proposal:
    """Ask another administrator for a link to somebody who has lost their factors. Raises NeedsAnother."""
    return _propose(actor, user, Proposal.Kind.LINK, {})


def confirm(actor: Actor, proposal: Proposal) -> Office | Clearance | None:
    """Say yes to what another administrator proposed; what was proposed is done. Raises NeedsAnother, NotPossible."""
    with act(actor, Permission.PERSON_CONFIRM, on=proposal) as record:
        _decide(actor, proposal, Proposal.Outcome.CONFIRMED)
        record.of(proposal, outcome="confirmed", user=proposal.user_id)
        return _do(proposal.user, proposal.kind, proposal.details)


def decline(actor: Actor, proposal: Proposal) -> None:
    """Say no; whoever proposed may take it back in the same way."""
    with act(actor, Permission.PERSON_CONFIRM, on=proposal) as record:
        _decide(actor, proposal, Proposal.Outcome.DECLINED)
        record.of(proposal, outcome="declined", user=proposal.user_id)


def end(actor: Actor, thing: Office | Clearance | Affiliation) -> None:
    """End it today: its rights are gone at the person's next request. What had not begun is as if it never was.

    Raises NotPossible for the office of the last administrator.
    """
    if getattr(thing, "role", None) == Role.ADMINISTRATOR and not _administrators().exclude(pk=thing.pk).exists():
        raise NotPossible("last", "Somebody has to be administrator: give the office to another person first.")
    with act(actor, Permission.PERSON_MANAGE, on=thing) as record:
        record.of(thing, user=thing.user_id, until=str(clock.today()))
        if thing.since >= clock.today():
            thing.delete()
        else:
            thing.until = clock.today()
            thing.save(update_fields=["until"])


def affiliate(actor: Actor, user: User, *, party: str, post: str = "", since: date | None = None) -> Affiliation:
    """Note to which state, organisation or body a person belongs."""
    with act(actor, Permission.PERSON_MANAGE, on=user) as record:
        made = Affiliation.objects.create(user=user, party_id=party, post=post.strip(), since=since or clock.today())
        record.of(made, user=user.pk, party=party)
    return made


def choose_looks(actor: Actor, user: User, *, arabic_digits: bool, hijri: bool) -> None:
    """Choose for one's own Arabic pages which digits they have, and whether Hijri dates stand beside the others."""
    with act(actor, Permission.PAGE_CHOOSE, on=user) as record:
        user.arabic_digits, user.hijri = arabic_digits, hijri
        user.save(update_fields=["arabic_digits", "hijri"])
        record.of(user, arabic_digits=arabic_digits, hijri=hijri)


def shut_out(actor: Actor, user: User) -> None:
    """Let a person in no more: every session ends at its next request, and every right today.

    Raises NotPossible for oneself.
    """
    if _number(actor) == user.pk:
        raise NotPossible("oneself", "Nobody shuts themselves out; ask another administrator.")
    with act(actor, Permission.PERSON_MANAGE, on=user) as record:
        user.is_active = False
        user.save(update_fields=["is_active"])
        record.of(user, active=False)
        for model in (Office, Clearance):
            for thing in model.objects.filter(user=user).ahead_of(clock.today()):
                end(actor, thing)
        for delegation in Delegation.objects.filter(Q(giver=user) | Q(taker=user), revoked_at__isnull=True):
            delegation.revoked_at = clock.now()
            delegation.save(update_fields=["revoked_at"])
        record.tell(ShutOut(user.pk))


def let_in_again(actor: Actor, user: User) -> None:
    """Let a person in again who was shut out, without the rights that ended then."""
    with act(actor, Permission.PERSON_MANAGE, on=user) as record:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record.of(user, active=True)


def lend(
    actor: Actor, giver: User, taker: User, *, roles: list[str], until: date, since: date | None = None
) -> Delegation:
    """Lend roles that one holds to another person until a day (exclusive). Raises NotPossible."""
    begin = _lendable(giver, roles, until, since)
    for role in roles:
        _keep_apart(taker, role)
    if giver.pk == taker.pk or not taker.is_active:
        raise NotPossible("taker", "Lend to another person who may come in.")
    return _lend(actor, giver, taker, taker.email, roles, (begin, until))


def lend_to_address(actor: Actor, giver: User, address: str, *, roles: list[str], until: date) -> Delegation:
    """Lend roles to whoever has this address, as `lend` does. Raises NotPossible.

    Whether anybody has it, and may take them, makes no difference to the answer or to what the giver's page shows: what
    reaches nobody is kept all the same, and gives nothing to anybody.
    """
    begin, address = _lendable(giver, roles, until), address.strip()
    if address.casefold() == giver.email.casefold():
        raise NotPossible("taker", "Lend to another person than yourself.")
    taker = User.objects.filter(email__iexact=address, is_active=True).first()
    apart = [_are_apart(taker, role) for role in roles]  # every one of them, whatever the first says
    return _lend(actor, giver, taker if all(apart) else None, address, roles, (begin, until))


def _lendable(giver: User, roles: list[str], until: date, since: date | None = None) -> date:
    """The first day of what can be lent. Raises NotPossible."""
    begin = since or clock.today()
    held = set(Office.objects.filter(user=giver).held_on(begin).values_list("role", flat=True))
    if not roles or not set(roles) <= held:
        raise NotPossible("roles", "Only a role that you hold yourself on the first day can be lent.")
    if Role.ADMINISTRATOR in roles:
        raise NotPossible("administrator", "An administrator's office is given by two people and lent by none.")
    if Role.OVERSEER in roles:
        raise NotPossible("overseer", "Who oversees holds no other office, and lends this one to nobody.")
    if until <= begin:
        raise NotPossible("until", "The last day must come after the first.")
    return begin


def _lend(
    actor: Actor, giver: User, taker: User | None, address: str, roles: list[str], days: tuple[date, date]
) -> Delegation:
    with act(actor, Permission.RIGHT_DELEGATE, on=giver) as record:
        made = Delegation.objects.create(
            giver=giver, taker=taker, address=address, roles=sorted(set(roles)), since=days[0], until=days[1]
        )
        record.of(made, taker=taker.pk if taker else None, roles=made.roles, until=str(days[1]))
    return made


def take_back(actor: Actor, delegation: Delegation) -> None:
    """What was lent ends at once."""
    with act(actor, Permission.RIGHT_DELEGATE, on=delegation.giver) as record:
        delegation.revoked_at = clock.now()
        delegation.save(update_fields=["revoked_at"])
        record.of(delegation, revoked=True)


def _administrators() -> DatedQuerySet[Office]:
    return Office.objects.held_on(clock.today()).filter(role=Role.ADMINISTRATOR, user__is_active=True)


def _number(actor: Actor) -> int | None:
    kind, _, number = actor.key.partition(":")
    return int(number) if kind == "user" else None


def _give(actor: Actor, user: User, kind: str, details: dict[str, Any]) -> Office | Clearance | Proposal | None:
    if needs_another(actor, user):
        return _propose(actor, user, kind, details)
    with act(actor, Permission.PERSON_MANAGE, on=user) as record:
        made = _do(user, kind, details)
        record.of(made or user, user=user.pk, **details)
    return made


def _propose(actor: Actor, user: User, kind: str, details: dict[str, Any]) -> Proposal:
    number = _number(actor)
    if number is None or not other_administrators(actor).exists():
        raise NeedsAnother("There is no other administrator who could confirm this; invite one first.")
    with act(actor, Permission.PERSON_MANAGE, on=user) as record:
        made = Proposal.objects.create(user=user, kind=kind, details=details, proposed_by_id=number)
        record.of(made, user=user.pk, kind=kind, **details)
    return made


def _decide(actor: Actor, proposal: Proposal, outcome: str) -> None:
    number = _number(actor)
    if outcome == Proposal.Outcome.CONFIRMED and (number is None or number == proposal.proposed_by_id):
        raise NeedsAnother("Whoever proposed it cannot confirm it.")
    # The update is the gate: of two answers to one proposal only one changes the row.
    answered = Proposal.objects.filter(pk=proposal.pk, outcome=Proposal.Outcome.OPEN).update(
        outcome=outcome, decided_by=number, decided_at=clock.now()
    )
    if not answered:
        raise NotPossible("answered", "This was answered already.")


def _do(user: User, kind: str, details: dict[str, Any]) -> Office | Clearance | None:
    if kind == Proposal.Kind.LINK:
        return None
    dates = {name: date.fromisoformat(details[name]) if details[name] else None for name in ("since", "until")}
    if dates["until"] and dates["since"] and dates["until"] <= dates["since"]:
        raise NotPossible("until", "The last day must come after the first.")
    if kind == Proposal.Kind.CLEARANCE:
        return Clearance.objects.create(user=user, label=details["label"], purposes=details["purposes"], **dates)
    role = details["role"]
    if role in {Role.FOCAL_POINT, Role.VALIDATOR, Role.CO_CHAIR} and not details["party"]:
        raise NotPossible("party", "This office is a party's: say which one.")
    if (role == Role.CO_CHAIR) != bool(details["body"]):
        raise NotPossible("body", "A co-chair's office is a body's: say which one; no other office is.")
    _keep_apart(user, role)
    return Office.objects.create(
        user=user,
        role=role,
        party_id=details["party"] or None,
        body_id=details["body"] or None,
        alternate=details["alternate"],
        **dates,
    )


def _keep_apart(user: User, role: str) -> None:
    """Raises NotPossible where the same person would oversee and be overseen."""
    if not _are_apart(user, role):
        raise NotPossible("overseer", "Who oversees holds no other office, and lends this one to nobody.")
    if not _reviews_apart(user, role):
        raise NotPossible("reviewer", "Who reviews is independent of those who enter: another person has to.")


def _reviews_apart(user: User, role: str) -> bool:
    """Whether this role leaves whoever reviews and whoever enters two persons."""
    held = set(Office.objects.filter(user=user).ahead_of(clock.today()).values_list("role", flat=True))
    lent = Delegation.objects.filter(taker=user, revoked_at__isnull=True).ahead_of(clock.today())
    held = held.union(*(one.roles for one in lent))
    return not ((role == Role.REVIEWER and held & ENTERING) or (role in ENTERING and Role.REVIEWER in held))


def _are_apart(user: User | None, role: str) -> bool:
    """Whether this role leaves overseer and overseen two persons; of nobody the same is asked in vain."""
    number = user.pk if user else 0
    held = set(Office.objects.filter(user=number).ahead_of(clock.today()).values_list("role", flat=True))
    lent = Delegation.objects.filter(taker=number, revoked_at__isnull=True).ahead_of(clock.today())
    others = held.union(*(one.roles for one in lent)) - {Role.OVERSEER.value}
    return not ((role == Role.OVERSEER and others) or (role != Role.OVERSEER and Role.OVERSEER in held))
