"""Exemptions and reviews in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from muntada.access import clock
from muntada.register.models import Exemption, Listing, Review
from tests.web.conftest import CAST

BARRED = dict.fromkeys(CAST, 403)
NOWHERE = dict.fromkeys(CAST, 404)
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "register-nominate": ("absent", "GET", NOWHERE),
    "register-exemptions": ("", "GET", BARRED),
    "register-exemption": ("absent", "GET", NOWHERE),
    "register-exempt": ("absent", "GET", NOWHERE),
    "register-reviews": ("", "GET", BARRED),
    "register-review": ("absent", "GET", NOWHERE),
    "register-disparities": ("", "GET", BARRED),
}
ABOUT: dict[str, dict[str, Any]] = {
    "register-nominate": {"arguments": lambda state: [state.done["entity"]], "who": {}},
    "register-exemption": {"arguments": lambda state: [state.done["exemption"]], "who": {}},
    "register-exempt": {"arguments": lambda state: [state.done["listing"]], "who": {}},
    "register-review": {"arguments": lambda state: [state.done["listing"]], "who": {}},
}


def reviewed_in(word: Callable[[str], str], listing: Listing) -> dict[str, Any]:
    """An exemption from a listing, decided, and a review of it, each text a word of its own."""
    now, today = clock.now(), clock.today()
    made = Exemption.objects.create(
        listing=listing, kind="basic", scope=word("exemptionscope"), provision=word("exemptionprovision"), since=today,
        until=today + timedelta(30), reason=word("exemptionreason"), by="user:0", at=now, state="agreed",
        decided_by="user:1", decided_at=now, decision=word("exemptiondecision"),
    )  # fmt: skip
    Review.objects.create(
        listing=listing, result="kept", reason=word("reviewreason"), by="user:0", on=today,
        next_on=today + timedelta(30),
    )  # fmt: skip
    return {"exemption": made.pk}


def found() -> dict[str, Any]:
    """What `reviewed_in` made."""
    return {"exemption": Exemption.objects.latest("pk").pk}


def places(done: dict[str, Any]) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them."""
    return [
        ("register-nominate", [done["entity"]], ""),
        ("register-exemptions", [], ""),
        ("register-exemption", [done["exemption"]], ""),
        ("register-exempt", [done["listing"]], ""),
        ("register-reviews", [], ""),
        ("register-review", [done["listing"]], ""),
        ("register-disparities", [], ""),
    ]
