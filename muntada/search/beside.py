"""What stands beside the index of words: what entries mean, and which words each language has. One SQLite file.

Vectors are kept at half precision and read into memory whole, a matrix a language; a process that only searches reads
them again once another has written, no oftener than it costs little.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muntada.search.entries import Entry
from muntada.search.names import skeleton
from muntada.text.folding import fold_key

if TYPE_CHECKING:
    from muntada.search.encoders import Encoder, Vectors

PARTS = 12  # sentences of an entry that have a vector of their own
WHOLE = 3_000  # letters of an entry of which a vector is made
SHORTEST = 3  # letters of a word that is worth knowing
MOST_WORDS = 40_000  # of a language: the commonest
REST = 20  # times as long as reading took is waited before it is done again
_ENDS = re.compile(r"(?<=[.!?؟;؛])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_TABLES = """
CREATE TABLE IF NOT EXISTS part (id INTEGER PRIMARY KEY, key TEXT NOT NULL, whole TEXT NOT NULL, language TEXT NOT NULL,
    place INTEGER NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS part_key ON part (key);
CREATE TABLE IF NOT EXISTS word (language TEXT NOT NULL, word TEXT NOT NULL, surface TEXT NOT NULL,
    seen INTEGER NOT NULL, vector BLOB, PRIMARY KEY (language, word)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Meanings:
    """The vectors of a language's entries: rows of one entry stand together, that of the whole text first."""

    language: str = ""
    keys: list[tuple[str, str]] = field(default_factory=list)  # of each entry its key and what it is a version of
    places: dict[str, int] = field(default_factory=dict)  # of each entry among `keys`
    starts: Any = None  # the first row of each entry
    rows: Any = None

    def scores(self, question: Vectors) -> Any:
        """How near each entry is: its whole text and its nearest sentence, between -1 and 1."""
        import numpy as np

        near = self.rows @ question
        return (near[self.starts] + np.maximum.reduceat(near, self.starts)) / 2


@dataclass(slots=True)
class Vocabulary:
    """The words of a language, the commonest first, with their vectors where there is an encoder."""

    words: list[str] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    by_skeleton: dict[str, list[str]] = field(default_factory=dict)
    rows: Any = None


class Beside:
    """The file and what was read of it. `encoder` may be missing: then there are words alone."""

    def __init__(self, path: Path | None, encoder: Encoder | None, before: Path | None = None) -> None:
        self.encoder = encoder
        self._before = before if before is not None and before.exists() else None
        self._path = str(path) if path is not None else f"file:beside{id(self)}?mode=memory&cache=shared"
        self._lock = threading.Lock()
        self._file = self._connect()
        self._file.executescript(_TABLES)
        self._version, self._next = -1, 0.0
        self._replaced: Any = None
        self._meanings: dict[str, Meanings] = {}
        self._vocabularies: dict[str, Vocabulary] = {}

    def _connect(self) -> sqlite3.Connection:
        uri = self._path.startswith("file:")
        made = sqlite3.connect(self._path, uri=uri, check_same_thread=False, timeout=30, isolation_level=None)
        made.execute("PRAGMA secure_delete = ON")
        return made

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield self._file
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._file.execute("COMMIT")

    def change(self, put: Sequence[Entry], gone: Iterable[str]) -> None:
        """Put entries in and take keys out, all or nothing."""
        rows = self._rows_of(put) if self.encoder is not None else []
        words = self._words_of(put)
        leaving = {*gone, *(entry.key for entry in put)}
        with self._writing() as file:
            file.executemany("DELETE FROM part WHERE key = ?", [(key,) for key in leaving])
            file.executemany(
                "INSERT INTO part (key, whole, language, place, digest, vector) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
            file.executemany(
                "INSERT INTO word VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seen = seen + excluded.seen, "
                "vector = coalesce(vector, excluded.vector)",
                words,
            )
        self._next = 0.0

    def _rows_of(self, put: Sequence[Entry]) -> list[tuple[str, str, str, int, bytes, bytes]]:
        """The rows of entries; what was encoded before, here or in the index that this one replaces, is not again."""
        assert self.encoder is not None
        texts = [parts_of(entry) for entry in put]
        digests = [sha256("\0".join(own).encode()).digest() for own in texts]
        known = [self._encoded(entry.key, digest) for entry, digest in zip(put, digests, strict=True)]
        new = [own for own, had in zip(texts, known, strict=True) if not had]
        made = iter(self.encoder.parts(new) if new else ())
        rows = []
        for entry, own, digest, had in zip(put, texts, digests, known, strict=True):
            vectors = had or [_packed(next(made)) for _ in own]
            named = (entry.key, entry.whole or entry.key, entry.language)
            rows += [(*named, place, digest, vector) for place, vector in enumerate(vectors)]
        return rows

    def _encoded(self, key: str, digest: bytes) -> list[bytes]:
        asked = "SELECT vector FROM part WHERE key = ? AND digest = ? ORDER BY place"
        with self._lock:
            found = self._file.execute(asked, (key, digest)).fetchall()
            if not found and self._old() is not None:
                found = self._old().execute(asked, (key, digest)).fetchall()
        return [vector for (vector,) in found]

    def _old(self) -> Any:
        """The file of the index that this one replaces."""
        if self._before is not None and self._replaced is None:
            self._replaced = sqlite3.connect(f"file:{self._before}?mode=ro", uri=True, check_same_thread=False)
        return self._replaced

    def _words_of(self, put: Sequence[Entry]) -> list[tuple[str, str, str, int, bytes | None]]:
        written: dict[str, Counter[str]] = {}
        for entry in put:
            found = set(_WORD.findall(f"{entry.title} {entry.text}"))
            written.setdefault(entry.language, Counter()).update(found)
        seen: Counter[tuple[str, str]] = Counter()
        surface: dict[tuple[str, str], str] = {}
        for language, counted in written.items():  # folded once, however many entries have them
            for found_as, count in counted.items():
                word = _folded(found_as)
                if len(word) >= SHORTEST:
                    seen[language, word] += count
                    surface.setdefault((language, word), found_as)
        vectors: dict[tuple[str, str], bytes] = {}
        if self.encoder is not None:
            with self._lock:
                new = [
                    one
                    for one in seen
                    if not self._file.execute(
                        "SELECT 1 FROM word WHERE language = ? AND word = ? AND vector IS NOT NULL", one
                    ).fetchone()
                ]
            vectors = self._words_before(new)
            new = [one for one in new if one not in vectors]
            if new:
                made = self.encoder.words([surface[one] for one in new])
                vectors |= {one: _packed(vector) for one, vector in zip(new, made, strict=True)}
        return [(*one, surface[one], count, vectors.get(one)) for one, count in seen.items()]

    def _words_before(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        if self._old() is None:
            return {}
        asked = "SELECT vector FROM word WHERE language = ? AND word = ? AND vector IS NOT NULL"
        with self._lock:
            found = {one: self._replaced.execute(asked, one).fetchone() for one in wanted}
        return {one: row[0] for one, row in found.items() if row is not None}

    def meanings(self, language: str) -> Meanings:
        """The vectors of a language's entries; empty where there are none."""
        self._read()
        return self._meanings.get(language, Meanings())

    def vocabulary(self, language: str) -> Vocabulary:
        """The words of a language."""
        self._read()
        return self._vocabularies.get(language, Vocabulary())

    def _read(self) -> None:
        began = time.monotonic()
        if began < self._next:
            return
        with self._lock:
            version = self._file.execute("PRAGMA data_version").fetchone()[0] + self._file.total_changes * 1_000_003
            if version != self._version:
                self._meanings = self._read_meanings() if self.encoder is not None else {}
                self._vocabularies = self._read_words()
                self._version = version
            self._next = time.monotonic() + min(60.0, REST * (time.monotonic() - began))

    def _read_meanings(self) -> dict[str, Meanings]:
        import numpy as np

        read: dict[str, Meanings] = {}
        for (language,) in self._file.execute("SELECT DISTINCT language FROM part").fetchall():
            made, starts, blobs = Meanings(language), [], []
            listed = self._file.execute(
                "SELECT key, whole, place, vector FROM part WHERE language = ? ORDER BY id", (language,)
            )
            for at, (key, whole, place, vector) in enumerate(listed):
                if place == 0:
                    made.places[key] = len(made.keys)
                    made.keys.append((key, whole))
                    starts.append(at)
                blobs.append(vector)
            made.starts, made.rows = np.array(starts), _unpacked(blobs)
            read[language] = made
        return read

    def _read_words(self) -> dict[str, Vocabulary]:
        read: dict[str, Vocabulary] = {}
        for (language,) in self._file.execute("SELECT DISTINCT language FROM word").fetchall():
            listed = self._file.execute(
                "SELECT word, vector FROM word WHERE language = ? ORDER BY seen DESC, word LIMIT ?",
                (language, MOST_WORDS),
            ).fetchall()
            with_vector = [one for one in listed if one[1] is not None] if self.encoder else []
            made = Vocabulary([word for word, _ in with_vector or listed], frozenset(word for word, _ in listed))
            for word, _ in listed:
                made.by_skeleton.setdefault(skeleton(word), []).append(word)
            made.by_skeleton.pop("", None)
            if with_vector:
                made.rows = _unpacked([vector for _, vector in with_vector])
            read[language] = made
        return read


def parts_of(entry: Entry) -> list[str]:
    """The texts of an entry that have a vector each: the whole, and its sentences where there are several."""
    whole = f"{entry.title}. {entry.text}" if entry.title else entry.text
    sentences = [one.strip() for one in _ENDS.split(entry.text) if one.strip()]
    return [whole[:WHOLE], *(one[:WHOLE] for one in sentences[:PARTS])] if len(sentences) > 1 else [whole[:WHOLE]]


_folded = lru_cache(maxsize=200_000)(fold_key)  # words recur


def _packed(vector: Any) -> bytes:
    import numpy as np

    packed: bytes = vector.astype(np.float16).tobytes()
    return packed


def _unpacked(vectors: Sequence[bytes]) -> Any:
    import numpy as np

    return np.frombuffer(b"".join(vectors), dtype=np.float16).reshape(len(vectors), -1).astype(np.float32)
