"""The forum's verbs, called as a page or another room calls them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from muntada.access.actor import DOORKEEPER
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.bodies import record_body
from muntada.forum.actions.meetings import record_meeting
from muntada.forum.actions.posts import record_post
from muntada.forum.actions.terms import record_term
from muntada.forum.models import Body, Meeting, Post, Term
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, ANALYST, FOCAL_POINT, READER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parties() -> None:
    for key, kind in (("EG", "state"), ("NL", "state"), ("gctf", "body"), ("gctf.coco", "body")):
        Party.objects.create(key=key, kind=kind)


def test_a_verb_says_what_it_made_and_what_it_wrote() -> None:
    first = record_term(ANALYST, body="gctf", party="EG", role="co_chair", start="2021")
    term = Term.objects.get()
    assert first.records == [term]
    assert first.created == [Body.objects.get(), term]
    second = record_term(ANALYST, body="gctf", party="EG", role="co_chair", start="2021-10", end="2023")
    assert second.created == []
    assert second.wrote == {f"forum.term:{term.pk}": ["start", "end"]}
    assert Entry.objects.filter(permission="record.write", allowed=True).count() == 2


def test_two_vague_meetings_are_not_taken_for_one_another() -> None:
    record_meeting(ANALYST, kind="workshop", body="gctf")
    record_meeting(ANALYST, kind="workshop", body="gctf", place="Cairo")
    assert Meeting.objects.count() == 2


def test_ordinal_and_body_say_which_meeting_is_meant() -> None:
    record_meeting(ANALYST, kind="meeting", body="gctf.coco", ordinal=9)
    record_meeting(ANALYST, kind="coordinating_committee_meeting", body="gctf.coco", ordinal=9, when="2016-04-13")
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.when) == ("coordinating_committee_meeting", "2016-04-13")


def test_an_end_that_would_come_before_the_known_start_is_refused() -> None:
    record_term(ANALYST, body="gctf", party="EG", role="co_chair", start="2019")
    with pytest.raises(ValueRefused) as caught:
        record_term(ANALYST, body="gctf", party="EG", role="co_chair", end="2018", into=Term.objects.get())
    assert caught.value.field == "end"
    assert Term.objects.get().end == ""


def test_a_term_of_another_party_is_not_written_into() -> None:
    record_term(ANALYST, body="gctf", party="EG", role="co_chair")
    with pytest.raises(ValueRefused, match="EG in gctf"):
        record_term(ANALYST, body="gctf", party="NL", role="co_chair", into=Term.objects.get())


def test_a_body_is_not_merged_into_another() -> None:
    record_body(ANALYST, key="gctf", established="2011")
    with pytest.raises(ValueRefused):
        record_body(ANALYST, key="gctf.coco", into=Body.objects.get())


@pytest.mark.parametrize(
    ("handling", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"review_by": timezone.localdate()}, "review_by"),
        ({"review_by": timezone.localdate() + timedelta(days=731)}, "review_by"),
    ],
)
def test_rights_1_2_6_nothing_is_kept_of_a_person_without_purpose_basis_and_review(
    handling: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as caught:
        record_post(ANALYST, person="Salim", role="president", body="EG", **handling)
    assert caught.value.field == field
    assert not Post.objects.exists()


def test_a_person_is_the_same_however_the_name_is_spelled() -> None:
    record_post(ANALYST, person="أحمد الأمين", role="president", body="EG")
    record_post(ANALYST, person="احمد الامين", role="president", body="EG")
    assert Post.objects.get().person == "أحمد الأمين"


@pytest.mark.parametrize("actor", [ADMINISTRATOR, FOCAL_POINT, READER, DOORKEEPER, None])
def test_only_the_staff_writes_records(actor: Any) -> None:
    with pytest.raises(Refused):
        record_term(actor, body="gctf", party="EG", role="co_chair")
    assert not Term.objects.exists()
