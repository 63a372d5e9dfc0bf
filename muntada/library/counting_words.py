"""Ordinals up to the ninety-ninth in Arabic, English and French, and Roman numerals, as citations write them."""

from __future__ import annotations

_AR_M = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]
_AR_F = ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"]
_AR_TENS = ["العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون"]
_EN = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FR = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"]
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def ordinal(number: int, language: str, *, feminine: bool = False) -> str:
    """The ordinal as it stands before or after its noun: twelfth, الثانية عشرة, douzième; empty beyond 1 to 99."""
    if not 1 <= number <= 99:
        return ""
    if language == "ar":
        return _arabic(number, feminine)
    return _english(number) if language == "en" else _french(number, feminine)


def roman(number: int) -> str:
    """The number in Roman numerals; empty beyond 1 to 399."""
    if not 1 <= number <= 399:
        return ""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _arabic(number: int, feminine: bool) -> str:
    units, ten = (_AR_F, "عشرة") if feminine else (_AR_M, "عشر")
    tens, unit = divmod(number, 10)
    if number <= 10:
        return units[number - 1]
    if unit == 0:
        return _AR_TENS[tens - 2]
    # The first becomes the one that is counted on from: الحادية عشرة, الحادي والعشرون.
    first = ("الحادية" if feminine else "الحادي") if unit == 1 else units[unit - 1]
    return f"{first} {ten}" if tens == 1 else f"{first} و{_AR_TENS[tens - 2]}"


def _english(number: int) -> str:
    if number < 20:
        return _EN[number - 1]
    tens, unit = divmod(number, 10)
    word = _EN_TENS[tens - 2]
    return f"{word}-{_EN[unit - 1]}" if unit else f"{word[:-1]}ieth"


def _french(number: int, feminine: bool) -> str:
    if number == 1:
        return "première" if feminine else "premier"
    cardinal = _FR[number - 1] if number < 20 else _french_cardinal(number)
    if cardinal.endswith("cinq"):
        return f"{cardinal}uième"
    if cardinal.endswith("neuf"):
        return f"{cardinal[:-1]}vième"
    return f"{cardinal.removesuffix('e')}ième"


def _french_cardinal(number: int) -> str:
    tens = number // 10
    word, rest = _FR_TENS[tens - 2], number % 20 if tens in {7, 9} else number % 10
    if rest == 0:
        return word
    # Eighty and what is counted from it take no "et": quatre-vingt-un, quatre-vingt-onze.
    joined = " et " if rest in {1, 11} and tens < 8 else "-"
    return f"{word}{joined}{_FR[rest - 1]}"
