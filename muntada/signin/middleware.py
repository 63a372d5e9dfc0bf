"""Puts the actor on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from muntada.people.models import User
from muntada.signin.actors import actor_of
from muntada.signin.sessions import session_of, touch


class ActorMiddleware:
    """`request.actor` is who acts, or None. It is built anew at every request, so that an ended office ends at once.

    `request.signed_in` is the session that the browser holds; whoever's session was ended is nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        request.actor = request.signed_in = None  # type: ignore[attr-defined]
        if isinstance(user, User):
            session = session_of(user, request.session.session_key)
            if session is None:
                logout(request)
            else:
                session.user = user  # whoever asks for it need not ask the database
                touch(session)
                request.signed_in = session  # type: ignore[attr-defined]
                request.actor = actor_of(user)  # type: ignore[attr-defined]
        return self.get_response(request)
