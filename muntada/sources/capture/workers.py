"""The parent's side of reading in a child process: a few children, each used for several files.

A child that fails in any way is killed and replaced; the file it failed on is refused, the next one is not.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from typing import Any

from muntada.sources.capture.shape import CaptureRefused

FILES_A_CHILD = 200  # then a fresh one, so that nothing a file left behind lives long
CHILDREN = 2
WALL_SECONDS = 40.0
MAX_REPLY = 24 * 1024 * 1024  # bytes: a text of the greatest length, its spans and its notes

_HEADER = struct.Struct(">II")


class _Child:
    """One child process and the two pipes to it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-m", "muntada.sources.capture.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,  # a Ctrl-C at the terminal is for the parent to handle
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )
        self.files = 0
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.into = self.process.stdin.fileno()
        self.outof = self.process.stdout.fileno()
        os.set_blocking(self.into, False)

    def ask(self, kind: str, data: bytes, name: str, deadline: float) -> dict[str, Any]:
        """The child's answer; raises TimeoutError, EOFError or ValueError where it gives none."""
        self.files += 1
        head = json.dumps({"kind": kind, "name": name}).encode()
        self._send(_HEADER.pack(len(head), len(data)) + head, deadline)
        self._send(data, deadline)
        (length,) = struct.unpack(">I", self._receive(4, deadline))
        if length > MAX_REPLY:
            raise ValueError("too long an answer")
        answer: dict[str, Any] = json.loads(self._receive(length, deadline))
        return answer

    def _send(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            self._wait([], [self.into], deadline)
            try:
                rest = rest[os.write(self.into, rest[: 1 << 16]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise EOFError("the child is gone") from None

    def _receive(self, size: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        while size:
            self._wait([self.outof], [], deadline)
            part = os.read(self.outof, min(size, 1 << 20))
            if not part:
                raise EOFError("the child is gone")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _wait(self, reading: list[int], writing: list[int], deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0 or not any(select.select(reading, writing, [], left)):
            raise TimeoutError

    def end(self) -> int:
        """Stop the child at once and say what it ended with."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return self.process.wait()


class _Pool:
    """At most CHILDREN children; a thread that wants one waits until one is free."""

    def __init__(self) -> None:
        self.free: list[_Child] = []
        self.lock = threading.Lock()
        self.places = threading.BoundedSemaphore(CHILDREN)
        self.owner = os.getpid()

    def take(self) -> _Child:
        self.places.acquire()
        with self.lock:
            if self.owner != os.getpid():  # after a fork the pipes belong to the other process
                self.free, self.owner = [], os.getpid()
            while self.free:
                child = self.free.pop()
                if child.process.poll() is None:
                    return child
                child.end()
        try:
            return _Child()
        except BaseException:
            self.places.release()
            raise

    def give_back(self, child: _Child, *, usable: bool) -> int:
        code = 0
        try:
            if usable and child.files < FILES_A_CHILD:
                with self.lock:
                    self.free.append(child)
            else:
                code = child.end()
        finally:
            self.places.release()
        return code

    def close(self) -> None:
        with self.lock:
            for child in self.free if self.owner == os.getpid() else []:
                child.end()
            self.free = []


_pool = _Pool()
atexit.register(_pool.close)


def read_in_child(kind: str, data: bytes, name: str, *, seconds: float = WALL_SECONDS) -> dict[str, Any]:
    """What a child read from the file; raises CaptureRefused, never what the file did to the child."""
    child = _pool.take()
    answer: dict[str, Any] | None = None
    trouble: Exception | None = None
    try:
        answer = child.ask(kind, data, name, time.monotonic() + seconds)
    except (TimeoutError, EOFError, ValueError, OSError) as error:
        trouble = error
    finally:
        # Reached by an interrupt too: a child in the middle of a file is never used again.
        usable = answer is not None and not answer.get("worn")
        if isinstance(trouble, EOFError):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(2)
        before = child.process.poll()
        _pool.give_back(child, usable=usable)
    if answer is None:
        raise _verdict(trouble, before)
    if "refused" in answer:
        raise CaptureRefused(*answer["refused"])
    return answer


def _verdict(trouble: Exception | None, ended: int | None) -> CaptureRefused:
    crashes = {-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE}
    if isinstance(trouble, EOFError) and (ended in crashes or ended == 1):
        return CaptureRefused("unreadable", "The file made its reader fail; save it anew and bring that.")
    return CaptureRefused(
        "too_costly", "Reading this file takes more time or memory than a document may; bring a part."
    )
