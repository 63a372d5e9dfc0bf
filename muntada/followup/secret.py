"""The secret in the address of a request's page, and the seal of its questionnaire."""

from __future__ import annotations

import re

from muntada.access import addressed
from muntada.access.addressed import digest_of
from muntada.followup.models import Request

__all__ = ["SHAPE", "digest_of", "seal", "secret_for", "secret_of"]

_ADDRESS, _SEAL = "muntada.followup.request", "muntada.followup.questionnaire"
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def secret_for(request: int, turn: int, *, key: str | bytes = "") -> str:
    """The secret of a request's address of that turn."""
    return addressed.secret_for(_ADDRESS, f"{request}:{turn}", key=key)


def secret_of(request: Request) -> str:
    """The secret under which its page stands. Raises LookupError."""
    return addressed.secret_under(_ADDRESS, f"{request.pk}:{request.turn}", request.digest)


def seal(text: str) -> str:
    """A keyed digest for the stamp of a questionnaire."""
    return addressed.secret_for(_SEAL, text)
