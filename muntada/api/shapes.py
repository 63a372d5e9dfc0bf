"""What the API gives: one class a thing. Dates are text at the precision known: 2021, 2021-10, 2021/2022."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from muntada.access.rules import Permission
from muntada.marking.handling import Category, Purpose, Retention
from muntada.marking.tlp import TLP

T = TypeVar("T")
State = Literal["draft", "accepted", "rejected", "withdrawn"]


class Out(BaseModel):
    """Something that is given."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProblemOut(BaseModel):
    """What stood in the way (RFC 9457). `code` is stable; `title` is in the caller's language."""

    type: str
    title: str
    status: int
    code: str
    reason: str | None = Field(None, description="Why a source was not taken in: a code of docs/commands.md.")
    problems: list[dict[str, Any]] | None = Field(None, description="One for each thing that is wrong: where and why.")


class Names(Out):
    """A name in each language; null where none is known."""

    ar: str | None
    en: str | None
    fr: str | None


class Ref(Out):
    """A party or an instrument that is meant, by its key. null stands where you may not know which one."""

    key: str
    names: Names


class HandlingOut(Out):
    """How the thing may be handled: who may see it, what for, on which basis, until when."""

    tlp: TLP
    originator: str
    audience: list[str] = Field(description="Keys of the parties, bodies and persons it was shared with.")
    purpose: Purpose
    legal_basis: str | None
    category: Category | None = Field(description="What the person it speaks of is to it; null where it is of none.")
    retention: Retention | None
    review_by: str | None
    disputed: bool = Field(description="Whether a person disputes it, and that is not settled.")


class MarkedOut(Out):
    """A record or a document, by its kind and key, with how it may be handled."""

    type: str
    key: str
    handling: HandlingOut


class MarkingOut(Out):
    """What a marking brought about; `gone_to` are those with whom it is no longer shared, who may hold it still."""

    marked: MarkedOut
    gone_to: list[str]


class Page(Out, Generic[T]):
    """A piece of a list. `next` is the cursor of the piece after it; null on the last one."""

    items: list[T]
    next: str | None


class PartyOut(Out):
    """A state, an organisation, a body or a national institution."""

    key: str
    kind: Literal["state", "organisation", "body", "institution"]
    names: Names
    acronym: str
    iso3: str
    m49: str
    regional_group: str
    parent: Ref | None
    note: str
    confidence: str
    source: str
    handling: HandlingOut


class BodyOut(Out):
    """A party as something that meets, has chairs and members."""

    key: str
    kind: str
    names: Names
    parent: Ref | None
    succeeded_by: Ref | None
    established: str
    dissolved: str
    place: str
    member_count: int | None
    mandate: list[str]
    note: str
    confidence: str
    source: str
    handling: HandlingOut


class MembershipOut(Out):
    """A party belongs to a body."""

    id: int
    body: Ref | None
    party: Ref | None
    kind: str
    start: str
    end: str
    status: str
    source: str
    handling: HandlingOut


class TermOut(Out):
    """A party holds a seat of a body; what was planned stands apart from what was."""

    id: int
    body: Ref | None
    party: Ref | None
    role: str
    start: str
    end: str
    planned_start: str
    planned_end: str
    source: str
    handling: HandlingOut


class CandidacyOut(Out):
    """Parties stand, alone or together, for a seat of a body."""

    id: int
    body: Ref | None
    parties: list[Ref]
    role: str
    when: str
    handling: HandlingOut


class MeetingOut(Out):
    """A meeting, held or announced, with its agenda in the words of sources."""

    id: int
    reference: str
    body: Ref | None
    kind: str
    ordinal: int | None
    title: str
    when: str
    place: str
    level: str
    format: str
    status: str
    attendance: int | None
    organiser: Ref | None
    host: Ref | None
    chairs: list[Ref]
    agenda: list[str]
    note: str
    source: str
    handling: HandlingOut


