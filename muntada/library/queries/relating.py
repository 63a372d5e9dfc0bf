"""Questions about how texts bear on each other, as far as the actor may read both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.library.models import Citation, ClauseText, Expression, Relation, Symbol, Work
from muntada.library.queries.reading import known_relations
from muntada.text.symbols import Doubt, completed, impossible, parse_all
from muntada.text.symbols import Symbol as UNSymbol

READ = Permission.RECORD_READ
State = Expression.State


@dataclass(frozen=True, slots=True)
class Bearing:
    """A relation as a page shows it: the other work, and the clause whose words say so."""

    relation: Relation
    other: Work
    words: ClauseText | None


@dataclass(frozen=True, slots=True)
class Bearings:
    """How a work bears on others and others on it, by predicate; what is proposed is for those who may confirm it."""

    of: Mapping[str, tuple[Bearing, ...]]
    to: Mapping[str, tuple[Bearing, ...]]
    proposed: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: a symbol, the work that has it where the actor may know of it, and how often."""

    symbol: str
    standing: str
    work: Work | None
    times: int
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A symbol that was looked up: its parts, why it cannot be, and the work that has it."""

    symbol: UNSymbol
    doubt: Doubt | None
    work: Work | None


def bearings(actor: Actor | None, work: Work) -> Bearings:
    """How a work bears on others and others on it; relations to works that the actor may not know of are left out."""
    found = known_relations(actor).filter(subject_work__isnull=False).exclude(standing=Relation.Standing.REMOVED)
    own = found.filter(subject_work=work) | found.filter(object_work=work)
    own = own.select_related("subject_work", "object_work", "subject_clause", "object_clause")
    every = list(own.prefetch_related("subject_work__titles", "object_work__titles").order_by("object_work", "pk"))
    words = _words(actor, [one.subject_clause_id for one in every if one.subject_clause_id])
    of: dict[str, list[Bearing]] = {}
    to: dict[str, list[Bearing]] = {}
    proposed: list[Bearing] = []
    for one in every:
        ours = one.subject_work_id == work.pk
        other = one.object_work if ours else one.subject_work
        assert other is not None
        shown = Bearing(one, other, words.get(one.subject_clause_id or 0))
        if one.standing == Relation.Standing.PROPOSED:
            proposed += [shown] if ours else []
        else:
            (of if ours else to).setdefault(one.predicate, []).append(shown)
    may = bool(decide(actor, Permission.RECORD_WRITE, work))
    return Bearings(_closed(of), _closed(to), tuple(proposed) if may else ())


def relation(actor: Actor | None, pk: int) -> Relation | None:
    """A relation between works that the actor may know of, proposed or not; or None."""
    return known_relations(actor).filter(pk=pk, subject_work__isnull=False).first()


def named_by(actor: Actor | None, work: Work) -> tuple[Named, ...]:
    """What the texts of a work in force name, each once, what cannot exist first."""
    found = citations(actor).filter(text__expression__work=work)
    known = {one.pk: one for one in rows(actor, READ, Work).filter(cited_by__in=found).prefetch_related("titles")}
    by_symbol: dict[str, list[Citation]] = {}
    for one in found.order_by("text__order", "start"):
        if one.work_id is None or one.work_id in known:
            by_symbol.setdefault(one.symbol, []).append(one)
    order = {Citation.Standing.IMPOSSIBLE: 0, Citation.Standing.KNOWN: 1, Citation.Standing.POSSIBLE: 2}
    every = [_named(symbol, those, known) for symbol, those in by_symbol.items()]
    return tuple(sorted(every, key=lambda one: (order[Citation.Standing(one.standing)], one.symbol)))


def cited_by(actor: Actor | None, work: Work) -> QuerySet[Work]:
    """The works whose texts in force name this one."""
    naming = citations(actor).filter(work=work).exclude(text__expression__work=work)
    wanted = rows(actor, READ, Work).filter(pk__in=naming.values("text__expression__work"))
    return wanted.prefetch_related("titles").order_by("-adopted", "key")


def citations(actor: Actor | None) -> QuerySet[Citation]:
    """Citations in texts in force that the actor may read."""
    found = rows(actor, READ, Citation, via="text__expression").filter(text__expression__state=State.SETTLED)
    return found.filter(text__expression__work__in=rows(actor, READ, Work))


def look_up(actor: Actor | None, text: str) -> tuple[LookedUp, ...]:
    """The symbols that a text is, each with the work that has it. Raises SymbolError where it is none."""
    every = map(completed, parse_all(text))
    return tuple(
        LookedUp(one, impossible(one, today=clock.today()), work_of(actor, str(one)) or work_of(actor, str(one.plain)))
        for one in every
    )


def work_of(actor: Actor | None, symbol: str) -> Work | None:
    """The work of a symbol in its canonical form, or of what else works are numbered by; None where none is known."""
    visible = rows(actor, READ, Work)
    of_symbol = rows(actor, READ, Symbol, via="work").filter(text=symbol).values("work")
    return (visible.filter(pk__in=of_symbol) | visible.filter(symbol=symbol)).order_by("key").first()


def _words(actor: Actor | None, clauses: list[int]) -> dict[int, ClauseText]:
    texts = rows(actor, READ, ClauseText, via="expression").filter(clause__in=clauses)
    texts = texts.filter(expression__state=State.SETTLED).select_related("expression", "clause")
    found: dict[int, ClauseText] = {}
    for one in texts.order_by("expression__language"):
        found.setdefault(one.clause_id, one)
    return found


def _named(symbol: str, those: list[Citation], known: Mapping[str, Work]) -> Named:
    provisions = dict.fromkeys(part for one in those for part in one.provision.split())
    work = next((known[one.work_id] for one in those if one.work_id), None)
    return Named(symbol, those[0].standing, work, len(those), tuple(provisions))


def _closed(found: Mapping[str, list[Bearing]]) -> dict[str, tuple[Bearing, ...]]:
    return {predicate: tuple(those) for predicate, those in found.items()}
