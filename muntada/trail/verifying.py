"""Checks the whole log against itself and against every head that was signed or witnessed. Writes nothing.

What is wrong is named by how a log is tampered with: edit, delete, insert, reorder, truncate, recompute, replace.
Whoever owns the database and the key can make another log that agrees with itself; that shows only beside a head
that somebody else keeps. docs/trail.md says which of the seven show without one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

from django.db import connection, transaction

from muntada.access.rules import Permission
from muntada.trail.heads import SignedHead, has_key, public_key
from muntada.trail.merkle import Frontier
from muntada.trail.models import Head
from muntada.trail.writing import BY_INDEX, TILE, at_text, in_pieces, utc_text

AT_ONCE = 8_192  # leaves in one piece; a power of two keeps the tree's own work in large steps
_ERASING = Permission.TRAIL_ERASE.value
MOST = 100  # faults of one kind that are named one by one


class Tampering(StrEnum):
    """How a log is tampered with."""

    EDIT = "edit"
    DELETE = "delete"
    INSERT = "insert"
    REORDER = "reorder"
    TRUNCATE = "truncate"
    RECOMPUTE = "recompute"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was: how it looks, and where, as far as that can be said."""

    kind: Tampering
    said: str
    index: int | None = None
    entry: int | None = None


@dataclass
class Verdict:
    """What a verification found. `taken` are entries whose content was taken out by the law, each with its line."""

    leaves: int = 0
    waiting: int = 0
    taken: int = 0
    heads: int = 0
    witnessed: int = 0
    root: str = ""
    faults: list[Fault] = field(default_factory=list)
    counted: Counter[Tampering] = field(default_factory=Counter)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.counted

    def find(self, kind: Tampering, said: str, index: int | None = None, entry: int | None = None) -> None:
        """Note a fault."""
        self.counted[kind] += 1
        if self.counted[kind] <= MOST:
            self.faults.append(Fault(kind, said, index, entry))


@dataclass
class _State:
    """What is known half-way through the log."""

    verdict: Verdict
    tree: Frontier = field(default_factory=Frontier)
    roots: dict[int, bytes] = field(default_factory=dict)
    emptied: list[tuple[int, int]] = field(default_factory=list)  # index and entry
    accounted: set[int] = field(default_factory=set)  # entries that lines of erasure name
    odd: list[tuple[int, int, bytes, bytes]] = field(default_factory=list)  # index, entry, kept and computed hash


def verify(
    witness: Sequence[SignedHead] = (),
    progress: Callable[[int], None] = lambda _leaves: None,
) -> Verdict:
    """Verify the log; `progress` is told how many more leaves are done."""
    if connection.vendor != "postgresql":  # on SQLite a transaction would hold up every writer
        return _verify(witness, progress)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT true{BY_INDEX}")
        return _verify(witness, progress)


def _verify(witness: Sequence[SignedHead], progress: Callable[[int], None]) -> Verdict:
    verdict = Verdict()
    state = _State(verdict)
    # Heads before the tree: the log may grow meanwhile, and no head may be larger than what is looked at.
    heads = [SignedHead(one.size, one.root, one.at, one.key, one.signature) for one in Head.objects.order_by("id")]
    size, peaks = _tree()
    wanted = sorted({head.size for head in (*heads, *witness)})
    verdict.leaves, verdict.heads, verdict.witnessed = size, len(heads), len(witness)
    for start in range(0, size, AT_ONCE):
        end = min(size, start + AT_ONCE)
        hashes = _check_piece(state, start, end)
        _grow(state, hashes, [one for one in wanted if start < one <= end], start)
        progress(end - start)
    state.roots[0], state.roots[state.tree.size] = Frontier().root(), state.tree.root()
    verdict.root = state.tree.root().hex()
    _check_odd(state)
    _check_shape(state, size, peaks)
    _check_emptied(state, size)
    _check_heads(state, heads, size, "The log's own head", trusted=False)
    _check_heads(state, witness, size, "The witness's head", trusted=True)
    return verdict


def _tree() -> tuple[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, peaks FROM trail_tree ORDER BY id")
        size, peaks = cursor.fetchone() or (0, b"")
    return int(size), bytes(peaks)


def _rows(start: int, end: int) -> Iterator[Any]:
    index = connection.ops.quote_name("index")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.{index}, l.hash, l.entry, e.id, {utc_text('e.at')}, e.actor, e.allowed, e.detail, e.operation, "  # noqa: S608
            "e.permission, e.purpose, e.reason, e.recipient, e.thing_key, e.thing_type, e.salt, e.commitment "
            f"FROM trail_leaf l LEFT JOIN trail_entry e ON e.id = l.entry "
            f"WHERE l.{index} >= %s AND l.{index} < %s ORDER BY l.{index}",
            [start, end],
        )
        yield from cursor.fetchall()


