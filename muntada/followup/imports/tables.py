"""Institutions, commitments, measures and mappings from a table of ours: known again by what names them for good.

Each row is tried by the verb of its noun; a row that the verb refuses is set aside with the verb's reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.followup.actions.commitments import change_commitment, enter_commitment
from muntada.followup.actions.institutions import change_institution, enter_institution
from muntada.followup.actions.mappings import change_mapping, enter_mapping
from muntada.followup.actions.measures import archive_measure, change_measure, enter_measure, serve, stop_serving
from muntada.followup.actions.under import own
from muntada.followup.lists import COLUMNS, HANDLED, LINES, three
from muntada.followup.models import Commitment, Institution, Mapping, Measure
from muntada.followup.queries import records
from muntada.forum.imports.cells import Cells, Wrong
from muntada.forum.imports.plan import Row, State, Try, attempt
from muntada.forum.models import Outcome
from muntada.library.models import Clause
from muntada.library.queries import clauses as clauses_of
from muntada.parties.models import Party
from muntada.text.tables import FileRefused, Line, TableFile

READ = records.READ


class Said(Cells):
    """The cells of a row of follow-up."""

    def the_party(self) -> Party:
        """Whose it is. Raises Wrong."""
        return self.the(self.party("party"), "party")

    def institution(self, column: str) -> Institution | None:
        """An institution by its key. Raises Wrong."""
        return self._named(Institution, column)

    def institutions(self, column: str) -> list[Institution]:
        """Institutions by their keys. Raises Wrong."""
        return [self._found(Institution, column, key) for key in self.words(column)]

    def clause(self, column: str) -> Clause:
        """A clause by `work/address`. Raises Wrong."""
        work, _slash, wid = self.text(column, needed=True).rpartition("/")
        found = clauses_of(self.actor, work).filter(wid=wid).select_related("work").first() if work else None
        if found is None:
            raise Wrong("unknown", column)
        return found

    def about(self, column: str) -> dict[str, Any]:
        """A clause, or an outcome by its reference. Raises Wrong."""
        outcome = rows(self.actor, READ, Outcome).filter(reference=self.text(column, needed=True)).first()
        return {"outcome": outcome} if outcome is not None else {"clause": self.clause(column)}

    def some(self, *columns: str) -> dict[str, Any]:
        """These cells as text."""
        return {column: self.text(column) for column in columns}


def tries_of(actor: Actor, name: str, file: TableFile) -> list[Try]:
    """One try for each row of a table of this list. Raises FileRefused for a list or columns that there are none of."""
    if name not in COLUMNS:
        raise FileRefused("no_list", name=name[:60], known=", ".join(COLUMNS))
    unknown = [column for column in file.header if column not in {*COLUMNS[name], *HANDLED}]
    if unknown:
        raise FileRefused("columns", names=", ".join(one[:60] for one in unknown[:10]))
    seen: set[Any] = set()
    return [_try(actor, name, line, seen) for line in file.lines]


def _try(actor: Actor, name: str, line: Line, seen: set[Any]) -> Try:
    find, make, change = _SHAPES[name]
    said = Said(actor, line.cells)
    called = " · ".join(filter(None, (line.cells.get(one, "") for one in _CALLED[name])))[:120]

    def do() -> Row:
        if line.ended:
            raise Wrong("ended")
        record = find(said)
        if record is None:
            made = make(said)
            _once(seen, made.pk)
            filled = tuple(
                (column, "", value) for column, value in line.cells.items() if value and column not in HANDLED
            )
            return Row(line.number, State.NEW, called, filled)
        _once(seen, record.pk)
        held = LINES[name](record)
        told = tuple(
            (column, held[column], value)
            for column, value in line.cells.items()
            if column in held and _plain(held[column]) != _plain(value)
        )
        if not told:
            return Row(line.number, State.UNCHANGED, called)
        if any(column in _FIXED for column, _was, _will in told):
            raise Wrong("fixed", next(column for column, _was, _will in told if column in _FIXED))
        change(record, Said(actor, held | line.cells), {column for column, _was, _will in told})
        return Row(line.number, State.CHANGED, called, told)

    return lambda: attempt(line.number, called, do)


def _once(seen: set[Any], key: Any) -> None:
    if key in seen:
        raise Wrong("twice")
    seen.add(key)


def _plain(value: str) -> str:
    return "\n".join(line.strip() for line in value.replace("\r\n", "\n").strip().split("\n"))


def _institution(said: Said) -> Institution | None:
    found: Institution | None = _known(said, Institution, "key")
    return found


def _known(said: Said, model: type[Any], column: str) -> Any:
    """The record that a row names; a row without a name is a new one. Raises Wrong for one there is none of."""
    name = said.text(column)
    if not name:
        return None
    found = rows(said.actor, READ, model).filter(**{column: name}).first()
    if found is None:
        raise Wrong("no_such", column)
    return found


def _make_institution(said: Said) -> Institution:
    return enter_institution(said.actor, party=said.the_party(), **said.some(*COLUMNS["institutions"][2:]))


def _change_institution(one: Institution, said: Said, _changed: set[str]) -> None:
    change_institution(said.actor, one, **said.some(*COLUMNS["institutions"][2:]))


def _commitment(said: Said) -> Commitment | None:
    where = said.about("to")
    kept = rows(said.actor, READ, Commitment).filter(originator=own(said.actor).originator)
    return kept.filter(party=said.the_party(), **where).first()


def _of_commitment(said: Said) -> dict[str, Any]:
    plain = said.some("response", *three("words"), "cycle", "since")
    return plain | {
        "lead": said.institution("lead"),
        "authority": said.institution("authority"),
        "contributors": said.institutions("contributors"),
    }


def _make_commitment(said: Said) -> Commitment:
    return enter_commitment(said.actor, party=said.the_party(), **said.about("to"), **_of_commitment(said))


def _change_commitment(one: Commitment, said: Said, _changed: set[str]) -> None:
    change_commitment(said.actor, one, **_of_commitment(said))


def _measure(said: Said) -> Measure | None:
    found: Measure | None = _known(said, Measure, "reference")
    return found


def _of_measure(said: Said) -> dict[str, Any]:
    plain = said.some("kind", *three("title"), *three("text"), "status", "start", "target", "target_note", "completed",
                      "lifecycle")  # fmt: skip
    return plain | {
        "owner": said.institution("owner"),
        "sectors": said.words("sectors"),
        "topics": said.words("topics"),
        "report_every": said.number("report_every"),
        "report_from": said.day("report_from"),
        "report_until": said.day("report_until"),
    }


def _make_measure(said: Said) -> Measure:
    made = enter_measure(said.actor, party=said.the_party(), **_of_measure(said))
    _serves(made, said)
    if said.yes("archived"):
        archive_measure(said.actor, made)
    return made


def _change_measure(one: Measure, said: Said, changed: set[str]) -> None:
    if "archived" in changed and not said.yes("archived"):
        archive_measure(said.actor, one, archived=False)
    if changed - {"archived", "serves"}:
        change_measure(said.actor, one, **_of_measure(said))
    if "serves" in changed:
        _serves(one, said)
    if "archived" in changed and said.yes("archived"):
        archive_measure(said.actor, one)


def _serves(one: Measure, said: Said) -> None:
    """Let a measure serve what its row says, and nothing else of what the actor may see. Raises Wrong."""
    wanted: dict[int, tuple[Commitment, str]] = {}
    for each in said.text("serves").split("\n"):
        named, _is, extent = each.strip().rpartition("=")
        if not each.strip():
            continue
        where = Said(said.actor, {"serves": named}).about("serves")
        found = records.commitments(said.actor).filter(party=one.party_id, **where).first()
        if found is None:
            raise Wrong("unknown", "serves")
        wanted[found.pk] = (found, extent)
    for contribution in records.serving_of(said.actor, one):
        if contribution.commitment_id not in wanted:
            stop_serving(said.actor, one, contribution.commitment)
        elif wanted[contribution.commitment_id][1] == contribution.extent:
            del wanted[contribution.commitment_id]
    for commitment, extent in wanted.values():
        serve(said.actor, one, commitment, extent=extent)


def _mapping(said: Said) -> Mapping | None:
    kept = rows(said.actor, READ, Mapping).filter(originator=own(said.actor).originator)
    return kept.filter(source=said.clause("source"), target=said.clause("target")).first()


def _of_mapping(said: Said) -> dict[str, Any]:
    return said.some("relationship", "rationale", "why") | {"strength": said.number("strength")}


def _make_mapping(said: Said) -> Mapping:
    return enter_mapping(said.actor, said.clause("source"), said.clause("target"), **_of_mapping(said))


def _change_mapping(one: Mapping, said: Said, _changed: set[str]) -> None:
    change_mapping(said.actor, one, **_of_mapping(said))


_FIXED = frozenset({"party"})
_CALLED = {
    "institutions": ("key", "name_ar", "name_en"),
    "commitments": ("party", "to"),
    "measures": ("reference", "title_ar", "title_en"),
    "mappings": ("source", "target"),
}
_SHAPES: dict[str, tuple[Callable[[Said], Any], Callable[[Said], Any], Callable[..., None]]] = {
    "institutions": (_institution, _make_institution, _change_institution),
    "commitments": (_commitment, _make_commitment, _change_commitment),
    "measures": (_measure, _make_measure, _change_measure),
    "mappings": (_mapping, _make_mapping, _change_mapping),
}
