"""Folding gives one spelling and always finds the way back."""

from hypothesis import given
from hypothesis import strategies as st

from muntada.text.folding import fold, fold_key

TEXTS = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("اأىةـًّ٢œßﻻé\r\n “”")))


def test_arabic_spellings_of_one_word_fold_alike():
    assert fold_key("الإِرْهـــاب") == fold_key("الارهاب") == fold_key("اﻹرهاب")
    assert fold_key("مستوى") == fold_key("مستوی") == fold_key("مستوي")
    assert fold_key("ﻣﺤﻤﺪ") == fold_key("مُحَمَّد") == fold_key("محـــمد") == "محمد"
    assert fold_key("کابل") == fold_key("كابل")


def test_latin_accents_and_ligatures_expand():
    assert fold("Œuvre à l’État, Straße").text == "oeuvre a l'etat, strasse"


def test_digits_of_every_script_become_ascii():
    assert fold("٢٠٢٢ ۲۰۲۲ ２０２２ ١٫٥ ١٬٠٠٠").text == "2022 2022 2022 1.5 1,000"


def test_a_raised_note_mark_does_not_join_the_year():
    assert fold("2021²").text == "2021 "


def test_invisible_characters_are_deleted():
    assert fold("م\u200bح\u200c\u200dم\u202eد\u2066\u00ad\ufeff\u061c").text == "محمد"


def test_spaces_stay_one_to_one_and_newlines_stay():
    assert fold("a\u00a0\u2003b\tc\nd\u2028e").text == "a  b c\nd\ne"
    assert fold("a\r\nb\rc").text == "a \nb\nc"


def test_a_span_covers_inner_marks_and_leaves_trailing_ones():
    source = "قال مُحَمَّدٌ أمس"
    folded = fold(source)
    start = folded.text.index("محمد")
    begin, end = folded.source_span(start, start + 4)
    assert source[begin:end] == "مُحَمَّد"


def test_both_letters_of_an_expansion_point_to_their_source():
    folded = fold("cœur")
    assert folded.text == "coeur"
    assert [folded.source_offset(i) for i in range(6)] == [0, 1, 1, 2, 3, 4]
    assert folded.source_span(1, 2) == (1, 2)


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS, st.data())
def test_offsets_always_map_back(text, data):
    folded = fold(text)
    offsets = [folded.source_offset(i) for i in range(len(folded.text) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    begin, stop = folded.source_span(start, end)
    assert 0 <= begin <= stop <= len(text)
    if end > start and not text[begin:stop].isupper():
        assert folded.text[start:end] in fold(text[begin:stop]).text


def test_long_runs_of_marks_are_no_burden():
    assert fold("ا" + "\u064b\u0651" * 100_000 + "ب").text == "اب"
