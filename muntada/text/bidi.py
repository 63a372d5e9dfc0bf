"""Direction of texts, and isolates that keep a value from disturbing the line it stands in."""

import re
import unicodedata
from typing import Literal

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL = re.compile(f"[{CONTROLS}]")
# Digits, punctuation and marks have no direction of their own; most texts show a strong letter at once.
_PERHAPS_STRONG = re.compile(r"[^\W\d_]|[\u200e\u200f\u061c]")


def strip_controls(text: str) -> str:
    """The text without marks, embeddings, overrides and isolates of direction."""
    return _CONTROL.sub("", text)


def isolate(value: str) -> str:
    """The value between isolates, for plain text and mail subjects; controls of its own are taken out."""
    return f"{FIRST_STRONG_ISOLATE}{strip_controls(value)}{POP_ISOLATE}"


def direction(text: str) -> Literal["rtl", "ltr"]:
    """The direction of the first strong letter, 'ltr' where there is none."""
    for found in _PERHAPS_STRONG.finditer(text):
        kind = unicodedata.bidirectional(found[0])
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
