"""To a ministry's own sign-in and back. Where it cannot be reached, every other way in stays open."""

from __future__ import annotations

from collections.abc import Callable

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from requests import RequestException

from muntada.web.middleware import open_to_all

# What a provider can do to us: not answer, answer with an error, or answer with something that is none.
FAILURES = (RequestException, OAuth2Error, ValueError, KeyError, TypeError)


@open_to_all
@never_cache
def ministry_leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """GET shows a button; its POST leads to the provider."""
    return _attempted(views.login, request, provider_id)


@open_to_all
@never_cache
def ministry_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, with what proves who came."""
    return _attempted(views.callback, request, provider_id)


def _attempted(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view(request, provider_id=provider_id)
    except FAILURES:
        return redirect("not-invited")
