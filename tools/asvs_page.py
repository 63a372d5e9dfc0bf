"""Writes docs/asvs.md from docs/asvs.toml; `--check` fails where the page is not what the table and the tests say.

    python tools/asvs_page.py [--check]

Errors (exit 1): a requirement of the scope that is missing, a test or file that is not there, an answer of no kind.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE, TARGET = ROOT / "docs" / "asvs.toml", ROOT / "docs" / "asvs.md"
# How many requirements of the scope each chapter of the standard has.
SCOPE = {1: 27, 2: 13, 3: 19, 4: 10, 5: 13, 6: 35, 7: 19, 8: 13, 9: 7, 11: 14, 12: 9, 13: 13, 14: 13, 15: 13, 16: 17}
_TEST = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
_ROWS = re.compile(
    r"^test_(?:(?:rows?_)?(?:\d+_)+(?:and_\d+_)?)?"
)  # the rows of other tables that a test is named after

HEAD = """# ASVS 5.0

What Muntada answers to the OWASP Application Security Verification Standard 5.0: levels 1 and 2 outside V10 (OAuth) and
V17 (WebRTC), and level 3 of V2, V5, V7, V8, V14 and V16. Made from `docs/asvs.toml` by `tools/asvs_page.py`;
`make check` fails where a test named here is not there. The subjects are our own words: read the standard beside them.

{counts}

| requirement | subject | answer | shown by |
| --- | --- | --- | --- |
"""
_ANSWERS = {"test": "tested", "evidence": "to be read", "none": "not applicable", "open": "**open**"}


def tests() -> dict[str, Path]:
    """What every test says, to the file in which it stands."""
    found: dict[str, Path] = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for name in _TEST.findall(path.read_text(encoding="utf-8")):
            found.setdefault(_said(name), path.relative_to(ROOT))
    return found


def faults(rows: dict[str, list[str]], known: dict[str, Path]) -> list[str]:
    """What is wrong with the table."""
    found = []
    counted = Counter(int(one.partition(".")[0]) for one in rows)
    found += [
        f"V{chapter}: {counted[chapter]} of {count}" for chapter, count in SCOPE.items() if counted[chapter] != count
    ]
    for one, (_subject, answer, shown) in rows.items():
        if answer not in _ANSWERS:
            found.append(f"{one}: no answer is called {answer}")
        if answer == "test":
            found += [f"{one}: there is no test {name}" for name in shown.split() if _said(name) not in known]
        if answer == "evidence":
            found += [f"{one}: there is no {path}" for path in _files(shown) if not (ROOT / path).exists()]
    return found


def page(rows: dict[str, list[str]], known: dict[str, Path]) -> str:
    """The whole page."""
    counted = Counter(answer for _subject, answer, _shown in rows.values())
    counts = ", ".join(f"{counted[answer]} {word.strip('*')}" for answer, word in _ANSWERS.items())
    lines = [
        f"| {one} | {subject} | {_ANSWERS[answer]} | {_shown(answer, shown, known)} |\n"
        for one, (subject, answer, shown) in rows.items()
    ]
    return HEAD.format(counts=f"Of {len(rows)} requirements: {counts}.") + "".join(lines)


def _files(shown: str) -> list[str]:
    return shown.partition(" -- ")[0].split()


def _shown(answer: str, shown: str, known: dict[str, Path]) -> str:
    if answer == "test":
        return "<br>".join(f"[{_said(name)}](../{known[_said(name)].as_posix()})" for name in shown.split())
    if answer == "evidence":
        files = ", ".join(f"[{path}](../{path})" for path in _files(shown))
        said = shown.partition(" -- ")[2]
        return f"{files}: {said}" if said else files
    return shown


def _said(name: str) -> str:
    return _ROWS.sub("", name).replace("_", " ")


def main() -> int:
    """Write or check the page."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rows = {one: row for chapter in table.values() for one, row in chapter.items()}
    known = tests()
    found = faults(rows, known)
    if not found and "--check" in sys.argv and page(rows, known) != TARGET.read_text(encoding="utf-8"):
        found = ["docs/asvs.md is not what the table says: run `python tools/asvs_page.py`"]
    if found:
        print("\n".join(found), file=sys.stderr)
        return 1
    TARGET.write_text(page(rows, known), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
