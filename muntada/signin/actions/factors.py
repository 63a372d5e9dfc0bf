"""A person's own ways in: passkeys, an authenticator, printed codes. Every change ends all their other sessions."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn

from muntada.access.actor import DOORKEEPER, Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.people.models import User
from muntada.signin.actions.entering import NotBelieved
from muntada.signin.codes import matching
from muntada.signin.models import LastCode
from muntada.signin.passkeys import finish_making
from muntada.signin.sessions import end_sessions
from muntada.trail.deed import act

RECOVERY = Authenticator.Type.RECOVERY_CODES


def add_passkey(
    actor: Actor, user: User, *, name: str, site: str, state: dict[str, Any], answer: dict[str, Any], session: int
) -> Authenticator:
    """Keep a passkey that a browser made. Raises passkeys.NotProved."""
    finish_making(site, state, answer)
    with act(actor, Permission.FACTOR_KEEP, on=user) as record:
        row: Authenticator = WebAuthn.add(user, name[:100], answer).instance
        record.of(row, kind=row.type)
        end_sessions(DOORKEEPER, user, but=session)
    return row


def add_totp(actor: Actor, user: User, *, secret: str, code: str, session: int) -> Authenticator:
    """Keep an authenticator whose first code proves that it has the secret; one before it ends.

    The first code counts as used. Raises NotBelieved.
    """
    found = matching(secret, code)
    if not found:
        raise NotBelieved
    with act(actor, Permission.FACTOR_KEEP, on=user) as record:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        row: Authenticator = TOTP.activate(user, secret).instance
        LastCode.objects.update_or_create(user=user, defaults={"counter": max(found)})
        record.of(row, kind=row.type)
        end_sessions(DOORKEEPER, user, but=session)
    return row


def new_recovery_codes(actor: Actor, user: User, *, session: int) -> list[str]:
    """Ten new codes to print; the codes before end. They are shown by this and never again."""
    with act(actor, Permission.FACTOR_KEEP, on=user) as record:
        Authenticator.objects.filter(user=user, type=RECOVERY).delete()
        codes = RecoveryCodes.activate(user)
        record.of(codes.instance, kind=RECOVERY)
        end_sessions(DOORKEEPER, user, but=session)
    return list(codes.generate_codes())


def remove_factor(actor: Actor, user: User, pk: int, *, session: int) -> bool:
    """Take one of the person's own passkeys or authenticators away; False where there is none under this number.

    With the last of them the recovery codes go too: they stand in for a factor and are none.
    """
    with act(actor, Permission.FACTOR_KEEP, on=user) as record:
        row = rows(actor, Permission.FACTOR_KEEP, Authenticator, via="user").filter(pk=pk, user=user).first()
        if row is None:
            return False
        record.of(row, kind=row.type, removed=True)
        row.delete()
        _drop_dangling(user)
        end_sessions(DOORKEEPER, user, but=session)
    return True


def forget_factors(actor: Actor, user: User) -> int:
    """An administrator takes all of a person's factors away, where they were lost or stolen; all sessions end."""
    with act(actor, Permission.PERSON_MANAGE, on=user) as record:
        gone = int(Authenticator.objects.filter(user=user).count())
        Authenticator.objects.filter(user=user).delete()
        record.of(user, factors=gone)
        end_sessions(DOORKEEPER, user)
    return gone


def codes_left(user: User) -> int:
    """How many printed codes the person has not used."""
    row = Authenticator.objects.filter(user=user, type=RECOVERY).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def _drop_dangling(user: User) -> None:
    if not Authenticator.objects.filter(user=user).exclude(type=RECOVERY).exists():
        Authenticator.objects.filter(user=user, type=RECOVERY).delete()
