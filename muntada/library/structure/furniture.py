"""Tells what belongs to the page and not to the text: numbers of pages, headers, footnotes, lists of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from muntada.library.structure.numbers import DIGITS
from muntada.library.structure.rows import Row

_D = f"[{DIGITS}]"
_PAGE = re.compile(
    rf"(?:[-–—|]\s*)?(?:(?:page|صفحة|p\.)\s*)?{_D}{{1,4}}(?:\s*(?:/|of|من|sur|de)\s*{_D}{{1,4}})?(?:\s*[-–—|])?", re.I
)
_MARK_ALONE = re.compile(rf"{_D}{{1,3}}\s*[-–—|]")  # "1 -" opens a paragraph whose words stand in the next row
_JOB = re.compile(rf"(?=(?:[^{DIGITS}]*{_D}){{5}})[{DIGITS}\s/*.\-–()]*(?:\([A-Z]{{1,5}}\)[{DIGITS}\s/*.\-–()]*)?")
SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[A-Za-z0-9.\-]+){1,6}(?:\s?\((?:[12][0-9]{3}|[IVXLC]+)\))?\*?", re.ASCII)
_COLUMNS = re.compile(r"\s{2,}|(?<=\S)\s(?=[0-9٠-٩]{1,4}\s?/\s?[0-9٠-٩]{1,4}$)")
_RULE = re.compile(r"[_─━—]{5,}|(?:-\s?){8,}")
_CONTENTS = re.compile(rf"(?:(?:\.\s?){{4}}|…{{2}})\s*{_D}{{1,4}}\Z")  # looked for, so that a row of dots is read once
_NOTE = re.compile(
    rf"(?:[¹²³⁰⁴-⁹]+|\*{{1,3}}|\[{_D}{{1,3}}\]|\({_D}{{1,3}}\)|{_D}{{1,3}}(?:/|(?=\s)|(?=[^\W\d_])))\s*(?=[^\s.)\-–])"
)
_NOTE_WORDS = re.compile(
    rf"(?:[¹²³⁰⁴-⁹]+|{_D}{{1,3}}/?)\s*(?:See|Ibid|Resolution|Official Records|United Nations, Treaty|[AES]/|"
    r"انظر|القرار|المرجع نفسه|الوثائق الرسمية|الأمم المتحدة، مجموعة|Voir|Résolution|Documents officiels|"
    r"Nations Unies, Recueil)"
)
_LONGEST_NOTE = 14  # rows of a footnote after which its end was overlooked


def _repeated(rows: Sequence[Row], opens: Callable[[Row], bool], named: Callable[[Row], bool]) -> set[int]:
    """Rows that come again on several pages: headers and footers; not a heading that several chapters have."""
    keys = [re.sub(rf"{_D}+", "0", row.text) if len(row.text) <= 120 else "" for row in rows]
    seen = Counter(keys)
    pages: dict[str, set[int]] = {}
    for key, row in zip(keys, rows, strict=True):
        pages.setdefault(key, set()).add(row.page)
    found = set()
    for place, (key, row) in enumerate(zip(keys, rows, strict=True)):
        often = seen[key] >= 3 or (seen[key] == 2 and len(pages[key]) == 2)
        if key and often and len(key) > 3 and not row.text.endswith((";", "؛", ":")) and not opens(row):
            found.add(place)
    return found - _headings(keys, rows, named)


def _headings(keys: Sequence[str], rows: Sequence[Row], named: Callable[[Row], bool]) -> set[int]:
    """Rows that each time stand right above an article and tell no page: Composition, Procedure."""
    above: dict[str, list[bool]] = {}
    for place, key in enumerate(keys):
        above.setdefault(key, []).append(place + 1 < len(rows) and named(rows[place + 1]))
    flat = rows and rows[-1].page == 0
    return {place for place, key in enumerate(keys) if flat and all(above[key]) and not re.search(_D, rows[place].text)}


def _notes(rows: Sequence[Row], page_furniture: set[int]) -> set[int]:
    """Footnotes: what stands under a rule, and rows at the foot of a page that begin like a reference."""
    found: set[int] = set()
    inside = 0
    for place, row in enumerate(rows):
        if _RULE.fullmatch(row.text):
            found.add(place)
            inside = 1
        elif inside and (place in page_furniture or row.page != rows[place - 1].page):
            inside = 0
        elif inside:
            new = bool(_NOTE.match(row.text))
            inside = inside + 1 if new or (inside > 1 and not row.gap and inside < _LONGEST_NOTE) else 0
            if inside:
                found.add(place)
        elif row.style.startswith("footnote"):
            found.add(place)
    return found | _foot(rows, page_furniture)


def _foot(rows: Sequence[Row], page_furniture: set[int]) -> set[int]:
    found: set[int] = set()
    last = len(rows) - 1
    for place, row in enumerate(rows):
        ends_page = place == last or place + 1 in page_furniture or rows[place + 1].page != row.page
        if not ends_page or place in page_furniture:
            continue
        for back in range(place, max(-1, place - _LONGEST_NOTE), -1):
            if back in page_furniture:
                break
            if _NOTE_WORDS.match(rows[back].text):
                found.update(range(back, place + 1))
    return found


def furniture(rows: Sequence[Row], opens: Callable[[Row], bool], named: Callable[[Row], bool]) -> set[int]:
    """The places of rows that are no part of the text.

    `opens` says that a row begins a clause, which never is; `named` that one begins with a named number: Article 3.
    """
    page: set[int] = set()
    for place, row in enumerate(rows):
        text = row.text
        if _MARK_ALONE.fullmatch(text):
            continue
        of_page = all(
            _PAGE.fullmatch(part) or _JOB.fullmatch(part) or SYMBOL.fullmatch(part) for part in _COLUMNS.split(text)
        )
        if of_page or _CONTENTS.search(text) or row.style in {"header", "footer"}:
            page.add(place)
    page |= _repeated(rows, opens, named)
    return page | _notes(rows, page)
