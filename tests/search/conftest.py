"""An index of its own for each test."""

from pathlib import Path
from typing import Any

import pytest

from muntada.search import queries


@pytest.fixture
def shelf(db: None, tmp_path: Path, settings: Any) -> Path:
    """The folder of the indexes, empty."""
    settings.SEARCH, settings.SEARCH_ENCODER = tmp_path / "search", "off"
    queries._open.clear()
    return settings.SEARCH
