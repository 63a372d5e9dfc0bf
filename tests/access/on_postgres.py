"""The policy on PostgreSQL; `test_postgres` runs this file on a server of its own."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.sought import every_index
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
    words = {one.index for one in every_index()}
    assert walled == {model._meta.db_table for model in handled_models()} | words
    assert len(words) > 3


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
    without_rows()  # what the test before left behind is settled now
    with CaptureQueriesContext(connection) as asked, under_ceiling(READER), under_ceiling(ANALYST):
        pass
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked, under_ceiling(AMBER), under_ceiling(AMBER):
        pass
    assert len(asked) == 1
    assert without_rows() == list(TLP)
    with CaptureQueriesContext(connection) as asked, under_ceiling(READER):
        without_rows()
    assert [one["sql"].split()[0] for one in asked] == ["SELECT"]


@pytest.mark.django_db(transaction=True)
def test_a_lower_ceiling_is_set_at_once_and_a_higher_one_in_one_message_with_the_next_statement() -> None:
    without_rows()
    with CaptureQueriesContext(connection) as asked, under_ceiling(AMBER):
        assert [one["sql"].split()[0] for one in asked] == ["SET"]
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert without_rows() == without_rows() == list(TLP)
    assert [one["sql"].split()[0] for one in asked] == ["SET", "SELECT"]
    with transaction.atomic(), CaptureQueriesContext(connection) as asked, under_ceiling(AMBER):
        assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_next_on_a_connection_never_has_the_ceiling_of_the_one_before() -> None:
    cast = [READER, AMBER, VISITOR, GREEN, ANALYST, None, AMBER, READER, VISITOR, AMBER, AMBER, GREEN]
    for actor in cast:
        with under_ceiling(actor):  # nothing is asked between the one before and this one
            assert len(without_rows()) == ceiling_of(actor).rank + 1
    for actor in cast:
        with suppress(LookupError), under_ceiling(actor):
            raise LookupError
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
    failed = pytest.raises(DatabaseError, match="nowhere")
    with failed, transaction.atomic(), under_ceiling(AMBER), connection.cursor() as cursor:
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


class Undone(Exception):
    """What takes a transaction back."""


def look(random: Random, label: TLP) -> None:
    """Ask what is in force, in one of the ways in which statements are sent."""
    way = random.randrange(6)
    if way == 0:
        assert without_rows() == [one for one in TLP if one.rank <= label.rank]
        return
    with connection.chunked_cursor() if way == 1 and connection.in_atomic_block else connection.cursor() as cursor:
        if way == 2:
            cursor.executemany("SELECT set_config('muntada.seen', current_setting('muntada.ceiling'), %s)", [[False]])
            cursor.execute("SHOW muntada.seen")
        elif way == 3:
            if not connection.in_atomic_block:
                cursor.execute("VACUUM django_content_type")  # which stands in no message with another
            cursor.execute("SHOW muntada.ceiling")
        elif way == 4:
            cursor.execute("WITH one AS (SELECT 1) SELECT current_setting('muntada.ceiling') FROM one")
        else:
            cursor.execute("SELECT current_setting('muntada.ceiling') WHERE 1 = %s", [1])
        assert cursor.fetchone()[0].split(",") == [one for one in TLP if one.rank <= label.rank]


def something(random: Random, label: TLP, depth: int) -> None:
    """Things that happen on a connection, one within another; what is in force is looked at after some of them."""
    for _ in range(random.randint(1, 4)):
        what = random.choice(THINGS if depth else ("look",))
        if what == "look":
            look(random, label)
        elif what == "actor":
            actor = random.choice([READER, AMBER, GREEN, VISITOR])
            with under_ceiling(actor):
                something(random, ceiling_of(actor), depth - 1)
        elif what == "transaction":
            with suppress(Undone), transaction.atomic():
                something(random, label, depth - 1)
                if random.random() < 0.5:
                    raise Undone
        elif what == "noted":
            with connection.execute_wrapper(lambda execute, *statement: execute(*statement)):
                something(random, label, depth - 1)
        elif what == "failure":
            fail(random)
        elif not connection.in_atomic_block:
            connection.close()


THINGS = ("look", "actor", "actor", "transaction", "noted", "failure", "anew")


def fail(random: Random) -> None:
    """A statement that fails, and the transaction with it where there is one."""
    statement = random.choice(["SELECT nothing FROM nowhere", "UPDATE nowhere SET nothing = 1"])
    with pytest.raises(DatabaseError, match="nowhere"), connection.cursor() as cursor:
        cursor.execute(statement)
    if connection.in_atomic_block:
        raise Undone


@pytest.mark.django_db(transaction=True)
def test_whatever_happens_on_a_connection_the_ceiling_in_force_is_the_one_wanted() -> None:
    for seed in range(1_000):
        something(Random(seed), TLP.RED, 5)
        assert (seed, without_rows()) == (seed, list(TLP))
        assert connection.execute_wrappers == []
