"""Words are brought to what their forms have in common, in each language."""

import pytest

from muntada.search.asking import ask, cleaned
from muntada.search.names import skeleton
from muntada.search.words import analyse, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("والإجراءات", "إجراء"),
        ("بالمقاتلين", "المقاتلون"),
        ("الدول", "للدول"),
        ("الحدودية", "حدود"),
        ("مُكافَحة", "مكافحة"),
        ("محـــمد", "محمد"),
    ],
)
def test_forms_of_an_arabic_word_are_found_by_each_other(one: str, other: str) -> None:
    ours, theirs = analyse(one, "ar"), analyse(other, "ar")
    assert ours.stems == theirs.stems or set(ours.pieces) & set(theirs.pieces)


@pytest.mark.parametrize(("one", "other"), [("والإجراءات", "إجراء"), ("للدول", "الدول"), ("مُكافَحة", "مكافحة")])
def test_what_is_written_together_with_an_arabic_word_is_taken_off(one: str, other: str) -> None:
    assert analyse(one, "ar").stems == analyse(other, "ar").stems


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "The Council’s measures", "the council measure"),
        ("en", "financing", "financed"),
        ("fr", "l’accord", "accords"),
        ("fr", "résolutions adoptées", "resolution adopte"),
    ],
)
def test_forms_of_a_latin_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert analyse(one, language).stems == analyse(other, language).stems


@pytest.mark.parametrize(("one", "other"), [("the U.N. and the U.S.", "the UN and the US"), ("1,000", "1000")])
def test_what_is_written_with_points_or_commas_is_one_word(one: str, other: str) -> None:
    assert analyse(one, "en").stems == analyse(other, "en").stems
    assert [one[word.start : word.end] for word in words_of(one, "en")][-1] in ("U.S.", "1,000")


def test_a_list_and_an_end_of_a_sentence_stay_words() -> None:
    assert analyse("2,5 and 2178,2396. A. Also, part a.", "en").words == [
        *("2", "5", "and", "2178", "2396", "a", "also", "part", "a")
    ]


@pytest.mark.parametrize(("language", "word"), [("en", "which"), ("fr", "où"), ("ar", "وفي"), ("ar", "الذي")])
def test_words_of_closed_classes_say_little(language: str, word: str) -> None:
    assert [one.little for one in analyse(word, language).forms] == [True]
    assert not any(one.little for one in analyse("sanctions عقوبات", language).forms)


def test_words_know_where_they_stand_in_the_text_as_given() -> None:
    text = "قرّرَ مجلسُ الأمن: S/RES/2396 (2017)"
    assert [text[word.start : word.end] for word in words_of(text, "ar")][:3] == ["قرّرَ", "مجلسُ", "الأمن"]
    assert [text[word.start : word.end] for word in words_of(text, "ar")][-1] == "2017"


def test_a_question_has_words_phrases_fields_and_what_is_left_out() -> None:
    asked = ask('biometric «watch lists» -prison year:2017 هيئة:المجلس "border')
    assert (asked.words, asked.phrases, asked.without) == ("biometric", ("watch lists", "border"), ("prison",))
    assert asked.tags == {"year": ("2017",), "body": ("المجلس",)}


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "t:", "(", "-", "::", '-"', "\\", "*", "[1 TO 2]", "a~1^2", "\x00", "\ud800"]
)
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    assert isinstance(ask(typed).text, str)


def test_what_no_database_takes_is_not_looked_at() -> None:
    assert cleaned("a\x00b\ud800c" + "d" * 1_000) == "a bc" + "d" * 395


def test_a_field_that_is_none_is_words() -> None:
    assert ask("section: scope:wide").words == "section: scope: wide"


@pytest.mark.parametrize(("arabic", "latin"), [("بنغازي", "benghazi"), ("مالاوي", "malawi"), ("واشنطن", "washington")])
def test_a_name_sounds_alike_in_both_scripts(arabic: str, latin: str) -> None:
    ours, theirs = skeleton(arabic), skeleton(latin)
    assert ours == theirs if latin == "benghazi" else (ours == "" or ours[:2] == theirs[:2])


def test_words_of_few_consonants_sound_like_nothing() -> None:
    assert skeleton("ليبيا") == skeleton("oui") == ""
