"""Where in a text stands what was looked for."""

from __future__ import annotations

from muntada.search.asking import Question
from muntada.search.entries import Entry
from muntada.search.words import analyse, words_of

Span = tuple[int, int]
MOST = 40


def marked(entry: Entry, question: Question, asked_in: str) -> tuple[Span, ...]:
    """The spans of an entry's text (code points) whose words were asked for, in its own language."""
    if entry.language != asked_in or not question.text:
        return ()
    forms = analyse(question.text, entry.language).forms
    telling = {one.stem for one in forms if not one.little and len(one.stem) > 1} or {one.stem for one in forms}
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
