"""Which clause of a text is which of its work, and what printed numbers say in no language."""

from __future__ import annotations

import pytest

from muntada.library.addresses import LONGEST, Place, addresses, apart, under
from muntada.library.aligning import Stand, align
from muntada.library.numbers import neutral


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("٥ -", "5"), ("5.", "5"), ("۵)", "5"), ("(ب)", "b"), ("(b)", "b"), ("(هـ)", "e"), ("ثانياً", "2"), ("II.", "2"),
        ("(ii)", "ii"), ("المادة ٣", "3"), ("المادة الأولى", "1"), ("Article 12", "12"), ("IV", "4"), ("", ""),
        ("-", ""), ("1.2", "2"), ("007", "7"), ("whatever it is", ""),
    ],
)  # fmt: skip
def test_a_printed_number_in_no_language(printed: str, said: str) -> None:
    assert neutral(printed) == said


def para(number: int, words: str, act: str = "", *, abroad: bool = False) -> Stand:
    return Stand(f"para_{number}", "operative", f"{number}.", act, "" if abroad else words, words if abroad else "")


def pairs(text: list[Stand], work: list[Stand]) -> dict[str, str]:
    return {text[place].wid: pair.wid for place, pair in align(text, work).items()}


BORDERS = "States check the documents of every traveller against the register of lost passports"
PRISONS = "Prisons keep those convicted of grave crimes apart from the young and the awaiting"
SPORT = "Host cities of large sporting events share plans of evacuation with neighbouring provinces"


def test_the_same_words_are_the_same_clause_wherever_they_stand() -> None:
    work = [para(1, BORDERS), para(2, PRISONS), para(3, SPORT)]
    assert pairs([para(1, SPORT), para(2, BORDERS), para(3, PRISONS)], work) == {
        "para_1": "para_3",
        "para_2": "para_1",
        "para_3": "para_2",
    }


def test_other_words_under_the_same_number_are_another_clause() -> None:
    assert pairs([para(1, BORDERS), para(2, SPORT)], [para(1, BORDERS), para(2, PRISONS)]) == {"para_1": "para_1"}


def test_amended_words_are_known_under_another_number() -> None:
    amended = BORDERS.replace("every traveller", "each person who enters or leaves")
    assert pairs([para(4, amended)], [para(1, SPORT), para(2, BORDERS)]) == {"para_4": "para_2"}


def test_another_language_is_known_by_acts_figures_and_order() -> None:
    work = [
        Stand("rec_1", "preambular", "", "recalling", "", "Recalling resolution 2178 (2014) of the Council,"),
        Stand("rec_2", "preambular", "", "noting", "", "Noting with concern what the report of 2019 says of harbours,"),
        Stand("rec_3", "preambular", "", "recalling", "", "Recalling also resolution 2396 (2017),"),
    ]
    arabic = [
        Stand("rec_1", "preambular", "", "recalling", "إذ يشير إلى القرار ٢١٧٨ (٢٠١٤) الصادر عن المجلس،"),
        Stand("rec_2", "preambular", "", "recalling", "وإذ يشير أيضا إلى القرار ٢٣٩٦ (٢٠١٧)،"),
    ]
    assert pairs(arabic, work) == {"rec_1": "rec_1", "rec_2": "rec_3"}


def test_terms_tell_clauses_without_numbers_apart_in_another_language() -> None:
    def stand(place: int, words: str, *terms: str, abroad: bool = False) -> Stand:
        there = f"art_1__para_{place}"
        here, other = ("", words) if abroad else (words, "")
        return Stand(there, "paragraph", "", "", here, other, terms=frozenset(terms))

    work = [
        stand(1, "Each party keeps a register of passports.", "topic.travel_documents", abroad=True),
        stand(2, "Each party trains its prison officers.", "topic.prisons", abroad=True),
        stand(3, "Each party protects its harbours.", "sector.ports_and_shipping", abroad=True),
    ]
    arabic = [
        stand(1, "يدرب كل طرف موظفي السجون لديه.", "topic.prisons"),
        stand(2, "يحمي كل طرف موانئه كلها.", "sector.ports_and_shipping"),
    ]
    assert pairs(arabic, work) == {"art_1__para_1": "art_1__para_2", "art_1__para_2": "art_1__para_3"}


def test_a_part_is_never_taken_for_a_paragraph() -> None:
    part = Stand("sec_1", "part", "1.", "", BORDERS)
    assert pairs([part], [Stand("para_1", "operative", "1.", "", "", BORDERS)]) == {}


