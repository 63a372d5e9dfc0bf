"""A brief as a sheet of one page: made from what its reader may see, under the highest label of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.exports.conditions import behind
from muntada.followup.implementation import State
from muntada.followup.models import Institution
from muntada.followup.queries.brief import Brief
from muntada.followup.queries.matrix import Line
from muntada.followup.told import of_three, say, state_in
from muntada.forum.told import day_in, name_in, term_in, time_in, title_in
from muntada.forum.told import say as say_forum
from muntada.library.models import Work
from muntada.library.told import title_in as work_in
from muntada.marking.handling import THE_FORUM
from muntada.parties.models import Party
from muntada.printing.sheet import Block, Facts, Heading, Paragraph, Sheet, Table

READ = Permission.RECORD_READ
WORDS = 90  # letters of a line's words that a page has room for
# Of a page, by what letters take on average: the letters of a line, and the lines below the head and the handling.
ACROSS, DOWN = 78, 42


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet, and the records that stand on it beside the lines of its matrix."""

    sheet: Sheet
    records: tuple[Handled, ...]


def brief_sheet(actor: Actor, brief: Brief, language: str) -> Shown:
    """The brief in this language."""
    conditions = behind(brief.matrix, *brief.records)
    day, comma = clock.today().isoformat(), say_forum("comma", language)
    parties = rows(actor, READ, Party).filter(pk__in=conditions.originators)
    known = {one.pk: name_in(one, language) for one in parties.prefetch_related("names")}
    forum = say_forum("forum", language)
    names = comma.join(forum if key == THE_FORUM else known.get(key, key) for key in conditions.originators)
    handling = [say_forum(f"tlp.{conditions.tlp.value.removeprefix('TLP:')}", language)]
    if names:
        handling.append(say_forum("from_whom", language, names=names))
    if conditions.expires is not None:
        handling.append(say_forum("review_by", language, day=day_in(conditions.expires.isoformat(), language)))
    title = _title(brief, language)
    sheet = Sheet(
        title=title,
        language=language,
        tlp=conditions.tlp,
        day=day,
        made=say_forum("made", language, day=day_in(day, language)),
        handling=tuple(handling),
        page=(say_forum("page", language), say_forum("of", language)),
        blocks=fitted(list(_blocks(actor, brief, language)), say("clause", language)),
        subject=title,
    )
    return Shown(sheet, brief.records)


def fitted(blocks: list[Block], first: str) -> tuple[Block, ...]:
    """As many rows as a page has room for: the last row of the longest table goes first, that of the table headed
    `first` (the gaps) last; no table goes whole."""
    while sum(map(_lines, blocks)) > DOWN:
        tables = [
            (len(one.rows) - (3 if one.header[0] == first else 0), at)
            for at, one in enumerate(blocks)
            if isinstance(one, Table) and len(one.rows) > 1
        ]
        if not tables:
            break
        _size, at = max(tables)
        table = blocks[at]
        assert isinstance(table, Table)
        blocks[at] = replace(table, rows=table.rows[:-1])
    return tuple(blocks)


