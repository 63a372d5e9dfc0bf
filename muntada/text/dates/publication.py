"""The day a document says it was published: a line of its own, a label, or a dateline."""

import re

from muntada.text.dates.finding import find_dates
from muntada.text.dates.mention import DateMention
from muntada.text.sought import Sought

_LABELS = (
    r"(?<![a-zء-ي])(?:published|posted|issued|released|last updated|updated|date|publie|publiee|mis en ligne|paru|"
    r"poste|mis a jour|date de publication|نشر|نشرت|تاريخ النشر|التاريخ|تاريخ|بتاريخ|اخر تحديث|تم النشر|حرر)"
)
_LABEL_WORD = Sought(_LABELS)
_LABEL = re.compile(_LABELS + r"(?:\s+(?:on|le|du|at|في|يوم|بتاريخ|date|on:))*\s*:?\s*$")
_TIME = re.compile(r"[0-9]{1,2}\s*[:h]\s*[0-9]{2}(?::[0-9]{2})?|\b(?:am|pm|gmt|utc|cet|est|م|ص|مساء|صباحا|بتوقيت)\b")
_WORD = re.compile(r"[a-zء-ي]+")
_AFTER_DATELINE = re.compile(r"\s*\)?\s*(?:\([^)\n]{1,40}\)\s*)?(?:/[^/\n]{1,30}/)?\s*(?:-|:|\|)")
_NOT_A_PLACE = re.compile(r"\b(?:on|was|were|is|has|met|held|since|until|by|for|a|est|ont|عقد|عقدت|منذ|حتي|خلال|يوم)\b")
_YEAR = re.compile("(?:1[3-9]|20)[0-9]{2}|[0-9][./][0-9]{2}(?![0-9])", re.ASCII)
_HEAD_LINES, _TAIL_LINES = 12, 6
_LONGEST_LABELLED = 160
_LONGEST_ALONE = 90
_DATELINE_SIGN = re.compile(r"^[^.]{6,100}?(?:-|:|\)|\||/)")


def _lines(text: str) -> list[tuple[int, int]]:
    """The non-blank lines of the head of a text, as spans."""
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text) and len(lines) < _HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and end > start:
            lines.append((start, end))
        start = end + 1
    return lines


def _tail_start(text: str) -> int:
    start = len(text.rstrip())
    for _ in range(_TAIL_LINES):
        found = text.rfind("\n", 0, max(start, 0))
        if found < 0:
            return 0
        start = found
    return start


def _alone(line: str, start: int, end: int) -> bool:
    """Whether a line holds little but its date: a time, a place, a section."""
    rest = _TIME.sub(" ", f"{line[:start]} {line[end:]}")
    words = _WORD.findall(rest)
    return len(words) <= 4 and sum(map(len, words)) <= 28 and not _NOT_A_PLACE.search(rest)


def _dateline(line: str, start: int, end: int) -> bool:
    """Whether a line opens with a place and its date before the report begins."""
    before = line[:start]
    return (
        start <= 60
        and len(_WORD.findall(before)) <= 6
        and not _NOT_A_PLACE.search(before)
        and _AFTER_DATELINE.match(line, end) is not None
    )


def _in_lines(text: str, language: str, lines: list[tuple[int, int]], labelled_only: bool) -> DateMention | None:
    plain: DateMention | None = None
    for start, end in lines:
        line = text[start : min(end, start + _LONGEST_LABELLED)]
        if not _YEAR.search(line):
            continue
        labelled = _LABEL_WORD.search(line) is not None
        if labelled_only and not labelled:
            continue
        if len(line) > _LONGEST_ALONE and not (labelled or _DATELINE_SIGN.search(line)):
            continue  # a sentence of the report; looking for its dates here would be work for nothing
        for mention in find_dates(line, language=language):
            if mention.kind != "day" or mention.value is None or mention.inferred:
                continue
            moved = DateMention(
                start + mention.start, start + mention.end, mention.value, mention.kind, mention.calendar
            )
            if _LABEL.search(line, 0, mention.start):
                return moved
            is_day = _alone(line, mention.start, mention.end) or _dateline(line, mention.start, mention.end)
            if plain is None and is_day and not labelled_only:
                plain = moved
    return plain


def publication_day(text: str, language: str) -> DateMention | None:
    """The day of publication that a folded text states of itself, or None; a date in a sentence is none."""
    head = _in_lines(text, language, _lines(text), labelled_only=False)
    if head is not None:
        return head
    start = _tail_start(text)
    tail = [(start + a, start + b) for a, b in _lines(text[start:])]
    return _in_lines(text, language, tail, labelled_only=True)
