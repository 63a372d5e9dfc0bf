"""The values of the numbers that legal texts print: digits, abjad letters, Roman numerals, ordinals in words."""

from __future__ import annotations

import re
import unicodedata

from muntada.text.folding import fold_key
from muntada.text.numerals import find_ordinals

DIGITS = "0-9٠-٩۰-۹"
ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"  # the order in which points are lettered: أ ب ج د ه و ز ...
HIJAI = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"  # the order of the dictionary, which some texts use instead
_LETTER_NAMES = (
    *("الف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون", "سين"),
    *("عين", "فاء", "صاد", "قاف", "راء"),
)
_ROMAN = re.compile(r"(?=.)(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.ASCII)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ONES = {
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "fr": ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
}
# أولا، ثانيا ... as they stand at the head of sections and of the paragraphs of some resolutions, folded.
_ADVERBS = ["اولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"]
_TEENS = ["حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع"]

Values = tuple[tuple[str, int], ...]  # system and value; several where the print does not say which


def digits(printed: str) -> int:
    """The value of decimal digits of any script."""
    return int("".join(str(unicodedata.digit(one)) for one in printed))


def roman(printed: str) -> int | None:
    """The value of a Roman numeral in either case, up to 399, or None."""
    low = printed.lower()
    if not _ROMAN.fullmatch(low):
        return None
    values = [_ROMAN_VALUES[letter] for letter in low]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def latin_letter(printed: str) -> int | None:
    """a = 1 ... z = 26, aa = 27, bb = 28 ...; None for other words."""
    low = printed.lower()
    if len(low) > 3 or len(set(low)) != 1 or not "a" <= low[0] <= "z":
        return None
    return 26 * (len(low) - 1) + ord(low[0]) - 96


def arabic_letter(printed: str) -> Values:
    """The values of an Arabic letter, or of one doubled (أأ), in the two orders in which points are lettered."""
    low = fold_key(printed)
    if not low or len(set(low)) != 1 or low[0] not in ABJAD or len(low) > 2:
        return ()
    more = len(ABJAD) * (len(low) - 1)
    first = ("alpha", more + ABJAD.index(low[0]) + 1)
    second = ("hijai", more + HIJAI.index(low[0]) + 1)
    return (first, second)


def letter(printed: str) -> Values:
    """What a lettered mark may be worth: i is the ninth letter and the first Roman numeral."""
    arabic = arabic_letter(printed)
    if arabic:
        return arabic
    found: list[tuple[str, int]] = []
    alpha, number = latin_letter(printed), roman(printed)
    if alpha is not None:
        found.append(("alpha", alpha))
    if number is not None:
        found.append(("roman", number))
    return tuple(found)


def letter_name(printed: str) -> int | None:
    """ألف = 1, باء = 2 ...: how Arabic texts letter their sections."""
    low = fold_key(printed)
    return _LETTER_NAMES.index(low) + 1 if low in _LETTER_NAMES else None


def adverb(folded: str) -> int | None:
    """أولا = 1, ثانيا = 2, حادي عشر = 11 ..., folded; None for anything else."""
    words = folded.split()
    if len(words) == 1:
        return _ADVERBS.index(words[0]) + 1 if words[0] in _ADVERBS else {"عشرون": 20, "عشرين": 20}.get(words[0])
    if len(words) == 2 and words[0] in _TEENS and words[1] == "عشر":
        return 11 + _TEENS.index(words[0])
    return None


def worded(printed: str, language: str) -> int | None:
    """The value of digits, Roman numerals, letters or words after a name: Article premier, Part Two, المادة الأولى."""
    low = fold_key(printed).strip("()[] .:-")
    if not low:
        return None
    if re.fullmatch(r"[0-9]{1,3}", low, re.ASCII):
        return int(low)
    if language in _ONES and low in _ONES[language]:
        return _ONES[language].index(low) + 1
    if re.fullmatch(r"[0-9]{1,3}(?:er|st|nd|rd|th|e|re)", low, re.ASCII):
        return int(re.sub(r"\D", "", low))
    found = find_ordinals(low, language)
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(low):
        return found[0].value
    values = dict(letter(low))
    return values.get("roman") or values.get("alpha") or letter_name(low)


def point(value: int) -> str:
    """The neutral letter of a point: 1 = a, 26 = z, 27 = aa, 28 = bb."""
    place, times = (value - 1) % 26, (value - 1) // 26 + 1
    return chr(97 + place) * times if value > 0 else "0"
