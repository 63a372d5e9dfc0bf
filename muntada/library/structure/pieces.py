"""Prepares rows for the outline: drops what is the page's, and parts paragraphs that were captured as one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from muntada.library.structure.concluding import concluded
from muntada.library.structure.furniture import furniture
from muntada.library.structure.head import is_body_line, is_formula
from muntada.library.structure.marks import mark_of
from muntada.library.structure.numbers import DIGITS
from muntada.library.structure.openings import opening_of
from muntada.library.structure.rows import RECITAL, Row

_SIGHT = 150  # letters looked at to tell what begins at a place
_LONG = 250  # letters above which a row may hold several clauses
_LATIN_JOINT = re.compile(r"(?<=[,;.])\s*(?=[A-ZÀ-Ý])")
_LOWER_JOINT = re.compile(r"(?<=;)\s*(?=[a-zà-ý])")  # where recitals have no capitals
_ARABIC_JOINT = re.compile(r"(?<=[،,؛.)])\s+(?=[\"«“]?(?:و?إذ|واذ)\s+[يتن])")
_ARABIC_RUN = re.compile(r"\s+(?=وإذ\s[يتن])")  # where a newspaper lost the comma
_BEGINS_RECITAL = re.compile(r"[\"«“]?(?:و?إذ|واذ|اذ)\s")
_CONCLUDES = re.compile(r"(?:Sa Majesté|Son Altesse|(?:His|Her) Majesty|(?:Le|The) (?:Gouvernement|Government))\s")
_PARTIES = re.compile(
    r"(?:(?:Le|La|Les|The|L['’])\s?(?:Gouvernement|Government|Président|President|High|Hautes|Republic|République)"
    r"|Sa Majesté|Son Altesse|(?:His|Her) Majesty)[^.]{20,}[,;:]\Z",
)
# ... at its 9th meeting, on 3 March 2014 The Council,
_BODY_LAST = re.compile(r"(?<=[0-9])\s(?P<body>(?:The|La|Le|L['’])\s?[^,.;0-9]{3,80},)\Z")
_SOME = 3  # recitals that tell how a text sets them
_ARABIC_AFTER = re.compile(r"(?<=[،,؛.)])\s+(?=وبعد(?:ما)?\s)")  # within the preamble only
_NOUN_JOINT = re.compile(r"(?<=[.؛])\s*(?=و[\u0621-\u064a]{2,}(?:ا|ة|ء)\u064b?\s)")  # ورغبة، وتحقيقا: after a full stop
_NUMBER_JOINT = re.compile(rf"(?<=[,;.:؛،])\s+(?=[{DIGITS}]{{1,3}}\s?[.\-–]\s?\S)")
_POINT_JOINT = re.compile(
    r"(?<=[:;,؛،])\s+(?:(?:and|or|et|ou|و|أو)\s+)?(?=\(?(?:[a-z]|[ivx]{2,4}|[\u0621-\u064a]\u0640?)\)\s)"
)
_BODY_THEN = re.compile(
    r"(?P<body>(?:The|La|Le|Les|L['’])\s?[^,;.]{3,120},|إن\s[^،,.؛]{3,200}?(?:[،,]|(?=\s(?:و?إ?ا?ذ|وقد|و?بعد(?:ما)?)\s))"
    r"|(?:ال(?:مجلس|لجنة|مؤتمر|هيئة|جمعية)|مجلس|رئيس|وزير)\s[^،,.؛]{3,80}[،,]"
    r"|نحن\s[^،,.؛]{3,120}?(?:[،,]|(?=\sبعد\sالا?[إا]?طلاع\s)))\s*[\"«“]?"
)
_ASIDE = re.compile(r"[،,\"»”)]\s+")
_INSIDE = re.compile(r"(?<=[:.])\s+[\"«“]?\s?(?=(?:The|La|Le|Les|L['’]|إن)\s?\S)")
# بعد الاطلاع على الدستور، وعلى القانون رقم 5: each text seen is a recital of its own
_SEEN_TOO = re.compile(
    r"(?<=[،,؛.])\s*(?=وعلى\s(?:ال)?(?:قانون|قرار|مرسوم|أمر|نظام|اقتراح|مشروع|اتفاقية|مذكرة|تقرير|توصية|موافقة|ما)(?!\w))"
)
_FORMULA_JOINT = re.compile(
    r"(?<=[,;،؛.])\s*(?=(?:Have agreed|Sont convenu|Ont décidé|قد اتفقت|اتفقت على"
    r"|(?:فقد\s|قد\s)?(?:أصدر(?:ت|نا)?|صدرت?|قرر(?:ت|نا)?|[تي]قرر|[تي]صدر)\s[^.؛،:]{0,40}(?:يلي|الآتي|الاتي|التالي)[ةه]?\s?:?\Z"
    r"|[تي]قرر\s?:\Z))"
)
# What the preamble of a record ends with before the first point: ... يعلن: - كذا
_FORMULA_WITHIN = re.compile(r"(?<=[.،؛])\s*(?P<formula>[يت](?:قرر|علن|وصي)(?:\sما\s(?:يلي|يأتي))?\s?:\s?-?)(?=\s)")
# Where the whole preamble is one sentence: استنادا إلى ...، وبناء على ...، أصدرنا القرار الآتي:
_NOUN_COMMA = re.compile(r"(?<=[،,])\s*(?=و(?:بناء|استناد|تحقيق|تنفيذ|حرص|رغب|انطلاق|عمل|بعد)[\u0621-\u0652]*\s)")


def _opens(row: Row, language: str) -> bool:
    return bool(mark_of(row.text, language) or opening_of(row.text, language) or is_body_line(row.text))


def _named(row: Row, language: str) -> bool:
    mark = mark_of(row.text, language)
    return mark is not None and mark.shape == "name"


def wrapped(rows: Sequence[Row]) -> bool:
    """Whether lines were broken by the page: many end within a sentence and the next goes on right below."""
    if len(rows) < 6:
        return False
    longest = sorted(len(row.text) for row in rows)[int(len(rows) * 0.95)]
    broken = [row for row, after in pairwise(rows) if not row.ends and not after.gap and len(row.text) > 40]
    full = sum(len(row.text) > longest * 0.7 for row in broken)
    # A short text has few such rows; that all of them are about as long as a line can be tells it too.
    return len(broken) / len(rows) > 0.25 or (longest < 160 and full >= 3 and full / len(rows) > 0.1)


def prepared(rows: Sequence[Row], language: str) -> list[Row]:
    """The rows of the text itself, one clause or a part of one each."""
    dropped = furniture(rows, lambda row: _opens(row, language), lambda row: _named(row, language))
    kept: list[Row] = []
    for place, row in enumerate(rows):
        if place in dropped:
            continue
        if kept and place and place - 1 in dropped:
            row.gap = row.gap and _fresh(kept[-1], row)
        kept.append(row)
    whole = language == "ar" and _recitals_have_rows(kept)
    return [part for row in kept for part in _parts(row, language, whole)]


def _recitals_have_rows(rows: Sequence[Row]) -> bool:
    """Whether each recital has a row of its own that a comma ends, so that a second وإذ within one goes on with it."""
    begin = [row for row in rows if _BEGINS_RECITAL.match(row.text)]
    parted = len(begin) >= _SOME and all(row.text.endswith(("،", ",", "؛")) for row in begin[:-1])
    return parted and any(is_body_line(row.text) for row in rows) and not wrapped(rows)


def _fresh(before: Row, row: Row) -> bool:
    """Whether a row after a page's end begins anew: the page broke no sentence."""
    return before.ends and not row.text[:1].islower()