def _check_piece(state: _State, start: int, end: int) -> list[bytes]:
    """The hashes of these leaves, computed from their entries; of entries that are gone, as they were kept."""
    verdict, hashes, expected = state.verdict, [], start
    words = _Words()
    for row in _rows(start, end):
        index, kept, entry, there = row[:4]
        if index != expected:
            gone = f"leaf {expected}" if index == expected + 1 else f"leaves {expected} to {index - 1}"
            verdict.find(Tampering.DELETE, f"The log lacks {gone}.", expected)
        expected = index + 1
        if there is None:
            verdict.find(Tampering.DELETE, f"Leaf {index} is there and its entry {entry} is gone.", index, entry)
            found = bytes(kept)
        else:
            try:
                found = _hash_of(state, row, words)
            except (TypeError, ValueError, AttributeError):  # SQLite keeps what is of no type that an entry has
                verdict.find(Tampering.EDIT, f"Entry {entry} holds what no entry holds.", index, entry)
                found = bytes(kept)
            if found != kept:
                state.odd.append((index, entry, bytes(kept), found))
        hashes.append(found)
    if expected < end:
        verdict.find(Tampering.TRUNCATE, f"The log lacks its leaves {expected} to {end - 1}.", expected)
    return hashes


class _Words(dict[str, str]):
    """Texts as JSON: few actors, permissions, reasons and kinds come again and again."""

    def __missing__(self, text: str) -> str:
        word = self[text] = quoted(text)
        return word


def _hash_of(state: _State, row: Any, words: _Words) -> bytes:
    """The leaf's hash as its entry gives it; notes where the entry does not say what it is committed to."""
    (index, _kept, entry, _there, at, actor, allowed, detail, operation) = row[:9]
    (permission, purpose, reason, recipient, thing_key, thing_type, salt, committed) = row[9:]
    if salt is None:
        state.emptied.append((index, entry))
    else:
        # The same bytes as `canonical.content`, put together here because this runs once a line of the whole log.
        said = (
            f'{{"actor":{words[actor]},"allowed":{"true" if allowed else "false"},"detail":{detail},'
            f'"operation":{words[operation]},"permission":{words[permission]},"purpose":{words[purpose]},'
            f'"reason":{words[reason]},"recipient":{words[recipient]},"thing_key":{quoted(thing_key)},'
            f'"thing_type":{words[thing_type]}}}'
        )
        if sha256(salt + said.encode("utf-8", "surrogatepass")).digest() != committed:
            said = f"Entry {entry} does not say what it was written with."
            state.verdict.find(Tampering.EDIT, said, index, entry)
        elif permission == _ERASING and allowed:
            state.accounted.update(_named(detail))
    text = at if at[-1] == "Z" else at_text(at)
    return sha256(f'\0{{"at":"{text}","commitment":"{committed.hex()}","entry":{entry}}}'.encode()).digest()


def _named(detail: str) -> list[int]:
    return [entry for thing in json.loads(detail).get("things", []) for entry in thing.get("taken", [])]


def _named_lately(size: int) -> set[int]:
    """The entries that lines of erasure name which have no place among the leaves looked at, as they wait for one."""
    index = connection.ops.quote_name("index")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.detail FROM trail_entry e LEFT JOIN trail_leaf l ON l.entry = e.id "  # noqa: S608
            f"WHERE e.permission = %s AND e.allowed AND (l.{index} IS NULL OR l.{index} >= %s)",
            [_ERASING, size],
        )
        return {entry for (detail,) in cursor.fetchall() for entry in _named(detail)}


def _grow(state: _State, hashes: list[bytes], wanted: list[int], start: int) -> None:
    """Add the hashes to the tree, noting its root at the wanted sizes, and compare the subtrees that are kept."""
    completed: list[tuple[int, int, bytes]] = []
    done = 0
    for size in [*wanted, start + len(hashes)]:
        completed += state.tree.extend(hashes[done : size - start], lowest=TILE)
        done = max(done, size - start)
        if state.tree.size == size:
            state.roots[size] = state.tree.root()
    frozen = _frozen(completed)
    for level, position, node in completed:
        if frozen.get((level, position)) != node:
            first, last = position << level, ((position + 1) << level) - 1
            state.verdict.find(
                Tampering.REORDER, f"The leaves {first} to {last} are not in the order they were written in.", first
            )


