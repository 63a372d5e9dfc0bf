"""Paragraphs in pairs: proposed, written, sourced, moved, divided, joined and removed; nothing of them is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from muntada.access.actor import Actor
from muntada.evidence.models import Passage
from muntada.evidence.queries import handled_at
from muntada.forum.actions.wording import checked_words
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.actions.revising import Did, changed, editing, note, renumber, revising, texts_of
from muntada.reports.checked import sides_after
from muntada.reports.models import Chapter, Edition, Footing, Paragraph
from muntada.reports.proposing import Proposal
from muntada.reports.queries.proposals import chapter_of, proposals
from muntada.reports.wording.parting import moved, sentences_of

LONGEST = 20_000


def propose(actor: Actor, edition: Edition, keys: Iterable[str] | None = None) -> list[Paragraph]:
    """Take proposals from the record into an edition: those of these keys, or all that there are; none a second time.

    Raises NotPossible: `frozen`, `no_chapters`.
    """
    wanted = None if keys is None else set(keys)
    with editing(actor, edition) as (now, deed):
        if not now.chapters.exists():
            raise NotPossible("no_chapters")
        made = []
        for one in proposals(actor, now):
            if wanted is None or one.key in wanted:
                made.append(_take(now, one))
                note(actor, deed, made[-1], Did.PROPOSED)
    return made


def _take(edition: Edition, one: Proposal) -> Paragraph:
    chapter = chapter_of(edition, one)
    paragraph = Paragraph.objects.create(
        chapter=chapter,
        order=_last(chapter) + 1,
        kind=one.kind,
        data=one.data,
        proposal=one.key,
        sides={language: 1 for language, text in one.texts.items() if text},
        **{f"text_{language}": text for language, text in one.texts.items()},
    )
    Footing.objects.bulk_create(
        [
            Footing(
                paragraph=paragraph,
                record_type=footed.based.record_type,
                record_key=footed.based.record_key,
                passage_id=footed.based.passage,
                sentence=footed.sentence,
            )
            for footed in one.footings
        ]
    )
    return paragraph


def add_paragraph(actor: Actor, chapter: Chapter, *, texts: Mapping[str, str]) -> Paragraph:
    """A paragraph that somebody writes, at the end of a chapter. Raises NotPossible, ValueRefused."""
    with editing(actor, chapter.edition) as (now, deed):
        words = _checked(now, texts)
        if not any(words.values()):
            raise NotPossible("empty", "text_ar")
        made = Paragraph.objects.create(
            chapter=_own_chapter(now, chapter),
            order=_last(chapter) + 1,
            state=Paragraph.State.WRITTEN,
            sides={language: 1 for language, text in words.items() if text},
            **{f"text_{language}": text for language, text in words.items()},
        )
        note(actor, deed, made, Did.WRITTEN)
    return made


def write_paragraph(
    actor: Actor, paragraph: Paragraph, *, seen: int, texts: Mapping[str, str], agree: bool = False
) -> Paragraph:
    """Change the words of a paragraph in the languages that are given; what rests on its sentences follows them.

    `agree` says that all languages say the same now. Raises NotPossible (`stale` where somebody was faster),
    ValueRefused.
    """
    with revising(actor, paragraph, seen) as (now, deed):
        before = texts_of(now)
        after = before | _checked(now.chapter.edition, texts)
        if not any(after.values()):
            raise NotPossible("empty", "text_ar")
        sides = sides_after(now.sides, before, after, now.version + 1, agree=agree)
        if after == before and not (agree and len(set(now.sides.values())) > 1):
            return now
        _follow(now, before, after)
        changed(now, sides=sides, **{f"text_{language}": text for language, text in after.items()})
        note(actor, deed, now, Did.WRITTEN if after != before else Did.PAIRED)
    return now


def _follow(paragraph: Paragraph, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Let the sources go where the sentences went, by the first language that was up to date and was changed."""
    last = max(paragraph.sides.values(), default=0)
    for language, text in before.items():
        leads = paragraph.sides.get(language, 0) == last
        if leads and text and after[language] and after[language] != text:
            where = moved(sentences_of(text, language), sentences_of(after[language], language))
            renumber(list(paragraph.footings.all()), where)
            return


