"""Words of names whose meaning is known: titles, particles, legal forms, and common words with their translations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from muntada.text.names.letters import folded
from muntada.text.table import read_rows, split

_TABLE = Path(__file__).with_name("data") / "words.csv"


def _cleaned(form: str) -> str:
    return folded(form).replace("'", "")


@cache
def _of_kind(kind: str) -> dict[str, str]:
    return {
        _cleaned(form): row["means"] for row in read_rows(_TABLE) if row["kind"] == kind for form in split(row["forms"])
    }


def titles() -> dict[str, str]:
    """Titles and honorifics, folded, with what they mean."""
    return _of_kind("title")


def particles() -> dict[str, str]:
    """Words that tie names together and tell nobody apart."""
    return _of_kind("particle")


def legal_forms() -> dict[str, str]:
    """Legal forms of companies, folded, with the form they stand for."""
    return _of_kind("legal")


def common_words() -> dict[str, str]:
    """Words frequent in names of organisations, with the English word they are translated to."""
    return _of_kind("common")


def short_forms() -> dict[str, str]:
    """Short and national forms of given names, with the form they stand for."""
    return _of_kind("nick")