def _lines(block: Block) -> float:
    """How many lines of a page a block takes, space around it included."""
    if isinstance(block, Heading):
        return 2.2
    if isinstance(block, Paragraph):
        return 0.6 + -(-len(block.text) // ACROSS)
    if isinstance(block, Facts):
        return 0.6 + sum(-(-len(said) // (ACROSS - 20)) or 1 for _term, said in block.pairs)
    assert isinstance(block, Table)
    widths = block.widths or (1,) * len(block.header)
    room = [max(1, ACROSS * one // sum(widths) - 2) for one in widths]
    rows = (block.header, *block.rows)
    return sum(0.7 + max(-(-len(cell) // at) for cell, at in zip(row, room, strict=True)) for row in rows)


def _title(brief: Brief, language: str) -> str:
    if brief.meeting is not None:
        return say("brief.meeting", language, name=title_in(brief.meeting, language, body=False))
    if brief.party is not None:
        return say("brief.party", language, name=name_in(brief.party, language))
    return say("brief.topic", language, name=term_in("topic", brief.topic, language))


def _blocks(actor: Actor, brief: Brief, language: str) -> Iterable[Block]:
    if brief.meeting is not None:
        when = time_in(brief.meeting, language)
        yield Facts(((say("when", language), when),) if when else ())
        yield from _positions(brief, language)
    yield from _standing(brief, language)
    yield from _gaps(actor, brief, language)
    if brief.measures:
        yield Heading(say("measures", language))
        yield Table(
            (say("measure", language), say("status", language)),
            tuple(
                (f"{one.reference} {_cut(of_three(one, 'title', language))}", say(f"status.{one.status}", language))
                for one in brief.measures
            ),
            (12, 4),
        )
    yield from _judged(brief, language)
    if brief.meeting is None:
        yield from _positions(brief, language)
    if brief.meetings:
        yield Heading(say("meetings", language))
        yield Facts(tuple((time_in(one, language) or "—", title_in(one, language)) for one in brief.meetings))


def _standing(brief: Brief, language: str) -> Iterable[Block]:
    yield Heading(say("standing", language))
    if not brief.matrix.lines:
        yield Paragraph(say("nothing", language), quiet=True)
        return
    counted = brief.matrix.counted()[-1]
    order = sorted(State, reverse=True)
    yield Table(
        (say("undertaken", language), *(state_in(state, language) for state in order)),
        ((str(len(brief.matrix.lines)), *(str(counted[state]) for state in order)),),
    )


def _gaps(actor: Actor, brief: Brief, language: str) -> Iterable[Block]:
    if not brief.gaps:
        return
    works = _works(actor, brief.gaps, language)
    leads = {
        one.pk: of_three(one, "name", language)
        for one in rows(actor, READ, Institution).filter(pk__in={key for one in brief.gaps for key in one.institutions})
    }
    yield Heading(say("gaps", language))
    yield Table(
        (say("clause", language), say("state", language), say("lead", language)),
        tuple(
            (_clause(line, brief, works, language), state_in(line.now, language), _cut(leads.get(_first(line), "")))
            for line in brief.gaps
        ),
        (10, 3, 4),
    )


def _judged(brief: Brief, language: str) -> Iterable[Block]:
    if not brief.judged:
        return
    yield Heading(say("judged", language))
    yield Table(
        (say("result", language), say("assessor", language), say("as_of", language)),
        tuple(
            (say(f"result.{one.result}", language), _cut(one.assessor), day_in(one.as_of.isoformat(), language))
            for one in brief.judged
        ),
        (4, 8, 4),
    )


def _positions(brief: Brief, language: str) -> Iterable[Block]:
    if not brief.positions and not brief.without:
        return
    comma = say_forum("comma", language)
    yield Heading(say("positions", language))
    said = [
        (
            _cut(one.position.title),
            say(f"position.{one.position.state}", language),
            comma.join(say(f"missing.{code}", language) for code in one.missing) or say("ready", language),
        )
        for one in brief.positions
    ]
    said += [(_cut(one.title), "—", say("no_position", language)) for one in brief.without]
    header = (say("position", language), say("state", language), say("missing", language))
    yield Table(header, tuple(said), (7, 3, 7))


def _clause(line: Line, brief: Brief, works: dict[str, str], language: str) -> str:
    words = _cut(line.words.text)
    if line.place is None:
        return f"{line.outcome.reference if line.outcome is not None else ''} {words}".strip()
    name = brief.matrix.places.name(line.place, language)
    return f"{works.get(line.place.work, line.place.work)}{say_forum('comma', language)}{name}: {words}"


def _works(actor: Actor, lines: Iterable[Line], language: str) -> dict[str, str]:
    keys = {line.place.work for line in lines if line.place is not None}
    found = rows(actor, READ, Work).filter(pk__in=keys).prefetch_related("titles")
    return {one.pk: one.symbol or _cut(work_in(one, language)) for one in found}


def _first(line: Line) -> str:
    return line.institutions[0] if line.institutions else ""


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WORDS else text[:WORDS].rsplit(" ", 1)[0] + " …"
