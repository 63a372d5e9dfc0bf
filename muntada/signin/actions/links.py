"""Issuing and redeeming one-time links."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator

from muntada.access import clock
from muntada.access.actor import DOORKEEPER, Actor, Role
from muntada.access.rules import Permission
from muntada.outreach.actions import drop_invitations
from muntada.people.actions import NeedsAnother, needs_another
from muntada.people.models import Office, Proposal, User
from muntada.signin.models import OneTimeLink
from muntada.trail.deed import act

LIFETIME = timedelta(hours=24)
FRESH = timedelta(minutes=10)  # within which a confirmed link has to be made


class LinkSpent(Exception):
    """Raised for a link that was used, has expired, or never was: the three look the same from outside."""


def issue_link(actor: Actor, user: User, *, confirmed: Proposal | None = None) -> str:
    """A new one-time token for this person, valid for a day; earlier unused ones end.

    A link to somebody who has a factor already takes its place, so an administrator needs another one's yes for
    it. Raises NeedsAnother where that is missing.
    """
    if is_equipped(user) and needs_another(actor, user) and not _confirmed(actor, user, confirmed):
        raise NeedsAnother("Another administrator has to confirm a link to somebody who has a passkey or codes.")
    token = secrets.token_urlsafe(32)
    with act(actor, Permission.LINK_ISSUE) as record:
        now = clock.now()
        user.links.filter(used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
        drop_invitations(actor, user)
        link = OneTimeLink.objects.create(user=user, digest=_digest(token), issued_at=now, expires_at=now + LIFETIME)
        record.of(link, user=user.pk)
    return token


def redeem_link(token: str) -> User:
    """The person whom the token lets in; the token is spent by this. Raises LinkSpent."""
    with act(DOORKEEPER, Permission.LINK_REDEEM) as record:
        now = clock.now()
        spent = OneTimeLink.objects.filter(
            digest=_digest(token), used_at__isnull=True, expires_at__gt=now, user__is_active=True
        )
        link = spent.select_related("user").first()
        # The update is the gate: of two requests with one token only one changes the row.
        if link is None or not spent.filter(pk=link.pk).update(used_at=now):
            raise LinkSpent
        record.of(link, user=link.user_id)
        drop_invitations(DOORKEEPER, link.user)
        return link.user


def first_administrator(email: str = "administrator@localhost", name: str = "Administrator") -> User | None:
    """Make the first administrator, who is analyst and secretariat too; None where there is one already."""
    today = clock.today()
    if Office.objects.held_on(today).filter(role=Role.ADMINISTRATOR, user__is_active=True).exists():
        return None
    with act(DOORKEEPER, Permission.PERSON_MANAGE) as record:
        user, _ = User.objects.get_or_create(email=email, defaults={"name": name})
        for role in (Role.ADMINISTRATOR, Role.SECRETARIAT, Role.ANALYST):
            Office.objects.get_or_create(user=user, role=role, until=None, defaults={"since": today})
        record.of(user)
    return user


def is_equipped(user: User) -> bool:
    """Whether the person has a passkey or an authenticator, and so needs no link to come in."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _confirmed(actor: Actor, user: User, proposal: Proposal | None) -> bool:
    """Whether this actor has just confirmed a link for this person that another one proposed."""
    if proposal is None:
        return False
    return Proposal.objects.filter(
        pk=proposal.pk,
        kind=Proposal.Kind.LINK,
        user=user,
        outcome=Proposal.Outcome.CONFIRMED,
        decided_by=int(actor.key.rpartition(":")[2]),
        decided_at__gt=clock.now() - FRESH,
    ).exists()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
