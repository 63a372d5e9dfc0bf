"""One's own page: ways in, printed codes, sessions, and what one lends."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.people.actions import NotPossible, choose_looks, lend_to_address, take_back
from muntada.people.models import Delegation, User
from muntada.people.queries import affiliations_of, clearances_of, lent_by, lent_to, offices_of, people
from muntada.signin.actions.entering import NotBelieved, factors_of
from muntada.signin.actions.factors import add_passkey, add_totp, codes_left, new_recovery_codes, remove_factor
from muntada.signin.codes import new_secret
from muntada.signin.models import Session
from muntada.signin.passkeys import NotProved, begin_making
from muntada.signin.queries import held_roles, sessions_of
from muntada.signin.sessions import end_sessions
from muntada.web.asking import asker
from muntada.web.people.reasons import why_not
from muntada.web.signin.browsers import remember
from muntada.web.signin.ceremony import answer_of, keep_state, site, spend_state
from muntada.web.signin.forms import CodeForm, LendForm, LooksForm, PasskeyName
from muntada.web.signin.stepping import needs_step_up, stepped_up

SECRET = "authenticator_secret"  # noqa: S105 -- the name of a place in the session


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept of the person who asks, and what they can change of it."""
    return _own_page(request)


@never_cache
@require_POST
@needs_step_up
def passkey_making(request: HttpRequest) -> JsonResponse:
    """What the browser makes a passkey with."""
    options, state = begin_making(_self(request)[1], site(request))
    keep_state(request, "making", state)
    return JsonResponse(json.loads(json.dumps(options)))


@never_cache
@require_POST
@needs_step_up
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Keeps the passkey that the browser made."""
    actor, user, session = _self(request)
    form = PasskeyName(request.POST)
    if not form.is_valid():
        return _own_page(request, name_form=form, status=400)
    try:
        state, answer = spend_state(request, "making"), answer_of(request)
        name = form.cleaned_data["name"]
        add_passkey(actor, user, name=name, site=site(request), state=state, answer=answer, session=session.pk)
    except NotProved:
        messages.error(request, _("No passkey was made. Try once more."))
        return redirect("me")
    messages.success(request, _("The passkey is kept. All other sessions of yours, and all your tokens, have ended."))
    return remember(request, redirect("me"), user)


@never_cache
@require_POST
@needs_step_up
def factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a passkey or authenticator away."""
    actor, user, session = _self(request)
    if not remove_factor(actor, user, pk, session=session.pk):
        raise Http404
    messages.success(request, _("It is taken away. All other sessions of yours, and all your tokens, have ended."))
    return remember(request, redirect("me"), user)


@never_cache
@require_http_methods(["GET", "POST"])
@needs_step_up
def authenticator(request: HttpRequest) -> HttpResponse:
    """Shows a new secret as a picture and as letters, and keeps it once a first code proves that it arrived."""
    actor, user, session = _self(request)
    form = CodeForm(request.POST or None)
    secret = request.session.get(SECRET)
    if request.method == "POST" and secret and form.is_valid():
        try:
            add_totp(actor, user, secret=secret, code=form.cleaned_data["code"], session=session.pk)
        except NotBelieved:
            form.add_error("code", _("This is not the code that the authenticator shows now."))
        else:
            del request.session[SECRET]
            messages.success(
                request, _("The authenticator is kept. All other sessions of yours, and all your tokens, have ended.")
            )
            return remember(request, redirect("me"), user)
    if not secret or request.method == "GET":
        secret = request.session[SECRET] = new_secret()
    named = quote(f"Muntada:{user.email}")
    address = f"otpauth://totp/{named}?{urlencode({'secret': secret, 'issuer': 'Muntada'})}"
    parts = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    shown = {"form": form, "secret": parts, "address": address, "picture": _drawn(address)}
    return render(request, "signin/authenticator.html", shown, status=400 if form.errors else 200)


@never_cache
@require_POST
@needs_step_up
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Makes ten new codes and shows them this once, on a sheet to print."""
    actor, user, session = _self(request)
    codes = new_recovery_codes(actor, user, session=session.pk)
    return render(request, "signin/codes.html", {"codes": [f"{code[:5]} {code[5:]}" for code in codes], "user": user})


@never_cache
@require_POST
def looks_choose(request: HttpRequest) -> HttpResponse:
    """Keeps how one's own pages look."""
    actor, user, _session = _self(request)
    form = LooksForm(request.POST)
    if not form.is_valid():
        return _own_page(request, looks_form=form, status=400)
    given = form.cleaned_data
    choose_looks(actor, user, arabic_digits=bool(given["arabic_digits"]), hijri=given["hijri"])
    messages.success(request, _("It is kept. Your Arabic pages look so from now on."))
    return redirect("me")


@never_cache
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own sessions."""
    actor, user, _session = _self(request)
    if not sessions_of(actor, user).filter(pk=pk).exists():
        raise Http404
    end_sessions(actor, user, only=pk)
    messages.success(request, _("The session has ended."))
    return redirect("me")


@never_cache
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Ends all of one's own sessions but this one."""
    actor, user, session = _self(request)
    end_sessions(actor, user, but=session.pk)
    messages.success(request, _("All other sessions, and all your tokens, have ended."))
    return redirect("me")


@never_cache
@require_POST
@needs_step_up
def lend_roles(request: HttpRequest) -> HttpResponse:
    """Lends roles of one's own to another person."""
    actor, user, _session = _self(request)
    form = LendForm(request.POST, held=held_roles(user), auto_id="lend_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            lend_to_address(actor, user, given["email"], roles=given["roles"], until=given["until"])
        except NotPossible as wrong:
            form.add_error(None, why_not(wrong))
        else:
            # The same words whether or not anybody has it: this page tells nobody who is here.
            said = _("If somebody here has this address, the roles are theirs until that day. You can take them back.")
            messages.success(request, said)
            return redirect("me")
    return _own_page(request, lend_form=form, status=400)


@never_cache
@require_POST
def lend_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what one lent."""
    actor, user, _session = _self(request)
    lent = rows(actor, Permission.RIGHT_DELEGATE, Delegation, via="giver")
    take_back(actor, get_object_or_404(lent, pk=pk, giver=user))
    messages.success(request, _("What you lent is yours alone again."))
    return redirect("me")


def _self(request: HttpRequest) -> tuple[Actor, User, Session]:
    """Who asks: as an actor, as a person, and in which session."""
    session = getattr(request, "signed_in", None)
    if session is None:
        raise LookupError("A closed page was reached by nobody.")
    return asker(request), session.user, session


def _own_page(request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
    actor, user, session = _self(request)
    lendable = held_roles(user)
    shown = {
        "user": people(actor).get(pk=user.pk),
        "factors": factors_of(user),
        "codes_left": codes_left(user),
        "sessions": sessions_of(actor, user),
        "this": session,
        "fresh": stepped_up(request),
        "offices": offices_of(actor, user),
        "clearances": clearances_of(actor, user),
        "affiliations": affiliations_of(actor, user),
        "lent": lent_by(actor, user),
        "borrowed": lent_to(actor, user),
        "looks_form": LooksForm(initial={"arabic_digits": "1" if user.arabic_digits else "", "hijri": user.hijri}),
        "name_form": PasskeyName(initial={"name": _("My passkey")}),
        "lend_form": LendForm(held=lendable, auto_id="lend_%s") if lendable else None,
    }
    return render(request, "signin/me.html", {**shown, **forms}, status=status)


def _drawn(text: str) -> SafeString:
    """The text as a QR picture, drawn here."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    file = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(file)
    svg = file.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 -- drawn by the library from a text that it encodes
