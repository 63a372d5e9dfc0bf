"""Numbers and ordinals are read in words and in digits, and never from what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.folding import fold
from muntada.text.numerals import find_numbers, find_ordinals, parse_ordinal


def numbers(text, language):
    return [m.value for m in find_numbers(fold(text).text, language)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("حوالي أربعين بلدا", "ar", 40),
        ("الدول الثلاثين", "ar", 30),
        ("ثلاثة عشر كيانا", "ar", 13),
        ("اثنتي عشرة دولة", "ar", 12),
        ("خمسة وأربعون", "ar", 45),
        ("الخمسة والعشرين", "ar", 25),
        ("مئة وثلاثة وعشرون", "ar", 123),
        ("ثلاثة آلاف ومئتين", "ar", 3200),
        ("دولتين", "ar", 2),
        ("أعضائها ال30", "ar", 30),
        ("٣٠ دولة", "ar", 30),
        ("١٬٥٠٠ شخص", "ar", 1500),
        ("forty countries", "en", 40),
        ("one hundred and twenty-three", "en", 123),
        ("3 million", "en", 3_000_000),
        ("5,000 people", "en", 5000),
        ("une trentaine de pays", "fr", 30),
        ("soixante-dix", "fr", 70),
        ("quatre-vingt-dix-neuf", "fr", 99),
        ("deux cent trente et un", "fr", 231),
        ("1 500 personnes", "fr", 1500),
    ],
)
def test_numbers(text, language, value):
    assert numbers(text, language) == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("S/RES/2396", "en"),
        ("50%", "en"),
        ("one of them", "en"),
        ("thousands of people", "en"),
        ("9" * 5000, "en"),
        ("يوم الاثنين", "ar"),
        ("الثامن والعشرين", "ar"),
        ("un pays", "fr"),
    ],
)
def test_what_is_no_number(text, language):
    assert numbers(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("الرابع", "ar", 4),
        ("الرابعةِ", "ar", 4),
        ("رابع", "ar", 4),
        ("الثانية عشرة", "ar", 12),
        ("الحادي والعشرون", "ar", 21),
        ("الحادي والعشرين", "ar", 21),
        ("الحادية والعشرين", "ar", 21),
        ("الافتتاحي", "ar", 1),
        ("21st", "en", 21),
        ("٢١st", "en", 21),
        ("Twenty-First", "en", 21),
        ("inaugural", "en", 1),
        ("4e", "fr", 4),
        ("4ème", "fr", 4),
        ("IVe", "fr", 4),
        ("XXIIe", "fr", 22),
        ("vingt et unième", "fr", 21),
        ("soixante-quatorzième", "fr", 74),
        ("première", "fr", 1),
        ("inaugurale", "fr", 1),
    ],
)
def test_ordinals(text, language, value):
    assert parse_ordinal(text, language) == value


@pytest.mark.parametrize(
    ("text", "language"), [("la vie", "fr"), ("تشرين الأول", "ar"), ("0th", "en"), ("S/2014", "en"), ("", "ar")]
)
def test_what_is_no_ordinal(text, language):
    assert find_ordinals(fold(text).text, language) == []
    assert parse_ordinal(text, language) is None


PARTS = "خمسة وأربعين مئة و ألف 30 2,000 one hundred and twenty cent mille et 7 ٣ , /"


@given(st.lists(st.sampled_from(PARTS.split())))
def test_every_number_is_a_piece_of_the_text(words):
    text = fold(" ".join(words)).text
    for language in ("ar", "en", "fr"):
        end = 0
        for mention in find_numbers(text, language):
            assert end <= mention.start < mention.end <= len(text)
            assert mention.value >= 0
            end = mention.end
