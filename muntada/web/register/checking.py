"""A name checked against the lists. It is sent in a form and nothing of it stands in an address or a line of a log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.evidence.queries import bases_in_force
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Purpose
from muntada.register import opinion
from muntada.register.actions.screening import Answer, Met, Right, screen
from muntada.register.explained import explained_with
from muntada.register.lists.asked import Wrong, question
from muntada.register.queries.listings import references
from muntada.screening.model import Query
from muntada.trail.deed import Refused
from muntada.web.asking import asker
from muntada.web.bases import offered
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.people.words import purpose_word
from muntada.web.register.gate import closed
from muntada.web.register.words import KINDS, NO_BASIS, WRONG

_ANY = ("", pgettext_lazy("what bears a name", "Not known"))
_LTR = {"dir": "ltr"}
_FIELDS = ("name", "born", "nationality", "number", "kind")


class CheckForm(VerbForm):
    """Whose name is checked, what for and by which right."""

    name = forms.CharField(
        label=_("Name"), max_length=1_000,
        help_text=_("In any script and spelling. Names of victims and witnesses are not checked here."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What bears the name"), choices=[_ANY, *KINDS.items()], required=False)
    born = forms.CharField(
        label=_("Date of birth"), max_length=100, required=False, widget=forms.TextInput(attrs=_LTR),
        help_text=_("1964, 1964-02-01, 1964~ for about, 1960/1962 for between; several behind semicolons."),
    )  # fmt: skip
    nationality = forms.CharField(
        label=_("Nationality"), max_length=200, required=False,
        help_text=_("A country’s name or its code of two letters; several behind semicolons."),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number"), max_length=200, required=False, widget=forms.TextInput(attrs=_LTR),
        help_text=_("Of a passport, an identity card, a company or a ship; several behind semicolons."),
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("What for"))
    basis = forms.ChoiceField(label=_("Legal basis that allows it"))
    case = forms.CharField(
        label=_("Your own reference"), max_length=120, required=False,
        help_text=_("It stays in the log of checks. Write no name here."),
    )  # fmt: skip

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        # Prevention first: it is what the register is kept for.
        purposes = sorted(actor.purposes, key=lambda one: (one != Purpose.PREVENTION.value, purpose_word(one)))
        self.bases = {basis.key: basis for basis in bases_in_force(actor)}
        self.fields["purpose"].choices = [(one, purpose_word(one)) for one in purposes]  # type: ignore[attr-defined]
        self.fields["basis"].choices = offered(self.bases.values())  # type: ignore[attr-defined]

    def query(self) -> Query | None:
        """The question; None where some of it is no question, which is said beside its field."""
        try:
            return replace(question({name: self.cleaned_data[name] for name in _FIELDS}), key="")
        except Wrong as wrong:
            self._say(wrong)
            return None

    def right(self) -> Right:
        """What for and by which right it is asked."""
        return Right(self.cleaned_data["purpose"], self.cleaned_data["basis"], self.cleaned_data["case"])

    def _say(self, wrong: Wrong) -> None:
        field = {"no_name": "name", "text": str(wrong).partition(":")[0]}.get(wrong.code, wrong.code)
        word = WRONG["text"] if wrong.code == "text" and field != "name" else WRONG.get(field, WRONG["text"])
        self.add_error(field if field in self.fields else None, str(word))


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as its page shows it."""

    met: Met
    why: dict[str, Any]
    reference: str


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a name: the form, and what was met where it was sent."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    form = CheckForm(actor, request.POST if request.method == "POST" else None)
    try:
        answer = _answered(actor, form) if request.method == "POST" and form.is_valid() else None
    except Refused:
        return refused(request)
    context: dict[str, Any] = {"form": form, "answer": answer, "no_basis": "" if form.bases else NO_BASIS}
    if answer is not None:
        context |= {"shown": _shown(answer), "right": form.right(), "basis": form.bases[form.right().basis]}
        context["alone"] = not (settings.SECOND_OPINION and opinion.is_there())
    return render(request, "register/check.html", context, status=422 if form.errors else 200)


def _answered(actor: Actor, form: CheckForm) -> Answer | None:
    query = form.query()
    if query is None:
        return None
    try:
        (answer,) = screen(actor, [query], form.right())
    except ValueRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(WRONG.get(error.field, WRONG["text"])))
    except BasisNotInForce:
        form.add_error("basis", str(WRONG["not_in_force"]))
    except NotAssessed:
        form.add_error("purpose", str(WRONG["not_assessed"]))
    else:
        return answer
    return None


def _shown(answer: Answer) -> list[Shown]:
    listed = references([one.entity.pk for one in answer.met])
    return [
        Shown(one, explained_with(one.hit, one.lead.explained), listed.get(one.entity.pk, "")) for one in answer.met
    ]
