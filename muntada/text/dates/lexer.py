"""From a folded text to the pieces dates are made of: words, numbers, and what stands between them."""

import re
from typing import Any, NamedTuple

from muntada.text.dates.words import date_words

# Begins with a single class so that the engine can leap from digit to digit.
_NUMBER = re.compile(r"[0-9][0-9]*(?:[-/.:][0-9]+|(?:,[0-9]{3})+(?![0-9]))*", re.ASCII)
_SUFFIX = re.compile(
    r"(?P<day>st|nd|rd|th|er|eme|e)(?![a-z])|(?P<decade>'?s)(?![a-z])"
    r"| ?(?P<hijri>ه|هجريه?|ah)(?![a-zء-ي])| ?(?P<common>م|ميلاديه?|ad|ce)(?![a-zء-ي])",
    re.ASCII,
)
_SPLIT = re.compile("[-/.:]")
_ARABIC_LETTER = re.compile("[ء-ي]")
_PROCLITICS = frozenset(("و", "ف", "ل", "ب", "ك", "وب", "ول", "ال", "وال", "بال", "لل"))
_GLUE = {
    "": "", ",": ",", "-": "-", "/": "/", "(": "(", ")": ")", ".": ".", "&": "&", "and": "&", "et": "&", "و": "&",
    ", and": "&", ",و": "&", ", و": "&", "and the": "&", "et le": "&", "to": "-", "to the": "-", "through": "-",
    "until": "-", "till": "-", "up to": "-", "الي": "-", "حتي": "-", "وحتي": "-", "والي": "-", "الي غايه": "-",
    "au": "-", "a": "-", "jusqu'au": "-", "jusqu'en": "-", "et au": "&", "of": "", "of the": "", "the": "",
    "de": "", "du": "", "d'": "", "le": "", "من": "", "ل": "", "de la": "", "de l'": "",
    "l'": "", ", le": ",", "of this": "", "de ce": "", "في شهر": "", "and on": "&",
}  # fmt: skip
_LONGEST_GLUE = 14


class Piece(NamedTuple):
    """A word or number of a date: its code, its span without proclitics, its worth and its proclitics."""

    code: str
    start: int
    end: int
    worth: Any
    prefix: str = ""


def _single(text: str, start: int, end: int) -> tuple[str, int, Any]:
    number = int(text[start:end]) if end - start < 9 else 0
    suffix = _SUFFIX.match(text, end)
    if suffix is None:
        if end < len(text) and (text[end].isalpha() or text[end] == "%"):
            return "n", end, number
        return _plain(number, end - start), end, number
    kind, stop = suffix.lastgroup, suffix.end()
    if kind == "day":
        return ("o" if 1 <= number <= 31 else "n"), stop, number
    if end - start != 4:
        return ("n", end, number) if kind == "decade" else (_plain(number, end - start), end, number)
    if kind == "decade":
        return ("K" if number % 10 == 0 else "n"), stop, number
    if kind == "hijri":
        return ("y" if 1 <= number <= 1600 else "n"), stop, number
    return _plain(number, 4), stop, number


def _plain(number: int, size: int) -> str:
    if size <= 2:
        return "d" if 1 <= number <= 31 else "n"
    if size != 4:
        return "n"
    return "Y" if 1700 <= number <= 2100 else "y" if 1300 <= number <= 1500 else "n"


