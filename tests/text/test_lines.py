"""One layer sets every line: its language, its direction, its stretches and its digits are the same in all forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.bidi import strip_controls
from muntada.text.lines import Digits, clean, html, in_arabic_digits, in_latin_digits, line, marked, number

LETTERS = st.text(alphabet="abZ 019٢٣/().:-–+%@،؛,;قراعم\u064e\u2067\u2069\u202e[]«»<&\n", max_size=60)


def languages(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.text.strip(), one.language) for one in line(text, language).stretches if one.text.strip()]


def test_each_stretch_is_read_aloud_in_its_language_and_figures_in_that_of_their_line() -> None:
    assert languages("اجتماع GCTF في 2021", "ar") == [
        ("اجتماع", "ar"),
        ("GCTF", "en"),
        ("في", "ar"),
        ("2021", "ar"),
    ]
    assert languages("Loi « قانون »", "fr") == [("Loi «", "fr"), ("قانون", "ar"), ("»", "fr")]
    assert languages("Not yet in Arabic.", "ar") == [("Not yet in Arabic.", "en")]


def test_a_telephone_number_is_never_broken_over_two_lines() -> None:
    assert "\u2066+20\u00a02\u00a02797\u00a00000\u2069" in marked(line("الهاتف +20 2 2797 0000", "ar"))
    assert line("الهاتف +20 2 2797 0000", "ar").text == "الهاتف +20 2 2797 0000"


def test_on_a_page_a_stretch_is_isolated_and_what_was_typed_is_no_markup() -> None:
    assert html(line("نص GCTF <b>", "ar")) == 'نص <bdi dir="ltr" lang="en">GCTF &lt;b</bdi>&gt;'
    assert html(line("A & B", "en")) == "A &amp; B"
    assert html(line("Not yet in Arabic.", "ar")) == '<bdi dir="ltr" lang="en">Not yet in Arabic.</bdi>'


def test_numbers_are_shown_in_arabic_digits_with_their_marks_and_come_back() -> None:
    assert in_arabic_digits("1,250.5 %") == "١٬٢٥٠٫٥ ٪"
    assert in_arabic_digits("3.1.2") == "٣.١.٢"
    for figures in ("0", "1,234,567", "45%", "10:30", "0.75", "2015–2020"):
        assert in_latin_digits(in_arabic_digits(figures)) == figures


def test_what_is_quoted_in_digits_stays_as_it_is_written() -> None:
    for quoted in (
        "S/RES/2396 (2017)",
        "+20 2 2797 0000",
        "2021-03-04",
        "12/2021",
        "https://example.org/7",
        "a7@b.org",
    ):
        assert quoted in line(f"انظر {quoted}، ثم", "ar", "arabic-indic").text
    assert marked(line("Resolution 1373", "en", "arabic-indic")) == "Resolution 1373"


@pytest.mark.parametrize(
    ("value", "language", "digits", "shown"),
    [
        (1250, "en", "as written", "1,250"),
        (1250.5, "ar", "as written", "1,250.5"),
        (1250.5, "ar", "arabic-indic", "١٬٢٥٠٫٥"),
        (1250.5, "fr", "as written", "1\u00a0250,5"),
        (0, "ar", "arabic-indic", "٠"),
        (100, "en", "arabic-indic", "100"),
    ],
)
def test_a_counted_number_is_shown_as_its_language_writes_it(
    value: float, language: str, digits: Digits, shown: str
) -> None:
    assert number(value, language, digits) == shown


@given(LETTERS, st.sampled_from(["ar", "en", "fr"]))
def test_no_letter_is_lost_in_any_form(text: str, language: str) -> None:
    said = line(text, language)
    assert said.text == strip_controls(text)
    assert strip_controls(marked(said)).replace("\u00a0", " ") == said.text
    plain = re.sub(r"</?bdi[^>]*>", "", html(said)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain.replace("\u00a0", " ") == said.text


@given(LETTERS)
def test_in_arabic_digits_numbers_are_the_same_numbers(text: str) -> None:
    said = line(text, "ar", "arabic-indic").text
    assert re.findall("[0-9]", in_latin_digits(said)) == re.findall("[0-9]", in_latin_digits(strip_controls(text)))


def test_a_title_for_a_file_is_on_one_line_without_marks() -> None:
    assert clean(" a\n\u202eb\u2066 ") == "a b"
