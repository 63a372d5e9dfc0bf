"""The words of proposed sentences agree, in Arabic first; sentences are told apart and followed."""

from __future__ import annotations

import pytest

from muntada.reports.checked import sides_after, wants
from muntada.reports.plan import chapter_for, plan
from muntada.reports.proposing import Based, Unit, paragraph
from muntada.reports.wording.agreeing import (
    a,
    at_place,
    counted,
    definite,
    for_name,
    indefinite,
    is_feminine,
    joined,
    ordinal,
    the,
)
from muntada.reports.wording.parting import moved, sentences_of


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("اللجنة التنسيقية", "للجنة التنسيقية"),
        ("المنتدى العالمي", "للمنتدى العالمي"),
        ("مجموعة العمل", "لمجموعة العمل"),
        ("لجنة مكافحة الإرهاب", "للجنة مكافحة الإرهاب"),
        ("ألمانيا", "لألمانيا"),
        ("الأردن", "للأردن"),
    ],
)
def test_the_preposition_joins_the_name_and_its_article(name: str, said: str) -> None:
    assert for_name(name) == said


@pytest.mark.parametrize(
    ("number", "feminine", "genitive", "said"),
    [
        (1, False, False, "الأول"),
        (1, True, False, "الأولى"),
        (8, True, False, "الثامنة"),
        (11, False, False, "الحادي عشر"),
        (11, True, False, "الحادية عشرة"),
        (18, False, False, "الثامن عشر"),
        (20, False, False, "العشرون"),
        (20, False, True, "العشرين"),
        (21, False, False, "الحادي والعشرون"),
        (23, True, True, "الثالثة والعشرين"),
        (104, False, False, "رقم 104"),
    ],
)
def test_an_arabic_ordinal_follows_gender_and_case(number: int, feminine: bool, genitive: bool, said: str) -> None:
    assert ordinal(number, "ar", feminine=feminine, genitive=genitive) == said


def test_ordinals_in_english_and_french() -> None:
    assert [ordinal(number, "en") for number in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip
    assert ordinal(1, "fr") == "1er"
    assert ordinal(1, "fr", feminine=True) == "1re"
    assert ordinal(18, "fr", feminine=True) == "18e"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "بند واحد"),
        (2, "بندان"),
        (3, "3 بنود"),
        (10, "10 بنود"),
        (11, "11 بندًا"),
        (99, "99 بندًا"),
        (100, "100 بند"),
        (103, "103 بنود"),
        (111, "111 بندًا"),
    ],
)
def test_what_is_counted_takes_the_form_of_its_number(number: int, said: str) -> None:
    assert counted(number, "بند واحد", "بندان", "بنود", "بندًا") == said


def test_a_state_is_feminine_but_for_some() -> None:
    assert is_feminine("مصر", "EG")
    assert not is_feminine("المغرب", "MA")
    assert not is_feminine("العراق", "IQ")
    assert not is_feminine("الاتحاد الأوروبي")
    assert is_feminine("منظمة التعاون الإسلامي")
    assert is_feminine("مبادئ توجيهية")
    assert not is_feminine("مجلس الأمن")


def test_articles_come_and_go() -> None:
    assert indefinite("الوثيقة الختامية") == "وثيقة ختامية"
    assert indefinite("خطة العمل") == "خطة عمل"
    assert indefinite("قرار مجلس الأمن") == "قرار مجلس الأمن"
    assert definite("قرار") == "القرار"
    assert definite("بيان رئاسي") == "البيان الرئاسي"
    assert definite("خطة عمل") == "خطة العمل"
    assert definite("استعراض الاستراتيجية") == "استعراض الاستراتيجية"
    assert definite("البيان الختامي") == "البيان الختامي"
    assert the("Republic of Palm Bay", state=True) == "the Republic of Palm Bay"
    assert definite("قرار مجلس الأمن") == "قرار مجلس الأمن"
    assert the("Netherlands", state=True) == "the Netherlands"
    assert the("United States", state=True) == "the United States"
    assert the("Egypt", state=True) == "Egypt"
    assert the("European Union", state=False) == "the European Union"
    assert a("annual meeting") == "an annual meeting"
    assert at_place("Le Caire") == "au Caire"
    assert at_place("Paris") == "à Paris"


def test_names_are_listed_as_each_language_does() -> None:
    assert joined(["كندا", "المغرب", "مصر"], "ar") == "كندا والمغرب ومصر"
    assert joined(["Canada", "Morocco", "Egypt"], "en") == "Canada, Morocco and Egypt"
    assert joined(["Canada"], "fr") == "Canada"


