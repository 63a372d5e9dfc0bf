"""The shipped tables of the forum, read without a database: bodies, co-chairs, meetings, initiatives, rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.parties.facts import BodyRow, bodies
from muntada.text.table import read_table

__all__ = [
    "BodyRow",
    "BreakWords",
    "CoChair",
    "InitiativeRow",
    "MeetingRow",
    "RuleRow",
    "bodies",
    "break_words",
    "co_chairs",
    "initiatives",
    "meetings",
    "rules",
]

_FOLDER = Path(__file__).parent / "facts"


@dataclass(frozen=True, slots=True)
class CoChair:
    """A member's term as co-chair of a body; `to_date` is the day of the hand-over, empty where it still runs.

    What was planned stands in `planned_from` and `planned_to`, apart from what was.
    """

    body_id: str
    member_code: str
    role: str
    from_date: str
    to_date: str
    planned_from: str
    planned_to: str
    confidence: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A numbered meeting of the ministerial plenary or the coordinating committee."""

    id: str
    body_id: str
    number: int | None
    start_date: str
    end_date: str
    place: str
    format: str
    host_code: str
    chair_codes: tuple[str, ...]
    confidence: str
    note: str
    source: str

    @property
    def when(self) -> str:
        """The date, or the range of dates, as records hold it."""
        return f"{self.start_date}/{self.end_date}" if self.end_date else self.start_date


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative of members; `output_doc_ids` are ids of framework documents."""

    id: str
    name_en: str
    name_ar: str
    lead_codes: tuple[str, ...]
    start: str
    end: str
    working_group_id: str
    output_doc_ids: tuple[str, ...]
    implementing_partner: str
    confidence: str
    note: str
    source: str


@lru_cache(maxsize=1)
def co_chairs() -> tuple[CoChair, ...]:
    """Every known term of a co-chair, of the forum and of its working groups."""
    return read_table(CoChair, _FOLDER / "co_chairs.csv")


@lru_cache(maxsize=1)
def meetings() -> tuple[MeetingRow, ...]:
    """The ministerial plenaries, then the meetings of the coordinating committee, by number."""
    return read_table(MeetingRow, _FOLDER / "forum_meetings.csv")


@lru_cache(maxsize=1)
def initiatives() -> tuple[InitiativeRow, ...]:
    """The initiatives of the forum's members."""
    return read_table(InitiativeRow, _FOLDER / "initiatives.csv")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of the forum, in words of our own in three languages; `number` is what it asks, where it asks for one."""

    body_id: str
    kind: str
    of_kind: str
    number: int | None
    since: str
    clause: str
    words_ar: str
    words_en: str
    words_fr: str
    confidence: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class BreakWords:
    """What is said where a rule of this kind is departed from, with fields in braces."""

    kind: str
    ar: str
    en: str
    fr: str


@lru_cache(maxsize=1)
def rules() -> tuple[RuleRow, ...]:
    """The forum's rules on its co-chairs, as it published them."""
    return read_table(RuleRow, _FOLDER / "rules.csv")


@lru_cache(maxsize=1)
def break_words() -> dict[str, BreakWords]:
    """The sentences about departures, by the kind of rule."""
    return {row.kind: row for row in read_table(BreakWords, _FOLDER / "breaks.csv")}
