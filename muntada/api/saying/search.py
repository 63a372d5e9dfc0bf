"""What was found, as the API gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from muntada.access.actor import Actor
from muntada.api.records import Known, handling_of
from muntada.api.search_shapes import FoundOut, FoundVersionOut
from muntada.search.marks import excerpt
from muntada.search.queries import Result, Version

# Where this API gives things of a kind; it gives none of other kinds.
_WHERE = {"clause": "clauses", "work": "instruments", "meeting": "meetings", "body": "bodies", "source": "sources"}


def results_said(actor: Actor, results: Sequence[Result]) -> list[FoundOut]:
    """What was found, with the passages that fit."""
    firsts = [one.versions[0] for one in results]
    known = Known(actor, works=[one.thing.clause.work_id for one in firsts if one.kind == "clause"])
    said = []
    for first, result in zip(firsts, results, strict=True):
        key = str(first.thing.clause_id if first.kind == "clause" else first.thing.pk)
        where = _WHERE.get(first.kind)
        said.append(
            FoundOut(
                kind=first.kind,
                key=key,
                address=f"/api/v1/{where}/{key}" if where else None,
                work=known.work(first.thing.clause.work_id) if first.kind == "clause" else None,
                versions=[_version_said(one) for one in result.versions],
            )
        )
    return said


def _version_said(one: Version) -> FoundVersionOut:
    (begin, end), text = excerpt(one.entry.text, one.marks)
    return FoundVersionOut(
        language=one.entry.language,  # type: ignore[arg-type]
        number=one.thing.number if one.kind == "clause" else "",
        title=one.entry.title,
        text=text,
        marks=[(start - begin, stop - begin) for start, stop in one.marks if begin <= start and stop <= end],
        handling=handling_of(_handled(one.thing)),
    )


def _handled(thing: Any) -> Any:
    """The thing whose marking it follows: a clause its version's, a source its document's."""
    return getattr(thing, "expression", None) or getattr(thing, "document", None) or thing
