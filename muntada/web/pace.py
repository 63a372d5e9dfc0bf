"""How fast a person may send forms: no faster than people do, or a program acts in a person's name."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from muntada.access import clock

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MINUTE = 60  # seconds


class PaceMiddleware:
    """Puts off what a signed-in person sends beyond so many forms within a minute, for all processes together.

    Reading is not counted, and neither is a program with a token, which has a limit of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is None or request.method not in CHANGING or "Authorization" in request.headers:
            return self.get_response(request)
        now = int(clock.now().timestamp())
        name = f"pace:{actor.key}:{now // MINUTE}"
        sent = int(cache.get(name, 0)) + 1
        cache.set(name, sent, 2 * MINUTE)
        if sent <= settings.PAGE_RATE:
            return self.get_response(request)
        reading = _("That was faster than a person reads. Nothing was changed; go on in a minute.")
        answer = render(request, "403.html", {"reading": reading}, status=429)
        answer.headers["Retry-After"] = str(MINUTE - now % MINUTE)
        return answer
