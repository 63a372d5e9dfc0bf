"""The policy on PostgreSQL; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.wall import ceiling_of, open_connection, under_ceiling
from muntada.evidence.actions.handling import handled_models
from muntada.forum.models import Meeting
from muntada.marking.tlp import TLP
from tests.access.readings import compare
from tests.cast import ANALYST, READER, VISITOR

pytestmark = pytest.mark.django_db


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_the_two_readings_agree_on_five_thousand_pairs() -> None:
    assert all(count > 0 for count in compare(3, actors=100, things=50).values())


@pytest.mark.soak
def test_the_two_readings_agree_on_a_million_pairs() -> None:
    assert all(count > 0 for count in compare(7, actors=1_000, things=1_000).values())


def one_of_each() -> None:
    audience = Audience.of(["user:5"])
    for label in TLP:
        Meeting.objects.create(kind="session", title=label, tlp=label, audience=audience)


def test_the_database_itself_holds_back_what_is_above_the_ceiling() -> None:
    one_of_each()
    for label in TLP:
        with under_ceiling(Actor("user:5", "Somebody", frozenset({Role.READER}), clearance=label)):
            shown = {TLP(one) for one in Meeting.objects.values_list("tlp", flat=True)}
        assert shown == {one for one in TLP if one.rank <= label.rank}
    assert Meeting.objects.count() == len(TLP)


def test_a_connection_without_a_ceiling_sees_nothing() -> None:
    one_of_each()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('muntada.ceiling', '', false)")
    assert not Meeting.objects.exists()
    open_connection(connection)
    assert Meeting.objects.exists()


def test_the_public_and_nobody_meet_only_what_is_clear() -> None:
    assert ceiling_of(None) == ceiling_of(VISITOR) == TLP.CLEAR
    assert ceiling_of(READER) == ceiling_of(ANALYST) == TLP.RED


def test_every_table_that_can_be_shared_stands_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
    assert walled == {model._meta.db_table for model in handled_models()}


def test_the_wall_and_the_filter_give_what_the_filter_alone_gives() -> None:
    one_of_each()
    with under_ceiling(READER):
        behind = set(rows(READER, Permission.RECORD_READ, Meeting).values_list("pk", flat=True))
    assert behind == set(rows(READER, Permission.RECORD_READ, Meeting).values_list("pk", flat=True))


GREEN = Actor("user:6", "Cleared", frozenset({Role.READER}), clearance=TLP.GREEN)
AMBER = Actor("user:5", "Cleared", frozenset({Role.READER}), clearance=TLP.AMBER)


def shown() -> int:
    """How many of the five labels the wall lets through."""
    return Meeting.objects.count()


def test_after_an_inner_ceiling_the_outer_one_holds_again() -> None:
    one_of_each()
    with under_ceiling(AMBER):
        with under_ceiling(GREEN):
            assert shown() == 2
        with under_ceiling(READER):
            assert shown() == 5
        assert shown() == 3
    assert shown() == 5


def without_rows() -> list[str]:
    """What the wall lets through now, asked without a row: committed tests need no cleaning up after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('muntada.ceiling')")
        return str(cursor.fetchone()[0]).split(",")


@pytest.mark.django_db(transaction=True)
def test_a_ceiling_that_is_in_force_is_not_set_once_more() -> None:
    without_rows()
    with CaptureQueriesContext(connection) as asked, under_ceiling(READER), under_ceiling(ANALYST):
        pass
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked, under_ceiling(AMBER), under_ceiling(AMBER):
        pass
    assert len(asked) == 2
    assert without_rows() == list(TLP)


@pytest.mark.django_db(transaction=True)
def test_what_a_rolled_back_transaction_set_is_not_believed() -> None:
    def undone(inner: Actor) -> None:
        with transaction.atomic(), under_ceiling(inner):
            assert len(without_rows()) == ceiling_of(inner).rank + 1
            raise LookupError

    for inner in (GREEN, READER):
        with under_ceiling(AMBER):
            with pytest.raises(LookupError):
                undone(inner)
            with under_ceiling(inner):
                assert len(without_rows()) == ceiling_of(inner).rank + 1
            assert len(without_rows()) == 3
        assert len(without_rows()) == 5


@pytest.mark.django_db(transaction=True)
def test_a_failed_statement_leaves_the_next_ceiling_to_be_set() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), under_ceiling(AMBER), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    for actor in (AMBER, GREEN, READER):
        with under_ceiling(actor):
            assert len(without_rows()) == ceiling_of(actor).rank + 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_made_anew_within_the_block_has_its_ceiling() -> None:
    with under_ceiling(GREEN):
        connection.close()
        assert len(without_rows()) == 2
        connection.close()
    assert len(without_rows()) == 5
