"""Numbers of resolutions in running text: what stands after «قرار», "resolution", "UNSCR", one or a list of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from muntada.text.citing import words
from muntada.text.symbols import Symbol, SymbolError, completed, impossible, parse, year_of_council, years_of_session

_YEAR = r"(?:19|20)\d\d"
_END = r"(?![\w٪%]|[.,/]\d| ?%)"
_LETTERS = {"الف": "A", "باء": "B", "جيم": "C", "دال": "D", "هاء": "E", "واو": "F", "زاي": "G", "حاء": "H"}
_ARABIC = "|".join(_LETTERS)
ITEM = re.compile(
    rf"(?P<session>(?:e?s-|دا ?ط-|دا-)?\d{{1,4}}) ?/ ?(?P<number>\d{{1,4}})"
    rf"(?: (?P<part>[a-z]|{_ARABIC})(?![\wء-ي']))?{_END}"
    rf"|(?P<old>\d{{1,4}})(?: (?P<oldpart>[a-z]))? ?\((?P<roman>(?:s-|دا-)?[ivxl]{{1,7}})\)"
    rf"|(?P<dated>\d{{1,4}}) ?\((?:لعام |عام |of |de )?(?P<year>{_YEAR})\)"
    rf"|(?P<worded>\d{{2,4}}),? (?:لعام|لسنه|عام|of|de) (?P<wordyear>{_YEAR}){_END}"
    rf"|(?P<bare>\d{{3,4}}){_END}"
)
_CALENDAR = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Item:
    """One number as it was said: its span, its symbol, and whether its form alone says whose it is."""

    start: int
    end: int
    symbol: Symbol
    sure: bool
    doubt: str = ""


def items_after(text: str, at: int, nature: str, organ: str, *, start: int) -> tuple[list[Item], int]:
    """The items of the list that begins at `at`, and where it ends. `organ` is empty where no body is named."""
    found: list[Item] = []
    end = at
    while True:
        match = ITEM.match(text, at)
        if match is None:
            break
        several = _items(match, nature, organ, text)
        if not several:
            break
        found += several
        end = match.end()
        dated = words.DATED.match(text, end)
        if dated:
            found[-1] = _of_year(found[-1], int(dated[1]))
            end = dated.end()
        joint = words.JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    return found, end


def more_items(text: str, at: int, end: int) -> list[Item]:
    """Resolutions of the Council further on in a sentence, each known by a year that is its own: 1540 (2004)."""
    found = []
    for match in ITEM.finditer(text, at, end):
        if match["dated"] and year_of_council(int(match["dated"])) == int(match["year"]):
            found += _items(match, "RES", "S", text)
    return found


def _items(match: re.Match[str], nature: str, organ: str, text: str) -> list[Item]:
    if match["session"]:
        return _of_slash(match, nature, organ, text)
    if match["roman"]:
        part = f" {match['oldpart'].upper()}" if match["oldpart"] else ""
        numeral = match["roman"].replace("دا", "s").upper()
        return _item(match, f"{_old_organ(numeral, organ)}/{nature}/{match['old']}{part} ({numeral})", True)
    number = int(match["dated"] or match["worded"] or match["bare"])
    if nature != "RES" or organ not in {"", "S", "A"}:
        return []
    series = f"{organ or 'S'}/RES/{number}"
    if match["dated"]:
        return _item(match, f"{series} ({match['year']})", True)
    if match["worded"]:
        # A decree «رقم 355 لسنة 2017» is a state's own, unless the council's number is of that year.
        if organ == "" and year_of_council(number) != int(match["wordyear"]):
            return []
        return _item(match, f"{series} ({match['wordyear']})", True)
    if organ == "A" or (organ == "" and (number < 1000 or number in _CALENDAR)):
        return []
    return _item(match, series, bool(organ))


def _old_organ(numeral: str, organ: str) -> str:
    return organ if organ in {"E", "E/CN.4"} else "E" if numeral.startswith("XL") else "A"


def _of_slash(match: re.Match[str], nature: str, organ: str, text: str) -> list[Item]:
    """60/288 of the Assembly, 2005/20 of the Economic and Social Council, 2015/11 of its President, 2178/2014."""
    session, number = match["session"].replace("دا ط", "es").replace("داط", "es").replace("دا", "s"), match["number"]
    if nature == "PRST":
        return _item(match, f"S/PRST/{session}/{number}", True) if len(session) == 4 else []
    if session.isdigit() and organ in {"", "S"} and nature == "RES" and len(session) > 2:
        if year_of_council(int(session)) == int(number):
            return _item(match, f"S/RES/{session} ({number})", True)
        if organ == "S" and len(session) == len(number) == 4 and year_of_council(int(number)):
            half = match.start("number")
            return [
                Item(match.start(), match.end("session"), completed(parse(f"S/RES/{session}")), True),
                Item(half, match.end(), completed(parse(f"S/RES/{number}")), True),
            ]
    if session.isdigit() and len(session) == 4:
        owner = organ if organ in {"E", "E/CN.4", "S"} else "E"
        return _item(match, f"{owner}/{nature}/{session}/{number}", organ != "") if int(session) >= 1946 else []
    owner = organ if organ in {"A/HRC", "S", "E"} else "A"
    swapped = owner == "A" and _is_turned(text, session, number)
    if swapped:
        session, number = number, session
    part = match["part"] or ""
    part = f" {_LETTERS.get(part, part.upper())}" if part else ""
    return _item(match, f"{owner}/{nature}/{session}/{number}{part}", not swapped)


def _is_turned(text: str, session: str, number: str) -> bool:
    """Whether the two stand as an Arabic line shows them to some: 288/60 for 60/288."""
    if not session.isdigit() or len(session) < 3 or len(number) > 2:
        return False
    return bool(re.search("[ء-ي]", text)) and int(number) > 30


def _item(match: re.Match[str], written: str, sure: bool) -> list[Item]:
    try:
        symbol = completed(parse(written))
    except SymbolError:
        return []
    doubt = impossible(symbol)
    return [Item(match.start(), match.end(), symbol, sure, doubt.code if doubt else "")]


def _of_year(item: Item, year: int) -> Item:
    """The item checked against the day of adoption that is said beside it."""
    symbol = item.symbol
    wrong = symbol.organ == "S" and symbol.year is not None and symbol.year != year
    if symbol.organ == "A" and not symbol.bodies and symbol.session.isdigit():
        wrong = year not in years_of_session(int(symbol.session))
    if not wrong or item.doubt:
        return item
    return Item(item.start, item.end, symbol, item.sure, "other_day")
