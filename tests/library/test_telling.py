"""What a version tells of its work, it tells to those alone who may know of the version, and takes back with it."""

from __future__ import annotations

import pytest

from muntada.evidence.actions.handling import mark
from muntada.library.actions.texts import propose_text, settle
from muntada.library.models import Clause, Expression, Title, Work
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from tests.cast import ANALYST
from tests.library.harbours import ARABIC, ENGLISH, Row, a_work, proposal

pytestmark = pytest.mark.django_db
OPEN, FEW = Handling(TLP.CLEAR), Handling(TLP.GREEN)
SHORTER = [row for row in ENGLISH if row[0] != "para_2__point_b"]
SHORTER_ARABIC = [row for row in ARABIC if row[0] != "para_2__point_b"]


def bring(
    work: Work, rows: list[Row], handling: Handling, version: str, language: str = "en", title: str = ""
) -> Expression:
    made = propose_text(
        ANALYST, work, proposal(rows, language, title), quality="native", version=version, handling=handling
    )
    return settle(ANALYST, made, seen=0)


def repealed() -> dict[str, str]:
    return dict(Clause.objects.exclude(repealed="").values_list("wid", "repealed"))


def titles(work: Work) -> list[str]:
    return list(Title.objects.filter(work=work).values_list("text", flat=True))


def test_a_version_for_few_puts_no_clause_out_for_everybody() -> None:
    work = a_work()
    bring(work, ENGLISH, OPEN, "2025-05-04")
    bring(work, SHORTER, FEW, "2026")
    assert repealed() == {}


def test_the_next_open_version_puts_out_what_the_last_open_one_had() -> None:
    work = a_work()
    bring(work, ENGLISH, OPEN, "2025-05-04")
    bring(work, SHORTER, FEW, "2026")
    bring(work, SHORTER, OPEN, "2027")
    assert repealed() == {"para_2__point_b": "2027"}


def test_a_version_for_few_brings_nothing_back_for_everybody() -> None:
    work = a_work()
    bring(work, ENGLISH, OPEN, "2025-05-04")
    bring(work, SHORTER, OPEN, "2026")
    bring(work, ENGLISH, FEW, "2027")
    assert repealed() == {"para_2__point_b": "2026"}


def test_a_clause_goes_out_with_the_last_language_that_says_it() -> None:
    work = a_work()
    bring(work, ENGLISH, OPEN, "2025-05-04")
    bring(work, ARABIC, OPEN, "2025-05-04", "ar")
    bring(work, SHORTER, OPEN, "2026")
    assert repealed() == {}
    bring(work, SHORTER_ARABIC, OPEN, "2026-02", "ar")
    assert repealed() == {"para_2__point_b": "2026-02"}


def test_a_version_that_comes_to_be_for_few_takes_its_title_and_language_back() -> None:
    work = a_work()
    made = bring(work, ENGLISH, OPEN, "2025-05-04", title="Harbours of the north")
    assert (titles(work), Work.objects.get(pk=work.pk).languages) == (["Harbours of the north"], ["en"])
    mark(ANALYST, made, FEW)
    assert (titles(work), Work.objects.get(pk=work.pk).languages) == ([], [])
    assert Expression.objects.get(pk=made.pk).lends == []


def test_a_title_that_a_person_gave_stays_with_the_work() -> None:
    work = a_work(languages=["en"])
    Title.objects.create(work=work, language="en", text="Harbours of the north", preferred=True)
    made = bring(work, ENGLISH, OPEN, "2025-05-04", title="Harbours of the north")
    mark(ANALYST, made, FEW)
    assert (titles(work), Work.objects.get(pk=work.pk).languages) == (["Harbours of the north"], ["en"])


def test_what_another_open_version_tells_as_well_stays() -> None:
    work = a_work()
    older = bring(work, ENGLISH, OPEN, "2025-05-04", title="Harbours of the north")
    bring(work, SHORTER, OPEN, "2026", title="Harbours of the north")
    mark(ANALYST, older, FEW)
    assert (titles(work), Work.objects.get(pk=work.pk).languages) == (["Harbours of the north"], ["en"])


def test_a_proposal_that_comes_to_be_for_few_takes_nothing() -> None:
    work = a_work()
    bring(work, ENGLISH, OPEN, "2025-05-04", title="Harbours of the north")
    made = propose_text(ANALYST, work, proposal(SHORTER, title="Harbours"), quality="native", handling=OPEN)
    mark(ANALYST, made, FEW)
    assert titles(work) == ["Harbours of the north"]
