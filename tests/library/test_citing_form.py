"""Clauses are cited in the form of the United Nations, in each of the three languages."""

from __future__ import annotations

import pytest

from muntada.library.citing_form import Step, cite, cited_work, provision, steps_of
from muntada.library.counting_words import ordinal, roman

MEMORANDUM = {
    "ar": "مذكرة طنجة بشأن مسالك العبور",
    "en": "Tangier Memorandum on Routes of Passage",
    "fr": "Mémorandum de Tanger sur les voies de passage",
}


@pytest.mark.parametrize(
    ("symbol", "wid", "ar", "en", "fr"),
    [
        (
            "S/RES/2178 (2014)", "para_5__point_a",
            "القرار 2178 (2014)، الفقرة 5 (أ)", "S/RES/2178 (2014), para. 5 (a)", "résolution 2178 (2014), par. 5 a)",
        ),
        (
            "S/RES/2396 (2017)", "para_15__point_e__point_2",
            "القرار 2396 (2017)، الفقرة 15 (هـ) ’2‘", "S/RES/2396 (2017), para. 15 (e) (ii)",
            "résolution 2396 (2017), par. 15 e) ii)",
        ),
        (
            "S/RES/2178 (2014)", "recitals_1__rec_12",
            "القرار 2178 (2014)، الفقرة الثانية عشرة من الديباجة",
            "S/RES/2178 (2014), twelfth preambular paragraph",
            "résolution 2178 (2014), douzième alinéa du préambule",
        ),
        (
            "A/RES/60/288", "annex__sec_2__para_7",
            "القرار 60/288، المرفق، الفرع الثاني، الفقرة 7", "A/RES/60/288, annex, sect. II, para. 7",
            "résolution 60/288, annexe, sect. II, par. 7",
        ),
        ("A/RES/2625 (XXV)", "annex_1", "القرار 2625 (د-25)، المرفق الأول", "A/RES/2625 (XXV), annex I",
         "résolution 2625 (XXV), annexe I"),
        ("A/77/266", "para_4", "الوثيقة A/77/266، الفقرة 4", "A/77/266, para. 4", "A/77/266, par. 4"),
        ("S/PRST/2015/3", "para_2", "البيان الرئاسي S/PRST/2015/3، الفقرة 2", "S/PRST/2015/3, para. 2",
         "déclaration du Président S/PRST/2015/3, par. 2"),
        ("E/RES/2019/19", "", "قرار المجلس الاقتصادي والاجتماعي 2019/19", "E/RES/2019/19",
         "résolution 2019/19 du Conseil économique et social"),
    ],
)  # fmt: skip
def test_a_clause_of_a_text_with_a_symbol(symbol: str, wid: str, ar: str, en: str, fr: str) -> None:
    steps = steps_of(wid) if wid else ()
    assert [cite(symbol, {}, steps, one) for one in ("ar", "en", "fr")] == [ar, en, fr]


def test_a_text_without_a_symbol_is_named_by_its_title() -> None:
    steps = steps_of("sec_2__gp_4")
    assert cite("", MEMORANDUM, steps, "ar") == "مذكرة طنجة بشأن مسالك العبور، الممارسة الجيدة 4"
    assert cite("", MEMORANDUM, steps, "en") == "Tangier Memorandum on Routes of Passage, good practice 4"
    assert cite("", MEMORANDUM, steps, "fr") == "Mémorandum de Tanger sur les voies de passage, bonne pratique no 4"
    assert cited_work("", {"ar": "مذكرة"}, "fr") == "مذكرة"


def test_numbers_that_run_through_a_text_leave_its_parts_out_and_an_annex_in() -> None:
    assert provision(steps_of("chp_2__art_7__para_1__point_b"), "en") == "art. 7, para. 1 (b)"
    assert provision(steps_of("chp_2__art_7__para_1__point_b"), "ar") == "المادة 7، الفقرة 1 (ب)"
    assert provision(steps_of("annex_2__recommendation_3"), "fr") == "annexe II, recommandation no 3"
    assert provision(steps_of("part_3__para_2bis"), "en") == "part III, para. 2 bis"


def test_kinds_that_are_known_count_before_the_name_in_the_address() -> None:
    assert provision(steps_of("para_3", {"para_3": "action"}), "ar") == "الإجراء 3"
    assert provision(steps_of("annex_1__para_2", alone=["annex_1"]), "en") == "annex, para. 2"
    assert provision((Step("part", "pillar_4"),), "ar") == "الركيزة الرابعة"


def test_a_clause_that_bears_another_number_now_is_cited_by_that_one() -> None:
    assert provision((Step("operative", "para_7", shown="8"),), "en") == "para. 8"
    assert provision(steps_of("para_7-2"), "en") == "para. 7"


def test_what_no_language_has_a_word_for_is_the_text_itself() -> None:
    assert cite("S/RES/2178 (2014)", {}, steps_of("recitals_1"), "en") == "S/RES/2178 (2014)"


def test_ordinals_in_words() -> None:
    assert [ordinal(one, "en") for one in (1, 12, 20, 21, 99)] == [
        "first", "twelfth", "twentieth", "twenty-first", "ninety-ninth",
    ]  # fmt: skip
    assert [ordinal(one, "fr") for one in (1, 5, 9, 12, 20, 21, 71, 80, 81, 99)] == [
        "premier", "cinquième", "neuvième", "douzième", "vingtième", "vingt et unième", "soixante et onzième",
        "quatre-vingtième", "quatre-vingt-unième", "quatre-vingt-dix-neuvième",
    ]  # fmt: skip
    assert [ordinal(one, "ar", feminine=True) for one in (1, 10, 11, 12, 20, 21, 35)] == [
        "الأولى", "العاشرة", "الحادية عشرة", "الثانية عشرة", "العشرون", "الحادية والعشرون", "الخامسة والثلاثون",
    ]  # fmt: skip
    assert [ordinal(one, "ar") for one in (2, 11, 21)] == ["الثاني", "الحادي عشر", "الحادي والعشرون"]
    assert ordinal(100, "en") == ""
    assert [roman(one) for one in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]


def test_every_address_gives_words_in_every_language() -> None:
    for kind in ("rec", "para", "art", "point", "annex", "gp", "recommendation", "action", "objective", "sec", "part"):
        for number in ("1", "7", "30", "99"):
            for language in ("ar", "en", "fr"):
                assert provision(steps_of(f"{kind}_{number}"), language)
