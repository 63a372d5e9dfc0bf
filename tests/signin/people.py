"""Persons for the tests of signing in."""

from __future__ import annotations

from datetime import date
from typing import Any

from muntada.access.actor import Actor, Role
from muntada.people.models import Office, User
from muntada.signin.actors import actor_of


def person(name: str, *roles: str, **office: Any) -> User:
    """Somebody with these offices since 2020."""
    user = User.objects.create(email=f"{name}@example.org", name=name.title(), language="en")
    for role in roles:
        Office.objects.create(user=user, role=role, since=date(2020, 1, 1), **office)
    return user


def administrator(name: str) -> tuple[User, Actor]:
    """An administrator, and the actor that they are."""
    user = person(name, Role.ADMINISTRATOR)
    return user, actor(user)


def actor(user: User) -> Actor:
    """The actor that somebody is today."""
    made = actor_of(user)
    assert made is not None
    return made
