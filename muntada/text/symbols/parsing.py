"""Reads a document symbol, however it was typed: Arabic-Indic digits, marks of direction, spaces, small letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from muntada.text.bidi import strip_controls
from muntada.text.symbols.model import DOTTED, Modification, Symbol, SymbolError, roman
from muntada.text.symbols.parts import NUMBERED, SERIES, codes, is_body

LONGEST = 120
_SPACES = re.compile(r"\s+")
_AROUND = re.compile(r" ?/ ?")
_SLASHES = str.maketrans({"⁄": "/", "∕": "/", "／": "/", "\\": "/"} | dict.fromkeys("‐‑‒–—−﹣－", "-"))
_DEPARTED = re.compile(r"^(A|S|E) (?=(?:RES|DEC|PV|PRST|INF)\b)", re.ASCII)
_NATURE_SPACE = re.compile(r"(?<=/)(RES|DEC|PRST) (?=[0-9SE])", re.ASCII)
_MODIFIED = re.compile(r"(ADD|CORR|REV|AMEND|SUMMARY)(?:\. ?([0-9]{1,3}))?", re.ASCII)
_BRACKET = re.compile(
    r"(?<!/) ?\((?:(RESUMPTION|PART|VOL|SECT|SUPPL)\.? ?([0-9]{1,3}|[IVXL]{1,7})?|([0-9]{4})|((?:S-)?[IVXL]{1,8}))\)",
    re.ASCII,
)
_SESSION = re.compile(r"(?:E?S-)?[0-9]{1,4}", re.ASCII)
_PARTED = re.compile(r"([0-9]{1,6}) ?([A-Z](?:(?: AND |-| ET | و ?)[A-Z])?)", re.ASCII)
_CASE_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
_COMMITTEE_NUMBER = re.compile(r"\([0-9]{3,4}\)", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{3}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def parse(text: str) -> Symbol:
    """The symbol that a text is. Raises SymbolError, whose code says why it is none.

    "s/res 2178(2014)", "S / RES / ٢١٧٨ (٢٠١٤)" and "S/RES/2178 (2014)" are the same symbol.
    """
    written = _tidy(text)
    written, brackets = _brackets(written)
    pieces = written.split("/")
    organ = codes("organ").get(pieces[0])
    if organ is None:
        raise SymbolError("unknown_organ", pieces[0])
    if len(pieces) < 2 or "" in pieces:
        raise SymbolError("no_number" if len(pieces) < 2 else "empty_part", written)
    pieces, modified = _modifications(pieces)
    symbol = _Reader(organ, pieces[1:]).read()
    return _with_brackets(symbol, brackets, modified)


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        raise SymbolError("too_long", text[:20])
    shown = unicodedata.normalize("NFKC", strip_controls(text)).translate(_SLASHES)
    digits = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in shown if one != "ـ")
    flat = _AROUND.sub("/", _SPACES.sub(" ", digits).strip(" .,;:،؛\"'«»").upper())
    flat = _NATURE_SPACE.sub(r"\1/", _DEPARTED.sub(r"\1/", flat))
    if not flat:
        raise SymbolError("empty")
    return flat


def _brackets(written: str) -> tuple[str, list[re.Match[str]]]:
    """What stands in brackets at the end, first to last, and the rest; Add.1 may follow a year in brackets."""
    return _BRACKET.sub("", written), list(_BRACKET.finditer(written))


def _modifications(pieces: list[str]) -> tuple[list[str], tuple[Modification, ...]]:
    """The parts before the first modification, and the modifications; nothing else may stand among them."""
    first = next((at for at, one in enumerate(pieces) if _MODIFIED.fullmatch(one)), len(pieces))
    modified = []
    for one in pieces[first:]:
        match = _MODIFIED.fullmatch(one)
        if match is None:
            raise SymbolError("after_modification", one)
        number = match[2].lstrip("0") if match[2] else ""
        if match[2] and not number:
            raise SymbolError("number_zero", one)
        modified.append(Modification(codes("modification")[match[1]], number))
    return pieces[:first], tuple(modified)


def _with_brackets(symbol: Symbol, brackets: list[re.Match[str]], modified: tuple[Modification, ...]) -> Symbol:
    kinds = codes("modification")
    extra = []
    for one in brackets:
        kind, number, year, numeral = one.groups()
        if kind:
            extra.append(Modification(kinds[kind], number or ""))
            continue
        if symbol.bracketed or symbol.session or symbol.year is not None:
            raise SymbolError("two_dates", one[0].strip())
        if numeral and roman(numeral.removeprefix("S-")) is None:
            raise SymbolError("bad_session", numeral)
        symbol = replace(symbol, session=numeral or "", year=int(year) if year else None, bracketed=True)
    if symbol.bracketed and not symbol.number:
        raise SymbolError("no_number", str(symbol))
    return replace(symbol, modifications=(*extra, *modified))


class _Reader:
    """Takes the parts of a symbol from the left: bodies, nature, session or year, bodies of it, country, number."""

    def __init__(self, organ: str, pieces: list[str]) -> None:
        self.organ, self.pieces = organ, pieces
        self.symbol = Symbol(organ)

    def read(self) -> Symbol:
        self.symbol = replace(self.symbol, bodies=self._bodies())
        nature = codes("nature").get(self._next())
        # A lone INF/56 has no session: whether its nature leads cannot be told, and makes no difference.
        if nature and nature not in DOTTED and self._more_follow(1):
            self.pieces.pop(0)
            self.symbol = replace(self.symbol, nature=nature, leads=True)
        self._session()
        self.symbol = replace(self.symbol, within=self._bodies(within=True))
        if _COUNTRY.fullmatch(self._next()) and self._next() not in codes("nature"):
            self.symbol = replace(self.symbol, country=self.pieces.pop(0))
        self._number()
        if self.pieces:
            raise SymbolError("unknown_part", self.pieces[0])
        return self.symbol

    def _next(self) -> str:
        return self.pieces[0] if self.pieces else ""

    def _more_follow(self, at: int) -> bool:
        """Whether a session or year stands at this place and a number after it, or the number alone."""
        left = len(self.pieces)
        if left <= at:
            return False
        leading = codes("nature").get(self._next()) in {"RES", "DEC", "PRST"}
        return left > at + 1 or leading

    def _bodies(self, *, within: bool = False) -> tuple[str, ...]:
        found = []
        while self.pieces:
            piece = self.pieces[0]
            numbered, series = NUMBERED.fullmatch(piece), SERIES.fullmatch(piece)
            if numbered:
                found.append(f"{'Sub' if numbered[1] == 'SUB' else numbered[1]}.{int(numbered[2])}")
            elif series or self._is_named_body(piece, within):
                found.append(piece)
            else:
                break
            self.pieces.pop(0)
        return tuple(found)

    def _is_named_body(self, piece: str, within: bool) -> bool:
        if within:
            return bool(_COMMITTEE_NUMBER.fullmatch(piece))
        return is_body(piece, self.organ) and piece not in codes("nature")

    def _session(self) -> None:
        """A session or a year, where a number follows it."""
        if len(self.pieces) < 2 or not _SESSION.fullmatch(self.pieces[0]):
            return
        first = self.pieces.pop(0)
        if first.isdigit() and _FIRST_YEAR <= int(first) <= _LAST_YEAR:
            self.symbol = replace(self.symbol, year=int(first))
        else:
            session = re.sub(r"(?<![0-9])0+(?=[0-9])", "", first)
            if session.removeprefix("E").removeprefix("S-") == "0":
                raise SymbolError("bad_session", first)
            self.symbol = replace(self.symbol, session=session)

    def _number(self) -> None:
        piece = self._next()
        if not piece:
            raise SymbolError("no_number", str(self.symbol))
        self.pieces.pop(0)
        stem, _, dotted = piece.partition(".")
        nature = codes("nature").get(stem)
        if nature and not self.symbol.leads:
            self.symbol = replace(self.symbol, nature=nature)
            if nature in DOTTED or dotted:
                piece = dotted
            else:
                piece = self.pieces.pop(0) if self.pieces else ""
                if nature == "D" and self.pieces:
                    piece = self._case(piece, self.pieces.pop(0))
                    self.symbol = replace(self.symbol, number=piece)
                    return
        self._digits(piece)

    def _case(self, number: str, year: str) -> str:
        if not _CASE_NUMBER.fullmatch(number) or not re.fullmatch(r"[0-9]{4}", year, re.ASCII):
            raise SymbolError("not_a_number", f"{number}/{year}")
        return f"{int(number)}/{year}"

    def _digits(self, piece: str) -> None:
        if not piece:
            raise SymbolError("no_number", str(self.symbol))
        parted = _PARTED.fullmatch(piece)
        digits, part = (parted[1], parted[2]) if parted else (piece, "")
        if not re.fullmatch(r"[0-9]{1,6}", digits, re.ASCII):
            known = codes("nature").keys() | codes("organ").keys()
            raise SymbolError(
                "unknown_part" if not piece[0].isdigit() and piece not in known else "not_a_number", piece
            )
        if int(digits) == 0:
            raise SymbolError("number_zero", piece)
        part = re.sub(r" AND | ET | و ?", "-", part)
        self.symbol = replace(self.symbol, number=str(int(digits)), part=part)