def _two(a: str, b: str, separator: str) -> tuple[str, Any]:
    one, two = int(a), int(b)
    if len(a) == 4 and _plain(one, 4) == "Y":
        if separator not in "-/":
            return "n", None
        if len(b) == 4:
            return ("z", (one, two)) if one < two <= one + 60 and two <= 2100 else ("n", None)
        if len(b) == 2 and two == (one + 1) % 100:
            return "z", (one, one + 1)
        if len(b) == 2 and separator == "-":
            return (
                ("j", (one, two))
                if 1 <= two <= 12
                else ("z", (one, one // 100 * 100 + two))
                if (one % 100 < two)
                else ("n", None)
            )
    elif len(b) == 4 and _plain(two, 4) == "Y" and len(a) == 2 and 1 <= one <= 12 and separator in "/.":
        return "j", (two, one)
    elif len(a) <= 2 and len(b) <= 2 and 1 <= one < two <= 31 and separator in "-/":
        return "p", (one, two)
    return "n", None


def _chain(text: str, start: int, end: int) -> tuple[str, Any]:
    """A number with separators: an ISO or numeric date, a pair of days or of years, or nothing of a date."""
    parts = _SPLIT.split(text[start:end])
    separators = set(_SPLIT.findall(text[start:end]))
    if len(separators) != 1 or ":" in separators or len(parts) > 3 or max(map(len, parts)) > 4:
        return "n", None
    if len(parts) == 2:
        return _two(parts[0], parts[1], separators.pop())
    sizes = tuple(map(len, parts))
    a, b, c = map(int, parts)
    if sizes[0] == 4 and max(sizes[1:]) <= 2:
        return "i", ("ymd", a, b, c)
    if max(sizes[:2]) <= 2 and sizes[2] == 4:
        return "i", ("dmy", c, b, a)
    if max(sizes[:2]) <= 2 and sizes[2] == 2 and "-" not in separators:
        return "i", ("dmy", 2000 + c if c < 70 else 1900 + c, b, a)
    return "n", None


_MIDDLE = re.compile(r"(?<![a-z])mid?-$")


def _proclitics(text: str, start: int, word_ends: set[int]) -> str | None:
    """What stands right before a number: proclitics it carries, or None where it is part of something else."""
    before = text[start - 1 : start]
    if not before:
        return ""
    if before in "/-.:_" and start > 1 and not text[start - 2].isspace() and start - 1 not in word_ends:
        return "" if before == "-" and _MIDDLE.search(text, max(0, start - 5), start) else None
    if before in "$€£#+":
        return None
    if not before.isalpha() or start in word_ends:
        return ""
    letters = start
    while letters and start - letters < 4 and _ARABIC_LETTER.match(text[letters - 1]):
        letters -= 1
    return text[letters:start] if text[letters:start] in _PROCLITICS else None


def _number(text: str, found: re.Match[str], word_ends: set[int]) -> Piece:
    start, end = found.span()
    prefix = _proclitics(text, start, word_ends)
    if prefix is None:
        return Piece("n", start, end, None)
    token = text[start:end]
    if "," in token:
        return Piece("n", start, end, None, prefix)
    if token.isdigit():
        code, end, worth = _single(text, start, end)
        if text.startswith(" %", end):
            code = "n"
        return Piece(code, start, end, worth, prefix)
    code, worth = _chain(text, start, end)
    suffix = _SUFFIX.match(text, end)
    if suffix and suffix.lastgroup in {"hijri", "common"}:
        end = suffix.end()
    return Piece(code, start, end, worth, prefix)


def pieces(text: str, language: str) -> list[Piece]:
    """All pieces of a folded text in order, without overlaps."""
    words = [
        Piece(match.payloads[0].code, match.start, match.end, match.payloads[0].worth, match.prefix)
        for match in date_words(language).find(text)
    ]
    ends = {word.end for word in words}
    numbers = []
    for found in _NUMBER.finditer(text):
        number = _number(text, found, ends)
        numbers.append(number)
        ends.add(number.end)
    merged = sorted(words + numbers, key=lambda piece: piece.start)
    kept: list[Piece] = []
    for piece in merged:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
        elif piece.end - piece.start > kept[-1].end - kept[-1].start:
            kept[-1] = piece
    return kept


def _between(gap: str, before: Piece) -> str:
    if len(gap) > _LONGEST_GLUE or "\n\n" in gap:
        return "|"
    glue = _GLUE.get(" ".join(gap.split()), "|")
    # A stop ends a sentence unless it shortens a month.
    return "|" if glue == "." and before.end - before.start > 5 else glue


def _apart(text: str, before: Piece, piece: Piece, language: str) -> bool:
    """Whether a number and a month only stand side by side: "the second March meeting", "three last month"."""
    if piece.code == "r" and before.code in "dop":
        return not text.startswith("courant", piece.start)
    worded = before.code == "o" and not text[before.start].isdigit()
    return worded and piece.code in "mhf" and language != "fr"


def coded(text: str, found: list[Piece], language: str) -> tuple[str, list[int]]:
    """The pieces as a string of codes with the glue between them, and for each letter of it its piece or -1."""
    codes: list[str] = []
    places: list[int] = []
    before: Piece | None = None
    for number, piece in enumerate(found):
        glue = ""
        if before is not None:
            gap = text[before.end : piece.start - len(piece.prefix)]
            glue = "|" if not gap.strip() and _apart(text, before, piece, language) else _between(gap, before)
            if glue in {"", ",", "&"} and "و" in piece.prefix:
                glue = "&"
        codes.append(glue + piece.code)
        places.extend([-1] * len(glue))
        places.append(number)
        before = piece
    return "".join(codes), places
