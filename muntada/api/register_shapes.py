"""What the API gives and takes of the register: entities, listings, leads, and batches of names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from muntada.api.asked import PLAIN, In, Key
from muntada.api.shapes import HandlingOut, Out

MOST_NAMES = 10_000  # of one request; a table of a page may have more


class StatementOut(Out):
    """One value of an entity as one source gives it."""

    property: str
    value: str
    original: str = Field(description="As printed, where the value is a cleaned form of it.")
    language: str
    dataset: str
    kind: Literal["fact", "assessment"]
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: int
    first_seen: str
    last_seen: str
    ended_at: str | None


class EntityOut(Out):
    """An entity of the register, in FollowTheMoney's schemata and our own; what is stated of it stands by property."""

    key: str
    schema_name: str
    caption: str
    dataset: str
    listed: bool
    canonical: str | None = Field(description="The entity that it was found to be, where it was.")
    properties: dict[str, list[str]]
    changed_at: str
    handling: HandlingOut


class WholeEntityOut(EntityOut):
    """An entity with every statement, also those that ended."""

    statements: list[StatementOut]


class ListingOut(Out):
    """That an entity stands, or stood, on a list."""

    id: int
    entity: str
    caption: str
    dataset: str
    reference: str
    programme: str
    state: Literal["listed", "suspended", "delisted"]
    since: str | None
    until: str | None


class LeadOut(Out):
    """That a name asked for may mean an entity: a reason to look, never a finding. A person decides, on its page."""

    id: int
    entity: str
    caption: str
    dataset: str
    reference: str
    state: Literal["open", "same", "other"]
    asked: dict[str, JsonValue]
    score: float
    explained: dict[str, JsonValue] = Field(description="Which part met which by which rule, and what facts did.")
    at: str
    reason: str
    handling: HandlingOut


class NameIn(In):
    """A name to check, with what else is known of who bears it; several values stand behind semicolons."""

    name: Annotated[str, StringConstraints(max_length=1_000)]
    id: Annotated[str, StringConstraints(max_length=120, pattern=PLAIN)] = ""
    born: Annotated[str, StringConstraints(max_length=200)] = ""
    nationality: Annotated[str, StringConstraints(max_length=500)] = ""
    number: Annotated[str, StringConstraints(max_length=1_000)] = ""
    kind: Literal["", "person", "entity", "vessel", "aircraft"] = ""


class ScreeningIn(In):
    """Names to check, for the token's purpose. `basis` is the legal basis, where it is not the token's own."""

    names: Annotated[list[NameIn], Field(min_length=1, max_length=MOST_NAMES)]
    basis: Key | None = None
    case: Annotated[str, StringConstraints(max_length=120, pattern=PLAIN)] = ""
    cutoff: Annotated[float, Field(ge=0, le=1, strict=False)] = 0.5
    most: Annotated[int, Field(ge=1, le=100)] = 10


class ScreeningOut(Out):
    """A batch of names that a job checks. It is erased with its names on `review_by` of its handling."""

    id: int
    state: Literal["waits", "works", "done", "failed"]
    names: int
    done: int
    set_aside: int = Field(description="Rows that are no question; why stands in the results.")
    hits: int
    cutoff: float
    most: int
    case: str
    at: str
    handling: HandlingOut


class HitOut(Out):
    """A hit: a reason to look, with the lead of which an officer decides."""

    lead: int
    state: Literal["open", "same", "other"]
    entity: str
    caption: str
    dataset: str
    reference: str
    score: float
    explained: dict[str, JsonValue]


class CheckedOut(Out):
    """A name of a batch and what was met; `cleared` are pairs that an officer found not to be the same before."""

    place: int
    id: str
    name: str
    state: Literal["waits", "checked", "aside"]
    code: str = Field(description="Why it was set aside: a code; `why` says it in words.")
    why: str
    cleared: int
    hits: list[HitOut]
