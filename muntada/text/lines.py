"""A line of text as it is set, once for all: pages, PDF, pictures and Word files take their runs from here.

A line knows its language, the direction it runs in, the stretches it is made of, each with its own direction and
language, and its digits. The forms (`marked`, `stretches_marked`, `html`) differ in how they say so, never in what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Literal

from muntada.text.bidi import POP_ISOLATE, strip_controls
from muntada.text.runs import (
    LEFT_TO_RIGHT_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    Direction,
    Run,
    direction_of,
    own_direction,
    runs,
)
from muntada.text.runs import marked as marked_run

Digits = Literal["as written", "arabic-indic"]

_INDIC = {ord(str(digit)): chr(0x660 + digit) for digit in range(10)}
_LATIN = {chr(0x660 + digit): str(digit) for digit in range(10)}
# A number with its thousands and decimals, hours, a percentage, or a range of those: what is read in Arabic. A date or
# a code in digits (2027-03-04, 12/2021) is quoted as it is written.
_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?::[0-9]{2})?"
_COUNTED = re.compile(rf"[−±+-]?{_NUMBER}(?:[–—−-]{_NUMBER})?(?:[ \u00a0\u202f]?[%٪])?", re.ASCII)
_NUMBERED = re.compile(r"[0-9]+(?:\.[0-9]+){2,5}", re.ASCII)  # 3.1.2 counts chapters, and has no decimals
_THOUSANDS, _DECIMAL = re.compile(r"(?<=[0-9]),(?=[0-9]{3})"), re.compile(r"(?<=[0-9])\.(?=[0-9])")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line in one direction and one language; `against` where it runs against the line.

    `whole` are figures: a telephone number, broken over two lines of Arabic, would be read from its second half.
    """

    text: str
    direction: Direction
    language: str
    against: bool
    whole: bool = False

    @property
    def held(self) -> str:
        """The text, with blanks that do not break where it is whole."""
        return self.text.replace(" ", "\u00a0") if self.whole else self.text


@dataclass(frozen=True, slots=True)
class Line:
    """A text as it is set in a line of the direction `base`; `direction` is its own, which may run against that."""

    base: Direction
    direction: Direction
    language: str
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """The words alone, without a mark of direction."""
        return "".join(stretch.text for stretch in self.stretches)


def line(text: str, language: str, digits: Digits = "as written", *, base: Direction | None = None) -> Line:
    """A text in a language, in a line that runs as that language does, or as `base` says."""
    around = base or direction_of(language)
    own = own_direction(text, around)
    found = runs(text, own)
    if digits == "arabic-indic" and own == "rtl":
        found = runs("".join(_shown(run) for run in found), own)
    # A text that runs against its line is in the other language, as are stretches that run against their text.
    stretches = tuple(
        Stretch(run.text, run.direction, _spoken(run, own, language), run.direction != own, run.alone) for run in found
    )
    return Line(around, own, language if direction_of(language) == own else _other(language), tuple(stretches))


def number(value: float, language: str, digits: Digits = "as written") -> str:
    """A number in words of digits: thousands apart, decimals only where there are any, two at most."""
    said = f"{value:,.2f}".rstrip("0").rstrip(".")
    if language[:2] == "ar" and digits == "arabic-indic":
        return in_arabic_digits(said)
    return said.replace(",", "\u00a0").replace(".", ",") if language[:2] == "fr" else said


def in_arabic_digits(figures: str) -> str:
    """Figures in Arabic-Indic digits, with the marks that go with them: 1,250.5 % is ١٬٢٥٠٫٥ ٪."""
    if not _NUMBERED.fullmatch(figures):
        figures = _DECIMAL.sub("٫", _THOUSANDS.sub("٬", figures))
    return figures.replace("%", "٪").translate(_INDIC)


def in_latin_digits(text: str) -> str:
    """The same text as it was before its digits became Arabic-Indic ones, for whoever compares numbers."""
    plain = re.sub(r"(?<=[٠-٩])[٫٬](?=[٠-٩])", lambda mark: "." if mark[0] == "٫" else ",", text)
    return re.sub("[٠-٩]", lambda digit: _LATIN[digit[0]], plain).replace("٪", "%")


def marked(said: Line) -> str:
    """The line with isolates around what runs against it: for text without other marks, as in a picture."""
    return "".join(text for text, _stretch in stretches_marked(said))


def stretches_marked(said: Line) -> list[tuple[str, Stretch]]:
    """Each stretch with its isolates: for a PDF."""
    found = [(marked_run(Run(one.held, one.direction), said.direction), one) for one in said.stretches]
    if said.direction != said.base and found:
        found[0] = (_opening(said.direction) + found[0][0], found[0][1])
        found[-1] = (found[-1][0] + POP_ISOLATE, found[-1][1])
    return found


def html(said: Line) -> str:
    """The line as markup, each stretch that runs against it isolated and in its language."""
    inner = ""
    for one in said.stretches:
        words = escape(one.held, quote=False)
        inner += _bdi(words, one.direction, one.language) if one.against else words
    return inner if said.direction == said.base else _bdi(inner, said.direction, said.language)


def _bdi(inner: str, direction: Direction, language: str) -> str:
    core = inner.strip()
    start = inner.index(core)
    return f'{inner[:start]}<bdi dir="{direction}" lang="{language}">{core}</bdi>{inner[start + len(core) :]}'


def _opening(direction: Direction) -> str:
    return LEFT_TO_RIGHT_ISOLATE if direction == "ltr" else RIGHT_TO_LEFT_ISOLATE


def _spoken(run: Run, own: Direction, language: str) -> str:
    """The language of a run: figures alone are read out in that of their line."""
    around = language if direction_of(language) == own else _other(language)
    if run.direction == own or not _LETTER.search(run.text):
        return around
    return _other(around) if direction_of(around) == own else around


def _other(language: str) -> str:
    return "en" if direction_of(language) == "rtl" else "ar"


def _shown(run: Run) -> str:
    """The run with Arabic-Indic digits, if it is a number that stands among Arabic words."""
    counted = run.alone and (_COUNTED.fullmatch(run.text) or _NUMBERED.fullmatch(run.text))
    return in_arabic_digits(run.text) if counted else run.text


def clean(text: str) -> str:
    """A text on one line, without marks of direction: for titles that stand in a file's properties."""
    return " ".join(strip_controls(text).split())