def rest_on(
    actor: Actor,
    paragraph: Paragraph,
    *,
    seen: int,
    record_type: str = "",
    record_key: str = "",
    passage: int | None = None,
    sentence: int = 0,
) -> Paragraph:
    """Say what a sentence rests on: a record that everybody who may see the edition may see, or a passage of a source.

    Raises NotPossible: `no_source`, `no_sentence`, `stale`.
    """
    with revising(actor, paragraph, seen) as (now, deed):
        edition = now.chapter.edition
        if not 0 <= sentence <= max(len(sentences_of(text, one)) for one, text in texts_of(now).items()):
            raise NotPossible("no_sentence", "sentence")
        quoted = _passage(actor, edition, passage) if passage is not None else None
        if quoted is not None and not record_type:
            record_type, record_key = "evidence.passage", str(quoted.pk)
        elif not _may_rest(actor, edition, record_type, record_key):
            raise NotPossible("no_source", "source")
        _footing, new = Footing.objects.get_or_create(
            paragraph=now,
            record_type=record_type,
            record_key=record_key,
            sentence=sentence,
            defaults={"passage": quoted},
        )
        if new:
            _resourced(now)
            note(actor, deed, now, Did.SOURCED)
    return now


def rest_no_more(actor: Actor, paragraph: Paragraph, footing: Footing, *, seen: int) -> Paragraph:
    """Take away what a sentence rests on. Raises NotPossible."""
    with revising(actor, paragraph, seen) as (now, deed):
        gone = now.footings.filter(pk=footing.pk).first()
        if gone is None:
            raise NotPossible("no_source", "source")
        gone.delete()
        _resourced(now)
        note(actor, deed, now, Did.SOURCED)
    return now


def _resourced(paragraph: Paragraph) -> None:
    """The next version, in which each language agrees with the others as it did before."""
    last = max(paragraph.sides.values(), default=0)
    ahead = {one: paragraph.version + 1 for one, version in paragraph.sides.items() if version == last}
    changed(paragraph, sides=paragraph.sides | ahead)


def _may_rest(actor: Actor, edition: Edition, record_type: str, record_key: str) -> bool:
    found = handled_at(actor, record_type, record_key)
    return found is not None and found.may_go_further and found.handling.flows_to(edition.handling)


def _passage(actor: Actor, edition: Edition, pk: int) -> Passage:
    found = Passage.objects.filter(pk=pk).select_related("document").first()
    if found is None or not _may_rest(actor, edition, "evidence.document", str(found.document_id)):
        raise NotPossible("no_source", "source")
    return found


def move_paragraph(actor: Actor, paragraph: Paragraph, *, seen: int, chapter: Chapter, place: int) -> Paragraph:
    """Put a paragraph at a place of a chapter, from 1; a place behind the end is the end. Raises NotPossible."""
    with revising(actor, paragraph, seen) as (now, deed):
        goal = _own_chapter(now.chapter.edition, chapter)
        others = list(goal.paragraphs.exclude(pk=now.pk).order_by("order", "pk"))
        now.chapter = goal
        others.insert(max(0, place - 1), now)
        for order, one in enumerate(others, start=1):
            if one.order != order or one.pk == now.pk:
                one.order = order
                one.save(update_fields=["order", "chapter"])
        note(actor, deed, now, Did.MOVED)
    return now


def split_paragraph(actor: Actor, paragraph: Paragraph, *, seen: int, after: int) -> tuple[Paragraph, Paragraph]:
    """Divide a paragraph after a sentence, in all its languages. Raises NotPossible: `one_sentence`, `figure`."""
    with revising(actor, paragraph, seen) as (now, deed):
        if now.kind != Paragraph.Kind.TEXT:
            raise NotPossible("figure")
        parts = {one: sentences_of(text, one) for one, text in texts_of(now).items() if text}
        if any(not 0 < after < len(said) for said in parts.values()):
            raise NotPossible("one_sentence", "after")
        footings = list(now.footings.all())
        for one in now.chapter.paragraphs.filter(order__gt=now.order):
            one.order += 1
            one.save(update_fields=["order"])
        second = Paragraph.objects.create(
            chapter=now.chapter,
            order=now.order + 1,
            state=Paragraph.State.WRITTEN,
            institution=now.institution,
            sides={one: now.sides.get(one, 1) for one in parts},
            version=now.version + 1,
            **{f"text_{one}": " ".join(said[after:]) for one, said in parts.items()},
        )
        for row in footings:
            if row.sentence == 0 or row.sentence > after:
                _copy(row, second, max(0, row.sentence - after))
            if row.sentence > after:
                row.delete()
        changed(now, **{f"text_{one}": " ".join(said[:after]) for one, said in parts.items()})
        note(actor, deed, now, Did.SPLIT)
        note(actor, deed, second, Did.SPLIT)
    return now, second


