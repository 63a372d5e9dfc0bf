"""Tokens: a program acts for a person, for one purpose, until a day. What they may do is asked of the policy."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db.models import F, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import LegalBasis
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.marking.handling import Purpose
from muntada.people.actions import NotPossible
from muntada.people.models import User
from muntada.signin.actors import actor_of
from muntada.signin.models import ApiToken
from muntada.trail.deed import act

USUAL, LONGEST = 30, 365  # days
# What a program may be let do at all; a token may be made for fewer of these.
FOR_PROGRAMS = (
    Permission.RECORD_READ,
    Permission.CITATION_READ,
    Permission.SOURCE_READ,
    Permission.SOURCE_CAPTURE,
    Permission.FINDING_DECIDE,
    Permission.CONFLICT_SETTLE,
    Permission.RECORD_MARK,
    Permission.TRAIL_READ,
    Permission.NAME_SCREEN,  # and of what is met a person decides
)
_SHAPE = re.compile(r"muntada_[A-Za-z0-9_-]{43}", re.ASCII)
_FEED = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class TooMany(Exception):
    """Raised where a token was used too often within a minute; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, by which token (None in a session), and what the token is for."""

    actor: Actor
    token: ApiToken | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this way of calling can be used for; whether the actor may is another question."""
        named = self.token.permissions if self.token else []
        return frozenset(Permission(one) for one in named) if named else frozenset(FOR_PROGRAMS)


def make_token(
    actor: Actor,
    user: User,
    *,
    name: str,
    purpose: str = Purpose.CONDUCT_OF_THE_FORUM.value,
    days: int = USUAL,
    permissions: Collection[str] = (),
    basis: str = "",
) -> tuple[ApiToken, str]:
    """A new token of this person, and its text, which is not kept and shown by this alone. Raises NotPossible.

    `basis` is the legal basis by which its program checks names; without one it checks none.
    """
    own = actor_of(user)
    if own is None or purpose not in own.purposes:
        raise NotPossible("purpose", "You have no clearance for this purpose.")
    if not 1 <= days <= LONGEST:
        raise NotPossible("days", f"A token lasts for 1 to {LONGEST} days.")
    if not set(permissions) <= {one.value for one in FOR_PROGRAMS}:
        raise NotPossible("permissions", "A token cannot be made for that.")
    rests_on = _basis(basis) if basis else None
    text = f"muntada_{secrets.token_urlsafe(32)}"
    with act(actor, Permission.TOKEN_MAKE, on=user) as record:
        token = ApiToken.objects.create(
            user=user,
            name=" ".join(name.split())[:100],
            purpose=purpose,
            permissions=sorted(set(permissions)),
            legal_basis=rests_on,
            digest=digest_of(text),
            expires_at=clock.now() + timedelta(days=days),
        )
        record.of(token, user=user.pk, purpose=purpose, basis=basis, until=token.expires_at.isoformat())
    return token, text


def _basis(key: str) -> LegalBasis:
    found = LegalBasis.objects.filter(pk=key).first()
    if found is None or not found.holds_on(clock.today()):
        raise NotPossible("basis", "There is no such legal basis in force.")
    return found


def end_token(actor: Actor, token: ApiToken) -> None:
    """End a token at once; ending it twice is harmless."""
    with act(actor, Permission.TOKEN_END, on=token.user) as record:
        ended = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now())
        record.of(token, user=token.user_id, ended=ended)


def tokens_of(actor: Actor, user: User) -> QuerySet[ApiToken]:
    """The person's tokens that last, the newest first; calendars are none of them."""
    seen = rows(actor, Permission.TOKEN_END, ApiToken, via="user").filter(user=user, feed="")
    return seen.filter(revoked_at__isnull=True, expires_at__gt=clock.now())


def token_of(actor: Actor, pk: int) -> ApiToken | None:
    """One token that the actor may end."""
    return rows(actor, Permission.TOKEN_END, ApiToken, via="user").select_related("user").filter(pk=pk).first()


def caller_by(text: str) -> Caller | None:
    """Who calls by this token: its person as of now, for its purpose alone; None where it lets nobody in.

    Counts the call. Raises TooMany.
    """
    if not _SHAPE.fullmatch(text):
        return None
    return _caller(text, feed=False)


def caller_of_feed(text: str) -> Caller | None:
    """Whose calendar is asked for by this secret address, as `caller_by`. Raises TooMany."""
    return _caller(text, feed=True) if _FEED.fullmatch(text) else None


def _caller(text: str, *, feed: bool) -> Caller | None:
    lasting = ApiToken.objects.filter(digest=digest_of(text), revoked_at__isnull=True, expires_at__gt=clock.now())
    token = (lasting.exclude(feed="") if feed else lasting.filter(feed="")).select_related("user").first()
    actor = actor_of(token.user) if token else None
    if token is None or actor is None:
        return None
    _count(token)
    return Caller(replace(actor, purposes=actor.purposes & {token.purpose}), token)


def _count(token: ApiToken) -> None:
    """Count the call within its minute, for all processes together; no line in the trail: reading is no deed."""
    now = clock.now()
    second = int(now.timestamp())
    minute = second // 60
    same = ApiToken.objects.filter(pk=token.pk, minute=minute)
    if not same.update(calls=F("calls") + 1, last_used_at=now):
        first = ApiToken.objects.filter(pk=token.pk).exclude(minute=minute)
        if not first.update(minute=minute, calls=1, last_used_at=now):
            same.update(calls=F("calls") + 1, last_used_at=now)
    calls = ApiToken.objects.filter(pk=token.pk).values_list("calls", flat=True).get()
    if calls > settings.API_RATE:
        raise TooMany(60 - second % 60)


def digest_of(text: str) -> str:
    """The text as the table keeps it."""
    return hashlib.sha256(text.encode()).hexdigest()
