"""Mixed lines are set as runs: Arabic stays Arabic, figures and symbols stay whole, and no letter is lost."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.bidi import strip_controls
from muntada.text.runs import Direction, Run, direction_of, isolated, own_direction, runs

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
LETTERS = st.text(alphabet="abZ 019٢٣/().:-–+%@،؛قراعم\u064e\u2067\u2069\u202e[]«»\n", max_size=60)


def kept(text: str, base: str) -> list[str]:
    return [run.text for run in runs(text, base) if run.direction != base]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "whole",
    [
        "S/RES/2396 (2017)",
        "A/79/L.2 (ar v2)",
        "2027/CoCo/3",
        "10:00–17:30",
        "2027-03-04",
        "+20 2 2797 0000",
        "https://example.org/a?b=1",
        "papers@example.org",
        "1,250",
        "45 %",
        "Border Toolkit (GCTF)",
        "Efforts of Counter-Terrorism 2027",
        "-5",
        "€1,250",
    ],
)
def test_what_runs_from_left_to_right_is_one_piece_in_an_arabic_line(whole: str) -> None:
    assert kept(f"نصّ القرار {whole} كما اعتُمد.", "rtl") == [whole]
    assert isolated(f"القرار {whole}، وبعده", "rtl") == f"القرار {LRI}{whole}{PDI}، وبعده"


def test_what_stands_around_a_foreign_name_belongs_to_the_line() -> None:
    assert isolated("الساعة 10:00 (Africa/Casablanca)، القاعة 2", "rtl") == (
        f"الساعة {LRI}10:00{PDI} ({LRI}Africa/Casablanca{PDI})، القاعة {LRI}2{PDI}"
    )


def test_figures_beside_each_other_follow_each_other_as_arabic_is_read() -> None:
    assert kept("10:00 12:30", "rtl") == ["10:00", "12:30"]


def test_figures_in_arabic_digits_belong_to_an_arabic_line_and_a_range_of_them_is_read_from_the_right() -> None:
    line = "بين ٢٠١٥–٢٠٢٠ بلغت GCTF ٤٥ ٪ من المجموع"
    assert isolated(line, "rtl") == line.replace("GCTF", f"{LRI}GCTF{PDI}")


def test_an_arabic_comma_ends_what_is_foreign_before_it() -> None:
    assert kept("القرار S/RES/1373، 45 دولة", "rtl") == ["S/RES/1373", "45"]
    assert kept("مع GCTF، UNOCT وCTED", "rtl") == ["GCTF", "UNOCT", "CTED"]
    assert kept("The word كلمة، كلمة ends", "ltr") == ["كلمة، كلمة"]


def test_an_arabic_name_in_an_english_line_keeps_its_figures_and_its_brackets() -> None:
    assert isolated("Rabat, قاعة المؤتمرات (2), floor 3", "ltr") == f"Rabat, {RLI}قاعة المؤتمرات (2){PDI}, floor 3"


def test_a_line_of_one_direction_has_one_run_and_no_isolate() -> None:
    assert runs("Agenda of the 21st meeting (S/RES/2396)", "ltr") == (
        Run("Agenda of the 21st meeting (S/RES/2396)", "ltr", True),
    )
    assert isolated("جدول أعمال الاجتماع", "rtl") == "جدول أعمال الاجتماع"


def test_controls_that_somebody_typed_cannot_turn_a_line_round() -> None:
    assert isolated("annex\u202efdp.exe", "ltr") == "annexfdp.exe"


def test_a_language_says_how_its_lines_run() -> None:
    assert [direction_of(language) for language in ("ar", "en", "fr")] == ["rtl", "ltr", "ltr"]


@given(LETTERS, st.sampled_from(["rtl", "ltr"]))
def test_no_letter_is_lost_and_isolates_close(text: str, base: str) -> None:
    assert "".join(run.text for run in runs(text, base)) == strip_controls(text)  # type: ignore[arg-type]
    said = isolated(text, base)  # type: ignore[arg-type]
    assert strip_controls(said) == strip_controls(text)
    assert said.count(LRI) + said.count(RLI) == said.count(PDI)


@pytest.mark.parametrize("bad", ["(" * 50_000, "(a)" * 20_000, "A/" * 50_000, "a@" * 50_000, "+1 " * 30_000])
def test_hostile_texts_come_back_whole(bad: str) -> None:
    assert "".join(run.text for run in runs(bad, "rtl")) == bad


@pytest.mark.parametrize(
    ("text", "base", "own"),
    [
        ("تُعدّ قائمة بنقاط الاتصال.", "ltr", "rtl"),
        ("تُعدّ قائمة (GCTF) بنقاط الاتصال.", "ltr", "rtl"),
        ("The word منتدى means forum.", "ltr", "ltr"),
        ("«منتدى» is the Arabic word for a forum.", "ltr", "ltr"),
        ("Gaps in the exchange of passenger data (API/PNR)", "rtl", "ltr"),
        ("اجتماع مع UN Office of Counter-Terrorism", "rtl", "rtl"),
        ("GCTF يعقد اجتماعًا", "rtl", "rtl"),
        ("1A", "rtl", "ltr"),
        ("1 (a)", "rtl", "ltr"),
        ("2026", "rtl", "rtl"),
        ("", "rtl", "rtl"),
    ],
)
def test_a_text_in_another_language_than_its_line_runs_by_itself(text: str, base: Direction, own: Direction) -> None:
    assert own_direction(text, base) == own
    whole = isolated(text, base)
    opening = {"ltr": "\u2066", "rtl": "\u2067"}[own]
    assert whole.startswith(opening) is (own != base)
    assert strip_controls(whole) == text


def test_no_letter_that_runs_from_the_right_is_missed_in_a_line_from_the_left() -> None:
    for code in range(sys.maxunicode + 1):
        if unicodedata.bidirectional(chr(code)) in {"R", "AL"} and strip_controls(chr(code)):
            assert runs(f"a{chr(code)}b", "ltr")[1:2] == (Run(chr(code), "rtl"),), hex(code)
