"""The columns of a record's handling, read off it as one thing, with a word that changes whenever they do."""

from __future__ import annotations

import hashlib

from muntada.access.models import Handled
from muntada.marking.handling import Category, Conditions, Purpose, Retention


def conditions_of(record: Handled) -> Conditions:
    """What is said of a record beside its label, originator and audience."""
    return Conditions(
        purpose=Purpose(record.purpose),
        legal_basis=record.legal_basis_id,
        category=Category(record.category) if record.category else None,
        retention=Retention(record.retention) if record.retention else None,
        review_by=record.review_by,
    )


def columns_of(conditions: Conditions) -> dict[str, object]:
    """The columns that hold these conditions."""
    return {
        "purpose": conditions.purpose.value,
        "legal_basis_id": conditions.legal_basis,
        "category": conditions.category.value if conditions.category else None,
        "retention": conditions.retention.value if conditions.retention else None,
        "review_by": conditions.review_by,
    }


def marking_of(record: Handled) -> dict[str, object]:
    """All the columns of a record's handling, for what is handled as it is."""
    return {column.attname: getattr(record, column.attname) for column in Handled._meta.concrete_fields}


def version_of(record: Handled) -> str:
    """A word for the handling as it stands, by which a change of what somebody has not seen is noticed."""
    said = (*columns_of(conditions_of(record)).values(), record.tlp, record.originator, record.audience_id or "")
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
