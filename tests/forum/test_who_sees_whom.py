"""Who sees whom at a meeting, by consent and state, and how long what is kept of participants stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.actions.invitations import answer_invitation
from muntada.forum.actions.meetings import cancel_meeting, postpone_meeting
from muntada.forum.actions.registrations import (
    decide_registration,
    register_person,
    show_person,
    withdraw_consent,
    withdraw_registration,
)
from muntada.forum.models import Invitation, Registration
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.people.models import Affiliation, User
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import READER
from tests.forum.coming import CHAIR, SECRETARIAT, delegation, focal_point, meeting, party, person, refusal

pytestmark = pytest.mark.django_db
MOROCCO, EGYPT, FRANCE = focal_point("MA"), focal_point("EG"), focal_point("FR")


def sees(actor: Actor | None, one: Registration) -> bool:
    return rows(actor, Permission.RECORD_READ, Registration).filter(pk=one.pk).exists()


def test_nobody_is_shown_more_widely_than_they_consented_to() -> None:
    of = meeting()
    here, other = delegation(of, "MA"), delegation(of, "EG")
    observing = delegation(of, "FR", as_observer=True)
    assert other.party_id != observing.party_id
    watching = {"own": MOROCCO, "same": EGYPT, "observer": FRANCE, "elsewhere": focal_point("NL"), "reader": READER}
    seen = {}
    for wish in Registration.Visibility.values:
        one = person(here, f"Leila {wish}", visibility=wish, consented=wish != "nobody")
        seen[wish] = {who for who, actor in watching.items() if sees(actor, one)}
        assert sees(SECRETARIAT, one)
        assert not sees(None, one)
    assert seen == {
        "nobody": {"own"},
        "same_category": {"own", "same"},
        "participants": {"own", "same", "observer"},
        "all": set(watching),
    }


def test_who_comes_later_sees_and_who_declines_sees_no_more() -> None:
    of = meeting()
    one = person(delegation(of, "MA"), visibility="participants", consented=True)
    assert not sees(EGYPT, one)
    delegation(of, "EG")
    assert sees(EGYPT, one)
    answer_invitation(EGYPT, Invitation.objects.get(party="EG"), accepts=False)
    assert not sees(EGYPT, one)
    assert sees(MOROCCO, one)


def test_before_approval_and_after_withdrawal_nobody_else_sees_anybody() -> None:
    of = meeting()
    delegation(of, "EG")
    here = delegation(of, "MA")
    one = register_person(MOROCCO, here, name="Leila", visibility="all", consented=True)
    assert not sees(EGYPT, one)
    decide_registration(SECRETARIAT, one, approve=True)
    assert sees(READER, one)
    withdraw_registration(MOROCCO, one)
    assert not sees(READER, one)
    assert not sees(EGYPT, one)
    assert sees(MOROCCO, one)


def test_a_consent_that_is_withdrawn_narrows_at_once_and_ends_releases() -> None:
    from muntada.access.models import Audience
    from muntada.evidence.models import Release

    of = meeting()
    delegation(of, "EG")
    one = person(delegation(of, "MA"), visibility="participants", consented=True)
    release = Release.objects.create(
        record_type="forum.registration",
        record_key=str(one.pk),
        originator="muntada",
        audience=Audience.of(["NL"]),
        asked_by="user:0",
        why="Why.",
        state="given",
        answered_by="user:9",
        reason="Why.",
        answered_at=clock.now(),
    )
    one.marked(Handling(TLP.AMBER, "muntada", frozenset({"MA", "EG", "NL"})))
    one.save()
    for actor in (EGYPT, READER, CHAIR):
        with pytest.raises(Refused):
            withdraw_consent(actor, one)
    withdraw_consent(MOROCCO, one)
    assert not sees(EGYPT, one)
    assert not sees(focal_point("NL"), one)
    assert (one.visibility, one.consented_on, one.handling.tlp) == ("nobody", None, TLP.AMBER_STRICT)
    release.refresh_from_db()
    assert release.state == "withdrawn"
    delegation(of, "NL")
    assert not sees(focal_point("NL"), Registration.objects.get(pk=one.pk))


def test_a_person_withdraws_their_own_consent_even_after_the_meeting() -> None:
    user = User.objects.create(email="leila@example.org", name="Leila")
    of = meeting()
    Affiliation.objects.create(user=user, party=party("MA"))
    one = person(delegation(of, "MA"), email="Leila@example.org", visibility="all", consented=True)
    assert one.user == user.pk
    herself = Actor(f"user:{user.pk}", "Leila", frozenset({Role.PERSON}))
    with clock.at(clock.today() + timedelta(40)):
        withdraw_consent(herself, one)
    assert not sees(READER, one)


def test_nobody_learns_from_a_registration_whether_an_address_is_somebody_s_of_another_party() -> None:
    User.objects.create(email="hassan@example.org", name="Hassan")
    one = person(delegation(meeting(), "MA"), email="hassan@example.org", visibility="participants", consented=True)
    assert one.user is None
    assert all(key in {"MA"} for key in one.audience_keys)


def test_a_new_consent_shows_as_far_as_it_says() -> None:
    of = meeting()
    delegation(of, "EG")
    one = person(delegation(of, "MA"))
    with refusal("consent"):
        show_person(MOROCCO, one, visibility="participants", consented=False)
    show_person(MOROCCO, one, visibility="participants", consented=True)
    assert sees(EGYPT, one)
    show_person(MOROCCO, one, visibility="nobody", consented=False)
    assert not sees(EGYPT, one)


def test_what_somebody_marked_more_strictly_by_hand_stays_so() -> None:
    of = meeting()
    one = person(delegation(of, "MA"), visibility="participants", consented=True)
    one.marked(Handling(TLP.RED, "muntada", frozenset({SECRETARIAT.key})))
    one.save()
    delegation(of, "EG")
    one.refresh_from_db()
    assert one.tlp == "TLP:RED"
    assert not sees(EGYPT, one)
    withdraw_consent(SECRETARIAT, one)
    assert one.tlp == "TLP:RED"


def test_nothing_is_wider_than_the_meeting() -> None:
    from muntada.access.models import Audience

    of = meeting(tlp="TLP:AMBER", audience=Audience.of(["MA", "EG"]))
    one = person(delegation(of, "MA"), visibility="all", consented=True)
    assert one.handling == of.handling
    assert not sees(READER, one)


def test_rows_1_2_and_6_a_registration_has_purpose_basis_category_and_a_review_after_the_meeting() -> None:
    of = meeting(days=30)
    one = person(delegation(of, "MA"))
    assert (one.purpose, one.legal_basis_id, one.category, one.retention) == (
        "conduct_of_the_forum",
        "public_office",
        "official",
        "case",
    )
    assert one.review_by == clock.today() + timedelta(31 + 90)


def test_row_6_what_is_registered_long_before_is_kept_for_a_year_at_most() -> None:
    one = person(delegation(meeting(days=300), "MA"))
    assert one.review_by == clock.today() + timedelta(365)
    here = delegation(meeting(days=500), "EG")
    with refusal("early"):
        register_person(EGYPT, here, name="Hassan")


def test_row_6_the_review_follows_the_days_of_the_meeting_and_comes_soon_where_it_is_cancelled() -> None:
    of = meeting(days=30)
    one = person(delegation(of, "MA"))
    assert of.starts_at is not None
    assert of.ends_at is not None
    later = {"starts_at": of.starts_at + timedelta(60), "ends_at": of.ends_at + timedelta(60)}
    postpone_meeting(SECRETARIAT, of, reason="A storm.", **later)
    one.refresh_from_db()
    assert one.review_by == clock.today() + timedelta(31 + 60 + 90)
    cancel_meeting(SECRETARIAT, of, reason="No host.")
    one.refresh_from_db()
    assert one.review_by == clock.today() + timedelta(30)


def test_row_35_the_trail_says_who_registered_and_names_nobody() -> None:
    one = person(delegation(meeting(), "MA"), "زينب القاسمي", email="zaynab@example.org", office="مستشارة")
    said = str(list(Entry.objects.values_list("detail", "thing_key", "recipient")))
    assert not [word for word in ("زينب", "zaynab", "مستشارة") if word in said]
    line = Entry.objects.filter(permission="delegation.register", allowed=True).latest("pk")
    assert line.actor == MOROCCO.key
    assert str(one.pk) in str(line.detail)
