"""The shipped tables of works, read without a database: the forum's documents, the instruments around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.table import read_table

_FOLDER = Path(__file__).parent / "facts"


@dataclass(frozen=True, slots=True)
class FrameworkDocument:
    """A document of the forum: a memorandum, a declaration, recommendations, a toolkit."""

    id: str
    year: str
    date: str
    meeting_id: str
    status: str
    kind: str
    title_en: str
    title_en_alt: tuple[str, ...]
    title_ar: str
    title_ar_status: str
    title_ar_alt: tuple[str, ...]
    title_fr: str
    topics: tuple[str, ...]
    working_group_id: tuple[str, ...]
    lead_codes: tuple[str, ...]
    items_count: int | None
    items_label: str
    items_confidence: str
    parent_id: str
    languages_seen: tuple[str, ...]
    note: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A convention, resolution, strategy or standard of another body."""

    id: str
    family: str
    symbol: str
    title_en: str
    title_ar: str
    title_fr: str
    adopted: str
    in_force: str
    place: str
    depositary: str
    organ: str
    topics: tuple[str, ...]
    chapter_vii: bool
    relation: str
    supersedes_or_extends: tuple[str, ...]
    mandatory_body: str
    note: str
    confidence: str
    source: str


@lru_cache(maxsize=1)
def framework_documents() -> tuple[FrameworkDocument, ...]:
    """The documents that the forum endorsed, by year."""
    return read_table(FrameworkDocument, _FOLDER / "framework_documents.csv")


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """The conventions, resolutions and standards that the forum's work rests on."""
    return read_table(Instrument, _FOLDER / "instruments.csv")
