"""The secret in the address of a request's page: made anew from the key of the installation, kept as a digest alone."""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac

from muntada.followup.models import Request

_ADDRESS, _SEAL = "muntada.followup.request", "muntada.followup.questionnaire"
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def secret_for(request: int, turn: int, *, key: str | bytes = "") -> str:
    """The secret of a request's address of that turn: 43 letters, of 256 bits."""
    return _made(_ADDRESS, f"{request}:{turn}", key)


def digest_of(secret: str) -> str:
    """The secret as a row keeps it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def secret_of(request: Request) -> str:
    """The secret under which its page stands, also where the key of the installation was changed since.

    Raises LookupError where no key that is known gives it.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        secret = secret_for(request.pk, request.turn, key=key)
        if digest_of(secret) == request.digest:
            return secret
    raise LookupError("This address was made with a key that is no longer known.")


def seal(text: str) -> str:
    """A keyed digest for the stamp of a questionnaire."""
    return _made(_SEAL, text, "")


def _made(salt: str, text: str, key: str | bytes) -> str:
    made = salted_hmac(salt, text, secret=key or settings.SECRET_KEY, algorithm="sha256")
    return urlsafe_b64encode(made.digest()).decode().rstrip("=")
