"""Whatever ends all of a person's sessions ends their tokens: whoever else was in may have made one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.people.actions import let_in_again, shut_out
from muntada.people.models import User
from muntada.signin.actions.factors import add_totp, forget_factors, new_recovery_codes, remove_factor
from muntada.signin.codes import PERIOD, format_hotp_value, hotp_value, new_secret
from muntada.signin.models import Session
from muntada.signin.sessions import end_sessions
from muntada.signin.tokens import caller_by, make_token
from tests.signin.people import actor, administrator, person

pytestmark = pytest.mark.django_db


def totp(who: Actor, user: User, session: int) -> None:
    secret = new_secret()
    code = format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // PERIOD))
    add_totp(who, user, secret=secret, code=code, session=session)


def removed(who: Actor, user: User, session: int) -> None:
    row = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert remove_factor(who, user, row.pk, session=session)


def reset(_who: Actor, user: User, _session: int) -> None:
    forget_factors(administrator("amina")[1], user)


WAYS: list[Callable[[Actor, User, int], object]] = [
    totp,
    removed,
    reset,
    lambda who, user, session: new_recovery_codes(who, user, session=session),
    lambda who, user, session: end_sessions(who, user, but=session),
    lambda _who, user, _session: end_sessions(administrator("amina")[1], user),
]


@pytest.fixture
def user() -> User:
    return person("noura", Role.ANALYST)


@pytest.fixture
def text(user: User) -> str:
    """A token of the person's, and beside it one that another person has."""
    return make_token(actor(user), user, name="report")[1]


@pytest.mark.parametrize("way", WAYS)
def test_a_change_of_factors_a_reset_and_the_end_of_all_sessions_end_every_token(
    way: Callable[[Actor, User, int], object], user: User, text: str
) -> None:
    other = person("salim", Role.READER)
    others = make_token(actor(other), other, name="report")[1]
    assert caller_by(text)
    way(actor(user), user, Session.objects.create(user=user, digest="1").pk)
    assert caller_by(text) is None
    assert caller_by(others)


def test_the_end_of_one_session_leaves_the_tokens(user: User, text: str) -> None:
    end_sessions(actor(user), user, only=Session.objects.create(user=user, digest="1").pk)
    assert caller_by(text)


def test_who_was_shut_out_and_let_in_again_has_neither_sessions_nor_tokens_of_before(
    user: User, text: str, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    boss = administrator("amina")[1]
    Session.objects.create(user=user, digest="1")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        shut_out(boss, user)
    let_in_again(boss, User.objects.get(pk=user.pk))
    assert caller_by(text) is None
    assert not Session.objects.filter(ended_at__isnull=True).exists()
