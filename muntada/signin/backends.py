"""Who a session's person is; nobody is ever let in by a name and a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from muntada.people.models import User


class InvitedOnly(BaseBackend):
    """Finds the person of a session again, as long as that person may come in at all."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """There is nothing that a person could type to be let in by this."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, or None for one who was shut out since."""
        return User.objects.filter(pk=user_id, is_active=True).first()
