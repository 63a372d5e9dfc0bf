"""Looks are written once a request, and wait for no disk of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from muntada.access.rules import Permission
from muntada.parties.models import Party
from muntada.trail.deed import Refused, act
from muntada.trail.later import write_lightly, written_at_the_end
from muntada.trail.looking import note_consultation
from muntada.trail.models import Entry
from muntada.trail.writing import Line
from tests.cast import ANALYST, READER

LINE = Line("user:1", "consult", "record.read", True, "because", "oversight")


def synchronous() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_look_waits_for_no_disk_and_the_next_deed_does_again() -> None:
    seen: list[str] = []

    def noted(execute: Callable[..., object], sql: str, *more: object) -> object:
        seen.append(sql)
        return execute(sql, *more)

    before = synchronous()
    with connection.execute_wrapper(noted):
        write_lightly([LINE, LINE])
    assert Entry.objects.count() == 2
    assert seen.index("PRAGMA synchronous = NORMAL") < next(
        place for place, one in enumerate(seen) if one.startswith("INSERT INTO trail_entry")
    )
    assert synchronous() == before == 2


@pytest.mark.django_db
def test_the_looks_of_a_request_are_written_once_and_the_same_look_is_one_line() -> None:
    party = Party.objects.create(key="XX", kind="state")
    with written_at_the_end():
        for _ in range(3):
            note_consultation(ANALYST, party)
        note_consultation(READER, party)
        assert not Entry.objects.exists()
    assert sorted(Entry.objects.values_list("actor", "thing_key")) == [(ANALYST.key, "XX"), (READER.key, "XX")]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_within_a_deed_outlives_the_deed_that_it_ends() -> None:
    outer = act(ANALYST, Permission.RECORD_WRITE)
    with written_at_the_end(), pytest.raises(Refused), outer, act(READER, Permission.CONFLICT_SETTLE):
        pass
    line = Entry.objects.get()
    assert (line.allowed, line.permission) == (False, "conflict.settle")


@pytest.mark.django_db
def test_a_page_that_cannot_be_logged_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(lines: list[Line]) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("muntada.trail.later.write_lightly", fails)
    with pytest.raises(OSError, match="disk is full"), written_at_the_end():
        note_consultation(ANALYST, None)
