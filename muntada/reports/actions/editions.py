"""Editions of a party's report: begun from a plan, their chapters in order, given in, frozen by another, published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.followup.actions.under import entering, line, own
from muntada.forum.actions.under import Given
from muntada.parties.models import Party
from muntada.parties.told import LANGUAGES, name_in
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.actions.revising import editing
from muntada.reports.listing import told_of
from muntada.reports.models import Chapter, Edition, Footing, Paragraph
from muntada.reports.plan import plan
from muntada.reports.queries.checking import digest_of, wants_of
from muntada.reports.told import say
from muntada.trail.deed import act, refuse

_YEARS = range(1945, 2200)
TWO = "What one person gave in another one freezes."


def begin_edition(
    actor: Actor,
    *,
    party: Party,
    year: int,
    languages: Sequence[str] = ("ar", "en"),
    like: Edition | None = None,
    given: Given = None,
    **titles: str,
) -> Edition:
    """An edition of a party and year, with the chapters of the shipped plan or those of another edition.

    `languages` begin with the one that it is written in; `title_ar` and so on are made where they are not given.
    Raises NotPossible: `year`, `languages`, `there`; ValueRefused.
    """
    if year not in _YEARS:
        raise NotPossible("year")
    written = _languages(languages)
    named = {f"title_{one}": _title(titles.get(f"title_{one}", ""), party, year, one) for one in written}
    made = Edition(party=party, year=year, languages=written, **named)

    def alone() -> None:
        # Whoever begins the same at once waits at the party's row. Each keeps its own: what another one began and does
        # not show is not found out by beginning it.
        Party.objects.select_for_update(of=("self",)).filter(pk=party.pk).first()
        if Edition.objects.filter(party=party, year=year, originator=own(actor).originator).exists():
            raise NotPossible("there", "year")

    with entering(actor, Permission.EDITION_WRITE, made, given=given or own(actor), first=alone):
        if like is None:
            rows: list[dict[str, Any]] = [
                {"topic": one.key, "title_ar": one.ar, "title_en": one.en, "title_fr": one.fr} for one in plan()
            ]
        else:
            rows = list(like.chapters.order_by("order", "pk").values("topic", "title_ar", "title_en", "title_fr"))
        Chapter.objects.bulk_create(
            [Chapter(edition=made, order=order, **row) for order, row in enumerate(rows, start=1)]
        )
    return made


def _languages(asked: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(asked))
    if not found or not set(found) <= set(LANGUAGES):
        raise NotPossible("languages")
    return found


def _title(given: str, party: Party, year: int, language: str) -> str:
    title = line(f"title_{language}", given)
    return title or say("title", language, year=year, party=name_in(party, language))[:300]


def name_edition(actor: Actor, edition: Edition, **titles: str) -> Edition:
    """Other titles for an edition. Raises NotPossible, ValueRefused."""
    with editing(actor, edition) as (now, deed):
        _name(now, now, titles)
        now.save()
        deed.of(now, named=True)
    return now


def _name(edition: Edition, thing: Edition | Chapter, titles: Mapping[str, str]) -> None:
    """Put titles in; each language of the edition needs one."""
    for language in LANGUAGES:
        column = f"title_{language}"
        if column in titles:
            setattr(thing, column, line(column, titles[column]))
        if language in edition.languages and not getattr(thing, column):
            raise NotPossible("title", column)


def add_chapter(actor: Actor, edition: Edition, **titles: str) -> Chapter:
    """A chapter at the end. Raises NotPossible, ValueRefused."""
    with editing(actor, edition) as (now, deed):
        last = now.chapters.order_by("-order").values_list("order", flat=True).first() or 0
        made = Chapter(edition=now, order=last + 1)
        _name(now, made, titles)
        made.save()
        deed.of(made)
    return made


def name_chapter(actor: Actor, chapter: Chapter, **titles: str) -> Chapter:
    """Another title for a chapter. Raises NotPossible, ValueRefused."""
    with editing(actor, chapter.edition) as (now, deed):
        _name(now, chapter, titles)
        chapter.save()
        deed.of(chapter)
    return chapter


def move_chapter(actor: Actor, chapter: Chapter, *, place: int) -> Chapter:
    """Put a chapter at a place, from 1; a place behind the end is the end. Raises NotPossible."""
    with editing(actor, chapter.edition) as (now, deed):
        others = list(now.chapters.exclude(pk=chapter.pk).order_by("order", "pk"))
        others.insert(max(0, place - 1), chapter)
        for order, one in enumerate(others, start=1):
            if one.order != order:
                one.order = order
                one.save(update_fields=["order"])
        deed.of(chapter, place=place)
    return chapter


def remove_chapter(actor: Actor, chapter: Chapter) -> None:
    """Take an empty chapter out. Raises NotPossible("not_empty")."""
    with editing(actor, chapter.edition) as (_now, deed):
        if chapter.paragraphs.exists():
            raise NotPossible("not_empty")
        deed.of(chapter, removed=True)
        chapter.delete()


def hand_in(actor: Actor, edition: Edition) -> Edition:
    """Give an edition in for clearance: whoever does may not freeze it. Raises NotPossible."""
    with editing(actor, edition) as (now, deed):
        if now.state != Edition.State.DRAFTING:
            raise NotPossible("not_drafting")
        now.state, now.handed_by = Edition.State.CLEARANCE, actor.key
        now.save()
        deed.of(now, state=now.state)
    return now


def take_back(actor: Actor, edition: Edition) -> Edition:
    """Take an edition back into drafting. Raises NotPossible."""
    with editing(actor, edition) as (now, deed):
        if now.state != Edition.State.CLEARANCE:
            raise NotPossible("not_handed_in")
        now.state, now.handed_by = Edition.State.DRAFTING, ""
        now.save()
        deed.of(now, state=now.state)
    return now


def freeze(actor: Actor, edition: Edition) -> Edition:
    """Freeze an edition for good, with the digest of its words and sources: never by whoever gave it in.

    Raises NotPossible: `not_handed_in`, `unfinished` where a paragraph lacks a source, a language or its clearance;
    Refused.
    """
    with editing(actor, edition, Permission.EDITION_FREEZE) as (now, deed):
        if now.state != Edition.State.CLEARANCE:
            raise NotPossible("not_handed_in")
        if now.handed_by in actor.delegated_by | {actor.key}:
            refuse(actor, Permission.EDITION_FREEZE, now, TWO)
        if wants_of(now).open:
            raise NotPossible("unfinished")
        _list_sources(now)
        now.sha256 = digest_of(now)
        now.state, now.frozen_by, now.frozen_at = Edition.State.FROZEN, actor.key, clock.now()
        now.save()
        deed.of(now, sha256=now.sha256)
    return now


def _list_sources(edition: Edition) -> None:
    """Write down how each source is listed, so that no later change of a record changes what was frozen."""
    rests = Footing.objects.filter(paragraph__chapter__edition=edition, paragraph__kind=Paragraph.Kind.TEXT)
    listed = list(rests.select_related("passage__document"))
    for row in listed:
        row.told = told_of(row)
    Footing.objects.bulk_update(listed, ["told"], batch_size=200)


def publish(actor: Actor, edition: Edition) -> Edition:
    """Say that a frozen edition is published. Raises NotPossible("not_frozen")."""
    with act(actor, Permission.EDITION_FREEZE, on=edition) as deed:
        now: Edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if now.state != Edition.State.FROZEN:
            raise NotPossible("not_frozen")
        now.state = Edition.State.PUBLISHED
        now.save(update_fields=["state"])
        deed.of(now, state=now.state)
    return now
