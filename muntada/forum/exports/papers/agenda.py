"""The agenda of a meeting: its tree, how long each item is given, its sittings, and the papers before each item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.forum.exports.papers.shown import READ, Shown, facts_of, shown
from muntada.forum.models import AgendaItem, Meeting, Outcome, Paper, PaperVersion, Sitting
from muntada.forum.told import day_in, say
from muntada.printing.sheet import Block, Heading, Item, Outline, Paragraph


def agenda(actor: Actor, meeting: Meeting, language: str) -> Shown:
    """The agenda as its reader may see it."""
    items = list(rows(actor, READ, AgendaItem).filter(meeting=meeting))
    papers = list(rows(actor, READ, Paper).filter(meeting=meeting))
    sittings = list(rows(actor, READ, Sitting).filter(meeting=meeting).exclude(starts_at=None))
    before = _papers_by_item(actor, papers, {item.pk for item in items}, language)
    carried = dict(rows(actor, READ, Outcome).filter(carried_to__meeting=meeting).values_list("pk", "reference"))
    blocks: list[Block] = [facts_of(actor, meeting, language), Heading(say("agenda", language))]
    lines = tuple(_lines(items, before, carried, language))
    blocks.append(Outline(lines) if lines else Paragraph(say("no_items", language), quiet=True))
    if before[None]:
        general = tuple(Item("", text) for text in before[None])
        blocks += [Heading(say("general_papers", language)), Outline(general)]
    if sittings:
        zone = ZoneInfo(meeting.time_zone or "UTC")
        named = tuple(Item("", one.title, below=(_hours(one, zone, language),)) for one in sittings)
        blocks += [Heading(say("sittings", language)), Outline(named)]
    return shown(actor, meeting, "agenda", language, blocks, [*items, *papers, *sittings])


def _lines(
    items: list[AgendaItem], papers: dict[int | None, list[str]], carried: dict[int, str], language: str
) -> Iterator[Item]:
    """The items in the order of the tree; one whose parent the reader may not know of stands on its own."""
    known = {item.pk for item in items}
    below: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for item in items:
        below[item.parent_id if item.parent_id in known else None].append(item)

    def under(parent: int | None, depth: int) -> Iterator[Item]:
        for place, item in enumerate(below[parent], start=1):
            number = item.number or (str(place) if depth == 0 else "")
            notes = _notes(item, carried, language)
            aside = say("minutes_long", language, number=item.minutes) if item.minutes else ""
            yield Item(number, item.title, depth, aside, (*notes, *papers[item.pk]))
            yield from under(item.pk, depth + 1)

    return under(None, 0)


def _notes(item: AgendaItem, carried: dict[int, str], language: str) -> list[str]:
    said = []
    if item.carries_id in carried:
        said.append(say("carried", language, reference=carried[item.carries_id]))
    if item.kind != AgendaItem.Kind.COMMON:
        said.append(say(f"item_{item.kind}", language))
    if item.closed:
        said.append(say("item_closed", language))
    return said


def _papers_by_item(actor: Actor, papers: list[Paper], known: set[int], language: str) -> dict[int | None, list[str]]:
    """A line for each paper under its item, or under none where the reader may not know of the item."""
    versions: dict[int, list[PaperVersion]] = defaultdict(list)
    for one in rows(actor, READ, PaperVersion, via="paper").filter(paper__in=papers):
        versions[one.paper_id].append(one)
    found: dict[int | None, list[str]] = defaultdict(list)
    comma = say("comma", language)
    for paper in papers:
        said = [" ".join(say("paper", language, symbol=paper.symbol, title=paper.title).split())]
        latest = max((one.number for one in versions[paper.pk]), default=0)
        current = [one for one in versions[paper.pk] if one.number == latest]
        if current:
            tongues = comma.join(sorted(one.language for one in current))
            said.append(say("paper_version", language, number=latest, languages=tongues))
            said += [say("late", language)] if any(one.late for one in current) else []
        elif paper.due is None or paper.due < clock.today():
            said.append(say("paper_none", language))
        found[paper.item_id if paper.item_id in known else None].append(comma.join(said))
    return found


def _hours(sitting: Sitting, zone: ZoneInfo, language: str) -> str:
    assert sitting.starts_at is not None
    begins = sitting.starts_at.astimezone(zone)
    said = f"{day_in(begins.date().isoformat(), language)}{say('comma', language)}{begins:%H:%M}"
    if sitting.ends_at is not None:
        said += f"–{sitting.ends_at.astimezone(zone):%H:%M}"
    return f"{said}{say('comma', language)}{sitting.room}" if sitting.room else said
