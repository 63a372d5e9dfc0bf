"""What every test may use; the cast that plays in all of them stands in `tests.cast`."""

from __future__ import annotations

import pytest

from muntada.forum.imports import load_facts
from muntada.parties.imports import Loaded


@pytest.fixture
def facts(db: None) -> Loaded:
    """All reference facts, loaded as an installation has them."""
    return load_facts()
