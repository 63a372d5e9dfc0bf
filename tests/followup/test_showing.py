"""The sample party: what it undertook and did hangs together, and comes in whole and once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from muntada.followup.due import due_days
from muntada.followup.models import Commitment, Evidence, Institution, Mapping, Measure, Report
from muntada.followup.queries import records
from muntada.followup.samples import PARTY, sample
from muntada.followup.showing import bring_sample
from muntada.library.models import Clause, Work
from muntada.library.samples import samples
from muntada.library.structure import propose
from tests.cast import READER, SECRETARIAT


def named() -> set[str]:
    """The clauses that the sample speaks of."""
    return {one.to for one in sample().commitments} | {
        end for one in sample().mappings for end in (one.source, one.target)
    }


def test_everything_that_is_named_is_there() -> None:
    given = sample()
    institutions, undertaken = {one.id for one in given.institutions}, {one.id for one in given.commitments}
    measures = {one.id for one in given.measures}
    for one in given.commitments:
        assert {one.lead, one.authority, *one.contributors} <= institutions, one.id
    for told in given.measures:
        assert told.owner in institutions, told.id
        assert {each.partition("=")[0] for each in told.serves} <= undertaken, told.id
        assert {each.partition("=")[2] for each in told.serves} <= {"whole", "part"}, told.id
    assert {one.measure for one in given.evidence} | {one.measure for one in given.reports} <= measures
    assert len(undertaken) == len(given.commitments) >= 40
    assert len(measures) == len(given.measures) >= 25


def test_every_clause_that_is_named_is_one_of_the_sample_instruments() -> None:
    known = {
        f"{one.key}/{each.wid}" for one in samples() if not one.older_of for each in propose(one.words("en")).provisions
    }
    assert named() <= known


def test_every_report_is_for_a_day_that_was_due() -> None:
    measures = {one.id: one for one in sample().measures}
    for report in sample().reports:
        one, day = measures[report.measure], date.fromisoformat(report.due)
        assert day in due_days(one.report_every, date.fromisoformat(one.report_from), None, day), report


def test_everything_is_said_in_arabic_and_in_english() -> None:
    given = sample()
    assert all(one.name_ar and one.name_en and one.name_fr for one in given.institutions)
    assert all(one.title_ar and one.title_en for one in given.measures)
    assert all(one.title_ar and one.title_en for one in given.evidence)
    assert all(bool(one.words_ar) == bool(one.words_en) for one in given.commitments)
    assert all(one.text_ar and one.text_en for one in given.reports)


@pytest.mark.django_db
def test_it_comes_in_whole_and_once_and_is_open_to_all(tmp_path: Path, settings: Any) -> None:
    settings.STORE = tmp_path
    assert bring_sample(SECRETARIAT) == 0, "not without the sample instruments"
    for name in named():
        work, _slash, wid = name.rpartition("/")
        of, _new = Work.objects.get_or_create(key=work, defaults={"kind": "resolution"})
        Clause.objects.create(work=of, wid=wid, order=1, kind="operative", topics=[])
    told: list[tuple[int, int]] = []
    given = sample()
    assert bring_sample(SECRETARIAT, lambda done, total: told.append((done, total))) == len(given.measures)
    assert told[-1][0] == told[-1][1]
    counted = {
        model: model._default_manager.count() for model in (Institution, Commitment, Mapping, Measure, Evidence, Report)
    }
    assert list(counted.values()) == [
        len(some)
        for some in (
            given.institutions,
            given.commitments,
            given.mappings,
            given.measures,
            given.evidence,
            given.reports,
        )
    ]
    assert bring_sample(SECRETARIAT) == 0
    assert records.measures_where(READER, party=PARTY).count() == len(given.measures)
    kept = Evidence.objects.filter(revisions__document__isnull=False)
    assert kept.count() == len([one for one in given.evidence if one.words])
