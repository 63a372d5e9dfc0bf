"""One change of a paragraph: with leave, on what was seen last, and with its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.parties.told import LANGUAGES
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.models import Edition, Footing, Paragraph, Revision
from muntada.reports.still import AT_REST
from muntada.trail.deed import Record, act

WRITE = Permission.EDITION_WRITE
Did = Revision.Did


def held(edition: Edition) -> Edition:
    """The edition as it is now; whoever else changes it waits. Raises NotPossible("frozen")."""
    now: Edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if now.state in AT_REST:
        raise NotPossible("frozen")
    return now


@contextmanager
def editing(actor: Actor, edition: Edition, permission: Permission = WRITE) -> Iterator[tuple[Edition, Record]]:
    """One change of an edition that is not frozen. Raises NotPossible("frozen")."""
    with act(actor, permission, on=edition) as deed:
        yield held(edition), deed


@contextmanager
def revising(
    actor: Actor, paragraph: Paragraph, seen: int | None, permission: Permission = WRITE
) -> Iterator[tuple[Paragraph, Record]]:
    """One change of a paragraph, by somebody who saw its version `seen`; None where that does not matter.

    Raises NotPossible: `frozen`, `gone`, `stale`.
    """
    with editing(actor, paragraph.chapter.edition, permission) as (edition, deed):
        found = Paragraph.objects.filter(pk=paragraph.pk, chapter__edition=edition)
        now = found.select_related("chapter__edition", "institution").first()
        if now is None:
            raise NotPossible("gone")
        if seen is not None and now.version != seen:
            raise NotPossible("stale")
        yield now, deed


def texts_of(paragraph: Paragraph) -> dict[str, str]:
    """Its words in each language of its edition."""
    languages = paragraph.chapter.edition.languages
    return {one: getattr(paragraph, f"text_{one}") for one in LANGUAGES if one in languages}


def sourced(paragraph: Paragraph) -> set[int]:
    """Which of its sentences have a source; 0 stands for all of them."""
    return set(paragraph.footings.values_list("sentence", flat=True))


def changed(paragraph: Paragraph, **columns: Any) -> None:
    """The next version of a paragraph, which nobody has cleared yet."""
    paragraph.version += 1
    paragraph.state = Paragraph.State.WRITTEN
    paragraph.cleared_by, paragraph.cleared_at, paragraph.note = "", None, ""
    for name, value in columns.items():
        setattr(paragraph, name, value)
    paragraph.save()


def note(actor: Actor, deed: Record, paragraph: Paragraph, did: Revision.Did, words: str = "") -> Revision:
    """Write down how a paragraph stands now, and by what."""
    edition = paragraph.chapter.edition
    deed.of(paragraph, did=did.value, version=paragraph.version)
    return Revision.objects.create(
        edition=edition,
        of=paragraph.pk,
        proposal=paragraph.proposal,
        version=paragraph.version,
        did=did,
        footings=[
            {"type": one.record_type, "key": one.record_key, "passage": one.passage_id, "sentence": one.sentence}
            for one in paragraph.footings.all()
        ],
        note=words,
        by=actor.key,
        at=clock.now(),
        **{f"text_{one}": getattr(paragraph, f"text_{one}") for one in LANGUAGES},
    )


def renumber(footings: list[Footing], where: Mapping[int, int]) -> None:
    """Let what sentences rest on follow them; what rests on a sentence that is gone goes with it."""
    kept: set[tuple[str, str, int]] = {(one.record_type, one.record_key, 0) for one in footings if one.sentence == 0}
    # Taken away first: two sentences that changed places would stand in each other's way.
    wanted: list[Footing] = []
    for one in footings:
        if one.sentence == 0 or where.get(one.sentence) == one.sentence:
            kept.add((one.record_type, one.record_key, one.sentence))
            continue
        one.delete()
        if one.sentence in where:
            wanted.append(one)
    for one in wanted:
        place = where[one.sentence]
        if (one.record_type, one.record_key, place) not in kept:
            kept.add((one.record_type, one.record_key, place))
            Footing.objects.create(
                paragraph=one.paragraph,
                record_type=one.record_type,
                record_key=one.record_key,
                passage=one.passage,
                sentence=place,
            )
