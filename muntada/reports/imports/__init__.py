"""Lists of recipients from files: looked at first, row by row, and brought in by a person's yes."""

from __future__ import annotations

from typing import Any

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.exports import HANDLING, fields_of, line_of
from muntada.evidence.values import ValueRefused
from muntada.forum.imports.cells import Cells, Wrong
from muntada.forum.imports.plan import Row, State, Try, attempt
from muntada.parties.models import Party
from muntada.reports.actions.recipients import CHANGES, change_recipient, enter_recipient, kept_for
from muntada.reports.models import Recipient
from muntada.reports.queries.deliveries import recipients
from muntada.reports.refused import ReportRefused
from muntada.text.tables import FileRefused, Line, TableFile, cell, uncelled

LIST = "recipients"
_FILLED = ("list", "party", "name", "place", "contact", "email", "language", "shared", "until")


def tries_of_recipients(actor: Actor, owner: Party, file: TableFile) -> list[Try]:
    """One try for each row of a table of recipients of this party. Raises FileRefused for columns of other names."""
    known = {*fields_of(Recipient), *HANDLING}
    unknown = [column for column in file.header if column not in known]
    if unknown:
        raise FileRefused("columns", names=", ".join(one[:60] for one in unknown[:10]))
    seen: set[Any] = set()
    return [_try(actor, owner, line, seen) for line in file.lines]


def may_bring(actor: Actor, owner: Party) -> bool:
    """Whether the actor keeps recipients of this party."""
    asked = Recipient(owner=owner)
    asked.marked(kept_for(actor, owner))
    return bool(decide(actor, Permission.RECIPIENT_KEEP, asked))


def _try(actor: Actor, owner: Party, line: Line, seen: set[Any]) -> Try:
    name = " · ".join(filter(None, (line.cells.get(one, "") for one in ("id", "list", "name"))))[:120]

    def do() -> Row:
        if line.ended:
            raise Wrong("ended")
        said = Cells(actor, line.cells)
        if said.text("owner") not in {"", owner.key}:
            raise Wrong("fixed", "owner")
        known = _known(actor, owner, said)
        try:
            if known is None:
                made = enter_recipient(actor, owner, **_values(said, _FILLED))
                filled = tuple((one, "", line.cells[one]) for one in _FILLED if line.cells.get(one))
                _once(seen, made.pk)
                return Row(line.number, State.NEW, name, filled)
            _once(seen, known.pk)
            return _changed(actor, known, said, line, name)
        except ReportRefused as refused:
            # Named, so that whoever brings the file knows which other one has the address.
            raise ValueRefused(refused.field, refused.reason) from refused

    return lambda: attempt(line.number, name, do)


def _known(actor: Actor, owner: Party, said: Cells) -> Recipient | None:
    every = recipients(actor).filter(owner=owner)
    number = said.number("id")
    if number is not None:
        found = every.filter(pk=number).first()
        if found is None:
            raise Wrong("no_such", "id")
        return found
    return every.filter(
        list=said.text("list", needed=True), name=" ".join(said.text("name", needed=True).split())
    ).first()


def _once(seen: set[Any], key: Any) -> None:
    if key in seen:
        raise Wrong("twice")
    seen.add(key)


def _changed(actor: Actor, recipient: Recipient, said: Cells, line: Line, name: str) -> Row:
    held = line_of(recipient)
    told = []
    for column, value in line.cells.items():
        was = uncelled(cell(held[column]).strip())
        if was == value or (isinstance(held[column], bool) and was.lower() == (value or "false").lower()):
            continue
        if column in HANDLING:
            raise Wrong("handling", column)
        if column not in CHANGES:
            raise Wrong("fixed", column)
        told.append((column, was, value))
    if not told:
        return Row(line.number, State.UNCHANGED, name)
    change_recipient(actor, recipient, **_values(said, [column for column, _was, _value in told]))
    return Row(line.number, State.CHANGED, name, tuple(told))


def _values(said: Cells, columns: Any) -> dict[str, Any]:
    """What the cells of these columns say, as the verbs take it; an empty language is left as it is."""
    given: dict[str, Any] = {}
    for column in columns:
        if column == "party":
            given[column] = said.party(column)
        elif column == "shared":
            given[column] = said.yes(column)
        elif column == "until":
            given[column] = said.day(column)
        elif column != "language" or said.text(column):
            given[column] = said.text(column, needed=column in {"list", "name", "email"})
    return given
