"""Lists brought in by a job: whole as at once, however often its worker is killed, and never two of one list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from muntada.access.actor import Actor
from muntada.evidence.values import ValueRefused
from muntada.jobs.models import Job
from muntada.register.actions.bringing import bring_list
from muntada.register.actions.later import ask_for_decision, ask_for_list, job_of, take_in
from muntada.register.models import Entity, Listing, ListingChange, Notice, Run, Statement
from muntada.trail.deed import Refused
from tests.cast import ANALYST, FOCAL_POINT, SECRETARIAT
from tests.register.listed import Person, UnList, assessed, small

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """The worker is gone."""


class Alone:
    """The context of a job that works in the test itself, and is killed after so many steps."""

    actor: Actor = ANALYST

    def __init__(self, until: int = 1_000) -> None:
        self.until, self.told = until, list[tuple[int, int]]()

    @contextmanager
    def step(self, *, done: int, total: int) -> Iterator[Actor]:
        if len(self.told) == self.until:
            raise Killed
        yield self.actor
        self.told.append((done, total))


@pytest.fixture(autouse=True)
def _ground(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    settings.STORE = tmp_path
    small(monkeypatch)
    monkeypatch.setattr("muntada.register.actions.later.in_chunks", lambda found: iter([found[:50], found[50:]]))
    assessed()


def work(run: Run, until: int = 1_000) -> Alone:
    """Do the job of a run."""
    context = Alone(until)
    take_in(context, run.pk)()  # type: ignore[arg-type]
    run.refresh_from_db()
    Job.objects.filter(state="queued").update(state="done")
    return context


def ask(listed: UnList, name: str = "list.xml") -> Run:
    return ask_for_list(ANALYST, "un", listed.xml(), name=name)


def test_a_job_brings_a_list_in_piece_by_piece_and_says_how_far_it_is() -> None:
    run = ask(UnList.of(30))
    assert (run.state, Entity.objects.count()) == ("asked", 0)
    job = job_of(run)
    assert job is not None
    assert (job.task, job.args, job.requested_by) == ("register.bring_in", [run.pk], ANALYST.key)
    assert work(run).told == [(50, 96), (96, 96)]
    assert (run.state, run.entries, run.new, run.changed, run.gone) == ("done", 96, 96, 0, 0)


def test_a_worker_that_is_killed_leaves_what_the_next_one_ends_and_nothing_is_done_twice() -> None:
    listed = UnList.of(60)
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    before = Statement.objects.count()
    for number in (1, 2):
        del listed.persons[number]
    listed.persons[5].born = "1981"
    listed.persons[40].born = "1982"
    listed.persons[61] = Person(61)
    run = ask(listed)
    with pytest.raises(Killed):
        work(run, until=1)
    assert Listing.objects.get(entity="un-1").state == "listed", "what goes goes at the end"
    assert ListingChange.objects.filter(run=run, tide=None).exists(), "and no index follows before"
    work(run)
    assert (run.state, run.new, run.changed, run.gone) == ("done", 3, 2, 6)
    assert list(ListingChange.objects.filter(run=run).values_list("listing__entity", "what").order_by("pk")) == [
        ("un-5", "changed"), ("un-40", "changed"), ("un-61", "new"), ("un-1", "gone"), ("un-2", "gone"),
    ]  # fmt: skip
    assert not ListingChange.objects.filter(tide=None).exists()
    assert Statement.objects.count() == before + 2 + Statement.objects.filter(entity__first_seen=run.at).count()


def test_a_list_that_is_not_believed_waits_and_is_taken_or_refused_by_a_person() -> None:
    bring_list(ANALYST, "un", UnList.of(60).xml(), name="x.xml")
    run = ask(UnList.of(6))
    work(run)
    assert (run.state, json.loads(run.why)[0]["code"], Listing.objects.count()) == ("held", "shrank", 63)
    with pytest.raises(ValueRefused):
        ask_for_decision(SECRETARIAT, run, agrees=True, reason=" ")
    run = ask_for_decision(SECRETARIAT, run, agrees=True, reason="Its publisher confirms it.")
    assert (run.state, Listing.objects.filter(state="listed").count()) == ("asked", 63)
    work(run)
    assert (run.state, Listing.objects.filter(state="listed").count()) == ("done", 9)
    assert run.reason == "Its publisher confirms it."
    other = ask(UnList.of(60))
    work(other)
    other = ask_for_decision(SECRETARIAT, other, agrees=False, reason="Cut off.")
    assert (other.state, Listing.objects.filter(state="listed").count()) == ("refused", 9)
    with pytest.raises(ValueRefused):
        ask_for_decision(SECRETARIAT, other, agrees=True, reason="After all.")


def test_a_file_that_is_no_such_list_is_refused_with_what_was_expected() -> None:
    run = ask_for_list(ANALYST, "un", b"<LIST/>", name="x.xml")
    work(run)
    why = json.loads(run.why)[0]
    assert (run.state, why["code"], Entity.objects.count()) == ("refused", "unread", 0)
    assert "consolidated list" in why["said"]


def test_nobody_brings_a_list_in_twice_at_once_and_only_the_staff_do() -> None:
    first = ask(UnList.of(20))
    with pytest.raises(ValueRefused):
        ask(UnList.of(20))
    with pytest.raises(ValueRefused):
        bring_list(ANALYST, "un", UnList.of(20).xml(), name="x.xml")
    work(first)
    second = ask(UnList.of(20))
    assert (work(second).told[-1], second.new, Notice.objects.count()) == ((66, 66), 0, 0)
    with pytest.raises(Refused):
        ask_for_list(FOCAL_POINT, "un", b"x", name="x.xml")
    with pytest.raises(ValueRefused):
        ask_for_list(ANALYST, "nonsense", b"x", name="x.xml")
    work(second)
    assert second.new == 0, "a run that has ended does nothing more"
