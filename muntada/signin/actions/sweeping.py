"""Forgetting what need not be kept."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.access.rules import Permission
from muntada.signin.lockout import FORGOTTEN
from muntada.signin.models import Attempts, OneTimeLink, Session
from muntada.trail.deed import act

SESSIONS_KEPT = timedelta(days=90)  # after their end, or after they were last seen


def sweep() -> int:
    """Forget attempts of more than a day ago, and sessions and links that ended 90 days ago. Returns how many rows."""
    now = clock.now()
    before = now - SESSIONS_KEPT
    with act(DOORKEEPER, Permission.SESSION_END):
        old = (
            Attempts.objects.filter(last_at__lt=now - FORGOTTEN, closed_until__lt=now),
            Session.objects.filter(Q(ended_at__lt=before) | Q(seen_at__lt=before)),
            OneTimeLink.objects.filter(expires_at__lt=before),
        )
        return sum(found.delete()[0] for found in old)
