"""The check of a name against a list: hits with their score and reasons, and nothing else.

A hit is a reason for a person to look. Nothing here leads to any status of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock

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
        with self._lock:
            hits = []
            for segment in (self._main, self._beside):
                if segment is not None:
                    hits.extend(_hits(segment, query, cutoff, limit))
        hits.sort(key=lambda hit: (-hit.score, hit.entry.id))
        return hits[:limit]


def _hits(segment: Segment, query: Query, cutoff: float, limit: int) -> list[Hit]:
    readings = [query.kind != "person"] if query.kind is not None else [False]
    if query.kind is None and looks_like_entity(query.name):
        readings.append(True)
    best: dict[int, Found] = {}
    for entity in readings:
        wanted = None if query.kind is None else entity
        met = segment.find(query.name, entity=entity, kinds=wanted, least=_BEFORE_FACTS * cutoff)
        for number, found in met.items():
            if number not in best or best[number].score < found.score:
                best[number] = found
    ranked = sorted(best.items(), key=lambda item: -item[1].score)[: 3 * limit]
    hits = [_hit(segment, query, number, found) for number, found in ranked]
    hits.extend(_by_number(segment, query, set(best)))
    return [hit for hit in hits if hit.score >= cutoff and query.kind in {None, hit.entry.kind}]


def _facts(query: Query, entry: Entry) -> tuple[Fact, ...]:
    return (born(query, entry), nationality(query, entry), identifiers(query, entry))


def _hit(segment: Segment, query: Query, number: int, found: Found) -> Hit:
    entry = segment.entry(number)
    name = segment.name(found, entry)
    facts = _facts(query, entry)
    return Hit(
        entry=entry,
        name=name,
        score=round(weigh(found.score, facts), 4),
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
