"""What meetings decided: the list, those of a meeting, one with what became of it, and what is overdue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.actions import outcomes as verbs
from muntada.forum.models import AgendaItem, Meeting, Outcome
from muntada.forum.queries import outcomes as asked
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.said import (
    DAY,
    NOTHING,
    OUTCOME_KINDS,
    OUTCOME_STATES,
    SaidForm,
    items_of,
    one_of,
    parties_at,
    tried,
    why_field,
)
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of

ORDER = [("-pk", int)]
WORDS = {"rows": 4}


class OutcomeFilter(Filter[Outcome]):
    """Which outcomes to list."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("body", _bodies(actor))
        self.offer("owner", parties_at(actor, None))
        self.offer("state", OUTCOME_STATES.items())
        self.offer("kind", OUTCOME_KINDS.items())

    def chosen(self) -> QuerySet[Outcome]:
        """The outcomes that the filter leaves, the latest first."""
        return asked.outcomes_where(self.actor, **self.given("body", "owner", "state", "kind"))


class OverdueFilter(forms.Form):
    """Which overdue outcomes to list."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    longer = forms.IntegerField(
        label=_("Overdue for more than, in days"), required=False, min_value=0, max_value=36_500
    )

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        every = ("", pgettext("no filter", "All"))
        self.fields["body"].choices = [every, *_bodies(actor)]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [every, *parties_at(actor, None)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What narrows the list."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class OutcomeForm(SaidForm):
    """What a meeting decided."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OUTCOME_KINDS.items())
    item = forms.ChoiceField(label=_("On which item"), required=False)
    text_ar = forms.CharField(
        label=_("In Arabic"),
        max_length=verbs.LONGEST,
        required=False,
        widget=forms.Textarea(attrs=WORDS | {"lang": "ar"}),
    )
    text_en = forms.CharField(
        label=_("In English"),
        max_length=verbs.LONGEST,
        required=False,
        widget=forms.Textarea(attrs=WORDS | {"lang": "en"}),
    )
    text_fr = forms.CharField(
        label=_("In French"),
        max_length=verbs.LONGEST,
        required=False,
        widget=forms.Textarea(attrs=WORDS | {"lang": "fr"}),
    )
    named_because = why_field()
    owner = forms.ChoiceField(
        label=_("Owner"), required=False, help_text=_("Whatever has an owner or a day stays open until it is closed.")
    )
    due = forms.DateField(label=_("Due on"), required=False, widget=DAY)

    def __init__(self, actor: Actor, of: Meeting, data: Any = None) -> None:
        super().__init__(data)
        self.fields["item"].choices = [NOTHING, *items_of(actor, of)]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [NOTHING, *parties_at(actor, None)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Words in one language at least, said beside the first."""
        if not any(self.cleaned_data.get(name) for name in ("text_ar", "text_en", "text_fr")) and not self.errors:
            self.add_error("text_ar", gettext("Give the words in one language at least."))
        return self.cleaned_data


class ProgressForm(VerbForm):
    """What became of an outcome."""

    text = forms.CharField(label=_("What became of it"), max_length=verbs.LONGEST, widget=forms.Textarea(attrs=WORDS))
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, offered: list[tuple[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["state"].choices = [("", _("It stays as it is")), *offered]  # type: ignore[attr-defined]


class DayForm(VerbForm):
    """Another day for an outcome."""

    due = forms.DateField(label=_("Due on"), widget=DAY)
    reason = forms.CharField(label=_("Why"), max_length=verbs.LONGEST)


@require_safe
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Outcomes of all meetings, the latest first."""
    actor = asker(request)
    form, every = OutcomeFilter(request.GET, actor), asked.outcomes(actor)
    listed = listing(request, form, every, ORDER, heading=gettext("Outcomes"), export="outcomes")
    return list_page(request, "forum/outcomes/list.html", listed, **_words())


@require_safe
def overdue_list(request: HttpRequest) -> HttpResponse:
    """Open outcomes whose day has passed, the longest first."""
    actor = asker(request)
    form = OverdueFilter(request.GET, actor)
    every = asked.overdue(actor, clock.today(), **form.given())
    context = {"form": form, "page": page_of(request, every), "query": query_of(request), **_words()}
    return render(request, "forum/outcomes/overdue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    """The outcomes of a meeting, with the form to enter another."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if request.method == "POST" and not may(request, Permission.OUTCOME_WRITE, meeting):
        return refused(request)
    form = OutcomeForm(actor, meeting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _entered(actor, meeting, form):
        messages.success(request, gettext("The outcome is entered."))
        return redirect("meeting-outcomes", pk)
    context = {
        "meeting": meeting,
        "outcomes": list(asked.outcomes_where(actor, meeting=pk).order_by("id")),
        "form": form if decide(actor, Permission.OUTCOME_WRITE, meeting) else None,
        **_words(),
    }
    return render(request, "forum/outcomes/meeting.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An outcome with what became of it; its owner reports, whoever runs the body closes it or gives another day."""
    actor = asker(request)
    one = found(request, asked.outcome(actor, pk), Outcome, pk)
    offered = _offered(actor, one)
    runs = bool(decide(actor, Permission.OUTCOME_WRITE, one.meeting))
    day = request.method == "POST" and "due" in request.POST
    if request.method == "POST" and not (runs if day else offered is not None):
        may(request, Permission.OUTCOME_WRITE, one.meeting)
        return refused(request)
    form = ProgressForm(offered or [], request.POST if request.method == "POST" and not day else None)
    day_form = DayForm(request.POST if day else None, initial={"due": one.due})
    try:
        if request.method == "POST" and _done(actor, one, day_form if day else form):
            messages.success(request, gettext("It is noted."))
            return redirect("outcome", pk)
    except Refused:
        return refused(request)
    context = {
        "one": one,
        "form": form if offered is not None else None,
        "day_form": day_form if runs and one.state == Outcome.State.OPEN else None,
        "late": _late(one),
        **_words(),
    }
    return render(request, "forum/outcomes/one.html", context, status=422 if form.errors or day_form.errors else 200)


def _done(actor: Actor, one: Outcome, form: VerbForm) -> bool:
    if not form.is_valid():
        return False
    if isinstance(form, DayForm):
        return tried(form, lambda: verbs.give_day(actor, one, **form.given())) is not None
    return tried(form, lambda: verbs.report_progress(actor, one, **form.given())) is not None


def _entered(actor: Actor, meeting: Meeting, form: OutcomeForm) -> Outcome | None:
    given = form.given()
    item = one_of(actor, AgendaItem, given.pop("item"), meeting=meeting)
    owner = one_of(actor, Party, given.pop("owner"))
    return tried(form, lambda: verbs.enter_outcome(actor, meeting, item=item, owner=owner, **given))


def _offered(actor: Actor, one: Outcome) -> list[tuple[str, Any]] | None:
    """The states that this reader may bring it into; None for one who may say nothing of it now."""
    runs = bool(decide(actor, Permission.OUTCOME_WRITE, one.meeting))
    if one.state != Outcome.State.OPEN:
        return [("open", OUTCOME_STATES["open"])] if runs else None
    if runs:
        return [("done", OUTCOME_STATES["done"]), ("dropped", OUTCOME_STATES["dropped"])]
    return [("done", OUTCOME_STATES["done"])] if decide(actor, Permission.OUTCOME_REPORT, one) else None


def _late(one: Outcome) -> int:
    """For how many days it has been overdue; 0 where it is not."""
    return max(0, (clock.today() - one.due).days) if one.due and one.state == Outcome.State.OPEN else 0


def _bodies(actor: Actor) -> list[tuple[str, str]]:
    return sorted(((one.pk, str(name_of(one))) for one in queries.bodies(actor)), key=lambda pair: pair[1])


def _words() -> dict[str, Any]:
    return {"kinds": OUTCOME_KINDS, "today": clock.today()}
