"""What institutions are asked in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from muntada.access import clock
from muntada.followup.models import Answer, Attachment, Commitment, Institution, Measure, Request
from muntada.library.models import Work
from muntada.marking.handling import THE_FORUM
from tests.web import followed
from tests.web.conftest import CAST

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
KEEPERS = {**THE_STAFF, "focal_point": 200}
GONE = {**dict.fromkeys(CAST, 410), "nobody": 410}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "askings": ("", "GET", EVERYBODY),
    "asking-new": ("", "GET", KEEPERS),
    "asking": ("a-request", "GET", EVERYBODY),
    "asking-sheet": ("a-request", "GET", THE_STAFF),
    "asking-returned": ("a-request", "POST", {**THE_STAFF, "secretariat": 422, "analyst": 422}),
    "asking-do": ("no-deed-of-it", "POST", NOWHERE),
    "answer-do": ("dropped", "POST", NOWHERE),
    "attachment-file": ("absent", "GET", NOWHERE),
    # An institution is nobody; without a secret that is its own there is nothing.
    "answer": ("secret", "GET", GONE),
    "answer-one": ("secret-one", "GET", GONE),
    "answer-send": ("secret", "POST", GONE),
    "answer-sheet": ("secret", "GET", GONE),
    "answer-returned": ("secret", "POST", GONE),
    "answer-off": ("secret-off", "POST", GONE),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "a-request": lambda forum: [open_in(forum.work)],
    "no-deed-of-it": lambda forum: [open_in(forum.work), "nothing"],
    "secret-one": lambda _forum: ["a" * 43, "m1"],
    "secret-off": lambda _forum: ["a" * 43, 1],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {"asking": "followup.request", "asking-sheet": "followup.request"}
_KEEPS = {"validator": {"own"}, "focal_point": {"own"}, "secretariat": {"draft"}, "analyst": {"draft"}}


def _of(kind: str, *more: object) -> Callable[[Any], list[object]]:
    return lambda state: [state.done[kind], *more]


# A route about a record in a state, as the closed matrix asks it: of what one sees only its keepers change it.
ABOUT: dict[str, dict[str, Any]] = {
    "asking": {"arguments": _of("request")},
    "asking-sheet": {"arguments": _of("request"), "otherwise": 403, "mine": _KEEPS},
    "asking-do": {"arguments": _of("request", "nothing"), "method": "POST", "otherwise": 404},
    "attachment-file": {"arguments": _of("attachment"), "otherwise": 404},
}


def open_in(work: Work) -> int:
    """A request that is open to all, made where it is not there."""
    done = followed.open_in(work)
    found = Request.objects.filter(originator=THE_FORUM, institution=done["institution"]).first()
    return (
        found.pk
        if found is not None
        else asked_in(done, lambda kind: f"Open {kind}.", {"originator": THE_FORUM})["request"]
    )


def asked_in(done: dict[str, Any], word: Callable[[str], str], marking: dict[str, Any]) -> dict[str, Any]:
    """A request about what was done, with an answer that brings an address and one that is still a draft: each text is
    a word of its own. Their numbers, by kind."""
    request = Request.objects.create(
        institution=Institution.objects.get(pk=done["institution"]), text=word("asked"), due=date(2020, 5, 1),
        by="user:0", at=clock.now(), **marking,
    )  # fmt: skip
    measure, commitment = Measure.objects.get(pk=done["measure"]), Commitment.objects.get(pk=done["commitment"])
    request.measures.add(measure)
    request.commitments.add(commitment)
    answer = Answer.objects.create(
        request=request, measure=measure, status="completed", text=word("answered"), said_by=word("office"),
        at=clock.now(),
    )  # fmt: skip
    Answer.objects.create(request=request, commitment=commitment, text=word("unsent"), state="draft", at=clock.now())
    attachment = Attachment.objects.create(
        answer=answer, address=f"https://example.org/{word('shown')}", title=word("shownby"), at=clock.now()
    )
    return {"request": request.pk, "answer": answer.pk, "attachment": attachment.pk}


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    number = open_in(work)
    return [
        ("askings", [], ""),
        ("asking", [number], ""),
        ("asking-new", [], ""),
        ("asking-new", [], "?institution=ma.open"),
        ("answer", ["a" * 43], ""),
    ]
