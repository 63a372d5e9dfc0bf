"""Citations in running text, in Arabic, English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from muntada.text.citing import words
from muntada.text.citing.model import Cited, Names
from muntada.text.citing.numbers import Item, items_after, more_items
from muntada.text.citing.provisions import OF, provisions_after, provisions_before
from muntada.text.folding import fold
from muntada.text.numerals import parse_ordinal
from muntada.text.symbols import SymbolError, completed, impossible, parse, parse_all
from muntada.text.symbols.parts import codes

_SENTENCE = re.compile(r"[.;:\n؛](?=\s|$)")
_BACK = 90  # letters before a noun in which its body may stand
_AHEAD = 400  # and after a list, further resolutions of the same sentence
_PART = re.compile(r"(?<=[0-9٠-٩]) ([A-Ha-h])(?!\w)")
_LETTERS_AT_END = re.compile(" [A-H]$")
_PRESENT = re.compile(r"هذا|الحالي|present|this|cette")
_THE_RESOLUTION = re.compile(
    r"(?<![\wء-ي])(?:the |that |this |the said |the same |the present |the above-mentioned |la |cette |ladite |"
    r"la presente |"
    r"هذا |ذلك )?(?:resolution|ا?ل?قرار)(?![\wء-ي])(?: (?:نفسه|ذاته|المذكور|المذكور اعلاه|الحالي|هذا|itself|"
    r"precitee|susvisee))?"
)
_STRATEGY = re.compile(r"strateg|استراتيجي")


def cite(
    text: str, *, names: Names | None = None, own: str = "", before: str = "", today: date | None = None
) -> tuple[Cited, ...]:
    """The citations of a text, in order, none within another.

    `own` is the symbol of the text itself ("paragraph 5 of the present resolution"), `before` that of the last text
    cited earlier ("paragraph 5 of that resolution"), `today` the day after which nothing can have been issued. What
    names itself alone, as "this resolution", is no citation.
    """
    folded = fold(text)
    found = [*_symbols(folded.text), *_numbers(folded.text), *_reviews(folded.text, names), *_named(folded.text, names)]
    kept = _apart(found)
    kept = _apart([*kept, *_referring(folded.text, kept, own, before)])
    placed = (_placed(one, text, folded.source_span(one.start, one.end)) for one in kept)
    return tuple(_doubted(one, today) for one in placed)


def _doubted(one: Cited, today: date | None) -> Cited:
    """The citation with a doubt where what it names can only be of a day to come."""
    if today is None or one.doubt or not one.symbol:
        return one
    try:
        doubt = impossible(parse(one.symbol), today=today)
    except SymbolError:  # of somebody else's series, of which nothing is known
        return one
    return replace(one, doubt=doubt.code) if doubt else one


def _placed(one: Cited, text: str, span: tuple[int, int]) -> Cited:
    """The citation in the text as given. Folded, the verb of «la résolution 60/1 a été» looks like a part's letter."""
    start, end = span
    letter = _PART.search(text, start, end)
    if letter and " " in one.symbol and letter[1].islower():
        end = letter.start() if letter.end() == end else end
        one = replace(one, symbol=_LETTERS_AT_END.sub("", one.symbol))
    return replace(one, start=start, end=end, quote=text[start:end])


def _apart(found: list[Cited]) -> list[Cited]:
    """Of overlapping ones the longer, in the order of the text; several symbols may share a span."""
    kept: list[Cited] = []
    taken = bytearray(max((one.end for one in found), default=0))
    spans: dict[tuple[int, int], set[str]] = {}
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        there = spans.get((one.start, one.end))
        if one.symbol not in there if there is not None else not any(taken[one.start : one.end]):
            kept.append(one)
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            spans.setdefault((one.start, one.end), set()).add(one.symbol)
    return sorted(kept, key=lambda one: (one.start, one.end))


@cache
def _symbol_pattern() -> re.Pattern[str]:
    organs = "|".join(sorted((re.escape(one.lower()) for one in codes("organ")), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/.-])(?:{organs})(?:/(?:\(\d{{3,4}}\)|[a-z0-9][a-z0-9.\-]*))+"
        r"(?:(?<=[0-9]) [a-h](?![\w']))?"
        r"(?: ?\((?:\d{4}|(?:s-)?[ivxl]+|(?:resumption|part|vol\.|sect\.)(?: ?[ivx\d]+)?)\))?(?:/(?:add|corr|"
        r"rev|amend)\.\d+)*"
        r"(?!\w)"
    )


def _symbols(text: str) -> Iterator[Cited]:
    """Symbols written out, wherever they stand; what only looks like one is none."""
    for match in _symbol_pattern().finditer(text):
        written = match[0].rstrip(".-")
        if not any(letter.isdigit() for letter in written) or _is_short(written):
            continue
        try:
            symbols = parse_all(written)
        except SymbolError:
            continue
        end = match.start() + len(written)
        start, before = provisions_before(text, match.start())
        last, after = (end, ()) if before else provisions_after(text, end)
        for one in map(completed, symbols):
            doubt = impossible(one)
            yield Cited(start, last, "", str(one), "", before or after, doubt.code if doubt else "")
        if len(symbols) == 1 and str(symbols[0]).startswith("S/RES/"):
            joint = words.JOINT.match(text, end)
            more = items_after(text, joint.end(), "RES", "S", start=end)[0] if joint else []
            yield from (_of_item(one) for one in more)


