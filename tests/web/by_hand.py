"""What is entered by hand, for the tests that walk every page: nobody of the cast reads for prevention."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from muntada.access import clock
from muntada.access.models import Audience
from muntada.register.models import Approval, Entity, Judgement, Likeness, Neutrality, Special, Statement, Waiting
from tests.web.conftest import CAST

BARRED = dict.fromkeys(CAST, 403)
NOWHERE = dict.fromkeys(CAST, 404)
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "register-own": ("", "GET", BARRED),
    "register-own-enter": ("absent", "GET", NOWHERE),
    "register-own-state": ("absent", "GET", NOWHERE),
    "register-own-correct": ("absent", "GET", NOWHERE),
    "register-waiting": ("", "GET", BARRED),
    "register-waiting-one": ("absent", "GET", NOWHERE),
    "register-flag": ("absent", "GET", NOWHERE),
    "register-flags": ("", "GET", BARRED),
    "register-flag-one": ("absent", "GET", NOWHERE),
    "register-specials": ("", "GET", BARRED),
    "register-special-ask": ("", "GET", BARRED),
    "register-special": ("absent", "GET", NOWHERE),
    "register-likenesses": ("", "GET", BARRED),
    "register-judge-other": ("absent", "GET", NOWHERE),
    "register-judge": ("dropped", "GET", NOWHERE),
}
ABOUT: dict[str, dict[str, Any]] = {
    "register-own-state": {"arguments": lambda state: [state.done["own"]], "who": {}},
    "register-own-correct": {"arguments": lambda state: [state.done["own_statement"]], "who": {}},
    "register-waiting-one": {"arguments": lambda state: [state.done["waiting"]], "who": {}},
    "register-flag": {"arguments": lambda state: [state.done["own"]], "who": {}},
    "register-flag-one": {"arguments": lambda state: [state.done["flag"]], "who": {}},
    "register-special": {"arguments": lambda state: [state.done["special"]], "who": {}},
    "register-judge-other": {"arguments": lambda state: [state.done["own"]], "who": {}},
    "register-judge": {"arguments": lambda state: [state.done["own"], state.done["entity"]], "who": {}},
}


def made_in(word: Callable[[str], str], state: str, handled: dict[str, Any], listed: Entity) -> dict[str, Any]:
    """An entry made by hand with all that may wait of it, each text a word of its own."""
    now = clock.now()
    moments = {"first_seen": now, "last_seen": now}
    entity = Entity.objects.create(
        key=f"own-{state}", schema="Person", caption=word("owncaption"), dataset="own", changed_at=now, **moments,
        **handled,
    )  # fmt: skip
    said = [
        Statement.objects.create(entity=entity, prop=prop, value=word(f"own{prop}"), dataset="own", **moments)
        for prop in ("name", "notes", "religion")
    ]
    grades = {"kind": "fact", "reliability": "B", "credibility": 2, "passage": None}
    told = {"prop": "name", "value": word("waitingname"), "original": "", "language": "", "grades": grades}
    waiting = Waiting.objects.create(schema="Person", told=[told], by="user:0", at=now, **handled)
    Approval.objects.create(waiting=waiting, agrees=True, reason=word("approvalreason"), by="user:1", at=now)
    flag = Neutrality.objects.create(
        entity=entity, aspect="political", reason=word("flagreason"), by="user:0", at=now, state="stays",
        decision=word("flagdecision"), decided_by="user:1", decided_at=now,
    )  # fmt: skip
    audience = Audience.of(["user:0"])
    assert audience is not None
    special = Special.objects.create(
        prop="religion", purpose="prevention", category="other", assessment=1, audience=audience,
        necessity=word("specialnecessity"), until=clock.today() + timedelta(30), by="user:0", at=now, state="refused",
        decision=word("specialdecision"), decided_by="user:1", decided_at=now,
    )  # fmt: skip
    left, right = sorted((entity.pk, listed.pk))
    Judgement.objects.create(left_id=left, right_id=right, said="other", reason=word("judged"), by="user:0", at=now)
    part = {"asked": word("likepart"), "listed": word("likelisted"), "rule": "exact", "rarity": 1.0}
    why = {"name": word("likename"), "name_score": 1.0, "reordered": False, "parts": [part], "facts": []}
    Likeness.objects.create(left_id=left, right_id=right, score=0.9, explained=why, known="0", at=now)
    return {
        "own": entity.pk, "own_statement": said[0].pk, "waiting": waiting.pk, "flag": flag.pk, "special": special.pk
    }  # fmt: skip


def found() -> dict[str, Any]:
    """What was made for the forum's own officers."""
    own = Entity.objects.get(pk="own-here")
    return {
        "own": own.pk,
        "own_statement": own.statements.order_by("pk")[0].pk,
        "waiting": Waiting.objects.get().pk,
        "flag": own.neutrality.get().pk,
        "special": Special.objects.get().pk,
    }


def places(done: dict[str, Any]) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    own = done["own"]
    lists = ("register-own", "register-waiting", "register-flags", "register-specials", "register-special-ask")
    return [
        *((name, [], "") for name in (*lists, "register-likenesses")),
        ("register-own-enter", ["Person"], ""),
        ("register-own-enter", ["Act"], ""),
        ("register-own-state", [own], ""),
        ("register-own-correct", [done["own_statement"]], ""),
        ("register-waiting-one", [done["waiting"]], ""),
        ("register-flag", [own], ""),
        ("register-flag-one", [done["flag"]], ""),
        ("register-special", [done["special"]], ""),
        ("register-judge-other", [own], ""),
        ("register-judge", [own, done["entity"]], ""),
    ]
