"""Months are known by their names in every region, and calendars are kept apart."""

import pytest

from muntada.text.months import find_month


@pytest.mark.parametrize(
    ("name", "language", "number"),
    [
        ("حزيران/يونيه", "ar", 6),
        ("شتنبر", "ar", 9),
        ("جانفي", "ar", 1),
        ("كانون الثاني", "ar", 1),
        ("أوت", "ar", 8),
        ("Août", "fr", 8),
        ("févr.", "fr", 2),
        ("Sept.", "en", 9),
    ],
)
def test_gregorian_months(name, language, number):
    month = find_month(name, language)
    assert (month.calendar, month.number) == ("gregorian", number)


def test_calendars_are_kept_apart():
    assert find_month("رمضان", "ar").calendar == "hijri"
    assert find_month("ذي القعدة", "ar").number == 11
    assert find_month("توت", "ar").calendar == "coptic"


def test_ordinary_words_are_marked_doubtful():
    assert find_month("مارس", "ar").doubtful
    assert find_month("الربيع", "ar").historical
    assert find_month("may", "en").doubtful
    assert find_month("kitchen", "en") is None
