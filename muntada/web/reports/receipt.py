"""A recipient's own page, at a secret address and without an account: the edition, its files, and the receipt.

Opening it or a file of it answers nothing, so that programs that look at links before their reader give no receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import CLERK
from muntada.access.wall import under_ceiling
from muntada.evidence.store import StoreFailed, get
from muntada.parties.told import name_in
from muntada.reports.actions.receipts import LONGEST_NOTE, answer, found_by, note_taken
from muntada.reports.models import Delivery, Printing
from muntada.reports.queries.entitled import entitled
from muntada.web.labels import Said
from muntada.web.middleware import open_to_all
from muntada.web.reports.sent_words import DELIVERIES, tried

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
ANSWERS = ("received", "on_behalf", "declined")


class ReceiptForm(forms.Form):
    """What the recipient says."""

    state = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("received", _("We received it")),
            ("on_behalf", _("We received it on behalf of the recipient")),
            ("declined", _("We decline it")),
        ],
        widget=forms.RadioSelect,
    )
    by = forms.CharField(
        label=_("Who answers: name and office"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Needed only where it is received on behalf of the recipient."),
    )
    note = forms.CharField(
        label=_("A note, if you wish"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A language of the edition with its files."""

    language: str
    name: str
    forms: tuple[tuple[str, str], ...]


@open_to_all
@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """The page; its button gives the receipt. An address that is none is answered like any page that is not there."""
    # The recipient is known to nobody but the system and whoever keeps the list; this page shows it itself alone.
    with under_ceiling(CLERK):
        one = found_by(secret)
        if one is None:
            raise Http404
        form = ReceiptForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and tried(form, lambda: answer(one, **form.cleaned_data)):
            return _unseen(redirect("receipt", secret))
        if request.method == "POST":
            one.refresh_from_db()
        return _unseen(render(request, "reports/receipt.html", _shown(one, secret, form), status=_status(form)))


@open_to_all
@never_cache
@sensitive_variables("secret")
@require_safe
def receipt_file(request: HttpRequest, secret: str, language: str, form: str) -> HttpResponse:
    """A file of the edition."""
    with under_ceiling(CLERK):
        one = found_by(secret)
        printing = _files(one).filter(language=language, form=form).first() if one is not None else None
        if one is None or printing is None or form not in MEDIA:
            raise Http404
        try:
            data = get(settings.STORE, printing.sha256)
        except StoreFailed:
            raise Http404 from None
        if request.method == "GET":
            note_taken(one, printing)
        edition = one.edition
    given = HttpResponse(data, content_type=MEDIA[form])
    name = f"report-{edition.year}.{edition.tlp.replace(':', '-')}.{language}.{form}"
    given["Content-Disposition"] = f'attachment; filename="{name}"'
    given["X-Content-Type-Options"] = "nosniff"
    return _unseen(given)


def _files(one: Delivery) -> Any:
    """The files of the edition, which is open to all."""
    return Printing.objects.filter(edition=one.edition_id, form__in=MEDIA)


def _shown(one: Delivery, secret: str, form: ReceiptForm) -> dict[str, Any]:
    spoken = (get_language() or "ar")[:2]
    known: dict[str, list[tuple[str, str]]] = {}
    for printing in _files(one).order_by("language", "form"):
        known.setdefault(printing.language, []).append((printing.form, printing.sha256))
    names = dict(settings.LANGUAGES)
    first = (one.recipient.language, *one.edition.languages)
    offered = [
        Offered(key, str(names.get(key, key)), tuple(known[key])) for key in dict.fromkeys(first) if key in known
    ]
    answered = one.state in ANSWERS
    return {
        "one": one,
        "edition": one.edition,
        "title": entitled(one.edition, spoken),
        "party": Said(name_in(one.edition.party, spoken)),
        "offered": offered,
        "answered": DELIVERIES[one.state] if answered else "",
        "form": form,
        "secret": secret,
        "submit": _("Answer once more") if answered else _("Send the answer"),
    }


def _status(form: ReceiptForm) -> int:
    return 422 if form.errors else 200


def _unseen(given: HttpResponse) -> HttpResponse:
    """The address is told to no other site and stands in no search engine."""
    given["Referrer-Policy"] = "same-origin"  # with none at all, browsers send a form as from nowhere
    given["X-Robots-Tag"] = "noindex, nofollow"
    return given


urlpatterns = [
    path("receipt/<str:secret>/", receipt, name="receipt"),
    path("receipt/<str:secret>/<str:language>.<str:form>", receipt_file, name="receipt-file"),
]
