"""The child's side: a process of its own that parses untrusted files under limits and without a network.

Run as `python -I -m muntada.sources.capture.child`; it serves files over its standard input and output until
the input ends. A request is two lengths (4 bytes each, big-endian), a JSON header and the file; an answer is one
length and JSON.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import socket
import struct
import sys
from typing import Any, BinaryIO, NoReturn

from muntada.sources.capture.shape import MAX_TEXT, CaptureRefused
from muntada.text.gate import TextRefused

MEMORY = 1024 * 1024 * 1024  # bytes of address space
WORN = 400 * 1024  # KiB resident at the highest: a child that grew this large is replaced
CPU_SECONDS = 20  # for one file
FILE_BYTES = 64 * 1024 * 1024  # the largest file the child can write
OPEN_FILES = 64

_READERS = {"html": "web", "pdf": "pdf", "zip": "word", "email": "mail"}


def main() -> None:
    """Serve files until the parent closes the pipe."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A parser that prints must not write into the answers.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    limit()
    while True:
        lengths = asked.read(8)
        if len(lengths) < 8:
            return
        head_length, length = struct.unpack(">II", lengths)
        head = json.loads(_exactly(asked, head_length))
        allow_cpu(CPU_SECONDS)
        answer = serve(head["kind"], _exactly(asked, length))
        worn = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > WORN
        reply = json.dumps(answer | {"worn": worn or bool(answer.get("worn"))}, ensure_ascii=False)
        out = reply.encode("utf-8", errors="replace")
        answers.write(struct.pack(">I", len(out)))
        answers.write(out)
        answers.flush()


def serve(kind: str, data: bytes) -> dict[str, Any]:
    """What the reader of this kind of file makes of it, or its refusal."""
    try:
        reader = importlib.import_module(f"muntada.sources.capture.{_READERS[kind]}")
        given: dict[str, Any] = reader.read(data)
    except CaptureRefused as refused:
        return {"refused": [refused.code, refused.message]}
    except TextRefused as refused:
        return {"refused": [refused.reason_code, str(refused)]}
    except MemoryError:
        return {"refused": ["too_costly", "Reading this file takes more memory than a document may."], "worn": True}
    except Exception:
        # Any parser may fail in any way on a hostile file: to the person it is a file that cannot be read.
        return {"refused": ["unreadable", "The file is damaged or not what it seems; save it anew and bring that."]}
    if len(given["text"]) > MAX_TEXT:
        return {"refused": ["too_long", f"The text has more than {MAX_TEXT:,} characters; bring it in parts."]}
    return given


def limit() -> None:
    """Put this process under its limits and take the network from it."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    leave_network()


def allow_cpu(seconds: int) -> None:
    """Allow so many seconds of CPU from now on; the kernel ends the process after them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def leave_network() -> None:
    """An empty network of its own where the kernel permits it; sockets that refuse in any case."""
    new_user, new_network = 0x10000000, 0x40000000
    libc = ctypes.CDLL(None, use_errno=True)
    libc.unshare(new_user | new_network)

    class NoSocket(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            _no_network()

    socket.socket = NoSocket  # type: ignore[misc]
    socket.create_connection = socket.getaddrinfo = _no_network


def _no_network(*_: object, **__: object) -> NoReturn:
    raise OSError("There is no network in here.")


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        sys.exit(0)
    return data


if __name__ == "__main__":
    main()
