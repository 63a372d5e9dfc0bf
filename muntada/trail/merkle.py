"""The Merkle tree of RFC 9162, section 2.1: hashes, a tree that only grows, and proofs. Knows no database.

A complete subtree of 2**level leaves is named by (level, position): it covers the leaves from position * 2**level on.
Hashes are 32 bytes (SHA-256).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]  # the hash of the complete subtree at (level, position)
EMPTY = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """A tree that only grows, kept as the hashes of its complete subtrees from the largest (first) to the smallest."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} complete subtrees, not {len(peaks)}.")
        self.size = size
        levels = [level for level in range(size.bit_length()) if size >> level & 1]
        self._at = dict(zip(reversed(levels), peaks, strict=True))

    @property
    def peaks(self) -> list[bytes]:
        """The hashes of the complete subtrees, the largest first."""
        return [self._at[level] for level in sorted(self._at, reverse=True)]

    def extend(self, leaves: Sequence[bytes], lowest: int = 1) -> list[tuple[int, int, bytes]]:
        """Add leaves; the subtrees that were completed by it, as (level, position, hash), from this level up."""
        completed: list[tuple[int, int, bytes]] = []
        nodes, start, level = list(leaves), self.size, 0
        self.size += len(nodes)
        while nodes:
            waiting = self._at.pop(level, None)
            if waiting is not None:
                nodes.insert(0, waiting)
            if len(nodes) % 2:
                self._at[level] = nodes.pop()
            pair = iter(nodes)
            nodes = [sha256(b"\1" + left + right).digest() for left, right in zip(pair, pair, strict=True)]
            level += 1
            if level >= lowest:
                first = start >> level
                completed += [(level, first + step, node) for step, node in enumerate(nodes)]
        return completed

    def root(self) -> bytes:
        """The hash of the whole tree."""
        if not self.size:
            return EMPTY
        peaks = self.peaks
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root


def split(size: int) -> int:
    """The largest power of two below the size: where RFC 9162 parts a tree of more than one leaf."""
    return 1 << (size - 1).bit_length() - 1


def range_hash(start: int, end: int, node: Node) -> bytes:
    """The hash of the leaves from start to end (exclusive), where start is where such a subtree may begin."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + split(size)
    return node_hash(range_hash(start, middle, node), range_hash(middle, end, node))


def inclusion_path(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(index, D_size): the hashes that lead from a leaf to the root, the lowest first."""
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency_path(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(old, D_new): the hashes that show that the tree of `old` leaves is the beginning of that of `new`."""
    if not 0 < old <= new:
        raise ValueError(f"No proof leads from a tree of {old} leaves to one of {new}.")
    path, start, end, whole = [], 0, new, True
    while old - start != end - start:
        middle = start + split(end - start)
        if old <= middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start, whole = middle, False
    if not whole:
        path.append(range_hash(start, end, node))
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the leaf stands at the index of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    first, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node_hash(step, found)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            found = node_hash(found, step)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root


def is_beginning(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            after = node_hash(after, step)
        first, last = first >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
