"""Who somebody is, asked of PostgreSQL, which keeps the question; `access/test_postgres` runs this file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.forum.models import Body, Meeting, Membership, Term
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.models import Clearance, Office, User
from muntada.signin.actors import actor_of
from tests.signin.people import actor, person

TODAY = date(2026, 7, 1)


def asked_for(user: User) -> list[str]:
    """The first words of what the database is asked for this person."""
    with CaptureQueriesContext(connection) as asked:
        actor_of(user, TODAY)
    return [one["sql"].split()[0] for one in asked]


@pytest.mark.django_db
def test_the_question_is_read_once_a_connection_and_answered_each_time_anew() -> None:
    user = person("leila", Role.READER)
    actor_of(user, TODAY)
    assert asked_for(user) == ["EXECUTE"]
    before = actor(user)
    Clearance.objects.create(user=user, label="TLP:GREEN", purposes=[], since=date(2020, 1, 1))
    assert (before.clearance, actor(user).clearance) == (None, TLP.GREEN)
    Office.objects.all().delete()
    assert actor(user).roles == {Role.PERSON}


@pytest.mark.django_db
def test_the_answer_is_of_this_person_and_this_day_however_often_it_was_asked() -> None:
    Party.objects.create(key="EG", kind="state")
    Body.objects.create(party=Party.objects.create(key="gctf", kind="body"), kind="forum")
    Membership.objects.create(body_id="gctf", party_id="EG")
    Term.objects.create(body_id="gctf", party_id="EG", start="2020-01-01", end="2026-07-02", tlp=TLP.GREEN)
    chair = person("karim", Role.CO_CHAIR, party_id="EG", body_id="gctf", until=date(2027, 1, 1))
    reader, tomorrow = person("noura", Role.READER), TODAY + timedelta(days=1)
    # More often than PostgreSQL makes a plan for each person before it may keep one for all.
    for _ in range(12):
        made = [actor_of(chair, TODAY), actor_of(chair, tomorrow), actor_of(chair, date(2027, 1, 1))]
        assert [one.party for one in made if one] == ["EG", None, None]
        assert [set(one.chairs | one.bodies) for one in made if one] == [{"gctf"}, set(), set()]
        assert [one.roles for one in made if one] == [{Role.PERSON, Role.CO_CHAIR}, {Role.PERSON}, {Role.PERSON}]
        assert actor_of(reader, TODAY) == Actor(f"user:{reader.pk}", "Noura", frozenset({Role.PERSON, Role.READER}))


@pytest.mark.django_db(transaction=True)
def test_the_question_lasts_beyond_a_transaction_taken_back_and_no_longer_than_its_connection() -> None:
    nobody = User(pk=1, is_active=True)
    connection.close()
    with transaction.atomic():
        assert asked_for(nobody) == ["PREPARE", "EXECUTE"]
        transaction.set_rollback(True)
    assert asked_for(nobody) == ["EXECUTE"]
    connection.close()
    assert asked_for(nobody)[-2:] == ["PREPARE", "EXECUTE"]


@pytest.mark.django_db
def test_of_two_people_on_one_connection_each_sees_what_is_theirs() -> None:
    for label in (TLP.CLEAR, TLP.GREEN):
        Meeting.objects.create(kind="session", tlp=label)
    cleared = person("leila", Role.READER)
    Clearance.objects.create(user=cleared, label="TLP:CLEAR", purposes=[], since=date(2020, 1, 1))
    seen = []
    for user in (cleared, person("noura", Role.READER), cleared):
        somebody = actor(user)
        with under_ceiling(somebody):
            wall = Meeting.objects.count()
            seen.append((wall, rows(somebody, Permission.RECORD_READ, Meeting).count()))
    assert seen == [(1, 1), (2, 2), (1, 1)]