def join_paragraphs(actor: Actor, paragraph: Paragraph, *, seen: int) -> Paragraph:
    """Join the next paragraph of the chapter to this one. Raises NotPossible: `last`, `figure`."""
    with revising(actor, paragraph, seen) as (now, deed):
        following = now.chapter.paragraphs.filter(order__gt=now.order).order_by("order", "pk").first()
        if following is None:
            raise NotPossible("last")
        if {now.kind, following.kind} != {Paragraph.Kind.TEXT.value}:
            raise NotPossible("figure")
        first, second = texts_of(now), texts_of(following)
        count = max(len(sentences_of(text, one)) for one, text in first.items())
        _narrow(now, count)
        note(actor, deed, following, Did.JOINED)
        behind = {one for one in first if not _agrees(now, one) or not _agrees(following, one)}
        for row in following.footings.all():
            for place in range(1, 1 + len(_longest(second))) if row.sentence == 0 else [row.sentence]:
                _copy(row, now, count + place)
        following.delete()
        version = max(now.version, following.version) + 1
        now.version = version - 1
        sides = {one: version - (one in behind) for one in first if first[one] or second[one]}
        changed(now, sides=sides, **{f"text_{one}": f"{first[one]} {second[one]}".strip() for one in first})
        note(actor, deed, now, Did.JOINED)
    return now


def _longest(texts: Mapping[str, str]) -> list[str]:
    return max((sentences_of(text, one) for one, text in texts.items()), key=len)


def _narrow(paragraph: Paragraph, count: int) -> None:
    """What all of a paragraph rests on is said of each of its sentences, before others come to it."""
    for row in paragraph.footings.filter(sentence=0):
        for place in range(1, count + 1):
            _copy(row, paragraph, place)
        row.delete()


def _agrees(paragraph: Paragraph, language: str) -> bool:
    return bool(paragraph.sides.get(language, 0) == max(paragraph.sides.values(), default=0))


def _copy(row: Footing, paragraph: Paragraph, sentence: int) -> None:
    Footing.objects.get_or_create(
        paragraph=paragraph,
        record_type=row.record_type,
        record_key=row.record_key,
        sentence=sentence,
        defaults={"passage": row.passage},
    )


def remove_paragraph(actor: Actor, paragraph: Paragraph, *, seen: int) -> None:
    """Take a paragraph out; its history stays, and it is not proposed again. Raises NotPossible."""
    with revising(actor, paragraph, seen) as (now, deed):
        note(actor, deed, now, Did.REMOVED)
        now.delete()


def _checked(edition: Edition, texts: Mapping[str, str]) -> dict[str, str]:
    """The words in the edition's languages, each as one paragraph. Raises ValueRefused."""
    return {
        language: " ".join(checked_words(f"text_{language}", text, limit=LONGEST).split())
        for language, text in texts.items()
        if language in edition.languages
    }


def _own_chapter(edition: Edition, chapter: Chapter) -> Chapter:
    if chapter.edition_id != edition.pk:
        raise NotPossible("other_edition", "chapter")
    return chapter


def _last(chapter: Chapter) -> int:
    return chapter.paragraphs.order_by("-order").values_list("order", flat=True).first() or 0


__all__ = [
    "LONGEST",
    "add_paragraph",
    "join_paragraphs",
    "move_paragraph",
    "propose",
    "remove_paragraph",
    "rest_no_more",
    "rest_on",
    "split_paragraph",
    "write_paragraph",
]
