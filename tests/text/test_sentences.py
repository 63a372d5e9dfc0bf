"""Sentences end where readers see them end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.text.folding import fold
from muntada.text.sentences import sentences


def parts(text, language="en"):
    folded = fold(text).text
    return [folded[start:end] for start, end in sentences(folded, language)]


def test_stops_end_sentences_in_three_languages():
    assert parts("One ended. Two ended! Three?") == ["one ended.", "two ended!", "three?"]
    assert parts("انتهى الاجتماع. متى يعود؟ غدا!", "ar") == ["انتهي الاجتماع.", "متي يعود?", "غدا!"]
    assert parts("Il est fini. Quand ?", "fr") == ["il est fini.", "quand ?"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The U.S. delegation met Mr. Smith and Dr. J. R. Jones", "en"),
        ("Resolution No. 5 and art. 3 of the text", "en"),
        ("It grew by 3.5 percent at www.example.org", "en"),
        ("M. Dupont et Mme. Durand, cf. art. 5 du texte", "fr"),
        ("قال د. أحمد إن النسبة بلغت 3.5 في المئة", "ar"),
        ("وقال: إن الدول الأعضاء، وهي كثيرة، تعمل معا؛ وستعمل", "ar"),
    ],
)
def test_what_does_not_end_a_sentence(text, language):
    assert len(parts(text, language)) == 1


def test_a_quotation_mark_after_the_stop_belongs_to_its_sentence():
    assert parts("He said “we agree.” They left.") == ['he said "we agree."', "they left."]


def test_lines_and_bullets():
    assert parts("A title\nFirst line here\n• one; \n• two") == ["a title", "first line here", "• one;", "• two"]
    assert parts("list: • one • two") == ["list:", "• one", "• two"]
    assert parts("1. The first point. 2. The second.") == ["1. the first point.", "2. the second."]


def test_wrapped_lines_are_one_sentence():
    text = (
        "The members of the working group agreed that they\n"
        "would meet once more before the end of the year in\n"
        "order to finish the text they had begun.\n"
    )
    assert len(parts(text)) == 1


def test_short_lines_are_not_wrapped_ones():
    assert len(parts("Home\nAbout us\nContact\nNews and events")) == 4


def test_a_missing_space_after_an_arabic_stop():
    assert parts("انتهى الاجتماع.ثم عاد", "ar") == ["انتهي الاجتماع.", "ثم عاد"]
    assert len(parts("وكالة ا.ف.ب للأنباء", "ar")) == 1


@given(st.lists(st.sampled_from(["a", "جملة", ".", "!", "\n", " ", "•", '"', "1", "mr", "...", "\n\n"]), max_size=60))
def test_every_letter_is_in_exactly_one_sentence(pieces):
    text = fold("".join(pieces)).text
    covered = [0] * len(text)
    for start, end in sentences(text, "en"):
        assert start < end
        for place in range(start, end):
            covered[place] += 1
    assert all(count == 1 or (count == 0 and text[place].isspace()) for place, count in enumerate(covered))
