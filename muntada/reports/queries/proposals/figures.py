"""Charts and tables from counts of the record, each with its data and with all that was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.models import Commitment, Measure
from muntada.forum.models import Meeting
from muntada.forum.told import place_in
from muntada.library.models import Work
from muntada.library.told import kind_in, title_in
from muntada.parties.models import Party
from muntada.parties.told import day_in, name_in
from muntada.reports.proposing import Based, Proposal, figure
from muntada.reports.queries.proposals.deeds import commitments_of, measures_of
from muntada.reports.queries.proposals.meetings import meetings_of
from muntada.reports.queries.proposals.offices import terms_of
from muntada.reports.queries.proposals.scope import Scope
from muntada.reports.queries.proposals.works import works_of
from muntada.reports.told import meeting_in, say, work_in
from muntada.reports.wording.agreeing import capital
from muntada.sources.models import Finding
from muntada.text.when import bounds, display, parse

_MOST = 8  # bars of a chart; what is over stands together as the last
_YEARS = 10
_WIDTHS = {"meeting": 5, "work": 5, "body": 3, "day": 2}  # shares of the line
In = Callable[[str], str]  # a word in a language


def figures(scope: Scope) -> Iterator[Proposal]:
    """Every chart and table of which the record has something to show."""
    yield from _meetings(scope)
    yield from _works(scope)
    yield from _over_years(scope)
    yield from _deeds(scope)
    yield from _findings(scope)
    yield from _tables(scope)


def _meetings(scope: Scope) -> Iterator[Proposal]:
    held = meetings_of(scope)
    based = [scope.based(one) for one in held]
    months = Counter(
        bounds(one.when)[0].month for one in held if parse(one.when).precision in {"day", "month", "range"}
    )
    if months:
        counts = [(_month(scope.year, month), months[month]) for month in range(1, 13)]
        yield _bars(scope, "meetings_month", "01", "month", "meetings", counts, based)
    by_body = Counter(one.body.party if one.body is not None else None for one in held)
    if by_body:
        yield _bars(scope, "meetings_body", "02", "body", "meetings", _ranked(by_body), based)
    chairs = Counter(party for one in held for party in scope.known(one.chairs.all()))
    if chairs:
        chaired = [scope.based(one) for one in held if one.chairs.all()]
        yield _bars(scope, "chairs", "03", "party", "meetings", _ranked(chairs), chaired)


def _works(scope: Scope) -> Iterator[Proposal]:
    made = works_of(scope)
    based = [scope.based(one) for one in made]
    if made:
        yield _bars(scope, "works_body", "04", "body", "works", _ranked(Counter(one.body for one in made)), based)
        kinds = Counter(one.kind for one in made).most_common()
        samples = {one.kind: one for one in made}
        counts = [(_kind_of(samples[kind]), number) for kind, number in kinds]
        yield _bars(scope, "works_kind", "05", "kind", "works", counts, based)


def _over_years(scope: Scope) -> Iterator[Proposal]:
    first = scope.year - _YEARS + 1
    for key, order, found in (("works", "06", works_of), ("meetings", "07", meetings_of)):
        years = {year: found(scope, year) for year in range(first, scope.year + 1)}
        if sum(bool(each) for each in years.values()) > 1:
            counts = [(_plain(str(year)), len(each)) for year, each in years.items()]
            based = [scope.based(one) for each in years.values() for one in each]
            yield _bars(scope, f"{key}_years", order, "year", key, counts, based, chart="line", first=first)


def _deeds(scope: Scope) -> Iterator[Proposal]:
    taken = measures_of(scope)
    if taken:
        based = [scope.based(one) for one in taken]
        count = Counter((one.kind, one.status) for one in taken)
        kinds = [kind for kind in Measure.Kind.values if any(one.kind == kind for one in taken)]
        states = [state for state in Measure.Status.values if any(one.status == state for one in taken)]
        data = {
            code: {
                "chart": "stacked",
                "caption": say("chart.measures", code),
                "columns": [say("col.kind", code), *(say(f"status.{state}", code) for state in states)],
                "rows": [[say(f"kind.{kind}", code), *(count[kind, state] for state in states)] for kind in kinds],
            }
            for code in scope.languages
        }
        words = {code: say("chart.measures.words", code) for code in scope.languages}
        yield figure("chart:measures", "08", "chart", data, words, based)
    undertaken = commitments_of(scope)
    if undertaken:
        responses = Counter(one.response for one in undertaken)
        counts = [(_phrase(f"response.{value}"), responses[value]) for value in Commitment.Response.values]
        based = [scope.based(one) for one in undertaken]
        yield _bars(scope, "commitments", "09", "response", "commitments", counts, based)


def _findings(scope: Scope) -> Iterator[Proposal]:
    """What was accepted from sources that tell of the year."""
    seen = rows(scope.actor, Permission.SOURCE_READ, Finding, via="source__document")
    found = seen.filter(state=Finding.State.ACCEPTED).select_related("source__document").order_by("pk")
    there = [one for one in found if scope.fits(one.source.document) and _of_year(scope, one)]
    if there:
        kinds = Counter(one.type for one in there).most_common()
        counts = [(_phrase(f"finding.{kind}"), number) for kind, number in kinds]
        based = [Based("sources.finding", str(one.pk)) for one in there]
        yield _bars(scope, "findings", "10", "kind", "findings", counts, based)


def _of_year(scope: Scope, one: Finding) -> bool:
    for name in ("when", "start"):
        value = one.values.get(name)
        if isinstance(value, str) and value:
            return scope.touches(value)
    day = one.source.document.published
    return day is not None and day.year == scope.year


def _tables(scope: Scope) -> Iterator[Proposal]:
    held = meetings_of(scope)
    if held:
        lines: dict[str, list[list[str]]] = {
            code: [_meeting_row(scope, one, code) for one in held] for code in scope.languages
        }
        names = ("day", "meeting", "place", "chairs")
        yield _table(scope, "meetings", "20", names, lines, [scope.based(one) for one in held])
    made = works_of(scope)
    if made:
        lines = {
            code: [
                [
                    day_in(one.adopted, code),
                    _title(one, code),
                    kind_in(one, code),
                    name_in(one.body, code) if one.body is not None and scope.known([one.body]) else "",
                ]
                for one in made
            ]
            for code in scope.languages
        }
        yield _table(scope, "works", "21", ("day", "work", "kind", "body"), lines, [scope.based(one) for one in made])
    served = terms_of(scope)
    if served:
        lines = {
            code: [
                [
                    name_in(one.body.party, code),
                    _role(one.role, code),
                    day_in(one.start, code),
                    day_in(one.end, code) if one.end else "",
                ]
                for one in served
            ]
            for code in scope.languages
        }
        yield _table(
            scope, "terms", "22", ("body", "role", "since", "until"), lines, [scope.based(one) for one in served]
        )


def _title(work: Work, language: str) -> str:
    title = title_in(work, language)
    return title if title != work.key else capital(work_in(work, language, alone=True))


def _role(role: str, language: str) -> str:
    return say(f"office.{role}", language)


def _meeting_row(scope: Scope, one: Meeting, language: str) -> list[str]:
    chairs = [name_in(each, language) for each in scope.known(one.chairs.all())]
    comma = "، " if language == "ar" else ", "
    place = place_in(one.place, language) if one.place else ""
    return [day_in(one.when, language), capital(meeting_in(one, language)), place, comma.join(sorted(chairs))]


def _table(
    scope: Scope,
    key: str,
    order: str,
    columns: Sequence[str],
    lines: dict[str, list[list[str]]],
    based: Iterable[Based],
) -> Proposal:
    given = {"year": scope.year}
    # A column of which the record knows nothing is left out.
    kept = [at for at in range(len(columns)) if any(line[at] for own in lines.values() for line in own)]
    widths = [_WIDTHS.get(columns[at], 2) for at in kept]
    data = {
        code: {
            "caption": say(f"table.{key}", code, party=name_in(scope.party, code), **given),
            "columns": [say(f"col.{columns[at]}", code) for at in kept],
            "rows": [[line[at] for at in kept] for line in lines[code]],
            "widths": widths,
        }
        for code in scope.languages
    }
    words = {code: str(data[code]["caption"]) for code in scope.languages}
    return figure(f"table:{key}", order, "table", data, words, based)


def _bars(
    scope: Scope,
    key: str,
    order: str,
    category: str,
    counted: str,
    counts: Sequence[tuple[In, int]],
    based: Iterable[Based],
    *,
    chart: str = "bar",
    **more: Any,
) -> Proposal:
    given = {"year": scope.year, "first": scope.year, **more}
    data = {
        code: {
            "chart": chart,
            "caption": say(f"chart.{key}", code, **given),
            "columns": [say(f"col.{category}", code), say(f"col.{counted}", code)],
            "rows": [[name(code), number] for name, number in counts],
        }
        for code in scope.languages
    }
    words = {
        code: say(f"chart.{key}.words", code, party=name_in(scope.party, code), **given) for code in scope.languages
    }
    return figure(f"chart:{key}", order, "chart", data, words, based)


def _ranked(count: Counter[Party | None] | Counter[Party]) -> list[tuple[In, int]]:
    """The most frequent first; what is over the most that a chart takes is added up as one."""
    ranked = sorted(count.items(), key=lambda pair: (-pair[1], pair[0].pk if pair[0] else "~"))
    named: list[tuple[In, int]] = [(_named(party), number) for party, number in ranked[:_MOST]]
    rest = sum(number for _party, number in ranked[_MOST:])
    return [*named, (_phrase("other"), rest)] if rest else named


def _named(party: Party | None) -> In:
    return lambda code: name_in(party, code) if party is not None else say("no_body", code)


def _phrase(key: str) -> In:
    return lambda code: say(key, code)


def _plain(text: str) -> In:
    return lambda _code: text


def _month(year: int, month: int) -> In:
    return lambda code: display(f"{year}-{month:02d}", code).rsplit(" ", 1)[0]


def _kind_of(work: Work) -> In:
    return lambda code: kind_in(work, code)
