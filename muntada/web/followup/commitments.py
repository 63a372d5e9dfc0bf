"""What parties undertook: the list, one with the measures that serve it, and the form to enter and change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.pen import DIGITS
from muntada.followup.actions.commitments import change_commitment, enter_commitment
from muntada.followup.actions.under import own
from muntada.followup.models import Commitment, Institution
from muntada.followup.queries import records
from muntada.forum.models import Outcome
from muntada.forum.queries.outcomes import outcome as outcome_of
from muntada.library.models import Clause, Work
from muntada.library.queries import clauses as clauses_of
from muntada.library.queries.clause_names import clause_names
from muntada.library.queries.vocabulary import with_words
from muntada.parties.models import Party
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.fields import CommitmentForm, parties_for
from muntada.web.followup.words import EXTENTS_SHORT, RESPONSES, STATUSES, WRONG
from muntada.web.forming import form_page
from muntada.web.library.clauses import shown_clauses
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of

ORDER = [("-pk", int)]
WRITE = Permission.COMMITMENT_WRITE


class CommitmentFilter(Filter[Commitment]):
    """Which commitments to list."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    response = forms.ChoiceField(label=_("Answer"), required=False)
    work = forms.ChoiceField(label=_("Instrument"), required=False)
    lead = forms.ChoiceField(label=_("Lead institution"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        every = records.commitments(actor)
        self.offer("party", named(rows(actor, records.READ, Party), different(every, "party")))
        self.offer("response", RESPONSES.items())
        works = set(every.order_by().values_list("clause__work", flat=True).distinct())
        self.offer("work", named(rows(actor, records.READ, Work), works))
        self.offer("lead", named(records.institutions(actor), different(every, "lead")))

    def chosen(self) -> QuerySet[Commitment]:
        """The commitments that the filter leaves, the latest first."""
        return records.commitments_where(self.actor, **self.given("party", "response", "work", "lead"))


@require_safe
def commitment_list(request: HttpRequest) -> HttpResponse:
    """What parties undertook, the latest first."""
    actor = asker(request)
    every = records.commitments(actor)
    listed = listing(request, CommitmentFilter(request.GET, actor), every, ORDER, heading=_("Commitments"),
                     export="commitments")  # fmt: skip
    return list_page(
        request, "followup/commitments.html", listed, told=told(actor, listed.items, _tongue()),
        may_write=may_enter(actor, WRITE),
    )  # fmt: skip


@require_safe
def commitment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A commitment with what it is to, who carries it out, and the measures that serve it."""
    actor = asker(request)
    one = found(request, commitment(actor, pk), Commitment, pk)
    seen = {i.pk for i in records.institutions(actor)}
    context = {
        "one": one,
        "told": told(actor, [one], _tongue())[0],
        "serving": records.serving(actor, one),
        "lead": one.lead if one.lead_id in seen else None,
        "authority": one.authority if one.authority_id in seen else None,
        "contributors": [other for other in one.contributors.all() if other.pk in seen],
        "may_write": bool(decide(actor, WRITE, one)),
        "may_measure": may_enter(actor, Permission.MEASURE_WRITE),
        "responses": RESPONSES, "statuses": STATUSES, "extents": EXTENTS_SHORT,
    }  # fmt: skip
    return render(request, "followup/commitment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_new(request: HttpRequest) -> HttpResponse:
    """Enter what a party said to a clause (`?clause=` its number) or to an outcome (`?outcome=`)."""
    actor = asker(request)
    clause, outcome = _about(actor, request)
    if not may_enter(actor, WRITE):
        may(request, WRITE)
        return refused(request)
    if clause is None and outcome is None:
        raise Http404
    parties = parties_for(actor)
    party = party_asked(request, actor, parties)
    if party is None:
        return choose_party(request, _("Enter a commitment"), parties)
    form = CommitmentForm(actor, party, request.POST if request.method == "POST" else None)
    words = [*shown_clauses(with_words(actor, [clause]))] if clause else []
    return form_page(
        request, "followup/form.html", form,
        lambda **said: enter_commitment(actor, party=party, clause=clause, outcome=outcome, **said),
        lambda made: redirect("commitment", made.pk),
        heading=_("Enter a commitment"), submit=_("Enter the commitment"), done=_("The commitment is entered."),
        words=WRONG, party=party, parties=parties, quoted=words, outcome=outcome,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a commitment."""
    actor = asker(request)
    one = found(request, commitment(actor, pk), Commitment, pk)
    if not may(request, WRITE, one):
        return refused(request)
    held = {name: getattr(one, name) for name in ("response", "words_ar", "words_en", "words_fr", "cycle", "since")}
    held |= {"lead": one.lead_id or "", "authority": one.authority_id or ""}
    held["contributors"] = [other.pk for other in one.contributors.all()]
    form = CommitmentForm(actor, one.party, request.POST if request.method == "POST" else None, initial=held)
    return form_page(
        request, "followup/form.html", form, lambda **said: change_commitment(actor, one, **said),
        lambda made: redirect("commitment", made.pk),
        heading=_("Change this commitment"), submit=_("Change it"), done=_("The commitment is changed."),
        words=WRONG, party=one.party, back=one,
    )  # fmt: skip


def commitment(actor: Actor, pk: int) -> Commitment | None:
    """The commitment of this number."""
    return records.commitments(actor).filter(pk=pk).first()


def may_enter(actor: Actor, permission: Permission) -> bool:
    """Whether the actor enters anything of this kind: what it would enter is its own."""
    return bool(decide(actor, permission, Institution(originator=own(actor).originator)))


def party_asked(request: HttpRequest, actor: Actor, parties: list[tuple[str, str]]) -> Party | None:
    """The party that the address names among those that may be entered for; the only one where there is but one, and
    None where it is still to be chosen. Raises Http404."""
    keys = [key for key, _name in parties]
    key = keys[0] if len(keys) == 1 else request.GET.get("party", "")
    if key not in keys:
        if key or not keys:
            raise Http404
        return None
    return rows(actor, records.READ, Party).get(pk=key)


def choose_party(request: HttpRequest, heading: str | Promise, parties: list[tuple[str, str]]) -> HttpResponse:
    """First for which party, so that nothing is entered for one that nobody chose."""
    return render(request, "followup/choose.html", {"heading": heading, "parties": parties})


def told(actor: Actor, every: list[Commitment], language: str) -> list[dict[str, Any]]:
    """Commitments as a list shows them: what each is to, named and in words as far as the actor may read them."""
    clauses = [one.clause for one in every if one.clause is not None]
    numbers = clause_names(actor, clauses, language)
    words = {shown.clause.pk: shown for shown in shown_clauses(with_words(actor, clauses))}
    return [
        {"one": one, "number": numbers.get(one.clause_id or 0, ""), "clause": words.get(one.clause_id or 0)}
        for one in every
    ]


def named(every: QuerySet[Any], keys: Any) -> list[tuple[str, str]]:
    """These things with their names, in the order of the names."""
    return sorted(
        ((one.pk, str(name_of(one))) for one in every.filter(pk__in=[k for k in keys if k])), key=lambda p: p[1]
    )


def number_of(text: str) -> int | None:
    """A number that an address gives, where it is one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else None


def _about(actor: Actor, request: HttpRequest) -> tuple[Clause | None, Outcome | None]:
    clause, outcome = number_of(request.GET.get("clause", "")), number_of(request.GET.get("outcome", ""))
    if clause is not None:
        return clauses_of(actor).filter(pk=clause).select_related("work").first(), None
    return None, outcome_of(actor, outcome) if outcome is not None else None


def _tongue() -> str:
    return get_language() or "ar"
