"""The index of words on disk: tantivy over our own terms.

Each language has an index of its own, because what is usual in one (how long its texts are, how rare its words) would
mislead in another. The texts themselves are not kept, only their terms. One process writes at a time; any number read.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from muntada.search.asking import Question, cleaned
from muntada.search.entries import Entry, Hit
from muntada.search.words import analyse
from muntada.search.words.analysing import LANGUAGES, Form
from muntada.text.folding import fold_key

MEMORY = 64_000_000  # bytes that a writer takes before it writes out
FUZZY = 5  # letters from which on a word may be a slip of the pen
VERY_FUZZY = 9  # and from which on for two of them
SLIP = 2.0  # what a slip is worth; a word itself is worth the more the rarer it is
MOST_TERMS = 64  # of one question
# Weights beside those of stems, chosen on one half of the questions of `bench/search.py` and looked at on the other.
PIECES = {"ar": 0.5, "en": 0.12, "fr": 0.2}  # Arabic words change within, so that pieces tell more of them
NEIGHBOURS = 0.5
WORD = 0.3  # for standing there just as it was asked
LITTLE = 0.4  # of words that say little
THERE = 0.5  # of a term's rarity, for being there at all, however often and in however long a text
TELLING = 1.0  # rarity below which pieces that are in so MANY entries cost time and tell nothing
MANY = 1_000
ALIKE = 2  # pieces at the beginning or the end of a word, with which an entry is let in that has no such word
STEMS, PIECED, WORDS, TITLE = "stems", "pieces", "words", "title"
Group = Mapping[str, float]  # words of a language that may stand for one another, with how surely


@cache
def schema() -> Any:
    """The fields: what names an entry, what it is narrowed by, and its terms."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("whole", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("tag", tokenizer_name="raw", index_option="basic")
    made.add_text_field(STEMS, tokenizer_name="whitespace", index_option="position")
    made.add_text_field(PIECED, tokenizer_name="whitespace", index_option="freq")
    made.add_text_field(WORDS, tokenizer_name="whitespace", index_option="basic")
    made.add_text_field(TITLE, tokenizer_name="whitespace", index_option="position")
    return made.build()


class WordIndex:
    """The indexes in a folder, made where there are none; without a folder, in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._of = {language: _open(folder / language if folder is not None else None) for language in LANGUAGES}

    def change(self, put: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Put entries in and take keys out. Raises ValueError where somebody else is writing.

        Cut short, it leaves each language as it was or as it was to be: doing it again makes it whole.
        """
        by_language: dict[str, list[Entry]] = {language: [] for language in LANGUAGES}
        for entry in put:
            by_language[entry.language].append(entry)
        leaving = {*gone, *(entry.key for entries in by_language.values() for entry in entries)}
        for language, entries in by_language.items():
            index = self._of[language]
            if not entries and not index.searcher().num_docs:
                continue
            with index.writer(heap_size=MEMORY, num_threads=1) as writer:
                for key in leaving:
                    writer.delete_documents_by_term("key", key)
                for entry in entries:
                    writer.add_document(_document(entry))
        self.fresh()

    def fresh(self) -> None:
        """See what another process wrote."""
        for index in self._of.values():
            index.reload()

    def count(self, language: str) -> int:
        """How many entries there are in a language."""
        return int(self._of[language].searcher().num_docs)

    def search(self, question: Question, language: str, most: int) -> list[Hit]:
        """The best fitting entries in a language, by words typed in it."""
        searcher = self._of[language].searcher()
        parts = [(Occur.Must, _phrase(phrase, language)) for phrase in question.phrases]
        if forms := analyse(question.text, language).forms[:MOST_TERMS]:
            parts += [(Occur.Should, one) for one in _by_words(searcher, forms, language)]
            parts += [(Occur.Must, _unscored(_any(list(_let_in(forms)))))]
        if not parts:
            return []
        return self._found(searcher, parts, question, language, most)

    def search_groups(self, groups: Sequence[Group], question: Question, language: str, most: int) -> list[Hit]:
        """The best fitting entries in a language, by what may stand there for each word of a question."""
        parts = [(Occur.Should, _either(group, language)) for group in groups[:MOST_TERMS] if group]
        return self._found(self._of[language].searcher(), parts, question, language, most) if parts else []

    def matching(self, question: Question, language: str, most: int) -> set[str]:
        """The keys of what has the phrases and tags of a question and nothing that is to be left out."""
        parts = [(Occur.Must, _phrase(phrase, language)) for phrase in question.phrases] or [
            (Occur.Must, Query.all_query())
        ]
        return {hit.key for hit in self._found(self._of[language].searcher(), parts, question, language, most)}

    def begun(self, typed: str, language: str, most: int) -> list[Hit]:
        """Entries with a word in the title that begins with the last word typed, and all words before it."""
        words = fold_key(cleaned(typed)).split()[:12]
        if not words:
            return []
        *before, last = words
        parts = [(Occur.Must, _term(TITLE, word)) for word in before]
        parts.append((Occur.Must, Query.phrase_prefix_query(schema(), TITLE, [last])))
        return self._found(self._of[language].searcher(), parts, Question(), language, most)

    def _found(self, searcher: Any, parts: list[Any], question: Question, language: str, most: int) -> list[Hit]:
        limits = []
        for name, values in question.tags.items():
            limits.append((Occur.Must, _unscored(_any([_tag(name, value) for value in values]))))
        limits += [(Occur.MustNot, _phrase(phrase, language)) for phrase in question.without]
        whole = Query.boolean_query([(Occur.Must, Query.boolean_query(parts)), *limits])
        found = searcher.search(whole, limit=most, count=False)
        return [self._hit(searcher, address, score, language) for score, address in found.hits]

    @staticmethod
    def _hit(searcher: Any, address: Any, score: float, language: str) -> Hit:
        document = searcher.doc(address)
        return Hit(document.get_first("key"), document.get_first("whole"), language, float(score))


