"""The secret in the address of a recipient's page."""

from __future__ import annotations

from muntada.access import addressed
from muntada.access.addressed import digest_of
from muntada.reports.models import Delivery

__all__ = ["digest_of", "secret_for", "secret_of"]

_SALT = "muntada.reports.delivery"


def secret_for(edition: int, recipient: int, *, key: str | bytes = "") -> str:
    """The secret of that delivery."""
    return addressed.secret_for(_SALT, f"{edition}:{recipient}", key=key)


def secret_of(delivery: Delivery) -> str:
    """The secret under which this delivery's page stands. Raises LookupError."""
    return addressed.secret_under(_SALT, f"{delivery.edition_id}:{delivery.recipient_id}", delivery.digest)
