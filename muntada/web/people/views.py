"""People, for those who know who is here; and what administrators do with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.outreach.actions import invite_by_letter
from muntada.outreach.safety import Unsafe
from muntada.people import actions
from muntada.people.actions import NeedsAnother, NotPossible
from muntada.people.models import Affiliation, Clearance, Office, Proposal, User
from muntada.people.queries import affiliations_of, clearances_of, lent_by, lent_to, offices_of, open_proposals, people
from muntada.signin.actions.entering import factors_of
from muntada.signin.actions.factors import forget_factors
from muntada.signin.actions.links import LIFETIME, issue_link
from muntada.signin.queries import sessions_of
from muntada.signin.sessions import end_sessions
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.people.forms import AffiliationForm, ClearanceForm, InviteForm, OfficeForm
from muntada.web.people.reasons import why_not
from muntada.web.signin.stepping import needs_step_up

ENDED: dict[str, type[Office] | type[Clearance] | type[Affiliation]] = {
    "office": Office,
    "clearance": Clearance,
    "affiliation": Affiliation,
}


@never_cache
@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody who is here, and what waits for a second administrator."""
    actor = asker(request)
    if not may(request, Permission.PERSON_READ):
        return refused(request)
    return _list(request, actor, InviteForm() if decide(actor, Permission.PERSON_MANAGE) else None)


@never_cache
@require_POST
@needs_step_up
def person_invite(request: HttpRequest) -> HttpResponse:
    """Invites somebody: a person without an office, and a link to give them."""
    actor = asker(request)
    if not may(request, Permission.PERSON_MANAGE):
        return refused(request)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            user = actions.invite(actor, **form.cleaned_data)
        except NotPossible as wrong:
            form.add_error("email", why_not(wrong))
        else:
            return _hand_over(request, actor, user)
    return _list(request, actor, form, 400)


@never_cache
@require_safe
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: offices, clearances, where they belong, and their sessions."""
    actor = asker(request)
    user = found(request, people(actor).filter(pk=pk).first(), User, pk, Permission.PERSON_READ)
    return _page(request, actor, user)


@never_cache
@require_POST
@needs_step_up
def person_give(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Gives an office or a clearance, or proposes it; or notes where a person belongs."""
    actor = asker(request)
    user = get_object_or_404(people(actor), pk=pk)
    if not may(request, Permission.PERSON_MANAGE):
        return refused(request)
    form = _forms(actor, request.POST, kind)[kind]
    if not form.is_valid():
        return _page(request, actor, user, {kind: form}, 400)
    verb: dict[str, Callable[..., Any]] = {
        "office": actions.give_office,
        "clearance": actions.clear,
        "affiliation": actions.affiliate,
    }
    given = {name: value or None if name in {"party", "body"} else value for name, value in form.cleaned_data.items()}
    try:
        made = verb[kind](actor, user, **given)
    except (NotPossible, NeedsAnother) as wrong:
        form.add_error(None, why_not(wrong))
        return _page(request, actor, user, {kind: form}, 409)
    if isinstance(made, Proposal):
        messages.info(request, _("It is proposed. Another administrator has to confirm it."))
    else:
        messages.success(request, _("It is given."))
    return redirect("person", pk=user.pk)


@never_cache
@require_POST
@needs_step_up
def person_end(request: HttpRequest, pk: int, kind: str, thing: int) -> HttpResponse:
    """Ends an office, a clearance or an affiliation today."""
    actor = asker(request)
    user = get_object_or_404(people(actor), pk=pk)
    held = get_object_or_404(rows(actor, Permission.PERSON_READ, ENDED[kind], via="user"), pk=thing, user=user)
    try:
        actions.end(actor, held)
    except NotPossible as wrong:
        messages.error(request, why_not(wrong))
    else:
        messages.success(request, _("It has ended."))
    return redirect("person", pk=user.pk)


