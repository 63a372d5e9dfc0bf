"""The lists of follow-up as tables of words, for a spreadsheet and back: their columns, and a record as a line of them.

What a record is to is written by what people call it: a clause by `work/address`, a meeting's outcome by its reference.
Here nobody is asked for leave: whoever makes a line has the record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.access.models import Handled
from muntada.followup.models import Commitment, Institution, Mapping, Measure
from muntada.library.models import Clause

LANGUAGES = ("ar", "en", "fr")
HANDLED = ("handling.tlp", "handling.originator")


def three(name: str) -> tuple[str, ...]:
    """A column for each language."""
    return tuple(f"{name}_{language}" for language in LANGUAGES)


_SERVES = "serves"
COLUMNS: dict[str, tuple[str, ...]] = {
    "institutions": ("key", "party", *three("name"), "contact", "email", "language"),
    "commitments": (
        "party", "to", "response", *three("words"), "lead", "contributors", "authority", "cycle", "since",
    ),
    "measures": (
        "reference", "party", "kind", *three("title"), *three("text"), "owner", "status", "start", "target",
        "target_note", "completed", "sectors", "topics", "lifecycle", "report_every", "report_from", "report_until",
        "archived", _SERVES,
    ),
    "mappings": ("source", "target", "relationship", "rationale", "strength", "why"),
}  # fmt: skip
MODELS: dict[str, type[Handled]] = {
    "institutions": Institution,
    "commitments": Commitment,
    "measures": Measure,
    "mappings": Mapping,
}


def clause_said(clause: Clause) -> str:
    """A clause as a cell names it: `unsc_2178/para_5`."""
    return f"{clause.work_id}/{clause.wid}"


def to_what(one: Commitment) -> str:
    """What a commitment is to, as a cell names it."""
    return clause_said(one.clause) if one.clause is not None else str(one.outcome)


def institution_line(one: Institution) -> dict[str, str]:
    """An institution as a line."""
    return {
        column: str(one.party_id if column == "party" else getattr(one, column)) for column in COLUMNS["institutions"]
    }


def commitment_line(one: Commitment) -> dict[str, str]:
    """A commitment as a line."""
    own = {column: str(getattr(one, column)) for column in ("response", *three("words"), "cycle", "since")}
    helping = " ".join(sorted(other.pk for other in one.contributors.all()))
    named = {"lead": one.lead_id or "", "authority": one.authority_id or "", "contributors": helping}
    return {"party": one.party_id, "to": to_what(one)} | own | named


def measure_line(one: Measure) -> dict[str, str]:
    """A measure as a line, with what it serves: `unsc_2178/para_5=part`, one a line of the cell."""
    plain = ("reference", "kind", *three("title"), *three("text"), "status", "start", "target", "target_note",
             "completed", "lifecycle")  # fmt: skip
    line = {column: str(getattr(one, column)) for column in plain}
    line |= {column: " ".join(getattr(one, column)) for column in ("sectors", "topics")}
    line |= {"party": one.party_id, "owner": one.owner_id or "", "archived": str(one.archived)}
    line |= {column: _or_nothing(getattr(one, column)) for column in ("report_every", "report_from", "report_until")}
    served = one.contributions.select_related("commitment__clause", "commitment__outcome")
    said = sorted(f"{to_what(each.commitment)}={each.extent}" for each in served)
    return {column: (line | {_SERVES: "\n".join(said)})[column] for column in COLUMNS["measures"]}


def mapping_line(one: Mapping) -> dict[str, str]:
    """How two clauses relate, as a line."""
    ends = {"source": clause_said(one.source), "target": clause_said(one.target)}
    return ends | {column: str(getattr(one, column)) for column in COLUMNS["mappings"][2:]}


LINES: dict[str, Callable[[Any], dict[str, str]]] = {
    "institutions": institution_line,
    "commitments": commitment_line,
    "measures": measure_line,
    "mappings": mapping_line,
}


def _or_nothing(value: object) -> str:
    return "" if value is None else str(value)
