"""Many names checked at once: a table is handed over, a job checks it, and the answers are read or taken along."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.register.actions.batches import begin_batch, erase_batch
from muntada.register.answers import FORMS, written
from muntada.register.lists.asked import questions
from muntada.register.models import Batch
from muntada.register.queries.batches import batch_of, batches, names_in, results, standing
from muntada.sources.capture import clean_name
from muntada.text.tables import FileRefused
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.forming import form_page
from muntada.web.forum.bringing_words import why_file
from muntada.web.listing import Filter, list_page, listing
from muntada.web.register.checking import CheckForm
from muntada.web.register.gate import closed, inside
from muntada.web.register.words import NO_BASIS, WRONG
from muntada.web.signin.stepping import stepped_up

STATES = {"waits": "job_queued", "works": "job_running", "done": "job_done", "failed": "job_dead"}
NO_COLUMN = gettext_lazy("The table has no column “name” in its first line.")
WORDS = {
    **WRONG,
    "names": gettext_lazy("There is no name in this table, or there are more than a hundred thousand."),
}


class BatchForm(CheckForm):
    """A table of names, what they are checked for and by which right."""

    name = kind = born = nationality = number = None  # type: ignore[assignment]  # Django's way to leave fields out
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, XLSX or JSON with a column “name”; where known also id, born, nationality, number and kind. "
            "A row that is no question is kept with the reason, and none is left out."
        ),
    )
    field_order = ("file", "purpose", "basis", "case")

    def __init__(self, actor: Actor, request: HttpRequest) -> None:
        sent = request.method == "POST"
        super().__init__(actor, request.POST if sent else None)
        self.files = request.FILES if sent else {}  # type: ignore[assignment]

    def clean_file(self) -> UploadedFile[Any]:
        """A table of at most the size that is taken here, which is read once."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD:
            most = settings.MAX_UPLOAD // (1024 * 1024)
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": most})
        try:
            self.asked = list(questions(bytes(file.read())))
        except FileRefused as error:
            said = str(NO_COLUMN) if error.code == "columns" else why_file(error)
            raise forms.ValidationError(said) from None
        return file

    def given(self) -> dict[str, Any]:
        """The rows, the file's name and the right."""
        name = clean_name(self.cleaned_data["file"].name or "names")
        return {"questions": self.asked, "name": name, "right": self.right()}


class BatchFilter(Filter[Batch]):
    """One's own batches are few: nothing narrows them."""

    def chosen(self) -> QuerySet[Batch]:
        """All of them, the latest first."""
        return batches(self.actor)


@never_cache
@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """One's own batches of names, the latest first."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    listed = listing(
        request, BatchFilter(request.GET, actor), batches(actor), [("-pk", int)], heading=_("Many names at once")
    )
    for one in listed.items:
        one.state = STATES[standing(one)]  # type: ignore[attr-defined]
    return list_page(request, "register/batches.html", listed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch_begin(request: HttpRequest) -> HttpResponse:
    """Hand a table of names over; a job checks them."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor, form = asker(request), BatchForm(asker(request), request)
    return form_page(
        request, "register/batch_begin.html", form, lambda **said: _begun(actor, **said),
        lambda made: redirect("register-batch", made.pk), heading=_("Check many names"), submit=_("Check them"),
        done=_("The names are being checked."), words=WORDS, no_basis="" if form.bases else NO_BASIS,
    )  # fmt: skip


@never_cache
@require_safe
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: how far it is, what was met, and the rows that were set aside."""
    actor = inside(request)
    one = found(request, batch_of(actor, pk), Batch, pk)
    met = request.GET.get("met") == "yes"
    page = page_of(request, names_in(actor, one, met=met))
    context = {
        **_shown(one),
        "page": page,
        "query": query_of(request),
        "met": met,
        "results": list(results(actor, page.object_list)),
        "forms": list(FORMS),
    }
    return render(request, "register/batch.html", context)


@never_cache
@require_safe
def batch_working(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a batch is; once it is done, the whole page is asked for again."""
    actor = inside(request)
    one = found(request, batch_of(actor, pk), Batch, pk)
    response = render(request, "register/batch_working.html", _shown(one))
    if standing(one) in {"done", "failed"}:
        response["HX-Refresh"] = "true"
    return response


@never_cache
@require_safe
def batch_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers of a batch as a file, for whoever proved lately to be themselves."""
    actor = inside(request)
    one = found(request, batch_of(actor, pk), Batch, pk)
    form = request.GET.get("form", "csv")
    if form not in FORMS:
        raise Http404
    if not may(request, Permission.LIST_EXPORT):
        return refused(request)
    if not stepped_up(request):
        return redirect(f"{reverse('step-up')}?{urlencode({'next': request.get_full_path()})}")
    made = b"".join(written(form, results(actor, names_in(actor, one).iterator(500)), one.tlp))
    note_disclosure(actor, one, Permission.LIST_EXPORT, form=form, names=one.names)
    response = HttpResponse(made, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="names-{one.pk}.{form}"'
    return response


@never_cache
@require_POST
def batch_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase one's own batch with its names before its week is over."""
    actor = inside(request)
    erase_batch(actor, found(request, batch_of(actor, pk), Batch, pk))
    messages.success(request, _("The batch is erased with its names. The leads stay."))
    return redirect("register-batches")


def _begun(actor: Actor, **said: Any) -> Batch:
    try:
        return begin_batch(actor, **said)
    except NotAssessed as error:
        raise ValueRefused("not_assessed", str(error)) from None
    except BasisNotInForce as error:
        raise ValueRefused("not_in_force", str(error)) from None


def _shown(one: Batch) -> dict[str, Any]:
    where = standing(one)
    return {"one": one, "standing": where, "state": STATES[where], "going": where in {"waits", "works"}}


urlpatterns = [
    path("register/batches/", batch_list, name="register-batches"),
    path("register/batches/new/", batch_begin, name="register-batch-begin"),
    path("register/batches/<int:pk>/", batch_page, name="register-batch"),
    path("register/batches/<int:pk>/working/", batch_working, name="register-batch-working"),
    path("register/batches/<int:pk>/erase/", batch_erase, name="register-batch-erase"),
    path("register/batches/<int:pk>/answers/", batch_file, name="register-batch-file"),
]
