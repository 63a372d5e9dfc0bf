"""Entering bodies and their mandates, as sources state them."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.matching import Into
from muntada.evidence.named import checked_date, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Body, Mandate
from muntada.parties.models import Party
from muntada.trail.deed import act


def named_body(pen: Pen, field: str, key: str) -> Body:
    """The body of this key; a party that no table lists as a body becomes one. A state is refused."""
    body = Body.objects.filter(party=key).first()
    if body is not None:
        return body
    party = named_party(pen, field, key)
    if party.kind == Party.Kind.STATE:
        raise ValueRefused(field, f"{key} is a state, not a body.")
    return pen.make(Body, {"party": party})


def record_body(
    actor: Actor,
    *,
    key: str,
    kind: str = "",
    parent: str = "",
    established: str = "",
    members: int | None = None,
    into: Into = None,
) -> Written:
    """Enter what a source states of a body: its kind, the body above it, when it began, how many members it has.

    Raises ValueRefused for an unknown key, kind or date. The key says which body it is, so `into` may only repeat it.
    """
    checked_date("established", established)
    checked_term("kind", "body_kind", kind)
    if isinstance(into, Body) and into.key != key:
        raise ValueRefused("into", f"The finding speaks of {key}, not of {into.key}.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        body = named_body(pen, "key", required("key", key))
        pen.say(body, party=body.party)
        above = named_body(pen, "parent", parent) if parent else None
        if above == body:
            raise ValueRefused("parent", "A body does not stand above itself.")
        pen.say(body, kind=kind, parent=above, established=established, member_count=members)
        deed.of(body)
        return pen.done(body)


def record_mandate(actor: Actor, *, body: str, title: str) -> Written:
    """Enter one task of a body, in the words of a source."""
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        of = named_body(pen, "body", required("body", body))
        mandate = Mandate.objects.filter(body=of, title=required("title", title)).first()
        if mandate is None:
            mandate = pen.make(Mandate, {"body": of, "title": title})
        else:
            pen.say(mandate, body=of, title=title)
        deed.of(mandate)
        return pen.done(mandate)
