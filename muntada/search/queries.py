"""What is found, as far as whoever asks may read it; and how far behind the index is.

The index gives keys. Everything that is shown, counted or suggested is read again through the policy: what the index
holds of a thing decides its place in a list, and never whether it is there.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from muntada.access.actor import Actor
from muntada.search.asking import Question, ask
from muntada.search.embedded import Embedded, interleaved
from muntada.search.entries import Entry, Hit
from muntada.search.indexing import busy, entries_of, folder_of, is_over, made_by, opened, serving
from muntada.search.kinds import apart, laid
from muntada.search.marks import Span, marked
from muntada.search.models import Change, Index
from muntada.search.words.analysing import LANGUAGES
from muntada.text.folding import fold_key
from muntada.text.language import detect

LOOKED = 200  # of each language, whoever asks: what others may not see changes neither this nor the time it takes
FACETS = ("is", "kind", "body", "year", "topic", "party", "language")
SUGGESTED = 8
_open: dict[int, Embedded] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Version:
    """A thing found, in one language: the record itself, its words now, and where they are what was looked for."""

    kind: str
    thing: Any
    entry: Entry
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, in the languages in which it fits."""

    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `more` says that there may be more than was looked at."""

    question: Question
    asked_in: str
    results: tuple[Result, ...]
    more: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Status:
    """How the index stands: what it holds, what it has yet to take in and since when, and how far a new one is."""

    ready: bool
    entries: Mapping[str, int]
    waiting: int
    since: datetime | None
    made_by: str
    outdated: bool
    soiled: bool
    building: tuple[int, int] | None


def find(
    actor: Actor | None,
    typed: str,
    *,
    tags: Mapping[str, Sequence[str]] | None = None,
    reader: str = "en",
    languages: Sequence[str] = LANGUAGES,
) -> Found:
    """What is found for what was typed, narrowed by tags; `reader` is the language of whoever asks."""
    question = _narrowed(ask(typed), tags or {})
    asked_in = language_of(question.text, reader)
    index = serving()
    if index is None or not question.text:
        return Found(question, asked_in, (), False, {})
    wanted = [one for one in (asked_in, *LANGUAGES) if one in languages]
    wanted = list(dict.fromkeys(wanted))
    lists = engine_of(index).look(question, asked_in, wanted, LOOKED)
    seen = _seen(actor, [hit for hits in lists.values() for hit in hits], question, asked_in)
    joined = interleaved([[hit for hit in lists[one] if hit.key in seen] for one in wanted], LOOKED * len(wanted))
    results = tuple(Result(tuple(seen[hit.key] for hit in one.hits)) for one in joined)
    # Of what one may not see, not even its being many is told.
    more = any(sum(hit.key in seen for hit in hits) >= LOOKED for hits in lists.values())
    return Found(question, asked_in, results, more, _facets(results))


def suggestions(actor: Actor | None, typed: str, reader: str = "en") -> list[str]:
    """Titles with a word that begins with what was typed, of what the actor may read."""
    index = serving()
    if index is None or not typed.strip():
        return []
    order = dict.fromkeys([language_of(typed, reader), *LANGUAGES])
    hits = engine_of(index).begun(typed, list(order), 5 * SUGGESTED)
    begun = fold_key(typed).split()
    titles: dict[str, None] = {}
    for version in _seen(actor, hits, Question(), reader).values():
        words = fold_key(version.entry.title).split()
        # As it is titled now, and not as it was when it was taken in.
        if all(any(word.startswith(one) for word in words) for one in begun):
            titles[version.entry.title] = None
    return list(titles)[:SUGGESTED]


def status() -> Status:
    """How the index stands."""
    held = serving()
    building = Index.objects.filter(state=Index.State.BUILDING).first()
    noted = Change.objects.filter(index=held) if held is not None else Change.objects.none()
    first = noted.order_by("id").first()
    ready = held is not None and folder_of(held).is_dir()
    return Status(
        ready=ready,
        entries=engine_of(held).counts() if held is not None and ready else {},
        waiting=noted.count(),
        since=first.noted_at if first is not None else None,
        made_by=held.made_by if held is not None else "",
        outdated=held is not None and held.made_by != made_by(),
        soiled=held is not None and held.soiled,
        building=(building.done, building.total) if building is not None else None,
    )


def waits() -> bool:
    """Whether there is something for the index to take in, or no index that could."""
    held = serving()
    there = held is None or is_over(held) or Change.objects.filter(index=held).exists()
    return there and not busy()


def language_of(text: str, reader: str) -> str:
    """The language that a question is asked in: a few Latin words are taken for those of the reader's language."""
    told = detect(text)
    if told == "ar" or reader == "ar":
        return told if told in LANGUAGES else reader
    return reader if len(text.split()) < 4 else told if told in LANGUAGES else reader


def engine_of(index: Index) -> Embedded:
    """The index as it is on disk now, kept open by this process."""
    with _lock:
        if index.pk not in _open:
            _open.clear()
            _open[index.pk] = opened(index)
        engine = _open[index.pk]
    engine.fresh()
    return engine


def _narrowed(question: Question, tags: Mapping[str, Sequence[str]]) -> Question:
    every = {name: tuple(values) for name, values in tags.items() if values}
    return Question(question.words, question.phrases, question.without, {**question.tags, **every})


def _seen(actor: Actor | None, hits: Iterable[Hit], question: Question, asked_in: str) -> dict[str, Version]:
    """What the actor may read of what was found, read anew: by entry, in the order of the hits."""
    pks: defaultdict[str, set[str]] = defaultdict(set)
    hits = list(hits)
    for hit in hits:
        name, pk, _ = apart(hit.key)
        pks[name].add(pk)
    there: dict[str, Version] = {}
    for name, wanted in pks.items():
        kind = laid().get(name)
        if kind is None:
            continue
        for thing in kind.rows(actor, kind.permission).filter(pk__in=sorted(wanted)):
            for entry in entries_of(kind, thing):
                if _bears(entry, question):
                    there[entry.key] = Version(name, thing, entry, marked(entry, question, asked_in))
    return {hit.key: there[hit.key] for hit in hits if hit.key in there}


def _bears(entry: Entry, question: Question) -> bool:
    """Whether it is still of what the question is narrowed to."""
    for name, values in question.tags.items():
        has = {fold_key(value) for value in entry.tags.get(name, ())}
        if not has & {fold_key(value) for value in values}:
            return False
    return True


def _facets(results: Sequence[Result]) -> dict[str, tuple[tuple[str, int], ...]]:
    counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for result in results:
        for name in FACETS:
            counted[name].update({value for one in result.versions for value in one.entry.tags.get(name, ())})
    return {name: tuple(sorted(of.items(), key=lambda pair: (-pair[1], pair[0]))) for name, of in counted.items() if of}
