"""Writes docs/architecture.md from the rooms' own three lines and the floors in pyproject.toml."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "architecture.md"

HEAD = """# Architecture

This page is made from the rooms' own words by `tools/architecture.py`; a test compares it with them.

A room imports only floors below it; rooms on one floor do not know each other. `make check` holds that (import-linter,
exhaustive: a new room fails until someone decides where it stands). Inside a room the same names stand for the same
things: `models` nouns, `queries` questions, `actions` verbs, `events` what happened, `imports` and `exports` foreign
shapes, `facts` shipped tables read without a database. Every write goes through `trail.deed.act`, every list through
`access.rows.rows`.
"""


def floors() -> list[list[str]]:
    """The floors from the top down, each with its rooms, as pyproject.toml has them for the linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def lines_of(room: str) -> list[str]:
    """The three lines with which a room's `__init__.py` opens; ValueError where they are not three."""
    source = (ROOT / "muntada" / room / "__init__.py").read_text(encoding="utf-8")
    lines = (ast.get_docstring(ast.parse(source)) or "").splitlines()
    if len(lines) != 3:
        raise ValueError(f"muntada/{room}/__init__.py opens with {len(lines)} lines; three are wanted.")
    return lines


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for number, rooms in enumerate(floors()):
        parts.append(f"\n## Floor {len(floors()) - number}\n")
        for room in rooms:
            keeps, never, asks = lines_of(room)
            parts.append(f"\n**{room}**\n\n- {keeps}\n- {never}\n- {asks}\n")
    return "".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        same = TARGET.read_text(encoding="utf-8") == page()
        sys.exit(0 if same else f"{TARGET.relative_to(ROOT)} is not what it is made from: python tools/architecture.py")
    TARGET.write_text(page(), encoding="utf-8")
