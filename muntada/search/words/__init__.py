"""The words of texts as they are looked for: folded, stemmed, and in pieces of three letters."""

from __future__ import annotations

from muntada.search.words.analysing import Analysed, Word, analyse, words_of

__all__ = ["Analysed", "Word", "analyse", "words_of"]
