"""Time-based codes and recovery codes: each is believed once, by whichever process sees it first."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings

from muntada.access import clock
from muntada.people.models import User
from muntada.signin.models import LastCode

PERIOD = 30  # seconds that one time-based code stands for
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def plain(code: str) -> str:
    """A typed code as it is compared: without spaces and hyphens, in Western digits."""
    return "".join(code.translate(DIGITS).split()).replace("-", "")


def new_secret() -> str:
    """A secret for an authenticator: 160 random bits in base 32."""
    return b32encode(secrets.token_bytes(20)).decode()


def counters() -> range:
    """The numbers of the codes that may be shown at this moment, the earliest first."""
    middle = int(clock.now().timestamp()) // PERIOD
    return range(middle - settings.MFA_TOTP_TOLERANCE, middle + settings.MFA_TOTP_TOLERANCE + 1)


def matching(secret: str, code: str) -> list[int]:
    """The numbers that this code stands for at this moment. Every one is compared, whichever is right."""
    shown = [(counter, format_hotp_value(hotp_value(secret, counter))) for counter in counters()]
    given = plain(code).encode()
    return [counter for counter, value in shown if hmac.compare_digest(value.encode(), given)]


def spend(user: User, counter: int) -> bool:
    """Believe the code of this number, once. The update is the gate: of two processes one changes the row."""
    return bool(LastCode.objects.filter(user=user, counter__lt=counter).update(counter=counter))


def takes_totp(user: User | None, code: str) -> bool:
    """Whether this is a code of the person's authenticator that was not used before; it is used by this.

    For nobody, and for somebody without an authenticator, the same work is done in vain.
    """
    row = _factor(user, Authenticator.Type.TOTP)
    secret = decrypt(row.data["secret"]) if row else _DECOY
    found = matching(secret, code)
    return row is not None and user is not None and any(spend(user, counter) for counter in found)


def takes_recovery(user: User | None, code: str) -> bool:
    """Whether this is one of the person's printed codes; it is crossed out by this."""
    row = _factor(user, Authenticator.Type.RECOVERY_CODES)
    if row is None or row.data["used_mask"] >= (1 << settings.MFA_RECOVERY_CODE_COUNT) - 1:
        data = {"seed": encrypt(secrets.token_hex(40)), "used_mask": 0}
        decoy = RecoveryCodes(Authenticator(type=Authenticator.Type.RECOVERY_CODES, data=data))
        Authenticator.objects.filter(pk=0).first()
        for printed in decoy.generate_codes():
            hmac.compare_digest(printed.encode(), plain(code).encode())
        return False
    return bool(RecoveryCodes(row).validate_code(plain(code)))


def _factor(user: User | None, kind: str) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user_id=user.pk if user else 0, type=kind).first()
    return found


_DECOY = new_secret()
