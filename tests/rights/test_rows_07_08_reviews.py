"""Rows 7 and 8: what is overdue is hidden everywhere at once, and who decides of it was told six months before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Meeting, Post
from muntada.outreach.models import Message
from muntada.rights.actions.keeping import GRACE, NOTICE, look_after
from muntada.rights.models import Erasure, Reminder
from tests.api.conftest import Program, token_for
from tests.web.canaries import member
from tests.web.conftest import Forum, acting, person

TODAY = date(2027, 3, 1)
WORD = "Zqreviewxj"


@pytest.fixture
def standing_clock() -> Iterator[None]:
    with clock.at(datetime(2027, 3, 1, 23, 50, tzinfo=UTC)):
        yield


@pytest.fixture
def meeting(standing_clock: None, forum: Forum) -> Meeting:
    """A meeting whose review is due today."""
    return Meeting.objects.create(
        body=forum.body, kind="session", title=WORD, when="2026-11-05", place="Rabat", review_by=TODAY
    )


def everything_said(client: Client, program: Program, pk: int) -> dict[str, str]:
    """What every door says to one reader: page, list, search, counts, picture, evidence, file, API."""
    with_words = {
        "page": reverse("meeting", args=[pk]),
        "list": reverse("meetings"),
        "search": f"{reverse('meetings')}?text={WORD}",
        "calendar": reverse("calendar", args=[2026]),
        "body": reverse("body", args=["gctf.coco"]),
        "csv": reverse("export", args=["meetings", "csv"]),
        "jsonl": reverse("export", args=["meetings", "jsonl"]),
    }
    said = {}
    for name, where in with_words.items():
        answer: Any = client.get(where)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said[name] = f"{answer.status_code} {body.decode()}"
    for name, path in (("api one", f"/meetings/{pk}"), ("api list", "/meetings?year=2026"), ("api count", "/meetings")):
        answer = program.get(path)
        said[name] = f"{answer.status_code} {answer.content.decode()}"
    return said


def test_row_7_the_day_after_its_review_a_record_is_nowhere_for_anybody(
    meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    browsers = {role: client_of(role) for role in ("reader", "secretariat", "analyst", "administrator")}
    programs = {role: Program(token_for(role)) for role in browsers}
    for role, browser in browsers.items():
        force_proof(role)
        before = everything_said(browser, programs[role], meeting.pk)
        assert [name for name, text in before.items() if WORD not in text] in ([], ["body"], ["calendar", "body"]), role
    with clock.at(datetime(2027, 3, 2, 0, 0, 1, tzinfo=UTC)):
        for role, browser in browsers.items():
            force_proof(role)
            after = everything_said(browser, programs[role], meeting.pk)
            # The very browser that had the page a moment ago: no door answers from what it kept.
            assert [name for name, text in after.items() if WORD in text and name != "search"] == [], role
            assert f"/meetings/{meeting.pk}/" not in after["search"]
            assert after["page"].startswith("404")
            assert after["api one"].startswith("404")
        seen = rows(acting("reviewer"), Permission.RECORD_REVIEW, Meeting)
        assert list(seen.filter(pk=meeting.pk)) == [meeting], "the reviewer decides of it"


def force_proof(role: str) -> None:
    from muntada.signin.models import Session

    Session.objects.filter(user=person(role)).update(proved_at=clock.now())


def test_row_7_no_answer_about_a_record_may_be_kept_by_anything_between(
    meeting: Meeting, client_of: Callable[[str], Client]
) -> None:
    answer = client_of("reader").get(reverse("meeting", args=[meeting.pk]))
    assert "public" not in answer.headers.get("Cache-Control", "")
    assert "max-age=" not in answer.headers.get("Cache-Control", "").replace("max-age=0", "")


def a_post(originator: str = "MA") -> Post:
    return Post.objects.create(
        person="Salim",
        role="president",
        party_id="MA",
        originator=originator,
        kept_since=TODAY,
        review_by=TODAY + 2 * NOTICE,
    )


def test_row_8_six_months_before_a_review_those_who_decide_are_told_once(forum: Forum, standing_clock: None) -> None:
    reviewer, validator = member("reviewer"), member("validator")
    post = a_post()
    due = post.review_by
    with clock.at(due - NOTICE - timedelta(1)):
        assert look_after(CLERK)["told"] == 0
    with clock.at(due - NOTICE):
        assert look_after(CLERK)["told"] == 1
        assert look_after(CLERK)["told"] == 0
    with clock.at(due - timedelta(100)):
        assert look_after(CLERK)["told"] == 0
    reminder = Reminder.objects.get()
    assert (reminder.record_type, reminder.record_key, reminder.review_by) == ("forum.post", str(post.pk), due)
    letters = Message.objects.order_by("person")
    assert {one.person for one in letters} == {reviewer, validator}
    assert {one.state for one in letters} == {"held"}, "a person lets it go"
    assert all("Salim" not in one.text + one.subject for one in letters), "which record it is stands on the page"
    Post.objects.update(review_by=due + timedelta(30))
    with clock.at(due - timedelta(100)):
        assert look_after(CLERK)["told"] == 1, "another date is another notice"


def test_row_8_a_body_s_own_record_is_told_to_the_secretariat_where_the_forum_entered_it(
    forum: Forum, standing_clock: None
) -> None:
    member("reviewer")
    secretary = person("secretariat")
    a_post("muntada")
    with clock.at(TODAY + NOTICE):
        look_after(CLERK)
    assert secretary in {one.person for one in Message.objects.all()}


def test_rows_7_and_9_what_is_hidden_for_a_month_is_erased_unless_somebody_disputes_it(
    forum: Forum, standing_clock: None
) -> None:
    post = a_post()
    due = post.review_by
    for name, mark in (("Omar", "restricted"), ("Noura", "disputed")):
        Post.objects.create(person=name, role="chair", party_id="MA", review_by=due, kept_since=TODAY, **{mark: True})
    with clock.at(due + GRACE):
        assert look_after(CLERK)["erased"] == 0
    with clock.at(due + GRACE + timedelta(1)):
        assert look_after(CLERK)["erased"] == 1
        assert look_after(CLERK)["erased"] == 0
    erasure = Erasure.objects.get()
    assert (erasure.why, erasure.state, erasure.record_key) == ("retention", "decided", str(post.pk))
