"""Relations, symbols and treaties, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.library.models import PartyStatus, Relation, Symbol, Work
from muntada.parties.models import Party
from tests.web.conftest import CAST

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
_WRITERS = {"secretariat": 200, "analyst": 200}

# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "symbol-look": ("", "GET", EVERYBODY),
    "work-relations": ("related-work", "GET", EVERYBODY),
    "work-relate": ("related-work", "GET", THE_STAFF),
    "relation-confirm": ("absent", "POST", NOWHERE),
    "relation-remove": ("absent", "POST", NOWHERE),
    "treaties": ("", "GET", EVERYBODY),
    "treaties-bring": ("", "GET", THE_STAFF),
    "treaty": ("related-work", "GET", EVERYBODY),
    "treaty-status": ("related-work", "GET", THE_STAFF),
    "status-remove": ("absent", "POST", NOWHERE),
    "party-treaties": ("related-party", "GET", EVERYBODY),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "related-work": lambda forum: [forum.work.pk],
    "related-party": lambda _forum: ["MA"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "work-relations": "library.work",
    "work-relate": "library.work",
    "treaty": "library.work",
    "treaty-status": "library.work",
    "party-treaties": "parties.party",
}
BY_THE_SECRETARIAT = ("work-relate", "treaties-bring", "treaty-status")
# A route about an instrument or a status in a state, as the closed matrix asks it.
ABOUT: dict[str, dict[str, Any]] = {
    "work-relations": {"arguments": lambda s: [s.work.pk]},
    "work-relate": {"arguments": lambda s: [s.work.pk], "seen": _WRITERS, "otherwise": 403},
    "treaty": {"arguments": lambda s: [s.work.pk]},
    "treaty-status": {"arguments": lambda s: [s.work.pk], "seen": _WRITERS, "otherwise": 403},
    "party-treaties": {"arguments": lambda s: [s.party.pk]},
    "status-remove": {
        "arguments": lambda s: [PartyStatus.objects.get(reservation=f"Zq{s.name}reservationxj").pk],
        "method": "POST",
        "seen": dict.fromkeys(_WRITERS, 302),
        "otherwise": 403,
    },
}


def filled(work: Work) -> Work:
    """An instrument that bears on another, with a party that is bound by it."""
    other, _new = Work.objects.get_or_create(key="sc1373", defaults={"kind": "security_council_resolution"})
    Symbol.objects.get_or_create(text="S/RES/1373 (2001)", defaults={"work": other})
    for standing, predicate in (("confirmed", "recalls"), ("proposed", "implements")):
        Relation.objects.get_or_create(subject_work=work, object_work=other, predicate=predicate, standing=standing)
    party, _new = Party.objects.get_or_create(key="MA", defaults={"kind": "state"})
    said = {"signed": "2000-01-10", "act": "ratification", "bound": "2002-04", "reservation": "تحفظ على المادة 24"}
    PartyStatus.objects.get_or_create(work=work, party=party, defaults=said)
    return work


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """Each of the pages, filled: name, arguments, query."""
    filled(work)
    return [
        ("symbol-look", [], "?q=A/C.3/60/L.12/Rev.1"),
        ("symbol-look", [], "?q=S/RES/1373 (2002)"),
        ("symbol-look", [], "?q=nothing"),
        ("work-relations", [work.pk], ""),
        ("work-relate", [work.pk], ""),
        ("treaties", [], ""),
        ("treaties", [], "?group=other&known=on"),
        ("treaties-bring", [], ""),
        ("treaty", [work.pk], ""),
        ("treaty-status", [work.pk], "?party=MA"),
        ("party-treaties", ["MA"], ""),
    ]