def _open(folder: Path | None) -> Any:
    if folder is None:
        return tantivy.Index(schema())
    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(schema(), path=str(folder))


def _document(entry: Entry) -> Any:
    language = entry.language
    terms = analyse(f"{entry.title}\n{entry.text}" if entry.title else entry.text, language)
    made = tantivy.Document()
    made.add_text("key", entry.key)
    made.add_text("whole", entry.whole or entry.key)
    for name, values in entry.tags.items():
        for value in values:
            made.add_text("tag", f"{name}={fold_key(value)}")
    made.add_text(STEMS, " ".join(terms.stems))
    made.add_text(PIECED, " ".join(terms.pieces))
    made.add_text(WORDS, " ".join(terms.words))
    if entry.title:
        made.add_text(TITLE, fold_key(entry.title))
    return made


def _term(field: str, text: str) -> Any:
    return Query.term_query(schema(), field, text, "basic" if field == WORDS else "freq")


def _tag(name: str, value: str) -> Any:
    return Query.term_query(schema(), "tag", f"{name}={fold_key(value)}", "basic")


def _unscored(query: Any) -> Any:
    return Query.const_score_query(query, 0.0)


def _any(queries: list[Any]) -> Any:
    return Query.boolean_query([(Occur.Should, one) for one in queries])


def _let_in(forms: Sequence[Form]) -> Iterator[Any]:
    """One of these an entry must have: a word that says something, one like it, or one of its beginning or end."""
    for form in [one for one in forms if not one.little] or forms:
        yield _or_like(form.stem)
        if len(form.word) < FUZZY or form.word.isdigit():
            continue
        within = form.pieces[1:-1]
        ends = {within[:ALIKE], within[-ALIKE:]}
        if len(form.word) >= VERY_FUZZY:  # slips are in the midst of long words
            ends.add((form.pieces[0], *form.pieces[-ALIKE:]))
        for end in ends:
            yield Query.boolean_query([(Occur.Must, _term(PIECED, piece)) for piece in end])


def _by_words(searcher: Any, forms: Sequence[Form], language: str) -> Iterator[Any]:
    """What words that were typed add to how well an entry fits."""
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for form in forms:
        weight = LITTLE if form.little else 1.0
        yield _boosted(_term(STEMS, form.stem), weight) if form.little else _or_like(form.stem)
        weights[STEMS, form.stem] += weight * THERE
        weights[WORDS, form.word] += weight * WORD
        for piece in form.pieces:
            weights[PIECED, piece] += weight * PIECES[language]
    for (field, term), weight in weights.items():
        rarity, there = _rarity(searcher, field, term)
        if not there or (field == PIECED and rarity < TELLING and there > MANY):
            continue
        if field == PIECED:
            yield _boosted(_term(PIECED, term), weight)
            weight *= THERE
        yield Query.const_score_query(_term(field, term), weight * rarity)
    for one, other in itertools.pairwise(forms):
        if one.stem != other.stem:
            yield _boosted(Query.phrase_query(schema(), STEMS, [one.stem, other.stem]), NEIGHBOURS)


def _rarity(searcher: Any, field: str, term: str) -> tuple[float, int]:
    """How rare a term is, as BM25 reckons, and in how many entries it is."""
    there = searcher.doc_freq(field, term)
    return math.log(1 + (searcher.num_docs - there + 0.5) / (there + 0.5)), there


def _boosted(query: Any, weight: float) -> Any:
    return Query.boost_query(query, weight)


def _or_like(stem: str) -> Any:
    """A stem, or for less what differs from it by a letter, or by two where it is long: a slip of the pen.

    Whether the stem is anywhere is not asked first: what others may not see must not change what is found.
    """
    exact = _term(STEMS, stem)
    if len(stem) < FUZZY or stem.isdigit():
        return exact
    alike = Query.fuzzy_term_query(schema(), STEMS, stem, distance=2 if len(stem) >= VERY_FUZZY else 1)
    return Query.disjunction_max_query([exact, Query.boost_query(alike, SLIP)])


def _phrase(text: str, language: str) -> Any:
    stems: list[Any] = list(analyse(text, language).stems)
    if not stems:
        return Query.empty_query()
    return _term(STEMS, stems[0]) if len(stems) == 1 else Query.phrase_query(schema(), STEMS, stems)


def _either(group: Group, language: str) -> Any:
    """The words of a group as one: an entry that has several of them has no more than the best."""
    stems: dict[str, float] = {}
    for word, weight in group.items():
        for stem in analyse(word, language).stems[:1]:
            stems[stem] = max(weight, stems.get(stem, 0.0))
    boosted = [Query.boost_query(_term(STEMS, stem), weight) for stem, weight in stems.items()]
    return boosted[0] if len(boosted) == 1 else Query.disjunction_max_query(boosted)
