"""Around every request: what was looked at in it is written once, before the answer leaves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from muntada.trail.later import written_at_the_end


class TrailMiddleware:
    """A page that cannot be logged is not shown: where writing fails, so does the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with written_at_the_end():
            return self.get_response(request)
