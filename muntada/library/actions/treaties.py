"""Where parties stand with treaties: entered, put right, and brought in from a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import stricter_of
from muntada.evidence.named import checked_date, known_party, required
from muntada.evidence.values import ValueRefused
from muntada.library.models import PartyStatus, Work
from muntada.library.naming import canonical
from muntada.marking.handling import Handling
from muntada.parties.models import Party
from muntada.text.gate import TextRefused, admit_name
from muntada.text.when import bounds
from muntada.trail.deed import act

DATES = ("signed", "bound", "deposited", "in_force", "withdrawn", "reservation_withdrawn")
COLUMNS = ("work", "party", "signed", "act", "bound", "deposited", "in_force", "withdrawn", "reservation",
           "reservation_withdrawn", "source")  # fmt: skip
MOST = 20_000  # rows of one table
_LONGEST = {"reservation": 4_000, "source": 300}
# What cannot come before what.
_ORDER = (("signed", "bound"), ("bound", "withdrawn"), ("in_force", "withdrawn"), ("signed", "in_force"))


class TableRefused(Exception):
    """Raised for a table of statuses that has a wrong row; nothing of it was entered. `wrong` is (row, field, why)."""

    def __init__(self, wrong: list[tuple[int, str, str]]) -> None:
        super().__init__("; ".join(f"row {row}, {field}: {why}" for row, field, why in wrong[:5]))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Came:
    """How many statuses of a table were new, changed, and as they were."""

    new: int
    changed: int
    same: int


def record_status(
    actor: Actor, work: Work, *, party: str, handling: Handling | None = None, **said: str
) -> PartyStatus:
    """Enter where a party stands with a treaty, or put it right: what is said takes the place of what was.

    `said` are the fields of a status; those not named stay. Raises ValueRefused.
    """
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        held, new, changed = _put(work, _party(party), said, handling)
        deed.of(held, work=work.pk, party=held.party_id, new=new, fields=changed)
    return held


def remove_status(actor: Actor, status: PartyStatus) -> None:
    """Take a status out that was entered of the wrong party or treaty; the trail keeps what it said."""
    with act(actor, Permission.RECORD_WRITE, on=status) as deed:
        deed.of(status, work=status.work_id, party=status.party_id, removed=True)
        status.delete()


def bring_statuses(actor: Actor, table: str) -> Came:
    """Enter every row of a CSV table, or nothing of it.

    Its columns are those of COLUMNS; a treaty is named by its key or symbol, a party by its key. Columns of handling,
    which lists carry that were taken along, are left alone; an empty cell says nothing. Raises TableRefused.
    """
    rows = _rows(table)
    with act(actor, Permission.RECORD_WRITE) as deed:
        wrong: list[tuple[int, str, str]] = []
        done = {"new": 0, "changed": 0, "same": 0}
        for number, row in rows:
            try:
                work = _work(row.get("work", ""))
                said = {name: row[name] for name in COLUMNS[2:] if row.get(name, "").strip()}
                held, new, changed = _put(work, _party(row.get("party", "")), said, None)
            except ValueRefused as error:
                wrong.append((number, error.field, str(error)))
                continue
            done["new" if new else "changed" if changed else "same"] += 1
            deed.of(held, work=work.pk, party=held.party_id, new=new, fields=changed)
        if wrong:
            raise TableRefused(wrong)
    return Came(**done)


def _rows(table: str) -> list[tuple[int, dict[str, str]]]:
    if "\x00" in table:
        raise TableRefused([(1, "", "The table holds NUL, which no text has.")])
    reader = csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    try:
        names = set(reader.fieldnames or ())
        missing = {"work", "party"} - names
        if missing:
            raise TableRefused([(1, min(missing), "This column is missing.")])
        found = [(number, {k: v or "" for k, v in row.items() if k}) for number, row in enumerate(reader, start=2)]
    except csv.Error as error:
        raise TableRefused([(reader.line_num, "", str(error))]) from error
    if len(found) > MOST:
        raise TableRefused([(MOST + 2, "", f"The table has more than {MOST:,} rows.")])
    return found


def _put(
    work: Work, party: Party, said: Mapping[str, str], handling: Handling | None
) -> tuple[PartyStatus, bool, list[str]]:
    values = _checked(said)
    held = PartyStatus.objects.select_for_update(of=("self",)).filter(work=work, party=party).first()
    new = held is None
    if held is None:
        held = PartyStatus(work=work, party=party)
        strict = stricter_of(work.handling, party.handling)
        held.marked(stricter_of(strict, handling) if handling else strict)
    changed = sorted(name for name, value in values.items() if getattr(held, name) != value)
    for name in changed:
        setattr(held, name, values[name])
    _check_whole(held)
    if new or changed:
        held.save()
    return held, new, changed


def _checked(said: Mapping[str, str]) -> dict[str, str]:
    unknown = set(said) - set(COLUMNS[2:])
    if unknown:
        raise ValueRefused(min(unknown), "A status has nothing of this name.")
    found = {name: " ".join(value.split()) for name, value in said.items()}
    for name in DATES:
        checked_date(name, found.get(name, ""))
    if found.get("act", "") not in ("", *PartyStatus.Act.values):
        raise ValueRefused("act", f"It is one of: {', '.join(PartyStatus.Act.values)}.")
    for name, limit in _LONGEST.items():
        if found.get(name):
            try:
                found[name] = admit_name(found[name], limit=limit)
            except TextRefused as error:
                raise ValueRefused(name, str(error)) from error
    return found


def _check_whole(held: PartyStatus) -> None:
    """What does not go together is refused, with the field that is wrong."""
    if held.bound and not held.act:
        raise ValueRefused("act", "How it was bound must be said with when.")
    if held.withdrawn and not held.bound:
        raise ValueRefused("withdrawn", "Only who was bound can withdraw.")
    if held.reservation_withdrawn and not held.reservation:
        raise ValueRefused("reservation_withdrawn", "There is no reservation.")
    if not any(getattr(held, name) for name in (*DATES, "act", "reservation")):
        raise ValueRefused("signed", "Something must be said.")
    for first, later in _ORDER:
        one, other = getattr(held, first), getattr(held, later)
        if one and other and bounds(one)[0] > bounds(other)[1]:
            raise ValueRefused(later, f"That is before it {first.replace('_', ' ')}.")


def _work(name: str) -> Work:
    key = required("work", name.strip())
    found = Work.objects.filter(pk=key).first() or Work.objects.filter(symbols__text=canonical(key)).first()
    if found is None:
        raise ValueRefused("work", f"The library has no work {key}.")
    return found


def _party(key: str) -> Party:
    found = known_party(required("party", key.strip()))
    if found is None:
        raise ValueRefused("party", f"No party has the key {key}.")
    return found
