"""File names as they may be kept and shown."""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 200  # of a name: leaves room for what file systems and archives add to 255

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE | re.ASCII)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """The last part of a path without control, direction and surrogate characters, at most 200 bytes of UTF-8.

    Direction marks go because they make `annex[RLO]fdp.exe` look like `annexexe.pdf`.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(" " if letter in "\t\r\n" else letter for letter in last if _may_stay(letter))
    tidy = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    if not tidy:
        return "unnamed"
    if _RESERVED.match(tidy):
        tidy = f"_{tidy}"
    return _shortened(tidy)


def _may_stay(letter: str) -> bool:
    return letter in "\t\r\n\u200c\u200d" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, ending = name, ""
    room = MAX_BYTES - len(ending.encode()) - (1 if ending else 0)
    cut = stem.encode()[:room].decode(errors="ignore").rstrip(". ")
    return f"{cut}.{ending}" if ending else cut
