"""Writes docs/rights.md from the tests that are named by a row, and from tests/rights/rows.csv; --check compares.

A test is a row's by its name: `test_row_9_...`, `test_rows_7_and_9_...`. A row without a test says why it is open; a
row with tests may say what of it is still open.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "rights.md"
TABLE = ROOT / "tests" / "rights" / "rows.csv"
_NAME = re.compile(r"test_rows?_((?:\d+_)(?:(?:and_)?\d+_)*)", re.ASCII)

HEAD = """# Rights and safeguards

Each row is a safeguard that the law or a standard asks for, and the tests that show it. This page is made from the
tests by `tools/rights_page.py`; `make check` compares. What is open says why.

Abbreviations: LED is Directive (EU) 2016/680; Convention 108+ the modernised convention of the Council of Europe; RPD
the Rules on the Processing of Data of INTERPOL, CCF the statute of its Commission for the Control of Files; TLP the
Traffic Light Protocol; ASVS the Application Security Verification Standard 5.0 of OWASP.

"""


@dataclass(frozen=True, slots=True)
class Row:
    """A safeguard: its number, where it comes from, what it asks for, and what of it is open."""

    number: int
    source: str
    sentence: str
    open: str


class Wrong(ValueError):
    """Raised where the table and the tests do not fit."""


def rows() -> list[Row]:
    """The 64 rows in order. Raises Wrong."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = [
            Row(int(one["row"]), one["source"], one["sentence"], one["open"] or "") for one in csv.DictReader(file)
        ]
    if [row.number for row in found] != list(range(1, 65)):
        raise Wrong("The table has to hold the rows 1 to 64, each once and in order.")
    return found


def tests() -> dict[int, list[str]]:
    """By row: the tests that are named by it, as `file::test`."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = _NAME.match(node.name) if isinstance(node, ast.FunctionDef) else None
            for number in re.findall(r"\d+", named[1]) if named else []:
                found[int(number)].append(f"{path.relative_to(ROOT).as_posix()}::{node.name}")
    return found


def page() -> str:
    """The whole page. Raises Wrong where a row has neither a test nor a reason, and for a test of no row."""
    shown, every = tests(), rows()
    unknown = set(shown) - {row.number for row in every}
    silent = [row.number for row in every if not shown[row.number] and not row.open]
    if unknown or silent:
        raise Wrong(f"rows that do not exist: {sorted(unknown)}; rows with neither a test nor a reason: {silent}")
    met = sum(bool(shown[row.number]) and not row.open for row in every)
    partly = sum(bool(shown[row.number]) and bool(row.open) for row in every)
    parts = [
        HEAD,
        f"Of {len(every)} rows {met} are shown by tests, {partly} in part, {len(every) - met - partly} are open.\n\n",
    ]
    parts.append("| row | source | what it asks for | shown by |\n| --: | --- | --- | --- |\n")
    for row in every:
        named = "<br>".join(f"`{_short(one)}`" for one in shown[row.number])
        said = f"open: {row.open}" if row.open else ""
        parts.append(
            f"| {row.number} | {row.source} | {row.sentence} | {'<br>'.join(one for one in (named, said) if one)} |\n"
        )
    return "".join(parts)


def _short(test: str) -> str:
    return test.removeprefix("tests/")


if __name__ == "__main__":
    try:
        made = page()
    except Wrong as wrong:
        sys.exit(str(wrong))
    if "--check" in sys.argv:
        sys.exit(
            0
            if TARGET.exists() and TARGET.read_text(encoding="utf-8") == made
            else "docs/rights.md: run tools/rights_page.py."
        )
    TARGET.write_text(made, encoding="utf-8")
