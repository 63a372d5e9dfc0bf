"""What the API takes. Nothing is guessed: a number is a number, a field that there is none of is refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from muntada.access.pieces import BIGGEST
from muntada.evidence.actions.given import Given
from muntada.marking.handling import Category, Purpose, Retention
from muntada.marking.tlp import TLP

# Letters and marks of any script, but neither controls nor what turns the direction.
PLAIN = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$"


def _digits(value: object) -> object:
    """In an address only plain digits are a number: no sign, space, underscore or Arabic digit."""
    if isinstance(value, str) and not (value.isascii() and value.isdecimal() and len(value) < 20):
        raise ValueError("This is a whole number in plain digits.")
    return value


Id = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=BIGGEST)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=PLAIN)]
Words = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]
Year = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=9999)]
Limit = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=200)]
Cursor = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$")]
Language = Literal["", "ar", "en", "fr"]


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_day),
    Field(json_schema_extra={"format": "date"}),
]
Piece = Annotated[str, StringConstraints(max_length=2000)]
Value = Piece | Annotated[int, Field(ge=0, le=2**31 - 1)] | Annotated[list[Piece], Field(max_length=200)] | None


class In(BaseModel):
    """Something that is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class HandlingIn(In):
    """How a thing may be handled; what is left out takes its default.

    Unmarked, what is brought in takes the strictest label of its context: the one that its own text carries, and
    where somebody is named that of what is shared with nobody else. `audience` holds keys: `EG`, `gctf.coco`, `user:7`.
    """

    tlp: Annotated[TLP, Field(strict=False)] | None = None
    audience: Annotated[list[Key], Field(max_length=200)] = []
    purpose: Annotated[Purpose, Field(strict=False)] = Purpose.CONDUCT_OF_THE_FORUM
    legal_basis: Key | None = None
    category: Annotated[Category, Field(strict=False)] | None = None
    retention: Annotated[Retention, Field(strict=False)] | None = None
    review_by: Day | None = None

    def given(self, originator: str = "") -> Given:
        """What was said, as the verbs take it."""
        return Given(
            tlp=self.tlp,
            originator=originator,
            audience=tuple(self.audience),
            purpose=self.purpose,
            legal_basis=self.legal_basis,
            category=self.category,
            retention=self.retention,
            review_by=date.fromisoformat(self.review_by) if self.review_by else None,
        )


class BroughtIn(HandlingIn):
    """What is said of something that is brought in."""

    published: Day | None = None
    originator: Key | None = None


class TextIn(BroughtIn):
    """A text to take in as a source."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=PLAIN)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]


class MarkingIn(HandlingIn):
    """How a record or a document is handled from now on: all of it, and why."""

    why: Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"\S")]


class RecordIn(In):
    """A record of the forum by its kind and key."""

    type: Literal[
        "forum.agendaitem", "forum.body", "forum.candidacy", "forum.initiative", "forum.meeting", "forum.programme",
        "forum.term", "library.work", "parties.party",
    ]  # fmt: skip
    key: Key


class DecisionIn(In):
    """What is decided of a finding. `attrs` are the corrected attributes; `into` is the record that it joins, or
    `new` where none of those that exist is meant."""

    verdict: Literal["accept", "correct", "reject", "undo"]
    attrs: Annotated[dict[Annotated[str, StringConstraints(max_length=40)], Value], Field(max_length=40)] | None = None
    into: RecordIn | Literal["new"] | None = None


class OneOfMany(DecisionIn):
    """What is decided of one finding among several."""

    finding: Annotated[int, Field(ge=1, le=BIGGEST)]
    verdict: Literal["accept", "correct", "reject"]


class DecisionsIn(In):
    """What is decided of several findings of one source: all of it is carried out, or nothing."""

    decisions: Annotated[list[OneOfMany], Field(min_length=1, max_length=500)]


class SettlementIn(In):
    """Which word the record follows: a citation's, or what it shows (`keep`); `reopen` takes a settlement back."""

    verdict: Literal["follow", "keep", "reopen"]
    citation: Annotated[int, Field(ge=1, le=BIGGEST)] | None = None


class AgainIn(In):
    """Nothing needs to be said for reading again."""
