"""The lexicon as a dictionary: under the right letter, in the language's order, found however it is written."""

from __future__ import annotations

import pytest

from muntada.text.folding import fold_key
from muntada.text.glossary import LANGUAGES, forms_of, kinds, search, sections, shared_forms, shown_form
from muntada.text.lexicon import by_id, terms

ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "en": "#ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "fr": "#ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_once_under_a_letter_of_its_alphabet_in_order(language: str) -> None:
    every = sections(language)

    assert sorted(term.id for one in every for term in one.terms) == sorted(term.id for term in terms())
    places = [ALPHABETS[language].index(one.letter) for one in every]
    assert places == sorted(set(places))


def test_the_article_and_the_hamza_say_nothing_of_the_place_in_arabic() -> None:
    under = {term.id: one.letter for one in sections("ar") for term in one.terms}

    assert under["topic.terrorist_acts"] == "ا"  # الأعمال الإرهابية
    assert under["topic.prisons"] == "س"  # السجون
    assert under["topic.violent_extremism"] == "ت"  # التطرف العنيف
    assert under["topic.mutual_legal_assistance"] == "م"  # المساعدة القانونية المتبادلة


def test_accents_say_nothing_of_the_place_in_french() -> None:
    names = [shown_form(term, "fr") for one in sections("fr") if one.letter == "E" for term in one.terms]

    assert "éducation" in names
    assert "extrémisme" in names
    assert names.index("éducation") < names.index("extrémisme")


@pytest.mark.parametrize(
    "words",
    ["بصمات الأصابع", "بصمات الاصابع", "الأصابع", "أصابع", "fingerprint", "empreintes digitales", "EMPREINTES"],
)
def test_a_term_is_found_by_any_of_its_forms_in_any_spelling(words: str) -> None:
    assert "topic.fingerprints" in [term.id for term in search(words)]


def test_a_search_keeps_to_its_kind_and_finds_nothing_of_nothing() -> None:
    assert {term.kind for term in search("حقوق الإنسان", "topic")} == {"topic"}
    assert search("خرطوم الفيل") == ()
    assert len(search()) == len(terms())
    assert {term.kind for term in search(kind="role")} == {"role"}
    assert set(kinds()) == {term.kind for term in terms()}


def test_what_a_form_alone_does_not_tell_apart_is_told_of_both() -> None:
    one, other = by_id()["topic.rehabilitation"], by_id()["lifecycle.rehabilitation"]

    assert {found.id for _form, found in shared_forms(one)} == {other.id}
    assert {found.id for _form, found in shared_forms(other)} == {one.id}
    told = [(fold_key(form), found.id) for form, found in shared_forms(one)]
    assert len(told) == len(set(told)), "no form is told twice of the same term"


def test_terms_that_the_lexicon_calls_ambiguous_are_there_and_the_shown_form_comes_first() -> None:
    for term in terms():
        for language in LANGUAGES:
            found = forms_of(term, language)
            assert found[:1] == (shown_form(term, language),)[: len(found)]
            assert len(found) == len(set(found))
        assert all(other in by_id() for other in term.ambiguous_with)
