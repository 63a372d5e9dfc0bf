"""Signing in by a one-time link, and signing out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.people.models import User
from muntada.signin.actions import LinkSpent, redeem_link
from muntada.web.middleware import open_to_all

NEXT = "after_sign_in"


@open_to_all
@require_safe
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Says how to get a link; remembers the page that the visitor wanted."""
    if getattr(request, "actor", None) is not None:
        return redirect("start")
    wanted = request.GET.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        request.session[NEXT] = wanted
    return render(request, "signin/sign_in.html")


@open_to_all
@never_cache
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; only its POST spends the link, so that a mail program's preview does not."""
    if request.method != "POST":
        return render(request, "signin/redeem.html")
    wanted = request.session.get(NEXT, "")
    try:
        user = redeem_link(token)
    except LinkSpent:
        return render(request, "signin/redeem.html", {"spent": True}, status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(wanted or _home(user))


@open_to_all
@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("sign-in")


def _home(user: User) -> str:
    with override(user.language):
        return reverse("start")
