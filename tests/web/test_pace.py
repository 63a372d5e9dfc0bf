"""A person sends forms no faster than people do; reading is never put off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from muntada.access import clock
from muntada.people.models import User
from tests.web.conftest import Forum, person

NOW = datetime(2027, 3, 1, 12, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def three_a_minute(settings: Any, db: None) -> Iterator[None]:
    settings.PAGE_RATE = 3
    cache.clear()
    with clock.at(NOW):
        yield


def choose(client: Client, digits: str = "arab") -> Any:
    return client.post("/en/me/looks/", {"digits": digits})


def test_forms_that_come_faster_than_a_person_reads_are_put_off_and_change_nothing(
    forum: Forum, client_of: Callable[[str], Client]
) -> None:
    client = client_of("reader")
    assert [choose(client).status_code for _ in range(3)] == [302, 302, 302]
    before = User.objects.values().get(pk=person("reader").pk)
    put_off = choose(client, "latn")
    assert put_off.status_code == 429
    assert put_off.headers["Retry-After"] == "40"
    assert "faster than a person reads" in put_off.content.decode()
    assert User.objects.values().get(pk=person("reader").pk) == before
    assert client.get("/en/meetings/").status_code == 200, "reading goes on"
    with clock.at(NOW + timedelta(seconds=40)):
        assert choose(client).status_code == 302, "the next minute is another one"


def test_each_person_is_counted_apart_in_all_their_browsers(forum: Forum, client_of: Callable[[str], Client]) -> None:
    for _ in range(3):
        choose(client_of("reader"))
    assert choose(client_of("reader")).status_code == 429
    assert choose(client_of("analyst")).status_code == 302


def test_another_method_counts_as_well(forum: Forum, client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    for method in ("PUT", "PATCH", "DELETE"):
        client.generic(method, "/en/me/looks/")
    assert choose(client).status_code == 429
