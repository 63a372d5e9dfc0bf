"""Coming in, by a passkey, a code or a one-time link, and going out."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import DOORKEEPER
from muntada.people.models import User
from muntada.signin.actions import LinkSpent, redeem_link
from muntada.signin.actions.entering import NotBelieved, enter_by_code, enter_by_passkey
from muntada.signin.actions.links import is_equipped
from muntada.signin.lockout import MustWait
from muntada.signin.models import Session
from muntada.signin.passkeys import NotProved, begin_proof
from muntada.signin.sessions import end_sessions
from muntada.web.middleware import open_to_all
from muntada.web.signin.browsers import at_home, remember
from muntada.web.signin.ceremony import answer_of, keep_state, network, site, spend_state
from muntada.web.signin.forms import EnterForm
from muntada.web.signin.stepping import waiting

NEXT = "after_sign_in"


@open_to_all
@require_safe
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways in; remembers the page that the visitor wanted."""
    if getattr(request, "actor", None) is not None:
        return redirect("start")
    wanted = request.GET.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        request.session[NEXT] = wanted
    return _entrance(request, EnterForm())


@open_to_all
@require_POST
@never_cache
def passkey_options(request: HttpRequest) -> JsonResponse:
    """What the browser asks any passkey for this site. It is the same for everybody, so it tells nothing."""
    options, state = begin_proof(site(request))
    keep_state(request, "sign-in", state)
    return JsonResponse(json.loads(json.dumps(options)))


@open_to_all
@require_POST
@never_cache
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Lets in whoever's passkey answered."""
    try:
        user = enter_by_passkey(site(request), spend_state(request, "sign-in"), answer_of(request))
    except NotProved:
        return _entrance(request, EnterForm(), _("This passkey is not known here. Try another way in."), 403)
    return _come_in(request, user, Session.Way.PASSKEY)


@open_to_all
@require_POST
@never_cache
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    """Lets in by address and code. Whatever was wrong, the answer is the same."""
    form = EnterForm(request.POST)
    if not form.is_valid():
        return _entrance(request, form, "", 400)
    email, code = form.cleaned_data["email"], form.cleaned_data["code"]
    try:
        user, way = enter_by_code(email, code, network=network(request), known=at_home(request))
    except NotBelieved:
        wrong = _(
            "That did not let you in. The address or the code is not right, the code was used before, or you have "
            "not come in by this browser yet: then use a passkey, a printed code or a link."
        )
        return _entrance(request, form, wrong, 403)
    except MustWait as wait:
        return _entrance(request, form, waiting(wait), 429)
    return _come_in(request, user, way)


@open_to_all
@never_cache
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; only its POST spends the link, so that a mail program's preview does not."""
    if request.method != "POST":
        return render(request, "signin/redeem.html")
    try:
        user = redeem_link(token)
    except LinkSpent:
        return render(request, "signin/redeem.html", {"spent": True}, status=410)
    return _come_in(request, user, Session.Way.LINK)


@open_to_all
@require_safe
@never_cache
def not_invited(request: HttpRequest) -> HttpResponse:
    """A ministry's own sign-in knows the visitor, we do not; or it failed. Both look the same."""
    return render(request, "signin/not_invited.html", status=403)


@open_to_all
@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    session = getattr(request, "signed_in", None)
    if session is not None:
        end_sessions(DOORKEEPER, session.user, only=session.pk)
    logout(request)
    messages.success(request, _("You are signed out."))
    response = redirect("sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _entrance(request: HttpRequest, form: EnterForm, wrong: str = "", status: int = 200) -> HttpResponse:
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    shown = {"form": form, "wrong": wrong, "ministry": apps[0] if apps else None}
    return render(request, "signin/sign_in.html", shown, status=status)


def _come_in(request: HttpRequest, user: User, way: Session.Way) -> HttpResponse:
    """Begin a session of this person; whoever was signed in here before is signed out."""
    wanted = request.session.get(NEXT, "")
    before = getattr(request, "signed_in", None)
    if before is not None:
        end_sessions(DOORKEEPER, before.user, only=before.pk)
        logout(request)
    request.sign_in_way = way  # type: ignore[attr-defined]
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(NEXT, None)
    with override(user.language):
        first = reverse("start" if is_equipped(user) else "me")
    return remember(request, redirect(wanted or first), user)