def _parts(row: Row, language: str, whole: bool) -> Iterator[Row]:
    if whole and _BEGINS_RECITAL.match(row.text):
        yield row
        return
    spans = concluded(row.text) if language != "ar" else None
    if spans is not None:
        for first, last in spans:
            part = row.cut(first, last)
            if last < len(row.text) or is_formula(part.text):
                part.gap, part.style = True, RECITAL
                yield part
        return
    long = len(row.text) >= _LONG
    cuts = _cuts(row.text, language) if long else _recitals(row.text, language) if language == "ar" else set()
    # A sentence that ends here has a verb: no preamble. In Arabic the particle before the body's name tells it.
    if cuts or language == "ar" or not row.text.endswith("."):
        cuts |= _after_body(row.text, language)
    headed = _BODY_LAST.search(row.text)
    if headed is not None and is_body_line(headed["body"]):
        cuts |= {headed.start("body")}
    for first, last in pairwise([0, *sorted(cuts), len(row.text)]):
        part = row.cut(first, last)
        if first == 0 and last < len(row.text) and len(part.text) > _LONG and _PARTIES.match(part.text):
            continue  # who concludes it: Sa Majesté le Roi ..., d'autre part,
        if part.text:
            part.gap = part.gap or first > 0
            yield part


def _after_body(text: str, language: str) -> set[int]:
    """Where the first recital begins in the row that names the body: The Council, recalling its ..."""
    cuts: set[int] = set()
    quoted = len(text) - len(text.lstrip('"«“ '))
    for at in [quoted, *(one.end() for one in _INSIDE.finditer(text) if len(text) >= _LONG)]:
        first = _recital_after(text, at, language)
        cuts |= {at, first} - {0, quoted} if first else set()
    return cuts


