"""What the API takes. Nothing is guessed: a number is a number, a field that there is none of is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from muntada.marking.tlp import TLP

BIGGEST = 2**63 - 1
# Letters and marks of any script, but neither controls nor what turns the direction.
_PLAIN = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$"


def _digits(value: object) -> object:
    """In an address only plain digits are a number: no sign, space, underscore or Arabic digit."""
    if isinstance(value, str) and not (value.isascii() and value.isdecimal() and len(value) < 20):
        raise ValueError("This is a whole number in plain digits.")
    return value


Id = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=BIGGEST)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_PLAIN)]
Words = Annotated[str, StringConstraints(max_length=200, pattern=_PLAIN)]
Year = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=9999)]
Limit = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=200)]
Cursor = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$")]
Language = Literal["", "ar", "en", "fr"]


def _day(text: str) -> str:
    from datetime import date

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


class TextIn(In):
    """A text to take in as a source."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=_PLAIN)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]
    published: Day | None = None
    tlp: Annotated[TLP, Field(strict=False)] = TLP.CLEAR


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
