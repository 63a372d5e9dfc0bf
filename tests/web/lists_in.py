"""Lists that are brought in by a page, and what is told of them, for the tests that walk every page."""

from __future__ import annotations

from typing import Any

from muntada.register.models import Entity, Given, Notice, Run
from tests.web.conftest import CAST

BARRED = dict.fromkeys(CAST, 403)
NOWHERE = dict.fromkeys(CAST, 404)
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "register-bring": ("", "GET", BARRED),
    "register-run-working": ("absent", "GET", NOWHERE),
    "register-told": ("", "GET", BARRED),
}
ABOUT: dict[str, dict[str, Any]] = {
    "register-run-working": {"arguments": lambda state: [state.done["run"]], "who": {}},
}


def made_in(entity: Entity, run: Run) -> None:
    """That somebody was given an entry and is told that it changed."""
    Given.objects.create(entity=entity, to="user:0", how=Given.How.CHECK)
    Notice.objects.create(entity=entity, to="user:0", what=Notice.What.CHANGED, run=run)


def places() -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    return [("register-bring", [], ""), ("register-told", [], "")]
