"""The trail, and who the caller is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.api.asked import Cursor, Id, Limit, Words
from muntada.api.door import caller_of, offer
from muntada.api.giving import give, give_page
from muntada.api.paging import piece
from muntada.api.problems import Problem
from muntada.api.records import named
from muntada.api.shapes import EntryOut, MeOut, Page
from muntada.trail.models import Entry

router = Router(tags=["trail"])
NEEDS = (Permission.TRAIL_READ,)


@offer(router, "GET", "/trail", Page[EntryOut], needs=NEEDS, problems=("forbidden",))
def list_entries(
    request: HttpRequest,
    actor: Words = "",
    permission: Words = "",
    thing: Words = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Who did what, the latest first. Everybody knows that there is a trail; few may read it."""
    reader = caller_of(request).actor
    if not decide(reader, Permission.TRAIL_READ):
        raise Problem("forbidden")
    found = rows(reader, Permission.TRAIL_READ, Entry)
    for name, value in (("actor", actor), ("permission", permission), ("thing_key", thing)):
        if value:
            found = found.filter(**{name: value})
    items, further = piece(found, [("-pk", int)], cursor, limit)
    return give_page(Page[EntryOut](items=[_said(one) for one in items], next=further))


@offer(router, "GET", "/trail/{id}", EntryOut, needs=NEEDS, status=(200, 304), problems=("forbidden", "absent"))
def get_entry(request: HttpRequest, id: Id) -> HttpResponse:
    """One line of the trail."""
    reader = caller_of(request).actor
    if not decide(reader, Permission.TRAIL_READ):
        raise Problem("forbidden")
    found = rows(reader, Permission.TRAIL_READ, Entry).filter(pk=id).first()
    return give(_said(found) if found else None, request)


@offer(router, "GET", "/me", MeOut, needs=(), status=(200, 304))
def get_me(request: HttpRequest) -> HttpResponse:
    """Who you are here, and what this token is for."""
    caller = caller_of(request)
    actor, token = caller.actor, caller.token
    said = MeOut(
        key=actor.key,
        name=actor.name,
        roles=sorted(role.value for role in actor.roles),
        party=actor.party,
        purposes=sorted(actor.purposes),
        token=token.pk if token else None,
        legal_basis=token.legal_basis_id if token else None,
        expires_at=token.expires_at.isoformat() if token else None,
        permissions=sorted(caller.permissions),
    )
    return give(said, request)


def _said(entry: Entry) -> EntryOut:
    return EntryOut(
        id=entry.pk,
        at=entry.at.isoformat(),
        actor=entry.actor,
        permission=entry.permission,
        allowed=entry.allowed,
        reason=entry.reason,
        thing=named(entry.thing_type, entry.thing_key) if entry.thing_type else None,
        detail=entry.detail,
    )
