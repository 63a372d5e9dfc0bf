"""The record of processing activities as it ships: what is kept of persons, what for, for whom, and for how long.

Read without a database. Every kind of row is in an activity or among those that hold nothing of persons; a test fails
for one that is in neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from muntada.text.table import read_table

FOLDER = Path(__file__).parent
# What is kept of states, organisations, meetings and texts. A name that stands in one of their texts is found by reach.
OF_NO_PERSON = frozenset(
    {
        "access.legalbasis",
        "access.processing",
        "followup.commitment",
        "followup.contribution",
        "followup.evidence",
        "followup.measure",
        "forum.agendaitem",
        "forum.ballot",
        "forum.body",
        "forum.candidacy",
        "forum.cooperation",
        "forum.delegation",
        "forum.election",
        "forum.initiative",
        "forum.invitation",
        "forum.mandate",
        "forum.meeting",
        "forum.membership",
        "forum.minutes",
        "forum.objection",
        "forum.outcome",
        "forum.paper",
        "forum.paperversion",
        "forum.participation",
        "forum.programme",
        "forum.progress",
        "forum.rule",
        "forum.seat",
        "forum.series",
        "forum.silence",
        "forum.sitting",
        "forum.speakerslist",
        "forum.standing",
        "forum.support",
        "forum.term",
        "library.citation",
        "library.clause",
        "library.clausetext",
        "library.distribution",
        "library.expression",
        "library.partystatus",
        "library.relation",
        "library.symbol",
        "library.termseen",
        "library.title",
        "library.uptake",
        "library.work",
        "parties.name",
        "parties.party",
        "reports.chapter",
        "reports.footing",
        "reports.note",
        "reports.printing",
        "reports.sending",
        "search.change",
        "search.index",
    }
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: its kinds of rows, whose data these are, what for, on which basis, how long, and what guards it.

    `basis` is the key of a legal basis of records about persons or empty, `retention` a class of retention or empty,
    `safeguards` rows of docs/rights.md. The texts come in Arabic, English and French.
    """

    key: str
    kinds: tuple[str, ...]
    persons: tuple[str, ...]
    purposes: tuple[str, ...]
    basis: str
    retention: str
    safeguards: tuple[str, ...]
    name_ar: str
    name_en: str
    name_fr: str
    data_ar: str
    data_en: str
    data_fr: str
    recipients_ar: str
    recipients_en: str
    recipients_fr: str
    kept_ar: str
    kept_en: str
    kept_fr: str
    basis_ar: str
    basis_en: str
    basis_fr: str

    def said(self, what: str, language: str) -> str:
        """One of the texts in one of the three languages: `name`, `data`, `recipients`, `kept`, `basis`."""
        return str(getattr(self, f"{what}_{language}"))


@cache
def activities() -> tuple[Activity, ...]:
    """Every activity, in the order of the table."""
    return read_table(Activity, FOLDER / "activities.csv")
