"""Five hundred citations in three languages, each with what it cites."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from muntada.library.naming import key_of_symbol, names, symbol_of_key, work_symbols
from muntada.text.citing import Cited, cite
from muntada.text.symbols import parse

TODAY = date(2026, 11, 1)
OWN = "S/RES/2462 (2019)"
FOLDER = Path(__file__).parent / "citations"


def rows() -> list[tuple[str, str, str]]:
    """Language, what is expected, text."""
    found = []
    for language in ("ar", "en", "fr"):
        for line in (FOLDER / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
            expected, _, text = line.partition("\t")
            for code in ("00a0", "00ad", "202f", "0301"):
                text = text.replace(f"\\u{code}", chr(int(code, 16)))
            found.append((language, expected.replace("OWN", OWN), text))
    return found


def written(one: Cited) -> str:
    """A citation as the table writes it."""
    provisions = f"#{'+'.join(one.provisions)}" if one.provisions else ""
    return f"{one.symbol or one.key}{provisions}{'!' if one.doubt else ''}"


def test_there_are_five_hundred_and_some_cite_nothing() -> None:
    every = rows()
    assert len(every) >= 500
    assert len({text for _language, _expected, text in every}) == len(every)
    assert sum(not expected for _language, expected, _text in every) >= 60


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_citation_is_found_and_nothing_else(language: str) -> None:
    wrong = []
    for code, expected, text in rows():
        found = cite(text, names=names(), own=OWN, today=TODAY) if code == language else ()
        assert all(text[one.start : one.end] == one.quote for one in found)
        if code == language and "; ".join(map(written, found)) != expected:
            wrong.append(f"{text}\n  {'; '.join(map(written, found))}\n  instead of {expected}")
    assert not wrong, "\n".join(wrong)


def test_what_was_cited_is_cited_again_by_its_symbol() -> None:
    for _language, _expected, text in rows():
        for one in cite(text, names=names(), own=OWN, today=TODAY):
            if one.symbol:
                assert str(parse(one.symbol)) == one.symbol
                again = cite(f"({one.symbol})", names=names())
                assert [other.symbol for other in again] == [one.symbol], text


def test_symbols_of_the_tables_lead_to_works_and_back() -> None:
    every = work_symbols()
    assert len({one.symbol for one in every}) == len(every)
    assert key_of_symbol()["A/RES/54/109"] == "financing1999"
    assert symbol_of_key()["sc2178"] == "S/RES/2178 (2014)"
    assert all(str(parse(one.symbol)) == one.symbol for one in every if one.symbol[1] == "/")


def test_long_texts_without_end_are_read_in_time_that_grows_with_them() -> None:
    """Nothing that was ever written makes the patterns go astray."""
    for text in (
        "resolution 1373, " * 3_000,
        "القرار 1373 و" * 3_000,
        "S/" * 20_000,
        "paragraph 5 of " * 3_000,
        "(" * 50_000,
    ):
        cite(text, names=names())
