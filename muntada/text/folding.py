"""Folding: one spelling for what readers take as the same letters, with a way back to the text as captured."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_ALEF, _YEH, _HEH, _WAW, _KAF = "أإآٱٲٳٵ", "ىیېۍےئۓێٸ", "ةھہەۀۃۂ", "ؤۆۇۈۋۏ", "کڪګڬڭگݣ"
_PAIRS = (
    (_ALEF, "ا"), (_YEH, "ي"), (_HEH, "ه"), (_WAW, "و"), (_KAF, "ك"),
    ("پ", "ب"), ("چ", "ج"), ("ژ", "ز"), ("ڤڥ", "ف"), ("ڨ", "ق"), ("ٹ", "ت"), ("ڈ", "د"), ("ڑ", "ر"), ("ں", "ن"),
    ("«»“”„‟″＂", '"'), ("‘’‚‛‹›′`´ʼʻ", "'"), ("–—−‑‐‒―﹣－⁃", "-"), ("،﹐", ","), ("؛", ";"), ("؟", "?"),
    ("٪", "%"), ("٫", "."), ("٬", ","), ("۔", "."), ("\t\v\f\x85\u2028\u2029", " \n\n\n\n\n"),
    ("øłđħıæœðþ", ("o", "l", "d", "h", "i", "ae", "oe", "d", "th")), ("⁄", "/"), ("ß", ("ss",)),
)  # fmt: skip


def _own_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for sources, targets in _PAIRS:
        for place, letter in enumerate(sources):
            pairs[letter] = targets if len(targets) == 1 and isinstance(targets, str) else targets[place]
    pairs["ـ"] = ""
    # A raised digit is a note mark: read as a digit it would join itself to the year before it.
    return pairs | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", " ")


_OWN = _own_pairs()
_COMMON = tuple((letter, _OWN[letter]) for letter in "أإآىةؤئ،؛؟“”‘’«»–—")
_STABLE = "\n -_a-~ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ODD = re.compile(f"[^{_STABLE}]")


def _of_kind(letter: str) -> str | None:
    kind = unicodedata.category(letter)
    if kind in {"Mn", "Me", "Cf"}:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return {"Zs": " ", "Cc": " ", "Zl": "\n", "Zp": "\n", "Pd": "-"}.get(kind)


def _fold_letter(letter: str) -> str:
    """What one code point becomes; every letter of the answer folds to itself."""
    if not _ODD.match(letter) and letter != "`":
        return letter
    if letter in _OWN:
        return _OWN[letter]
    known = _of_kind(letter)
    if known is not None:
        return known
    # Hangul would fall apart into its jamo, and gain nothing.
    parts = letter.lower() if "가" <= letter <= "힣" else unicodedata.normalize("NFKD", letter).lower()
    if parts == letter:
        return letter
    if "ﭐ" <= letter <= "\ufeff" and parts[0] == " " and all(unicodedata.category(c) == "Mn" for c in parts[1:]):
        return ""  # a mark drawn alone on a space or on tatweel
    return "".join(_TABLE[ord(part)] for part in parts)


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its map to the source.

    ``text`` is the folded string. Offsets are code points, of ``text`` on the folded side and of the text
    given to `fold` on the source side. ``_folded`` and ``_source`` are the sorted starts of stretches that run
    one to one; ``_still`` names the stretches that all stand for a single source letter.
    """

    text: str
    source_length: int
    _folded: tuple[int, ...] = ()
    _source: tuple[int, ...] = ()
    _still: frozenset[int] = frozenset()

    def source_offset(self, i: int) -> int:
        """The source offset of the letter that gave folded letter ``i``; the end of the source for the end."""
        if i >= len(self.text):
            return self.source_length
        place = bisect_right(self._folded, i) - 1
        if place < 0:
            return i
        start = self._source[place]
        return start if place in self._still else start + i - self._folded[place]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span under a folded span: marks inside it belong to it, deleted letters after it do not."""
        first = self.source_offset(start)
        if end <= start:
            return first, first
        return first, self.source_offset(end - 1) + 1


@lru_cache(maxsize=512)
def _class_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(letters)}]")


def _break_points(text: str, irregular: str) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[int]]:
    """The stretches of a text in which each of the irregular letters becomes none or several letters."""
    folded: list[int] = []
    source: list[int] = []
    still: set[int] = set()
    shift = 0
    for found in _class_of(irregular).finditer(text):
        at = found.start()
        size = len(_TABLE[ord(text[at])])
        place = at + shift
        if folded and folded[-1] == place:
            folded.pop()
            source.pop()
        if size:
            still.add(len(folded))
            folded.append(place)
            source.append(at)
        folded.append(place + size)
        source.append(at + 1)
        shift += size - 1
    return tuple(folded), tuple(source), frozenset(still)


def _replace_all(text: str, letters: Iterable[str]) -> str:
    for letter in letters:
        text = text.replace(letter, _TABLE[ord(letter)])
    return text


def fold(text: str) -> Folded:
    """Fold a text; ``fold(fold(x).text).text == fold(x).text``."""
    low = text.replace("İ", "I").lower()
    if "\r" in low:
        low = low.replace("\r\n", " \n").replace("\r", "\n")
    for letter, target in _COMMON:
        low = low.replace(letter, target)
    odd = set(_ODD.findall(low))
    if not odd:
        return Folded(low, len(text))
    irregular = "".join(sorted(letter for letter in odd if len(_TABLE[ord(letter)]) != 1))
    points = _break_points(low, irregular) if irregular else ((), (), frozenset[int]())
    # Many replacements of few letters are fast; of thousands of different letters they would be quadratic.
    done = _replace_all(low, odd) if len(odd) < 100 else low.translate(_TABLE)
    return Folded(done, len(text), *points)


def fold_key(text: str) -> str:
    """The folded text with its white space collapsed and stripped: the key of a form in a dictionary."""
    return " ".join(fold(text).text.split())
