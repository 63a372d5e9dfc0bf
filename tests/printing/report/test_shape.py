"""A report that does not fit together is refused before anything is set, and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muntada.printing.report.shape import Block, Chart, NotAReport, Series, Table, checked, texts_of
from tests.printing.report import samples

GOOD = Chart("bar", "Measures", "What it shows.", ("a", "b"), (Series("s", (1, 2)),))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (Table("T", ("a", "b"), (("1",),)), "rows of the table 'T'"),
        (Table("T", (), ()), "rows of the table 'T'"),
        (Table("T", ("a", "b"), (), (1,)), "widths of the table 'T'"),
        (replace(GOOD, categories=()), "no data"),
        (replace(GOOD, series=()), "no data"),
        (replace(GOOD, words=" "), "lacks its caption or the words"),
        (replace(GOOD, series=(Series("s", (1,)),)), "does not fit its categories"),
        (replace(GOOD, series=(Series("s", (1, -1)),)), "below zero"),
        (replace(GOOD, series=(Series("s", (1, float("nan"))),)), "below zero"),
        (replace(GOOD, series=(Series("s", (1, 2)),) * 7), "more than 6 series"),
    ],
)
def test_a_block_that_cannot_be_set_is_refused(block: Block, said: str) -> None:
    report = samples.english()
    broken = replace(report, chapters=(replace(report.chapters[0], blocks=(block,)),))
    with pytest.raises(NotAReport, match=said):
        checked(broken)


def test_two_sources_under_one_key_are_refused() -> None:
    with pytest.raises(NotAReport, match="the same key"):
        checked(replace(samples.english(), sources=(*samples.SOURCES, samples.SOURCES[0])))


def test_every_text_of_a_report_is_found() -> None:
    said = set(texts_of(samples.english()))
    assert {"Laws", "Article 5 (a);", "MJ-07", "Figures", "State of Example", "Done in part", "paragraph 2"} <= said
    assert "visit" not in said
