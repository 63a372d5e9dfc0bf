"""What clauses are called wherever they are named: para. 5 (a), by the numbers that they bear now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from muntada.access.actor import Actor
from muntada.library.citing_form import Step, provision
from muntada.library.models import Clause, Expression
from muntada.library.numbers import neutral
from muntada.library.queries.reading import read_texts

Place = tuple[str, str]  # a work's key and an address within it


def clause_names(actor: Actor | None, clauses: Iterable[Clause], language: str) -> dict[int, str]:
    """The names of these clauses by their numbers in the table, as they are cited in the language; for one that no
    language has a word for, its address. One question, however many there are."""
    listed = list(clauses)
    wids = {wid for clause in listed for wid in _prefixes(clause.wid)}
    seen = read_texts(actor).filter(clause__work__in={clause.work_id for clause in listed}, clause__wid__in=wids)
    told = seen.exclude(expression__state=Expression.State.REPLACED).values_list(
        "clause__work", "clause__wid", "clause__kind", "number", "expression__language", "expression__state"
    )
    kinds: dict[Place, str] = {}
    numbers: dict[Place, str] = {}
    # What counts most comes last: what is in force, in the language.
    for work, wid, kind, number, _spoken, _state in sorted(
        told, key=lambda one: (one[4] == language, one[5] == Expression.State.SETTLED)
    ):
        kinds[work, wid] = kind
        if number:
            numbers[work, wid] = number
    return {clause.pk: name_by((clause.work_id, clause.wid), kinds, numbers, language) for clause in listed}


def name_by(place: Place, kinds: Mapping[Place, str], numbers: Mapping[Place, str], language: str) -> str:
    """The name of a clause from what is known of the clauses around it: their kinds, and their printed numbers."""
    work, wid = place
    return provision([_step((work, one), kinds, numbers) for one in _prefixes(wid)], language) or wid


def _prefixes(wid: str) -> list[str]:
    tokens = wid.split("__")
    return ["__".join(tokens[:at]) for at in range(1, len(tokens) + 1)]


def _step(place: Place, kinds: Mapping[Place, str], numbers: Mapping[Place, str]) -> Step:
    # What an address names and no clause stands for is a part, such as the preamble that recitals stand in.
    kind = kinds.get(place, Clause.Kind.PART)
    shown = neutral(numbers.get(place, "")) if kind != Clause.Kind.PREAMBULAR else ""
    return Step(kind, place[1].rpartition("__")[2], shown=shown)
