"""What somebody is told of entries that they were given."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Notice
from muntada.register.queries.entities import entities


def notices(actor: Actor | None) -> QuerySet[Notice]:
    """What the actor is told, of entries that they may still see; the latest first."""
    found = rows(actor, Permission.NOTICE_TAKE, Notice).filter(entity__in=entities(actor))
    return found.select_related("entity", "run").order_by("-pk")


def unseen(actor: Actor | None) -> QuerySet[Notice]:
    """What of it the actor has not taken note of."""
    return notices(actor).filter(seen_at__isnull=True)
