"""A meeting with its members, for the tests of invitations, delegations and registrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import LegalBasis
from muntada.forum.actions.delegations import register_delegation
from muntada.forum.actions.invitations import invite, note_sent
from muntada.forum.actions.registrations import decide_registration, register_person
from muntada.forum.coming import ComingRefused
from muntada.forum.models import Body, Delegation, Invitation, Meeting, Membership, Registration
from muntada.parties.models import Name, Party

SECRETARIAT = Actor("user:2", "Salim, secretariat", frozenset({Role.SECRETARIAT, Role.PERSON}))
CHAIR = Actor("user:8", "Nadia, co-chair", frozenset({Role.CO_CHAIR, Role.PERSON}), "MA", frozenset({"gctf.coco"}))
NAMES = {
    "MA": ("المغرب", "Morocco"),
    "EG": ("مصر", "Egypt"),
    "NL": ("هولندا", "Netherlands"),
    "SA": ("المملكة العربية السعودية", "Saudi Arabia"),
    "FR": ("فرنسا", "France"),
}


def focal_point(party: str, number: int = 0) -> Actor:
    """Somebody who acts for the party."""
    key = f"user:{number or 40 + sorted(NAMES).index(party)}"
    return Actor(key, f"Focal point of {party}", frozenset({Role.FOCAL_POINT, Role.PERSON}), party)


def party(key: str) -> Party:
    made, new = Party.objects.get_or_create(key=key, kind="state")
    if new:
        for language, text in zip(("ar", "en"), NAMES[key], strict=True):
            Name.objects.create(party=made, language=language, text=text, preferred=True)
    return made


def meeting(days: int = 30, **values: Any) -> Meeting:
    """A meeting of the committee of two days that begins in so many."""
    # A test that commits empties what the migrations brought.
    LegalBasis.objects.get_or_create(key="public_office", defaults={"instrument": "Office", "since": date(2011, 9, 22)})
    top, _ = Party.objects.get_or_create(key="gctf.coco", defaults={"kind": "body"})
    body, _ = Body.objects.get_or_create(party=top, defaults={"kind": "coordinating_committee"})
    for key in NAMES:
        kind = "observer" if key == "FR" else "member"
        Membership.objects.get_or_create(body=body, party=party(key), defaults={"kind": kind})
    first = clock.today() + timedelta(days)
    said: dict[str, Any] = {
        "body": body,
        "kind": "coordinating_committee_meeting",
        "when": f"{first}/{first + timedelta(1)}",
        "starts_at": datetime(first.year, first.month, first.day, 9, tzinfo=UTC),
        "ends_at": datetime(first.year, first.month, first.day, 17, tzinfo=UTC) + timedelta(1),
        "time_zone": "Africa/Casablanca",
        "status": "convened",
    }
    return Meeting.objects.create(**said | values)


def invited(of: Meeting, key: str, **values: Any) -> Invitation:
    """The party's invitation, gone out."""
    made = invite(SECRETARIAT, of, party(key), **values)
    note_sent(SECRETARIAT, made, date.today())
    made.refresh_from_db()
    return made


def delegation(of: Meeting, key: str, **values: Any) -> Delegation:
    """The party's delegation, invited and registered by its own focal point."""
    invited(of, key, **values)
    return register_delegation(focal_point(key), of, party(key))


def person(of: Delegation, name: str = "ليلى الفاسي", **values: Any) -> Registration:
    """Somebody who was registered and approved."""
    made = register_person(focal_point(of.party_id), of, name=name, **values)
    decide_registration(SECRETARIAT, made, approve=True)
    made.refresh_from_db()
    return made


@contextmanager
def refusal(code: str) -> Iterator[None]:
    """Within the block something is refused, with this word."""
    with pytest.raises(ComingRefused) as caught:
        yield
    assert caught.value.code == code