def test_sentences_are_the_whole_text_and_a_symbol_ends_none() -> None:
    text = "اعتُمد القرار S/RES/2617 (2021) «عنوان». وأُرسل إلى البعثات في الخارج."
    assert sentences_of(text, "ar") == ["اعتُمد القرار S/RES/2617 (2021) «عنوان».", "وأُرسل إلى البعثات في الخارج."]
    assert sentences_of("", "ar") == []


def test_a_sentence_is_followed_where_it_goes() -> None:
    before = ["The first stands here.", "The second stands here too.", "The third is left."]
    after = ["A new one.", "The first stands here.", "The second stands here still."]
    assert moved(before, after) == {1: 2, 2: 3}
    assert moved(before, before) == {1: 1, 2: 2, 3: 3}


def test_a_sentence_that_is_wholly_another_one_keeps_no_source() -> None:
    assert moved(["Egypt took part in it."], ["Nothing of the kind was ever said before."]) == {}


def test_a_paragraph_says_which_of_its_sentences_rests_on_what() -> None:
    one, two = Based("forum.meeting", "1"), Based("forum.meeting", "2")
    units = [
        Unit({"ar": "عُقد اجتماع.", "en": "A meeting was held."}, (one,)),
        Unit({"ar": "وكان عنوانه كذا.", "en": "It was so."}, (one, two)),
    ]
    made = paragraph("k", "legal", "", units, ["ar", "en"])
    assert made.texts == {"ar": "عُقد اجتماع. وكان عنوانه كذا.", "en": "A meeting was held. It was so."}
    assert [(each.based.record_key, each.sentence) for each in made.footings] == [("1", 1), ("1", 2), ("2", 2)]


def test_where_one_language_has_more_sentences_every_one_has_all_sources() -> None:
    one, two = Based("forum.meeting", "1"), Based("forum.meeting", "2")
    units = [Unit({"ar": "جملة. وأخرى.", "en": "One only."}, (one,)), Unit({"ar": "ثالثة.", "en": "Two."}, (two,))]
    made = paragraph("k", "legal", "", units, ["ar", "en"])
    assert {each.sentence for each in made.footings} == {1, 2, 3}
    assert all(
        {"1", "2"} == {each.based.record_key for each in made.footings if each.sentence == at} for at in (1, 2, 3)
    )


def test_what_is_wanting_is_seen() -> None:
    found = wants({"ar": "جملة. وأخرى.", "en": ""}, {"ar": 1}, {1}, ["ar", "en"])
    assert found.lacking == ("en",)
    assert found.unsourced == {"ar": (2,)}
    assert not found.nothing
    assert wants({"ar": "جملة.", "en": "One."}, {"ar": 2, "en": 2}, {0}, ["ar", "en"]).nothing
    assert wants({"ar": "جملة.", "en": "One."}, {"ar": 2, "en": 1}, {1}, ["ar", "en"]).behind == ("en",)


def test_a_change_on_one_side_leaves_the_other_behind_until_it_follows() -> None:
    start, sides = {"ar": "أ", "en": "a"}, {"ar": 1, "en": 1}
    first = {"ar": "ب", "en": "a"}
    sides = sides_after(sides, start, first, 2, agree=False)
    assert sides == {"ar": 2, "en": 1}
    second = {"ar": "ب", "en": "b"}
    assert sides_after(sides, first, second, 3, agree=False) == {"ar": 3, "en": 3}
    assert sides_after(sides, first, first, 3, agree=True) == {"ar": 3, "en": 3}
    assert sides_after({"ar": 1, "en": 1}, start, second, 2, agree=False) == {"ar": 2, "en": 2}


def test_of_three_languages_only_those_that_followed_agree() -> None:
    before = {"ar": "أ", "en": "a", "fr": "f"}
    sides = sides_after({"ar": 1, "en": 1, "fr": 1}, before, before | {"ar": "ب"}, 2, agree=False)
    sides = sides_after(sides, before | {"ar": "ب"}, before | {"ar": "ب", "en": "b"}, 3, agree=False)
    assert sides == {"ar": 3, "en": 3, "fr": 1}


def test_the_plan_has_at_least_eight_chapters_in_three_languages_and_every_theme_one_of_them() -> None:
    assert len(plan()) >= 8
    assert all(one.ar and one.en and one.fr for one in plan())
    assert chapter_for(["border_security"], "legal") == "protection"
    assert chapter_for(["terrorist_financing", "civil_society", "human_rights"], "legal") == "rights"
    assert chapter_for([], "legal", 3) == "capacity"
    assert chapter_for(["nothing_known"], "legal") == "legal"
