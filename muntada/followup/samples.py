"""The shipped sample party, read without a database: what an invented state undertook by the sample instruments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from muntada.text.table import read_table

PARTY = "ZZ"
NAMES = {"ar": "جمهورية خليج النخيل", "en": "Republic of Palm Bay", "fr": "République de la Baie des Palmes"}
_FOLDER = Path(__file__).parent / "samples"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SampleInstitution:
    """An institution of the sample party."""

    id: str
    name_ar: str
    name_en: str
    name_fr: str
    contact: str
    language: str


@dataclass(frozen=True, slots=True)
class SampleCommitment:
    """Its answer to a clause, named `instrument/address`; institutions by their ids."""

    id: str
    to: str
    response: str
    lead: str
    contributors: tuple[str, ...]
    authority: str
    since: str
    words_ar: str
    words_en: str


@dataclass(frozen=True, slots=True)
class SampleMapping:
    """How two clauses of the samples relate, and why."""

    source: str
    target: str
    relationship: str
    rationale: str
    strength: int | None
    why: str


@dataclass(frozen=True, slots=True)
class SampleMeasure:
    """What it did; `serves` are commitments by their ids, each with how far: `plan=whole`."""

    id: str
    kind: str
    title_ar: str
    title_en: str
    text_ar: str
    text_en: str
    owner: str
    status: str
    start: str
    target: str
    target_note: str
    completed: str
    sectors: tuple[str, ...]
    topics: tuple[str, ...]
    lifecycle: str
    report_every: int | None
    report_from: str
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleEvidence:
    """What shows a measure: an address, or the words of a file."""

    measure: str
    kind: str
    title_ar: str
    title_en: str
    holder: str
    address: str
    words: str
    received: str
    effective: str
    expires: str
    note: str


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What became of a measure by a day that was due."""

    measure: str
    due: str
    status: str
    text_ar: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Sample:
    """All of the sample party."""

    institutions: tuple[SampleInstitution, ...]
    commitments: tuple[SampleCommitment, ...]
    mappings: tuple[SampleMapping, ...]
    measures: tuple[SampleMeasure, ...]
    evidence: tuple[SampleEvidence, ...]
    reports: tuple[SampleReport, ...]


@lru_cache(maxsize=1)
def sample() -> Sample:
    """The sample party as it ships."""
    return Sample(
        _table(SampleInstitution, "institutions"),
        _table(SampleCommitment, "commitments"),
        _table(SampleMapping, "mappings"),
        _table(SampleMeasure, "measures"),
        _table(SampleEvidence, "evidence"),
        _table(SampleReport, "reports"),
    )


def _table(kind: type[T], name: str) -> tuple[T, ...]:
    return read_table(kind, _FOLDER / f"{name}.csv")
