"""Calendars under a secret address: whoever has it reads the meetings that its person may know of at that moment.

It is a token that a calendar program can hold, because such programs send no other proof. It is shown once, kept as a
digest, ends within a year and whenever all tokens end, and opens nothing but its own calendar.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.queries.bodies import body
from muntada.marking.handling import Purpose
from muntada.people.actions import NotPossible
from muntada.people.models import User
from muntada.signin.actors import actor_of
from muntada.signin.models import ApiToken
from muntada.signin.tokens import LONGEST, digest_of
from muntada.trail.deed import act

MINE, ALL, OF_BODY = "mine", "all", "body:"
FOLLOWED = "followed"  # no calendar: what changes of the texts that a person follows
LANGUAGES = ("ar", "en", "fr")


def make_feed(actor: Actor, user: User, *, feed: str, language: str, name: str = "") -> tuple[ApiToken, str]:
    """A calendar or feed of this person's, and its secret, which is not kept and shown by this alone.

    `feed` is `mine`, `all`, `body:` with a body's key, or `followed`. Raises NotPossible.
    """
    own = actor_of(user)
    if own is None or not own.purposes:
        raise NotPossible("purpose", "You have no clearance for any purpose.")
    if language not in LANGUAGES:
        raise NotPossible("language", "There is no such language.")
    if feed not in {MINE, ALL, FOLLOWED} and (
        not feed.startswith(OF_BODY) or body(own, feed.removeprefix(OF_BODY)) is None
    ):
        raise NotPossible("feed", "There is no such calendar.")
    usual = Purpose.CONDUCT_OF_THE_FORUM.value
    text = secrets.token_urlsafe(32)
    with act(actor, Permission.TOKEN_MAKE, on=user) as record:
        made = ApiToken.objects.create(
            user=user,
            name=" ".join(name.split())[:100],
            purpose=usual if usual in own.purposes else min(own.purposes),
            digest=digest_of(text),
            feed=feed,
            language=language,
            expires_at=clock.now() + timedelta(days=LONGEST),
        )
        record.of(made, user=user.pk, feed=feed, until=made.expires_at.isoformat())
    return made, text


def feeds_of(actor: Actor, user: User) -> QuerySet[ApiToken]:
    """The person's calendars that last, the newest first."""
    seen = rows(actor, Permission.TOKEN_END, ApiToken, via="user").filter(user=user).exclude(feed="")
    return seen.filter(revoked_at__isnull=True, expires_at__gt=clock.now()).exclude(feed=FOLLOWED)


def followed_feeds(actor: Actor, user: User) -> QuerySet[ApiToken]:
    """The person's feeds of what they follow that last, the newest first."""
    seen = rows(actor, Permission.TOKEN_END, ApiToken, via="user").filter(user=user, feed=FOLLOWED)
    return seen.filter(revoked_at__isnull=True, expires_at__gt=clock.now())
