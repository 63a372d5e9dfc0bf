"""Where in a text stands what was looked for."""

from __future__ import annotations

from muntada.search.asking import Question
from muntada.search.entries import Entry
from muntada.search.words import analyse, words_of

Span = tuple[int, int]
MOST = 40
# Stems that say nothing of what was looked for, where anything else was.
_SAYING_NOTHING = (
    "the of and to in is for on by with at from this that which are was what who how did do we our it as an or "
    "le la les des du de un une et est en dans pour par sur au aux ce qui que quoi nous "
    "في من علي الي عن ان ما هل هذا هذه التي الذي هو هي او مع كيف ماذا عند"
)
_LITTLE = frozenset(_SAYING_NOTHING.split())


def marked(entry: Entry, question: Question, asked_in: str) -> tuple[Span, ...]:
    """The spans of an entry's text (code points) whose words were asked for, in its own language."""
    if entry.language != asked_in or not question.text:
        return ()
    stems = set(analyse(question.text, entry.language).stems)
    telling = {stem for stem in stems if stem not in _LITTLE and len(stem) > 1} or stems
    found = [(word.start, word.end) for word in words_of(entry.text, entry.language) if word.stem in telling]
    return tuple(found[:MOST])


def excerpt(text: str, marks: tuple[Span, ...], size: int = 320) -> tuple[Span, str]:
    """A piece of a text around its densest marks, cut between words: its span, and the piece."""
    if len(text) <= size:
        return (0, len(text)), text
    starts = [start for start, _ in marks] or [0]
    best = max(starts, key=lambda at: sum(at <= one < at + size for one in starts))
    begin = max(0, min(best - size // 8, len(text) - size))
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = min(len(text), begin + size)
    end = text.rfind(" ", begin, end) if end < len(text) and " " in text[begin:end] else end
    return (begin, end), text[begin:end]
