"""Terms are found at word boundaries, with their proclitics, wherever lines break."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from muntada.text.folding import fold
from muntada.text.terms import Term, TermIndex


def found(index, text, **options):
    folded = fold(text)
    return [(folded.text[m.start : m.end], m.payloads, m.prefix) for m in index.find(folded.text, **options)]


def test_a_term_takes_the_article_and_proclitics():
    index = TermIndex([("منتدى", 1)])
    for word, prefix in [("منتدى", ""), ("المنتدى", ""), ("والمنتدى", "و"), ("للمنتدى", "ل"), ("وبمنتدى", "وب")]:
        ((text, payloads, before),) = found(index, f"قال {word} أمس")
        assert payloads == (1,)
        assert before == prefix
        assert text == fold(word).text.removeprefix(prefix)


def test_a_term_with_the_article_is_found_after_lam():
    index = TermIndex([("الأمم المتحدة", "un"), ("اللجنة التنسيقية", "coco")])
    assert found(index, "تابع للأمم المتحدة") == [("لامم المتحده", ("un",), "ل")]
    assert found(index, "وللأمم المتحدة دور")[0][1:] == (("un",), "ول")
    assert found(index, "اجتماع للجنة التنسيقية")[0][1:] == (("coco",), "ل")
    assert found(index, "أمم المتحدة") == []


def test_a_word_that_only_seems_to_have_the_article():
    index = TermIndex([("التزام", 1)])
    assert [b for _, _, b in found(index, "التزام الالتزام لالتزام للالتزام بالتزام")] == ["", "", "ل", "ل", "ب"]


def test_an_empty_index_finds_nothing():
    assert TermIndex([]).find("abc") == []


def test_the_article_can_be_declined():
    assert found(TermIndex([Term("مصر", 1, article=False)]), "المصر ومصر") == [("مصر", (1,), "و")]


def test_a_longer_word_is_no_match():
    index = TermIndex([("مصر", 1), ("un", 2), ("عمل", 3)])
    assert found(index, "مصرف نصر استعمل عملها undone fun un.") == [("un", (2,), "")]


def test_a_future_verb_takes_sin_and_a_noun_does_not():
    assert found(TermIndex([("يعقد", 1)]), "وسيعقد غدا")[0][2] == "وس"
    assert found(TermIndex([("مصر", 1)]), "سمصر") == []


def test_plurals_only_when_asked():
    index = TermIndex([Term("working group", 1, plural=True), ("forum", 2)])
    assert [p for _, p, _ in found(index, "Working groups and forums, working group")] == [(1,), (1,)]


def test_one_form_may_stand_for_several_things_and_inner_terms_may_be_wanted():
    index = TermIndex([("security council", 1), ("Security Council", 2), ("council", 3)])
    assert [p for _, p, _ in found(index, "the Security Council")] == [(1, 2)]
    assert [p for _, p, _ in found(index, "the Security Council", overlapping=True)] == [(1, 2), (3,)]


def test_line_breaks_and_double_spaces_do_not_hide_a_term():
    index = TermIndex([("مجموعة عمل", 1), ("لجنة", 2)])
    text = fold("ثم   لجنة  و مجموعة\n  عمل  أخرى لجنة").text
    assert [text[m.start : m.end] for m in index.find(text)] == ["لجنه", "مجموعه\n  عمل", "لجنه"]


def test_a_blank_line_parts_two_words():
    assert found(TermIndex([("مجموعة عمل", 1)]), "مجموعة\n\nعمل") == []


@given(st.lists(st.sampled_from(["لجنة", "المنتدى", "working group", "x", " ", "  ", "\n", "و"]), max_size=30))
def test_every_match_is_a_piece_of_the_text(words):
    index = TermIndex([("لجنة", 1), ("المنتدى", 2), ("working group", 3)])
    text = fold(" ".join(words)).text
    matches = index.find(text)
    assert [m.start for m in matches] == sorted(m.start for m in matches)
    for m in matches:
        assert " ".join(text[m.start : m.end].split()) in {m.form, "ال" + m.form}
    assert all(a.end <= b.start for a, b in pairwise(matches))
