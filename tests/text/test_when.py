"""Dates keep the precision of their text, and impossible ones are refused with a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.when import NotADate, agree, bounds, display, parse


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2011-09-22", date(2011, 9, 22), date(2011, 9, 22), "day"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("2021/2022", date(2021, 1, 1), date(2022, 12, 31), "range"),
        ("2018-06-28/2018-06-29", date(2018, 6, 28), date(2018, 6, 29), "range"),
    ],
)
def test_a_value_has_bounds_and_a_precision(value, first, last, precision):
    assert bounds(value) == (first, last)
    assert parse(value).precision == precision


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2027-02-29", "day"),
        ("1447-02-30", "day"),
        ("2022-13", "month"),
        ("2022-00", "month"),
        ("0000", "year"),
        ("10000", "year"),
        ("10000-01-01", "year"),
        ("2022/2021", "order"),
        ("٢٠٢٢", "shape"),
        ("2022\n", "shape"),
        ("", "shape"),
        ("2022-3", "shape"),
        ("2021/2022/2023", "shape"),
    ],
)
def test_an_impossible_date_is_refused_with_its_reason(value, code):
    with pytest.raises(NotADate) as refused:
        parse(value)
    assert refused.value.code == code


def test_a_date_agrees_with_its_refinement():
    assert agree("2022", "2022-03-07")
    assert agree("2018-06-28/2018-06-29", "2018-06")
    assert agree("199X", "1994")
    assert not agree("2022-03", "2022-04")
    assert not agree("2021/2022", "2022/2023")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day):
    assert bounds(day.isoformat()) == (day, day)


def test_dates_are_shown_in_three_languages():
    value = "2018-06-21"
    assert display(value, "ar") == "21 يونيو 2018"
    assert display(value, "ar", double=True, arabic_digits=True) == "٢١ حزيران/يونيو ٢٠١٨"
    assert display(value, "en") == "21 June 2018"
    assert display("2023-03-01", "fr") == "1er mars 2023"
    assert display("2018-06-28/2018-06-29", "en") == "28-29 June 2018"
    assert display("2023-02-28/2023-03-02", "fr") == "28 février - 2 mars 2023"
    assert display("2021/2022", "ar") == "2021-2022"
    assert display("2021-11/2022-02", "en") == "November 2021 - February 2022"


def test_decades_are_shown_in_words():
    assert display("199X", "en") == "the 1990s"
    assert display("199X", "fr") == "les années 1990"
    assert display("199X", "ar") == "تسعينيات القرن العشرين"


def test_the_hijri_day_stands_beside_a_single_day():
    assert display("2023-04-06", "ar", hijri=True) == "6 أبريل 2023 (15 رمضان 1444 هـ)"
    assert display("2023-04", "ar", hijri=True) == "أبريل 2023"
    assert display("1066-10-14", "en", hijri=True) == "14 October 1066"
