"""The log on PostgreSQL, where many write at once; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from muntada.access.rules import Permission
from muntada.trail import writing
from muntada.trail.deed import act
from muntada.trail.later import write_lightly
from muntada.trail.models import Entry, Leaf, Pending
from muntada.trail.verifying import verify
from muntada.trail.writing import Line, sequence
from tests.cast import ANALYST

pytestmark = pytest.mark.django_db(transaction=True)


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def deed(times: int = 1) -> None:
    for _ in range(times):
        with act(ANALYST, Permission.RECORD_WRITE):
            pass


def at_once(count: int, work: Callable[[], None]) -> None:
    def whole() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=whole) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_writers_and_two_sequencers_leave_every_entry_its_one_place() -> None:
    stop = threading.Event()

    def sequencer() -> None:
        while not stop.is_set():
            sequence()

    others = [threading.Thread(target=lambda: (sequencer(), connection.close())) for _ in range(2)]
    for one in others:
        one.start()
    at_once(8, lambda: deed(25))
    stop.set()
    for one in others:
        one.join()
    sequence(wait=True)
    found = verify()
    assert found.is_sound, found.faults
    assert (found.leaves, found.waiting, Entry.objects.count()) == (200, 0, 200)


def test_nobody_waits_for_a_deed_that_is_not_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PAUSE", math.inf)
    ready, go = threading.Event(), threading.Event()

    def slow() -> None:
        with act(ANALYST, Permission.SOURCE_CAPTURE):
            with act(ANALYST, Permission.FINDING_DECIDE):
                pass
            ready.set()
            go.wait(30)

    thread = threading.Thread(target=lambda: at_once(1, slow))
    thread.start()
    assert ready.wait(30)
    deed(3)
    assert sequence() == 3
    go.set()
    thread.join()
    assert sequence() == 2
    order = list(Leaf.objects.order_by("index").values_list("entry", flat=True))
    assert order != sorted(order), "what was committed later stands later, though it was begun before"
    assert verify().is_sound


def test_what_is_committed_has_its_place_soon_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0.0)
    deed(2)
    assert not Pending.objects.exists()
    assert verify().leaves == 2


def test_a_deed_that_fails_leaves_nothing_to_place() -> None:
    with transaction.atomic():
        deed()
        transaction.set_rollback(True)
    assert not Pending.objects.exists()
    assert not Entry.objects.exists()


def test_looks_and_places_wait_for_no_disk() -> None:
    seen: list[str] = []

    def noted(execute: Callable[..., object], sql: str, *more: object) -> object:
        seen.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(noted):
        write_lightly([Line("user:1", "consult", "record.read", True, "because", "oversight")])
    assert any("synchronous_commit = off" in one for one in seen)
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
