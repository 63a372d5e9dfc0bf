"""A forum of six members with two seats to hold, for tests of terms and elections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from muntada.access.actor import Actor, Role
from muntada.forum.models import Body, Membership, Seat
from muntada.parties.models import Name, Party

MEMBERS = {"EG": "AFR", "MA": "AFR", "NL": "WEOG", "CA": "WEOG", "KW": "APG", "EU": ""}
SECRETARIAT = Actor("user:2", "Salim, secretariat", frozenset({Role.SECRETARIAT}))


def of(party: str) -> Actor:
    """The focal point of a party."""
    return Actor(f"user:{party}", f"of {party}", frozenset({Role.FOCAL_POINT}), party=party)


@dataclass
class Chairs:
    """The forum, its committee with two seats, and its members by key."""

    forum: Body
    committee: Body
    seats: list[Seat]
    parties: dict[str, Party]


def chairs() -> Chairs:
    """Make them."""
    parties = {}
    for key, region in MEMBERS.items():
        kind = "organisation" if key == "EU" else "state"
        parties[key] = Party.objects.create(key=key, kind=kind, regional_group=region)
        Name.objects.create(party=parties[key], language="en", text=f"Land {key}", preferred=True)
    outside = Party.objects.create(key="SE", kind="state", regional_group="WEOG")
    forum = Body.objects.create(party=Party.objects.create(key="sea", kind="body"), kind="forum")
    committee = Body.objects.create(
        party=Party.objects.create(key="sea.committee", kind="body"), kind="coordinating_committee", parent=forum
    )
    for party in parties.values():
        Membership.objects.create(body=forum, party=party, kind="founding", start="2011-09-22", status="member")
    seats = [Seat.objects.create(body=committee, number=number) for number in (1, 2)]
    return Chairs(forum, committee, seats, parties | {"SE": outside})


def on(year: int, month: int = 1, day: int = 1) -> date:
    """A day."""
    return date(year, month, day)
