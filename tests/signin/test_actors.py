"""Rights follow terms: they begin on the first day and are gone at midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muntada.access import clock
from muntada.access.actor import Role
from muntada.forum.models import Body, Membership, Term
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.actions import lend, take_back
from muntada.people.models import Affiliation, Clearance, Office, User
from muntada.signin.actors import actor_of, covers, renewed
from tests.signin.people import actor, person

pytestmark = pytest.mark.django_db
CAIRO = "Africa/Cairo"


@pytest.fixture
def body() -> Body:
    for key in ("EG", "MA"):
        Party.objects.create(key=key, kind="state")
    return Body.objects.create(party=Party.objects.create(key="gctf.wg", kind="body"), kind="working_group")


def chair(body: Body, end: str = "", planned: str = "") -> User:
    Term.objects.create(body=body, party_id="EG", start="2024-03-01", end=end, planned_end=planned)
    return person("amina", Role.CO_CHAIR, party_id="EG", body=body.party)


def test_an_office_that_ends_at_midnight_ends_rights_at_midnight_in_the_configured_zone() -> None:
    user = person("noura", Role.ANALYST)
    Office.objects.update(until=date(2026, 2, 1))
    midnight = datetime(2026, 1, 31, 22, 0, tzinfo=UTC)  # in Cairo
    with clock.at(midnight - timedelta(microseconds=1), CAIRO):
        assert Role.ANALYST in actor(user).roles
    with clock.at(midnight, CAIRO):
        assert Role.ANALYST not in actor(user).roles


def test_a_co_chair_has_rights_until_the_day_of_the_hand_over_which_is_the_successors(body: Body) -> None:
    user = chair(body, end="2026-05-04")
    assert actor_of(user, date(2026, 5, 3)).chairs == {"gctf.wg"}  # type: ignore[union-attr]
    after = actor_of(user, date(2026, 5, 4))
    assert after
    assert (after.chairs, Role.CO_CHAIR in after.roles, after.party) == (frozenset(), False, None)


def test_a_co_chair_has_no_rights_before_the_partys_term(body: Body) -> None:
    assert actor_of(chair(body), date(2024, 2, 29)).chairs == frozenset()  # type: ignore[union-attr]


def test_a_planned_end_counts_until_another_is_known(body: Body) -> None:
    user = chair(body, planned="2026")
    assert actor_of(user, date(2026, 12, 31)).chairs  # type: ignore[union-attr]
    assert not actor_of(user, date(2027, 1, 1)).chairs  # type: ignore[union-attr]


def test_another_partys_term_gives_nothing(body: Body) -> None:
    user = chair(body)
    Term.objects.update(party_id="MA")
    assert not actor(user).chairs


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("2025-06-01", "", True),
        ("2025-06-02", "", False),
        ("2025", "2025", True),
        ("2024", "2025-05", False),
        ("2024", "2025-06", True),
        ("2024", "2025-06-01", False),
        ("2024", "2025-06-02", True),
        ("", "", False),
        ("soon", "", False),
        ("2024", "some day", False),
    ],
)
def test_a_term_covers_a_day_as_far_as_its_dates_are_known(start: str, end: str, held: bool) -> None:
    assert covers(start, end, date(2025, 6, 1)) is held


def test_the_strictest_of_the_clearances_that_last_counts() -> None:
    user = person("noura", Role.ANALYST)
    for label, since, until in (("TLP:RED", 2020, 2021), ("TLP:AMBER", 2022, None), ("TLP:GREEN", 2022, None)):
        Clearance.objects.create(
            user=user,
            label=label,
            purposes=["prevention"],
            since=date(since, 1, 1),
            until=date(until, 1, 1) if until else None,
        )
    assert actor_of(user, date(2025, 1, 1)).clearance == TLP.AMBER  # type: ignore[union-attr]
    assert actor_of(user, date(2020, 6, 1)).clearance == TLP.RED  # type: ignore[union-attr]
    assert "prevention" in actor_of(user, date(2025, 1, 1)).purposes  # type: ignore[union-attr]
    assert actor(person("salim")).clearance is None


def test_an_actor_knows_where_the_person_belongs_and_what_the_party_is_a_member_of(body: Body) -> None:
    Membership.objects.create(body=body, party_id="EG")
    user = person("hassan", Role.FOCAL_POINT, party_id="EG")
    Affiliation.objects.create(user=user, party_id="MA", since=date(2020, 1, 1))
    assert (actor(user).bodies, actor(user).affiliations) == ({"gctf.wg"}, {"MA"})


def test_a_lent_role_counts_from_its_first_day_until_it_ends() -> None:
    giver, taker = person("noura", Role.ANALYST), person("salim", Role.READER)
    lend(actor(giver), giver, taker, roles=["analyst"], since=date(2026, 3, 1), until=date(2026, 3, 15))
    held = {day: Role.ANALYST in actor_of(taker, date(2026, *day)).roles for day in ((2, 28), (3, 1), (3, 14), (3, 15))}  # type: ignore[union-attr]
    assert list(held.values()) == [False, True, True, False]
    assert actor_of(taker, date(2026, 3, 2)).delegated_by == {f"user:{giver.pk}"}  # type: ignore[union-attr]


def test_a_lent_role_ends_with_the_givers_own_office_and_when_it_is_taken_back() -> None:
    giver, taker = person("noura", Role.ANALYST), person("salim")
    until = clock.today() + timedelta(days=30)
    lent = lend(actor(giver), giver, taker, roles=["analyst"], until=until)
    assert Role.ANALYST in actor(taker).roles
    giver.offices.update(until=clock.today())
    assert Role.ANALYST not in actor(taker).roles
    giver.offices.update(until=None)
    assert Role.ANALYST in actor(taker).roles
    take_back(actor(giver), lent)
    assert Role.ANALYST not in actor(taker).roles


def test_a_lent_role_is_not_lent_on() -> None:
    from muntada.people.actions import NotPossible

    giver, taker, third = person("noura", Role.ANALYST), person("salim"), person("claire")
    until = clock.today() + timedelta(days=30)
    lend(actor(giver), giver, taker, roles=["analyst"], until=until)
    with pytest.raises(NotPossible):
        lend(actor(taker), taker, third, roles=["analyst"], until=until)


def test_nobody_speaks_for_two_parties(body: Body) -> None:
    giver = person("hassan", Role.FOCAL_POINT, party_id="EG")
    taker = person("leila", Role.FOCAL_POINT, party_id="MA")
    lend(actor(giver), giver, taker, roles=["focal_point"], until=clock.today() + timedelta(days=3))
    assert (actor(taker).party, actor(taker).delegated_by) == ("MA", frozenset())


def test_an_alternate_acts_as_the_focal_point_does(body: Body) -> None:
    user = person("leila", Role.FOCAL_POINT, party_id="MA", alternate=True)
    assert (actor(user).party, Role.FOCAL_POINT in actor(user).roles) == ("MA", True)


def test_what_runs_longer_than_a_request_sees_a_right_end() -> None:
    user = person("noura", Role.ANALYST)
    before = actor(user)
    assert renewed(before) == before
    Office.objects.all().delete()
    assert Role.ANALYST not in renewed(before).roles  # type: ignore[union-attr]
    User.objects.update(is_active=False)
    assert renewed(before) is None


def test_an_actor_is_made_with_one_question_however_much_the_person_holds(body: Body) -> None:
    user, giver = chair(body), person("noura", Role.ANALYST)
    Office.objects.create(user=user, role=Role.ADMINISTRATOR, since=date(2020, 1, 1))
    Membership.objects.create(body=body, party_id="EG")
    Affiliation.objects.create(user=user, party_id="MA", since=date(2020, 1, 1))
    Clearance.objects.create(user=user, label="TLP:AMBER", purposes=["prevention"], since=date(2020, 1, 1))
    lend(actor(giver), giver, user, roles=["analyst"], until=clock.today() + timedelta(days=3))
    with CaptureQueriesContext(connection) as asked:
        made = actor(user)
    assert len(asked) == 1
    assert made.roles == {Role.ADMINISTRATOR, Role.ANALYST, Role.CO_CHAIR, Role.PERSON, Role.STAND_IN}
    assert (made.party, made.chairs, made.bodies) == ("EG", {"gctf.wg"}, {"gctf.wg"})
    assert (made.affiliations, made.clearance, made.purposes) == ({"MA"}, TLP.AMBER, {"prevention"})
    assert made.delegated_by == {f"user:{giver.pk}"}
