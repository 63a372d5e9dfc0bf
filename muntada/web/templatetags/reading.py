"""What texts and clauses are, in a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from muntada.library.models import Clause, Expression, Relation
from muntada.web.library.reading_words import ADDRESSEES, KINDS, PREDICATES, QUALITIES, STATES

register = template.Library()


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    """What a table has under a key; the key itself where it has nothing."""
    return table.get(key, key)


@register.filter
def version_state(version: Expression) -> str:
    """Whether somebody has checked a language version."""
    return str(STATES[version.state])


@register.filter
def quality(version: Expression) -> str:
    """Where its letters come from."""
    return str(QUALITIES[version.quality])


@register.filter
def kind_of_clause(clause: Clause) -> str:
    """What kind of clause it is."""
    return str(KINDS.get(clause.kind, clause.kind))


@register.filter
def addressee(clause: Clause) -> str:
    """Whom it addresses."""
    return str(ADDRESSEES.get(clause.addressee, clause.addressee))


@register.filter
def predicate(relation: Relation) -> str:
    """What one text does with another."""
    return str(PREDICATES.get(relation.predicate, relation.predicate))
