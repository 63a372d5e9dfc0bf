"""Keeping bodies: making one, changing and ending it, its members, seats, terms, tasks and rules."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.actions.bodies import change_body, dissolve_body, give_mandate, make_body, succeed_body
from muntada.forum.actions.memberships import stand
from muntada.forum.actions.office import begin_term, drop_plan, end_term, extend_term, move_start, plan_term
from muntada.forum.actions.rules import end_rule, set_rule
from muntada.forum.actions.seats import set_seats
from muntada.forum.models import Body, Rule, Term
from muntada.forum.queries.rules import rules_of
from muntada.forum.queries.seating import term_of
from muntada.web.asking import asker, found
from muntada.web.forum import forms
from muntada.web.forum.deeds import Deed, deed_page

KEEP, TERMS = Permission.BODY_KEEP, Permission.TERM_KEEP


def _begin(actor: Actor, body: Body, *, seat: Any, **given: Any) -> Term:
    return begin_term(actor, seat, **given)


def _plan(actor: Actor, body: Body, *, seat: Any, **given: Any) -> Term:
    return plan_term(actor, seat, **given)


def _begin_planned(actor: Actor, term: Term, **given: Any) -> Term:
    assert term.seat is not None
    return begin_term(actor, term.seat, planned=term, **given)


def _make(actor: Actor, _above: Body | None, /, **given: Any) -> Body:
    return make_body(actor, **given)


MAKE = Deed(_("A new body"), _("Make it"), forms.BodyForm, KEEP, _make, _("The body is made."))
OF_A_BODY = {
    "change": Deed(_("Change this body"), _("Change"), forms.ChangeForm, KEEP, change_body, _("It is changed.")),
    "succeed": Deed(
        _("Another body takes over"), _("Let it take over"), forms.SucceedForm, KEEP, succeed_body, _("It is noted.")
    ),
    "dissolve": Deed(_("This body ends"), _("End it"), forms.EndForm, KEEP, dissolve_body, _("It is noted.")),
    "mandate": Deed(_("A task of this body"), _("Note it"), forms.MandateForm, KEEP, give_mandate, _("It is noted.")),
    "member": Deed(_("Where a member stands"), _("Note it"), forms.StandingForm, KEEP, stand, _("It is noted.")),
    "seats": Deed(_("Seats of this body"), _("Set them"), forms.SeatsForm, KEEP, set_seats, _("The seats are set.")),
    "term": Deed(_("A term begins"), _("Begin it"), forms.TermForm, TERMS, _begin, _("The term is written.")),
    "plan": Deed(_("A term is planned"), _("Plan it"), forms.PlanForm, TERMS, _plan, _("The plan is written.")),
    "rule": Deed(_("A rule of this body"), _("Set it"), forms.RuleForm, KEEP, set_rule, _("The rule is set.")),
}
OF_A_TERM = {
    "extend": Deed(_("Renew or extend"), _("Extend it"), forms.ExtendForm, TERMS, extend_term, _("It is extended."),
                   on=lambda term: term.body),
    "end": Deed(_("The term ends"), _("End it"), forms.EndTermForm, TERMS, end_term, _("It is noted."),
                on=lambda term: term.body),
    "move": Deed(_("It begins on another day"), _("Move it"), forms.MoveForm, TERMS, move_start, _("It is noted."),
                 on=lambda term: term.body),
    "begin": Deed(_("What was planned begins"), _("Begin it"), forms.BeginPlannedForm, TERMS, _begin_planned,
                  _("The term is written."), on=lambda term: term.body),
    "drop": Deed(_("It will not begin"), _("Drop the plan"), forms.WhyForm, TERMS, drop_plan, _("It is noted."),
                 on=lambda term: term.body),
}  # fmt: skip
RULE_END = Deed(_("A rule ends"), _("End it"), forms.RuleEndForm, KEEP, end_rule, _("It is noted."),
                on=lambda rule: rule.body)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: HttpRequest) -> HttpResponse:
    """Make a body; a forum of its own leads on to its rules."""
    parent = queries.body(asker(request), request.GET.get("under", ""))
    initial = {"parent": parent.pk, "kind": "working_group"} if parent else {"kind": "forum"}
    return deed_page(
        request, MAKE, parent, lambda made: reverse("body-rules" if made.parent is None else "body", args=[made.pk]),
        back=(reverse("bodies"), parent), initial=initial,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def body_do(request: HttpRequest, key: str, deed: str) -> HttpResponse:
    """Do something with a body: change or end it, keep its members, seats, terms, tasks and rules."""
    body = found(request, queries.body(asker(request), key), Body, key)
    if deed not in OF_A_BODY:
        raise Http404
    where = "body-rules" if deed == "rule" else "body"
    initial = {"kind": body.kind, "parent": body.parent_id, "established": body.established, "place": body.place}
    return deed_page(
        request, OF_A_BODY[deed], body, lambda _made: reverse(where, args=[body.pk]),
        back=(reverse("body", args=[body.pk]), body), initial=initial if deed == "change" else {},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def term_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do something with a term: renew, end, move or begin it."""
    term = found(request, term_of(asker(request), pk), Term, pk)
    if deed not in OF_A_TERM or (deed == "begin" and (term.seat is None or term.start)):
        raise Http404
    here = reverse("term", args=[pk])
    return deed_page(request, OF_A_TERM[deed], term, lambda _made: here, back=(here, term.body))


@require_http_methods(["GET", "HEAD", "POST"])
def rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a rule hold no longer."""
    actor = asker(request)
    rule = found(request, rules_of(actor).filter(pk=pk).first(), Rule, pk)
    here = reverse("body-rules", args=[rule.body_id])
    return deed_page(request, RULE_END, rule, lambda _made: here, back=(here, rule.body))
