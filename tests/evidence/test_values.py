"""Two values of a field agree where both can be true; one may say more than the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.evidence.values import agree, says_more, spans_overlap

SHARPER = [
    ("start", "2021", "2021-10"),
    ("when", "2019-03", "2019-03-12/2019-03-13"),
    ("established", "199X", "1994"),
    ("kind", "session", "closed_session"),
    ("kind", "report", "report_of_the_secretary_general"),
    ("kind", "member", "founding"),
    ("role", "chair", "co_chair"),
    ("body", "gctf", "gctf.coco"),
    ("organiser", "EG", "EG.ministry_of_justice"),
]


@pytest.mark.parametrize(("field", "vague", "sharp"), SHARPER)
def test_the_sharper_value_agrees_with_the_vaguer_one_and_says_more(field: str, vague: str, sharp: str) -> None:
    assert agree(field, vague, sharp)
    assert agree(field, sharp, vague)
    assert says_more(field, vague, sharp)
    assert not says_more(field, sharp, vague)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("start", "2021-10", "2021-11"),
        ("when", "2019-03-12/2019-03-13", "2019-03-13/2019-03-14"),
        ("attendance", 40, 41),
        ("place", "Cairo", "Rabat"),
        ("kind", "session", "workshop"),
        ("kind", "strategy", "memorandum"),
        ("kind", "member", "partner"),
        ("role", "secretary_general", "under_secretary_general"),
        ("body", "gctf", "gctfx"),
        ("organiser", "EG", "EU"),
    ],
)
def test_values_that_cannot_both_be_true_disagree(field: str, one: object, other: object) -> None:
    assert not agree(field, one, other)  # type: ignore[arg-type]
    assert not says_more(field, one, other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("title", "Looking ahead", "نظرة إلى الأمام"),
        ("person", "أحمد الأمين", "احمد الامين"),
        ("place", "The Hague", "the hague"),
        ("kind", "general_assembly_resolution", "strategy"),
    ],
)
def test_other_words_for_the_same_are_no_disagreement(field: str, one: str, other: str) -> None:
    assert agree(field, one, other)
    assert not says_more(field, one, other)


YEARS = st.integers(1990, 2030).map(str) | st.dates().map(str) | st.sampled_from(["2019-03", "2018/2020", "199X"])


@given(YEARS, YEARS)
def test_to_agree_is_mutual_and_only_one_can_say_more(one: str, other: str) -> None:
    assert agree("start", one, other) == agree("start", other, one)
    assert not (says_more("start", one, other) and says_more("start", other, one))
    assert not says_more("start", one, one)


def test_spans_with_open_ends_overlap_unless_one_ends_before_the_other_starts() -> None:
    assert spans_overlap("2017", "", "2018", "")
    assert spans_overlap("", "", "", "")
    assert spans_overlap("2017", "2019", "2019", "2021")
    assert not spans_overlap("2017", "2018-12", "2019", "")
    assert not spans_overlap("2019", "", "", "2018")
