"""Installations of their own for the tests of upkeep: a data folder, a database, and the `muntada` command on it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from muntada.access.wall import SETTING

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from muntada.cli.main import main; main()"]
ALL = f"-c {SETTING}=TLP:CLEAR,TLP:GREEN,TLP:AMBER,TLP:AMBER+STRICT,TLP:RED"
KEPT = ("MUNTADA_", "DJANGO_", "PYTEST_")


@dataclass
class House:
    """An installation; `url` is that of its PostgreSQL database, or empty on SQLite."""

    data: Path
    url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(KEPT)}
        found = kept | {"MUNTADA_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "muntada.project.settings"}
        return (found | {"MUNTADA_DATABASE_URL": self.url} if self.url else found) | self.more

    @property
    def database(self) -> Path:
        return self.data / "muntada.sqlite3"

    def run(self, *words: str, code: int = 0, **more: Any) -> str:
        """What a command prints, which must end with that code; its complaints come after."""
        ran = subprocess.run(
            [*COMMAND, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, **more
        )
        assert ran.returncode == code, f"{ran.returncode}: {ran.stdout}{ran.stderr}"
        assert "Traceback" not in ran.stderr, ran.stderr
        return ran.stdout + ran.stderr if code else ran.stdout

    def told(self, *words: str, code: int = 0) -> dict[str, Any]:
        """What a command says with --json."""
        out = self.run(*words, "--json", code=code)
        found: dict[str, Any] = json.loads(next(line for line in out.splitlines() if line.startswith("{")))
        return found

    def start(self, *words: str, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *words],
            cwd=ROOT,
            env=self.environment,
            text=True,
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more},
        )

    def python(self, code: str) -> str:
        """What a few lines print that run with Django set up."""
        ran = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """What the database answers, or does; asked without the application."""
        if self.url:
            with psycopg.connect(self.url, options=ALL) as there:
                said = there.execute(question)  # type: ignore[arg-type]
                return said.fetchall() if said.description else []
        there = sqlite3.connect(self.database, timeout=20)
        try:
            found = there.execute(question).fetchall()
            there.commit()
            return found
        finally:
            there.close()

    def read(self, *names: str) -> None:
        """Bring small sources in, one a name."""
        folder = self.data.parent / f"{self.data.name}-files"
        folder.mkdir(exist_ok=True)
        for name in names:
            text = f"عقدت لجنة التنسيق التابعة للمنتدى العالمي لمكافحة الإرهاب اجتماعها في الرباط. كلمة {name}."
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        self.run("read", "--save", *[str(folder / f"{name}.txt") for name in names])

    def stored(self) -> list[Path]:
        return sorted(path for path in (self.data / "store").glob("??/??/*") if not path.name.startswith("."))


def fresh_database(url: str, name: str, template: str = "") -> str:
    """The address of another database of the same server, empty or a copy of a template."""
    with psycopg.connect(url, autocommit=True) as there:
        there.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))  # type: ignore[arg-type]
    parts = urlsplit(url)
    return parts._replace(path=f"/{name}").geturl()


def database_name(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/"))


def copy_of(house: House, data: Path) -> House:
    """The same installation once more, with a database of its own."""
    shutil.copytree(house.data, data)
    url = fresh_database(house.url, f"c{abs(hash(str(data)))}", database_name(house.url)) if house.url else ""
    return House(data, url)


def empty_beside(house: House, data: Path) -> House:
    """A place to which nothing was brought yet, on the same kind of database."""
    data.mkdir()
    return House(data, fresh_database(house.url, f"e{abs(hash(str(data)))}") if house.url else "")


def mostly(kind: str) -> pytest.MarkDecorator:
    """A test `either` of whose kinds of database is as good as the other: in `make soak` it runs on both."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[kind]
    return pytest.mark.parametrize("either", [kind, pytest.param(other, marks=pytest.mark.soak)], indirect=True)
