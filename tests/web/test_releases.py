"""A release is asked for and answered in the product, by two people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils.translation import override

from muntada.evidence.models import Release
from muntada.forum.models import Meeting
from muntada.people.models import User
from tests.web.canaries import State, member, populate
from tests.web.conftest import Forum
from tests.web.test_matrix import browser


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def world(forum: Forum) -> dict[str, State]:
    return populate(forum)


def ask(world: dict[str, State], **given: object) -> str:
    where = f"{reverse('release-ask')}?type=forum.meeting&key={world['own'].meeting.pk}"
    response = browser("focal_point").post(where, {"why": "For a seminar.", **given})
    return response.headers.get("Location", "") if response.status_code == 302 else response.content.decode()


def test_a_release_is_asked_for_answered_and_taken_back(forum: Forum, world: dict[str, State]) -> None:
    Meeting.objects.filter(pk=world["own"].meeting.pk).update(body=forum.body)
    assert browser("partner").get(reverse("meeting", args=[world["own"].meeting.pk])).status_code == 404
    there = ask(world, audience=["NL"])
    release = Release.objects.latest("pk")
    assert there == reverse("release", args=[release.pk])
    validator = browser("validator", fresh=True)
    assert "Answer for the originator" in validator.get(there).content.decode()
    validator.post(reverse("release-answer", args=[release.pk]), {"answer": "yes", "reason": "Agreed."})
    assert browser("partner").get(reverse("meeting", args=[world["own"].meeting.pk])).status_code == 200
    said = validator.post(reverse("release-withdraw", args=[release.pk]), follow=True).content.decode()
    assert "It had gone to" in said
    assert browser("partner").get(reverse("meeting", args=[world["own"].meeting.pk])).status_code == 404


def test_a_record_goes_no_further_than_what_it_belongs_to(world: dict[str, State]) -> None:
    ask(world, audience=["NL"])
    where = reverse("release-answer", args=[Release.objects.latest("pk").pk])
    said = browser("validator", fresh=True).post(where, {"answer": "yes", "reason": "Agreed."}, follow=True)
    assert "has to be released first" in said.content.decode()
    assert Release.objects.latest("pk").state == "asked"


def test_whoever_asked_does_not_answer(world: dict[str, State]) -> None:
    ask(world, audience=["NL"])
    release = Release.objects.latest("pk")
    response = browser("focal_point", fresh=True).post(
        reverse("release-answer", args=[release.pk]), {"answer": "yes", "reason": "I say so."}
    )
    assert response.status_code == 403
    release.refresh_from_db()
    assert release.state == "asked"


def test_nothing_is_answered_without_proving_once_more_who_one_is(world: dict[str, State]) -> None:
    ask(world, audience=["NL"])
    where = reverse("release-answer", args=[Release.objects.latest("pk").pk])
    response = browser("validator").post(where, {"answer": "yes", "reason": "Agreed."})
    assert response.headers["Location"].startswith(reverse("step-up"))
    assert Release.objects.latest("pk").state == "asked"


@pytest.mark.parametrize(
    "given", [{}, {"to_label": "TLP:RED"}, {"audience": ["XX"]}, {"until": "2020-01-01"}, {"why": ""}]
)
def test_what_is_no_widening_is_said_at_the_form(world: dict[str, State], given: dict[str, object]) -> None:
    before = Release.objects.count()
    assert "<form" in ask(world, **given)
    assert Release.objects.count() == before


def test_row_56_no_form_sets_what_it_does_not_show(world: dict[str, State]) -> None:
    """Every column of a release and of a record is posted by everybody; none of them is taken."""
    sent = {column.name: "TLP:CLEAR" for column in (*Release._meta.fields, *Meeting._meta.fields)}
    sent |= {"originator": "NL", "state": "given", "answered_by": "user:0", "tlp": "TLP:CLEAR", "is_active": "1"}
    before = Meeting.objects.values_list("pk", "tlp", "originator", "audience").order_by("pk")
    kept = list(before)
    for role in ("focal_point", "validator", "reader", "secretariat", "administrator"):
        where = f"{reverse('release-ask')}?type=forum.meeting&key={world['own'].meeting.pk}"
        browser(role, fresh=True).post(
            where, {**sent, "why": "Why not.", "audience": ["NL"], "to_label": "", "until": ""}
        )
    made = Release.objects.filter(record_key=str(world["own"].meeting.pk)).exclude(asked_by="user:0")
    assert {(one.originator, one.state, one.answered_by) for one in made} == {("MA", "asked", "")}
    assert list(before) == kept


def test_a_right_that_ended_ends_in_a_held_page_and_in_a_running_export(world: dict[str, State]) -> None:
    client = browser("focal_point", fresh=True)
    where = reverse("export", args=["meetings", "jsonl"])
    response = client.get(where)
    lines = iter(response.streaming_content)
    next(lines)
    User.objects.filter(pk=member("focal_point").pk).update(is_active=False)
    rest = b"".join(lines)
    assert b"ended" in rest
    assert b"xj" not in rest
    assert client.get(reverse("meeting", args=[world["own"].meeting.pk])).status_code == 302
