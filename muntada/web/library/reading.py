"""What the page of a text shows: columns by language, rows by clause, contents; built with few questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from re import Pattern
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.citing_form import Step, cite
from muntada.library.models import Citation, Clause, Expression, Work
from muntada.library.numbers import neutral
from muntada.library.queries.clause_names import clause_names
from muntada.library.queries.reading import keeps, noted
from muntada.library.queries.side_by_side import Row, Words, side_by_side
from muntada.library.queries.texts import expressions
from muntada.web.labels import TONGUES
from muntada.web.library.said import WAYS, Named, finder, places, said

READ = Permission.RECORD_READ
OWN_NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}
IN_CONTENTS = frozenset({Clause.Kind.PART.value, Clause.Kind.ANNEX.value, Clause.Kind.ARTICLE.value})
State = Expression.State


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, what it says in a language, how deep it stands."""

    wid: str
    words: str
    language: str
    depth: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read now: which versions there are, which are shown side by side, what was found in it.

    `lacking` says how many clauses each column is without, where it is without any; `hits` are addresses of clauses.
    """

    work: Work
    every: list[Expression]
    columns: list[Expression]
    contents: list[Entry]
    lacking: list[tuple[str, int]]
    sought: str
    hits: list[str]
    body: SafeString

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the columns, in their order."""
        return tuple(one.language for one in self.columns)


def read(actor: Actor, work: Work, wanted: Sequence[str], versions: Sequence[int], sought: str = "") -> Reading:
    """A work's text in these languages (in two that it has, where none is named), in these versions.

    Of a language without a version in force those who keep the records see the latest proposal, which is told.
    """
    every = _readable(actor, work)
    shown = _in_force(every) | {one.language: one for one in every if one.pk in versions}
    order = sorted(shown, key=lambda code: (code != get_language(), TONGUES.index(code)))
    # The page's own language comes first, in whatever order the others were chosen.
    languages = [code for code in order if code in (wanted or order[:2])] or order[:1]
    read_ = side_by_side(actor, work, {code: shown[code] for code in languages})
    missing = {code: sum(code not in row.said for row in read_) for code in languages}
    hits: list[str] = []
    return Reading(
        work=work,
        every=every,
        columns=[shown[code] for code in languages],
        contents=[entry for row in read_ if (entry := _entry(row, languages)) is not None],
        lacking=[(code, number) for code, number in missing.items() if number],
        sought=sought.strip(),
        hits=hits,
        body=_body(actor, work, read_, {code: shown[code] for code in languages}, sought.strip(), hits),
    )


def versions_of(actor: Actor, work: Work) -> dict[str, Expression]:
    """The version that is read in each language: the one in force, else the latest proposal."""
    found = _in_force(_readable(actor, work))
    return {code: found[code] for code in TONGUES if code in found}


def _readable(actor: Actor, work: Work) -> list[Expression]:
    """Every version of a work that the actor reads, the latest of each language first."""
    ours = keeps(actor)
    return [one for one in expressions(actor, work) if ours or one.state != State.PROPOSED]


def _in_force(every: Sequence[Expression]) -> dict[str, Expression]:
    """Of each language the version in force, else the latest proposal; the latest of a language comes first."""
    found: dict[str, Expression] = {}
    for one in every:
        if one.state == State.SETTLED or (one.state == State.PROPOSED and one.language not in found):
            found[one.language] = one
    return found


