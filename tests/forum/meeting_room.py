"""A body with its parties, and meetings of it, for the tests of what is run."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from muntada.access.actor import Actor, Role
from muntada.forum.actions.meetings import convene_meeting
from muntada.forum.models import Body, Meeting, Membership
from muntada.parties.models import Name, Party
from muntada.sources.capture import Captured
from tests.cast import SECRETARIAT

CO_CHAIR = Actor(
    "user:6",
    "Nadia, co-chair",
    frozenset({Role.CO_CHAIR}),
    party="EG",
    chairs=frozenset({"gctf.coco"}),
    bodies=frozenset({"gctf.coco"}),
)
MEMBER = Actor(
    "user:7", "Omar, focal point", frozenset({Role.FOCAL_POINT}), party="MA", bodies=frozenset({"gctf.coco"})
)
OUTSIDER = Actor("user:8", "Ines, focal point of a state outside", frozenset({Role.FOCAL_POINT}), party="NL")


def body() -> Body:
    """The committee, with two members and a state that is none."""
    for key, kind in (("EG", "state"), ("MA", "state"), ("NL", "state"), ("gctf", "body"), ("gctf.coco", "body")):
        party, _new = Party.objects.get_or_create(key=key, defaults={"kind": kind})
        Name.objects.get_or_create(party=party, language="en", text=f"Name of {key}", defaults={"preferred": True})
    top, _new = Body.objects.get_or_create(party_id="gctf", defaults={"kind": "forum"})
    committee, _new = Body.objects.get_or_create(party_id="gctf.coco", defaults={"kind": "committee", "parent": top})
    for key in ("EG", "MA"):
        Membership.objects.get_or_create(body=committee, party_id=key)
    return committee


def convened(**said: Any) -> Meeting:
    """A meeting in Rabat of two days."""
    values: dict[str, Any] = {
        "kind": "coordinating_committee_meeting",
        "starts_at": datetime(2026, 12, 8, 9, 30),
        "ends_at": datetime(2026, 12, 9, 17),
        "time_zone": "Africa/Casablanca",
        "place": "Rabat",
    } | said
    return convene_meeting(values.pop("actor", SECRETARIAT), values.pop("body", None) or body(), **values)


def captured(text: str = "A paper on returning travellers.") -> Captured:
    """What the sources' entrance says of a short text."""
    return Captured(text, "text/plain", "", "", None, "en", [], [])
