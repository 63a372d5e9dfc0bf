"""Persons who come to a meeting in a delegation: registered, decided, withdrawn, and shown as far as they consent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Max, Q

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import is_assessed
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import narrow
from muntada.evidence.models import Document
from muntada.forum.actions.delegations import is_staff, open_meeting
from muntada.forum.actions.settling import settle_one
from muntada.forum.coming import ComingRefused, has_closed, name_said, review_of, words_said
from muntada.forum.models import Capacity, Delegation, Invitation, Meeting, Registration
from muntada.forum.visibility import PRESENT, coming_to, handling_of
from muntada.marking.handling import Category, Purpose
from muntada.people.models import Affiliation, Office, User
from muntada.trail.deed import Record, act

State, Visibility = Registration.State, Registration.Visibility
# Those who hold no public office come under a category of their own, which takes an assessment.
_NO_OFFICE = (Capacity.CSO, Capacity.EXPERT, Capacity.MEDIA)


def register_person(
    actor: Actor,
    delegation: Delegation,
    *,
    name: str,
    capacity: str = Capacity.ADVISER.value,
    name_latin: str = "",
    office: str = "",
    email: str = "",
    visibility: str = Visibility.NOBODY.value,
    consented: bool = False,
    draft: bool = False,
    late_because: str = "",
) -> Registration:
    """Register a person in a delegation; what is no draft waits for the secretariat.

    `consented` says that the person agreed to be shown as far as `visibility` says. After the last day of registration
    only the secretariat registers, with a reason. Raises ComingRefused.
    """
    given = {"name": name, "capacity": capacity, "name_latin": name_latin, "office": office, "email": email}
    values = _checked(given, delegation.party_id)
    wish = _wish(visibility, consented)
    late = words_said("late_because", late_because)
    with act(actor, Permission.DELEGATION_REGISTER, on=delegation.party) as deed:
        meeting = open_meeting(actor, delegation.meeting)
        made = Registration(delegation=delegation, state=State.DRAFT, **values)
        made.late_because = _in_time(actor, meeting, late)
        made.visibility, made.consented_on = wish, clock.today() if wish != Visibility.NOBODY else None
        made.review_by = review_of(meeting, made.kept_since)
        if not draft:
            _takes_place(made, meeting)
            made.state = State.PENDING
        made.marked(handling_of(made, meeting, coming_to(meeting)))
        made.save(force_insert=True)
        deed.of(made, state=made.state, late=bool(made.late_because))
    return made


def change_registration(actor: Actor, registration: Registration, *, late_because: str = "", **values: str) -> None:
    """Correct what a registration says; whoever was approved waits for the secretariat anew. Raises ComingRefused."""
    given = {name: getattr(registration, name) for name in ("name", "capacity", "name_latin", "office", "email")}
    checked = _checked(given | values, registration.delegation.party_id)
    late = words_said("late_because", late_because)
    with act(actor, Permission.DELEGATION_REGISTER, on=registration.delegation.party) as deed:
        meeting, coming = _begun(actor, registration)
        _where(registration, State.DRAFT, State.PENDING, State.APPROVED, State.REJECTED)
        before = handling_of(registration, meeting, coming)
        registration.late_because = _in_time(actor, meeting, late or registration.late_because)
        for name, value in checked.items():
            setattr(registration, name, value)
        if registration.state != State.DRAFT:
            _takes_place(registration, meeting)
            registration.state, registration.decided_because = State.PENDING, ""
        registration.save()
        settle_one(deed, registration, meeting, coming, before)
        deed.of(registration, state=registration.state)


def submit_registration(actor: Actor, registration: Registration, *, late_because: str = "") -> None:
    """Send a draft to the secretariat, or somebody who had withdrawn and comes after all. Raises ComingRefused."""
    late = words_said("late_because", late_because)
    with act(actor, Permission.DELEGATION_REGISTER, on=registration.delegation.party) as deed:
        meeting, _coming = _begun(actor, registration)
        _where(registration, State.DRAFT, State.WITHDRAWN)
        _takes_place(registration, meeting)
        registration.late_because = _in_time(actor, meeting, late or registration.late_because)
        registration.state = State.PENDING
        registration.save(update_fields=["state", "late_because"])
        deed.of(registration, state=registration.state)


def decide_registration(actor: Actor, registration: Registration, *, approve: bool, because: str = "") -> None:
    """Approve, which gives a number for the badge, or reject with a reason. Raises ComingRefused."""
    said = words_said("because", because, needed=not approve)
    with act(actor, Permission.CREDENTIALS_DECIDE, on=registration) as deed:
        meeting, coming = _begun(actor, registration)
        _where(registration, State.PENDING, *(() if approve else (State.APPROVED,)))
        if approve and registration.delegation.credentials == Delegation.Credentials.REFUSED:
            raise ComingRefused("state", "refused")
        before = handling_of(registration, meeting, coming)
        registration.state = State.APPROVED if approve else State.REJECTED
        registration.decided_because = said
        if approve and registration.badge is None:
            registration.badge = _next_badge(meeting)
        registration.save(update_fields=["state", "decided_because", "badge"])
        settle_one(deed, registration, meeting, coming, before)
        deed.of(registration, state=registration.state)


def withdraw_registration(actor: Actor, registration: Registration) -> None:
    """Somebody does not come after all; they are shown to nobody else any more. Raises ComingRefused."""
    with act(actor, Permission.DELEGATION_REGISTER, on=registration.delegation.party) as deed:
        meeting, coming = _begun(actor, registration)
        _where(registration, State.DRAFT, State.PENDING, State.APPROVED)
        before = handling_of(registration, meeting, coming)
        registration.state = State.WITHDRAWN
        registration.save(update_fields=["state"])
        settle_one(deed, registration, meeting, coming, before)
        deed.of(registration, state=registration.state)


def show_person(actor: Actor, registration: Registration, *, visibility: str, consented: bool) -> None:
    """Note that the person consented to be shown as far as that; without a new consent only to fewer.

    Raises ComingRefused.
    """
    wish = _wish(visibility, consented)
    if wish == Visibility.NOBODY:
        withdraw_consent(actor, registration)
        return
    with act(actor, Permission.DELEGATION_REGISTER, on=registration.delegation.party) as deed:
        meeting, coming = _begun(actor, registration)
        before = handling_of(registration, meeting, coming)
        registration.visibility, registration.consented_on = wish, clock.today()
        registration.save(update_fields=["visibility", "consented_on"])
        settle_one(deed, registration, meeting, coming, before)
        deed.of(registration, visibility=wish)


def withdraw_consent(actor: Actor, registration: Registration) -> None:
    """The person is shown to nobody any more but the delegation and the secretariat, from this moment on.

    It may be withdrawn at any time, by the person too; releases that the registration had are over.
    """
    with act(actor, Permission.CONSENT_WITHDRAW, on=registration) as deed:
        meeting = Meeting.objects.select_for_update().get(pk=registration.delegation.meeting_id)
        registration.refresh_from_db()
        registration.visibility, registration.consented_on = Visibility.NOBODY, None
        registration.save(update_fields=["visibility", "consented_on"])
        closed = handling_of(registration, meeting, coming_to(meeting))
        if registration.handling.flows_to(closed):
            narrow(deed, actor, registration, closed, why="consent")


def _checked(given: dict[str, str], party: str) -> dict[str, Any]:
    """What a registration says of its person, each value checked. Raises ComingRefused."""
    if given["capacity"] not in Capacity.values:
        raise ComingRefused("capacity", "capacity")
    email = given["email"].strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise ComingRefused("email", "email") from error
    category = Category.OTHER if given["capacity"] in _NO_OFFICE else Category.OFFICIAL
    if not is_assessed(Purpose.CONDUCT_OF_THE_FORUM.value, category.value):
        raise ComingRefused("capacity", "not_assessed")
    account = _account(email, party)
    return {
        "name": name_said("name", given["name"], needed=True),
        "name_latin": name_said("name_latin", given["name_latin"]),
        "office": name_said("office", given["office"]),
        "email": email,
        "capacity": given["capacity"],
        "category": category.value,
        "user": account.pk if account else None,
    }


def _account(email: str, party: str) -> User | None:
    """The account of that address, of the party's own people alone: of others nobody learns whether there is one."""
    if not email:
        return None
    today = clock.today()
    own = Office.objects.held_on(today).filter(party=party).values("user")
    belong = Affiliation.objects.held_on(today).filter(party=party).values("user")
    return User.objects.filter(Q(pk__in=own) | Q(pk__in=belong), email__iexact=email, is_active=True).first()


