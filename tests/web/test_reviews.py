"""Who reviews sees what is due on a page of its own, counted on the start page, and decides there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from muntada.access import clock
from muntada.evidence.models import Document
from muntada.forum.models import Post
from muntada.trail.models import Entry
from tests.web.canaries import member
from tests.web.conftest import Forum
from tests.web.test_matrix import browser

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def posts(forum: Forum) -> tuple[Post, Post]:
    """One that is overdue and one to come, both entered by the forum."""
    today = clock.today()
    since = today - timedelta(600)
    return tuple(  # type: ignore[return-value]
        Post.objects.create(
            person=name, role="minister", party_id="MA", kept_since=since, review_by=today + timedelta(days)
        )
        for name, days in (("Amal the first", -1), ("Badr the second", 100))
    )


def where(record: Any) -> str:
    return f"{reverse('review')}?type={record._meta.label_lower}&key={record.pk}"


def decide(record: Any, role: str = "reviewer", **given: object) -> Any:
    client = browser(role)
    page = client.get(where(record))
    initial = page.context["form"].initial
    sent = {**initial, "until": initial["until"].isoformat(), "why": "The office is still held."}
    return client.post(where(record), {**sent, **given}, follow=True)


def test_the_start_page_counts_for_who_reviews_and_for_nobody_else(posts: tuple[Post, Post]) -> None:
    words = "1 review is overdue · 1 comes within six months"
    assert words in browser("reviewer").get(reverse("start")).content.decode()
    for role in ("secretariat", "analyst", "administrator", "reader"):
        assert "overdue" not in browser(role).get(reverse("start")).content.decode()


def test_the_list_holds_the_overdue_for_who_reviews_and_what_is_to_come_for_its_originator(
    posts: tuple[Post, Post],
) -> None:
    said = {role: browser(role).get(reverse("reviews")).content.decode() for role in ("reviewer", "analyst", "reader")}
    assert ("Amal the first" in said["reviewer"], "Badr the second" in said["reviewer"]) == (True, True)
    assert ("Amal the first" in said["analyst"], "Badr the second" in said["analyst"]) == (False, True)
    assert "No review is due" in said["reader"]
    assert reverse("review") not in said["analyst"]
    rooms = browser("reader").get(reverse("start")).content.decode()
    assert f'href="{reverse("reviews")}"' not in rooms  # no room for those who have nothing there


def test_a_record_is_kept_until_another_day(posts: tuple[Post, Post]) -> None:
    late = posts[0]
    assert "Amal the first" in browser("reviewer").get(where(late)).content.decode()
    assert "It is kept until that day" in decide(late).content.decode()
    late.refresh_from_db()
    assert late.review_by == clock.today() + timedelta(730)
    line = Entry.objects.filter(permission="review.decide", allowed=True).get()
    assert line.actor == f"user:{member('reviewer').pk}"
    assert line.detail["things"][0]["why"] == "The office is still held."


def test_a_record_is_let_go(posts: tuple[Post, Post]) -> None:
    coming = posts[1]
    assert "It is let go" in decide(coming, verdict="let_go", until="").content.decode()
    coming.refresh_from_db()
    assert coming.review_by == clock.today() - timedelta(1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"why": ""}, "required"),
        ({"why": "   "}, "required"),
        ({"until": ""}, "Say until when it is kept."),
        ({"until": "2020-01-01"}, "no later than the last one"),
        ({"until": "2999-01-01"}, "no later than the last one"),
        ({"verdict": "burn"}, "burn"),
        ({"seen": "0123456789abcdef"}, "Somebody decided this"),
    ],
)
def test_what_cannot_be_decided_so_is_said_and_changes_nothing(
    given: dict[str, object], words: str, posts: tuple[Post, Post]
) -> None:
    answer = decide(posts[0], **given)
    assert answer.status_code in {409, 422}
    assert words in answer.content.decode()
    assert Post.objects.get(pk=posts[0].pk).review_by == posts[0].review_by


def test_nobody_else_decides_and_nobody_what_they_brought_in(forum: Forum, posts: tuple[Post, Post]) -> None:
    for role in ("administrator", "secretariat", "analyst", "reader", "focal_point"):
        assert browser(role).get(where(posts[0])).status_code == 404
        assert browser(role).post(where(posts[0]), {"verdict": "let_go", "why": "x"}).status_code == 404
    reviewer = browser("reviewer")
    own = forum.source.document
    brought = f"user:{int(reviewer.session['_auth_user_id'])}"
    Document.objects.filter(pk=own.pk).update(captured_by=brought, review_by=clock.today(), kept_since=clock.today())
    sent = {"verdict": "let_go", "why": "Mine.", "seen": "x"}
    assert reviewer.post(where(own), sent).status_code == 403
