"""Secrets that stand in the address of a page, by which somebody without an account is let in.

A secret is made anew from the key of the installation whenever it is needed; a row keeps its digest alone, so that
whoever reads the database opens no page.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac


def secret_for(salt: str, text: str, *, key: str | bytes = "") -> str:
    """The secret of what `text` names, for the use that `salt` names: 43 letters of an address, of 256 bits."""
    made = salted_hmac(salt, text, secret=key or settings.SECRET_KEY, algorithm="sha256")
    return urlsafe_b64encode(made.digest()).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """The secret as a row keeps it: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def secret_under(salt: str, text: str, digest: str) -> str:
    """The secret that has this digest, also where the key of the installation was changed since.

    Raises LookupError where no key that is known gives it.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        secret = secret_for(salt, text, key=key)
        if digest_of(secret) == digest:
            return secret
    raise LookupError("This address was made with a key that is no longer known.")
