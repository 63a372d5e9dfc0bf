"""Batches of names in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from muntada.access import clock
from muntada.people.models import User
from muntada.register.models import Batch, BatchName, Lead
from tests.web.conftest import CAST

BARRED = dict.fromkeys(CAST, 403)
NOWHERE = dict.fromkeys(CAST, 404)
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "register-batches": ("", "GET", BARRED),
    "register-batch-begin": ("", "GET", BARRED),
    "register-batch": ("absent", "GET", NOWHERE),
    "register-batch-working": ("absent", "GET", NOWHERE),
    "register-batch-erase": ("absent", "POST", NOWHERE),
    "register-batch-file": ("absent", "GET", NOWHERE),
}
ABOUT: dict[str, dict[str, Any]] = {
    "register-batch": {"arguments": lambda state: [state.done["batch"]], "who": {}},
    "register-batch-working": {"arguments": lambda state: [state.done["batch"]], "who": {}},
    "register-batch-erase": {"arguments": lambda state: [state.done["batch"]], "who": {}, "method": "POST"},
    "register-batch-file": {"arguments": lambda state: [state.done["batch"]], "who": {}},
}


def made_in(word: Callable[[str], str], handled: dict[str, Any], lead: Lead, by: str = "user:0") -> dict[str, Any]:
    """A batch of somebody's with a name that was met, one that was not, and a row set aside."""
    kept = {"review_by": clock.today() + timedelta(days=5)} if "review_by" not in handled else {}
    batch = Batch.objects.create(
        by=by, at=clock.now(), name=word("batchname"), case=word("batchcase"), cutoff=0.5, most=10, names=2, aside=1,
        done=2, met=1, **handled, **kept,
    )  # fmt: skip
    BatchName.objects.create(
        batch=batch, place=1, key="1", asked={"name": word("batchasked")}, leads=[lead.pk], cleared=1
    )
    BatchName.objects.create(batch=batch, place=2, key="2", asked={"name": word("batchother")}, leads=[])
    BatchName.objects.create(batch=batch, place=3, key=word("batchkey"), wrong="no_name", why=word("batchwhy"))
    return {"batch": batch.pk}


def found() -> dict[str, Any]:
    """The batch that was made last."""
    return {"batch": Batch.objects.latest("pk").pk}


def places(done: dict[str, Any]) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query; the batch is whoever's browser it is."""
    Batch.objects.filter(pk=done["batch"]).update(by=f"user:{User.objects.get(email='all@example.org').pk}")
    return [
        ("register-batches", [], ""),
        ("register-batch-begin", [], ""),
        ("register-batch", [done["batch"]], ""),
    ]
