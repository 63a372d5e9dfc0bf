"""Texts on PostgreSQL, where many may write at once; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from muntada.library.actions.correcting import correct
from muntada.library.actions.refusals import NotPossible
from muntada.library.actions.texts import propose_text, settle
from muntada.library.models import Clause, Expression
from tests.cast import ANALYST
from tests.library.harbours import ARABIC, ENGLISH, a_work, proposal, wids, words

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def together(verbs: Sequence[Callable[[], Any]]) -> list[str]:
    """Do these at one moment, each on a connection of its own; how each came out."""
    gate = Barrier(len(verbs))

    def do(verb: Callable[[], Any]) -> str:
        gate.wait()
        try:
            verb()
        except NotPossible as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(do, verbs))


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_of_many_who_correct_what_they_saw_one_does_and_the_others_are_told() -> None:
    version = propose_text(ANALYST, a_work(), proposal(ENGLISH), quality="typed")
    verbs = [
        lambda number=number: correct(  # type: ignore[misc]
            ANALYST,
            Expression.objects.get(pk=version.pk),
            "reword",
            "para_1",
            seen=0,
            heading="",
            text=f"No. {number};",
        )
        for number in range(MANY)
    ]
    said = together(verbs)
    assert said == ["done"] + ["stale"] * (MANY - 1)
    version.refresh_from_db()
    assert version.revision == 1
    assert words(version, "para_1").text.startswith("No. ")


def test_languages_that_come_in_at_once_get_one_clause_for_each_address() -> None:
    work = a_work()
    verbs = [
        lambda rows=rows, language=language: propose_text(  # type: ignore[misc]
            ANALYST, work, proposal(rows, language), quality="typed"
        )
        for rows, language in ((ENGLISH, "en"), (ARABIC, "ar"), (ENGLISH, "fr")) * 2
    ]
    assert together(verbs) == ["done"] * len(verbs)
    assert Clause.objects.count() == len(ENGLISH)
    assert {tuple(wids(one)) for one in Expression.objects.all()} == {tuple(row[0] for row in ENGLISH)}
    assert list(Clause.objects.order_by("order").values_list("order", flat=True)) == list(range(1, len(ENGLISH) + 1))


def test_of_many_who_settle_one_language_one_version_is_in_force() -> None:
    work = a_work()
    made = [propose_text(ANALYST, work, proposal(ENGLISH), quality="typed") for _ in range(4)]
    said = together([lambda one=one: settle(ANALYST, one, seen=0) for one in made])  # type: ignore[misc]
    assert said == ["done"] * len(made)
    assert Expression.objects.filter(state="settled").count() == 1
    assert Expression.objects.filter(state="replaced").count() == len(made) - 1
