"""What may leave the house: not what is flagged for its neutrality, and not what was entered here about a child."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.entered import GROWN_UP, SPECIAL, is_child
from muntada.register.models import Entity, Neutrality, Statement, Waiting
from muntada.register.queries.names import NEVER

OWN = "own"


def may_go(found: QuerySet[Entity]) -> QuerySet[Entity]:
    """Of these entities those that may be given to others."""
    held = Neutrality.objects.filter(entity=OuterRef("pk")).exclude(state=Neutrality.State.MAY_GO)
    young = children_here()
    about = Statement.objects.filter(entity=OuterRef("pk"), ended_at__isnull=True, value__in=young)
    return found.exclude(Exists(held)).exclude(pk__in=young).exclude(Exists(about))


def children_here() -> list[str]:
    """The keys of those entered here who may be under eighteen today."""
    today = clock.today()
    born = Statement.objects.filter(prop="birthDate", ended_at__isnull=True, entity__dataset=OWN)
    # Written from the year on, dates stand in the order of the alphabet: earlier years are not even read.
    recent = born.filter(value__gte=str(date(today.year - GROWN_UP - 1, 1, 1).year))
    return sorted({key for key, value in recent.values_list("entity_id", "value") if is_child([value], today)})


def flagged(actor: Actor | None) -> QuerySet[Neutrality]:
    """What is flagged, and was decided, of entities that the actor may see or decide of: what waits first."""
    seen = rows(actor, Permission.RECORD_READ, Neutrality, via="entity")
    decided = rows(actor, Permission.NEUTRALITY_DECIDE, Neutrality)
    found = Neutrality.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=decided.values("pk")))
    return found.exclude(entity__category__in=NEVER).select_related("entity").order_by("state", "-pk")


def stated_of(one: Neutrality) -> QuerySet[Statement]:
    """What is stated now of a flagged entity, for whoever decides of it; no value of a special category."""
    standing = Statement.objects.filter(entity=one.entity_id, ended_at__isnull=True)
    return standing.exclude(prop__in=SPECIAL).order_by("prop", "pk")


def waiting(actor: Actor | None) -> QuerySet[Waiting]:
    """What is entered about children and waits for others, or did, as far as the actor may see it."""
    return rows(actor, Permission.RECORD_READ, Waiting).order_by("-state", "-pk")
