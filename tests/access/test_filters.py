"""A list's filter as one expression: what holds of nothing, of everything, and of what is not known.

These take no fixture, because `mutants` calls them too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.conditions import NoneOf
from muntada.access.filters import Compare, Either, Every, Part, Wanted
from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Meeting
from muntada.marking.tlp import TLP
from tests.cast import READER

pytestmark = pytest.mark.django_db
KNOWN = {"one", "two"}


def left(part: Part) -> set[str]:
    """Which of these meetings the part leaves."""
    for title in KNOWN - set(Meeting.objects.values_list("title", flat=True)):
        Meeting.objects.create(kind="session", title=title)
    return set(Meeting.objects.filter(Wanted(part), title__in=KNOWN).values_list("title", flat=True))


def test_without_any_part_every_is_everything_and_either_is_nothing() -> None:
    assert left(Every()) == left(Every((Every(), Every()))) == left(Either((Either(), Every()))) == KNOWN
    assert left(Either()) == left(Every((Either(), Every()))) == left(Either((Either(), Either()))) == set()


def test_a_part_is_what_it_says_beside_others() -> None:
    one, two = Compare("title", "exact", "one"), Compare.of("", "title__in", ["two"])
    assert (left(one), left(two)) == ({"one"}, {"two"})
    assert (left(Either((one, two))), left(Every((one, two)))) == (KNOWN, set())


def test_what_is_not_known_is_none_of_nothing_and_later_than_no_day() -> None:
    assert left(Compare.of("", "title", NoneOf(("one",)))) == {"two"}
    assert left(Compare.of("", "category", NoneOf(("suspect",)))) == set()
    assert left(Compare.of("", "review_by__gte", "2000-01-01")) == set()
    assert left(Compare.of("", "review_by__isnull", True)) == KNOWN


def test_the_same_column_on_the_way_to_a_thing_and_of_the_thing_are_two() -> None:
    assert Compare.of("document__", "tlp__in", ()) == Compare("document__tlp", "in", ())
    assert Compare.of("source__document__", "originator", "EG") == Compare(
        "source__document__originator", "exact", "EG"
    )


def test_nobody_sees_nothing_and_whoever_has_no_role_for_it_neither() -> None:
    assert left(Every()) == KNOWN
    assert not rows(None, Permission.RECORD_READ, Meeting).exists()
    assert not rows(READER, Permission.MAIL_READ, Meeting).exists()
    assert set(rows(READER, Permission.RECORD_READ, Meeting).values_list("title", flat=True)) >= KNOWN


def test_a_filter_that_is_kept_is_of_one_day_one_actor_and_one_permission() -> None:
    last = date(2026, 7, 1)
    audience = Audience.of([f"user:7@{last + timedelta(days=1)}"])
    Meeting.objects.create(kind="session", title="until", tlp="TLP:RED", audience=audience)
    somebody = replace(READER, key="user:7")

    def listed(day: date, actor: Actor, permission: Permission = Permission.RECORD_READ) -> bool:
        with clock.at(day):
            return rows(actor, permission, Meeting).filter(title="until").exists()

    for _ in range(2):
        assert listed(last, somebody)
        assert not listed(last + timedelta(days=1), somebody)
        assert not listed(last, replace(somebody, key="user:8"))
        assert not listed(last, replace(somebody, clearance=TLP.AMBER))
        assert not listed(last, somebody, Permission.RECORD_MARK)
    Meeting.objects.filter(title="until").update(review_by=last, tlp="TLP:CLEAR")
    for _ in range(2):
        assert listed(last, somebody)
        assert not listed(last + timedelta(days=1), somebody)
