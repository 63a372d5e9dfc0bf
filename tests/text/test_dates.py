"""Dates are found in three languages, with the value the text gives and no other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.dates import find_dates, publication_day
from muntada.text.folding import fold
from muntada.text.when import parse

PUBLISHED = date(2023, 3, 15)  # a Wednesday


def values(text, language, published=None):
    return [m.value for m in find_dates(fold(text).text, language=language, published=published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 حزيران/يونيه 2019", "2019-06-12"),
        ("الثلاثاء، 4 يناير 2022 10:30 ص", "2022-01-04"),
        ("٢٧ يناير ٢٠١٨", "2018-01-27"),
        ("۱۵ مارس ۲۰٢٠", "2020-03-15"),
        ("في 12 شتنبر 2014 بالرباط", "2014-09-12"),
        ("في يونيو2021 تحت", "2021-06"),
        ("كانون الثاني/يناير 2016", "2016-01"),
        ("في 2 أيار (مايو) 2011", "2011-05-02"),
        ("للفترة 2021/2022", "2021/2022"),
        ("بين 2014 و2016", "2014/2016"),
        ("لسنتي 2014 و2015", "2014/2015"),
        ("يومي 14 و15 مايو 2014", "2014-05-14/2014-05-15"),
        ("من 28 فبراير إلى 2 مارس 2023", "2023-02-28/2023-03-02"),
        ("خلال الفترة من 5 إلى 7 أكتوبر 2022", "2022-10-05/2022-10-07"),
        ("الثامن والعشرين من مارس 2020", "2020-03-28"),
        ("تسعينيات القرن الماضي", "199X"),
        ("منذ عام 2017", "2017"),
        ("في 2016، قررت", "2016"),
        ("15 رمضان 1444 هـ", "2023-04-06"),
        ("الخميس 15 رمضان 1444هـ الموافق لـ 6 أبريل 2023م", "2023-04-06"),
        ("1444/9/15هـ", "2023-04-06"),
        ("1 توت 1740", "2023-09-12"),
        ("7/3/2023", "2023-03-07"),
        ("23 الفاتح 1988", "1988-09-23"),
        ("السبت ١٢/٠٣/٢٠٢٢", "2022-03-12"),
        ("بين عامي 2014 و2016", "2014/2016"),
        ("ما بين 5 و7 أكتوبر 2022", "2022-10-05/2022-10-07"),
        ("٣ ربيع الأول ١٤٤٣هـ - ٩ أكتوبر ٢٠٢١م", "2021-10-09"),
        ("عام 1444 هـ", "2022-07-30/2023-07-18"),
        ("الاجتماع الأول مارس 2022", "2022-03"),
    ],
)
def test_arabic_dates(text, value):
    assert values(text, "ar") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("March 7, 2023", "2023-03-07"),
        ("Tuesday, 7 March 2023", "2023-03-07"),
        ("September 22nd, 2011", "2011-09-22"),
        ("the twenty-first of March 2022", "2022-03-21"),
        ("Sept. 11, 2001", "2001-09-11"),
        ("7-8 March 2023", "2023-03-07/2023-03-08"),
        ("March 28 - April 2, 2023", "2023-03-28/2023-04-02"),
        ("from 28 February to 2 March 2023", "2023-02-28/2023-03-02"),
        ("between March and May 2021", "2021-03/2021-05"),
        ("from March 2021 to May 2022", "2021-03/2022-05"),
        ("2023-03-07", "2023-03-07"),
        ("07/03/2023", "2023-03-07"),
        ("2014–2016", "2014/2016"),
        ("2021/2022", "2021/2022"),
        ("the 1990s", "199X"),
        ("since 2017", "2017"),
        ("for 2021.", "2021"),
        ("5,000 people in 2019", "2019"),
        ("in 2018 and 2019", "2018/2019"),
        ("in the last week of March 2021", "2021-03"),
        ("from Monday 5 to Wednesday 7 June 2023", "2023-06-05/2023-06-07"),
        ("the 2022 Meeting", "2022"),
    ],
)
def test_english_dates(text, value):
    assert values(text, "en") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("le 1er mars 2023", "2023-03-01"),
        ("1er-2 mars 2023", "2023-03-01/2023-03-02"),
        ("mi-2021", "2021"),
        ("les 7 et 8 mars 2023", "2023-03-07/2023-03-08"),
        ("du 28 février au 2 mars 2023", "2023-02-28/2023-03-02"),
        ("le vingt et un mars 2020", "2020-03-21"),
        ("mardi 7 août 2018", "2018-08-07"),
        ("22 sept. 2011", "2011-09-22"),
        ("les années 1990", "199X"),
        ("les années 90", "199X"),
        ("de 2014 à 2016", "2014/2016"),
        ("au cours de l’année 2021", "2021"),
        ("d’ici 2030", "2030"),
    ],
)
def test_french_dates(text, value):
    assert values(text, "fr") == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("resolutions 1373 and 2178", "en"),
        ("2000 participants", "en"),
        ("for 2021 participants", "en"),
        ("call +1 202-555-2014", "en"),
        ("document A/75/2021", "en"),
        ("$2,014 or 2014%", "en"),
        ("it may march on", "en"),
        ("the second March meeting", "en"),
        ("31 June 2020", "en"),
        ("29 February 2027", "en"),
        ("بمشاركة 2000 شخص", "ar"),
        ("قراري المجلس 2170 و2178", "ar"),
        ("مارس الضغط على خصومه", "ar"),
        ("الربيع العربي", "ar"),
        ("بمناسبة اليوم الدولي", "ar"),
        ("في أمس الحاجة", "ar"),
        ("pour 2000 participants", "fr"),
    ],
)
def test_what_is_no_date(text, language):
    assert values(text, language, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("أمس الثلاثاء", "ar", "2023-03-14"),
        ("شتنبر الماضي", "ar", "2022-09"),
        ("العام الماضي", "ar", "2022"),
        ("الشهر الجاري", "ar", "2023-03"),
        ("يومي الثامن والعشرين والتاسع والعشرين من الشهر الحالي", "ar", "2023-03-28/2023-03-29"),
        ("30 يونيو من العام الماضي", "ar", "2022-06-30"),
        ("yesterday", "en", "2023-03-14"),
        ("on Tuesday", "en", "2023-03-14"),
        ("last Monday", "en", "2023-03-13"),
        ("next March", "en", "2024-03"),
        ("on the 28th of this month", "en", "2023-03-28"),
        ("hier", "fr", "2023-03-14"),
        ("lundi dernier", "fr", "2023-03-13"),
        ("le 12 septembre dernier", "fr", "2022-09-12"),
        ("cette année", "fr", "2023"),
    ],
)
def test_relative_dates_need_the_day_of_publication(text, language, value):
    assert values(text, language, PUBLISHED) == [value]
    assert values(text, language) == [None]


def test_months_apart_are_two_dates_of_one_place():
    found = find_dates(fold("في مارس وأكتوبر 2021").text, language="ar")
    assert [(m.value, m.kind) for m in found] == [("2021-03", "month"), ("2021-10", "month")]
    assert found[0].start == found[1].start


def test_days_apart_are_two_dates():
    assert values("on 6 and 9 March 2020", "en") == ["2020-03-06", "2020-03-09"]


def test_a_year_not_written_is_taken_from_around_and_said_to_be():
    text = fold("Adopted on 22 May 2021.\nThe group met on 30 June and in October.").text
    assert [(m.value, m.inferred) for m in find_dates(text, language="en")] == [
        ("2021-05-22", False),
        ("2021-06-30", True),
        ("2021-10", True),
    ]
    assert values("met on 30 June", "en") == [None]
    assert values("met on 30 June", "en", PUBLISHED) == ["2023-06-30"]
    assert values("met on 30 December", "en", PUBLISHED) == ["2022-12-30"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("أحداث 11 سبتمبر", "ar"), ("the 11 September attacks", "en"), ("les attentats du 11 septembre", "fr")],
)
def test_one_day_is_named_without_its_year(text, language):
    assert values(text, language, PUBLISHED) == ["2001-09-11"]


def test_a_documents_own_evidence_settles_the_order_of_numbers():
    assert values("03/15/2023 and 04/05/2023", "en") == ["2023-03-15", "2023-04-05"]
    assert values("15/03/2023 and 04/05/2023", "en") == ["2023-03-15", "2023-05-04"]


def test_the_year_of_a_resolution_is_marked():
    for text, language in [("القرار 2396 (2017)", "ar"), ("S/RES/2178 (2014)", "en"), ("القرار 2178 لعام 2014", "ar")]:
        (found,) = find_dates(fold(text).text, language=language)
        assert found.kind == "symbol_year"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("عنوان الخبر\nالأحد، 6 مارس 2022 09:15 م\nقال الوزير إن الاجتماع عقد في 2021.", "ar", "2022-03-06"),
        ("عنوان\nنشر في: 12/04/2021\nنص", "ar", "2021-04-12"),
        ("القاهرة في 7 مارس 2023 (وكالة) - أعلنت الوزارة", "ar", "2023-03-07"),
        ("Title\nPublished on 3 May 2020\nText", "en", "2020-05-03"),
        ("Washington, DC, March 7, 2023 – The Forum said", "en", "2023-03-07"),
        ("Titre\nPublié le 1er mars 2023 à 14h30\nTexte", "fr", "2023-03-01"),
        ("Rabat, le 7 mars 2023 (Agence) - Le Maroc", "fr", "2023-03-07"),
        ("Title\n" + "A line of text.\n" * 30 + "Published: 4 June 2019", "en", "2019-06-04"),
    ],
)
def test_the_day_of_publication(text, language, day):
    assert publication_day(fold(text).text, language).value == day


def test_a_day_in_a_sentence_is_not_the_day_of_publication():
    text = fold("Title\nThe Forum met on 7 March 2023 in Rabat and adopted a plan.\n").text
    assert publication_day(text, "en") is None


PARTS = (
    "7 21 31 99 2021 1444 2023-03-07 32/13/2020 / - , ( ) و15 مارس وأكتوبر أمس العام الماضي شهر عام بين رمضان "
    "هـ الموافق march may to and 1990s 21st last month monday entre et mars années 1er 10000 0000 2020-02-30 ٢٠٢٢"
)


@given(
    st.lists(st.sampled_from(PARTS.split()), max_size=25),
    st.sampled_from(["ar", "en", "fr"]),
    st.sampled_from([None, PUBLISHED]),
)
def test_every_mention_is_in_the_text_and_every_value_is_a_date(words, language, published):
    text = fold(" ".join(words)).text
    for mention in find_dates(text, language=language, published=published):
        assert 0 <= mention.start < mention.end <= len(text)
        if mention.value is not None:
            parse(mention.value)
