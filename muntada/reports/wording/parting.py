"""Sentences of a paragraph, and which of them is which after it was changed. Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from muntada.text.folding import fold
from muntada.text.sentences import sentences

_ALIKE = 0.5  # of the words, for a sentence that was changed and is still the same one


def sentences_of(text: str, language: str) -> list[str]:
    """The sentences of a text in order; together they are the text but for white space around them."""
    folded = fold(text)
    starts = [folded.source_offset(start) for start, _end in sentences(folded.text, language)]
    if not starts:
        return []
    starts[0] = 0
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def moved(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Where each sentence went, counted from 1; one that is gone is not there.

    A sentence that was changed is the same as long as half of its words are.
    """
    found: dict[int, int] = {}
    for how, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found |= {first + step + 1: start + step + 1 for step in range(last - first)}
        elif how == "replace":
            found |= _changed(before, after, (first, last), (start, end))
    return found


def _changed(before: Sequence[str], after: Sequence[str], old: tuple[int, int], new: tuple[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken = new[0]
    for place in range(*old):
        best, share = None, _ALIKE
        for other in range(taken, new[1]):
            alike = SequenceMatcher(None, before[place].split(), after[other].split(), autojunk=False).ratio()
            if alike >= share:
                best, share = other, alike + 1e-9
        if best is not None:
            found[place + 1] = best + 1
            taken = best + 1
    return found
