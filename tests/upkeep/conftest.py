"""One installation is prepared for all tests of upkeep; each test works on a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import cluster
from tests.upkeep.houses import House, copy_of, fresh_database


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with cluster(durable=True) as address:
        yield address


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("prepared") / "data")
    made.read("one", "two", "three")
    made.run("trail", "head")
    return made


@pytest.fixture(scope="session")
def prepared_on_postgresql(server: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("prepared") / "data", fresh_database(server, "prepared"))
    made.read("one", "two", "three")
    made.run("trail", "head")
    return made


@pytest.fixture
def house(prepared: House, tmp_path: Path) -> House:
    """An installation on SQLite with three sources."""
    return copy_of(prepared, tmp_path / "data")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """An installation with three sources, on both kinds of database."""
    kind = "prepared" if request.param == "sqlite" else "prepared_on_postgresql"
    return copy_of(request.getfixturevalue(kind), tmp_path / "data")


@pytest.fixture(scope="session")
def backed_up(prepared: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one backup of the installation on SQLite."""
    folder = tmp_path_factory.mktemp("backed")
    # Of a copy: an installation remembers its folders of backups, and what it erases is written down there too.
    copy_of(prepared, folder / "data").run("backup", str(folder / "up"))
    return folder / "up"
