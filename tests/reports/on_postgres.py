"""Editors at once on PostgreSQL; `test_editions_on_postgres` runs this file on a server of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from muntada.access.wall import under_ceiling
from muntada.reports.actions import editions
from muntada.reports.actions import paragraphs as verbs
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.models import Edition, Paragraph, Revision
from tests.cast import FOCAL_POINT
from tests.reports.yearly import a_year

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def together(verb: Callable[[int], Any]) -> Counter[str]:
    """Do this many times at one moment, each on a connection of its own; how they came out."""
    gate = Barrier(MANY)

    def do(number: int) -> str:
        gate.wait()
        try:
            with under_ceiling(FOCAL_POINT):
                verb(number)
        except NotPossible as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(do, range(MANY)))


def test_it_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_of_many_editors_at_once_one_saves_and_each_other_is_told() -> None:
    egypt = a_year()
    assert together(lambda _number: editions.begin_edition(FOCAL_POINT, party=egypt, year=2021)) == {
        "done": 1, "there": MANY - 1,
    }  # fmt: skip
    edition = Edition.objects.get()
    verbs.propose(FOCAL_POINT, edition)
    one = Paragraph.objects.filter(chapter__edition=edition, proposal__startswith="forum.term").get()
    said = together(
        lambda number: verbs.write_paragraph(FOCAL_POINT, one, seen=1, texts={"en": f"Version of editor {number}."})
    )
    assert said == {"done": 1, "stale": MANY - 1}
    one.refresh_from_db()
    assert one.version == 2
    assert Revision.objects.filter(of=one.pk).count() == 2


def test_many_who_propose_at_once_propose_each_thing_once() -> None:
    edition = editions.begin_edition(FOCAL_POINT, party=a_year(), year=2021)
    assert together(lambda _number: verbs.propose(FOCAL_POINT, edition)) == {"done": MANY}
    keys = list(Paragraph.objects.values_list("proposal", flat=True))
    assert len(keys) == len(set(keys)) > 10
