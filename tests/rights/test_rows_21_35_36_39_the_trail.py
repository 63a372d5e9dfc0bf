"""Rows 21, 35, 36 and 39: what a line says, who reads it, and what a refusal does not tell."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission, decide
from muntada.trail import queries
from muntada.trail.deed import Refused, act
from muntada.trail.looking import note_consultation, note_disclosure, note_refusal
from muntada.trail.models import Entry
from muntada.trail.writing import Line, write
from tests.cast import ANALYST, CAST
from tests.web.conftest import Forum, person

ROOT = Path(__file__).resolve().parents[2]
OVERSEER = Actor("user:9", "Idris, overseer", frozenset({Role.OVERSEER, Role.PERSON}))
# Who may know the class of the lines: the trail itself, its page, and its operations.
READERS = {"muntada/trail", "muntada/web/trail", "muntada/api/operations/trail.py"}
# These ask for a moment, for what was erased, and for what was brought back: to keep the house whole.
READERS |= {"muntada/upkeep/doctor/machine.py", "muntada/upkeep/erasures.py", "muntada/upkeep/witness.py"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("missing", ["actor", "reason", "purpose", "recipient"])
def test_row_35_the_database_takes_no_line_without_who_why_what_for_and_to_whom(missing: str) -> None:
    said = {
        "actor": "user:1",
        "operation": "disclose",
        "permission": "list.export",
        "allowed": True,
        "reason": "because",
        "purpose": "oversight",
        "recipient": "EG",
    }
    write([Line(**said)])  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        write([Line(**{**said, missing: ""})])  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*CAST, OVERSEER]), st.sampled_from(Permission), st.integers(min_value=0, max_value=3)
        ),
        max_size=12,
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_row_35_whatever_happens_a_line_says_who_why_when_what_for_and_to_whom(
    session: list[tuple[Actor, Permission, int]],
) -> None:
    for actor, permission, deed in session:
        if deed == 0:
            note_consultation(actor, None, permission)
        elif deed == 1:
            note_disclosure(actor, None, permission)
        elif deed == 2:
            note_refusal(actor, permission)
        else:
            try:
                with act(actor, permission):
                    pass
            except Refused:
                continue
    for line in Entry.objects.all():
        assert line.actor
        assert line.reason
        assert line.at
        assert line.purpose
        assert line.operation != "disclose" or line.recipient or not line.allowed
        assert line.allowed or (line.detail == {} and not line.recipient)


def test_row_36_only_who_oversees_reads_the_trail() -> None:
    may = {role for role in Role if decide(Actor("user:1", "x", frozenset({role})), Permission.TRAIL_READ)}
    assert may == {Role.OVERSEER, Role.STAND_IN}


def test_row_36_nothing_else_of_the_house_reads_lines() -> None:
    reading = set()
    for path in (ROOT / "muntada").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "muntada.trail.models":
                reading |= {path.relative_to(ROOT).as_posix()} if "Entry" in {one.name for one in node.names} else set()
    assert all(any(path.startswith(one) for one in READERS) for path in reading), reading


def test_row_36_reading_the_trail_is_a_line_that_says_what_was_looked_for(
    forum: Forum, client_of: Callable[[str], Client]
) -> None:
    client_of("overseer").get("/en/trail/?person=user:7")
    line = Entry.objects.latest("pk")
    assert (line.operation, line.permission, line.actor) == ("consult", "trail.read", f"user:{person('overseer').pk}")
    assert line.detail["asked"] == {"person": "user:7"}


def test_row_21_an_administrator_reads_the_trail_only_until_an_overseer_is_appointed_and_is_logged(
    forum: Forum, client_of: Callable[[str], Client]
) -> None:
    assert client_of("administrator").get("/en/trail/").status_code == 200
    assert Entry.objects.latest("pk").reason == "An administrator reads the trail until an overseer is appointed."
    assert client_of("overseer").get("/en/trail/").status_code == 200
    assert client_of("administrator").get("/en/trail/").status_code == 403
    line = Entry.objects.latest("pk")
    assert (line.permission, line.allowed) == ("trail.read", False)


def test_row_21_who_oversees_writes_none_of_the_records() -> None:
    writing = [Permission.RECORD_WRITE, Permission.RECORD_MARK, Permission.FINDING_DECIDE, Permission.SOURCE_CAPTURE]
    assert not any(decide(OVERSEER, permission) for permission in writing)


@pytest.mark.parametrize("path", ["/en/sources/{}/", "/api/v1/sources/{}"])
def test_row_39_a_denied_look_says_which_rule_and_hides_on_what(
    path: str, forum: Forum, client_of: Callable[[str], Client]
) -> None:
    assert client_of("reader").get(path.format(forum.hidden.pk)).status_code == 404
    line = Entry.objects.latest("pk")
    assert (line.allowed, line.permission, line.thing_type) == (False, "source.read", "sources.source")
    assert line.reason == "What the reader may not know of looks absent."
    assert line.thing_key.startswith("#")
    assert len(line.thing_key) == 33
    assert line.detail == {}
    found = queries.lines(OVERSEER, thing=f"sources.source:{forum.hidden.pk}")
    assert list(found) == [line], "whoever has the key finds the line"
    assert not queries.lines(OVERSEER, thing=f"sources.source:{forum.hidden.pk + 1}").exists()


def test_row_39_a_denied_deed_names_nobody_but_who_asked(forum: Forum) -> None:
    with pytest.raises(Refused), act(ANALYST, Permission.CONFLICT_SETTLE, on=forum.meeting):
        pass
    line = Entry.objects.latest("pk")
    assert ANALYST.name not in line.reason
    assert line.thing_key.startswith("#")


def test_row_39_what_is_missing_is_told_apart_from_what_is_hidden_by_nobody(
    forum: Forum, client_of: Callable[[str], Client]
) -> None:
    client = client_of("reader")
    client.get(reverse("source", args=[forum.hidden.pk]))
    client.get(reverse("source", args=[987_654]))
    hidden, missing = Entry.objects.filter(allowed=False).order_by("pk")
    assert (hidden.reason, hidden.permission, hidden.detail) == (missing.reason, missing.permission, missing.detail)
