"""Editions of the report for their readers and writers: the list, and one opened with what it still wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.models import Institution
from muntada.marking.handling import THE_FORUM
from muntada.reports.checked import Wants
from muntada.reports.models import Chapter, Edition, Footing, Paragraph, Printing, Revision
from muntada.reports.queries.checking import Checked, wants_of
from muntada.reports.wording.parting import sentences_of


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, with its number and whether something stands behind it."""

    number: int
    text: str
    sourced: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph in one language: its sentences; `state` is `lacking` (no words), `behind` or `agrees`."""

    language: str
    text: str
    sentences: tuple[Said, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A paragraph for its page: its sides, what it rests on, what it wants."""

    paragraph: Paragraph
    sides: tuple[Side, ...]
    footings: tuple[Footing, ...]
    wants: Wants
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedChapter:
    """A chapter with its paragraphs."""

    chapter: Chapter
    paragraphs: tuple[Opened, ...]


def editions(actor: Actor | None) -> QuerySet[Edition]:
    """The editions that the actor may see, the newest first, with `paragraphs` and `cleared` counted."""
    seen = rows(actor, Permission.RECORD_READ, Edition).select_related("party")
    told = "chapters__paragraphs"
    return seen.annotate(
        paragraphs=Count(told), cleared=Count(told, filter=Q(chapters__paragraphs__state=Paragraph.State.CLEARED))
    ).order_by("-year", "pk")


def editions_where(
    actor: Actor | None, *, party: str = "", year: int | None = None, state: str = ""
) -> QuerySet[Edition]:
    """Those of the editions that are of this party, year and state."""
    found = editions(actor)
    for name, value in (("party", party), ("year", year), ("state", state)):
        if value:
            found = found.filter(**{name: value})
    return found


def edition(actor: Actor | None, pk: int) -> Edition | None:
    """One edition, if the actor may see it."""
    return rows(actor, Permission.RECORD_READ, Edition).select_related("party").filter(pk=pk).first()


def edition_of(actor: Actor, party: str, year: int) -> Edition | None:
    """The edition of a party and year that the actor may see: its own, where there is one of another originator too."""
    seen = rows(actor, Permission.RECORD_READ, Edition).select_related("party").filter(party=party, year=year)
    own = actor.party if actor.party is not None else THE_FORUM
    return min(seen, key=lambda one: (one.originator != own, one.pk), default=None)


def paragraph(actor: Actor | None, pk: int) -> Paragraph | None:
    """One paragraph, if the actor may see its edition."""
    seen = rows(actor, Permission.RECORD_READ, Paragraph, via="chapter__edition")
    return seen.select_related("chapter__edition__party", "institution").filter(pk=pk).first()


def chapter(actor: Actor | None, pk: int) -> Chapter | None:
    """One chapter, if the actor may see its edition."""
    seen = rows(actor, Permission.RECORD_READ, Chapter, via="edition")
    return seen.select_related("edition__party").filter(pk=pk).first()


def opened(of: Edition, checked: Checked | None = None) -> list[OpenedChapter]:
    """The chapters of an edition with their paragraphs, each with what it wants."""
    known = checked or wants_of(of)
    rests: dict[int, list[Footing]] = {}
    for row in Footing.objects.filter(paragraph__chapter__edition=of).select_related("passage__document"):
        rests.setdefault(row.paragraph_id, []).append(row)
    listed = Paragraph.objects.filter(chapter__edition=of).select_related("institution").order_by("order", "pk")
    by_chapter: dict[int, list[Opened]] = {}
    for one in listed:
        by_chapter.setdefault(one.chapter_id, []).append(_opened(of, one, rests.get(one.pk, []), known))
    return [OpenedChapter(each, tuple(by_chapter.get(each.pk, []))) for each in of.chapters.order_by("order", "pk")]


def opened_one(of: Paragraph) -> Opened:
    """One paragraph for its page."""
    whole = of.chapter.edition
    rests = list(of.footings.select_related("passage__document"))
    return _opened(whole, of, rests, wants_of(whole))


def _opened(of: Edition, one: Paragraph, rests: list[Footing], known: Checked) -> Opened:
    wanted = known.paragraphs[one.pk]
    sides = []
    for language in of.languages:
        text = getattr(one, f"text_{language}")
        open_ = wanted.unsourced.get(language, ())
        said = tuple(
            Said(number, words, number not in open_)
            for number, words in enumerate(sentences_of(text, language), start=1)
        )
        state = "lacking" if language in wanted.lacking else "behind" if language in wanted.behind else "agrees"
        sides.append(Side(language, text, said, state))
    return Opened(one, tuple(sides), tuple(rests), wanted, known.gone.get(one.pk, ()))


def history(of: Edition, number: int) -> list[Revision]:
    """How a paragraph stood, the newest first; also of one that was removed."""
    return list(Revision.objects.filter(edition=of, of=number).order_by("-pk"))


def removed(of: Edition) -> list[Revision]:
    """The paragraphs that were removed, as they stood last."""
    return list(Revision.objects.filter(edition=of, did=Revision.Did.REMOVED).order_by("-pk"))


def printings(of: Edition) -> list[Printing]:
    """The files of an edition."""
    return list(of.printings.order_by("language", "form"))


def institutions(actor: Actor | None, of: Edition) -> QuerySet[Institution]:
    """The institutions of the party that the actor may see, for clearing."""
    return rows(actor, Permission.RECORD_READ, Institution).filter(party=of.party_id).order_by("pk")


def progress(checked: Checked) -> Mapping[str, int]:
    """How far an edition is: how many paragraphs it has, and of how many something is wanting."""
    wanted = checked.paragraphs.values()
    return {
        "paragraphs": len(checked.paragraphs),
        "lacking": sum(bool(one.lacking) for one in wanted),
        "behind": sum(bool(one.behind) for one in wanted),
        "unsourced": sum(bool(one.unsourced) for one in wanted),
        "not_cleared": len(checked.not_cleared),
        "gone": len(checked.gone),
        "empty": len(checked.empty),
    }
