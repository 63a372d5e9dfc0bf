"""Bringing the text of an instrument in, and its versions with what changed between them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.values import ValueRefused
from muntada.library import queries
from muntada.library.actions.refusals import NotPossible
from muntada.library.models import Expression, Work
from muntada.sources.actions.texts import BroughtText, bring_text
from muntada.sources.capture import CaptureRefused, clean_name
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.evidence.handled import HandlingForm
from muntada.web.forming import refuse
from muntada.web.handling import why_refused
from muntada.web.library.bringing_words import NOT_POSSIBLE, WRONG
from muntada.web.sources.refusals import why_not_taken

WRITE = Permission.RECORD_WRITE
LANGUAGES = (("ar", gettext_lazy("Arabic")), ("en", gettext_lazy("English")), ("fr", gettext_lazy("French")))


class BringForm(HandlingForm):
    """A text in a file or pasted, its language and the day of its wording."""

    document = forms.FileField(
        label=gettext_lazy("File"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("Word, PDF, a web page, plain text or Akoma Ntoso."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=gettext_lazy("Or a pasted text"), required=False, max_length=1_000_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False,
        choices=[("", pgettext_lazy("a language", "As its words tell")), *LANGUAGES],
    )  # fmt: skip
    version = forms.CharField(
        label=gettext_lazy("The day of this wording"), required=False, max_length=21,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("As precisely as it is known: 2024-05-22, 2024-05 or 2024."),
    )  # fmt: skip
    translation = forms.BooleanField(
        label=gettext_lazy("This is a translation: it was not adopted in this language"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and given.get("document") is None and not (given.get("pasted") or "").strip():
            raise forms.ValidationError(_("Choose a file or paste a text."))
        return given

    def file(self) -> tuple[str, bytes]:
        """The name and bytes of what was brought."""
        document, pasted = self.cleaned_data["document"], self.cleaned_data["pasted"]
        if document is not None:
            return clean_name(document.name or "file"), bytes(document.read())
        return clean_name(f"{' '.join(pasted.split()[:8])[:60]}.txt"), pasted.encode("utf-8", "replace")


@require_http_methods(["GET", "HEAD", "POST"])
def text_bring(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a text of this instrument in; its structure is corrected next."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    if not may(request, WRITE, work):
        return refused(request)
    sent = request.method == "POST"
    form = BringForm(request.POST if sent else None, request.FILES if sent else None, actor=actor)
    if sent and form.is_valid():
        brought = _brought(actor, work, form)
        if brought is not None:
            return redirect("text-correct", brought.version.pk)
    waiting = queries.proposed(actor, work)
    context = {"work": work, "form": form, "waiting": waiting}
    return render(request, "library/bringing.html", context, status=422 if form.errors else 200)


@require_safe
def text_versions(request: HttpRequest, key: str) -> HttpResponse:
    """The versions of an instrument, and what changed between the two that the address names."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    every = list(queries.versions(actor, work))
    older, newer = (_one_of(every, request.GET.get(name, "")) for name in ("older", "newer"))
    difference = queries.difference(actor, older, newer) if older is not None and newer is not None else None
    context = {
        "work": work,
        "languages": [(code, _rows([one for one in every if one.language == code])) for code in ("ar", "en", "fr")],
        "difference": difference,
        "shown": [one for one in difference.changes if one.how != "same" or one.moved] if difference else [],
        "asked": "older" in request.GET or "newer" in request.GET,
        "may_write": bool(decide(actor, WRITE, work)),
    }
    return render(request, "library/versions.html", context)


def _brought(actor: Actor, work: Work, form: BringForm) -> BroughtText | None:
    """The text that came in, or None where the form says why it did not."""
    name, data = form.file()
    said = form.cleaned_data
    try:
        return bring_text(
            actor, work, data, name=name, language=said["language"], version=said["version"],
            given=form.given(), authentic=not said["translation"],
        )  # fmt: skip
    except HandlingRefused as wrong:
        form.wrong(wrong.field, why_refused(wrong))
    except CaptureRefused as wrong:
        form.add_error("document" if said["document"] is not None else "pasted", why_not_taken(wrong))
    except ValueRefused as wrong:
        refuse(form, wrong, WRONG)
    except NotPossible as wrong:
        form.add_error(None, str(NOT_POSSIBLE[wrong.code]))
    return None


def _rows(versions: list[Expression]) -> list[tuple[Expression, Expression | None]]:
    """The versions of one language, the latest first, each with the one before it."""
    before: list[Expression | None] = [*versions[1:], None]
    return list(zip(versions, before, strict=False))


def _one_of(versions: list[Expression], number: str) -> Expression | None:
    return next((one for one in versions if str(one.pk) == number), None)
