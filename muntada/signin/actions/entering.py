"""Coming in by a code or a passkey, and proving once more to be oneself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from allauth.mfa.models import Authenticator

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.access.rules import Permission
from muntada.people.models import User
from muntada.signin import lockout
from muntada.signin.codes import takes_recovery, takes_totp
from muntada.signin.models import Session
from muntada.signin.passkeys import finish_proof
from muntada.signin.sessions import prove
from muntada.trail.deed import act


class NotBelieved(Exception):
    """Raised for a wrong or used code, an unknown address and an unknown browser: outside they look the same."""


def enter_by_code(email: str, code: str, *, network: str, known: Collection[int] = ()) -> tuple[User, Session.Way]:
    """The person whose code this is, and which kind of code it was.

    A printed recovery code lets its person in from anywhere. A code of six digits alone can be guessed, so it counts
    only in a browser that its person came in by before: `known` are the persons that this browser is known to.
    Raises NotBelieved, or lockout.MustWait.
    """
    lockout.charge(email, network)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    at_home = user is not None and user.pk in known
    by_totp = takes_totp(user if at_home else None, code)
    by_recovery = not by_totp and takes_recovery(user, code)
    if user is None or not (by_totp or by_recovery):
        raise NotBelieved
    lockout.clear(email, network)
    return user, Session.Way.TOTP if by_totp else Session.Way.RECOVERY


def enter_by_passkey(site: str, state: dict[str, Any], answer: dict[str, Any], user: User | None = None) -> User:
    """The person whose passkey answered, this one where one is given. Raises passkeys.NotProved."""
    row = finish_proof(site, state, answer, user)
    with act(DOORKEEPER, Permission.SESSION_BEGIN, on=row.user) as record:
        row.last_used_at = clock.now()
        row.save(update_fields=["last_used_at", "data"])
        record.of(row)
    person: User = row.user
    return person


def prove_by_code(session: Session, code: str, *, network: str) -> None:
    """Step up by an authenticator's code or a recovery code. Raises NotBelieved, or lockout.MustWait."""
    lockout.charge(session.user.email, network)
    if not (takes_totp(session.user, code) or takes_recovery(session.user, code)):
        raise NotBelieved
    lockout.clear(session.user.email, network)
    prove(session)


def prove_by_passkey(session: Session, site: str, state: dict[str, Any], answer: dict[str, Any]) -> None:
    """Step up by a passkey. Raises passkeys.NotProved."""
    enter_by_passkey(site, state, answer, session.user)
    prove(session)


def factors_of(user: User) -> list[Authenticator]:
    """The person's passkeys and authenticators, the oldest first."""
    return list(
        Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("created_at")
    )
