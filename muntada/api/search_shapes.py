"""What the API gives of a search: what was found, in which languages, and by what it can be narrowed."""

from __future__ import annotations

from pydantic import Field

from muntada.api.shapes import HandlingOut, Out, Page, Ref
from muntada.api.text_shapes import Tongue


class FoundVersionOut(Out):
    """What was found, in one language. `marks` are the spans of `text` that were looked for, in code points."""

    language: Tongue
    number: str = Field(description="Of a clause, as printed.")
    title: str
    text: str = Field(description="The passage around what was looked for.")
    marks: list[tuple[int, int]]
    handling: HandlingOut


class FoundOut(Out):
    """One thing found, with its language versions that fit, the best fitting first."""

    kind: str = Field(description="What it is: a clause, work, outcome, statement, meeting, body, source, measure.")
    key: str
    address: str | None = Field(description="Where this API gives the thing itself.")
    work: Ref | None = Field(description="Of a clause, the work that it stands in.")
    versions: list[FoundVersionOut]


class FacetOut(Out):
    """A value that what was found has, and how many of the things have it."""

    value: str
    count: int


class FoundPageOut(Page[FoundOut]):
    """A piece of what was found, the best first, a language after the other. `facets` count all of it."""

    asked_in: Tongue = Field(description="The language that the words were taken for.")
    ready: bool = Field(description="Whether there is an index.")
    behind_since: str | None = Field(description="Since when, in UTC, changes wait to be taken into the index.")
    more: bool = Field(description="Whether there may be more than was looked at.")
    facets: dict[str, list[FacetOut]]


class SuggestedOut(Out):
    """Titles with a word that begins with what was typed."""

    titles: list[str]
