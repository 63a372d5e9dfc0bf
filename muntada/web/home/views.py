"""The front door: to the reader's own language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from muntada.web.middleware import open_to_all


@open_to_all
def front_door(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the start page in the language their browser asks for."""
    return redirect(f"/{get_language()}/")
