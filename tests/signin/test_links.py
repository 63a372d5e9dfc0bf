"""One-time links, and the actor that a person is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from muntada.access.actor import DOORKEEPER, Role
from muntada.parties.models import Party
from muntada.people.models import Office, User
from muntada.signin.actions import LIFETIME, LinkSpent, first_administrator, issue_link, redeem_link
from muntada.signin.actors import actor_of
from muntada.signin.models import OneTimeLink
from muntada.trail.deed import Refused
from tests.cast import READER

NONE = frozenset({Role.PERSON})  # what everybody has who is signed in
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create(email="h@example.org", name="Hassan")


def test_a_link_lets_its_person_in_once(user: User) -> None:
    token = issue_link(DOORKEEPER, user)
    assert redeem_link(token) == user
    with pytest.raises(LinkSpent):
        redeem_link(token)


def test_a_link_that_never_was_looks_like_one_that_is_spent() -> None:
    with pytest.raises(LinkSpent):
        redeem_link("never issued")


def test_a_link_ends_after_a_day(user: User) -> None:
    token = issue_link(DOORKEEPER, user)
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkSpent):
        redeem_link(token)
    assert timedelta(hours=24) == LIFETIME


def test_a_new_link_ends_the_one_before(user: User) -> None:
    first = issue_link(DOORKEEPER, user)
    issue_link(DOORKEEPER, user)
    with pytest.raises(LinkSpent):
        redeem_link(first)


def test_the_token_is_not_kept(user: User) -> None:
    token = issue_link(DOORKEEPER, user)
    assert not OneTimeLink.objects.filter(digest__contains=token).exists()


def test_a_person_who_was_shut_out_gets_in_by_no_link(user: User) -> None:
    token = issue_link(DOORKEEPER, user)
    User.objects.update(is_active=False)
    with pytest.raises(LinkSpent):
        redeem_link(token)


def test_a_reader_lets_nobody_in(user: User) -> None:
    with pytest.raises(Refused):
        issue_link(READER, user)


def test_there_is_one_first_administrator() -> None:
    user = first_administrator()
    assert user is not None
    # There is no overseer yet, so that an administrator stands in.
    roles = {Role.ADMINISTRATOR, Role.SECRETARIAT, Role.ANALYST, Role.PERSON, Role.STAND_IN}
    assert roles == actor_of(user).roles  # type: ignore[union-attr]
    assert first_administrator() is None


def test_there_is_no_password(user: User) -> None:
    assert not user.has_usable_password() or not user.check_password("")


def test_an_office_gives_its_rights_from_its_first_day_until_the_day_it_ends(user: User) -> None:
    egypt = Party.objects.create(key="EG", kind="state")
    Office.objects.create(
        user=user, role=Role.FOCAL_POINT, party=egypt, since=date(2026, 1, 10), until=date(2026, 2, 1)
    )
    days = (date(2026, 1, 9), date(2026, 1, 10), date(2026, 1, 31), date(2026, 2, 1))
    roles = [actor_of(user, day).roles for day in days]  # type: ignore[union-attr]
    assert roles == [NONE, NONE | {Role.FOCAL_POINT}, NONE | {Role.FOCAL_POINT}, NONE]
    assert actor_of(user, date(2026, 1, 10)).party == "EG"  # type: ignore[union-attr]


def test_a_person_who_was_shut_out_is_nobody(user: User) -> None:
    user.is_active = False
    assert actor_of(user) is None
