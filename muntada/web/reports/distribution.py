"""To whom an edition goes: who has it, what was sent, what came back, and the notes that go with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.reports.actions import sending as verbs
from muntada.reports.actions.notes import write_notes
from muntada.reports.actions.receipts import enter_receipt
from muntada.reports.exports.notes import FORMS, note_sheet
from muntada.reports.exports.receipts import as_csv, as_xlsx, label, receipts
from muntada.reports.models import Delivery, Edition, Note, Sending
from muntada.reports.queries import deliveries as asked
from muntada.reports.refused import ReportRefused
from muntada.trail.looking import note_disclosure, note_refusal
from muntada.web.asking import asker, found
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.handling import who
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.reports.receipt import ReceiptForm
from muntada.web.reports.sent_words import DELIVERIES, ERRORS, LISTS, REGIONS, SENDINGS, tried, why
from muntada.web.signin.stepping import needs_step_up

KEEP, READ = Permission.RECIPIENT_KEEP, Permission.RECORD_READ
ORDER = [("pk", int)]
EXPORTS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOTES = 20  # of the latest that the page shows
DONE: dict[str, str | Promise] = {
    "release": _("It is released. The letters go out one after another."),
    "stop": _("It is stopped. What has not gone out waits."),
    "drop": _("It is dropped. Nothing of it went out."),
}
VERBS = {"release": verbs.release_sending, "stop": verbs.stop_sending, "drop": verbs.drop_sending}
# What may be done with a sending in each state, in the order of the buttons.
OPEN_TO: dict[str, tuple[str, ...]] = {
    "held": ("release", "drop"),
    "released": ("stop", "release"),
    "stopped": ("release",),
}


class PrepareForm(forms.Form):
    """To which lists an edition is to go."""

    lists = forms.MultipleChoiceField(label=_("Lists"), choices=LISTS.items(), widget=forms.CheckboxSelectMultiple)


class NotesForm(VerbForm):
    """A note verbale, to all of a list or to each of its recipients."""

    list = forms.ChoiceField(label=_("List"), choices=LISTS.items())
    each = forms.BooleanField(
        label=_("One to each of its recipients that has none yet"), required=False,
        help_text=_("Otherwise one note to all of the list."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("The recipient’s own")), *settings.LANGUAGES], required=False
    )
    sender = forms.CharField(
        label=_("Who writes it"), max_length=300, help_text=_("A ministry, an embassy or a mission.")
    )
    place = forms.CharField(label=_("City"), max_length=200, required=False)


class DeliveryFilter(Filter[Delivery]):
    """Which deliveries to list."""

    text = forms.CharField(label=_("Name or place"), required=False, max_length=120)
    list = forms.ChoiceField(label=_("List"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, data: Any, actor: Actor, edition: Edition) -> None:
        super().__init__(data, actor)
        self.edition = edition
        self.offer("list", LISTS.items())
        self.offer("state", DELIVERIES.items())
        self.offer("region", REGIONS.items())

    def chosen(self) -> QuerySet[Delivery]:
        """The deliveries that the filter leaves."""
        return asked.deliveries_where(self.actor, self.edition, **self.given("text", "list", "state", "region"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def distribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has an edition, what was sent, and a new sending."""
    actor = asker(request)
    edition = _edition(request, pk)
    if not decide(actor, KEEP, edition):
        note_refusal(actor, KEEP, edition)
        return refused(request)
    form = PrepareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.prepare_sending(actor, edition, **form.cleaned_data)
        except ReportRefused as error:
            form.add_error(error.field if error.field in form.fields else None, why(error))
        else:
            messages.success(request, gettext("It is prepared. A second person releases it."))
            return redirect("sending", made.pk)
    return _page(request, edition, form=form)


