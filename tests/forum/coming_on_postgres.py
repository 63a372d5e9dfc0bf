"""Registrations and arrivals on PostgreSQL, where many desks write at once; `test_coming_postgres` runs this file."""

from __future__ import annotations

import pytest
from django.db import connection

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.wall import under_ceiling
from muntada.forum.actions.arrivals import check_in
from muntada.forum.actions.delegations import register_delegation
from muntada.forum.actions.registrations import decide_registration, register_person
from muntada.forum.coming import ComingRefused
from muntada.forum.models import Delegation, Registration
from muntada.marking.tlp import TLP
from tests.forum.coming import SECRETARIAT, delegation, focal_point, invited, meeting, party, person
from tests.forum.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MOROCCO, MANY = focal_point("MA"), 8


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_of_many_heads_at_once_one_is_registered() -> None:
    here = delegation(meeting(), "MA")
    said = at_once(ComingRefused, [lambda: register_person(MOROCCO, here, name="Leila", capacity="head")] * MANY)
    assert said.count("head") == MANY - 1
    assert Registration.objects.count() == 1


def test_many_at_once_take_no_more_places_than_there_are() -> None:
    here = delegation(meeting(), "MA", places=3)
    said = at_once(ComingRefused, [lambda: register_person(MOROCCO, here, name="Karim")] * MANY)
    assert said.count("places") == MANY - 3
    assert Registration.objects.count() == 3


def test_many_who_answer_at_once_make_one_delegation() -> None:
    of = meeting()
    invited(of, "MA")
    at_once(ComingRefused, [lambda: register_delegation(MOROCCO, of, party("MA"))] * MANY)
    assert Delegation.objects.count() == 1


def test_many_desks_that_tap_at_once_check_one_person_in_once() -> None:
    one = person(delegation(meeting(), "MA"))
    said = at_once(ComingRefused, [lambda: check_in(SECRETARIAT, Registration.objects.get(pk=one.pk))] * MANY)
    assert sorted(said) == [False] * (MANY - 1) + [True]


def test_many_who_are_approved_at_once_get_a_number_each() -> None:
    here = delegation(meeting(), "MA")
    every = [register_person(MOROCCO, here, name="Karim") for _ in range(MANY)]
    at_once(ComingRefused, [lambda one=one: decide_registration(SECRETARIAT, one, approve=True) for one in every])  # type: ignore[misc]
    assert {one.badge for one in Registration.objects.all()} == set(range(1, MANY + 1))


def test_who_is_cleared_for_less_than_what_they_would_enter_is_told_so() -> None:
    here = delegation(meeting(), "MA")
    low = Actor(MOROCCO.key, MOROCCO.name, MOROCCO.roles, "MA", clearance=TLP.GREEN)
    with under_ceiling(low), pytest.raises(ComingRefused) as caught:
        register_person(low, here, name="Leila")
    assert caught.value.code == "clearance"
    assert not Registration.objects.filter(review_by__gte=clock.today()).exists()
