"""Which sessions there are, when their persons last proved to be themselves, and their end."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from muntada.access import clock
from muntada.access.actor import DOORKEEPER, Actor
from muntada.access.rules import Permission
from muntada.people.events import ShutOut
from muntada.people.models import User
from muntada.signin.models import ApiToken, Session
from muntada.signin.networks import address_of, network_of
from muntada.trail.deed import act

FRESH = timedelta(minutes=10)  # how long a proof counts as recent
SEEN_EVERY = timedelta(minutes=5)
IDLE = timedelta(hours=1)  # an unattended browser lets nobody in after this
LASTS = timedelta(hours=12)  # a working day, however busy the browser is


def begin_session(sender: object, request: HttpRequest, user: User, **more: Any) -> None:
    """Keep that this browser's session began: called by Django's `user_logged_in`, whichever door was used."""
    if not request.session.session_key:
        request.session.create()
    way = getattr(request, "sign_in_way", Session.Way.OTHER)
    with act(DOORKEEPER, Permission.SESSION_BEGIN, on=user) as record:
        session = Session.objects.create(
            user=user,
            digest=digest_of(str(request.session.session_key)),
            way=way,
            network=network_of(address_of(request.META, settings.PROXIES)),
            browser=request.META.get("HTTP_USER_AGENT", "")[:200],
            proved_at=None if way == Session.Way.OTHER else clock.now(),
        )
        record.of(session, way=str(way))


def session_of(user: User, key: str | None) -> Session | None:
    """The session under this key, while it lasts: half a day at most, and an hour after it was last used."""
    if not key:
        return None
    now = clock.now()
    lasting = Session.objects.filter(ended_at__isnull=True, began_at__gt=now - LASTS, seen_at__gt=now - IDLE)
    return lasting.filter(user=user, digest=digest_of(key)).first()


def touch(session: Session) -> None:
    """Note that the session is in use, every few minutes. No line in the trail: these would bury the others."""
    now = clock.now()
    if now - session.seen_at > SEEN_EVERY:
        Session.objects.filter(pk=session.pk).update(seen_at=now)


def prove(session: Session) -> None:
    """Its person proved again to be that person."""
    with act(DOORKEEPER, Permission.SESSION_BEGIN, on=session.user) as record:
        session.proved_at = clock.now()
        session.save(update_fields=["proved_at"])
        record.of(session, proved=True)


def is_fresh(session: Session | None) -> bool:
    """Whether its person proved to be that person within the last ten minutes."""
    if session is None or session.proved_at is None:
        return False
    return timedelta() <= clock.now() - session.proved_at < FRESH


def end_sessions(actor: Actor, user: User, *, only: int | None = None, but: int | None = None) -> int:
    """End the person's sessions at their next request: `only` this one, or all `but` this one. Returns how many.

    With all of them every token of the person's ends too: whoever else was in may have made one.
    """
    with act(actor, Permission.SESSION_END, on=user) as record:
        found = Session.objects.filter(user=user, ended_at__isnull=True)
        tokens = ApiToken.objects.filter(user=user, revoked_at__isnull=True)
        if only is not None:
            found, tokens = found.filter(pk=only), tokens.none()
        if but is not None:
            found = found.exclude(pk=but)
        ended = found.update(ended_at=clock.now())
        record.of(user, sessions=ended, tokens=tokens.update(revoked_at=clock.now()))
    return ended


def end_with(event: ShutOut) -> None:
    """Whoever is shut out has no session and no token left, should they be let in again."""
    user = User.objects.filter(pk=event.user).first()
    if user is not None:
        end_sessions(DOORKEEPER, user)


def digest_of(key: str) -> str:
    """The session's key as the table keeps it."""
    return hashlib.sha256(key.encode()).hexdigest()
