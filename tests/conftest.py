"""What every test may use; the cast that plays in all of them stands in `tests.cast`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.test import TransactionTestCase

from muntada.access.models import LegalBasis
from muntada.forum.imports import load_facts
from muntada.parties.imports import Loaded
from muntada.search.models import Index
from muntada.trail.guard import raise_guard, take_guard_down


def shipped_bases() -> list[LegalBasis]:
    """The legal bases that migrations bring."""
    first = import_module("muntada.access.migrations.0001_initial").BASES
    lists = import_module("muntada.register.migrations.0002_wall_and_bases").BASES
    every = [*((*one, date(1970, 1, 1)) for one in first), *lists]
    return [LegalBasis(key=key, instrument=which, provision=where, since=day) for key, which, where, day in every]


@pytest.fixture
def facts(db: None) -> Loaded:
    """All reference facts, loaded as an installation has them."""
    return load_facts()


@pytest.fixture(autouse=True, scope="session")
def emptied_between_tests() -> Iterator[None]:
    """Let a test that commits be cleaned up after, which the trail's guard rightly refuses."""
    clean = TransactionTestCase._fixture_teardown

    def unguarded(case: TransactionTestCase) -> None:
        take_guard_down(connection)
        Index.objects.all().delete()  # or its triggers note for it what is emptied, and it is gone itself
        clean(case)
        LegalBasis.objects.bulk_create(shipped_bases())  # as every installation has them
        raise_guard(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", unguarded)
        yield
