"""The check of a name against a list: hits with their score and reasons, and nothing else.

A hit is a reason for a person to look. Nothing here leads to any status of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock

from muntada.screening.asking import hits_of
from muntada.screening.building import build
from muntada.screening.index import Index
from muntada.screening.model import Entry, Hit, Identifier, Query
from muntada.screening.segment import Segment
from muntada.text.gate import admit

CUTOFF = 0.5  # score from which a hit is shown
MOST_HITS = 20
_LONGEST_NAME = 1000
_AT_ONCE = 128  # questions of one reckoning


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
                        for hits, more in zip(found, hits_of(segment, some, cutoff, limit), strict=True):
                            hits.extend(more)
            for hits in found:
                hits.sort(key=lambda hit: (-hit.score, hit.entry.id))
            answers.extend(hits[:limit] for hits in found)
        return answers