def _frozen(completed: list[tuple[int, int, bytes]]) -> dict[tuple[int, int], bytes]:
    found: dict[tuple[int, int], bytes] = {}
    with connection.cursor() as cursor:
        for level in {level for level, _position, _node in completed}:
            positions = [position for at, position, _node in completed if at == level]
            cursor.execute(
                "SELECT position, hash FROM trail_frozen WHERE level = %s AND position BETWEEN %s AND %s",
                [level, min(positions), max(positions)],
            )
            found |= {(level, position): bytes(kept) for position, kept in cursor.fetchall()}
    return found


def _check_odd(state: _State) -> None:
    """Of leaves that are not their entries': entries that changed places, else entries that were changed."""
    kept = {one[2] for one in state.odd}
    for index, entry, _kept, found in state.odd:
        if found in kept:
            state.verdict.find(Tampering.REORDER, f"Entry {entry} stands where another one stood.", index, entry)
        else:
            state.verdict.find(Tampering.EDIT, f"Entry {entry} is not the one that its leaf holds.", index, entry)


def _check_shape(state: _State, size: int, peaks: bytes) -> None:
    """What lies beside the leaves: the tree's own hashes, leaves past its end, entries without a place."""
    verdict = state.verdict
    if state.tree.size == size and state.tree.peaks != in_pieces(peaks):
        verdict.find(Tampering.REORDER, "The leaves do not make the tree that is kept.")
    index = connection.ops.quote_name("index")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trail_pending")
        verdict.waiting = cursor.fetchone()[0]
        cursor.execute(
            "SELECT e.id FROM trail_entry e LEFT JOIN trail_leaf l ON l.entry = e.id "
            "LEFT JOIN trail_pending p ON p.entry = e.id WHERE l.entry IS NULL AND p.entry IS NULL ORDER BY e.id"
        )
        for (entry,) in cursor.fetchall():
            verdict.find(Tampering.INSERT, f"Entry {entry} was put in past the log.", None, entry)
        # In one statement, because the log may have grown since its size was read.
        cursor.execute(
            f"SELECT min(l.{index}) FROM trail_leaf l "  # noqa: S608
            f"WHERE l.{index} >= COALESCE((SELECT max(t.size) FROM trail_tree t), 0)"
        )
        past = cursor.fetchone()[0]
        if past is not None:
            verdict.find(Tampering.TRUNCATE, f"There are leaves past the log's end, from {past} on.", past)


def _check_emptied(state: _State, size: int) -> None:
    state.verdict.taken = len(state.emptied)
    if any(entry not in state.accounted for _index, entry in state.emptied):
        state.accounted.update(_named_lately(size))
    for index, entry in state.emptied:
        if entry not in state.accounted:
            said = f"Entry {entry} was emptied, and no line says by whom."
            state.verdict.find(Tampering.EDIT, said, index, entry)


def _check_heads(state: _State, heads: Sequence[SignedHead], size: int, name: str, *, trusted: bool) -> None:
    """Compare the roots; of a witness's heads the keys too, since whoever replaces a log brings a key of their own."""
    verdict = state.verdict
    ours = public_key() if has_key() else None
    first = True
    for head in heads:
        said = f"{name} of {head.at} over {head.size} leaves"
        if not head.is_genuine():
            verdict.find(Tampering.EDIT, f"{said} is not signed by its key.")
        elif ours is not None and head.key != ours:
            verdict.find(Tampering.REPLACE, f"{said} was signed by another key than this installation's.")
        elif head.size > size:
            verdict.find(Tampering.TRUNCATE, f"{said} knows of {head.size - size} leaves that are not there.")
        elif state.roots.get(head.size) != bytes.fromhex(head.root):
            # Where not even the oldest head fits, nothing shows that any of the log is what it was.
            kind = Tampering.REPLACE if first and len(heads) > 1 else Tampering.RECOMPUTE
            verdict.find(kind, f"{said} has another root than these leaves give.")
        first = False
    reached = [one for one in heads if one.size <= size]
    if trusted and reached and not any(state.roots.get(one.size) == bytes.fromhex(one.root) for one in reached):
        verdict.find(Tampering.REPLACE, "No head of the witness fits this log.")
