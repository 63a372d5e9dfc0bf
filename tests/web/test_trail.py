"""The trail's page: for the overseer, with what proves each line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from muntada.access import clock
from muntada.trail import heads
from muntada.trail.actions import take_out
from muntada.trail.canonical import canonical
from muntada.trail.heads import read_head
from muntada.trail.merkle import includes, leaf_hash
from muntada.trail.models import Entry
from tests.web.conftest import Forum, acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.TRAIL_KEY = tmp_path / "trail.key"  # type: ignore[attr-defined]
    yield
    heads._private_key.cache_clear()


@pytest.fixture
def looked_at(forum: Forum, client_of: Callable[[str], Client]) -> Entry:
    """The line of a reader's look at the meeting."""
    client_of("reader").get(f"/en/meetings/{forum.meeting.pk}/")
    return Entry.objects.filter(thing_type="forum.meeting").latest("pk")


def shown(client: Client, query: str) -> set[int]:
    return {line.pk for line in client.get(f"/en/trail/?{query}").context["page"]}


def test_lines_are_found_by_person_thing_operation_and_day(
    looked_at: Entry, forum: Forum, client_of: Callable[[str], Client]
) -> None:
    overseer = client_of("overseer")
    me = f"user:{person('reader').pk}"
    assert shown(overseer, f"person={me}") == {looked_at.pk}
    assert shown(overseer, f"person={me}&operation=disclose") == set()
    assert shown(overseer, f"thing={forum.meeting.pk}&operation=consult") >= {looked_at.pk}
    assert shown(overseer, f"thing=forum.meeting:{forum.meeting.pk}") == {looked_at.pk}
    assert looked_at.pk in shown(overseer, f"day={clock.today()}")
    assert shown(overseer, "day=2001-01-01") == set()


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_line_is_shown_with_its_proof_in_three_languages(
    language: str, looked_at: Entry, client_of: Callable[[str], Client]
) -> None:
    given = client_of("overseer").get(f"/{language}/trail/{looked_at.pk}/")
    assert given.status_code == 200
    text = given.content.decode()
    assert given.context["proof"].head.root in text
    assert f'lang="{language}"' in text
    assert "proof.json" in text


def test_a_proof_is_taken_along_and_checked_without_us(looked_at: Entry, client_of: Callable[[str], Client]) -> None:
    given = client_of("overseer").get(f"/en/trail/{looked_at.pk}/proof.json")
    told = json.loads(given.content)
    head = read_head(json.dumps(told["head"]))
    path = [bytes.fromhex(step) for step in told["path"]]
    assert head.is_genuine()
    leaf = leaf_hash(canonical(told["leaf"]).encode())
    assert includes(leaf, told["index"], head.size, path, bytes.fromhex(head.root))
    line = Entry.objects.filter(permission="trail.take").latest("pk")
    assert (line.operation, line.recipient) == ("disclose", f"user:{person('overseer').pk}")


def test_a_line_that_lost_what_it_said_still_has_its_place(
    looked_at: Entry, client_of: Callable[[str], Client]
) -> None:
    take_out(acting("overseer"), [looked_at.pk])
    given = client_of("overseer").get(f"/en/trail/{looked_at.pk}/")
    text = given.content.decode()
    assert "taken out of it by the law" in text
    assert given.context["proof"].index >= 0
    assert json.loads(client_of("overseer").get(f"/en/trail/{looked_at.pk}/proof.json").content)["entry"] is None


@pytest.mark.parametrize("role", ["administrator", "secretariat", "analyst", "focal_point", "reader", "reviewer"])
def test_nobody_else_reads_a_line_or_its_proof(role: str, looked_at: Entry, client_of: Callable[[str], Client]) -> None:
    person("overseer")
    for path in (f"/en/trail/{looked_at.pk}/", f"/en/trail/{looked_at.pk}/proof.json"):
        assert client_of(role).get(path).status_code == 403