class RelationOut(Out):
    """What an instrument, or a party by what it does, stands to an instrument."""

    subject: Ref | None
    predicate: Literal[
        "implements", "extends", "supersedes", "recalls", "repeats", "elaborates", "amends", "contradicts"
    ]
    object: Ref | None


class InstrumentOut(Out):
    """A resolution, strategy, memorandum or other text that a body adopted."""

    key: str
    kind: str
    symbol: str
    titles: Names
    body: Ref | None
    adopted: str
    in_force: str
    reviewed: str
    edition: int | None
    languages: list[str]
    status: str
    binding: str
    topics: list[str]
    parent: Ref | None
    leads: list[Ref]
    relations: list[RelationOut] = Field(description="Empty in lists.")
    sent_to: list[list[str]] = Field(description="To which kinds of recipients it was sent; empty in lists.")
    note: str
    source: str
    handling: HandlingOut


class RecordName(Out):
    """A record of the forum, by its kind and key: `forum.meeting`, `17`."""

    type: str
    key: str


class FindingOut(Out):
    """A fact that a rule read from a passage of a source, and where it stands. Offsets are code points."""

    id: int
    source: int
    type: str
    drafted: dict[str, JsonValue]
    corrected: dict[str, JsonValue] | None
    quote: str
    start: int
    end: int
    rule: str
    confidence: float
    state: State
    record: RecordName | None
    decision: int | None = Field(description="The decision that stands.")
    candidates: list[RecordName] = Field(description="Records it may speak of while undecided; empty in lists.")
    handling: HandlingOut


class SourceOut(Out):
    """A document in the reading room, with how many of its findings stand where."""

    id: int
    name: str
    title: str
    language: str
    media_type: str
    size: int
    sha256: str
    address: str
    published: str | None
    captured_at: str
    notes: list[str]
    reader: str
    findings: dict[str, int]
    copies: int = Field(description="Other sources of the same story that you may open.")
    handling: HandlingOut


class SourceTextOut(SourceOut):
    """A source opened: its text exactly as it was captured, and every finding in it."""

    text: str
    furniture: list[list[int]]
    mentions: dict[str, list[str]]
    each: list[FindingOut]


class CitationOut(Out):
    """One source's word on one value of one record. The passage is null where you may not open its source."""

    id: int
    record: RecordName
    field: str
    value: JsonValue
    source: int | None
    quote: str | None
    start: int | None
    end: int | None
    reference: str
    confidence: float
    standing: Literal["stands", "preferred", "set_aside"]
    handling: HandlingOut


class StatedOut(Out):
    """One value that sources give, with the citations that give it; `voices` counts copies of a story once."""

    value: JsonValue
    standing: str
    voices: int
    citations: list[int]


class ConflictOut(Out):
    """A field of a record that its sources state differently, or that a person settled."""

    record: RecordName
    field: str
    shown: JsonValue
    stated: list[StatedOut]
    in_conflict: bool
    settled: bool
    handling: HandlingOut


class EntryOut(Out):
    """A line of the trail: who did what, when, and by which rule it was allowed or refused."""

    id: int
    at: str
    actor: str
    permission: str
    allowed: bool
    reason: str
    thing: RecordName | None
    detail: dict[str, JsonValue]


class MeOut(Out):
    """Who you are here: what a token lets its holder be today."""

    key: str
    name: str
    roles: list[str]
    party: str | None
    purposes: list[str]
    token: int | None
    expires_at: str | None
    legal_basis: str | None
    permissions: list[Permission]


class TakenOut(Out):
    """A source that was taken in; `new` is false where the same bytes were here already."""

    new: bool
    source: SourceTextOut


class ReadAgainOut(Out):
    """What reading again did to the undecided findings, and the source as it is now."""

    kept: int
    drafted: int
    withdrawn: int
    source: SourceTextOut


class DecidedOut(Out):
    """The findings as they are after the decisions, in the order in which they were asked for."""

    findings: list[FindingOut]


class SettledOut(Out):
    """The field as it is after the settlement."""

    conflict: ConflictOut