def test_what_went_out_comes_back_only_with_its_very_words() -> None:
    gone = Stand("para_1", "operative", "1.", "", BORDERS, gone=True)
    assert pairs([para(1, BORDERS)], [gone]) == {"para_1": "para_1"}
    assert pairs([para(1, BORDERS + " at night")], [gone]) == {}


def rec(number: int, words: str, act: str, *, abroad: bool = False) -> Stand:
    there = f"recitals_1__rec_{number}"
    return Stand(there, "preambular", "", act, "" if abroad else words, words if abroad else "")


def test_what_is_left_between_two_pairs_in_another_language_is_the_same_and_less_sure() -> None:
    work = [
        rec(1, "Recalling resolution 2178 (2014),", "recalling", abroad=True),
        rec(2, "Alarmed at fires,", "alarmed", abroad=True),
        rec(3, "Noting the report of 2019,", "noting", abroad=True),
    ]
    text = [
        rec(1, "إذ يشير إلى القرار ٢١٧٨ (٢٠١٤)،", "recalling"),
        rec(
            2,
            "وإذ يساوره القلق من الحرائق التي أتت في العام الماضي على عدد كبير من السفن والأرصفة في المرافئ،",
            "concerned",
        ),
        rec(3, "وإذ يلاحظ تقرير عام ٢٠١٩،", "noting"),
    ]
    found = align(text, work)
    assert found[1].wid == "recitals_1__rec_2"
    skewed = [Stand(f"{one.wid}0", one.kind, "", one.opening, "", one.abroad) for one in work]
    assert {place: pair.wid for place, pair in align(text, skewed).items()} == {
        0: "recitals_1__rec_10", 1: "recitals_1__rec_20", 2: "recitals_1__rec_30",
    }  # fmt: skip
    assert align(text, skewed)[1].sure == 0.5


def test_where_one_language_has_more_between_two_pairs_nothing_is_guessed() -> None:
    work = [
        rec(11, "Recalling resolution 2178 (2014),", "recalling", abroad=True),
        rec(13, "Noting the report of 2019,", "noting", abroad=True),
    ]
    text = [
        rec(1, "إذ يشير إلى القرار ٢١٧٨ (٢٠١٤)،", "recalling"),
        rec(2, "وإذ يساوره القلق من الحرائق،", "concerned"),
        rec(3, "وإذ يلاحظ تقرير عام ٢٠١٩،", "noting"),
    ]
    assert pairs(text, work) == {"recitals_1__rec_1": "recitals_1__rec_11", "recitals_1__rec_3": "recitals_1__rec_13"}


def test_points_with_letters_in_one_language_and_roman_numbers_in_another_are_the_same() -> None:
    def point(place: str, number: str, words: str, *, abroad: bool = False) -> Stand:
        there = f"para_9__point_{place}"
        return Stand(there, "point", number, "", "" if abroad else words, words if abroad else "")

    work = [point("a", "(i)", "Lamps at night;", abroad=True), point("b", "(ii)", "Boats by day;", abroad=True)]
    text = [point("a", "a)", "Des feux la nuit ;"), point("b", "b)", "Des bateaux le jour ;")]
    longer = [*work, point("c", "(iii)", "A keeper for each lamp.", abroad=True)]
    assert pairs(text, longer) == {"para_9__point_a": "para_9__point_a", "para_9__point_b": "para_9__point_b"}


def test_nothing_is_paired_with_nothing() -> None:
    assert pairs([], [para(1, BORDERS)]) == {}
    assert pairs([para(1, BORDERS)], []) == {}


def test_addresses_are_made_of_kinds_and_numbers_and_given_once() -> None:
    places = [
        Place("a", "", "preambular", ""),
        Place("b", "", "preambular", ""),
        Place("c", "", "operative", "٢ -"),
        Place("d", "c", "point", "(ب)"),
        Place("e", "", "operative", "2."),
        Place("f", "", "operative", "3.", wid="para_1"),
    ]
    assert addresses(places, {"para_2__point_b"}) == {
        "a": "recitals_1__rec_1",
        "b": "recitals_1__rec_2",
        "c": "para_2",
        "d": "para_2__point_b-2",
        "e": "para_2-2",
        "f": "para_1",
    }


def test_an_address_has_an_end() -> None:
    long = "para_" + "1" * 200
    assert len(apart(long, set())) == LONGEST
    assert apart(long, {long[:LONGEST]}).endswith("-2")
    assert under("para_6__point_c", "para_6", "para_5") == "para_5__point_c"
    assert under("para_6", "", "para_5") == "para_6"
