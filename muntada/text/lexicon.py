"""The lexicon: the forum's terms in Arabic, English and French, with the spellings that texts use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.table import read_table

_PATH = Path(__file__).parent / "data" / "lexicon_ar_en_fr.csv"


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its id with its kind as prefix (`role.co_chair`), the shown form of each language, the others.

    `ar_orth` holds spellings that differ in hamza, teh marbuta or yeh only. `ambiguous_with` names the ids of other
    terms that share a form; a form in `context_only_forms` is an everyday word too and means the term only near
    others of its field.
    """

    id: str
    kind: str
    en: str
    en_alt: tuple[str, ...]
    ar: str
    ar_alt: tuple[str, ...]
    ar_orth: tuple[str, ...]
    fr: str
    fr_alt: tuple[str, ...]
    ambiguous_with: tuple[str, ...]
    context_only_forms: tuple[str, ...]
    note: str
    confidence: str
    source: str

    @property
    def name(self) -> str:
        """The id without its kind: what attributes and records hold."""
        return self.id.split(".", 1)[1]


@lru_cache(maxsize=64)
def terms(kind: str | None = None) -> tuple[Term, ...]:
    """All terms in the order of the table, or those of one kind (`org`, `role`, `meeting_kind`, ...)."""
    if kind is not None:
        return tuple(term for term in terms() if term.kind == kind)
    return read_table(Term, _PATH)


@lru_cache(maxsize=1)
def by_id() -> dict[str, Term]:
    """Every term under its id."""
    return {term.id: term for term in terms()}
