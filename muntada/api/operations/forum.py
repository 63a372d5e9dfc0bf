"""Bodies, memberships, terms, candidacies and meetings."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.api.asked import Cursor, Id, Key, Limit, Words, Year
from muntada.api.door import caller_of, offer
from muntada.api.giving import give, give_page
from muntada.api.paging import piece
from muntada.api.records import Known
from muntada.api.saying.forum import bodies_said, candidacies_said, meetings_said, memberships_said, terms_said
from muntada.api.shapes import BodyOut, CandidacyOut, MeetingOut, MembershipOut, Page, TermOut
from muntada.forum import queries
from muntada.forum.models import Candidacy, Membership, Term

router = Router(tags=["forum"])
NEEDS = (Permission.RECORD_READ,)
ONE = (200, 304)


@offer(router, "GET", "/bodies", Page[BodyOut], needs=NEEDS)
def list_bodies(
    request: HttpRequest, kind: Words = "", parent: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """Committees, working groups, mechanisms and the forum itself, by key."""
    actor = caller_of(request).actor
    found = queries.bodies(actor)
    if kind:
        found = found.filter(kind=kind)
    if parent:
        found = found.filter(parent=parent) if _all_known(actor, parent) else found.none()
    items, further = piece(found, [("pk", str)], cursor, limit)
    return give_page(Page[BodyOut](items=bodies_said(actor, items), next=further))


@offer(router, "GET", "/bodies/{key}", BodyOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_body(request: HttpRequest, key: Key) -> HttpResponse:
    """One body with its mandate."""
    actor = caller_of(request).actor
    found = queries.body(actor, key)
    return give(bodies_said(actor, [found])[0] if found else None, request)


@offer(router, "GET", "/memberships", Page[MembershipOut], needs=NEEDS)
def list_memberships(
    request: HttpRequest, body: Words = "", party: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """Who belongs to which body, newest first."""
    actor = caller_of(request).actor
    found = rows(actor, Permission.RECORD_READ, Membership)
    if body:
        found = found.filter(body=body)
    if party:
        found = found.filter(party=party)
    items, further = piece(found if _all_known(actor, body, party) else found.none(), [("-pk", int)], cursor, limit)
    return give_page(Page[MembershipOut](items=memberships_said(actor, items), next=further))


@offer(router, "GET", "/memberships/{id}", MembershipOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_membership(request: HttpRequest, id: Id) -> HttpResponse:
    """One membership."""
    actor = caller_of(request).actor
    found = rows(actor, Permission.RECORD_READ, Membership).filter(pk=id).first()
    return give(memberships_said(actor, [found])[0] if found else None, request)


@offer(router, "GET", "/terms", Page[TermOut], needs=NEEDS)
def list_terms(
    request: HttpRequest,
    body: Words = "",
    party: Words = "",
    role: Words = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Who held which seat from when to when, the latest first."""
    actor = caller_of(request).actor
    found = rows(actor, Permission.RECORD_READ, Term)
    for name, value in (("body", body), ("party", party), ("role", role)):
        if value:
            found = found.filter(**{name: value})
    order = [("-start", str), ("-pk", int)]
    items, further = piece(found if _all_known(actor, body, party) else found.none(), order, cursor, limit)
    return give_page(Page[TermOut](items=terms_said(actor, items), next=further))


@offer(router, "GET", "/terms/{id}", TermOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_term(request: HttpRequest, id: Id) -> HttpResponse:
    """One term of office."""
    actor = caller_of(request).actor
    found = rows(actor, Permission.RECORD_READ, Term).filter(pk=id).first()
    return give(terms_said(actor, [found])[0] if found else None, request)


@offer(router, "GET", "/candidacies", Page[CandidacyOut], needs=NEEDS)
def list_candidacies(
    request: HttpRequest, body: Words = "", party: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """Who stands for which seat, the latest decision first."""
    actor = caller_of(request).actor
    found = _candidacies(actor)
    if body:
        found = found.filter(body=body)
    if party:
        found = found.filter(parties=party)
    order = [("-when", str), ("-pk", int)]
    items, further = piece(found if _all_known(actor, body, party) else found.none(), order, cursor, limit)
    return give_page(Page[CandidacyOut](items=candidacies_said(actor, items), next=further))


@offer(router, "GET", "/candidacies/{id}", CandidacyOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_candidacy(request: HttpRequest, id: Id) -> HttpResponse:
    """One candidacy."""
    actor = caller_of(request).actor
    found = _candidacies(actor).filter(pk=id).first()
    return give(candidacies_said(actor, [found])[0] if found else None, request)


@offer(router, "GET", "/meetings", Page[MeetingOut], needs=NEEDS)
def list_meetings(
    request: HttpRequest,
    body: Words = "",
    kind: Words = "",
    year: Year | None = None,
    place: Words = "",
    text: Words = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Meetings, held and announced, with their agendas, the latest first.

    `place` may be written in Arabic, English or French; a meeting is of a year when any day of it may be.
    """
    actor = caller_of(request).actor
    order = [("-when", str), ("-pk", int)]
    found = queries.meetings_where(actor, body=body, kind=kind, year=year, place=place, text=text)
    items, further = piece(found if _all_known(actor, body) else found.none(), order, cursor, limit)
    return give_page(Page[MeetingOut](items=meetings_said(actor, items), next=further))


@offer(router, "GET", "/meetings/{id}", MeetingOut, needs=NEEDS, status=ONE, problems=("absent",))
def get_meeting(request: HttpRequest, id: Id) -> HttpResponse:
    """One meeting with its agenda."""
    actor = caller_of(request).actor
    found = queries.meeting(actor, id)
    return give(meetings_said(actor, [found])[0] if found else None, request)


def _candidacies(actor: Actor) -> QuerySet[Candidacy]:
    return rows(actor, Permission.RECORD_READ, Candidacy).prefetch_related("parties")


def _all_known(actor: Actor, *keys: str) -> bool:
    """Whether the actor may know of all of these parties: a filter by another one would tell where it stands."""
    wanted = [key for key in keys if key]
    return len(Known(actor, wanted).parties(wanted)) == len(wanted)
