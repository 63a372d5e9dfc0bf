"""Forgetting what need not be kept."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session as Browser
from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.access.rules import Permission
from muntada.people.models import Delegation
from muntada.signin.lockout import FORGOTTEN
from muntada.signin.models import ApiToken, Attempts, OneTimeLink, Session
from muntada.trail import answers
from muntada.trail.deed import act

SESSIONS_KEPT = timedelta(days=90)  # after their end, or after they were last seen; links and tokens after their end


def sweep() -> int:
    """Forget what is over; how many rows.

    Attempts go after a day, as answers to a program's changes do. What a browser's session held goes with its end, what
    says that there was a session, a link or a token 90 days later. Roles that were lent to an address which nobody had
    go with their end.
    """
    now = clock.now()
    before = now - SESSIONS_KEPT
    with act(DOORKEEPER, Permission.SESSION_END) as record:
        old = (
            Attempts.objects.filter(last_at__lt=now - FORGOTTEN, closed_until__lt=now),
            Browser.objects.filter(expire_date__lt=now),
            Session.objects.filter(Q(ended_at__lt=before) | Q(seen_at__lt=before)),
            OneTimeLink.objects.filter(expires_at__lt=before),
            ApiToken.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)),
            Delegation.objects.filter(Q(until__lte=clock.today()) | Q(revoked_at__isnull=False), taker__isnull=True),
        )
        gone = {found.model._meta.label_lower: found.delete()[0] for found in old}
        gone["trail.answer"] = answers.forget()
        record.things += [{"thing": kind, "forgotten": number} for kind, number in gone.items() if number]
    return sum(gone.values())
