"""docs/rights.md is made from the tests, and cannot say of a safeguard that it is shown where no test shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import rights_page


def test_the_page_is_what_the_tests_say() -> None:
    assert rights_page.TARGET.read_text(encoding="utf-8") == rights_page.page(), "run tools/rights_page.py"


def test_every_row_has_a_test_or_says_why_not() -> None:
    shown = rights_page.tests()
    assert all(shown[row.number] or row.open for row in rights_page.rows())


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("test_row_9_what", ["9"]),
        ("test_rows_7_and_9_what", ["7", "9"]),
        ("test_rows_6_10_what", ["6", "10"]),
        ("test_row_of_nothing", []),
        ("test_what_stands_in_row_9_of_it", []),
    ],
)
def test_a_test_is_a_row_s_by_its_name(name: str, rows: list[str]) -> None:
    found = rights_page._NAME.match(name)
    assert (re.findall(r"\d+", found[1]) if found else []) == rows


def test_a_row_without_test_and_reason_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = rights_page.tests()
    row = next(one for one in rights_page.rows() if not shown[one.number])
    table = rights_page.TABLE.read_text(encoding="utf-8")
    assert table.count(row.open) >= 1
    silent = tmp_path / "rows.csv"
    lines = [
        f"{row.number},A law,What it asks for.," if line.startswith(f"{row.number},") else line
        for line in table.splitlines()
    ]
    silent.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(rights_page, "TABLE", silent)
    with pytest.raises(rights_page.Wrong, match="neither a test nor a reason"):
        rights_page.page()
