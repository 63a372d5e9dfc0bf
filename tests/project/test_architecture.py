"""The house stands as its plan says."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted((ROOT / "muntada").rglob("*.py"))


def _architecture():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("architecture", ROOT / "tools" / "architecture.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_on_the_architecture_says_what_the_rooms_say() -> None:
    architecture = _architecture()
    assert architecture.TARGET.read_text(encoding="utf-8") == architecture.page()


def test_every_room_stands_on_a_floor() -> None:
    rooms = {path.parent.name for path in (ROOT / "muntada").glob("*/__init__.py")}
    assert rooms == {room for floor in _architecture().floors() for room in floor}


@pytest.mark.parametrize("name", ["utils", "common", "core", "helpers", "lib", "misc"])
def test_nothing_is_called_by_a_name_that_says_nothing(name: str) -> None:
    assert not list((ROOT / "muntada").rglob(f"{name}.py")) + list((ROOT / "muntada").rglob(f"{name}/"))


@pytest.mark.parametrize("path", [p for p in PYTHON if "migrations" not in p.parts], ids=lambda p: p.name)
def test_a_file_stays_within_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_a_lock_file_records_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://|file:/|--index|--find-links", lock.read_text(encoding="utf-8"))


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    declared = re.findall(r'^    "[a-zA-Z0-9_\[\]-]+[<>=!].*$', text, re.MULTILINE)
    assert declared
    assert all("#" in line for line in declared)


@pytest.mark.parametrize("package", ["text", "marking", "access.rules", "sources.reading"])
def test_pure_rooms_are_used_without_django(package: str) -> None:
    code = f"import sys, muntada.{package}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
