"""Builds the index of a list: words as numbers, the keys they are found under, and which names hold them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muntada.screening.facts import known_identifiers
from muntada.screening.model import Entry
from muntada.screening.rarity import bits
from muntada.screening.spelling import spellings
from muntada.text.names.attested import Attested, attested, is_known
from muntada.text.names.keys import keys, skeletons
from muntada.text.names.letters import LONGEST, codes, is_arabic
from muntada.text.names.parsing import Part, parse

Arrays = dict[str, NDArray[np.generic]]
PART_KINDS = ("name", "title", "kunya", "initial", "legal", "common", "particle")
MOST_PARTS = 16
MOST_JOINED = 64  # names read of those that are the same written as one word
ARRAYS = (
    "token_code", "token_arabic", "token_hash", "token_hash_order", "token_bits", "token_known", "token_count",
    "group_start", "group_number", "group_share", "key_hash", "key_start", "key_token", "post_start", "post_name",
    "name_start", "name_token", "name_kind", "name_entry", "name_weak", "name_entity", "name_place",
    "joined_hash", "joined_name", "entry_start", "entry_text", "id_hash", "id_entry", "number_hash", "number_entry",
)  # fmt: skip


def hash_of(text: str) -> int:
    """A key as 64 bits; the same on every machine and in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def joined_key(parts: Sequence[Part]) -> str | None:
    """The skeleton of all parts of a name written as one word; None where it is too short to mean anybody."""
    sounds = "".join(part.sounds for part in parts if part.kind in {"name", "kunya", "common"})
    bones = skeletons(sounds[: 2 * LONGEST])
    return bones[0] if bones and len(bones[0]) >= 4 else None


