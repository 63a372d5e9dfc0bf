"""What parties did: the list, one with all that belongs to it, and the forms to enter and change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.followup.actions import measures as verbs
from muntada.followup.actions.progress import validate_report
from muntada.followup.actions.under import NotPossible
from muntada.followup.models import Measure, Report
from muntada.followup.queries import records
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.commitments import choose_party, commitment, may_enter, named, number_of, party_asked, told
from muntada.web.followup.fields import MeasureForm, ServeForm, parties_for
from muntada.web.followup.words import EXTENTS_SHORT, KINDS, RESPONSES, STATUSES, WRONG
from muntada.web.forming import REFUSED, form_page
from muntada.web.listing import Filter, list_page, listing

ORDER = [("-pk", int)]
WRITE = Permission.MEASURE_WRITE
_SAME = (
    "kind", "status", "start", "target", "target_note", "completed", "topics", "sectors", "lifecycle",
    "report_every", "report_from", "report_until",
)  # fmt: skip


class MeasureFilter(Filter[Measure]):
    """Which measures to list."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    party = forms.ChoiceField(label=_("Party"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    owner = forms.ChoiceField(label=_("Institution in charge"), required=False)
    archived = forms.BooleanField(label=_("Archived ones too"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        every = records.measures(actor)
        self.offer("party", named(rows(actor, records.READ, Party), different(every, "party")))
        self.offer("kind", KINDS.items())
        self.offer("status", STATUSES.items())
        self.offer("owner", named(records.institutions(actor), different(every, "owner")))

    def chosen(self) -> QuerySet[Measure]:
        """The measures that the filter leaves, the latest first."""
        return records.measures_where(self.actor, **self.given("text", "party", "kind", "status", "owner", "archived"))


@require_safe
def measure_list(request: HttpRequest) -> HttpResponse:
    """What parties did, the latest first."""
    actor = asker(request)
    every = records.measures(actor)
    listed = listing(request, MeasureFilter(request.GET, actor), every, ORDER, heading=_("Measures"), export="measures")
    seen = {one.pk for one in records.institutions(actor)}
    return list_page(
        request, "followup/measures.html", listed, kinds=KINDS, statuses=STATUSES, known=seen,
        may_write=may_enter(actor, WRITE),
    )  # fmt: skip


@require_safe
def measure_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A measure with what it serves, what shows it, when reports are due and what they said."""
    actor = asker(request)
    one = found(request, measure(actor, pk), Measure, pk)
    page = records.measure_page(actor, one)
    served = told(actor, [each.commitment for each in page.contributions], get_language() or "ar")
    seen = {i.pk for i in records.institutions(actor)}
    context = {
        "one": one,
        "page": page,
        "serves": list(zip(page.contributions, served, strict=True)),
        "owner": one.owner if one.owner_id in seen else None,
        "reports": [(each, bool(decide(actor, Permission.PROGRESS_VALIDATE, each))) for each in page.reports],
        "may_write": bool(decide(actor, WRITE, one)),
        "may_report": bool(decide(actor, Permission.PROGRESS_WRITE, one)),
        "kinds": KINDS, "statuses": STATUSES, "extents": EXTENTS_SHORT, "responses": RESPONSES,
    }  # fmt: skip
    return render(request, "followup/measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_new(request: HttpRequest) -> HttpResponse:
    """Enter a measure; with `?commitment=`, one that serves it."""
    actor = asker(request)
    if not may_enter(actor, WRITE):
        may(request, WRITE)
        return refused(request)
    number = number_of(request.GET.get("commitment", ""))
    serves = commitment(actor, number) if number is not None else None
    parties = [] if serves else parties_for(actor)
    party = serves.party if serves else party_asked(request, actor, parties)
    if party is None:
        return choose_party(request, _("Enter a measure"), parties)
    form = MeasureForm(actor, party, request.POST if request.method == "POST" else None)

    def then(made: Measure) -> HttpResponse:
        where = redirect("measure", made.pk)
        if serves is not None:
            return redirect(f"{redirect('measure-serve', made.pk).url}?commitment={serves.pk}")
        return where

    return form_page(
        request, "followup/form.html", form, lambda **said: verbs.enter_measure(actor, party=party, **said), then,
        heading=_("Enter a measure"), submit=_("Enter the measure"), done=_("The measure is entered."), words=WRONG,
        party=party, parties=parties,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def measure_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a measure."""
    actor = asker(request)
    one = found(request, measure(actor, pk), Measure, pk)
    if not may(request, WRITE, one):
        return refused(request)
    held: dict[str, Any] = {name: getattr(one, name) for name in _SAME} | {"owner": one.owner_id or ""}
    held |= {
        f"{name}_{code}": getattr(one, f"{name}_{code}") for name in ("title", "text") for code in ("ar", "en", "fr")
    }
    form = MeasureForm(actor, one.party, request.POST if request.method == "POST" else None, initial=held)
    return form_page(
        request, "followup/form.html", form, lambda **said: verbs.change_measure(actor, one, **said),
        lambda made: redirect("measure", made.pk),
        heading=_("Change this measure"), submit=_("Change it"), done=_("The measure is changed."), words=WRONG,
        party=one.party, back=one,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def measure_serve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which commitment a measure serves, and how far."""
    actor = asker(request)
    one = found(request, measure(actor, pk), Measure, pk)
    if not may(request, WRITE, one):
        return refused(request)
    first = {"commitment": request.GET.get("commitment", ""), "extent": "part"}
    form = ServeForm(actor, one.party, request.POST if request.method == "POST" else None, initial=first)
    return form_page(
        request, "followup/form.html", form, lambda **said: verbs.serve(actor, one, **said),
        lambda _made: redirect("measure", pk),
        heading=_("What this measure serves"), submit=_("Say that it serves it"), done=_("It is noted."), words=WRONG,
        party=one.party, back=one,
    )  # fmt: skip


@require_POST
def measure_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Archive a measure or take it out of the archive, take back that it serves a commitment, validate a report."""
    actor = asker(request)
    one = found(request, measure(actor, pk), Measure, pk)
    verb = _DEEDS.get(deed)
    if verb is None:
        raise Http404
    try:
        verb(request, actor, one)
    except Refused:
        return refused(request)
    except ValueRefused as error:
        messages.error(request, str(WRONG.get(error.field, REFUSED)))
    else:
        messages.success(request, gettext("It is noted."))
    return redirect("measure", pk)


def measure(actor: Actor, pk: int) -> Measure | None:
    """The measure of this number."""
    return records.measures(actor).filter(pk=pk).first()


def _archive(_request: HttpRequest, actor: Actor, one: Measure) -> None:
    verbs.archive_measure(actor, one)


def _restore(_request: HttpRequest, actor: Actor, one: Measure) -> None:
    verbs.archive_measure(actor, one, archived=False)


def _stop(request: HttpRequest, actor: Actor, one: Measure) -> None:
    number = number_of(request.POST.get("commitment", ""))
    served = commitment(actor, number) if number is not None else None
    if served is None:
        raise NotPossible("not_served")
    verbs.stop_serving(actor, one, served)


def _validate(request: HttpRequest, actor: Actor, one: Measure) -> None:
    number = number_of(request.POST.get("report", ""))
    report: Report | None = records.reports(actor).filter(measure=one, pk=number).first() if number else None
    if report is None:
        raise Http404
    validate_report(actor, report)


_DEEDS = {"archive": _archive, "restore": _restore, "stop-serving": _stop, "validate": _validate}
