"""Which sessions a person has, and which roles of one's own one could lend."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.people.models import Office, User
from muntada.signin.models import Session


def sessions_of(actor: Actor, user: User) -> QuerySet[Session]:
    """The person's sessions that last, the one used latest first."""
    return rows(actor, Permission.SESSION_END, Session, via="user").filter(user=user, ended_at__isnull=True)


def held_roles(user: User) -> list[str]:
    """The roles that the person holds today in their own right and may lend: every one but the administrator's."""
    held = Office.objects.filter(user=user).held_on(clock.today()).exclude(role=Role.ADMINISTRATOR)
    return sorted(set(held.values_list("role", flat=True)))
