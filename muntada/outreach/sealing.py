"""What a message holds for its recipient alone: sealed in its row, put in its place only as it goes out."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

PLACE = "[[link]]"  # stands in the text as everybody sees it


def sealed(text: str) -> str:
    """The text as its row keeps it."""
    return _seal().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """A sealed text as its recipient reads it."""
    return _seal().decrypt(text.encode()).decode()


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("muntada.outreach.message", "seal", algorithm="sha256").digest()))
