"""Proving once more to be oneself, before what cannot be taken back."""

from __future__ import annotations

import json
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muntada.people.models import User
from muntada.signin.actions.entering import NotBelieved, factors_of, prove_by_code, prove_by_passkey
from muntada.signin.actions.factors import codes_left
from muntada.signin.lockout import MustWait
from muntada.signin.models import Session
from muntada.signin.passkeys import NotProved, begin_proof
from muntada.signin.sessions import is_fresh
from muntada.web.middleware import View
from muntada.web.signin.ceremony import answer_of, keep_state, network, site, spend_state
from muntada.web.signin.forms import CodeForm


def stepped_up(request: HttpRequest) -> bool:
    """Whether the person proved to be themselves within the last ten minutes, in this very session."""
    return is_fresh(getattr(request, "signed_in", None))


def needs_step_up(view: View) -> View:
    """Send whoever did not prove lately to do so, and then back to the page; nothing of a sent form is done."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if stepped_up(request):
            return view(request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            messages.info(request, _("Nothing was changed yet. Confirm that it is you, then send it once more."))
        return redirect(f"{reverse('step-up')}?{urlencode({'next': _page_of(request)})}")

    guarded.needs_step_up = True  # type: ignore[attr-defined]
    return guarded


@never_cache
@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Asks for a passkey or a code, and leads back."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    back = wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else reverse("start")
    form = CodeForm(request.POST if "code" in request.POST else None)
    session, user = _who(request)
    if request.method == "POST" and (wrong := _proved(request, session, form)) is None:
        return redirect(back)
    kinds = {row.type for row in factors_of(user)}
    has = {"passkey": "webauthn" in kinds, "code": "totp" in kinds or codes_left(user) > 0, "next": back}
    status = 200 if request.method == "GET" else 403
    said = wrong if request.method == "POST" else ""
    return render(request, "signin/step_up.html", {"form": form, "wrong": said, **has}, status=status)


@never_cache
@require_POST
def step_up_options(request: HttpRequest) -> JsonResponse:
    """What the browser asks the passkey."""
    options, state = begin_proof(site(request), _who(request)[1])
    keep_state(request, "step-up", state)
    return JsonResponse(json.loads(json.dumps(options)))


def _proved(request: HttpRequest, session: Session, form: CodeForm) -> str | None:
    """None where the proof holds, else what to say."""
    try:
        if "credential" in request.POST:
            prove_by_passkey(session, site(request), spend_state(request, "step-up"), answer_of(request))
            return None
        if form.is_valid():
            prove_by_code(session, form.cleaned_data["code"], network=network(request))
            return None
    except (NotBelieved, NotProved):
        return _("That did not prove that it is you. Nothing was changed; try once more.")
    except MustWait as wait:
        return waiting(wait)
    return _("Enter a code.")


def waiting(wait: MustWait) -> str:
    """How long the next attempt has to wait, in the reader's words."""
    from muntada.access import clock

    minutes = max(1, -(-int((wait.until - clock.now()).total_seconds()) // 60))
    return _("Too many attempts from here. The next one is possible in %(minutes)s min.") % {"minutes": minutes}


def _who(request: HttpRequest) -> tuple[Session, User]:
    session = getattr(request, "signed_in", None)
    if session is None:
        raise LookupError("A closed page was reached by nobody.")
    return session, session.user


def _page_of(request: HttpRequest) -> str:
    """The page that the visitor stands on: this one, or for a sent form the one that it came from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    parts = urlsplit(request.headers.get("Referer", ""))
    own = parts.netloc == request.get_host()
    return f"{parts.path}?{parts.query}" if own and parts.query else parts.path if own else reverse("start")
