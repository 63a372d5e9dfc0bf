"""The secret in the address of a recipient's page: made from the installation's key, kept as a digest alone."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac

from muntada.reports.models import Delivery

SALT = "muntada.reports.delivery"


def secret_for(edition: int, recipient: int, *, key: str | bytes = "") -> str:
    """The secret of that delivery: 43 letters that an address carries, of 256 bits."""
    made = salted_hmac(SALT, f"{edition}:{recipient}", secret=key or settings.SECRET_KEY, algorithm="sha256")
    return urlsafe_b64encode(made.digest()).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """The secret as a row keeps it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def secret_of(delivery: Delivery) -> str:
    """The secret under which this delivery's page stands, also where the key of the installation was changed since.

    Raises LookupError where no key that is known gives it.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        secret = secret_for(delivery.edition_id, delivery.recipient_id, key=key)
        if digest_of(secret) == delivery.digest:
            return secret
    raise LookupError("This address was made with a key that is no longer known.")
