"""The front door and the start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from muntada.web.middleware import open_to_all


@open_to_all
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the start page in the language their browser asks for."""
    return redirect(f"/{get_language()}/")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is new, or how to begin."""
    return render(request, "home/start.html")