def named_in(actor: Actor, versions: Iterable[int]) -> dict[int, list[Named]]:
    """What the texts of these versions name, by text: with the way to it where the library has it and the reader may
    know of it."""
    cited = rows(actor, READ, Citation, via="text__expression").filter(text__expression__in=list(versions))
    listed = list(cited.values_list("text", "start", "end", "standing", "work", "provision"))
    keys = {key for *_rest, key, _provision in listed if key}
    known = set(rows(actor, READ, Work).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    ways = {(key, wid): way(key, wid) for key, wid in {(key, wid) for *_rest, key, wid in listed if key in known}}
    found: dict[int, list[Named]] = {}
    for text, start, end, standing, key, wid in listed:
        impossible = standing == Citation.Standing.IMPOSSIBLE
        found.setdefault(text, []).append(Named(start, end, ways.get((key, wid), ""), impossible))
    return found


def way(key: str, wid: str = "") -> str:
    """Where a text is read; with an address within it, where that clause is."""
    if not wid:
        return reverse("work-read", args=[key])
    return f"{reverse('work-read', args=[key])}#{wid}"


def steps_to(clause: Clause, around: Iterable[Clause], numbers: Mapping[int, str]) -> tuple[Step, ...]:
    """The steps by which a clause is cited: from the outermost to itself, with the numbers that they bear."""
    path = [*around, clause]
    tokens = clause.wid.split("__")
    steps: list[Step] = []
    held = 0
    for one in path:
        own = one.wid.split("__")
        # What the address names and no clause stands for, such as the preamble that recitals stand in.
        steps += [Step("part", token) for token in own[held:-1] if token in tokens]
        shown = neutral(numbers.get(one.pk, "")) if one.kind != Clause.Kind.PREAMBULAR else ""
        steps.append(Step(one.kind, own[-1], shown=shown))
        held = len(own)
    return tuple(steps)


def cited(work: Work, steps: Sequence[Step], language: str) -> str:
    """How a clause is cited in a language."""
    titles = {title.language: title.text for title in work.titles.all() if title.preferred}
    return cite(work.symbol, titles, steps, language)


def called(actor: Actor, things: Iterable[Any]) -> dict[int, str]:
    """What the clauses are called in the reader's language that these things (notes, items) stand beside."""
    clauses = [one.clause for one in things if one.clause is not None]
    return clause_names(actor, clauses, get_language() or "ar") if clauses else {}


def _entry(row: Row, order: Sequence[str]) -> Entry | None:
    headed = next((code for code in order if code in row.said and row.said[code].heading), "")
    if row.kind not in IN_CONTENTS and not headed:
        return None
    code = headed or next(code for code in order if code in row.said)
    text = row.said[code]
    words = " ".join(part for part in (text.number, text.heading) if part) or text.words[:60]
    return Entry(row.wid, words, code, min(row.depth, 3)) if words else None


@dataclass(frozen=True, slots=True)
class _Page:
    """What every row is written with."""

    languages: Sequence[str]
    named: Mapping[int, list[Named]]
    notes: Mapping[int | None, int]
    sought: Pattern[str] | None
    base: str
    missing: str
    flag: str
    by_itself: str
    note: str


def _body(
    actor: Actor, work: Work, read_: Sequence[Row], shown: Mapping[str, Expression], sought: str, hits: list[str]
) -> SafeString:
    """The rows as markup. They are many, so that they are written here and not node by node."""
    page = _Page(
        languages=list(shown),
        named=named_in(actor, [one.pk for one in shown.values()]) if read_ else {},
        notes=noted(actor, work),
        sought=finder(sought),
        base=escape(reverse("work-read", args=[work.pk]).removesuffix("read/")),
        missing=escape(gettext("Not in this language version")),
        flag=gettext("there is no such text"),
        by_itself=escape(gettext("This clause by itself")),
        note=escape(gettext("You have a note here")),
    )
    return mark_safe("".join(_row(row, page, hits) for row in read_))  # noqa: S308 -- every part is escaped


def _row(row: Row, page: _Page, hits: list[str]) -> str:
    wid, found = escape(row.wid), False
    cells = []
    for code in page.languages:
        text = row.said.get(code)
        if text is None:
            cells.append(f'<div class="cell none"><p>{page.missing}</p></div>')
            continue
        marks = places(text.words, page.sought)
        found = found or bool(marks) or bool(places(text.heading, page.sought))
        cells.append(_cell(code, text, said(text.words, page.named.get(text.text, ()), marks, page.flag)))
    if found:
        hits.append(row.wid)
    mark = f' <span class="noted" title="{page.note}">✎</span>' if page.notes.get(row.clause) else ""
    number = next((text.number for text in row.said.values() if text.number), "") or row.wid
    anchor = f'<a class="anchor" href="{page.base}{wid}/" aria-label="{page.by_itself}: {escape(number)}">¶{mark}</a>'
    gone = " repealed" if row.repealed else ""
    kind = f"k-{escape(row.kind)} d{min(row.depth, 4)}{gone}"
    return f'<div class="clause {kind}" id="{wid}">{anchor}{"".join(cells)}</div>'


def _cell(code: str, text: Words, words: SafeString) -> str:
    # A number has no letter that turns it: it stands as its language does.
    number = f'<bdi class="number" dir="{WAYS[code]}">{escape(text.number)}</bdi> ' if text.number else ""
    head = f'<p class="heading">{number}{escape(text.heading)}</p>' if text.heading else ""
    body = f"<p>{'' if head else number}{words}</p>" if text.words or not head else ""
    return f'<div class="cell" lang="{code}" dir="{WAYS[code]}">{head}{body}</div>'
