"""The few words that a report has of its own: over its contents, beside its charts, at its foot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """They stand in the language of the report, whoever reads the pages around it in another."""

    contents: str
    table: str
    chart: str
    data: str
    sources: str
    source: str
    page: str
    of: str
    comma: str
    semicolon: str
    quotes: tuple[str, str]
    notes: str
    back: str


WORDS = {
    "ar": Words(
        contents="المحتويات",
        table="الجدول",
        chart="الشكل",
        data="بيانات الشكل",
        sources="المصادر",
        source="المصدر:",
        page="الصفحة",
        of="من",
        comma="،",
        semicolon="؛",
        quotes=("«", "»"),
        notes="الحواشي",
        back="عودة إلى المتن",
    ),
    "en": Words(
        contents="Contents",
        table="Table",
        chart="Figure",
        data="Data of figure",
        sources="Sources",
        source="Source:",
        page="Page",
        of="of",
        comma=",",
        semicolon=";",
        quotes=("“", "”"),
        notes="Notes",
        back="Back to the text",
    ),
    "fr": Words(
        contents="Table des matières",
        table="Tableau",
        chart="Figure",
        data="Données de la figure",
        sources="Sources",
        source="Source :",
        page="Page",
        of="sur",
        comma=",",
        semicolon=" ;",
        quotes=("« ", " »"),
        notes="Notes",
        back="Retour au texte",
    ),
}


def words_of(language: str) -> Words:
    """The words of a language; of one that has none here, the English ones."""
    return WORDS.get(language[:2], WORDS["en"])