@never_cache
@require_POST
def distribution_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Prepare a reminder to those who did not answer."""
    actor = asker(request)
    edition = _edition(request, pk)
    if deed != "remind":
        raise Http404
    try:
        made = verbs.prepare_reminder(actor, edition)
    except ReportRefused as error:
        messages.error(request, why(error))
        return redirect("distribution", pk)
    messages.success(request, gettext("It is prepared. A second person releases it."))
    return redirect("sending", made.pk)


@never_cache
@require_safe
def sending_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A sending: its count, its list, and what may be done with it."""
    actor = asker(request)
    one = _sending(request, pk)
    if not decide(actor, KEEP, one.edition):
        note_refusal(actor, KEEP, one.edition)
        return refused(request)
    to = asked.deliveries_of(actor, one)
    releases = bool(decide(actor, Permission.EDITION_SEND, one.edition)) and one.made_by != actor.key
    shown = {
        "one": one,
        "count": to.count(),
        "listed": _told(to.order_by("recipient__list", "recipient__name")[:200]),
        "deeds": [deed for deed in OPEN_TO.get(one.state, ()) if deed != "release" or releases],
        "waits": one.state == "held" and not releases,
        "made_by": who(Names(actor), one.made_by),
        "released_by": who(Names(actor), one.released_by) if one.released_by else "",
        "lists": LISTS,
        "states": DELIVERIES,
        "word": SENDINGS[one.state],
    }
    return render(request, "reports/sending.html", shown)


