"""Taking in on PostgreSQL, where two do it at once; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from muntada.access.actor import Actor, Role
from muntada.access.wall import under_ceiling
from muntada.evidence.models import Document
from muntada.evidence.store import digest_of
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.sources.actions import intake
from muntada.sources.actions.intake import Taken, take_in
from muntada.sources.capture import Captured
from muntada.sources.models import Source
from tests.cast import ANALYST, SECRETARIAT
from tests.sources.desk import reader_of

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "The committee met in Cairo."


def bring(actor: Actor, tlp: TLP = TLP.CLEAR) -> Taken:
    captured = Captured(TEXT, "text/plain")
    return take_in(actor, TEXT.encode(), name="a.txt", tlp=tlp, reader=reader_of(text=TEXT), captured=captured)


def at_once(*works: Callable[[], Taken]) -> list[Taken]:
    """What came of each, done in threads with connections of their own; what one raises is raised."""
    taken: list[Taken] = []
    wrong: list[BaseException] = []

    def whole(work: Callable[[], Taken]) -> None:
        try:
            taken.append(work())
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=whole, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return taken


@pytest.fixture(autouse=True)
def meeting_point(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    """Everybody who brings something has seen that it is not here before anybody keeps it."""
    settings.STORE = tmp_path
    barrier = threading.Barrier(2, timeout=30)
    keep = intake.keep_document

    def together(*args: Any, **more: Any) -> Document:
        barrier.wait()
        return keep(*args, **more)

    monkeypatch.setattr(intake, "keep_document", together)


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_of_two_who_bring_the_same_at_the_same_time_one_is_new_and_both_have_one_source() -> None:
    taken = at_once(lambda: bring(ANALYST), lambda: bring(SECRETARIAT))
    assert sorted(one.new for one in taken) == [False, True]
    assert taken[0].source == taken[1].source == Source.objects.get()
    assert Document.objects.count() == 1


def test_of_two_labels_at_the_same_time_the_stricter_one_holds() -> None:
    at_once(lambda: bring(ANALYST, TLP.CLEAR), lambda: bring(SECRETARIAT, TLP.AMBER))
    assert Document.objects.get().tlp == TLP.AMBER


def test_two_who_may_not_know_of_each_other_s_have_one_each() -> None:
    taken = at_once(lambda: bring(ANALYST, TLP.RED), lambda: bring(SECRETARIAT, TLP.RED))
    assert [one.new for one in taken] == [True, True]
    assert sorted(Document.objects.values_list("copy", flat=True)) == [0, 1]


def test_two_sources_are_not_made_of_a_document_that_was_kept_without_one() -> None:
    Document.objects.create(
        sha256=digest_of(TEXT.encode()),
        name="a.txt",
        media_type="text/plain",
        size=1,
        text=TEXT,
        language="en",
        captured_by="user:3",
    )
    taken = at_once(lambda: bring(ANALYST), lambda: bring(SECRETARIAT))
    assert sorted(one.new for one in taken) == [False, True]
    assert Source.objects.count() == 1


def test_what_the_wall_hides_gets_in_nobody_s_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    hidden = Document(sha256=digest_of(TEXT.encode()), name="s", media_type="text/plain",
                      size=1, text=TEXT, language="en", captured_by="user:9")  # fmt: skip
    hidden.marked(Handling(TLP.RED, "EG", frozenset({"user:9"})))
    hidden.save()
    cleared = Actor("user:3", "Noura", frozenset({Role.ANALYST}), clearance=TLP.GREEN)
    with under_ceiling(cleared):
        assert not Document.objects.exists()
        taken = bring(cleared, TLP.GREEN)
        assert taken.new
    assert sorted(Document.objects.values_list("copy", "tlp")) == [(0, "TLP:RED"), (1, "TLP:GREEN")]
