"""What is due for review: by whoever reviews it, and as whoever speaks for it is told six months before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Citation, Document
from muntada.evidence.pen import handled_place

COLUMNS = ("review_by", "kind_", "pk_", "tlp", "originator")


def reviewable(actor: Actor, kind: str, key: str) -> Handled | None:
    """The record of this kind and primary key whose review the actor decides; None for any other."""
    place = handled_place(kind, key, by_pk=True)
    if place is None:
        return None
    model, where = place
    return rows(actor, Permission.RECORD_REVIEW, model).filter(review_by__isnull=False, **where).first()


def due(actor: Actor, *, within: timedelta) -> models.QuerySet[Handled, tuple[date, str, str, str, str]]:
    """Reviews that come within this time or are overdue, the earliest first: day, kind, primary key, label, originator.

    Who reviews sees them all, as far as the audience allows; who speaks for an originator those of its own to come.
    """
    today = clock.today()
    parts = []
    for model in _kinds():
        soon = models.Q(review_by__lte=today + within)
        parts.append(_columns(rows(actor, Permission.RECORD_REVIEW, model).filter(soon)))
        reads = Permission.SOURCE_READ if model is Document else Permission.RECORD_READ
        seen = rows(actor, reads, model).filter(soon).values("pk")
        parts.append(_columns(rows(actor, Permission.RECORD_MARK, model).filter(soon, pk__in=seen)))
    return parts[0].union(*parts[1:]).order_by("review_by", "kind_", "pk_")


def due_counts(actor: Actor, *, within: timedelta) -> tuple[int, int]:
    """How many reviews are overdue, and how many come within this time, of those that the actor decides."""
    today = clock.today()
    past = models.Q(review_by__lt=today)
    soon = models.Q(review_by__gte=today, review_by__lte=today + within)
    counts = []
    for wanted in (past, soon):
        parts = [_columns(rows(actor, Permission.RECORD_REVIEW, model).filter(wanted)) for model in _kinds()]
        counts.append(parts[0].union(*parts[1:]).count())
    return counts[0], counts[1]


def records_of(keys: list[tuple[str, str]]) -> dict[tuple[str, str], Handled]:
    """Many records by their kinds and primary keys at once, of a list that the policy let through."""
    found: dict[tuple[str, str], Handled] = {}
    for kind in {kind for kind, _key in keys}:
        model = apps.get_model(kind)
        for record in model._default_manager.filter(pk__in=[key for one, key in keys if one == kind]):
            found[kind, str(record.pk)] = record
    return found


def _kinds() -> Iterator[type[Handled]]:
    """Every kind of record that has a review of its own; what is quoted from a document follows that document."""
    for model in apps.get_models():
        if issubclass(model, Handled) and model is not Citation:
            yield model


def _columns(found: models.QuerySet[Handled]) -> models.QuerySet[Handled, tuple[date, str, str, str, str]]:
    kind = models.Value(found.model._meta.label_lower, output_field=models.CharField())
    key = Cast("pk", models.CharField())
    return found.order_by().annotate(kind_=kind, pk_=key).values_list(*COLUMNS)
