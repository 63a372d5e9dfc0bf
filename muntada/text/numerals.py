"""Numbers and ordinals in words and digits, in Arabic, English and French folded texts."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from muntada.text.folding import fold_key
from muntada.text.terms import Term, TermIndex

_DIGITS = re.compile(r"[0-9][0-9]*(?:[,.' ][0-9]{3}(?![0-9]))*", re.ASCII)
# These begin with a class, and look back after it, so that the engine can leap from one place to the next.
_ORDINAL_DIGITS = re.compile(
    r"([0-9](?<![\w/.,-][0-9])[0-9]{0,3})(?:st|nd|rd|th|er|ere|re|e|eme|ieme|nde|nd)(?![\wء-ي])", re.ASCII
)
_ROMAN = re.compile(r"([ivx](?<![\w-][ivx])[ivx]{0,5})(?:e|eme|ieme|er|ere|re)(?![\w])", re.ASCII)
_NOT_ROMAN = frozenset({"vie", "ie", "ire"})
_VAGUE = frozenset(("الاف", "ملايين", "مليارات", "hundreds", "thousands", "millions", "billions", "milliards"))
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_LONGEST = 15  # digits: more is a key, not a quantity

_AR_UNITS = {
    1: "واحد واحدة", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 3: "ثلاث ثلاثة", 4: "أربع أربعة",
    5: "خمس خمسة", 6: "ست ستة", 7: "سبع سبعة", 8: "ثماني ثمانية ثمان", 9: "تسع تسعة",
}  # fmt: skip
_AR_TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_AR_SCALES = {
    100: "مئة مائة مية", 1000: "ألف آلاف ألفا", 1_000_000: "مليون ملايين مليونا", 1_000_000_000: "مليار مليارات بليون",
}  # fmt: skip
_AR_DUALS = {200: "مئتان مئتين مائتان مائتين مئتي مائتي", 2000: "ألفان ألفين ألفي", 2_000_000: "مليونان مليونين مليوني"}
_AR_PAIRS = "يومين يومان شهرين شهران عامين عامان سنتين سنتان مرتين مرتان دولتين دولتان اسبوعين اسبوعان بلدين بلدان-"
_EN_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_SCALES = {100: "hundred", 1000: "thousand", 1_000_000: "million", 1_000_000_000: "billion"}
_FR_SMALL = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
)
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_FR_SCALES = {100: "cent cents", 1000: "mille", 1_000_000: "million millions", 1_000_000_000: "milliard milliards"}
_FR_ABOUT = {10: "dizaine", 12: "douzaine", 15: "quinzaine", 20: "vingtaine", 30: "trentaine", 40: "quarantaine"}
_FR_ABOUT |= {50: "cinquantaine", 60: "soixantaine", 100: "centaine", 1000: "millier"}

_AR_ORDINALS = {
    1: "أول أولى أولي", 2: "ثاني ثانية", 3: "ثالث ثالثة", 4: "رابع رابعة", 5: "خامس خامسة", 6: "سادس سادسة",
    7: "سابع سابعة", 8: "ثامن ثامنة", 9: "تاسع تاسعة", 10: "عاشر عاشرة",
}  # fmt: skip
_AR_FIRST = "افتتاحي افتتاحية تأسيسي تأسيسية"
_AR_MONTH_BEFORE = re.compile(r"(?:تشرين|كانون|ربيع|جمادي)\s+$")
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_FR_ORDINALS = {1: "premier premiere inaugural inaugurale", 2: "second seconde deuxieme", 5: "cinquieme", 9: "neuvieme"}


class NumberMention(NamedTuple):
    """A number or an ordinal in a folded text: its span and its value."""

    start: int
    end: int
    value: int


def _arabic_small() -> Iterator[tuple[str, int]]:
    for value, forms in _AR_UNITS.items():
        for form in forms.split():
            if form not in {"اثنا", "اثني", "اثنتا", "اثنتي"}:
                yield form, value
            for ten in ("عشر", "عشرة"):
                yield f"{form} {ten}", 10 + value
            for tens, stem in _AR_TENS.items():
                for ending in ("ون", "ين"):
                    yield f"{form} و{stem}{ending}", tens + value
    for ten in ("أحد عشر", "إحدى عشرة", "حادي عشر"):
        yield ten, 11
    for tens, stem in _AR_TENS.items():
        for ending in ("ون", "ين"):
            yield stem + ending, tens
            yield f"إحدى و{stem}{ending}", tens + 1
    yield "عشر", 10
    yield "عشرة", 10
    for form in _AR_PAIRS.split():
        if not form.endswith("-"):
            yield form, 2


def _joined(tens: str, unit: str) -> tuple[str, str]:
    return f"{tens}-{unit}", f"{tens} {unit}"


def _english_small() -> Iterator[tuple[str, int]]:
    small = _EN_SMALL.split()
    yield from ((form, value) for value, form in enumerate(small, 1))
    for place, tens in enumerate(_EN_TENS.split(), 2):
        yield tens, place * 10
        for unit in range(1, 10):
            yield from ((form, place * 10 + unit) for form in _joined(tens, small[unit - 1]))
    yield "dozen", 12


def _french_small() -> Iterator[tuple[str, int]]:
    small = _FR_SMALL.split()
    yield from ((form, value) for value, form in enumerate(small, 1))
    for base, tens in _FR_TENS.items():
        spellings = {tens, tens.replace("-", " ")}
        for spelling in spellings:
            yield spelling, base
            yield spelling + "s", base
            for unit in range(1, 20 if base >= 60 else 10):
                yield from ((form, base + unit) for form in _joined(spelling, small[unit - 1]))
            for one in ("un", "une", "onze"):
                for joint in (" et ", "-et-"):
                    yield spelling + joint + one, base + (11 if one == "onze" else 1)
    for base, form in _FR_ABOUT.items():
        yield form, base
        yield form + "s", base


_SMALL = {"ar": _arabic_small, "en": _english_small, "fr": _french_small}
_SCALES = {"ar": _AR_SCALES, "en": _EN_SCALES, "fr": _FR_SCALES}
_JOINTS = {"ar": ("", "و"), "en": ("", "and", "-"), "fr": ("", "-", "et")}


@cache
def _number_words(language: str) -> TermIndex[int]:
    """Forms of a language: positive for quantities, negative for the scales they are counted in."""
    forms = dict(_SMALL[language]())
    if language == "ar":
        forms |= {form: value for value, names in _AR_DUALS.items() for form in names.split()}
        forms |= {
            unit.removesuffix("ي") + hundred: value * 100
            for value, units in _AR_UNITS.items()
            if value > 2
            for unit in units.split()
            for hundred in ("مئة", "مائة")
        }
    for scale, names in _SCALES[language].items():
        forms |= {form: -scale for name in names.split() for form in (name, name + "s" * (language == "en"))}
    # With the article the dual of two is Monday.
    return TermIndex(Term(form, value, article=value != 2) for form, value in forms.items())


def _tokens(text: str, language: str) -> list[tuple[int, int, int, str]]:
    """Start, end, worth and proclitics of the words and digits that numbers are made of."""
    found = [(m.start, m.end, m.payloads[0], m.prefix) for m in _number_words(language).find(text)]
    for digits in _DIGITS.finditer(text):
        start, end = digits.span()
        number = digits[0] if digits[0].isdigit() else re.sub("[^0-9]", "", digits[0])
        if len(number) <= _LONGEST and _stands_alone(text, start, end):
            found.append((start, end, int(number), ""))
    found.sort()
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalpha():
        before_word = re.search(r"(?<![ء-ي])(?:و|ف)?(?:ال|لل|ل|ب|ك)?$", text[max(0, start - 4) : start])
        if not before_word:
            return False
    elif before and before in "/-.,:+#$€£" and start > 1 and not text[start - 2].isspace():
        return False
    if not after:
        return True
    return not (after.isalpha() or after == "%" or (after in "/-.,:" and text[end + 1 : end + 2].isdigit()))


class _Sum:
    """A number being put together from the left."""

    def __init__(self, start: int, end: int, worth: int) -> None:
        self.start, self.end = start, end
        self.done = self.group = 0
        self.scale = 10**18
        self.take(end, worth)

    def take(self, end: int, worth: int, *, after_and: bool = False) -> bool:
        """Add the next word if it can belong to this number; in Arabic the tens come after the units and "and"."""
        scale = -worth
        if worth >= 0:
            tens_after_units = after_and and self.group % 100 in range(1, 10) and worth in range(20, 100, 10)
            if worth >= self.scale or (self.group and (self.group % 100 or worth >= 100) and not tens_after_units):
                return False
            self.group += worth
        elif scale == 100:
            if self.group >= 100:
                return False
            self.group = max(1, self.group) * 100
        else:
            if scale >= self.scale:
                return False
            self.done += max(1, self.group) * scale
            self.group, self.scale = 0, scale
        self.end = end
        return True

    def mention(self) -> NumberMention:
        return NumberMention(self.start, self.end, self.done + self.group)


def _sums(text: str, language: str) -> Iterator[_Sum]:
    now: _Sum | None = None
    joints = _JOINTS[language]
    for start, end, worth, prefix in _tokens(text, language):
        conjoined = "و" in prefix
        if now is not None:
            if start < now.end:
                continue
            joint = text[now.end : start - len(prefix)].strip(" \n") + ("و" if conjoined else "")
            if start - now.end <= 6 and joint in joints and now.take(end, worth, after_and=conjoined):
                continue
            yield now
        now = _Sum(start, end, worth)
        if conjoined and worth >= 20 and text.startswith("ال", start):
            now = None  # the second half of an ordinal
    if now is not None:
        yield now


def find_numbers(text: str, language: str) -> list[NumberMention]:
    """Whole numbers in words and digits, in order; dates are not told apart, symbols and percentages left out.

    A lone "one" is too often an article to count, and "thousands" says no number.
    """
    return [
        one.mention()
        for one in _sums(text, language)
        if (one.done + one.group != 1 or text[one.start].isdigit()) and text[one.start : one.end] not in _VAGUE
    ]


def _arabic_ordinals() -> Iterator[tuple[str, int]]:
    teens = {1: "حادي حادية", **{value: forms for value, forms in _AR_ORDINALS.items() if 1 < value < 10}}
    for value, forms in _AR_ORDINALS.items():
        yield from ((form, value) for form in forms.split())
    for value, forms in teens.items():
        for form in forms.split():
            for article in ("", "ال"):
                yield f"{article}{form} عشر", 10 + value
                yield f"{article}{form} عشرة", 10 + value
    units = {**teens, 1: "حادي حادية واحد واحدة"}
    for tens, stem in _AR_TENS.items():
        for ending in ("ون", "ين"):
            yield f"ال{stem}{ending}", tens
            for value, forms in units.items():
                yield from ((f"ال{form} وال{stem}{ending}", tens + value) for form in forms.split())
    yield from (("المئة", 100), ("المائة", 100))
    yield from ((form, 1) for form in _AR_FIRST.split())


def _english_ordinals() -> Iterator[tuple[str, int]]:
    small = _EN_ORDINALS.split()
    yield from ((form, value) for value, form in enumerate(small, 1))
    for place, tens in enumerate(_EN_TENS.split(), 2):
        yield tens.removesuffix("y") + "ieth", place * 10
        for unit in range(1, 10):
            yield from ((form, place * 10 + unit) for form in _joined(tens, small[unit - 1]))
    yield from (("hundredth", 100), ("inaugural", 1))


def _french_ordinals() -> Iterator[tuple[str, int]]:
    for form, value in _french_small():
        if value < 100 and value not in _FR_ORDINALS and not form.endswith(("aine", "aines", "s-")):
            yield form.removesuffix("e").removesuffix("s" if value == 80 else "\0") + "ieme", value
        if value > 10 and form.endswith(("cinq", "neuf")):
            yield form.removesuffix("f").removesuffix("q") + ("vieme" if form[-1] == "f" else "quieme"), value
    yield from ((form, value) for value, forms in _FR_ORDINALS.items() for form in forms.split())
    yield "centieme", 100


_ORDINALS = {"ar": _arabic_ordinals, "en": _english_ordinals, "fr": _french_ordinals}


@cache
def _ordinal_words(language: str) -> TermIndex[int]:
    return TermIndex(Term(form, value, plural=language != "ar") for form, value in _ORDINALS[language]())


def _roman(numeral: str) -> int | None:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return total if 0 < total < 40 and "iiii" not in numeral and "vv" not in numeral else None


def find_ordinals(text: str, language: str) -> list[NumberMention]:
    """Ordinals in words, digits and, in French, Roman numerals, in order; "inaugural" is the first."""
    found = [
        NumberMention(m.start, m.end, m.payloads[0])
        for m in _ordinal_words(language).find(text)
        if language != "ar" or not _AR_MONTH_BEFORE.search(text, max(0, m.start - 10), m.start)
    ]
    if language == "ar":
        return found
    found += [NumberMention(*m.span(), int(m[1])) for m in _ORDINAL_DIGITS.finditer(text) if int(m[1])]
    if language == "fr":
        for m in _ROMAN.finditer(text):
            value = None if m[0] in _NOT_ROMAN else _roman(m[1])
            if value is not None:
                found.append(NumberMention(*m.span(), value))
    return sorted(found)


def parse_ordinal(text: str, language: str) -> int | None:
    """The value of an ordinal that stands alone, in any spelling, or None."""
    key = fold_key(text)
    found = find_ordinals(key, language)
    return found[0].value if len(found) == 1 and found[0].start == 0 and found[0].end == len(key) else None
