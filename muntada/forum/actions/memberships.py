"""Who belongs to a body, takes part in it or works with it: entering what sources state, and keeping where members
stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.bodies import named_body
from muntada.forum.actions.rules import NotPossible
from muntada.forum.actions.under import Given, keep
from muntada.forum.matching import cooperation_of
from muntada.forum.models import Body, Cooperation, Membership, Participation, Standing
from muntada.parties.models import Party
from muntada.text.when import bounds
from muntada.trail.deed import Record, act

_S = Standing.Status


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


def stand(
    actor: Actor, body: Body, party: Party, *, status: str, since: date, note: str = "", handling: Given = None
) -> Standing:
    """Note where a party stands in a body from a day on. What it was before stays written.

    The membership itself says what holds last: its kind, its first day, and its end where the party withdrew. Raises
    NotPossible(`there`) where something is written of that day already, `outside` for a withdrawal of a party that
    does not belong to the body.
    """
    if status not in _S.values:
        raise ValueRefused("status", f"No member stands as {status}.")
    with act(actor, Permission.BODY_KEEP, on=body) as deed:
        membership = Membership.objects.select_for_update().filter(body=body, party=party).first()
        if membership is None:
            if status == _S.WITHDRAWN:
                raise NotPossible("outside", f"{party.pk} does not belong to {body.pk}.", "status")
            kind = Membership.Kind.MEMBER if status == _S.ANNOUNCED else Membership.Kind(status)
            # What was announced only gives no right before another line says that the party is a member.
            start = since.isoformat()
            membership = keep(
                Membership(body=body, party=party, kind=kind, start=start, status=status), body, party, given=handling
            )
            deed.of(membership)
        elif membership.start and not membership.standings.exists():
            begun = Standing(membership=membership, status=membership.kind, since=membership.start)
            deed.of(keep(begun, membership, given=handling))
        if membership.standings.filter(since=since.isoformat()).exists():
            raise NotPossible("there", f"Of {since} something is written already.", "since")
        made = Standing(membership=membership, status=status, since=since.isoformat(), note=note)
        keep(made, membership, given=handling)
        deed.of(made, status=status, since=made.since)
        _follow(deed, membership)
    return made


def _follow(deed: Record, membership: Membership) -> None:
    """Let the membership say what the last of its standings does."""
    lines = sorted(membership.standings.all(), key=lambda one: bounds(one.since)[0])
    last = lines[-1]
    inside = [one for one in lines if one.status not in (_S.ANNOUNCED, _S.WITHDRAWN)]
    values = {
        "status": last.status,
        "end": last.since if last.status == _S.WITHDRAWN else "",
        "start": inside[0].since if inside and membership.start else membership.start,
        "kind": inside[-1].status if inside else membership.kind,
    }
    changed = {name: value for name, value in values.items() if getattr(membership, name) != value}
    before = {name: getattr(membership, name) for name in changed}
    for name, value in changed.items():
        setattr(membership, name, value)
    if changed:
        membership.save(update_fields=[*changed])
        deed.of(membership, before=before, after=changed)
