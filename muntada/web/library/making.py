"""Entering an instrument by hand, and putting right what is known of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.documents import as_brought
from muntada.library import queries
from muntada.library.actions.making import change_work, make_work
from muntada.library.models import Work
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.text.lexicon import by_id
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.labels import choices
from muntada.web.library.bringing_words import ADOPTIONS, BINDINGS, STATUSES, WRONG

WRITE = Permission.RECORD_WRITE
TONGUES = ("ar", "en", "fr")
_LATIN = {"dir": "ltr", "spellcheck": "false", "autocapitalize": "none"}


def _keys(family: str) -> list[str]:
    return [key.partition(".")[2] for key in by_id() if key.startswith(f"{family}.")]


def _title(label: Any, direction: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": direction})
    return forms.CharField(label=label, required=False, max_length=600, widget=widget)


class WorkForm(VerbForm):
    """What is known of an instrument."""

    title_ar = _title(_("Title in Arabic"), "rtl")
    title_en = _title(_("Title in English"), "ltr")
    title_fr = _title(_("Title in French"), "ltr")
    kind = forms.ChoiceField(label=_("Kind"))
    symbol = forms.CharField(
        label=_("Symbol"), required=False, max_length=60, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("As it was issued under, such as S/RES/2396 (2017)."),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Adopted by"), required=False, max_length=120, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("The key of the body or party, such as gctf or un.sc."),
    )  # fmt: skip
    adopted = forms.CharField(
        label=_("Adopted"), required=False, max_length=21, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("As precisely as it is known: 2024-05-22, 2024-05 or 2024."),
    )  # fmt: skip
    adopted_by = forms.ChoiceField(label=_("How it was adopted"), required=False, choices=ADOPTIONS.items())
    votes = forms.CharField(
        label=_("Votes"), required=False, max_length=15, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("For, against and abstaining: 13-0-2."),
    )  # fmt: skip
    in_force = forms.CharField(
        label=_("In force since"), required=False, max_length=21, widget=forms.TextInput(attrs=_LATIN)
    )
    binding = forms.ChoiceField(label=_("Whether it binds"), required=False, choices=BINDINGS.items())
    status = forms.ChoiceField(label=_("Where it stands"), required=False, choices=STATUSES.items())
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    parent = forms.CharField(
        label=_("An addendum to"), required=False, max_length=120, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("The key of the instrument that it stands under."),
    )  # fmt: skip
    supersedes = forms.CharField(
        label=_("It succeeds"), required=False, max_length=120, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("The key of the instrument that it takes the place of."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=600)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", pgettext_lazy("nothing chosen", "Choose"))]
        self.fields["kind"].choices = [*nothing, *choices("instrument_kind", _keys("instrument_kind"))]  # type: ignore[attr-defined]
        self.fields["topics"].choices = choices("topic", _keys("topic"))  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes: the titles together."""
        said = super().given()
        said["titles"] = {code: said.pop(f"title_{code}") for code in TONGUES}
        return said


class ChangedWorkForm(WorkForm):
    """What is to be put right: what was left as it is shown is not written again, nor what is not shown at all."""

    def given(self) -> dict[str, Any]:
        said = super().given()
        titles = {code: text for code, text in said.pop("titles").items() if f"title_{code}" in self.changed_data}
        return {**{name: value for name, value in said.items() if name in self.changed_data}, "titles": titles}


class NewWorkForm(WorkForm):
    """An instrument that the library does not have."""

    key = forms.CharField(
        label=_("Key"), max_length=120, widget=forms.TextInput(attrs=_LATIN),
        help_text=_("Its name in addresses and files, for good: small Latin letters, digits, underscores."),
    )  # fmt: skip
    tlp = forms.ChoiceField(
        label=_("Label"), required=False,
        choices=[("", _("As what it stands under, else TLP:CLEAR")), *((one.value, one.value) for one in TLP)],
    )  # fmt: skip
    field_order = ("key", "title_ar", "title_en", "title_fr")


@require_http_methods(["GET", "HEAD", "POST"])
def work_add(request: HttpRequest) -> HttpResponse:
    """Enter an instrument; its texts come next."""
    if not may(request, WRITE):
        return refused(request)
    actor = asker(request)

    def make(*, tlp: str, **said: Any) -> Work:
        return make_work(actor, handling=as_brought(actor, TLP(tlp)) if tlp else None, **said)

    return form_page(
        request, "library/making.html", NewWorkForm(request.POST or None), make,
        lambda made: redirect("text-bring", made.pk), heading=_("Enter an instrument"), submit=_("Go on to its text"),
        done=_("The instrument is entered. Bring its text in now."), words=_wrong(), work=None,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def work_change(request: HttpRequest, key: str) -> HttpResponse:
    """Put right what is known of an instrument."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    if not may(request, WRITE, work):
        return refused(request)
    return form_page(
        request, "library/making.html", ChangedWorkForm(request.POST or None, initial=_known(actor, work)),
        lambda **said: change_work(actor, work, **said), lambda made: redirect("instrument", made.pk),
        heading=_("Correct what is known of it"), submit=_("Save"), done=_("It is saved."), words=_wrong(), work=work,
    )  # fmt: skip


def _wrong() -> dict[str, Any]:
    return {**WRONG, "title_ar": WRONG["title"]}


def _known(actor: Actor, work: Work) -> dict[str, Any]:
    """What the form begins with; of a body or a work above that the reader may not know of nothing is shown."""
    page = queries.work_page(actor, work.pk)
    shown = {code: titles[0].text for code, titles in page.titles.items()} if page else {}
    above = queries.work(actor, work.parent_id) if work.parent_id else None
    plain = ("kind", "symbol", "adopted", "in_force", "adopted_by", "votes", "binding", "status", "topics", "note")
    return {
        **{name: getattr(work, name) for name in plain},
        **{f"title_{code}": shown.get(code, "") for code in TONGUES},
        "body": work.body_id
        if work.body_id and rows(actor, Permission.RECORD_READ, Party).filter(pk=work.body_id)
        else "",
        "parent": above.pk if above else "",
    }
