"""Questions about the words of works: language versions, clauses side by side, and what changed between versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.models import Clause, ClauseText, Expression, Work
from muntada.library.queries.reading import keeps

READ = Permission.RECORD_READ
TONGUES = ("ar", "en", "fr")
State = Expression.State


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause beside itself in other languages: its words by language, and where a version lacks it.

    `depth` is 0 for a clause within no other. `missing` are languages that have a version shown, without this clause.
    """

    clause: Clause
    depth: int
    texts: Mapping[str, ClauseText]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """A work's text: the version shown in each language, its clauses in order, and what each version lacks.

    `absent` are languages that were asked for and have no version; `missing` the addresses that a version lacks.
    """

    work: Work
    versions: Mapping[str, Expression]
    clauses: tuple[ClauseRow, ...]
    missing: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause: its words in force by language, those of earlier versions, and what stands around and within it."""

    work: Work
    clause: Clause
    texts: Mapping[str, ClauseText]
    earlier: tuple[ClauseText, ...]
    around: tuple[Clause, ...]
    within: tuple[Clause, ...]


def expressions(actor: Actor | None, work: Work | str) -> QuerySet[Expression]:
    """Every language version of a work that the actor may read, the latest of each language first; proposed ones for
    those alone who keep the records."""
    key = work if isinstance(work, str) else work.pk
    return _versions(actor).filter(work=key).order_by("language", "-version", "-pk")


def expression(actor: Actor | None, pk: int) -> Expression | None:
    """One language version, or None."""
    return _versions(actor).filter(pk=pk).first()


def settled(actor: Actor | None, work: Work | str) -> dict[str, Expression]:
    """The version in force in each language that has one."""
    return {one.language: one for one in expressions(actor, work).filter(state=State.SETTLED)}


def proposed(actor: Actor | None, work: Work | str) -> list[Expression]:
    """The versions of a work whose structure a person has yet to correct."""
    return list(expressions(actor, work).filter(state=State.PROPOSED))


def texts_of(actor: Actor | None, versions: Iterable[Expression]) -> QuerySet[ClauseText]:
    """The clauses of these versions as far as the actor may read them, in the order of the work."""
    found = rows(actor, READ, ClauseText, via="expression").filter(expression__in=[one.pk for one in versions])
    return found.select_related("clause", "expression").order_by("clause__order", "clause__pk", "expression")


def text_page(
    actor: Actor | None, work: Work, languages: Sequence[str] = TONGUES, *, versions: Sequence[Expression] = ()
) -> TextPage:
    """The clauses of a work in order, each with its words in these languages, and what is missing in which.

    The versions in force are shown, or, of a language that one of `versions` is in, that one.
    """
    shown = {code: one for code, one in settled(actor, work).items() if code in languages}
    shown |= {one.language: one for one in versions if one.language in languages and one.work_id == work.pk}
    clauses: dict[int, Clause] = {}
    said: dict[int, dict[str, ClauseText]] = {}
    for text in texts_of(actor, shown.values()):
        clauses[text.clause_id] = text.clause
        said.setdefault(text.clause_id, {})[text.expression.language] = text
    depths: dict[int, int] = {}
    found: list[ClauseRow] = []
    for pk, clause in clauses.items():
        depths[pk] = depths.get(clause.parent_id or 0, -1) + 1
        lacking = tuple(code for code in languages if code in shown and code not in said[pk])
        found.append(ClauseRow(clause, depths[pk], said[pk], lacking))
    return TextPage(
        work=work,
        versions={code: shown[code] for code in languages if code in shown},
        clauses=tuple(found),
        missing={code: tuple(one.clause.wid for one in found if code in one.missing) for code in shown},
        absent=tuple(code for code in languages if code not in shown),
    )


def clause(actor: Actor | None, work: Work | str, wid: str) -> ClauseView | None:
    """The clause at this address of a work, in force or not any more; None where no text of it may be read."""
    key = work if isinstance(work, str) else work.pk
    told = rows(actor, READ, ClauseText, via="expression").filter(
        clause__wid=wid, clause__work=key, expression__state__in=[State.SETTLED, State.REPLACED]
    )
    told = told.filter(clause__work__in=rows(actor, READ, Work))
    every = list(told.select_related("clause__work", "expression").order_by("-expression__version", "-expression"))
    if not every:
        return None
    one = every[0].clause
    return ClauseView(
        work=one.work,
        clause=one,
        texts={text.expression.language: text for text in every if text.expression.state == State.SETTLED},
        earlier=tuple(text for text in every if text.expression.state == State.REPLACED),
        around=around(actor, one),
        within=tuple(_told(actor, Clause.objects.filter(parent=one))),
    )


def clauses(actor: Actor | None, work: Work | str | None = None, language: str = "") -> QuerySet[Clause]:
    """Clauses of which a text in force may be read, by work in their order; of one work, or of all."""
    found = _told(actor, rows(actor, READ, Clause, via="work").select_related("parent"), language)
    if work is not None:
        found = found.filter(work=work if isinstance(work, str) else work.pk)
    return found.order_by("work", "order", "pk")


def words_in_force(actor: Actor | None, clauses: Iterable[Clause]) -> dict[int, list[ClauseText]]:
    """The words in force of many clauses at once, by clause, in the order of the languages."""
    found = rows(actor, READ, ClauseText, via="expression").filter(clause__in=[one.pk for one in clauses])
    told: dict[int, list[ClauseText]] = {}
    found = found.filter(expression__state=State.SETTLED).select_related("expression")
    for text in found.order_by("expression__language"):
        told.setdefault(text.clause_id, []).append(text)
    return told


def every_version(actor: Actor | None) -> QuerySet[Expression]:
    """Every language version that the actor may read, of every work; proposed ones for those who keep the records."""
    return _versions(actor)


def _versions(actor: Actor | None) -> QuerySet[Expression]:
    """Who may not know of the work may not know of a version of it, however that is marked itself."""
    found = rows(actor, READ, Expression).filter(work__in=rows(actor, READ, Work))
    if not keeps(actor):
        found = found.exclude(state=State.PROPOSED)  # which nobody has checked yet
    return found.select_related("work", "document")


def _told(actor: Actor | None, found: QuerySet[Clause], language: str = "") -> QuerySet[Clause]:
    texts = rows(actor, READ, ClauseText, via="expression").filter(expression__state=State.SETTLED)
    if language:
        texts = texts.filter(expression__language=language)
    return found.filter(pk__in=texts.values("clause"))


def around(actor: Actor | None, one: Clause) -> tuple[Clause, ...]:
    """The clauses that this one stands in, the outermost first."""
    found: list[Clause] = []
    above = one.parent_id
    while above is not None:
        parent = rows(actor, READ, Clause, via="work").get(pk=above)
        found.insert(0, parent)
        above = parent.parent_id
    return tuple(found)
