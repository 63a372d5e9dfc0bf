"""The files that the paths of a command line name, in a settled order, each read no further than the limit."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from muntada.sources.capture.shape import CaptureRefused

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to be read: its path, or None for standard input."""

    path: Path | None
    shown: str

    @property
    def name(self) -> str:
        """The file's own name, as JSON and the record carry it."""
        return printable(self.path.name) if self.path else "standard-input"

    def data(self, most: int) -> bytes:
        """The bytes; raises CaptureRefused where there are more than `most`, or none can be had."""
        try:
            if self.path is None:
                data = sys.stdin.buffer.read(most + 1)
            else:
                with self.path.open("rb") as file:
                    data = file.read(most + 1)
        except OSError as error:
            raise CaptureRefused("no_access", f"The file cannot be opened: {error.strerror}.") from None
        if len(data) > most:
            raise CaptureRefused("too_large", f"The file has more than {most // (1024 * 1024)} MB; bring a part of it.")
        return data


def inputs(paths: list[str]) -> list[Input]:
    """Every file that the paths name, folders in the order of their names, each file once."""
    found: dict[str, Input] = {}
    for path in paths:
        for one in _inputs(path):
            found.setdefault(STANDARD_INPUT if one.path is None else os.path.realpath(one.path), one)
    return list(found.values())


def _inputs(path: str) -> Iterator[Input]:
    if path == STANDARD_INPUT:
        yield Input(None, "standard input")
    elif os.path.isdir(path):
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder, name)
                # A pipe or a device in a folder would stop the whole batch; hidden files are other programs'.
                if not name.startswith(".") and stat.S_ISREG(_mode(file)):
                    yield Input(file, printable(str(file)))
    else:
        yield Input(Path(path), printable(path))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:
        return stat.S_IFREG  # a broken link: it is reported when it is opened


def printable(text: str) -> str:
    """The text without what a terminal would obey and without halves of characters."""
    text = text.encode("utf-8", errors="replace").decode("utf-8")
    return "".join(" " if letter < " " or "\x7f" <= letter <= "\x9f" else letter for letter in text)
