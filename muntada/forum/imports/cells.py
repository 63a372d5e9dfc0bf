"""What the cells of a row say: each read as what its column holds, with the reason where it cannot be."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import AgendaItem, Body, Delegation, Election, Meeting, Seat, Sitting
from muntada.library.models import Work
from muntada.parties.models import Party

M = TypeVar("M", bound=Model)
READ = Permission.RECORD_READ
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(rf"{_DAY.pattern}[ T][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?([+-][0-9]{{2}}:[0-9]{{2}}|Z)?", re.ASCII)

WHY = {
    "no_such": "There is no such record, or none that you may know of.",
    "twice": "Another row of this file is about the same record.",
    "needed": "This must be said.",
    "day": "This is no day; write it as 2027-03-04.",
    "moment": "This is no moment; write it as 2027-03-04 09:30.",
    "number": "This is no number.",
    "yes_or_no": "Write True or False.",
    "unknown": "There is nothing of this key, or nothing that you may know of.",
    "fixed": "This column does not change by a file; change it on the record’s page.",
    "handling": "How a record is handled does not change by a file; mark it on its page.",
    "no_new": "Such a record is not made by a file; make it on its page.",
    "refused": "You may not do this.",
    "cannot": "It cannot be so.",
    "ended": "The right to the list ended here when the file was made; what followed is not in it.",
    "recurs": "It repeats; each meeting is one entry of its own.",
    "undated": "It has no day.",
    "no_zone": "Its hours are in no time zone.",
    "order": "It ends before it begins.",
    "too_long": "It lasts longer than a meeting does.",
    "untitled": "It has no title.",
    "cancelled": "It is cancelled there; there is nothing to propose.",
    "older": "What stands here is newer.",
    "no_uid": "It has no identifier by which it could be known again.",
}


class Wrong(ValueError):
    """Raised for a row that cannot be taken in: `code` says why, `column` where, `text` in whose words besides."""

    def __init__(self, code: str, column: str = "", text: str = "") -> None:
        super().__init__(text or WHY[code])
        self.code, self.column, self.text = code, column, text


class Cells:
    """The cells of a row for whoever brings it in; what is empty is not said."""

    def __init__(self, actor: Actor, cells: dict[str, str]) -> None:
        self.actor, self.cells = actor, cells

    def text(self, column: str, *, needed: bool = False) -> str:
        """The text of a cell. Raises Wrong."""
        said = self.cells.get(column, "")
        if needed and not said:
            raise Wrong("needed", column)
        return said

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """A day. Raises Wrong."""
        said = self.text(column, needed=needed)
        if not said:
            return None
        # `date.fromisoformat` would take week dates too.
        if not _DAY.fullmatch(said):
            raise Wrong("day", column)
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise Wrong("day", column) from None

    def the_day(self, column: str) -> date:
        """A day that must be said. Raises Wrong."""
        found = self.day(column, needed=True)
        assert found is not None
        return found

    def moment(self, column: str, *, needed: bool = False) -> datetime | None:
        """A moment, with an offset or by the clocks of the place. Raises Wrong."""
        said = self.text(column, needed=needed)
        if not said:
            return None
        if not _MOMENT.fullmatch(said):
            raise Wrong("moment", column)
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            raise Wrong("moment", column) from None

    def number(self, column: str, *, needed: bool = False) -> int | None:
        """A whole number. Raises Wrong."""
        said = self.text(column, needed=needed)
        if not said:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", said):
            raise Wrong("number", column)
        return int(said)

    def yes(self, column: str) -> bool:
        """True or False; False where nothing is said. Raises Wrong."""
        said = self.text(column).lower()
        if said not in {"", "true", "false"}:
            raise Wrong("yes_or_no", column)
        return said == "true"

    def words(self, column: str) -> list[str]:
        """What stands between blanks."""
        return self.text(column).split()

    def party(self, column: str) -> Party | None:
        """A party by its key. Raises Wrong."""
        return self._named(Party, column)

    def body(self, column: str) -> Body | None:
        """A body by its key. Raises Wrong."""
        return self._named(Body, column)

    def work(self, column: str) -> Work | None:
        """An instrument by its key. Raises Wrong."""
        return self._named(Work, column)

    def meeting(self, column: str) -> Meeting | None:
        """A meeting by its number. Raises Wrong."""
        return self._numbered(Meeting, column)

    def item(self, column: str) -> AgendaItem | None:
        """An agenda item by its number. Raises Wrong."""
        return self._numbered(AgendaItem, column)

    def sitting(self, column: str) -> Sitting | None:
        """A sitting by its number. Raises Wrong."""
        return self._numbered(Sitting, column)

    def delegation(self, column: str) -> Delegation | None:
        """A delegation by its number. Raises Wrong."""
        return self._numbered(Delegation, column)

    def seat(self, column: str) -> Seat | None:
        """A seat by its number. Raises Wrong."""
        return self._numbered(Seat, column)

    def election(self, column: str) -> Election | None:
        """An election by its number. Raises Wrong."""
        return self._numbered(Election, column)

    def the(self, found: M | None, column: str) -> M:
        """What must be named. Raises Wrong."""
        if found is None:
            raise Wrong("needed", column)
        return found

    def _named(self, model: type[M], column: str) -> M | None:
        said = self.text(column)
        return self._found(model, column, said) if said else None

    def _numbered(self, model: type[M], column: str) -> M | None:
        number = self.number(column)
        return self._found(model, column, number) if number is not None else None

    def _found(self, model: type[M], column: str, key: object) -> M:
        found = rows(self.actor, READ, model).filter(pk=key).first()
        if found is None:
            raise Wrong("unknown", column)
        return found
