"""Writing into a term: nothing is written over without a line that says what stood there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.evidence.values import Json
from muntada.forum.models import Term, TermChange
from muntada.forum.queries.seating import FIELDS, said
from muntada.trail.deed import Record

State = Mapping[str, str]


def change_term(actor: Actor, deed: Record, term: Term, reason: str = "", **values: Any) -> list[TermChange]:
    """Write these values into a term, within a deed, with a line for each that changed."""
    before = state_of(term)
    for name, value in values.items():
        setattr(term, name, value)
    term.save(update_fields=[*values])
    return note_changes(actor, deed, term, before, reason)


def note_changes(actor: Actor, deed: Record, term: Term, before: State, reason: str = "") -> list[TermChange]:
    """The lines for what is not as it was, within the deed that wrote it; nothing where nothing changed."""
    after = state_of(term)
    lines = [
        TermChange(
            term=term, field=name, before=before[name], after=after[name], reason=reason, by=actor.key, at=clock.now()
        )
        for name in FIELDS
        if before[name] != after[name]
    ]
    if lines:
        TermChange.objects.bulk_create(lines)
        deed.of(term, changes=[{"field": one.field, "before": one.before, "after": one.after} for one in lines])
    return lines


def term_settled(
    actor: Actor, record: models.Model, field: str, before: Json, reason: str = "decided between sources"
) -> None:
    """Keep the line of a term's history where a person decided what is right; within the deed that does."""
    if isinstance(record, Term) and field in FIELDS:
        after = said(record, field)
        TermChange.objects.create(
            term=record, field=field, before=str(before or ""), after=after, reason=reason, by=actor.key, at=clock.now()
        )


@contextmanager
def noting(actor: Actor, deed: Record, keys: Iterable[str], reason: str) -> Iterator[None]:
    """Note within a deed what the block changes in the terms of these keys; one that is gone after it has no lines."""
    before = states_before(Term.objects.filter(pk__in=[key for key in keys if key.isdecimal()]))
    yield
    for term in Term.objects.filter(pk__in=before):
        note_changes(actor, deed, term, before[term.pk], reason)


def state_of(term: Term) -> dict[str, str]:
    """What the term holds of all that can change."""
    return {name: said(term, name) for name in FIELDS}


def states_before(terms: Iterable[Term]) -> dict[int, dict[str, str]]:
    """The states of terms that something is about to write into."""
    return {term.pk: state_of(term) for term in terms}


NOTHING: State = dict.fromkeys(FIELDS, "")