class _Words:
    """The words met so far, each with its number."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.sounds: list[str] = []
        self.known: list[Attested | None] = []

    def of(self, part: Part) -> int:
        number = self.number.get(part.word)
        if number is None:
            number = self.number[part.word] = len(self.sounds)
            self.sounds.append(part.sounds)
            self.known.append(attested(part.word))
        return number


class _Lists(NamedTuple):
    name_token: list[int]
    name_kind: list[int]
    name_start: list[int]
    name_entry: list[int]
    name_weak: list[bool]
    name_entity: list[bool]
    name_place: list[int]
    joined: list[tuple[int, int]]
    entry_text: list[bytes]
    ids: list[tuple[int, int]]
    numbers: list[tuple[int, int]]


def _read(entries: Iterable[Entry], words: _Words, progress: Callable[[int], None] | None) -> _Lists:
    lists = _Lists([], [], [0], [], [], [], [], [], [], [], [])
    for number, entry in enumerate(entries):
        lists.entry_text.append(json.dumps(entry.as_dict(), ensure_ascii=False, separators=(",", ":")).encode())
        lists.ids.append((hash_of(entry.id), number))
        lists.numbers.extend((hash_of(key), number) for key in known_identifiers(entry.identifiers))
        for place, name in enumerate(spellings(entry)):
            _take_name(lists, words, number, place, name.text, weak=name.kind == "weak", entity=entry.kind != "person")
        if progress is not None and number % 1000 == 999:
            progress(1000)
    return lists


def _take_name(lists: _Lists, words: _Words, entry: int, place: int, text: str, *, weak: bool, entity: bool) -> None:
    parts = [part for part in parse(text, entity=entity) if part.kind != "particle" and part.sounds][:MOST_PARTS]
    if not parts:
        return
    key = joined_key(parts)
    if key is not None:
        lists.joined.append((hash_of(key), len(lists.name_entry)))
    lists.name_token.extend(words.of(part) for part in parts)
    lists.name_kind.extend(PART_KINDS.index(part.kind) for part in parts)
    lists.name_start.append(len(lists.name_token))
    lists.name_entry.append(entry)
    lists.name_weak.append(weak)
    lists.name_entity.append(entity)
    lists.name_place.append(place)


def _sorted_pairs(pairs: Iterable[tuple[int, int]]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    listed = list(pairs)
    hashes = np.fromiter((pair[0] for pair in listed), dtype=np.uint64, count=len(listed))
    values = np.fromiter((pair[1] for pair in listed), dtype=np.int32, count=len(listed))
    order = np.argsort(hashes, kind="stable")
    return hashes[order], values[order]


def _keyed(words: _Words) -> Arrays:
    hashes, tokens = _sorted_pairs(
        (hash_of(key), number) for number, text in enumerate(words.sounds) for key in keys(text)
    )
    unique, start = np.unique(hashes, return_index=True)
    return {"key_hash": unique, "key_start": np.append(start, len(hashes)).astype(np.int32), "key_token": tokens}


def _postings(name_token: NDArray[np.int32], name_start: NDArray[np.int32], words: int) -> Arrays:
    names = np.repeat(np.arange(len(name_start) - 1, dtype=np.int32), np.diff(name_start))
    order = np.argsort(name_token, kind="stable")
    pairs = np.unique(np.stack([name_token[order], names[order]]), axis=1) if len(order) else np.zeros((2, 0), np.int32)
    counts = np.bincount(pairs[0], minlength=words)
    return {
        "post_start": np.append(0, np.cumsum(counts)).astype(np.int32),
        "post_name": pairs[1].astype(np.int32),
        "token_count": counts.astype(np.int32),
    }


def _groups(words: _Words, counts: NDArray[np.generic], names: int) -> Arrays:
    seen: dict[int, float] = defaultdict(float)
    starts, numbers, shares = [0], [], []
    for found, count in zip(words.known, counts.tolist(), strict=True):
        for number, share in found.shares.items() if found else ():
            seen[number] += share * count
            numbers.append(number)
            shares.append(share)
        starts.append(len(numbers))
    information = []
    for found, count in zip(words.known, counts.tolist(), strict=True):
        together = max([count, *(seen[n] for n, s in found.shares.items() if s > 0.3)] if found else [count])
        information.append(bits(found, together, names))
    return {
        "group_start": np.array(starts, dtype=np.int32),
        "group_number": np.array(numbers, dtype=np.int32),
        "group_share": np.array(shares, dtype=np.float32),
        "token_bits": np.array(information, dtype=np.float32),
    }


def build(entries: Iterable[Entry], progress: Callable[[int], None] | None = None) -> Arrays:
    """The arrays of an index, one for each name of `ARRAYS`; `progress` is told of every thousand entries read."""
    words = _Words()
    lists = _read(entries, words, progress)
    name_token = np.array(lists.name_token, dtype=np.int32)
    name_start = np.array(lists.name_start, dtype=np.int32)
    arrays: Arrays = _postings(name_token, name_start, len(words.sounds))
    arrays |= _keyed(words)
    arrays |= _groups(words, arrays["token_count"], len(lists.name_entry))
    written = list(words.number)
    rows = [codes(text) for text in words.sounds]
    arrays["token_code"] = np.stack(rows) if rows else np.zeros((0, LONGEST), np.uint8)
    arrays["token_arabic"] = np.array([is_arabic(word) for word in written], dtype=bool)
    arrays["token_known"] = np.array([is_known(found) for found in words.known], dtype=bool)
    arrays["token_hash"] = np.array([hash_of(word) for word in written], dtype=np.uint64)
    arrays["token_hash_order"] = np.argsort(arrays["token_hash"]).astype(np.int32)
    arrays["name_token"], arrays["name_start"] = name_token, name_start
    arrays["name_kind"] = np.array(lists.name_kind, dtype=np.uint8)
    arrays["name_entry"] = np.array(lists.name_entry, dtype=np.int32)
    arrays["name_weak"] = np.array(lists.name_weak, dtype=bool)
    arrays["name_entity"] = np.array(lists.name_entity, dtype=bool)
    arrays["name_place"] = np.array(lists.name_place, dtype=np.uint16)
    arrays["joined_hash"], arrays["joined_name"] = _sorted_pairs(lists.joined)
    arrays["id_hash"], arrays["id_entry"] = _sorted_pairs(lists.ids)
    arrays["number_hash"], arrays["number_entry"] = _sorted_pairs(lists.numbers)
    arrays["entry_start"] = np.append(0, np.cumsum([len(text) for text in lists.entry_text])).astype(np.int64)
    arrays["entry_text"] = np.frombuffer(b"".join(lists.entry_text), dtype=np.uint8)
    return arrays
