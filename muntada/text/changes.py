"""What changed between two texts, shown by words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# A word, white space, or a mark that ends a word: a comma that was put in does not make the word before it another.
_TOKEN = re.compile(r"\s+|[.,;:!?،؛؟()\[\]«»\"“”…]|[^\s.,;:!?،؛؟()\[\]«»\"“”…]+")
_MOST = 4_000  # words of one passage that are compared one by one; a longer one is shown as a whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, that the earlier one alone has, or the later one alone."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one: pieces that are the same, gone or new, in order.

    Without the new pieces they make up the earlier text, without the gone ones the later. Paragraphs are compared
    first, then the words of those that changed.
    """
    return tuple(_joined(_of_paragraphs(before.splitlines(keepends=True), after.splitlines(keepends=True))))


def _of_paragraphs(before: list[str], after: list[str]) -> Iterator[Piece]:
    for how, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, new = "".join(before[first:last]), "".join(after[start:end])
        if how == "equal":
            yield Piece("same", gone)
        elif how == "replace":
            yield from _of_words(gone, new)
        else:
            yield Piece("gone", gone) if gone else Piece("new", new)


def _of_words(before: str, after: str) -> Iterator[Piece]:
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(a), len(b)) > _MOST:
        yield from (Piece("gone", before), Piece("new", after))
        return
    for how, first, last, start, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(a[first:last]))
            continue
        if last > first:
            yield Piece("gone", "".join(a[first:last]))
        if end > start:
            yield Piece("new", "".join(b[start:end]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece; empty ones are left out."""
    kept: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if kept is not None and kept.kind == piece.kind:
            kept = Piece(kept.kind, kept.text + piece.text)
            continue
        if kept is not None:
            yield kept
        kept = piece
    if kept is not None:
        yield kept
