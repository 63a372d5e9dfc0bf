"""What may stand in a message's head and body: no line that is not ours, nobody's name on another's address."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from muntada.text.bidi import CONTROLS, FIRST_STRONG_ISOLATE, POP_ISOLATE

LONGEST_SUBJECT, LONGEST_TEXT = 200, 20_000
_ISOLATES = {FIRST_STRONG_ISOLATE, POP_ISOLATE}
_BREAKS = frozenset("\x85\u2028\u2029")


class Unsafe(ValueError):
    """Raised for what may not go into a message; `code` is a word for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def subject_of(text: str) -> str:
    """The subject, where it is one line without controls. Raises Unsafe (`subject`)."""
    text = text.strip()
    if not text or len(text) > LONGEST_SUBJECT or any(_control(char) or char in _BREAKS for char in text):
        raise Unsafe("subject", "A subject is one line of at most 200 letters, without control characters.")
    _balanced(text, "subject")
    return text


def text_of(text: str) -> str:
    """The text, with lines ended alike. Raises Unsafe (`text`)."""
    text = re.sub(r"\r\n?", "\n", text).strip()
    if not text or len(text) > LONGEST_TEXT or any(_control(char) and char not in "\n\t" for char in text):
        raise Unsafe("text", "A text has at most 20,000 letters and no control characters.")
    for line in text.split("\n"):
        _balanced(line, "text")
    return text + "\n"


def address_of(text: str) -> str:
    """A plain address. Raises Unsafe (`address`) for anything around it, and for letters that only look Latin."""
    if not text.isascii() or any(_control(char) or char in ' ,;:<>"()[]\\' for char in text):
        raise Unsafe("address", "This is no plain e-mail address.")
    try:
        EmailValidator()(text)
    except ValidationError:
        raise Unsafe("address", "This is no plain e-mail address.") from None
    return text


def name_of(text: str) -> str:
    """A display name. Raises Unsafe (`name`) for one that shows another address or hides how it is read."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_SUBJECT])
    hidden = any(_control(char) or char in _BREAKS or unicodedata.category(char) == "Cf" for char in text)
    if hidden or len(text) > LONGEST_SUBJECT or any(char in '@<>"' for char in plain):
        raise Unsafe("name", "A name beside an address holds no other address and no invisible characters.")
    return text.strip()


def _control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"}


def _balanced(line: str, code: str) -> None:
    """Isolates that are closed where they were opened, and no other control of direction."""
    depth = 0
    for char in line:
        depth += (char == FIRST_STRONG_ISOLATE) - (char == POP_ISOLATE)
        if depth < 0 or (char in CONTROLS and char not in _ISOLATES):
            raise Unsafe(code, "Controls of direction are not taken, but for closed isolates around a value.")
    if depth:
        raise Unsafe(code, "Controls of direction are not taken, but for closed isolates around a value.")
