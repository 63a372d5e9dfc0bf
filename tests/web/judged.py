"""How far things are carried out in the small forum, what was judged of it and what is to be said, for the tests that
walk every page. It stands on what `tests.web.followed` puts there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from muntada.access import clock
from muntada.followup.models import Assessment, Clearance, Position, PositionVersion
from muntada.library.models import Work
from tests.web.conftest import CAST

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
AWAY = dict.fromkeys(CAST, 302)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
KEEPERS = {**THE_STAFF, "focal_point": 200}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "followup-matrix": ("", "GET", EVERYBODY),
    "followup-matrix-file": ("", "GET", AWAY),  # these first ask everybody to confirm that it is them
    "clause-followup": ("judged-clause", "GET", EVERYBODY),
    "judgement-new": ("judged-commitment", "GET", KEEPERS),
    "judgement": ("judgement", "GET", EVERYBODY),
    "judgement-do": ("judgement-deed", "POST", NOWHERE),
    "positions": ("", "GET", EVERYBODY),
    "position-new": ("", "GET", KEEPERS),
    "position": ("position", "GET", EVERYBODY),
    "position-change": ("position", "GET", THE_STAFF),
    "position-do": ("position-deed", "POST", NOWHERE),
    "brief": ("", "GET", EVERYBODY),
    "brief-file": ("list", "GET", NOWHERE),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "judged-clause": lambda forum: [forum.work.pk, "para_1"] if _open(forum.work) else [],
    "judged-commitment": lambda forum: [_open(forum.work)["commitment"]],
    "judgement": lambda forum: [_open(forum.work)["judgement"]],
    "judgement-deed": lambda forum: [_open(forum.work)["judgement"], "nothing"],
    "position": lambda forum: [_open(forum.work)["position"]],
    "position-deed": lambda forum: [_open(forum.work)["position"], "nothing"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "clause-followup": "library.work",
    "judgement-new": "followup.commitment",
    "judgement": "followup.assessment",
    "position": "followup.position",
    "position-change": "followup.position",
}
_KEEPS = {"validator": {"own"}, "focal_point": {"own"}, "secretariat": {"draft"}, "analyst": {"draft"}}
_JUDGES = dict.fromkeys(("secretariat", "analyst", "focal_point", "validator"), 200)
_STATES = {"own", "shared", "foreign", "red", "overdue", "draft"}
_ALL = dict.fromkeys((*CAST, "validator", "partner", "reviewer"), _STATES)


def _of(kind: str, *more: object) -> Callable[[Any], list[object]]:
    return lambda state: [state.done[kind], *more]


# A route about a record in a state, as the closed matrix asks it.
ABOUT: dict[str, dict[str, Any]] = {
    "judgement-new": {"arguments": _of("commitment"), "seen": _JUDGES, "otherwise": 403},
    "judgement": {"arguments": _of("judgement")},
    "judgement-do": {"arguments": _of("judgement", "nothing"), "method": "POST", "otherwise": 404},
    "position": {"arguments": _of("position")},
    "position-change": {"arguments": _of("position"), "otherwise": 403, "mine": _KEEPS},
    "position-do": {"arguments": _of("position", "nothing"), "method": "POST", "otherwise": 404},
    # Of a clause that everybody may read, and of a party that everybody knows of: what stands there is marked.
    "clause-followup": {"arguments": lambda state: [f"undertaken.{state.name}", "para_1"], "who": _ALL},
    "brief": {"arguments": lambda _state: [], "query": lambda _state: "?party=MA", "who": _ALL},
}


def judged_in(done: dict[str, Any], word: Callable[[str], str], state: str, marking: dict[str, Any]) -> dict[str, Any]:
    """A judgement of the commitment, and a position with a version and what an institution says of it."""
    judgement = Assessment.objects.create(
        commitment_id=done["commitment"], result="partly", as_of=date(2020, 5, 1), assessor=word("assessor"),
        campaign=word("campaign"), reasons_ar=word("reasonsar"), reasons_en=word("reasonsen"),
        comment_fr=word("commentfr"), commented_by="user:0", commented_at=clock.now(), by=f"user:{state}",
        at=clock.now(), **marking,
    )  # fmt: skip
    said = {"title": word("postitle"), "text_ar": word("posar"), "text_en": word("posen"), "text_fr": word("posfr")}
    when = {"by": f"user:{state}", "at": clock.now()}
    position = Position.objects.create(party_id="MA", state="consulted", **said, **when, **marking)
    PositionVersion.objects.create(position=position, number=1, why=word("poswhy"), **said, **when)
    Clearance.objects.create(
        position=position, institution_id=done["institution"], version=1, said="changes", text=word("clears"), **when
    )
    return {"judgement": judgement.pk, "position": position.pk}


def open_judged() -> dict[str, Any]:
    """The open ones, where they are there."""
    return {
        "judgement": Assessment.objects.get(by="user:open").pk,
        "position": Position.objects.get(by="user:open").pk,
    }


def places(done: dict[str, Any], work: Work) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    return [
        ("followup-matrix", [], "?by=topic"),
        ("followup-matrix", [], "?state=done"),
        ("clause-followup", [work.pk, "para_1"], ""),
        ("judgement-new", [done["commitment"]], ""),
        ("judgement", [done["judgement"]], ""),
        ("positions", [], ""),
        ("position-new", [], ""),
        ("position", [done["position"]], ""),
        ("position-change", [done["position"]], ""),
        ("brief", [], ""),
        ("brief", [], "?party=MA"),
    ]


def _open(work: Work) -> dict[str, Any]:
    from tests.web.followed import open_in

    return open_in(work)
