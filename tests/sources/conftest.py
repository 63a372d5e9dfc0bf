from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.desk import lay_out


@pytest.fixture
def desk(db: None, settings: object, tmp_path: Path) -> None:
    """Parties, bodies and a work to review findings on, and a content store of the test's own."""
    settings.STORE = tmp_path / "store"  # type: ignore[attr-defined]
    lay_out()
