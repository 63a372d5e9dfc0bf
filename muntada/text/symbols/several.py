"""Several symbols written together: ranges (S/2015/10-12), one document of two bodies (A/53/950-S/1999/615)."""

from __future__ import annotations

import re
from dataclasses import replace

from muntada.text.symbols.model import Symbol, SymbolError
from muntada.text.symbols.parsing import LONGEST, parse
from muntada.text.symbols.parts import codes

MOST = 200  # symbols of one range
_JOINT = re.compile(r"\s*[-‐‑‒–—−]\s*")
_RANGE_END = re.compile(r"(?:(L|PV|SR|WP|CRP|Add|Corr|Rev|Amend)\.?\s*)?(\d{1,6})", re.IGNORECASE)


def parse_all(text: str) -> tuple[Symbol, ...]:
    """The symbols of a range or of a document with two, in order; of a single symbol that one.

    Raises SymbolError where a part is no symbol, a range runs backwards or is longer than MOST.
    """
    try:
        return (parse(text),)
    except SymbolError as error:
        if len(text) > 2 * LONGEST:  # longer than two of the longest: each hyphen of it is not tried
            raise
        for joint in _JOINT.finditer(text):
            before, after = text[: joint.start()], text[joint.end() :]
            if _begins_symbol(after):
                return (parse(before), *parse_all(after))
            end = _RANGE_END.fullmatch(after.strip())
            if end:
                return _range(parse(before), int(end[2]))
        raise error


def _begins_symbol(text: str) -> bool:
    return text.partition("/")[0].strip().upper() in codes("organ") and "/" in text


def _range(first: Symbol, last: int) -> tuple[Symbol, ...]:
    modified = first.modifications
    start = int(modified[-1].number or 0) if modified else int(first.number)
    if last <= start:
        raise SymbolError("range_backwards", f"{start}-{last}")
    if last - start >= MOST:
        raise SymbolError("range_too_long", f"{start}-{last}")
    if modified:
        ends = (replace(modified[-1], number=str(at)) for at in range(start, last + 1))
        return tuple(replace(first, modifications=(*modified[:-1], one)) for one in ends)
    return tuple(replace(first, number=str(at)) for at in range(start, last + 1))
