"""A mail server on the machine itself that keeps what it takes, and loses its line at random."""

from __future__ import annotations

import email
import email.policy
import random
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, cast

POINTS = ("greeting", "ehlo", "mail", "rcpt", "data", "half", "taken", "before_answer", "quit")


class Mailbox(socketserver.ThreadingTCPServer):
    """`kept` are the messages that were taken; `drops` says how likely the line is lost at each point."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, drops: float = 0.0, seed: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.kept: list[bytes] = []
        self.drops, self.chance = drops, random.Random(seed)
        self.refusing: dict[str, int] = {}
        self.refusing_of = ""  # this recipient is not taken, ever
        self.always: str = ""  # lose the line at this point, every time
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def lost(self, point: str) -> bool:
        with self.lock:
            return self.always == point or self.chance.random() < self.drops

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is killed is no news; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def messages(self) -> list[EmailMessage]:
        return [cast(EmailMessage, email.message_from_bytes(one, policy=email.policy.default)) for one in self.kept]


class _Line(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        if self.server.lost("greeting"):
            return
        self._say("220 mailbox")
        while line := self.rfile.readline():
            word = line[:4].decode("ascii", "replace").strip().lower()
            if self.server.lost(word):
                return
            code = self.server.refusing.get(word)
            if word == "rcpt" and self.server.refusing_of and self.server.refusing_of.encode() in line:
                code = 550
            if code:
                self._say(f"{code} no")
            elif word == "data":
                if not self._data():
                    return
            elif word == "quit":
                self._say("221 bye")
                return
            else:
                self._say("250 mailbox")

    def _data(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line or (self.server.lost("half") and len(lines) == 3):
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        if self.server.lost("taken"):
            return False
        with self.server.lock:
            self.server.kept.append(b"".join(lines))
        if self.server.lost("before_answer"):
            return False
        self._say("250 taken")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def mailbox(**how: Any) -> Iterator[Mailbox]:
    """A mail server that listens within the block."""
    with Mailbox(**how) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
