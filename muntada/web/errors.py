"""What a visitor reads when something cannot be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from muntada.web.middleware import open_to_all


@open_to_all
def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or none that this visitor may know of."""
    return render(request, "404.html", status=404)


@open_to_all
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page is seen, the right is missing."""
    return render(request, "403.html", status=403)


@open_to_all
def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from our own pages, or from one that stood open for too long."""
    reading = _(
        "The form was not sent, because this page stood open for too long. Go back, reload the page and try again."
    )
    return render(request, "403.html", {"reading": reading}, status=403)


@open_to_all
def failed(request: HttpRequest) -> HttpResponse:
    """500, with as little machinery as can be: what failed may be what a page is made with."""
    try:
        text: str = render_to_string("500.html", {"lang": request.path.strip("/")[:2]})
    except Exception:  # the last page must never fail itself
        text = "<!doctype html><title>500</title><p>خطأ في الخادم · Server error · Erreur du serveur"
    return HttpResponse(text, status=500)
