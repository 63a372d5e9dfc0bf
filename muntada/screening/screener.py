"""The check of a name against a list: hits with their score and reasons, and nothing else.

A hit is a reason for a person to look. Nothing here leads to any status of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock

from muntada.screening.beside import Ask
from muntada.screening.building import build
from muntada.screening.facts import born, identifiers, known_identifiers, nationality, weigh
from muntada.screening.index import Index
from muntada.screening.model import Entry, Fact, Hit, Identifier, Query
from muntada.screening.segment import Found, Segment
from muntada.text.gate import admit
from muntada.text.names.parsing import looks_like_entity

CUTOFF = 0.5  # score from which a hit is shown
MOST_HITS = 20
_LONGEST_NAME = 1000
_AT_ONCE = 128  # questions of one reckoning
_BEFORE_FACTS = 0.3  # share of the cut-off a name must reach before birth dates and the like may raise it


class Screener:
    """A list made ready to be asked. Entries may be added and taken out; questions may come from several threads.

    Entries added later stand in a small index of their own beside the first one, which may be mapped from disk.
    """

    def __init__(self, entries: Iterable[Entry] = (), *, progress: Callable[[int], None] | None = None) -> None:
        self._lock = Lock()
        self._main = Segment(Index(build(entries, progress)))
        self._added: dict[str, Entry] = {}
        self._beside: Segment | None = None

    @classmethod
    def open(cls, folder: Path) -> Screener:
        """A screener of an index that `save` wrote; mapped, not read. Raises `IndexRefused`."""
        screener = cls()
        screener._main = Segment(Index.open(folder))
        return screener

    def save(self, folder: Path) -> None:
        """Writes the index into a folder. Entries added or taken out since are not in it: build anew for that."""
        self._main.index.save(folder)

    def add(self, entry: Entry) -> None:
        """Takes an entry in, in place of one with the same id."""
        self.take([entry])

    def take(self, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Takes entries in, each in place of one with the same id, and others out, all at once."""
        with self._lock:
            for entry_id in gone:
                self._remove(entry_id)
            for entry in entries:
                self._remove(entry.id)
                self._added[entry.id] = entry
            self._beside = Segment(Index.of(self._added.values())) if self._added else None

    def remove(self, entry_id: str) -> bool:
        """Takes an entry out; False where there was none."""
        with self._lock:
            found = self._remove(entry_id)
            self._beside = Segment(Index.of(self._added.values())) if self._added else None
            return found

    def _remove(self, entry_id: str) -> bool:
        numbers = set(self._main.index.entries_with_id(entry_id)) - self._main.gone
        self._main.gone.update(numbers)
        return self._added.pop(entry_id, None) is not None or bool(numbers)

    def screen(
        self,
        query: str,
        *,
        born: str | Sequence[str] = (),
        nationality: str | Sequence[str] = (),
        identifiers: Sequence[Identifier | str] = (),
        kind: str | None = None,
        cutoff: float = CUTOFF,
        limit: int = MOST_HITS,
    ) -> list[Hit]:
        """The entries that a name may mean, the likeliest first, each once.

        `born` and `nationality` are as in `Entry`; `kind` is one of `KINDS`, or None where it is not known. Raises
        `TextRefused` for a name of more than 1,000 code points, with NUL, half characters or runs of marks.
        """
        asked = Query(
            name=admit(query, limit=_LONGEST_NAME),
            born=(born,) if isinstance(born, str) and born else tuple(born),
            nationalities=(nationality,) if isinstance(nationality, str) and nationality else tuple(nationality),
            identifiers=tuple(Identifier(number) if isinstance(number, str) else number for number in identifiers),
            kind=kind,
        )
        return self.ask(asked, cutoff=cutoff, limit=limit)

    def ask(self, query: Query, *, cutoff: float = CUTOFF, limit: int = MOST_HITS) -> list[Hit]:
        """`screen` of a question put together beforehand; its name is taken as admitted."""
        return self.ask_many([query], cutoff=cutoff, limit=limit)[0]

    def ask_many(self, queries: Sequence[Query], *, cutoff: float = CUTOFF, limit: int = MOST_HITS) -> list[list[Hit]]:
        """The hits of many questions, in their order: the same as asked one by one, for a third of the work."""
        answers: list[list[Hit]] = []
        for start in range(0, len(queries), _AT_ONCE):
            some = queries[start : start + _AT_ONCE]
            with self._lock:
                found: list[list[Hit]] = [[] for _ in some]
                for segment in (self._main, self._beside):
                    if segment is not None:
                        for hits, more in zip(found, _hits(segment, some, cutoff, limit), strict=True):
                            hits.extend(more)
            for hits in found:
                hits.sort(key=lambda hit: (-hit.score, hit.entry.id))
            answers.extend(hits[:limit] for hits in found)
        return answers


def _hits(segment: Segment, queries: Sequence[Query], cutoff: float, limit: int) -> Iterator[list[Hit]]:
    asks = [_asks(query) for query in queries]
    met = iter(segment.find_many([ask for some in asks for ask in some], least=_BEFORE_FACTS * cutoff))
    for query, some in zip(queries, asks, strict=True):
        best: dict[int, Found] = {}
        for found in islice(met, len(some)):
            for number, one in found.items():
                if number not in best or best[number].score < one.score:
                    best[number] = one
        ranked = sorted(best.items(), key=lambda item: -item[1].score)[: 3 * limit]
        hits = [_hit(segment, query, number, found, cutoff) for number, found in ranked]
        hits.extend(_by_number(segment, query, set(best)))
        yield [hit for hit in hits if hit and hit.score >= cutoff and query.kind in {None, hit.entry.kind}]


def _asks(query: Query) -> list[Ask]:
    if query.kind is not None:
        return [Ask(query.name, query.kind != "person", query.kind != "person")]
    readings = (False, True) if looks_like_entity(query.name) else (False,)
    return [Ask(query.name, entity, None) for entity in readings]


def _facts(query: Query, entry: Entry) -> tuple[Fact, ...]:
    return (born(query, entry), nationality(query, entry), identifiers(query, entry))


def _hit(segment: Segment, query: Query, number: int, found: Found, cutoff: float) -> Hit | None:
    """A name that was met as a hit with its reasons; None where it falls short of the cut-off."""
    told = query.born or query.nationalities or query.identifiers
    if not told and round(found.score, 4) < cutoff:
        return None
    entry = segment.entry(number)
    facts = _facts(query, entry)
    score = round(weigh(found.score, facts), 4)
    if score < cutoff:
        return None
    name = segment.name(found, entry)
    return Hit(
        entry=entry,
        name=name,
        score=score,
        name_score=round(found.score, 4),
        parts=segment.explained(found, name, entity=entry.kind != "person"),
        facts=facts,
        reordered=found.done.reordered,
    )


def _by_number(segment: Segment, query: Query, known: set[int]) -> list[Hit]:
    """Entries with the same identifier under a name that is nothing like the one asked for."""
    hits = []
    for key in known_identifiers(query.identifiers):
        for number in set(segment.index.entries_with_number(key)) - known - segment.gone:
            entry = segment.entry(number)
            facts = _facts(query, entry)
            if any(fact.field == "identifier" and fact.effect == "confirms" for fact in facts):
                hits.append(Hit(entry, entry.names[0], round(weigh(0.0, facts), 4), 0.0, (), facts))
    return hits