@never_cache
@require_POST
@needs_step_up
def sending_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Release, stop or drop a sending."""
    actor = asker(request)
    one = _sending(request, pk)
    if deed not in VERBS:
        raise Http404
    try:
        VERBS[deed](actor, one)
    except ReportRefused as error:
        messages.error(request, why(error))
    else:
        messages.success(request, str(DONE[deed]))
    return redirect("distribution", one.edition_id) if deed == "drop" else redirect("sending", one.pk)


@require_safe
def delivery_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every delivery of an edition, with what came back."""
    actor = asker(request)
    edition = _edition(request, pk)
    form = DeliveryFilter(request.GET, actor, edition)
    listed = listing(request, form, asked.deliveries(actor, edition), ORDER, heading=_("Receipts"))
    _told(listed.items)
    shown = {"edition": edition, "states": DELIVERIES, "lists": LISTS}
    return list_page(request, "reports/deliveries.html", listed, **shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery; what the recipient said by other means is entered here."""
    actor = asker(request)
    seen = asked.delivery(actor, pk)
    one = found(request, seen, Delivery, pk, on=seen.recipient if seen is not None else None)
    keeps = bool(decide(actor, KEEP, one.recipient)) and one.sending is not None and bool(one.sending.released_by)
    form = ReceiptForm(request.POST or None) if keeps else None
    if request.method == "POST":
        if form is None:
            note_refusal(actor, KEEP, one.recipient)
            return refused(request)
        given = form.cleaned_data if form.is_valid() else {}
        if given and tried(form, lambda: enter_receipt(actor, one, **given)):
            messages.success(request, gettext("The receipt is entered."))
            return redirect("deliveries", one.edition_id)
    _told([one])
    shown = {"one": one, "form": form, "submit": _("Enter the receipt"), "states": DELIVERIES, "lists": LISTS}
    return render(request, "reports/delivery.html", shown, status=422 if form is not None and form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes verbales with an edition."""
    actor = asker(request)
    edition = _edition(request, pk)
    if not decide(actor, KEEP, edition):
        note_refusal(actor, KEEP, edition)
        return refused(request)
    form = NotesForm(request.POST or None, initial={"language": "ar"})
    kept = request.method == "POST" and form.is_valid()
    if kept and tried(form, lambda: write_notes(actor, edition, **form.given())):
        messages.success(request, gettext("The notes are numbered and can be taken along."))
        return redirect("distribution", pk)
    shown = {"edition": edition, "form": form, "heading": _("A note verbale"), "submit": _("Number it")}
    return render(request, "reports/note.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
def note_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A note verbale as PDF or Word."""
    actor = asker(request)
    every = rows(actor, KEEP, Note, via="edition").select_related("edition", "recipient", "owner")
    seen = every.filter(pk=pk).first()
    note = found(request, seen, Note, pk, KEEP, on=seen.edition if seen is not None else None)
    if form not in FORMS:
        raise Http404
    write, media_type = FORMS[form]
    note_disclosure(actor, note.edition, READ, paper="note", form=form, language=note.language, note=note.pk)
    answer = HttpResponse(write(note_sheet(note)), content_type=media_type)
    name = f"note-{note.number}-{note.year}.{note.edition.tlp.replace(':', '-')}.{note.language}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@needs_step_up
def receipts_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The receipts of an edition as CSV or XLSX, narrowed as the list is."""
    actor = asker(request)
    edition = _edition(request, pk)
    if form not in EXPORTS:
        raise Http404
    if not decide(actor, KEEP, edition):
        note_refusal(actor, KEEP, edition)
        return refused(request)
    lines = receipts(
        actor, edition, **DeliveryFilter(request.GET, actor, edition).given("text", "list", "state", "region")
    )
    right_to_left = get_language_bidi()
    data = as_xlsx(lines, right_to_left=right_to_left) if form == "xlsx" else b"".join(as_csv(lines))
    answer = HttpResponse(data, content_type=EXPORTS[form])
    tlp = label(lines).value.replace(":", "-")
    answer["Content-Disposition"] = f'attachment; filename="receipts-{edition.year}.{tlp}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(request: HttpRequest, edition: Edition, *, form: PrepareForm) -> HttpResponse:
    actor = asker(request)
    lists, regions = asked.matrix(actor, edition)
    shown = {
        "edition": edition,
        "form": form,
        "matrix": [(LISTS, "list", lists), (REGIONS, "region", regions)],
        "states": DELIVERIES,
        "sendings": [
            (one, SENDINGS[one.state], [LISTS[key] for key in one.lists]) for one in asked.sendings(actor, edition)
        ],
        "unanswered": asked.to_remind(edition).count(),
        "notes": edition.notes.select_related("recipient")[:NOTES],
        "lists": LISTS,
        "final": edition.state in verbs.FINAL,
        "may_take": bool(decide(actor, Permission.LIST_EXPORT)),
    }
    return render(request, "reports/distribution.html", shown, status=422 if form.errors else 200)


def _told(some: Any) -> Any:
    """Deliveries, each with what is told of one that did not arrive."""
    for one in some:
        one.trouble = ERRORS.get(one.error, ERRORS["unsafe"]) if one.error else ""
    return some


def _edition(request: HttpRequest, pk: int) -> Edition:
    seen = rows(asker(request), READ, Edition).select_related("party").prefetch_related("party__names")
    return found(request, seen.filter(pk=pk).first(), Edition, pk)


def _sending(request: HttpRequest, pk: int) -> Sending:
    one = asked.sending(asker(request), pk)
    return found(request, one, Sending, pk, on=one.edition if one is not None else None)


urlpatterns = [
    path("reports/editions/<int:pk>/distribution/", distribution, name="distribution"),
    path("reports/editions/<int:pk>/distribution/<slug:deed>/", distribution_do, name="distribution-do"),
    path("reports/editions/<int:pk>/deliveries/", delivery_list, name="deliveries"),
    path("reports/editions/<int:pk>/receipts.<str:form>", receipts_file, name="receipts-file"),
    path("reports/editions/<int:pk>/notes/", note_new, name="note-verbale-new"),
    path("reports/notes/<int:pk>.<str:form>", note_file, name="note-verbale"),
    path("reports/sendings/<int:pk>/", sending_page, name="sending"),
    path("reports/sendings/<int:pk>/<slug:deed>/", sending_do, name="sending-do"),
    path("reports/deliveries/<int:pk>/", delivery_page, name="delivery"),
]
