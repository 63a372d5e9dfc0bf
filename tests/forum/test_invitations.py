"""Inviting parties to a meeting, and what they answer."""

from __future__ import annotations

import pytest

from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.actions.delegations import register_delegation
from muntada.forum.actions.invitations import (
    answer_invitation,
    change_invitation,
    invite,
    invite_members,
    note_sent,
    take_back_invitation,
)
from muntada.forum.coming import ComingRefused
from muntada.forum.models import Body, Invitation, Registration, Standing
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import FOCAL_POINT, READER
from tests.forum.coming import CHAIR, SECRETARIAT, delegation, focal_point, invited, meeting, party, person

pytestmark = pytest.mark.django_db
READ = Permission.RECORD_READ


def sees(actor: object, one: Invitation) -> bool:
    return rows(actor, READ, Invitation).filter(pk=one.pk).exists()  # type: ignore[arg-type]


def test_a_party_sees_its_invitation_once_it_has_gone_out_and_nobody_elses_ever() -> None:
    one = invite(SECRETARIAT, meeting(), party("MA"), places=3)
    assert sees(SECRETARIAT, one)
    assert sees(CHAIR, one)
    assert not sees(focal_point("MA"), one)
    note_sent(SECRETARIAT, one)
    assert sees(focal_point("MA"), one)
    assert not sees(focal_point("EG"), one)
    assert not sees(READER, one)


def test_a_second_letter_to_one_party_changes_nothing() -> None:
    one = invited(meeting(), "MA")
    day = one.sent_on
    answer_invitation(focal_point("MA"), one, accepts=True)
    note_sent(SECRETARIAT, one)
    one.refresh_from_db()
    assert (one.state, one.sent_on) == ("accepted", day)


def test_every_member_is_invited_in_one_go_and_again_only_who_was_not() -> None:
    of = meeting()
    invite(SECRETARIAT, of, party("EG"), places=9)
    made = invite_members(CHAIR, of, places=4)
    assert {one.party_id for one in made} == {"MA", "NL", "SA"}
    assert invite_members(SECRETARIAT, of) == []
    with_observers = invite_members(SECRETARIAT, of, observers=True)
    assert [(one.party_id, one.as_observer) for one in with_observers] == [("FR", True)]
    assert Invitation.objects.get(party="EG").places == 9


def test_who_has_left_the_body_is_not_invited_with_its_members() -> None:
    of = meeting()
    assert of.body is not None
    Standing.objects.create(membership=of.body.memberships.get(party="NL"), status="withdrawn", since="2020-01-01")
    of.body.memberships.filter(party="SA").update(end="2019")
    assert {one.party_id for one in invite_members(SECRETARIAT, of)} == {"MA", "EG"}


def test_a_body_without_members_of_its_own_invites_those_of_the_body_above() -> None:
    of = meeting()
    below = Body.objects.create(party=Party.objects.create(key="gctf.coco.bureau", kind="body"), parent=of.body)
    of.body = below
    of.save()
    assert {one.party_id for one in invite_members(SECRETARIAT, of)} == {"MA", "EG", "NL", "SA"}


def test_only_who_runs_the_meeting_invites() -> None:
    of = meeting()
    for actor in (FOCAL_POINT, READER, focal_point("MA"), None):
        with pytest.raises(Refused):
            invite(actor, of, party("MA"))  # type: ignore[arg-type]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"status": "cancelled"}, "over"),
        ({"status": "held"}, "over"),
        ({"days": -10}, "over"),
        ({"tlp": "TLP:AMBER+STRICT"}, "unseen"),
    ],
)
def test_nobody_is_invited_to_what_is_over_or_not_shared_with_them(values: dict[str, object], code: str) -> None:
    of = meeting(**values)  # type: ignore[arg-type]
    with pytest.raises(ComingRefused) as caught:
        invite(SECRETARIAT, of, party("MA"))
    assert caught.value.code == code


def test_a_party_is_invited_once() -> None:
    of = meeting()
    invite(SECRETARIAT, of, party("MA"))
    with pytest.raises(ComingRefused, match="invited already"):
        invite(SECRETARIAT, of, party("MA"))


def test_a_party_answers_for_itself_and_the_secretariat_for_whoever_wrote_to_it() -> None:
    of = meeting()
    one, other = invited(of, "MA"), invited(of, "EG")
    with pytest.raises(Refused):
        answer_invitation(focal_point("EG"), one, accepts=True)
    answer_invitation(focal_point("MA"), one, accepts=True, answer="  بكل سرور ")
    answer_invitation(SECRETARIAT, other, accepts=False)
    assert [(a.state, a.answer) for a in (one, other)] == [("accepted", "بكل سرور"), ("declined", "")]
    lines = Entry.objects.filter(permission="invitation.answer", allowed=True)
    assert all("بكل" not in str(line.detail) for line in lines)


def test_who_declines_withdraws_whoever_was_registered_and_comes_no_more() -> None:
    of = meeting()
    here = delegation(of, "MA")
    person(here)
    one = Invitation.objects.get(party="MA")
    answer_invitation(focal_point("MA"), one, accepts=False)
    assert Registration.objects.get().state == "withdrawn"
    with pytest.raises(ComingRefused, match="declined"):
        register_delegation(focal_point("MA"), of, party("MA"))
    answer_invitation(focal_point("MA"), one, accepts=True)
    assert register_delegation(focal_point("MA"), of, party("MA")) == here


def test_there_are_never_fewer_places_than_persons() -> None:
    of = meeting()
    here = delegation(of, "MA", places=2)
    person(here)
    person(here, "Karim")
    one = Invitation.objects.get(party="MA")
    with pytest.raises(ComingRefused) as caught:
        change_invitation(SECRETARIAT, one, places=1, as_observer=False)
    assert caught.value.code == "fewer_places"
    change_invitation(SECRETARIAT, one, places=5, as_observer=True)
    here.refresh_from_db()
    assert here.observer


def test_an_invitation_is_taken_back_as_long_as_it_has_not_gone_out() -> None:
    of = meeting()
    take_back_invitation(SECRETARIAT, invite(SECRETARIAT, of, party("MA")))
    assert not Invitation.objects.exists()
    with pytest.raises(ComingRefused) as caught:
        take_back_invitation(SECRETARIAT, invited(of, "MA"))
    assert caught.value.code == "sent"
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("text", ["a\u202eb", "x\0y", "\ud800", "a" * 2001, "ً" * 40])
def test_an_answer_holds_no_characters_that_cannot_be_kept(text: str) -> None:
    one = invited(meeting(), "MA")
    with pytest.raises(ComingRefused):
        answer_invitation(focal_point("MA"), one, accepts=True, answer=text)
    one.refresh_from_db()
    assert one.state == "sent"


@pytest.mark.parametrize("places", [0, -1, 1000, 10**30])
def test_a_number_of_places_is_one_that_a_meeting_can_have(places: int) -> None:
    of = meeting()
    one = invite(SECRETARIAT, of, party("MA"))
    for deed in (
        lambda: invite(SECRETARIAT, of, party("EG"), places=places),
        lambda: invite_members(SECRETARIAT, of, places=places),
        lambda: change_invitation(SECRETARIAT, one, places=places, as_observer=False),
    ):
        with pytest.raises(ComingRefused) as caught:
            deed()
        assert caught.value.code == "places_number"
