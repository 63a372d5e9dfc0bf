"""A program says how what it brings in may be handled, and marks things more strictly, on what it has seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from muntada.access import clock
from muntada.evidence.models import Document
from muntada.parties.models import Party
from tests.api.conftest import Forum, Program

Programs = Callable[..., Program]
TEXT = {"name": "note", "text": "TLP:GREEN\n\nThe Forum met in Rabat on 4 March 2021."}
ALL_OF_IT = {
    "tlp": "TLP:AMBER",
    "originator": "MA",
    "audience": ["CA"],
    "purpose": "conduct_of_the_forum",
    "legal_basis": "public_office",
    "category": "author",
    "retention": "short",
}


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def where(document: Document) -> str:
    return f"/handling/evidence.document/{document.pk}"


def test_what_is_said_at_intake_is_kept_and_read_again(forum: Forum, program: Programs) -> None:
    answer = program().post("/sources", TEXT | ALL_OF_IT)
    assert answer.status_code == 201, answer.content
    document = Document.objects.latest("pk")
    said = program().get(where(document)).json()["handling"]
    day = (clock.today() + timedelta(90)).isoformat()
    assert said == {**ALL_OF_IT, "audience": ["CA", "muntada"], "review_by": day, "disputed": False}


def test_what_is_unmarked_takes_the_label_of_its_own_text(forum: Forum, program: Programs) -> None:
    program().post("/sources", TEXT)
    assert Document.objects.latest("pk").tlp == "TLP:GREEN"
    answer = program().post("/sources", {**TEXT, "text": TEXT["text"] + "!", "tlp": "TLP:CLEAR"})
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "wider_than_text")
    assert Document.objects.filter(tlp="TLP:CLEAR", text__contains="!").count() == 0


def test_a_marking_counts_once_and_only_on_what_was_seen(forum: Forum, program: Programs) -> None:
    there, caller = where(forum.source.document), program()
    seen = caller.version(there)
    change = {"tlp": "TLP:AMBER_STRICT".replace("_", "+"), "audience": ["CA"], "why": "It names somebody."}
    answer = caller.post(f"{there}/markings", change, If_Match=seen)
    assert answer.status_code == 200
    assert answer.json()["gone_to"] == ["everyone"]
    assert answer["ETag"] == caller.version(there) != seen
    assert caller.post(f"{there}/markings", change, If_Match=seen).status_code == 412
    assert caller.post(f"{there}/markings", change).status_code == 428
    assert program("reader").get(there).status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"tlp": "TLP:GREEN", "audience": []}, 409, "wider", "body.tlp"),
        ({"tlp": "TLP:AMBER", "audience": ["CA", "MA"]}, 409, "wider", "body.audience"),
        ({"tlp": "TLP:AMBER", "audience": ["XX"]}, 422, "not_handled", "body.audience"),
        ({"tlp": "TLP:AMBER", "audience": ["hidden"]}, 422, "not_handled", "body.audience"),
        ({"tlp": "TLP:RED", "audience": ["CA"]}, 422, "not_handled", "body.audience"),
        ({"tlp": "TLP:AMBER", "category": "victim"}, 422, "not_handled", "body.legal_basis"),
        ({"tlp": "TLP:AMBER", "originator": "CA"}, 422, "invalid", "body.body.originator"),
    ],
)
def test_what_would_widen_or_cannot_be_is_said_and_changes_nothing(
    change: dict[str, Any], status: int, code: str, field: str, forum: Forum, program: Programs
) -> None:
    Party.objects.create(key="hidden", kind="state", tlp="TLP:AMBER", originator="CA")
    caller = program()
    caller.post("/sources", {**TEXT, "tlp": "TLP:AMBER", "audience": ["CA"]})
    there = where(Document.objects.latest("pk"))
    seen = caller.version(there)
    answer = caller.post(f"{there}/markings", {"audience": ["CA"], "why": "I wish to.", **change}, If_Match=seen)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["problems"][0]["where"] == field
    assert caller.version(there) == seen
