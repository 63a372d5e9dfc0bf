"""A list's page: what the filter leaves, the newest first in pieces of fifty, and just that to take along."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.forum.models import Meeting
from muntada.web import listing
from tests.web.conftest import Forum
from tests.web.test_matrix import browser


@pytest.fixture
def many(forum: Forum) -> None:
    for number in range(110):
        Meeting.objects.create(kind="session", when=f"20{number % 25:02}", title=f"دورة {number:03}", body=forum.body)


def asked(client: Client, query: str = "") -> Any:
    with override("en"):
        return client.get(f"{reverse('meetings')}{query}")


def walk(client: Client, query: str, way: str) -> list[list[int]]:
    """The pieces of the list from here on, one way."""
    found = []
    while True:
        shown = asked(client, query).context["list"]
        found.append([one.pk for one in shown.items])
        if not getattr(shown, way):
            return found
        query = f"?{getattr(shown, way)}"


def test_a_list_is_shown_in_pieces_of_fifty_the_newest_first(many: None, client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    pieces = walk(client, "", "older")
    assert [len(one) for one in pieces] == [50, 50, 11]
    every = Meeting.objects.order_by("-when", "-pk").values_list("pk", flat=True)
    assert [pk for piece in pieces for pk in piece] == list(every)
    page = asked(client)
    assert "111 meetings" in page.content.decode()
    assert (page.context["list"].newer, 'rel="next"' in page.content.decode()) == ("", True)


def test_the_way_back_leads_through_the_same_pieces(many: None, client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    first = asked(client).context["list"]
    last = asked(client, f"?{asked(client, f'?{first.older}').context['list'].older}").context["list"]
    back = walk(client, f"?{last.newer}", "newer")
    assert back == [*reversed(walk(client, "", "older")[:2])]


def test_the_ways_on_keep_the_filter_and_the_export_is_what_is_seen(many: None) -> None:
    client = browser("administrator", fresh=True)
    query = "?text=دوره&year=2003"
    shown = asked(client, query).context["list"]
    assert (shown.count, len(shown.items), shown.older) == (5, 5, "")
    assert "text=" in asked(client, "?text=دوره").context["list"].older
    with override("en"):
        taken = client.get(f"{reverse('export', args=['meetings', 'jsonl'])}{query}")
    lines = [json.loads(line) for line in b"".join(taken.streaming_content).splitlines()]
    assert {one["title"] for one in lines} == {one.title for one in shown.items}
    assert not {"sought", "sought_place"} & set(lines[0])


@pytest.mark.parametrize("query", ["?after=", "?after=%00", "?before=W10", "?after=WyIyMDIwIiwgMV0%00", "?before=ءءء"])
def test_a_place_that_is_none_gives_the_beginning(query: str, many: None, client_of: Callable[[str], Client]) -> None:
    shown = asked(client_of("reader"), query).context["list"]
    assert (len(shown.items), shown.newer, shown.count) == (50, "", 111)


def test_what_is_wrong_in_one_field_is_said_beside_it_and_the_others_narrow_all_the_same(
    many: None, client_of: Callable[[str], Client]
) -> None:
    page = asked(client_of("reader"), "?year=soon&text=007")
    assert page.context["list"].count == 1
    assert 'class="wrong" id="id_year-wrong"' in page.content.decode()


def test_of_a_list_that_is_too_long_to_count_the_page_says_that_there_are_more(
    many: None, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 100)
    page = asked(client_of("reader")).content.decode()
    assert "More than" in page
    assert "111" not in page


def test_an_empty_list_says_how_to_begin(forum: Forum, client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    assert "No meeting fits this filter." in asked(client, "?text=nothing-says-this").content.decode()
    Meeting.objects.all().delete()
    page = asked(client).content.decode()
    assert "No meetings yet" in page
    assert '<form class="filters"' not in page
