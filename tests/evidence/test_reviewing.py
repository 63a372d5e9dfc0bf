"""What is due is shown to who reviews it; it is kept only for a reason, and never by whoever brought it in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.handling import Stale
from muntada.evidence.actions.reviewing import NOTICE, keep_until, let_go
from muntada.evidence.conditions import version_of
from muntada.evidence.due import due, due_counts, reviewable
from muntada.evidence.models import Citation, Document, Passage
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Meeting, Post
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.trail.models import Entry

REVIEWER = Actor("user:21", "A reviewer", frozenset({Role.REVIEWER}))
OF_EGYPT = Actor("user:22", "A reviewer of Egypt", frozenset({Role.REVIEWER}), party="EG")
FOCAL = Actor("user:23", "A focal point of Egypt", frozenset({Role.FOCAL_POINT}), party="EG")
STAFF = Actor("user:24", "The secretariat", frozenset({Role.SECRETARIAT}))
TODAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _today(db: None) -> Any:
    Party.objects.create(key="EG", kind="state")
    with clock.at(TODAY):
        yield


def post(person: str = "A", in_days: int = 10, **marking: object) -> Post:
    return Post.objects.create(
        person=person, role="minister", party_id="EG", kept_since=TODAY - timedelta(500),
        review_by=TODAY + timedelta(in_days), **marking,
    )  # fmt: skip


def document(in_days: int = 10, by: str = "user:1") -> Document:
    return Document.objects.create(
        sha256="a" * 64, name="n", media_type="text/plain", size=1, text="The group met.", language="en",
        captured_by=by, review_by=TODAY + timedelta(in_days),
    )  # fmt: skip


def names(actor: Actor) -> set[str]:
    return {f"{kind}:{key}" for _day, kind, key, _label, _by in due(actor, within=NOTICE)}


def test_what_comes_within_six_months_and_what_is_overdue_is_due_and_nothing_else() -> None:
    soon, late, later = post("A", 183), post("B", -1), post("C", 184)
    Meeting.objects.create(kind="session", when="2020")
    kept = document(in_days=20)
    assert names(REVIEWER) == {f"forum.post:{soon.pk}", f"forum.post:{late.pk}", f"evidence.document:{kept.pk}"}
    assert f"forum.post:{later.pk}" not in names(REVIEWER)
    assert next(day for day, *_rest in due(REVIEWER, within=NOTICE)) == late.review_by
    assert due_counts(REVIEWER, within=NOTICE) == (1, 2)


def test_who_speaks_for_it_is_told_of_its_own_to_come_and_of_nothing_overdue() -> None:
    own, late = post("A", 20, originator="EG"), post("B", -1, originator="EG")
    other = post("C", 20)
    assert names(FOCAL) == {f"forum.post:{own.pk}"}
    assert names(STAFF) == {f"forum.post:{other.pk}"}
    assert due_counts(FOCAL, within=NOTICE) == (0, 0)
    assert reviewable(FOCAL, "forum.post", str(late.pk)) is None


def test_row_7_what_is_overdue_is_seen_by_who_reviews_alone_and_as_its_audience_allows() -> None:
    late = post("A", -1)
    shared = post("B", -1, tlp="TLP:AMBER", originator="EG", audience=Audience.of(["EG"]))
    named = post("C", -1, tlp="TLP:RED", originator="EG", audience=Audience.of([OF_EGYPT.key]))
    for actor in (FOCAL, STAFF, REVIEWER, OF_EGYPT):
        assert not rows(actor, Permission.RECORD_READ, Post).exists()
    assert names(REVIEWER) == {f"forum.post:{late.pk}"}
    assert names(OF_EGYPT) == {f"forum.post:{one.pk}" for one in (late, shared, named)}


def test_it_is_kept_until_another_day_for_a_reason_and_is_seen_again() -> None:
    late = post(in_days=-1)
    keep_until(REVIEWER, late, TODAY + timedelta(730), why="The office is still held.")
    late.refresh_from_db()
    assert (late.kept_since, late.review_by) == (TODAY, TODAY + timedelta(730))
    assert decide(STAFF, Permission.RECORD_READ, late)
    line = Entry.objects.filter(permission="review.decide", allowed=True).get()
    assert line.detail["things"][0]["why"] == "The office is still held."


@pytest.mark.parametrize(("days", "why"), [(730, " "), (0, "Why."), (-3, "Why."), (731, "Why.")])
def test_row_8_it_is_not_kept_without_a_reason_nor_beyond_what_its_class_allows(days: int, why: str) -> None:
    late = post(in_days=-1)
    with pytest.raises(ValueRefused):
        keep_until(REVIEWER, late, TODAY + timedelta(days), why=why)
    assert Post.objects.get().review_by == TODAY - timedelta(1)


def test_row_59_whoever_brought_it_in_does_not_decide_nor_whoever_acts_for_them() -> None:
    kept = document(by=REVIEWER.key)
    lent = Actor("user:30", "To whom it was lent", frozenset({Role.REVIEWER}), delegated_by=frozenset({REVIEWER.key}))
    for actor in (REVIEWER, lent, STAFF):
        with pytest.raises(Refused):
            keep_until(actor, kept, TODAY + timedelta(30), why="I need it.")
        with pytest.raises(Refused):
            let_go(actor, kept, why="I do not need it.")
    keep_until(OF_EGYPT, kept, TODAY + timedelta(30), why="It is needed.")
    assert Entry.objects.filter(permission="review.decide", allowed=False).count() == 6


def test_what_is_let_go_is_gone_at_once_with_what_quotes_it_and_can_be_kept_again() -> None:
    kept = document()
    passage = Passage.objects.create(document=kept, start=4, end=9, quote="group")
    cited = Citation.objects.create(
        record_type="parties.party", record_key="EG", field="acronym", value="EG", passage=passage
    )
    let_go(REVIEWER, kept, why="Nobody needs it.")
    kept.refresh_from_db()
    cited.refresh_from_db()
    assert kept.review_by == cited.review_by == TODAY - timedelta(1)
    assert not decide(STAFF, Permission.SOURCE_READ, kept)
    assert not decide(STAFF, Permission.CITATION_READ, cited)
    keep_until(REVIEWER, kept, TODAY + timedelta(90), why="It is needed after all.")
    assert decide(STAFF, Permission.CITATION_READ, Citation.objects.get())


def test_what_was_decided_meanwhile_is_not_decided_over() -> None:
    late = post(in_days=-1)
    seen = version_of(late)
    keep_until(REVIEWER, late, TODAY + timedelta(30), why="It is held.", seen=seen)
    with pytest.raises(Stale):
        let_go(OF_EGYPT, late, why="It is not.", seen=seen)
