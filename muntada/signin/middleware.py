"""Puts the actor on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from muntada.people.models import User
from muntada.signin.actors import actor_of


class ActorMiddleware:
    """`request.actor` is who acts, or None. It is built anew at every request, so that an ended office ends at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        request.actor = actor_of(user) if isinstance(user, User) else None  # type: ignore[attr-defined]
        return self.get_response(request)
