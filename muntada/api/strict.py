"""JSON read without mercy: what two readers could take differently is refused. Knows no request."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from muntada.api.problems import Problem

DEEPEST = 20
DIGITS = 19
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[\[{]|[\]}]")


def read_json(data: bytes) -> Any:
    """The value that the bytes write. Raises Problem.

    Refused are: what is no UTF-8 or no JSON, nesting deeper than DEEPEST, a key twice in one object, NaN and
    Infinity, numbers beyond all reason, NUL and halves of characters.
    """
    _refuse_depth(data)
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_whole,
            parse_float=_fraction,
        )
    except (ValueError, RecursionError):
        raise Problem("malformed", problems=[{"where": "body", "why": "This is no JSON in UTF-8."}]) from None
    refuse_odd_text(value)
    return value


def refuse_odd_text(value: Any) -> None:
    """Raises Problem where a text in the value holds what no text holds."""
    if isinstance(value, str):
        if _NOT_TEXT.search(value):
            raise Problem("not_text")
    elif isinstance(value, list):
        for member in value:
            refuse_odd_text(member)
    elif isinstance(value, dict):
        for key, member in value.items():
            refuse_odd_text(key)
            refuse_odd_text(member)


def _refuse_depth(data: bytes) -> None:
    """Before anything parses it: a parser that goes down a hundred thousand steps does not come back."""
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            raise Problem("too_deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Problem("duplicate_key")
    return made


def _no_number(_text: str) -> NoReturn:
    raise Problem("not_a_number")


def _whole(text: str) -> int:
    # Before `int`: of thousands of digits it takes its time.
    if len(text.lstrip("-")) > DIGITS:
        raise Problem("not_a_number")
    return int(text)


def _fraction(text: str) -> float:
    number = float(text) if len(text) <= 400 else math.inf
    if not math.isfinite(number):
        raise Problem("not_a_number")
    return number
