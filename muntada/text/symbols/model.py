"""What a document symbol of the United Nations is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMAN = re.compile(r"(?:S-)?(?=[IVXLC])X{0,3}(?:XL|L)?X{0,3}(?:IX|IV|V?I{0,3})", re.ASCII)
# Natures whose number follows after a stop, wherever they stand: L.62, PV.4385.
DOTTED = frozenset({"PV", "SR", "L", "WP", "CRP", "R", "PET", "OBS", "TER", "DC"})
_IN_BRACKETS = frozenset({"Resumption", "Part", "Vol", "Sect", "Suppl"})
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class SymbolError(ValueError):
    """Raised for what is no symbol. `code` names the reason, `part` what is wrong in it."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}" if part else code)
        self.code, self.part = code, part


@dataclass(frozen=True, slots=True)
class Modification:
    """What was issued on a document under its symbol: Add.1, Corr.2, Rev.1, Amend.1, (Resumption 1), (Vol. II)."""

    kind: str
    number: str = ""

    def __str__(self) -> str:
        if self.kind in _IN_BRACKETS:
            stop = "" if self.kind in {"Resumption", "Part"} else "."
            return f" ({self.kind}{stop} {self.number})" if self.number else f" ({self.kind})"
        return f"/{self.kind}.{self.number}" if self.number else f"/{self.kind}"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol, part by part; `str` writes it in its canonical form.

    organ          A, S, E, ST, CAT ...
    bodies         subsidiary bodies, the higher first: ("CN.4", "Sub.2"), ("HRC",)
    nature         RES, DEC, PV, SR, L, PRST, INF ..., empty for a document of no series of its own
    leads          whether the nature stands before the session or year: A/RES/60/288, A/60/PV.99
    session        "60", "S-10", "ES-10"; in the old form Roman: "XXVII", "S-VI"
    year           of S/2015/939, or in brackets as in S/RES/1373 (2001)
    within         bodies of a session, after it: TD/B/52/SC.1
    country        three letters, as in CAT/C/USA/CO/2
    number         digits as written, or number/year of a communication; empty where there is none
    part           letters of a resolution in parts: "A", "A-B"
    bracketed      whether the session or year stands in brackets after the number
    modifications  in the order in which they were issued upon each other
    """

    organ: str
    bodies: tuple[str, ...] = ()
    nature: str = ""
    leads: bool = False
    session: str = ""
    year: int | None = None
    within: tuple[str, ...] = ()
    country: str = ""
    number: str = ""
    part: str = ""
    bracketed: bool = False
    modifications: tuple[Modification, ...] = ()

    def __str__(self) -> str:
        when = self.session or (str(self.year) if self.year is not None else "")
        pieces = [self.organ, *self.bodies]
        if self.leads:
            pieces.append(self.nature)
        if when and not self.bracketed:
            pieces.append(when)
        pieces += self.within
        if self.country:
            pieces.append(self.country)
        if self.nature and not self.leads:
            pieces += [f"{self.nature}.{self.number}"] if self.nature in DOTTED else [self.nature, self.number]
        elif self.number:
            pieces.append(self.number)
        text = "/".join(piece for piece in pieces if piece)
        text += f" {self.part}" if self.part else ""
        text += f" ({when})" if self.bracketed else ""
        return text + "".join(map(str, self.modifications))

    @property
    def plain(self) -> Symbol:
        """The symbol of the document itself, without what was issued on it."""
        return Symbol(
            self.organ, self.bodies, self.nature, self.leads, self.session, self.year, self.within, self.country,
            self.number, self.part, self.bracketed,
        )  # fmt: skip


def roman(numeral: str) -> int | None:
    """The value of a Roman numeral below 100 in capitals, None for what is none."""
    if not ROMAN.fullmatch(numeral) or numeral.startswith("S-"):
        return None
    values = [_VALUES[letter] for letter in numeral]
    total = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return total if as_roman(total) == numeral else None


def as_roman(value: int) -> str:
    """A number from 1 to 99 as a Roman numeral."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[value // 10] + ones[value % 10]
