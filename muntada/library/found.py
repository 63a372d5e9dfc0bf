"""What of the library is found: works by their titles and symbols, and what their clauses say in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.models import Clause, ClauseText, Expression, Symbol, Title, Work
from muntada.parties.models import LANGUAGES, Party
from muntada.search.entries import Entry
from muntada.search.kinds import Kind, Watched

READ = Permission.RECORD_READ


def _known_body(actor: Actor | None, permission: Permission, path: str) -> Subquery:
    """The body's key, where the actor may know of it."""
    return Subquery(rows(actor, permission, Party).filter(pk=OuterRef(path)).values("pk")[:1])


def _works(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    found = rows(actor, permission, Work).annotate(known_body=_known_body(actor, permission, "body"))
    return found.prefetch_related("titles", "symbols")


def _tags(work: Work, topics: list[str], body: str | None) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (work.kind,),
        "body": (body,) if body else (),
        "year": (work.adopted[:4],) if work.adopted else (),
        "topic": tuple(str(one) for one in topics),
    }


def _of_work(work: Any) -> Iterator[Entry]:
    symbols = [work.symbol, *(one.text for one in work.symbols.all())]
    for language, _ in LANGUAGES:
        titles = [one for one in work.titles.all() if one.language == language]
        if titles:
            shown = next((one.text for one in titles if one.preferred), titles[0].text)
            others = [one.text for one in titles if one.text != shown]
            text = "\n".join(dict.fromkeys(one for one in [*symbols, *others] if one))
            tags = _tags(work, work.topics, work.known_body)
            yield Entry("", language, text, shown, f"work:{work.pk}", tags)


def _clauses(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    """What settled versions say, to whom may know of the version and of its work."""
    found = rows(actor, permission, ClauseText, via="expression") & rows(
        actor, permission, ClauseText, via="clause__work"
    )
    found = found.filter(expression__state=Expression.State.SETTLED)
    found = found.annotate(known_body=_known_body(actor, permission, "clause__work__body"))
    return found.select_related("expression", "clause__work").prefetch_related("clause__work__titles")


def _of_clause(said: Any) -> Iterator[Entry]:
    clause, work = said.clause, said.clause.work
    tags = _tags(work, [*clause.topics, *(one for one in work.topics if one not in clause.topics)], said.known_body)
    tags["pillar"] = (str(clause.pillar),) if clause.pillar else ()
    yield Entry("", said.expression.language, said.text, said.heading, f"clause:{clause.pk}", tags)


_OF_CLAUSE = "SELECT id AS key FROM library_clausetext WHERE"
_OF_WORK = "SELECT t.id AS key FROM library_clausetext t JOIN library_clause c ON c.id = t.clause_id WHERE c.work_id ="

WORKS = Kind(
    "work",
    READ,
    _works,
    _of_work,
    (
        Watched(Work, "SELECT {row}.key AS key"),
        Watched(Title, "SELECT {row}.work_id AS key"),
        Watched(Symbol, "SELECT {row}.work_id AS key"),
    ),
)
CLAUSES = Kind(
    "clause",
    READ,
    _clauses,
    _of_clause,
    (
        Watched(ClauseText, "SELECT {row}.id AS key"),
        Watched(Clause, f"{_OF_CLAUSE} clause_id = {{row}}.id"),
        Watched(Expression, f"{_OF_CLAUSE} expression_id = {{row}}.id"),
        Watched(Work, f"{_OF_WORK} {{row}}.key"),
    ),
)
