"""Texts that are brought in and corrected, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.evidence.models import Document
from muntada.library.models import Clause, ClauseText, Expression, Work
from tests.web.conftest import CAST

EVERYBODY = dict.fromkeys(CAST, 200)
STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
# What nobody has checked yet is not there for anybody else.
KEEPERS = {**dict.fromkeys(CAST, 404), "secretariat": 200, "analyst": 200}

ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "work-add": ("", "GET", STAFF),
    "work-change": ("brought-work", "GET", STAFF),
    "text-bring": ("brought-work", "GET", STAFF),
    "text-versions": ("brought-work", "GET", EVERYBODY),
    "text-correct": ("brought-text", "GET", KEEPERS),
    "text-do": ("brought-do", "POST", {**KEEPERS, "secretariat": 409, "analyst": 409}),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "brought-work": lambda forum: [forum.work.pk],
    "brought-text": lambda forum: [a_proposal(forum.work).pk],
    "brought-do": lambda forum: [a_proposal(forum.work).pk, "join"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "work-change": "library.work",
    "text-bring": "library.work",
    "text-versions": "library.work",
    "text-correct": "library.expression",
}
_SEEN = {"secretariat": 200, "analyst": 200}
# A route about a text in a state, as the closed matrix asks it.
ABOUT: dict[str, dict[str, Any]] = {
    "work-change": {"arguments": lambda s: [s.work.pk], "seen": _SEEN, "otherwise": 403},
    "text-bring": {"arguments": lambda s: [s.work.pk], "seen": _SEEN, "otherwise": 403},
    "text-versions": {"arguments": lambda s: [s.work.pk]},
    "text-correct": {"arguments": lambda s: [s.texts["proposed"]], "seen": _SEEN, "otherwise": 404},
    "text-do": {
        "arguments": lambda s: [s.texts["proposed"], "join"], "method": "POST",
        "seen": dict.fromkeys(_SEEN, 409), "otherwise": 404,
    },
}  # fmt: skip

TEXT = "1. Decides to keep a register of ships:\n\n(a) of those that fish;\n\n2. Urges members to follow."
WORDS = (
    ("para_1", "", "operative", "1.", "Decides to keep a register of ships:"),
    ("para_1__point_a", "para_1", "point", "(a)", "of those that fish;"),
    ("para_2", "", "operative", "2.", "Urges members to follow."),
)


def a_proposal(work: Work) -> Expression:
    """A text of this instrument that waits to be corrected, beside its original; made where there is none."""
    found = Expression.objects.filter(work=work, title="A register").first()
    if found is not None:
        return found
    document = Document.objects.create(
        sha256="e" * 64, name="register.txt", media_type="text/plain", size=1, text=TEXT, language="en",
        captured_by="user:1",
    )  # fmt: skip
    made = Expression.objects.create(
        work=work, language="en", version="2020-09", title="A register", quality="native", document=document,
        notes=["gap:para:4"],
    )  # fmt: skip
    clauses: dict[str, Clause] = {}
    for order, (wid, parent, kind, number, words) in enumerate(WORDS, 1):
        clauses[wid] = Clause.objects.create(
            work=work, wid=f"{wid}-9", order=900 + order, kind=kind, parent=clauses.get(parent)
        )
        start = TEXT.index(number)
        ClauseText.objects.create(
            clause=clauses[wid], expression=made, order=order, number=number, text=words, start=start,
            end=start + len(f"{number} {words}"), confidence=0.5,
        )  # fmt: skip
    return made


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    proposal = a_proposal(work)
    older, newer = (
        Expression.objects.create(work=work, language="fr", version=day, state=state, quality="typed")
        for day, state in (("2019", "replaced"), ("2020", "settled"))
    )
    for version, words in ((older, "Décide de tenir un registre ;"), (newer, "Décide de tenir deux registres ;")):
        clause, _new = Clause.objects.get_or_create(
            work=work, wid="para_8", defaults={"order": 800, "kind": "operative"}
        )
        ClauseText.objects.create(clause=clause, expression=version, order=1, number="8.", text=words)
    return [
        ("work-add", [], ""),
        ("work-change", [work.pk], ""),
        ("text-bring", [work.pk], ""),
        ("text-versions", [work.pk], f"?older={older.pk}&newer={newer.pk}"),
        ("text-correct", [proposal.pk], "?at=para_1-9"),
    ]
