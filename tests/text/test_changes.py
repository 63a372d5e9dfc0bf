"""What changed between two texts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from muntada.text.changes import Piece, changes

texts = st.text(alphabet="ab وب.،\n", max_size=40)


def test_a_word_that_changed_is_shown_alone() -> None:
    assert changes("The body met in May.", "The body met in June.") == (
        Piece("same", "The body met in "),
        Piece("gone", "May"),
        Piece("new", "June"),
        Piece("same", "."),
    )


def test_a_comma_that_was_put_in_leaves_its_word_alone() -> None:
    assert [
        piece.text for piece in changes("رحّب الأعضاء بالتقرير", "رحّب الأعضاء، بالتقرير") if piece.kind != "same"
    ] == ["،"]


def test_a_paragraph_that_came_in_leaves_its_neighbours_alone() -> None:
    kinds = [(piece.kind, piece.text) for piece in changes("One.\nThree.\n", "One.\nTwo.\nThree.\n")]
    assert kinds == [("same", "One.\n"), ("new", "Two.\n"), ("same", "Three.\n")]


def test_a_passage_too_long_to_compare_by_words_is_shown_whole() -> None:
    before, after = "a " * 5_000, "b " * 5_000
    assert changes(before, after) == (Piece("gone", before), Piece("new", after))


@given(texts, texts)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
