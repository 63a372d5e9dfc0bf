"""Petitions: taken in at the public door, taken up by a person, answered with reasons, or by the rule of the sixtieth
day.

Whoever asks is given a secret address and reads there what became of it; what is kept of that secret is its digest.
Nothing here says to anybody else that somebody asks.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.addressed import digest_of
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.register.actions.listings import OWN, PETITION_DAYS, propose
from muntada.register.models import Listing, Proposal
from muntada.rights.actions import requests
from muntada.rights.actions.reporting import TooMany, admitted, admitted_line
from muntada.rights.identity import Identity
from muntada.rights.letters import answer_letter
from muntada.rights.masking import TooShort, needles
from muntada.rights.models import NAMES, WRITTEN_IN, Petition, Request
from muntada.screening.facts import DateRefused, span
from muntada.trail.deed import act
from muntada.trail.looking import note_consultation

__all__ = ["TooMany", "drop", "enter", "file", "found_by", "settle_lapsed", "take_up"]
LONGEST = 20_000  # code points of what the person says
AN_HOUR = 60  # petitions taken in within one, from everybody together: to count by visitor would note visitors
# Statute of the Commission for the Control of INTERPOL's Files, article 40: four months, nine months.
DAYS = {"access": 120, "delisting": PETITION_DAYS}
DAYS_OTHER = 270
Kind, State = Request.Kind, Request.State


def due_on(kind: str, received: date) -> date:
    """The last day on which a petition is answered in time."""
    return received + timedelta(days=DAYS.get(kind, DAYS_OTHER))


def file(
    kind: str,
    identity: Identity,
    *,
    said: str,
    capacity: str,
    represented_by: str = "",
    entry: str = "",
    address: str = "",
    language: str = "ar",
    written_in: str = "ar",
) -> tuple[Petition, str]:
    """Take in a petition; with it comes the secret of its own address, which nobody can look up again.

    Raises ValueRefused for what is no name, no date, no text or not one of what may be chosen; TooMany.
    """
    _chosen(kind, capacity, written_in)
    identity = _admitted(identity)
    names = _to_look_for(identity)
    said, entry = admitted("said", said, LONGEST), admitted_line("entry", entry)
    represented_by = admitted_line("represented_by", represented_by)
    if capacity != Petition.Capacity.SELF and not represented_by:
        raise ValueRefused("represented_by", "Say who speaks for the person.")
    _not_too_many()
    secret = secrets.token_urlsafe(32)
    with act(CLERK, Permission.REQUEST_TAKE) as deed:
        request = requests.take(
            CLERK, kind, names=names, said=said, address=address, language=language,
            due_on=due_on(kind, clock.today()),
        )  # fmt: skip
        made = Petition.objects.create(
            request=request, identity=identity.as_json(), capacity=capacity, represented_by=represented_by,
            written_in=written_in, entry=entry, code=digest_of(secret),
        )  # fmt: skip
        deed.of(made, kind=kind)
    return made, secret


def enter(
    actor: Actor, *, names: Iterable[str], language: str = "ar", received_on: date | None = None, **more: Any
) -> Request:
    """Take in a petition for delisting that came on paper or in person: it has no address of its own.

    Raises TooShort, NotPossible.
    """
    received = received_on or clock.today()
    listed = [" ".join(name.split()) for name in names if name.strip()]
    with act(actor, Permission.REQUEST_TAKE) as deed:
        request = requests.take(
            actor, Kind.DELISTING, names=listed, language=language, received_on=received,
            due_on=due_on(Kind.DELISTING, received), **more,
        )  # fmt: skip
        identity = Identity(others=tuple(listed)).as_json()
        made = Petition.objects.create(
            request=request, identity=identity, capacity=Petition.Capacity.SELF, written_in=language
        )
        deed.of(made, kind=request.kind)
    return request


def found_by(secret: str) -> Petition | None:
    """The petition whose own page stands under this secret. That it was read is a line that names nobody."""
    every: QuerySet[Petition] = rows(CLERK, Permission.REQUEST_TAKE, Petition)
    found = every.exclude(code="").filter(code=digest_of(secret)).select_related("request", "proposal").first()
    if found is not None:
        note_consultation(CLERK, found, Permission.REQUEST_TAKE)
    return found


def drop(petition: Petition) -> None:
    """Whoever asked asks no more, at its own address; what was proposed on it ends. Raises NotPossible."""
    requests.withdraw(CLERK, petition.request)


def take_up(actor: Actor, petition: Petition, listing: Listing) -> Proposal:
    """Propose, on a petition, that a listing end: a second person decides, with reasons.

    On a list that is kept here it ends on the sixtieth day unless somebody decided otherwise. One that others keep
    is theirs to change: no day of ours takes effect on it. Raises Refused, ValueRefused, NotPossible.
    """
    request = petition.request
    with act(actor, Permission.REQUEST_TAKE, on=request) as deed:
        held = Petition.objects.select_for_update().get(pk=petition.pk)
        if request.kind != Kind.DELISTING or request.state != State.OPEN or held.proposal_id is not None:
            raise requests.NotPossible("answered", "This was taken up or answered already.")
        if not request.identified_by:
            raise requests.NotPossible("identified", "First note how it was made sure that this is that person.")
        # The reason says no word of the person's: those who see proposals are more than those who see petitions.
        why = f"A request for delisting, number {request.pk}."
        made = propose(actor, listing, to=Listing.State.DELISTED, reason=why, petition=listing.dataset == OWN)
        held.proposal, held.taken_up_by, held.taken_up_on = made, actor.key, clock.today()
        held.save(update_fields=["proposal", "taken_up_by", "taken_up_on"])
        Request.objects.filter(pk=request.pk).update(due_on=made.until or request.due_on)
        deed.of(request, taken_up=True, proposal=made.pk)
    petition.refresh_from_db()
    return made


def settle_lapsed(actor: Actor, proposal: int | None = None) -> int:
    """Answer the petitions to which the rule of the sixtieth day gave effect; how many."""
    every: QuerySet[Petition] = rows(actor, Permission.REQUEST_TAKE, Petition).select_related("request")
    lapsed = every.filter(proposal__state=Proposal.State.LAPSED, request__state=State.OPEN)
    settled = 0
    for one in lapsed.filter(proposal=proposal) if proposal is not None else lapsed:
        with act(actor, Permission.LISTING_LAPSE, on=one.request) as deed:
            requests.settle(one.request, actor, State.GRANTED)
            answer_letter(one.request, "delisting-lapsed", {})
            deed.of(one.request, state=State.GRANTED.value, rule="sixty_days")
            settled += 1
    return settled


def _chosen(kind: str, capacity: str, written_in: str) -> None:
    offered = {
        "kind": (kind, Kind.values),
        "capacity": (capacity, Petition.Capacity.values),
        "written_in": (written_in, [key for key, _name in WRITTEN_IN]),
    }
    for field, (value, values) in offered.items():
        if value not in values:
            raise ValueRefused(field, "This is not one of what may be chosen.")


def _admitted(identity: Identity) -> Identity:
    """Each part as it is kept. Raises ValueRefused for one that is no name, and for a birth that is no date."""
    said = identity.as_json()
    kept = {name: admitted_line(name, value) for name, value in said.items() if name != "others"}
    others = [found for one in said.get("others", ()) if (found := admitted_line("others", one))]
    try:
        if kept.get("born"):
            span(kept["born"])
    except DateRefused:
        raise ValueRefused("born", "This is no date.") from None
    return Identity.of({**kept, "others": others[:NAMES]})


def _to_look_for(identity: Identity) -> list[str]:
    """The whole names to be looked for. Raises ValueRefused where there is none, or none that is long enough."""
    found = []
    for name in identity.spellings():
        try:
            needles([name])
        except TooShort:  # such as 王明: other words would be taken for it
            continue
        found.append(name)
    if not found:
        raise ValueRefused("ism", "Give the whole name; where it is short, also in Latin letters.")
    return found[:NAMES]


def _not_too_many() -> None:
    hour = f"petitions:{clock.now():%Y-%m-%dT%H}"
    taken = int(cache.get(hour, 0))
    if taken >= AN_HOUR:
        raise TooMany
    cache.set(hour, taken + 1, 7200)
