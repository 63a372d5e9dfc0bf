"""How the command ends; docs/commands.md lists the codes."""

from __future__ import annotations

ALL_READ = 0
SOME_REFUSED = 1
USAGE = 2
NOTHING_READ = 3
STORAGE = 4
TAMPERED = 5
PIPE_CLOSED = 141
INTERRUPTED = 130


class Failed(Exception):
    """Raised for an expected failure of the whole command: its text says what to do next."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code