def _recital_after(text: str, at: int, language: str) -> int:
    """Where the first recital begins, if the name of a body stands at a place and one follows it; or 0."""
    found = _BODY_THEN.match(text, at)
    if found is not None and is_body_line(found["body"].rstrip(" ,،") + ("،" if language == "ar" else ",")):
        opening = opening_of(text[found.end() : found.end() + _SIGHT], language)
        if opening and opening.use == "preamble":
            return found.end()
    return _after_parties(text, at) if language == "ar" else 0


def _after_parties(text: str, at: int) -> int:
    """Where the first recital begins after the parties of a treaty and what they are called in it; or 0."""
    if not text.startswith("إن ", at):
        return 0
    for joint in _ASIDE.finditer(text, at, at + 250):
        opening = opening_of(text[joint.end() : joint.end() + _SIGHT], "ar")
        if opening and opening.use == "preamble" and opening.act:
            return joint.end() if is_body_line(text[at : joint.start()].rstrip(" ،,") + "،") else 0
    return 0


def _cuts(text: str, language: str) -> set[int]:
    found = _recitals(text, language)
    numbered = {
        one.end() for one in _NUMBER_JOINT.finditer(text) if _operative(text[one.end() : one.end() + _SIGHT], language)
    }
    if numbered:
        found |= {one.end() for one in _POINT_JOINT.finditer(text)}
    return found | numbered


def _recitals(text: str, language: str) -> set[int]:
    """Where recitals begin in a row that holds several; two openings may be chance within a sentence, not three."""
    joint = _ARABIC_JOINT if language == "ar" else _LOWER_JOINT if text[:1].islower() else _LATIN_JOINT
    found = {one.end() for one in joint.finditer(text) if _is_recital(text[one.end() : one.end() + _SIGHT], language)}
    preamble = _begins_preamble(text, language)
    if len(found) < 3 and language != "ar" and not preamble:
        return set()
    formula = {one.end() for one in _FORMULA_JOINT.finditer(text)}
    if preamble and language == "ar":
        formula |= {at for one in _FORMULA_WITHIN.finditer(text) for at in one.span("formula")}
        if _begins_with_body(text):
            found |= {one.end() for one in _ARABIC_RUN.finditer(text)}
    if preamble and language == "ar":
        whole = _NOUN_COMMA.finditer(text) if formula else ()
        found |= {one.end() for one in _SEEN_TOO.finditer(text)} if formula else set()
        found |= {
            one.end()
            for one in [*_ARABIC_AFTER.finditer(text), *_NOUN_JOINT.finditer(text), *whole]
            if _is_recital(text[one.end() : one.end() + _SIGHT], language)
        }
    elif preamble:
        found |= {one.end() for one in joint.finditer(text) if _is_act(text[one.end() : one.end() + _SIGHT], language)}
    return found | formula


def _begins_with_body(text: str) -> bool:
    return bool(
        _BODY_THEN.match(text.lstrip('"«“ ')) or any(_BODY_THEN.match(text, a.end()) for a in _INSIDE.finditer(text))
    )


def _is_recital(text: str, language: str) -> bool:
    opening = opening_of(text, language)
    return bool(opening and opening.use == "preamble" and (opening.act or language == "ar"))


def _is_act(text: str, language: str) -> bool:
    opening = opening_of(text, language)
    return bool(opening and opening.use == "operative" and opening.act and text[:1].isupper())


def _begins_preamble(text: str, language: str) -> bool:
    opening = opening_of(text.lstrip("•●▪■◦* "), language)
    if (opening and opening.use == "preamble") or _recital_after(text, 0, language):
        return True
    if language == "ar" and any(_recital_after(text, one.end(), language) for one in _INSIDE.finditer(text)):
        return True
    if language != "ar" and _CONCLUDES.match(text):
        return True
    first = re.split(r"(?<=[,;،])\s*(?=[A-ZÀ-Ýوإ])", text, maxsplit=1)[0]
    return len(first) < 200 and is_body_line(first)


def _operative(text: str, language: str) -> bool:
    mark = mark_of(text[:120], language)
    if mark is None or mark.sort not in {"item", "section"}:
        return False
    opening = opening_of(text[mark.rest :][:120], language)
    return bool(opening and opening.use == "operative" and (language == "ar" or text[mark.rest].isupper()))
