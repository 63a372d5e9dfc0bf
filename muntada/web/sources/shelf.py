"""The shelf of sources: the list with its filters, and bringing sources in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from muntada.access.rules import Permission, decide
from muntada.evidence.actions.given import HandlingRefused
from muntada.sources.actions.intake import Taken, take_in
from muntada.sources.capture import CaptureRefused
from muntada.sources.queries import shelf
from muntada.web.asking import asker, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.evidence.handled import HandlingForm
from muntada.web.handling import why_refused
from muntada.web.sources.refusals import why_not_taken


class SourceFilter(forms.Form):
    """Which sources to list."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[
            ("", pgettext_lazy("no filter", "All")),
            ("ar", gettext_lazy("Arabic")),
            ("en", gettext_lazy("English")),
            ("fr", gettext_lazy("French")),
        ],
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Findings"),
        required=False,
        choices=[
            ("", pgettext_lazy("no filter", "All")),
            ("draft", gettext_lazy("With open findings")),
            ("accepted", gettext_lazy("With accepted findings")),
            ("none", gettext_lazy("Without findings")),
        ],
    )


class SeveralFiles(forms.FileInput):
    """A file box that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many; the value is a list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [forms.FileField.clean(self, file, initial) for file in given]


class Intake(HandlingForm):
    """Files or a pasted text, with what a person knows of them and how they may be handled."""

    documents = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        widget=SeveralFiles(attrs={"multiple": True}),
        help_text=gettext_lazy("PDF, Word, web pages, messages or plain text; one or many."),
        allow_empty_file=True,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or a pasted text"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        strip=False,
    )
    published = forms.DateField(
        label=gettext_lazy("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("If you know it. Dates such as “last Monday” are counted from this day."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("documents") and not (given.get("pasted") or "").strip():
            raise forms.ValidationError(_("Choose a file or paste a text."))
        return given

    def things(self) -> list[tuple[str, bytes, str | None]]:
        """Name, bytes and media type of everything that was brought."""
        files: list[UploadedFile[Any]] = self.cleaned_data["documents"]
        brought = [(file.name or "file", file.read(), file.content_type) for file in files]
        pasted = self.cleaned_data["pasted"]
        if pasted.strip():
            first = " ".join(pasted.split()[:8])
            brought.append((f"{first[:60]}.txt", pasted.encode("utf-8", "replace"), "text/plain"))
        return [(name, bytes(data), kind) for name, data, kind in brought]


@require_http_methods(["GET", "HEAD", "POST"])
def sources(request: HttpRequest) -> HttpResponse:
    """The shelf; a POST brings sources in."""
    actor = asker(request)
    may_bring = bool(decide(actor, Permission.SOURCE_CAPTURE))
    if request.method == "POST" and not may(request, Permission.SOURCE_CAPTURE):
        return refused(request)
    form = Intake(request.POST or None, request.FILES or None, actor=actor) if may_bring else None
    if request.method == "POST" and form is not None and form.is_valid():
        taken = _take_in_all(request, form)
        if len(taken) == 1 and not form.errors:
            return redirect("source", taken[0].source.pk)
        if not form.errors:
            return redirect("sources")
    chooser = SourceFilter(request.GET)
    given = chooser.cleaned_data if chooser.is_valid() else {}
    page = page_of(request, shelf(actor, **{name: value for name, value in given.items() if value}))
    context = {
        "page": page,
        "form": chooser,
        "intake": form,
        "query": query_of(request),
        "any": bool(given and any(given.values())) or page.paginator.count > 0,
        "may_bring": may_bring,
    }
    return render(request, "sources/sources.html", context, status=422 if form and form.errors else 200)


def _take_in_all(request: HttpRequest, form: Intake) -> list[Taken]:
    """Take in one after the other, each for itself; say of each that was refused why."""
    actor = asker(request)
    day: date | None = form.cleaned_data["published"]
    given = form.given()
    taken: list[Taken] = []
    for name, data, kind in form.things():
        try:
            taken.append(take_in(actor, data, name=name, published=day, given=given, media_type=kind))
        except HandlingRefused as wrong:
            # Nothing of it was kept; what came before it was, and is known when the form is sent again.
            form.wrong(wrong.field, why_refused(wrong))
            break
        except CaptureRefused as error:
            messages.error(request, _("%(name)s: %(reason)s") % {"name": f"⁨{name}⁩", "reason": why_not_taken(error)})
    _tell(request, taken)
    return taken


def _tell(request: HttpRequest, taken: list[Taken]) -> None:
    new = [one.source for one in taken if one.new]
    if new:
        findings = sum(source.findings.count() for source in new)
        read = ngettext("%(count)s source was read.", "%(count)s sources were read.", len(new)) % {"count": len(new)}
        wait = ngettext("%(count)s finding waits.", "%(count)s findings wait.", findings) % {"count": findings}
        messages.success(request, f"{read} {wait}")
    if len(taken) > len(new):
        known = len(taken) - len(new)
        said = ngettext("%(count)s was here already.", "%(count)s were here already.", known) % {"count": known}
        messages.info(request, said)
