"""Charts are drawn from their data, in the direction of their report, and stay on their sheet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from muntada.printing.report.charts import drawn, table_of
from muntada.printing.report.drawing import WIDTH, Dot, Label, Shape, ticks, wrapped
from muntada.printing.report.pdf import pictures
from muntada.printing.report.shape import Chart, ChartKind, Series
from muntada.printing.report.svg import as_svg
from tests.printing.report import samples

KINDS: tuple[ChartKind, ...] = ("bar", "stacked", "line", "dots")
CHARTS = [block for block in samples.english().chapters[1].blocks if isinstance(block, Chart)]


def chart(kind: ChartKind, *values: float | None, names: tuple[str, ...] = ()) -> Chart:
    categories = names or tuple(f"Ministry {place}" for place in range(len(values)))
    return Chart(kind, "C", "W", categories, (Series("Done", values), Series("Planned", values)), "Ministry")


def bars(one: Chart, language: str) -> list[tuple[float, float]]:
    """Where the first series' bars begin and how wide they are, from the top."""
    shapes = [item for item in drawn(one, language).items if isinstance(item, Shape) and item.fill == "#0b5d5e"]
    found = []
    for shape in shapes[1:]:  # the first is the legend's
        xs = [x for x, _y in shape.points]
        found.append((max(xs) if language == "ar" else min(xs), max(xs) - min(xs)))
    return found


@pytest.mark.parametrize("kind", ["bar", "stacked"])
def test_bars_are_as_long_as_their_numbers_and_start_where_lines_do(kind: ChartKind) -> None:
    one = chart(kind, 40, 20, 10)
    (start, longest), (_, half), (_, quarter) = bars(one, "en")
    assert longest == pytest.approx(2 * half, abs=0.05)
    assert half == pytest.approx(2 * quarter, abs=0.05)
    turned = bars(one, "ar")
    assert [wide for _start, wide in turned] == pytest.approx([longest, half, quarter], abs=0.05)
    assert turned[0][0] == pytest.approx(WIDTH - start, abs=0.05)


def test_a_dot_s_area_is_its_number() -> None:
    dots = [item for item in drawn(chart("dots", 36, 9, 0, None), "en").items if isinstance(item, Dot)]
    assert len(dots) == 4  # two series; for nought and for nobody knows there is none
    assert dots[0].radius == pytest.approx(2 * dots[2].radius, abs=0.05)


def test_a_line_has_a_gap_where_nobody_knows() -> None:
    whole = [one for one in drawn(chart("line", 1, 2, 3, 4, 5), "en").items if isinstance(one, Shape) and one.width > 1]
    parted = [
        one for one in drawn(chart("line", 1, 2, None, 4, 5), "en").items if isinstance(one, Shape) and one.width > 1
    ]
    assert len(parted) == len(whole) + 2  # one more for each of the two series


def test_time_runs_as_the_report_s_lines_do() -> None:
    one = chart("line", 1, 2, 3, names=("2019", "2020", "2021"))
    for language, ordered in (("en", ["2019", "2020", "2021"]), ("ar", ["2021", "2020", "2019"])):
        labels = [
            item for item in drawn(one, language).items if isinstance(item, Label) and item.words.text[:2] == "20"
        ]
        assert [item.words.text for item in sorted(labels, key=lambda item: item.x)] == ordered


@pytest.mark.parametrize("one", CHARTS)
def test_every_number_of_a_chart_stands_in_its_table(one: Chart) -> None:
    head, rows = table_of(one, "en")
    assert head == [one.heading, *(series.name for series in one.series)]
    assert [row[0] for row in rows] == list(one.categories)
    for place, row in enumerate(rows):
        for column, series in enumerate(one.series, start=1):
            value = series.values[place]
            assert (row[column] == "–") if value is None else (float(row[column].replace(",", "")) == value)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    values=st.lists(st.none() | st.floats(0, 1e9) | st.integers(0, 5), min_size=1, max_size=12),
    name=st.text("أبتث abc(2)S/", min_size=0, max_size=60),
    language=st.sampled_from(["ar", "en"]),
)
def test_no_chart_leaves_its_sheet_and_each_is_a_picture(
    kind: ChartKind, values: list[float | None], name: str, language: str
) -> None:
    one = chart(kind, *values, names=tuple(f"{name} {place}" for place in range(len(values))))
    drawing = drawn(one, language)
    for item in drawing.items:
        points = item.points if isinstance(item, Shape) else ((item.x, item.y),)
        for x, y in points:
            assert -0.5 <= x <= WIDTH + 0.5
            assert -0.5 <= y <= drawing.height + 0.5
    root = etree.fromstring(as_svg(drawing))
    assert root.get("role") == "img"
    assert root[0].tag.endswith("title")
    assert root[1].tag.endswith("desc")


def test_marks_on_an_axis_are_round_and_reach_the_greatest() -> None:
    assert ticks(0) == ticks(5e-324) == ticks(1e-12) == [0.0, 1.0]
    for most in (2e-6, 0.3, 1, 2, 7, 9, 13, 45, 97, 100, 101, 2_345, 87_654, 1e9):
        found = ticks(most)
        assert found[0] == 0
        assert found[-1] >= most
        assert 2 <= len(found) <= 8
        if most == int(most):
            assert all(mark == int(mark) for mark in found)


def test_words_are_wrapped_and_none_is_lost() -> None:
    text = "Ministry of the Interior and Public Security of the Republic"
    lines = wrapped(text, 100)
    assert len(lines) > 1
    assert " ".join(lines) == text


def test_pictures_are_made_alike_each_time() -> None:
    drawings = [drawn(one, "en") for one in CHARTS]
    first = pictures(drawings, "en", "2022-03-04")
    assert len(first) == 5
    assert first == pictures(drawings, "en", "2022-03-04")
    assert pictures([], "en", "2022-03-04") == []
