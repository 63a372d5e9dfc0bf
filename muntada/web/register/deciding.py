"""Leads: what was asked beside what is listed, and the officer who says whether they are the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.register.actions.leads import LONGEST_REASON, decide_lead, reopen_lead
from muntada.register.models import Lead
from muntada.register.queries import entities
from muntada.register.queries.leads import leads, outcomes
from muntada.register.queries.listings import references
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import who
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.register.gate import closed, inside
from muntada.web.register.stating import lines
from muntada.web.register.words import LEADS, WRONG

# What waits stands first: "open" is the first of the three states in the alphabet too.
ORDER = [("state", str), ("-pk", int)]
DECIDE = Permission.LEAD_DECIDE


class LeadFilter(Filter[Lead]):
    """Which leads to list; by no name, because what is filtered by stands in the address."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("state", LEADS.items())

    def chosen(self) -> QuerySet[Lead]:
        """The leads that the filter leaves, those that wait first."""
        return leads(self.actor).filter(**self.given("state")).order_by("state", "-pk")


def reason(label: Any) -> forms.CharField:
    """A reason in somebody's own words."""
    return forms.CharField(label=label, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))


def yes_or_no(label: Any, *, yes: Any, no: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """A question that is answered by neither until somebody chooses; the verb takes True or False."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "—"), ("yes", yes), ("no", no)],
        coerce=lambda said: said == "yes",
        help_text=help_text,
    )


class DecideForm(VerbForm):
    """Whether it is the same, and why."""

    same = yes_or_no(
        _("Is the name asked for this entry’s?"),
        yes=_("Yes, it is the same"),
        no=_("No, it is not the same"),
        help_text=_("Nothing follows by itself. A pair that is not the same does not come again until something about "
                    "the entry changes."),
    )  # fmt: skip
    reason = reason(_("Why"))


class ReopenForm(VerbForm):
    """Why a decision is taken back."""

    reason = reason(_("Why it is taken back"))


@never_cache
@require_safe
def lead_list(request: HttpRequest) -> HttpResponse:
    """The leads, those that wait first, and what became of the others."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    listed = listing(request, LeadFilter(request.GET, actor), leads(actor), ORDER, heading=_("Leads"))
    known = entities.seen(actor, (one.entity_id for one in listed.items))
    return list_page(request, "register/leads.html", listed, known=known, outcomes=outcomes(actor))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lead_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One lead; a POST decides of it."""
    actor = inside(request)
    one = found(request, leads(actor).filter(pk=pk).first(), Lead, pk)
    if request.method == "POST":
        if not may(request, DECIDE, one):
            return refused(request)
        return _decided(request, actor, one, DecideForm(request.POST))
    form = DecideForm() if one.state == Lead.State.OPEN else ReopenForm()
    return _decided(request, actor, one, form)


@never_cache
@require_POST
def lead_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was decided of a lead."""
    actor = inside(request)
    one = found(request, leads(actor).filter(pk=pk).first(), Lead, pk)
    if not may(request, DECIDE, one):
        return refused(request)
    return _decided(request, actor, one, ReopenForm(request.POST))


def _decided(request: HttpRequest, actor: Actor, one: Lead, form: VerbForm) -> HttpResponse:
    deciding = isinstance(form, DecideForm)
    verb = decide_lead if deciding else reopen_lead
    page = "register-lead" if deciding else "register-lead-reopen"
    return form_page(
        request, "register/lead.html", form, lambda **said: verb(actor, one, **said),
        lambda made: redirect("register-lead", made.pk),
        heading=_("Lead"), submit=_("Decide") if deciding else pgettext_lazy("a decision", "Take it back"),
        done=_("Your decision is noted.") if deciding else _("It is taken back, and waits again."), words=WRONG,
        action=reverse(page, args=[one.pk]), **_shown(actor, one),
    )  # fmt: skip


def _shown(actor: Actor, one: Lead) -> dict[str, Any]:
    """What the page says of a lead; of its entity only where the reader may see it."""
    entity = entities.seen(actor, [one.entity_id]).get(one.entity_id)
    standing = entities.statements(actor, entity).filter(ended_at__isnull=True) if entity else []
    return {
        "one": one,
        "entity": entity,
        "reference": references([one.entity_id]).get(one.entity_id, ""),
        "lines": lines(actor, entity, standing) if entity else [],
        "decided_by": who(Names(actor), one.decided_by) if one.decided_by else "",
        "may_decide": bool(decide(actor, DECIDE, one)),
    }
