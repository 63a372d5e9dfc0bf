"""The register in the small forum, for the tests that walk every page: nobody of the cast reads for prevention."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from muntada.marking.handling import Purpose
from muntada.marking.tlp import TLP
from muntada.people.models import Clearance
from tests.web.conftest import CAST, person

BARRED = dict.fromkeys(CAST, 403)
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "register": ("", "GET", BARRED),
}
# A route about a record of the register in a state: none of the cast may know of any.
ABOUT: dict[str, dict[str, Any]] = {}


def for_prevention(role: str) -> None:
    """From now on somebody of that office reads for prevention too."""
    both = [Purpose.CONDUCT_OF_THE_FORUM.value, Purpose.PREVENTION.value]
    said = {"since": date(2020, 1, 1), "label": TLP.RED.value, "purposes": both}
    Clearance.objects.get_or_create(user=person(role), defaults=said)


def officer_of(client_of: Callable[[str], Client], role: str = "analyst") -> Client:
    """A browser of an officer who reads for prevention."""
    for_prevention(role)
    return client_of(role)


def places() -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    for_prevention("all")
    return [("register", [], "")]
