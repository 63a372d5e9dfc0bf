"""An index as arrays: in memory as it was built, or on disk and mapped, so that it is ready at once."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muntada.screening.building import ARRAYS, Arrays, build, hash_of
from muntada.screening.model import Entry
from muntada.text.names.keys import is_slip

Flags = NDArray[np.bool_]

VERSION = 1  # of the arrays and of the keys in them; another one is built anew


_VALUES = {"joined": "joined_name", "id": "id_entry", "number": "number_entry"}


class IndexRefused(ValueError):
    """A folder that holds no index of this version."""


class _Texts:
    """The file of the entries' JSON, read piece by piece: mapped, its pages would count as held by every process."""

    def __init__(self, path: Path, size: int) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)
        # What stands before the array: numpy's own head.
        self._before = path.stat().st_size - size

    def read(self, start: int, end: int) -> bytes:
        return os.pread(self._file, end - start, self._before + start)


def ranges(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> NDArray[np.intp]:
    """The numbers of many ranges one after the other, each given by its start and its length."""
    if not len(counts):
        return np.zeros(0, dtype=np.intp)
    ends = np.cumsum(counts)
    numbers: NDArray[np.intp] = np.arange(int(ends[-1])) + np.repeat(starts - ends + counts, counts)
    return numbers


class Index:
    """The arrays of `building`, and small readings of them.

    A word is a token number, a name a name number, an entry an entry number; all count from nought.
    """

    def __init__(self, arrays: dict[str, Any], population: int | None = None) -> None:
        self.token_code: NDArray[np.uint8] = arrays["token_code"]
        self.token_arabic: NDArray[np.bool_] = arrays["token_arabic"]
        self.token_hash: NDArray[np.uint64] = arrays["token_hash"]
        self.token_bits: NDArray[np.float32] = arrays["token_bits"]
        self.token_known: NDArray[np.bool_] = arrays["token_known"]
        self.token_count: NDArray[np.int32] = arrays["token_count"]
        self.group_start: NDArray[np.int32] = arrays["group_start"]
        self.group_number: NDArray[np.int32] = arrays["group_number"]
        self.group_share: NDArray[np.float32] = arrays["group_share"]
        self.post_start: NDArray[np.int32] = arrays["post_start"]
        self.post_name: NDArray[np.int32] = arrays["post_name"]
        self.name_start: NDArray[np.int32] = arrays["name_start"]
        self.name_token: NDArray[np.int32] = arrays["name_token"]
        self.name_kind: NDArray[np.uint8] = arrays["name_kind"]
        self.name_entry: NDArray[np.int32] = arrays["name_entry"]
        self.name_weak: NDArray[np.bool_] = arrays["name_weak"]
        self.name_entity: NDArray[np.bool_] = arrays["name_entity"]
        self.name_place: NDArray[np.uint16] = arrays["name_place"]
        self.arrays = arrays
        # How many spellings the whole list holds, of which the index may be a share.
        self.population = len(self.name_entry) if population is None else population
        self._texts: _Texts | None = None
        self._hash_order: NDArray[np.int32] = arrays["token_hash_order"]
        self._sorted_hash: NDArray[np.uint64] = self.token_hash[self._hash_order]

    @property
    def names(self) -> int:
        """How many spellings of names the index holds."""
        return len(self.name_entry)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Index:
        """The index of some entries, in memory."""
        return cls(build(entries))

    def save(self, folder: Path) -> None:
        """Writes the arrays into a folder, one file each; the mark of the version is written last."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", self.arrays[name])
        (folder / "index.json").write_text(json.dumps({"version": VERSION, "names": self.population}), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Index:
        """The index of a folder, mapped and not read; raises `IndexRefused` where there is none of this version."""
        try:
            stated = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexRefused(f"{folder} holds no screening index.") from error
        if stated.get("version") != VERSION:
            raise IndexRefused(f"{folder} holds an index of version {stated.get('version')}; {VERSION} is wanted.")
        arrays: Arrays = {}
        for name in ARRAYS:
            try:
                # A plain array over the same map: numpy's own class for maps makes every small slice slow.
                arrays[name] = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
            except ValueError:  # an empty file cannot be mapped
                arrays[name] = np.load(folder / f"{name}.npy", allow_pickle=False)
        index = cls(arrays, int(stated["names"]))
        index._texts = _Texts(folder / "entry_text.npy", arrays["entry_text"].nbytes)
        return index

    def _found(self, kind: str, key: int) -> NDArray[Any]:
        hashes = self.arrays[f"{kind}_hash"]
        wanted = np.uint64(key)
        first = last = int(np.searchsorted(hashes, wanted))
        if first < len(hashes) and hashes[first] == wanted:
            last = int(np.searchsorted(hashes, wanted, side="right"))
        values: NDArray[Any] = self.arrays[_VALUES[kind]][first:last]
        return values

    def token(self, word: str) -> int | None:
        """The number of a word that some name holds."""
        key = np.uint64(hash_of(word))
        place = int(np.searchsorted(self._sorted_hash, key))
        if place < len(self._sorted_hash) and self._sorted_hash[place] == key:
            return int(self._hash_order[place])
        return None

    def tokens_under(self, keys: Sequence[Iterable[str]]) -> tuple[NDArray[np.intp], NDArray[np.int32], Flags]:
        """The words found under any of some keys, once each, for many such sets of keys at once.

        Gives the number of the set, the word (rising within a set), and whether it was found by a key of slips.
        """
        pairs = [(number, key) for number, some in enumerate(keys) for key in some]
        wanted = np.fromiter((hash_of(key) for _, key in pairs), dtype=np.uint64, count=len(pairs))
        hashes, start, token = self.arrays["key_hash"], self.arrays["key_start"], self.arrays["key_token"]
        if not len(hashes) or not len(wanted):
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=bool)
        places = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
        held = np.flatnonzero(hashes[places] == wanted)
        places = places[held]
        counts = start[places + 1] - start[places]
        # Set, word and rank in one number, so that sorting leaves what was found by a slip before what was not.
        numbers = np.array([number for number, _ in pairs], dtype=np.int64)[held] * len(self.token_hash)
        by_slip = np.array([is_slip(key) for _, key in pairs], dtype=bool)[held]
        found = np.repeat(numbers, counts) + token[ranges(start[places], counts)]
        found = found * 2 + np.repeat(~by_slip, counts)
        found.sort()
        every = found >> 1
        first = np.append(True, every[1:] != every[:-1])[: len(every)]
        which, words = np.divmod(every[first], len(self.token_hash))
        return which, words.astype(np.int32), (found[first] & 1) == 0

    def joined(self, key: str) -> NDArray[Any]:
        """The names whose parts, written as one word, have the skeleton `key`."""
        return self._found("joined", hash_of(key))

    def entries_with_number(self, key: str) -> list[int]:
        """The entries that hold an identifier, given as its key."""
        return [int(entry) for entry in self._found("number", hash_of(key))]

    def entries_with_id(self, entry_id: str) -> list[int]:
        """The entries of an id."""
        return [int(entry) for entry in self._found("id", hash_of(entry_id))]

    def postings(self, tokens: NDArray[np.int32]) -> NDArray[np.int32]:
        """The names that hold any of the words; a name may come more than once."""
        pieces = [self.post_name[self.post_start[token] : self.post_start[token + 1]] for token in tokens.tolist()]
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)

    def entry(self, number: int) -> Entry:
        """One entry, read from its JSON."""
        start, end = self.arrays["entry_start"][number : number + 2].tolist()
        if self._texts is not None:
            return Entry.from_dict(json.loads(self._texts.read(start, end)))
        return Entry.from_dict(json.loads(self.arrays["entry_text"][start:end].tobytes()))
