"""After a backup was brought back: what was ended since it was made must not let anybody in again."""

from __future__ import annotations

from django.contrib.sessions.models import Session as Kept

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.access.rules import Permission
from muntada.signin.models import ApiToken, OneTimeLink, Session
from muntada.trail.deed import act


def shut_all_doors() -> int:
    """End all sessions, links and tokens; how many. People sign in anew, programs are given new tokens."""
    now = clock.now()
    with act(DOORKEEPER, Permission.SESSION_END) as record:
        sessions = Session.objects.filter(ended_at__isnull=True).update(ended_at=now)
        links = OneTimeLink.objects.filter(used_at__isnull=True).update(used_at=now)
        tokens = ApiToken.objects.filter(revoked_at__isnull=True).update(revoked_at=now)
        Kept.objects.all().delete()
        told = {"sessions": sessions, "links": links, "tokens": tokens}
        record.things.append({"thing": Session._meta.label_lower, **told})
    return sessions + links + tokens
