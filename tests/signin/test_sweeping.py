"""What need not be kept is forgotten, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session as Browser

from muntada.access import clock
from muntada.access.actor import DOORKEEPER, Role
from muntada.jobs.table import laid
from muntada.people.actions import lend, lend_to_address
from muntada.people.models import Delegation
from muntada.signin.actions import issue_link
from muntada.signin.actions.sweeping import sweep
from muntada.signin.lockout import charge
from muntada.signin.models import ApiToken, Attempts, OneTimeLink, Session
from muntada.signin.sessions import end_sessions
from muntada.signin.tokens import make_token
from muntada.trail.answers import Given, once
from muntada.trail.models import Answer
from tests.signin.people import actor, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def after(days: float) -> datetime:
    return NOW + timedelta(days=days)


def test_attempts_and_answers_go_after_a_day_and_sessions_links_and_tokens_ninety_days_after_their_end() -> None:
    user = person("noura", Role.ANALYST)
    with clock.at(NOW):
        charge("a@example.org", "")
        issue_link(DOORKEEPER, user)
        make_token(actor(user), user, name="report", days=1)
        Session.objects.create(user=user, digest="1")
        Browser.objects.create(session_key="k", session_data="", expire_date=after(0.5))
        once(actor(user), "key", "asked", lambda: Given(201, "done"))
        end_sessions(DOORKEEPER, user)
        assert sweep() == 0
    with clock.at(after(1.5)):
        sweep()
        assert not Attempts.objects.exists()
        assert not Browser.objects.exists()
        assert not Answer.objects.exists()
    with clock.at(after(89)):
        assert sweep() == 0
        assert (Session.objects.count(), OneTimeLink.objects.count(), ApiToken.objects.count()) == (1, 1, 1)
    with clock.at(after(92)):
        assert sweep() == 3
    assert not Session.objects.exists()
    assert not OneTimeLink.objects.exists()
    assert not ApiToken.objects.exists()


def test_what_was_lent_to_nobody_is_forgotten_at_its_end_and_what_somebody_was_lent_is_not() -> None:
    giver, taker = person("noura", Role.ANALYST), person("salim")
    until = date(2026, 3, 10)
    with clock.at(NOW):
        lend(actor(giver), giver, taker, roles=["analyst"], until=until)
        lend_to_address(actor(giver), giver, "nobody@example.org", roles=["analyst"], until=until)
        assert sweep() == 0
    with clock.at(until):
        assert sweep() == 1
    assert Delegation.objects.get().taker == taker


def test_a_worker_does_it_every_day() -> None:
    [schedule] = [one for one in laid().schedules if one.name == "sweep_sign_in"]
    assert schedule.slot(NOW) != schedule.slot(after(1))
    job = schedule.task.using(by=schedule.by).enqueue()
    assert job.job.task == "signin.sweep"
    assert schedule.task.call() == 0