def _wish(visibility: str, consented: bool) -> str:
    if visibility not in Visibility.values:
        raise ComingRefused("visibility", "visibility")
    if visibility != Visibility.NOBODY and not consented:
        raise ComingRefused("consented", "consent")
    return visibility


def _begun(actor: Actor, registration: Registration) -> tuple[Meeting, Any]:
    """The meeting, locked, and who comes to it; the registration as it stands now."""
    meeting = open_meeting(actor, registration.delegation.meeting)
    registration.refresh_from_db()
    return meeting, coming_to(meeting)


def _where(registration: Registration, *states: str) -> None:
    if registration.state not in states:
        raise ComingRefused("state", "moved")


def _in_time(actor: Actor, meeting: Meeting, reason: str) -> str:
    """The reason where it is late, empty where it is not. Raises ComingRefused for who may not be late."""
    if not has_closed(meeting):
        return ""
    if not is_staff(actor):
        raise ComingRefused("meeting", "closed")
    if not reason:
        raise ComingRefused("late_because", "late_reason")
    return reason


def _takes_place(registration: Registration, meeting: Meeting) -> None:
    """See that there is a place, and one head alone; the meeting is locked. Raises ComingRefused."""
    delegation = registration.delegation
    others = Registration.objects.filter(delegation=delegation, state__in=PRESENT).exclude(pk=registration.pk)
    if registration.capacity == Capacity.HEAD and others.filter(capacity=Capacity.HEAD).exists():
        raise ComingRefused("capacity", "head")
    invitation = Invitation.objects.filter(meeting=meeting, party=delegation.party_id).first()
    if invitation is not None and invitation.state == Invitation.State.DECLINED:
        raise ComingRefused("party", "declined")
    if invitation is not None and invitation.places is not None and others.count() >= invitation.places:
        raise ComingRefused("places", "places")


def _next_badge(meeting: Meeting) -> int:
    """The next number of the meeting; the meeting is locked, so that no two persons get one."""
    last = Registration.objects.filter(delegation__meeting=meeting).aggregate(last=Max("badge"))["last"]
    return int(last or 0) + 1


def follow_meeting(deed: Record, meeting: Meeting) -> None:
    """Let the reviews of a meeting's registrations and letters follow its days, within the deed that changed them.

    What is put off beyond a year is reviewed when it would have been, and registered anew.
    """
    letters = Document.objects.filter(credentials_of__meeting=meeting).order_by("pk")
    for one in [*Registration.objects.filter(delegation__meeting=meeting).order_by("pk"), *letters]:
        try:
            day = review_of(meeting, one.kept_since)
        except ComingRefused:
            continue
        if day != one.review_by:
            one.review_by = day
            one.save(update_fields=["review_by"])
            deed.of(one, review_by=day.isoformat())
