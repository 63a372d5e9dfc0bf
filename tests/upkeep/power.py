"""Power cuts, played: what a process wrote and synced is recorded by `strace`, and a disk is made as a cut leaves it.

A byte is safe once its file was synced after it was written, a name once its folder was. Whatever was not synced by
the moment of the cut is there or is not, sector by sector, as chance has it: writes torn, out of order, or lost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,link,linkat"
STRACE = ["strace", "-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-o"]
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(?:<([^>]*)>)?", re.ASCII)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"', re.ASCII)
_FILE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2}|[^>])*)>", re.ASCII)


@dataclass(frozen=True, slots=True)
class Call:
    """A call that changes or syncs something: `kind` is write, size, sync, make, move, remove or told."""

    kind: str
    path: str
    to: str = ""
    data: bytes = b""
    offset: int = -1  # -1: at the end


def calls(log: Path, below: Path) -> Iterator[Call]:
    """What the recorded process did to files below this folder, and what it told on standard output."""
    for line in log.read_text(encoding="ascii").splitlines():
        hit = _CALL.match(line)
        if hit and int(hit[3]) >= 0:
            yield from (
                one for one in _call(hit[1], hit[2], hit[4] or "") if one.kind == "told" or _in(one.path, below)
            )


def _call(name: str, words: str, opened: str) -> Iterator[Call]:
    texts = [_plain(one) for one in _TEXT.findall(words)]
    file = _FILE.match(words)
    path = _name(file[2]) if file else ""
    if name == "write" and file and file[1] == "1":
        yield Call("told", "", data=texts[0])
    elif name in {"write", "pwrite64"} and file:
        offset = int(words.rsplit(", ", 1)[1]) if name == "pwrite64" else -1
        yield Call("write", path, data=texts[0], offset=offset)
    elif name in {"fsync", "fdatasync"}:
        yield Call("sync", path)
    elif name == "ftruncate":
        yield Call("size", path, offset=int(words.rsplit(", ", 1)[1]))
    elif name == "openat" and "O_CREAT" in words:
        yield Call("make", _name(opened))
        if "O_TRUNC" in words:
            yield Call("size", _name(opened), offset=0)
    elif name.startswith("rename"):
        yield Call("move", texts[0].decode(), texts[1].decode())
    elif name.startswith("unlink"):
        yield Call("remove", texts[0].decode())
    elif name.startswith("link"):
        yield Call("link", texts[0].decode(), texts[1].decode())


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _name(text: str) -> str:
    return _plain(text).decode() if text.startswith("\\x") else text


def _in(path: str, below: Path) -> bool:
    return path == str(below) or path.startswith(f"{below}/")


@dataclass
class Node:
    """A file: what is safe of it, what the process sees, and what was changed since it was synced."""

    safe: bytearray = field(default_factory=bytearray)
    seen: bytearray = field(default_factory=bytearray)
    changes: list[Call] = field(default_factory=list)


class Disk:
    """What is on a disk, and what only seems to be."""

    def __init__(self, below: Path) -> None:
        self.names: dict[str, Node] = {}
        self.safe_names: dict[str, Node] = {}
        self.moves: dict[str, list[tuple[str, str, Node | None]]] = {}  # of a folder: its changes since it was synced
        for path in below.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                self.names[str(path)] = self.safe_names[str(path)] = Node(bytearray(data), bytearray(data))

    def do(self, call: Call) -> None:
        """Take one call in."""
        if call.kind == "sync":
            self._sync(call.path)
        elif call.kind == "make" and call.path not in self.names:
            self._put(call.path, Node())
        elif call.kind in {"write", "size"} and call.path in self.names:
            node = self.names[call.path]
            if call.kind == "write" and call.offset < 0:
                call = Call("write", call.path, data=call.data, offset=len(node.seen))
            _apply(node.seen, call)
            node.changes.append(call)
        elif call.kind in {"move", "link"}:
            node = self.names[call.path]
            self._put(call.to, node)
            if call.kind == "move":
                self._put(call.path, None)
        elif call.kind == "remove" and call.path in self.names:
            self._put(call.path, None)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that are there after a cut at this moment."""
        names = dict(self.safe_names)
        for changes in self.moves.values():
            for _kind, path, node in changes[: chance.randint(0, len(changes))]:
                names.pop(path, None) if node is None else names.__setitem__(path, node)
        mood = chance.choice([0.0, 1.0, chance.random(), chance.random()])
        made: dict[int, bytes] = {}
        for node in names.values():
            if id(node) not in made:
                made[id(node)] = _torn(node, mood, chance)
        return {path: made[id(node)] for path, node in names.items()}

    def _put(self, path: str, node: Node | None) -> None:
        self.names.pop(path, None) if node is None else self.names.__setitem__(path, node)
        self.moves.setdefault(path.rpartition("/")[0], []).append(("name", path, node))

    def _sync(self, path: str) -> None:
        if path in self.names:
            node = self.names[path]
            node.safe[:] = node.seen
            node.changes.clear()
            return
        for _kind, name, node in self.moves.pop(path, []):
            self.safe_names.pop(name, None) if node is None else self.safe_names.__setitem__(name, node)


def _apply(data: bytearray, call: Call) -> None:
    if call.kind == "size":
        if call.offset < len(data):
            del data[call.offset :]
        else:
            data.extend(bytes(call.offset - len(data)))
        return
    if call.offset > len(data):
        data.extend(bytes(call.offset - len(data)))
    data[call.offset : call.offset + len(call.data)] = call.data


def _torn(node: Node, mood: float, chance: random.Random) -> bytes:
    """The file with some of what was not synced, sector by sector."""
    if not node.changes or mood == 0.0:
        return bytes(node.safe)
    if mood == 1.0:
        return bytes(node.seen)
    data = bytearray(node.safe)
    for call in node.changes:
        if call.kind == "size":
            if chance.random() < mood:
                _apply(data, call)
            continue
        start = call.offset
        while start < call.offset + len(call.data):
            end = min((start // SECTOR + 1) * SECTOR, call.offset + len(call.data))
            if chance.random() < mood:
                _apply(data, Call("write", "", data=call.data[start - call.offset : end - call.offset], offset=start))
            start = end
    return bytes(data)
