"""Delegations, their credentials and the persons in them: who may enter whom, until when, and who then sees them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Processing
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.actions.arrivals import check_in, undo_check_in
from muntada.forum.actions.delegations import decide_credentials, present_credentials, register_delegation
from muntada.forum.actions.registrations import (
    change_registration,
    decide_registration,
    register_person,
    submit_registration,
    withdraw_registration,
)
from muntada.forum.models import Delegation, Invitation, Registration
from muntada.forum.queries.participants import at_the_desk, participants, quorum
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER
from tests.forum.coming import CHAIR, SECRETARIAT, delegation, focal_point, invited, meeting, party, person, refusal

pytestmark = pytest.mark.django_db
MOROCCO, EGYPT, FRANCE = focal_point("MA"), focal_point("EG"), focal_point("FR")


def sees(actor: Actor | None, one: Registration) -> bool:
    return rows(actor, Permission.RECORD_READ, Registration).filter(pk=one.pk).exists()


def test_a_party_registers_itself_and_nobody_else() -> None:
    of = meeting()
    invited(of, "MA")
    with pytest.raises(Refused):
        register_delegation(EGYPT, of, party("MA"))
    here = register_delegation(MOROCCO, of, party("MA"))
    with pytest.raises(Refused):
        register_person(EGYPT, here, name="Hassan")
    one = register_person(MOROCCO, here, name="  ليلى   الفاسي ", capacity="head", office="سفيرة")
    assert (one.name, one.state, one.capacity) == ("ليلى الفاسي", "pending", "head")
    assert Invitation.objects.get().state == "accepted"


def test_who_is_not_invited_does_not_come_unless_the_secretariat_says_so() -> None:
    of = meeting()
    with refusal("not_invited"):
        register_delegation(MOROCCO, of, party("MA"))
    assert register_delegation(SECRETARIAT, of, party("MA")).party_id == "MA"
    assert register_delegation(SECRETARIAT, of, party("MA")).pk == Delegation.objects.get().pk


def test_an_invited_observer_does_not_come_with_a_voice() -> None:
    of = meeting()
    invited(of, "FR", as_observer=True)
    assert register_delegation(FRANCE, of, party("FR"), observer=False).observer


def test_a_delegation_has_one_head_and_no_more_persons_than_places() -> None:
    here = delegation(meeting(), "MA", places=2)
    register_person(MOROCCO, here, name="Leila", capacity="head")
    with refusal("head"):
        register_person(MOROCCO, here, name="Karim", capacity="head")
    other = register_person(MOROCCO, here, name="Karim")
    with refusal("places"):
        register_person(MOROCCO, here, name="Nadia")
    draft = register_person(MOROCCO, here, name="Nadia", draft=True)
    with refusal("places"):
        submit_registration(MOROCCO, draft)
    withdraw_registration(MOROCCO, other)
    submit_registration(MOROCCO, draft)
    assert draft.state == "pending"


def test_the_database_itself_takes_one_head() -> None:
    from django.db import IntegrityError, transaction

    here = delegation(meeting(), "MA")
    register_person(MOROCCO, here, name="Leila", capacity="head")
    other = register_person(MOROCCO, here, name="Karim")
    with pytest.raises(IntegrityError, match=r"forum_one_head|forum_registration.delegation_id"), transaction.atomic():
        Registration.objects.filter(pk=other.pk).update(capacity="head")


def test_after_the_last_day_only_the_secretariat_registers_and_says_why() -> None:
    of = meeting(register_by=clock.today() + timedelta(10))
    here = delegation(of, "MA")
    draft = register_person(MOROCCO, here, name="Karim", draft=True)
    with clock.at(clock.today() + timedelta(10)):
        register_person(MOROCCO, here, name="Nadia")
    with clock.at(clock.today() + timedelta(11)):
        with refusal("closed"):
            register_person(MOROCCO, here, name="Leila", late_because="We forgot.")
        with refusal("closed"):
            submit_registration(MOROCCO, draft)
        with refusal("late_reason"):
            register_person(SECRETARIAT, here, name="Leila")
        late = register_person(SECRETARIAT, here, name="Leila", late_because="A note verbale came today.")
        submit_registration(SECRETARIAT, draft, late_because="As well.")
    assert late.late_because == "A note verbale came today."
    assert draft.late_because == "As well."


def test_nobody_comes_to_what_was_cancelled() -> None:
    of = meeting()
    here = delegation(of, "MA")
    of.status = "cancelled"
    of.save()
    with refusal("over"):
        register_person(MOROCCO, here, name="Leila")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "  "}, "name"),
        ({"name": "..."}, "name"),
        ({"name": "Le\u202eila"}, "name"),
        ({"name": "x" * 301}, "too_long"),
        ({"name": "Leila", "office": "a\0b"}, "name"),
        ({"name": "Leila", "email": "leila@"}, "email"),
        ({"name": "Leila", "capacity": "minister"}, "capacity"),
        ({"name": "Leila", "visibility": "everybody"}, "visibility"),
        ({"name": "Leila", "visibility": "all"}, "consent"),
        ({"name": "Leila", "capacity": "media"}, "not_assessed"),
    ],
)
def test_what_cannot_be_registered_is_refused_with_a_word(values: dict[str, Any], code: str) -> None:
    here = delegation(meeting(), "MA")
    with refusal(code):
        register_person(MOROCCO, here, **values)
    assert not Registration.objects.exists()


def test_row_41_who_holds_no_office_is_registered_once_somebody_has_assessed_that() -> None:
    here = delegation(meeting(), "MA")
    until = clock.today() + timedelta(100)
    Processing.objects.create(purpose="conduct_of_the_forum", category="other", assessment=1, until=until)
    assert register_person(MOROCCO, here, name="Leila", capacity="media").category == "other"
    assert register_person(MOROCCO, here, name="Karim").category == "official"


def test_who_comes_after_all_is_sent_in_again_and_keeps_the_badge() -> None:
    here = delegation(meeting(), "MA", places=1)
    one = person(here)
    withdraw_registration(MOROCCO, one)
    other = register_person(MOROCCO, here, name="Karim")
    with refusal("places"):
        submit_registration(MOROCCO, one)
    withdraw_registration(MOROCCO, other)
    submit_registration(MOROCCO, one)
    assert (one.state, one.badge) == ("pending", 1)


def test_the_secretariat_decides_and_says_why_not() -> None:
    here = delegation(meeting(), "MA")
    one = register_person(MOROCCO, here, name="Leila")
    for actor in (MOROCCO, CHAIR, ANALYST):
        with pytest.raises(Refused):
            decide_registration(actor, one, approve=True)
    with refusal("reason"):
        decide_registration(SECRETARIAT, one, approve=False)
    decide_registration(SECRETARIAT, one, approve=False, because="Registered twice.")
    assert (one.state, one.decided_because, one.badge) == ("rejected", "Registered twice.", None)
    with refusal("moved"):
        decide_registration(SECRETARIAT, one, approve=True)
    change_registration(MOROCCO, one, name="Leila Fassi")
    decide_registration(SECRETARIAT, one, approve=True)
    assert (one.state, one.decided_because, one.badge) == ("approved", "", 1)
    assert "Registered" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_a_change_waits_for_the_secretariat_anew_and_keeps_the_badge() -> None:
    here = delegation(meeting(), "MA")
    one = person(here)
    change_registration(MOROCCO, one, office="Minister")
    assert (one.state, one.badge, one.office) == ("pending", 1, "Minister")
    other = person(here, "Karim")
    assert other.badge == 2


def test_credentials_are_presented_then_accepted_or_refused_with_a_reason() -> None:
    here = delegation(meeting(), "MA")
    with refusal("none"):
        decide_credentials(SECRETARIAT, here, accept=True)
    with pytest.raises(Refused):
        present_credentials(EGYPT, here)
    present_credentials(MOROCCO, here)
    with refusal("reason"):
        decide_credentials(SECRETARIAT, here, accept=False, because=" ")
    decide_credentials(SECRETARIAT, here, accept=False, because="Not signed.")
    one = register_person(MOROCCO, here, name="Leila")
    with refusal("refused"):
        decide_registration(SECRETARIAT, one, approve=True)
    present_credentials(MOROCCO, here)
    decide_credentials(SECRETARIAT, here, accept=True)
    assert (here.credentials, here.decided_because) == ("accepted", "")
    with refusal("answered"):
        present_credentials(MOROCCO, here)


def test_two_desks_that_tap_at_once_check_one_person_in_once() -> None:
    one = person(delegation(meeting(), "MA"))
    copy = Registration.objects.get(pk=one.pk)
    assert check_in(SECRETARIAT, one)
    came = one.checked_in_at
    assert not check_in(SECRETARIAT, copy)
    copy.refresh_from_db()
    assert (copy.state, copy.checked_in_at) == ("checked_in", came)
    assert undo_check_in(SECRETARIAT, copy)
    assert not undo_check_in(SECRETARIAT, one)
    assert (one.state, one.checked_in_at) == ("approved", None)


def test_who_is_not_approved_is_not_checked_in() -> None:
    one = register_person(MOROCCO, delegation(meeting(), "MA"), name="Leila")
    with refusal("moved"):
        check_in(SECRETARIAT, one)
    with pytest.raises(Refused):
        check_in(MOROCCO, one)


def test_a_quorum_counts_delegations_that_are_present_and_have_a_voice() -> None:
    of = meeting(quorum=2)
    morocco, egypt = delegation(of, "MA"), delegation(of, "EG")
    france = delegation(of, "FR", as_observer=True)
    for one in (person(morocco), person(morocco, "Karim"), person(france, "Claire")):
        check_in(SECRETARIAT, one)
    person(egypt, "Hassan")
    found = quorum(SECRETARIAT, of)
    assert found is not None
    assert (found.present, found.needed, found.is_met) == (1, 2, False)
    other = person(egypt, "Amina")
    check_in(SECRETARIAT, other)
    assert quorum(CHAIR, of).is_met  # type: ignore[union-attr]
    present_credentials(EGYPT, egypt)
    decide_credentials(SECRETARIAT, egypt, accept=False, because="Not signed.")
    assert not quorum(CHAIR, of).is_met  # type: ignore[union-attr]
    assert quorum(MOROCCO, of) is None


def test_the_list_stands_in_protocol_order_and_counts_only_whom_it_shows() -> None:
    of = meeting()
    here = {key: delegation(of, key, as_observer=key == "FR") for key in ("NL", "SA", "MA", "EG", "FR")}
    person(here["MA"], "يوسف", visibility="all", consented=True)
    person(here["MA"], "أحمد", visibility="all", consented=True)
    person(here["MA"], "ليلى", capacity="head", visibility="all", consented=True)
    person(here["EG"], "حسن", visibility="nobody")
    whole = participants(SECRETARIAT, of)
    assert [one.party for one in whole.delegations] == ["EG", "MA", "SA", "NL", "FR"]
    assert [one.name for one in whole.delegations[1].people] == ["ليلى", "أحمد", "يوسف"]
    assert whole.by_capacity == (("head", 1), ("adviser", 3))
    in_english = participants(SECRETARIAT, of, language="en")
    assert [one.name for one in in_english.delegations][:4] == ["Egypt", "Morocco", "Netherlands", "Saudi Arabia"]
    shown = participants(focal_point("NL"), of)
    assert [(one.party, len(one.people)) for one in shown.delegations] == [("MA", 3), ("NL", 0)]
    assert (shown.total, shown.by_capacity) == (3, (("head", 1), ("adviser", 2)))
    assert participants(None, of).delegations == ()


def test_the_desk_finds_people_by_any_spelling_by_badge_and_by_party() -> None:
    of = meeting()
    here = delegation(of, "MA")
    one = person(here, "أحمد الأمين", name_latin="Ahmed El Amine")
    other = person(here, "ليلى")
    for text, found in (
        ("احمد", [one]),
        ("amine", [one]),
        ("2", [other]),
        ("٢", [other]),
        ("المغرب", [one, other]),
        ("morocco ليلى", [other]),
        ("nobody", []),
    ):
        assert at_the_desk(SECRETARIAT, of, text) == found, text
    check_in(SECRETARIAT, one)
    assert at_the_desk(SECRETARIAT, of) == [other, one]
    assert at_the_desk(READER, of) == []


def test_a_day_that_is_set_back_is_a_day_of_the_place() -> None:
    of = meeting(register_by=date(2030, 1, 1))
    with clock.at(date(2030, 1, 2)), refusal("over"):
        register_delegation(SECRETARIAT, of, party("MA"))
