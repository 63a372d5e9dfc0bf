"""Every page is closed unless it is marked open, and every answer says how browsers are to treat it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from muntada.access.wall import under_ceiling
from muntada.trail.deed import Refused

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Mark a view as one that nobody need sign in for."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class ClosedByDefaultMiddleware:
    """Sends whoever is nobody to the sign-in page, but for views marked open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "open_to_all", False) or getattr(request, "actor", None) is not None:
            return None
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('sign-in')}?{query}")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A deed that the policy refuses is answered as a missing right, not as a failure."""
        if isinstance(exception, Refused):
            from muntada.web.errors import refused  # the errors' own views are marked with this module

            return refused(request, exception)
        return None


class CeilingMiddleware:
    """Where the database has a second wall, a request meets nothing above its actor's ceiling."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with under_ceiling(getattr(request, "actor", None)):
            return self.get_response(request)


class ContentSecurityMiddleware:
    """Scripts, styles, fonts and pictures come from here and nowhere else; nothing inline runs."""

    POLICY = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'{ministry}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # A form that leads to the ministry's own sign-in is redirected there, and browsers ask this list about it.
        self.policy = self.POLICY.format(ministry=f" {settings.OIDC_ORIGIN}" if settings.OIDC_ORIGIN else "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Pages are made for one person at one moment: none is kept, neither by the browser nor on the way to it.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
