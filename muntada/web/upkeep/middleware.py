"""Around everything else: a request has a number of its own, is measured, and is told in the log by its route."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

from muntada.upkeep.metrics import NO_ROUTE, note_request
from muntada.upkeep.numbering import numbered
from muntada.web.middleware import ContentSecurityMiddleware, View
from muntada.web.upkeep.views import live, metrics, ready

log = logging.getLogger("muntada.requests")
# Answered before sessions and ceilings, which ask the database: whether the program lives must not hang on that.
DIRECT = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}


class MeasuringMiddleware:
    """Gives the request its number and notes route, status and span. Nothing that the visitor says is noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # With the headers that every answer has.
        self.direct = {path: _with_headers(view) for path, view in DIRECT.items()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with numbered() as number:
            begun = time.perf_counter()
            direct = self.direct.get(request.path_info)
            response = direct(request) if direct is not None else self.get_response(request)
            took = time.perf_counter() - begun
            if direct is None:
                match = request.resolver_match
                route = (match.view_name if match else "") or NO_ROUTE
                note_request(route, str(request.method), response.status_code, took)
                told = {"route": route, "status": response.status_code, "milliseconds": round(took * 1000)}
                log.info("answered", extra={"told": told})
            response.headers["X-Request-ID"] = number
        return response


def _with_headers(view: View) -> View:
    return cast(View, SecurityMiddleware(ContentSecurityMiddleware(view)))
