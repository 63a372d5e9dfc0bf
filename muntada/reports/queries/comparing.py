"""What changed in an edition since the one before it, paragraph by paragraph and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.reports.models import Chapter, Edition, Paragraph
from muntada.text.changes import Piece, changes

Kind = Literal["same", "changed", "new", "gone"]
_ALIKE = 0.5  # of the words


@dataclass(frozen=True, slots=True)
class Compared:
    """A paragraph of this year and that of last year; their words as one, with what is new and what is gone."""

    kind: Kind
    now: Paragraph | None
    before: Paragraph | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ComparedChapter:
    """A chapter with its paragraphs compared; `chapter` is of this year's edition where it is in both."""

    chapter: Chapter
    paragraphs: tuple[Compared, ...]


def edition_before(actor: Actor | None, edition: Edition) -> Edition | None:
    """The last edition of the party by the same originator before this one, if the actor sees it."""
    seen = rows(actor, Permission.RECORD_READ, Edition)
    own = seen.filter(party=edition.party_id, originator=edition.originator)
    return own.filter(year__lt=edition.year).order_by("-year").first()


def compared(edition: Edition, before: Edition, language: str) -> list[ComparedChapter]:
    """All paragraphs of both editions in a language, chapter by chapter; what is gone stands in its chapter's end."""
    old = list(
        Paragraph.objects.filter(chapter__edition=before).select_related("chapter").order_by("chapter__order", "order")
    )
    new = list(
        Paragraph.objects.filter(chapter__edition=edition).select_related("chapter").order_by("chapter__order", "order")
    )
    origin = _origins(old, new, language)
    left = [one for one in old if one.pk not in {each.pk for each in origin.values()}]
    found = []
    chapters = list(edition.chapters.order_by("order", "pk"))
    for chapter in chapters:
        lines = [_line(origin.get(one.pk), one, language) for one in new if one.chapter_id == chapter.pk]
        lines += [_line(one, None, language) for one in left if _same_chapter(one.chapter, chapter)]
        found.append(ComparedChapter(chapter, tuple(lines)))
    for chapter in before.chapters.order_by("order", "pk"):
        if not any(_same_chapter(chapter, other) for other in chapters):
            gone = tuple(_line(one, None, language) for one in left if one.chapter_id == chapter.pk)
            found += [ComparedChapter(chapter, gone)] if gone else []
    return found


def _same_chapter(one: Chapter, other: Chapter) -> bool:
    if one.topic or other.topic:
        return one.topic == other.topic
    return any(getattr(one, f"title_{code}") == getattr(other, f"title_{code}") != "" for code in ("ar", "en", "fr"))


def _origins(old: list[Paragraph], new: list[Paragraph], language: str) -> dict[int, Paragraph]:
    """By paragraph of this year that of last year: made of the same record, else the most alike in words."""
    free = {one.pk: one for one in old}
    found: dict[int, Paragraph] = {}
    by_key = {one.proposal: one for one in old if one.proposal}
    for one in new:
        same = by_key.get(one.proposal) if one.proposal else None
        if same is not None and same.pk in free:
            found[one.pk] = free.pop(same.pk)
    for one in new:
        if one.pk in found:
            continue
        ranked = [(_alike(other, one, language), -pk, other) for pk, other in free.items() if other.kind == one.kind]
        best = max(ranked, default=None, key=lambda each: each[:2])
        if best is not None and best[0] >= _ALIKE:
            found[one.pk] = free.pop(best[2].pk)
    return found


def _alike(one: Paragraph, other: Paragraph, language: str) -> float:
    a, b = _text(one, language).split(), _text(other, language).split()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # The quick measures never say less than the slow one.
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _text(one: Paragraph, language: str) -> str:
    text: str = getattr(one, f"text_{language}")
    return text


def _line(before: Paragraph | None, now: Paragraph | None, language: str) -> Compared:
    old, new = _text(before, language) if before else "", _text(now, language) if now else ""
    if before is None:
        return Compared("new", now, None, (Piece("new", new),) if new else ())
    if now is None:
        return Compared("gone", None, before, (Piece("gone", old),) if old else ())
    same = old == new and before.data == now.data
    return Compared("same" if same else "changed", now, before, changes(old, new))
