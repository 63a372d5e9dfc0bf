"""What the API gives of texts: language versions and clauses. Dates are text at the precision known."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from muntada.api.shapes import HandlingOut, Out, Ref

Tongue = Literal["ar", "en", "fr"]


class VersionOut(Out):
    """A work in one language as of a day. `proposed` is what nobody has corrected and settled yet."""

    id: int
    work: Ref | None
    language: Tongue
    version: str
    title: str
    state: Literal["proposed", "settled", "replaced"]
    quality: Literal["native", "pdf", "ocr", "typed"] = Field(description="How sure the letters are.")
    authentic: bool = Field(description="Whether it was adopted in this language.")
    address: str
    settled: str | None = Field(description="When it was settled, in UTC.")
    note: str
    handling: HandlingOut


class MarkedUpOut(Out):
    """A language version as a file of Akoma Ntoso 3.0, valid by the schema of the standard."""

    version: int
    work: Ref | None
    language: Tongue
    akn: str = Field(description="The file: XML in UTF-8.")
    handling: HandlingOut


class WordsOut(Out):
    """A clause in one language version: its number as printed, and its own words without those of the clauses in it."""

    version: int
    number: str
    heading: str
    text: str
    handling: HandlingOut


class ClauseOut(Out):
    """A clause of a work, in no language: its address `wid` is for ever. `texts` are its words in force."""

    id: int
    work: Ref | None
    wid: str
    parent: str | None = Field(description="The address of the clause that it stands in.")
    order: int
    kind: str
    opening: str = Field(description="What it does, in no language: decides, calls_upon.")
    addressee: str
    topics: list[str]
    pillar: int | None
    lifecycle: str
    sector: str
    repealed: str | None = Field(description="When it went out of the work.")
    texts: dict[Tongue, WordsOut]
