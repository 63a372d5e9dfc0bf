"""Builds the actor from a person's offices."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from muntada.access.actor import Actor, Role
from muntada.people.models import User


def actor_of(user: User, day: date | None = None) -> Actor | None:
    """The actor that this person is on this day (today, where none is given); None for one who may not enter."""
    if not user.is_active:
        return None
    offices = list(user.offices.held_on(day or timezone.localdate()))
    party = next((office.party_id for office in offices if office.party_id), None)
    return Actor(
        key=f"user:{user.pk}",
        name=user.name,
        roles=frozenset(Role(office.role) for office in offices),
        party=party,
    )
