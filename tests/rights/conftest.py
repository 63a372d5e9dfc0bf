"""The small forum, and what stands in it, for the rows of rights and safeguards."""

from __future__ import annotations

from tests.api.test_cast import ids
from tests.web.conftest import accepted, client_of, forum
from tests.web.test_addresses import cited

__all__ = ["accepted", "cited", "client_of", "forum", "ids"]
