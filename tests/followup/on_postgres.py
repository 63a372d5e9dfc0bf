"""Follow-up on PostgreSQL, where many may write at once; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from muntada.access import clock
from muntada.access.wall import under_ceiling
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.commitments import enter_commitment
from muntada.followup.actions.evidence import add_evidence, add_revision
from muntada.followup.actions.mappings import enter_mapping
from muntada.followup.actions.measures import enter_measure
from muntada.followup.actions.progress import validate_report, write_report
from muntada.followup.models import Commitment, EvidenceRevision, Mapping, Measure, Report
from muntada.marking.tlp import TLP
from tests.cast import READER
from tests.followup.party import FOCAL_POINT, VALIDATOR, clauses, party

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def together(verbs: Sequence[Callable[[], Any]]) -> Counter[str]:
    """Do these at one moment, each on a connection of its own; how they came out."""
    gate = Barrier(len(verbs))

    def do(verb: Callable[[], Any]) -> str:
        gate.wait()
        try:
            with under_ceiling(FOCAL_POINT):
                verb()
        except ValueRefused as error:
            return error.field
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return Counter(pool.map(do, verbs))


def a_measure(**said: Any) -> Measure:
    return enter_measure(FOCAL_POINT, party=party(), kind="law", title_en="A law", **said)


def test_it_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_those_who_enter_measures_at_once_get_one_number_each_and_no_gap() -> None:
    party()
    assert together([a_measure] * MANY) == {"done": MANY}
    year = clock.today().year
    assert sorted(Measure.objects.values_list("reference", flat=True)) == [
        f"EG/{year}/{one + 1}" for one in range(MANY)
    ]


def test_of_many_who_enter_the_same_one_comes_in_and_the_others_are_told() -> None:
    one, two = clauses(count=2)
    assert together([lambda: enter_commitment(FOCAL_POINT, party=party(), clause=one)] * MANY) == {
        "done": 1, "clause": MANY - 1,
    }  # fmt: skip
    said: dict[str, Any] = {"relationship": "equal", "rationale": "semantic", "why": "The same."}
    ways = [lambda: enter_mapping(FOCAL_POINT, one, two, **said), lambda: enter_mapping(FOCAL_POINT, two, one, **said)]
    assert together(ways * (MANY // 2)) == {"done": 1, "target": MANY - 1}
    measure = a_measure(report_from=date(2026, 1, 31), report_every=1)
    report: dict[str, Any] = {"due": date(2026, 2, 28), "text_en": "Done.", "status": "completed"}
    assert together([lambda: write_report(FOCAL_POINT, measure, **report)] * MANY) == {"done": 1, "due": MANY - 1}
    assert (Commitment.objects.count(), Mapping.objects.count(), Report.objects.count()) == (1, 1, 1)


def test_a_report_is_validated_once_and_states_of_evidence_have_one_number_each() -> None:
    measure = a_measure(report_from=date(2026, 1, 31), report_every=1)
    report = write_report(FOCAL_POINT, measure, due=date(2026, 1, 31), text_en="Done.", status="completed")
    assert together([lambda: validate_report(VALIDATOR, report)] * MANY) == {"done": 1, "validated": MANY - 1}
    piece = add_evidence(FOCAL_POINT, measure, kind="gazette", title_en="Gazette", address="https://example.org")
    together([lambda: add_revision(FOCAL_POINT, piece, address="https://example.org/2")] * MANY)
    numbers = EvidenceRevision.objects.filter(evidence=piece).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, MANY + 2))


def test_behind_the_wall_nothing_above_a_ceiling_is_there_for_any_question() -> None:
    enter_commitment(FOCAL_POINT, party=party(), clause=clauses(count=1)[0])
    a_measure()
    cleared = type(READER)(READER.key, READER.name, READER.roles, clearance=TLP.GREEN)
    with under_ceiling(cleared):
        assert (Measure.objects.count(), Commitment.objects.count()) == (0, 0)
    with under_ceiling(FOCAL_POINT):
        assert (Measure.objects.count(), Commitment.objects.count()) == (1, 1)
