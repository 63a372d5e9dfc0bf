"""Ships the log to a separate system: a file that only grows, with commitments and signed heads, no personal data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import BinaryIO

from muntada.trail.actions import NotTheSameLog, sign_head
from muntada.trail.canonical import canonical
from muntada.trail.heads import SignedHead, read_head
from muntada.trail.merkle import Frontier, leaf_hash
from muntada.trail.queries import leaves_from, root_of_log, size_of_log
from muntada.trail.writing import sequence

AT_ONCE = 10_000


def ship(path: Path) -> tuple[int, SignedHead]:
    """Append to the file every leaf that it lacks, and a head; how many leaves these were, and the head.

    It goes on where the file ends, however long ago that was, so that there is no gap. Half a line, which a kill
    left, is written anew. Raises NotTheSameLog where the file's leaves are not the log's, KeyUnusable, OSError.
    """
    sequence(wait=True)
    tree = _shipped(path)
    if tree.size > size_of_log() or (tree.size and root_of_log(tree.size) != tree.root()):
        raise NotTheSameLog(f"The {tree.size} leaves that were shipped are not the first ones of this log.")
    before = tree.size
    head = sign_head(witness=path.name)
    with path.open("ab") as file:
        while tree.size < head.size:
            leaves = leaves_from(tree.size, min(head.size, tree.size + AT_ONCE))
            for step, leaf in enumerate(leaves):
                file.write(canonical({"index": tree.size + step, "leaf": leaf}).encode() + b"\n")
            tree.extend([leaf_hash(canonical(leaf).encode()) for leaf in leaves])
        file.write(head.line().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return tree.size - before, head


def _shipped(path: Path) -> Frontier:
    """The tree of what the file holds; its half of a last line is cut off. Raises NotTheSameLog for a gap."""
    tree = Frontier()
    if not path.exists():
        return tree
    with path.open("r+b") as file:
        whole = 0
        for line in file:
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            _take(tree, line)
        _cut(file, whole)
    return tree


def _take(tree: Frontier, line: bytes) -> None:
    told = json.loads(line)
    if "leaf" in told:
        if told["index"] != tree.size:
            raise NotTheSameLog(f"The file lacks the leaf {tree.size}.")
        tree.extend([leaf_hash(canonical(told["leaf"]).encode())])
    else:
        head = read_head(line.decode())
        if not head.is_genuine() or (head.size == tree.size and bytes.fromhex(head.root) != tree.root()):
            raise NotTheSameLog(f"The file's head over {head.size} leaves is not that of its leaves.")


def _cut(file: BinaryIO, size: int) -> None:
    file.truncate(size)
