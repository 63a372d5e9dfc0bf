"""Entering who belongs to a body, takes part in it or works with it, as sources state it."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.bodies import named_body
from muntada.forum.matching import cooperation_of
from muntada.forum.models import Cooperation, Membership, Participation
from muntada.trail.deed import act


def record_membership(actor: Actor, *, body: str, party: str, kind: str = "") -> Written:
    """Enter that a party belongs to a body; where nothing more is said, as a member.

    Raises ValueRefused for an unknown party, body or kind of membership.
    """
    kind = kind or Membership.Kind.MEMBER.value
    if kind not in Membership.Kind.values:
        raise ValueRefused("kind", f"There is no membership of the kind {kind}.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        of, member = (
            named_body(pen, "body", required("body", body)),
            named_party(pen, "party", required("party", party)),
        )
        membership = Membership.objects.filter(body=of, party=member).first()
        if membership is None:
            membership = pen.make(Membership, {"body": of, "party": member, "kind": kind})
        else:
            pen.say(membership, body=of, party=member, kind=kind)
        deed.of(membership)
        return pen.done(membership)


def record_participation(actor: Actor, *, body: str, party: str) -> Written:
    """Enter that a party takes part in what a body does."""
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        of, who = named_body(pen, "body", required("body", body)), named_party(pen, "party", required("party", party))
        participation = Participation.objects.filter(body=of, party=who, meeting=None).order_by("pk").first()
        if participation is None:
            participation = pen.make(Participation, {"body": of, "party": who})
        else:
            pen.say(participation, body=of, party=who)
        deed.of(participation)
        return pen.done(participation)


def record_cooperation(actor: Actor, *, parties: Sequence[str]) -> Written:
    """Enter that two or more parties work together."""
    if len(set(parties)) < 2:
        raise ValueRefused("body", "It takes two to work together.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        named = [named_party(pen, "body", key) for key in parties]
        cooperation = cooperation_of(parties) or pen.make(Cooperation, {})
        pen.say_each(cooperation, "parties", named)
        deed.of(cooperation)
        return pen.done(cooperation)