def _is_short(written: str) -> bool:
    """A/4 is a size of paper, S/1 a row of seats."""
    rest = written.partition("/")[2]
    return "/" not in rest and len(re.sub("[^0-9]", "", rest)) < 3 and "." not in rest


def _of_item(one: Item) -> Cited:
    return Cited(one.start, one.end, "", str(one.symbol), "", (), one.doubt)


@cache
def _lead_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((nature, re.compile("|".join(forms))) for nature, forms in words.LEADS.items())


def _numbers(text: str) -> Iterator[Cited]:
    for nature, pattern in _lead_patterns():
        done = 0
        for lead in pattern.finditer(text):
            if lead.start() >= done:  # a noun said again within a list belongs to that list
                found = _list(text, lead, nature)
                yield from found
                done = max((one.end for one in found), default=done)


def _list(text: str, lead: re.Match[str], nature: str) -> list[Cited]:
    start, organ = _body_before(text, lead)
    if words.FOREIGN.search(text, max(0, start - 30), start):
        return []
    between = words.BETWEEN.match(text, lead.end())
    assert between is not None
    at = between.end()
    while at < len(text) and text[at] == " ":
        at += 1
    if at == lead.end():
        return []
    named = organ or _organ_in(text[lead.end() : at])
    items, end = items_after(text, at, nature, named, start=start)
    after = words.BODY_AFTER.match(text, end)
    if items and after and not named:
        named = _organ_in(after[0])
        items, end = items_after(text, at, nature, named, start=start)
        end = max(end, after.end())
    elif not items:
        items, end, named = _with_body_after(text, at, nature, named)
    if not items or (not named and words.FOREIGN_AFTER.match(text, end)):
        return []
    return list(_list_of(text, start, end, items))


def _with_body_after(text: str, at: int, nature: str, organ: str) -> tuple[list[Item], int, str]:
    """A number that only the body said after it makes one of the Council's: "résolution 748 du Conseil de sécurité"."""
    if organ:
        return [], at, organ
    for named in ("S", "A/HRC", "E", "E/CN.4"):
        items, end = items_after(text, at, nature, named, start=at)
        after = words.BODY_AFTER.match(text, end)
        if items and after and _organ_in(after[0]) == named:
            return items, after.end(), named
    return [], at, organ


def _list_of(text: str, start: int, end: int, items: list[Item]) -> Iterator[Cited]:
    first, before = provisions_before(text, start)
    last, after = (end, ()) if before else provisions_after(text, end)
    for place, one in enumerate(items):
        begins = first if place == 0 else one.start
        ends = last if after and place == len(items) - 1 else one.end
        named = before if place == 0 and before else after if place == len(items) - 1 else ()
        yield Cited(begins, ends, "", str(one.symbol), "", named, one.doubt)
    if items[-1].symbol.organ == "S":
        reach = min(len(text), end + _AHEAD)
        stop = _SENTENCE.search(text, end, reach)
        yield from map(_of_item, more_items(text, end, stop.start() if stop else reach))


def _body_before(text: str, lead: re.Match[str]) -> tuple[int, str]:
    """Where a citation begins, with the body that stands before its noun, and the organ; "UNSCR" says it itself."""
    if words.UNSAID.match(lead[0]):
        return lead.start(), "S"
    if lead[0][0] > "z":
        return lead.start(), ""
    body = words.BODY_BEFORE.search(text, max(0, lead.start() - _BACK), lead.start())
    if body is None or (body.start() and text[body.start() - 1].isalpha()):
        return lead.start(), ""
    return body.start(), _organ_in(body[0])


def _organ_in(said: str) -> str:
    return next((organ for organ, forms in words.BODIES.items() if re.search(forms, said)), "")


def _reviews(text: str, names: Names | None) -> Iterator[Cited]:
    if names is None or not names.reviews or not _STRATEGY.search(text):
        return
    for language, pattern in words.REVIEWS.items():
        for match in pattern.finditer(text):
            said = next(group for group in match.groups() if group)
            ordinal = parse_ordinal(said, language)
            key = names.reviews.get(ordinal or 0)
            if key:
                start, before = provisions_before(text, match.start())
                yield Cited(start, match.end(), "", "", key, before)


def _named(text: str, names: Names | None) -> Iterator[Cited]:
    if names is None:
        return
    for match in names.index.find(text):
        if len(match.payloads) != 1:
            continue  # a name of two texts is that of neither
        start, before = provisions_before(text, match.start - len(match.prefix))
        last, after = (match.end, ()) if before else provisions_after(text, match.end)
        yield Cited(start if before else match.start, last, "", "", match.payloads[0], before or after)


def _referring(text: str, found: list[Cited], own: str, before: str) -> Iterator[Cited]:
    """ "Paragraph 5 of the resolution": of the one cited last, or of the text itself where it says so."""
    for match in _THE_RESOLUTION.finditer(text):
        start, provisions = provisions_before(text, match.start())
        if not provisions or not re.fullmatch(OF + ".*", text[match.start() : match.end()], re.DOTALL):
            continue
        if re.match(
            r" ?\(?\d|[ ,]*(?:no|n°|رقم|مجلس|الجمعيه|du|de l'|"
            r"of the)\b",
            text[match.end() : match.end() + 12],
        ):
            continue
        last = next((one for one in reversed(found) if one.end <= start), None)
        symbol = own if _PRESENT.search(match[0]) else last.symbol if last else before
        key = last.key if last and not _PRESENT.search(match[0]) else ""
        if symbol or key:
            yield Cited(start, match.end(), "", symbol, key, provisions)
