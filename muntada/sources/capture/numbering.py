"""The numbers that Word prints before the paragraphs of its lists: they stand in no text of the file, only the rule by
which they are counted does (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _ILVL, _NUM_ID, _ABSTRACT = f"{_W}val", f"{_W}ilvl", f"{_W}numId", f"{_W}abstractNumId"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])", re.ASCII)
_LEVELS = 9
_MOST = 30_000  # what a counter may reach, so that no number is longer than a line
_DEEPEST = 20  # styles upon styles

Levels = dict[int, "Level"]


class Level:
    """How the paragraphs of one level of a list are counted and what is printed before them."""

    def __init__(self, node: Any) -> None:
        self.format = _said(node, "numFmt", "decimal")
        self.text = _said(node, "lvlText", "")
        self.start = _number(_said(node, "start", "1"))
        restart = node.find(f"{_W}lvlRestart")
        self.restart = None if restart is None else _number(restart.get(_VAL))
        self.legal = node.find(f"{_W}isLgl") is not None


class Numbering:
    """Counts the paragraphs of a document in order; asked once for each, with what it says of itself."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles = {} if styles is None else {one.get(f"{_W}styleId"): one for one in styles.findall(f"{_W}style")}
        self._abstract: dict[str, Any] = {}
        self._instances: dict[str, Any] = {}
        if numbering is not None:
            self._abstract = {one.get(_ABSTRACT): one for one in numbering.findall(f"{_W}abstractNum")}
            self._instances = {one.get(_NUM_ID): one for one in numbering.findall(f"{_W}num")}
        self._levels: dict[str, Levels] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def printed(self, paragraph: Any) -> str:
        """What Word prints before this paragraph: `5.`, `(أ)`, a bullet, or nothing."""
        of, depth = self._place(paragraph)
        levels = self._levels_of(of) if of else {}
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._count(of, depth, levels)
        if level.format == "none":
            return level.text if not _PLACE.search(level.text) else ""
        if level.format == "bullet":
            return "•" if level.text else ""

        def said(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            if other not in levels or other > depth:
                return ""
            form = "decimal" if level.legal else levels[other].format
            return shown(counts.get(other, levels[other].start), form)

        return _PLACE.sub(said, level.text).strip()[:60]

    def _count(self, of: str, depth: int, levels: Levels) -> dict[int, int]:
        """Count this paragraph. Lists made of one rule count on together, unless one begins anew."""
        rule = self._rule(of)
        counts = self._counted.setdefault(rule, {})
        begins = self._override(of, depth)
        if begins is not None and (of, depth) not in self._begun:
            counts[depth] = begins - 1
        self._begun.add((of, depth))
        counts[depth] = min(counts.get(depth, levels[depth].start - 1) + 1, _MOST)
        for deeper in [one for one in counts if one > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or depth < restart):
                del counts[deeper]
        return counts

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph, by itself or by its style; an empty list where it is in none."""
        props = paragraph.find(f"{_W}pPr")
        of, depth = _named(props)
        style = None if props is None else props.find(f"{_W}pStyle")
        name = None if style is None else style.get(_VAL)
        for _ in range(_DEEPEST):
            found = self._styles.get(name)
            if found is None or (of is not None and depth is not None):
                break
            inherited, at = _named(found.find(f"{_W}pPr"))
            of, depth = of if of is not None else inherited, depth if depth is not None else at
            if of is not None and depth is None:
                depth = self._level_of_style(of, name)
            based = found.find(f"{_W}basedOn")
            name = None if based is None else based.get(_VAL)
        return ("" if of in {None, "0"} else str(of)), depth or 0

    def _level_of_style(self, of: str, style: str | None) -> int | None:
        abstract = self._abstract.get(self._rule(of))
        for node in [] if abstract is None else abstract.findall(f"{_W}lvl"):
            linked = node.find(f"{_W}pStyle")
            if linked is not None and linked.get(_VAL) == style:
                return _number(node.get(_ILVL))
        return None

    def _rule(self, of: str) -> str:
        node = self._instances.get(of)
        rule = None if node is None else node.find(f"{_W}abstractNumId")
        return "" if rule is None else str(rule.get(_VAL))

    def _override(self, of: str, depth: int) -> int | None:
        for one in self._instances[of].findall(f"{_W}lvlOverride") if of in self._instances else []:
            begins = one.find(f"{_W}startOverride")
            if begins is not None and _number(one.get(_ILVL)) == depth:
                return _number(begins.get(_VAL))
        return None

    def _levels_of(self, of: str) -> Levels:
        if of not in self._levels:
            abstract = self._linked(self._abstract.get(self._rule(of)))
            nodes = [] if abstract is None else list(abstract.findall(f"{_W}lvl"))
            for one in self._instances[of].findall(f"{_W}lvlOverride") if of in self._instances else []:
                nodes += one.findall(f"{_W}lvl")
            self._levels[of] = {_number(node.get(_ILVL)): Level(node) for node in nodes[: 2 * _LEVELS]}
        return self._levels[of]

    def _linked(self, abstract: Any | None) -> Any | None:
        """A rule may only name the style that holds the true one."""
        link = None if abstract is None else abstract.find(f"{_W}numStyleLink")
        style = None if link is None else self._styles.get(link.get(_VAL))
        if style is None:
            return abstract
        of, _depth = _named(style.find(f"{_W}pPr"))
        return self._abstract.get(self._rule(of or ""), abstract)


def shown(count: int, form: str) -> str:
    """A count as a list shows it: decimal, letters, abjad or Roman; in digits for what is not known here."""
    if count < 1:
        return str(count)
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    letters = {
        "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
        "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "arabicAbjad": _ABJAD,
        "arabicAlpha": _ALPHA,
    }.get(form)
    if letters:
        times, place = divmod(count - 1, len(letters))
        return letters[place] * min(times + 1, 8)
    if form == "decimalZero":
        return f"{count:02}"
    return str(count)


def _roman(count: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        found += letters * times
    return found


def _named(props: Any | None) -> tuple[str | None, int | None]:
    node = None if props is None else props.find(f"{_W}numPr")
    if node is None:
        return None, None
    of, depth = node.find(f"{_W}numId"), node.find(f"{_W}ilvl")
    return (None if of is None else of.get(_VAL)), (None if depth is None else _number(depth.get(_VAL)))


def _said(node: Any, name: str, otherwise: str) -> str:
    found = node.find(f"{_W}{name}")
    return otherwise if found is None else str(found.get(_VAL, otherwise))


def _number(value: str | None) -> int:
    """A small number of the file's, or 0 for what is none."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 6 else 0
