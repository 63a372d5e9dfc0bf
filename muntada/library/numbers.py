"""The printed number of a clause in no language: `٥ -`, `5.` and `5)` are 5, `(ب)` and `(b)` are b. No database."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from muntada.text.folding import fold_key

_ABJAD = "ابجدهوزحطيكلمنسعفصقرشت"  # in the order in which Arabic texts count their points
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ORDINALS = {
    fold_key(word): place
    for place, words in enumerate(
        (
            "أولا الأولى الأول",
            "ثانيا الثانية الثاني",
            "ثالثا الثالثة الثالث",
            "رابعا الرابعة الرابع",
            "خامسا الخامسة الخامس",
            "سادسا السادسة السادس",
            "سابعا السابعة السابع",
            "ثامنا الثامنة الثامن",
            "تاسعا التاسعة التاسع",
            "عاشرا العاشرة العاشر",
        ),
        1,
    )
    for word in words.split()
}
_MARKS = re.compile(r"[\W_]+")
_ROMAN = re.compile(r"(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})", re.ASCII)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@lru_cache(maxsize=8_192)
def neutral(number: str) -> str:
    """What a printed number says: digits as Western ones, letters as Latin ones; "" for none and for words.

    `٥ -` and `5.` give 5, `(ب)` and `b)` give b, `ثانياً` gives 2, `II.` gives 2, `(ii)` gives ii: small Roman
    numerals stay letters, because `(i)` may be either.
    """
    shown = number.replace("ـ", "").strip()
    words = [word for word in _MARKS.split(fold_key(shown)) if word]
    if not words:
        return ""
    last = "".join(str(unicodedata.decimal(letter, letter)) for letter in words[-1])
    if last.isascii() and last.isdecimal():
        return last.lstrip("0") or "0"
    if last in _ORDINALS:
        return str(_ORDINALS[last])
    if len(last) == 1 and last in _ABJAD:
        place = _ABJAD.index(last)
        return _LATIN[place] if place < len(_LATIN) else ""
    if shown.strip(" .()-–").isupper() and _ROMAN.fullmatch(last):
        return str(_roman(last))
    return last if last.isascii() and last.isalnum() and len(last) <= 6 and len(words) == 1 else ""


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
