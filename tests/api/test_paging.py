"""A list in pieces gives everything once, the newest first, whatever comes and goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from muntada.forum.models import Meeting
from muntada.parties.models import Party
from muntada.trail.writing import Line, write
from tests.api.conftest import Forum, Program

Programs = Callable[..., Program]


def everything(mine: Program, path: str, limit: int) -> list[Any]:
    found: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        said = mine.get(
            f"{path}{'&' if '?' in path else '?'}limit={limit}{f'&cursor={cursor}' if cursor else ''}"
        ).json()
        assert len(said["items"]) <= limit
        found += said["items"]
        cursor = said["next"]
    return found


@pytest.fixture
def many(forum: Forum) -> None:
    for number in range(30):
        Meeting.objects.create(kind="session", when=f"20{number % 7:02}", title=f"اجتماع {number}", body=forum.body)


@pytest.mark.parametrize("limit", [1, 7, 200])
@pytest.mark.parametrize(
    "path", ["/meetings", "/meetings?text=اجتماع", "/meetings?body=gctf.coco", "/parties", "/sources"]
)
def test_everything_is_given_once(path: str, limit: int, many: None, program: Programs) -> None:
    mine = program()
    pieces = everything(mine, path, limit)
    assert pieces == mine.get(f"{path}{'&' if '?' in path else '?'}limit=200").json()["items"]
    names = [one.get("id", one.get("key")) for one in pieces]
    assert len(names) == len(set(names)) > 0


def test_the_latest_comes_first(many: None, program: Programs) -> None:
    days = [one["when"] for one in everything(program(), "/meetings", 9)]
    assert days == sorted(days, reverse=True)


def line(reason: str) -> Line:
    return Line("user:1", "consult", "x", True, reason, "oversight", thing_key="mark")


def test_what_comes_meanwhile_moves_nothing(forum: Forum, program: Programs) -> None:
    mine = program("administrator")
    for number in range(6):
        write([line(str(number))])
    first = mine.get("/trail?thing=mark&limit=3").json()
    write([line("later")])
    second = mine.get(f"/trail?thing=mark&limit=3&cursor={first['next']}").json()
    assert [one["reason"] for one in first["items"] + second["items"]] == ["5", "4", "3", "2", "1", "0"]
    assert second["next"] is None


def test_a_filter_by_what_one_may_not_know_of_finds_nothing(forum: Forum, program: Programs) -> None:
    assert len(program("reader").get("/terms?party=MA").json()["items"]) == 1
    Party.objects.filter(pk="MA").update(tlp="TLP:AMBER", originator="somebody.else")
    assert program("reader").get("/terms?party=MA").json()["items"] == []
    assert program("reader").get("/terms").json()["items"][0]["party"] is None