@never_cache
@require_POST
@needs_step_up
def person_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Ends sessions, takes factors away, shuts out or lets in again, or makes a link."""
    actor = asker(request)
    user = get_object_or_404(people(actor), pk=pk)
    if not may(request, Permission.PERSON_MANAGE):
        return refused(request)
    if deed == "link":
        return _hand_over(request, actor, user)
    deeds: dict[str, tuple[Callable[[Actor, User], Any], str]] = {
        "sessions": (end_sessions, _("All sessions and tokens of this person have ended.")),
        "factors": (
            forget_factors,
            _("All ways in of this person are taken away, and all sessions and tokens have ended."),
        ),
        "shut-out": (actions.shut_out, _("This person comes in no more. All offices have ended.")),
        "let-in": (actions.let_in_again, _("This person may come in again, without the offices of before.")),
    }
    verb, said = deeds[deed]
    try:
        verb(actor, user)
    except (NotPossible, NeedsAnother) as wrong:
        messages.error(request, why_not(wrong))
    else:
        messages.success(request, said)
    return redirect("person", pk=user.pk)


@never_cache
@require_POST
@needs_step_up
def proposal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms or declines what another administrator proposed."""
    actor = asker(request)
    if not may(request, Permission.PERSON_CONFIRM):
        return refused(request)
    proposal = get_object_or_404(open_proposals(actor), pk=pk)
    try:
        if request.POST.get("answer") != "confirm":
            actions.decline(actor, proposal)
            messages.success(request, _("It is declined. Nothing was given."))
            return redirect("people")
        actions.confirm(actor, proposal)
    except (NotPossible, NeedsAnother) as wrong:
        messages.error(request, why_not(wrong))
        return redirect("people")
    if proposal.kind == Proposal.Kind.LINK:
        return _hand_over(request, actor, proposal.user, proposal)
    messages.success(request, _("It is confirmed and given."))
    return redirect("person", pk=proposal.user_id)


def _forms(actor: Actor, data: Any = None, only: str = "") -> dict[str, Form]:
    def given(kind: str) -> Any:
        return data if kind == only else None

    return {
        # Three forms on one page have fields of one name; their ids must differ.
        "office": OfficeForm(actor, given("office"), auto_id="office_%s"),
        "clearance": ClearanceForm(given("clearance"), auto_id="clearance_%s"),
        "affiliation": AffiliationForm(actor, given("affiliation"), auto_id="affiliation_%s"),
    }


def _hand_over(request: HttpRequest, actor: Actor, user: User, confirmed: Proposal | None = None) -> HttpResponse:
    """Show a new link once, to copy; or propose one where it takes the place of somebody's factors."""
    try:
        token = issue_link(actor, user, confirmed=confirmed)
    except NeedsAnother:
        actions.propose_link(actor, user)
        messages.info(request, _("It is proposed. Another administrator has to confirm it."))
        return redirect("person", pk=user.pk)
    address = request.build_absolute_uri(reverse("redeem", args=[token]))
    written = _invited_by_letter(actor, user, address)
    shown = {"person": user, "address": address, "written": written}
    return render(request, "people/link.html", {**shown, "may_send": bool(decide(actor, Permission.MAIL_RELEASE))})


def _invited_by_letter(actor: Actor, user: User, address: str) -> bool:
    """Put the invitation of somebody who never came in into the outbox too; whether that could be done."""
    if user.last_login is not None:
        return False
    try:
        invite_by_letter(actor, user, link=address, ends_at=clock.now() + LIFETIME)
    except Unsafe:
        return False
    return True


def _list(request: HttpRequest, actor: Actor, form: Form | None, status: int = 200) -> HttpResponse:
    page = page_of(request, people(actor).prefetch_related("offices"))
    waiting = open_proposals(actor) if decide(actor, Permission.PERSON_CONFIRM) else []
    shown = {"page": page, "form": form, "waiting": waiting, "query": query_of(request), "own": _number(actor)}
    return render(request, "people/people.html", shown, status=status)


def _page(
    request: HttpRequest, actor: Actor, user: User, forms: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    manages = bool(decide(actor, Permission.PERSON_MANAGE))
    shown = {
        "person": user,
        "offices": offices_of(actor, user).select_related("party", "body"),
        "clearances": clearances_of(actor, user),
        "affiliations": affiliations_of(actor, user).select_related("party"),
        "lent": lent_by(actor, user),
        "borrowed": lent_to(actor, user),
        "sessions": sessions_of(actor, user) if manages else [],
        "factors": factors_of(user) if manages else [],
        "waiting": open_proposals(actor, user) if manages else [],
        "own": _number(actor),
        "manages": manages,
        "forms": {**_forms(actor), **(forms or {})} if manages else {},
    }
    return render(request, "people/person.html", shown, status=status)


def _number(actor: Actor) -> int:
    return int(actor.key.rpartition(":")[2])
