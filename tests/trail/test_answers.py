"""A change asked for twice is done once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muntada.access import clock
from muntada.access.rules import Permission
from muntada.trail.answers import AnotherRequest, Given, given_before, once
from muntada.trail.deed import act
from muntada.trail.models import Answer, Entry
from muntada.trail.via import coming_by
from tests.cast import ANALYST, SECRETARIAT

pytestmark = pytest.mark.django_db
KEY, ASKED = "key-of-mine", "a" * 64


class Counter:
    """A change that counts how often it was carried out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Given:
        self.times += 1
        return Given(201, f'{{"time": {self.times}}}', {"ETag": '"1"'})


def test_the_first_answer_is_given_again_and_nothing_is_done_twice() -> None:
    change = Counter()
    first = once(ANALYST, KEY, ASKED, change)
    again = once(ANALYST, KEY, ASKED, change)
    assert (again.status, again.body, again.headers) == (first.status, first.body, first.headers)
    assert (first.again, again.again, change.times) == (False, True, 1)


def test_the_same_key_for_another_request_is_refused() -> None:
    once(ANALYST, KEY, ASKED, Counter())
    with pytest.raises(AnotherRequest):
        once(ANALYST, KEY, "b" * 64, Counter())
    with pytest.raises(AnotherRequest):
        given_before(ANALYST, KEY, "b" * 64)


def test_a_key_is_its_actor_s_own() -> None:
    change = Counter()
    once(ANALYST, KEY, ASKED, change)
    once(SECRETARIAT, KEY, "b" * 64, change)
    assert change.times == 2


def test_a_change_that_fails_leaves_nothing_and_the_key_free() -> None:
    def fails() -> Given:
        with act(ANALYST, Permission.SOURCE_CAPTURE):
            pass
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        once(ANALYST, KEY, ASKED, fails)
    assert not Answer.objects.exists()
    assert not Entry.objects.exists()
    assert once(ANALYST, KEY, "b" * 64, Counter()).status == 201


def test_an_answer_is_kept_for_a_day() -> None:
    change = Counter()
    once(ANALYST, KEY, ASKED, change)
    with clock.at(clock.now() + timedelta(hours=23)):
        assert given_before(ANALYST, KEY, ASKED)
    with clock.at(clock.now() + timedelta(hours=25)):
        assert given_before(ANALYST, KEY, ASKED) is None
        once(ANALYST, KEY, "b" * 64, change)
    assert change.times == 2
    assert Answer.objects.count() == 1


def test_a_line_says_by_which_token_the_deed_came() -> None:
    with coming_by("token:7"), act(ANALYST, Permission.SOURCE_CAPTURE):
        pass
    with act(ANALYST, Permission.SOURCE_CAPTURE):
        pass
    assert [entry.detail for entry in Entry.objects.order_by("pk")] == [{"via": "token:7"}, {}]
