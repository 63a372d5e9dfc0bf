"""What need not be kept is forgotten, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.signin.actions import issue_link
from muntada.signin.actions.sweeping import sweep
from muntada.signin.lockout import charge
from muntada.signin.models import Attempts, OneTimeLink, Session
from muntada.signin.sessions import end_sessions
from tests.signin.people import person

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_attempts_go_after_a_day_and_sessions_and_links_after_ninety() -> None:
    user = person("noura")
    with clock.at(NOW):
        charge("a@example.org", "")
        issue_link(DOORKEEPER, user)
        Session.objects.create(user=user, digest="1")
        end_sessions(DOORKEEPER, user)
        assert sweep() == 0
    with clock.at(NOW + timedelta(days=2)):
        assert sweep() == 2
        assert not Attempts.objects.exists()
    with clock.at(NOW + timedelta(days=92)):
        assert sweep() == 2
    assert not Session.objects.exists()
    assert not OneTimeLink.objects.exists()
