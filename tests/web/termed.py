"""Topics, the glossary, good practices and their uses, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.library.models import Uptake, Work
from tests.web.conftest import CAST
from tests.web.shelved import open_practice

EVERYBODY = dict.fromkeys(CAST, 200)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
_WRITERS = {"secretariat": 200, "analyst": 200}

# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "topics": ("", "GET", EVERYBODY),
    "topics-file": ("", "GET", EVERYBODY),
    "topic": ("a-topic", "GET", EVERYBODY),
    "glossary": ("", "GET", EVERYBODY),
    "glossary-file": ("", "GET", EVERYBODY),
    "glossary-term": ("a-term", "GET", EVERYBODY),
    "practices": ("", "GET", EVERYBODY),
    "toolkits": ("", "GET", EVERYBODY),
    "uptakes": ("", "GET", EVERYBODY),
    "uptake": ("termed-use", "GET", EVERYBODY),
    "uptake-drop": ("absent", "POST", dict.fromkeys(CAST, 404)),
    "clause-topics": ("termed-clause", "GET", THE_STAFF),
    "uptake-new": ("termed-clause", "GET", THE_STAFF),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "a-topic": lambda _forum: ["biometrics"],
    "a-term": lambda _forum: ["topic.biometrics"],
    "termed-clause": lambda forum: [forum.work.pk, open_practice(forum.work).wid],
    "termed-use": lambda forum: [a_use(forum.work).pk],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "uptake": "library.uptake",
    "clause-topics": "library.work",
    "uptake-new": "library.work",
}
BY_THE_SECRETARIAT = ("clause-topics", "uptake-new")
# A route about a text or a use in a state, as the closed matrix asks it.
ABOUT: dict[str, dict[str, Any]] = {
    "uptake": {"arguments": lambda s: [_used_in(s.name)]},
    "uptake-drop": {
        "arguments": lambda s: [_used_in(s.name)],
        "method": "POST",
        "seen": dict.fromkeys(_WRITERS, 302),
        "otherwise": 403,
    },
    "clause-topics": {"arguments": lambda s: [s.work.pk, s.texts["wid"]], "seen": _WRITERS, "otherwise": 403},
    "uptake-new": {"arguments": lambda s: [s.work.pk, s.texts["wid"]], "seen": _WRITERS, "otherwise": 403},
}


def a_use(work: Work) -> Uptake:
    """An open use of the open practice, made once."""
    made, _new = Uptake.objects.get_or_create(
        clause=open_practice(work), party_id="MA", activity="An open training.", defaults={"source": "A report."}
    )
    return made


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """Each of the pages, filled: name, arguments, query."""
    clause: list[object] = [work.pk, a_use(work).clause.wid]
    return [
        ("topics", [], ""),
        ("topic", ["biometrics"], ""),
        ("glossary", [], "?kind=role"),
        ("glossary-term", ["topic.rehabilitation"], ""),
        ("practices", [], ""),
        ("toolkits", [], ""),
        ("uptakes", [], ""),
        ("uptake", [a_use(work).pk], ""),
        ("clause-topics", clause, ""),
        ("uptake-new", clause, ""),
    ]


def _used_in(state: str) -> int:
    return Uptake.objects.get(activity=f"Zq{state}usedinxj").pk
