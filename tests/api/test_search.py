"""A program finds what its person may know of, narrowed and in pieces; of all else neither a word nor a count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from muntada.access.actor import CLERK
from muntada.library.models import ClauseText
from muntada.search import queries
from muntada.search.indexing import keep_up
from muntada.trail.models import Entry
from tests.api.conftest import Forum, Program, forum, token_for
from tests.library.readable import a_text
from tests.web.canaries import State, populate
from tests.web.test_matrix import foreign_words

__all__ = ["forum"]


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.SEARCH = tmp_path / "search"
    queries._open.clear()
    yield
    queries._open.clear()


@pytest.fixture
def world(forum: Forum) -> dict[str, State]:
    made = populate(forum)
    keep_up(CLERK)
    return made


def asked(role: str, **asked: Any) -> Any:
    return Program(token_for(role)).get(f"/search?{urlencode(asked)}")


def test_a_clause_is_found_with_its_passage_its_place_and_its_work(forum: Forum) -> None:
    a_text()
    keep_up(CLERK)
    found = asked("reader", q="records kept for seventy days").json()
    [first, *_] = found["items"]
    assert (first["kind"], first["work"]["key"], found["asked_in"], found["ready"]) == ("clause", "tangier", "en", True)
    [english] = [one for one in first["versions"] if one["language"] == "en"]
    assert "seventy" in [english["text"][start:end] for start, end in english["marks"]]
    assert english["handling"]["tlp"] == "TLP:CLEAR"
    clause = Program(token_for("reader")).get(first["address"].removeprefix("/api/v1")).json()
    assert clause["texts"]["en"]["text"].startswith(english["text"][:40])
    assert asked("reader", q="سجلات العبور").json()["asked_in"] == "ar"
    noted = [str(one.detail) for one in Entry.objects.filter(permission="list.export")]
    assert any("search.found" in one and f"clause:{first['key']}" in one for one in noted)


def test_results_are_narrowed_counted_and_given_in_pieces(forum: Forum) -> None:
    a_text()
    keep_up(CLERK)
    whole = asked("reader", q="passage records").json()
    assert {one["value"] for one in whole["facets"]["what"]} == {one["kind"] for one in whole["items"]} >= {"work"}
    narrowed = asked("reader", q="passage records", what="work", language="en").json()
    assert {one["kind"] for one in narrowed["items"]} == {"work"}
    assert {version["language"] for one in narrowed["items"] for version in one["versions"]} == {"en"}
    assert asked("reader", q="passage records", year=1999).json()["items"] == []
    pieces, cursor = [], ""
    while cursor is not None:
        piece = asked("reader", q="passage records", limit=1, cursor=cursor).json()
        pieces += piece["items"]
        cursor = piece["next"]
    assert pieces == whole["items"]


def test_titles_are_suggested_and_without_an_index_it_says_so(forum: Forum) -> None:
    a_text()
    assert asked("reader", q="passage").json()["ready"] is False
    keep_up(CLERK)
    titles = Program(token_for("reader")).get("/search/suggestions?q=passa").json()["titles"]
    assert any("Passage" in one or "passage" in one for one in titles)
    ClauseText.objects.update(text="Changed.")
    assert asked("reader", q="passage").json()["behind_since"]


@pytest.mark.parametrize("q", ["", "a" * 401, "a\x00b", "\u202eabc", "x\u2066y"])
def test_what_is_no_plain_text_is_refused(q: str, forum: Forum) -> None:
    answer = asked("reader", q=q)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize("role", ["reader", "analyst", "focal_point", "secretariat"])
def test_nothing_of_another_s_is_found_counted_suggested_or_a_filter(role: str, world: dict[str, State]) -> None:
    foreign, caller = foreign_words(role, world), Program(token_for(role))
    for state in world.values():
        q = min(state.words)
        said = asked(role, q=q, limit=200).json()
        written = json.dumps(said, ensure_ascii=False)
        assert not [word for word in foreign if word in written]
        assert sum(one["count"] for one in said["facets"].get("what", [])) == len(said["items"])
        titles = caller.get(f"/search/suggestions?{urlencode({'q': q})}").json()["titles"]
        assert not [title for title in titles for word in foreign if word in title]
