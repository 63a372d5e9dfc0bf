"""The public door for petitions: a form for everybody, and its own page for whoever was given the secret address.

What is sent is not written down with who sent it: neither in the trail nor in a session nor in an address.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from muntada.evidence.values import ValueRefused
from muntada.rights.actions import petitions
from muntada.rights.actions.petitions import due_on
from muntada.rights.actions.requests import NotPossible
from muntada.rights.identity import Identity
from muntada.rights.letters import letter_text
from muntada.rights.models import WRITTEN_IN, Petition, Request
from muntada.web.forming import VerbForm, refuse
from muntada.web.middleware import open_to_all
from muntada.web.rights.words import CAPACITIES, KINDS, PARTS, PETITION_WRONG, wrong

_LINE = {"autocomplete": "off"}
_LATIN = {"dir": "ltr", "autocomplete": "off"}
_CHOOSE = ("", "—")


def _line(label: Any, help_text: Any = "", *, longest: int = 150, attrs: dict[str, str] | None = None) -> Any:
    widget = forms.TextInput(attrs=attrs or _LINE)
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, help_text=help_text)


class PetitionForm(VerbForm):
    """What is asked for, of whom, and by whom. Nothing is chosen beforehand but the language of the page."""

    kind = forms.ChoiceField(label=gettext_lazy("What you ask for"), choices=[_CHOOSE, *KINDS.items()])
    entry = _line(
        gettext_lazy("Which list and which reference, as far as you know"),
        gettext_lazy("Such as OWN.014. Leave it empty where you do not know it."), longest=300,
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("What you say, and why"),
        max_length=petitions.LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "In Arabic, Chinese, English, French, Russian or Spanish. Say what is wrong, or why you are not the person "
            "meant; papers are shown later, when it is made sure who you are."
        ),
    )
    written_in = forms.ChoiceField(label=gettext_lazy("The language you write in"), choices=WRITTEN_IN)
    language = forms.ChoiceField(label=gettext_lazy("The language of the answer"), choices=settings.LANGUAGES)
    ism = _line(PARTS["ism"], gettext_lazy("Such as Yusuf."))
    father = _line(PARTS["father"])
    grandfather = _line(PARTS["grandfather"])
    kunya = _line(PARTS["kunya"], gettext_lazy("Such as Abu Salim."))
    laqab = _line(PARTS["laqab"])
    nisba = _line(PARTS["nisba"], gettext_lazy("Such as al-Halabi."))
    latin = _line(gettext_lazy("The whole name in Latin letters, as in a passport"), longest=300, attrs=_LATIN)
    others = forms.CharField(
        label=gettext_lazy("Other names and spellings, one on each line"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    born = _line(gettext_lazy("Date of birth"), gettext_lazy("1964, 1964-02 or 1964-02-01."), attrs=_LATIN)
    birthplace = _line(gettext_lazy("Place of birth"))
    nationality = _line(gettext_lazy("Nationality"))
    papers = _line(
        gettext_lazy("A document: its kind, number and country"),
        gettext_lazy("Only where it tells you apart from others of your name."), longest=300,
    )  # fmt: skip
    capacity = forms.ChoiceField(label=gettext_lazy("Who writes"), choices=[_CHOOSE, *CAPACITIES.items()])
    represented_by = _line(
        gettext_lazy("Who speaks for the person: name, and by what right"),
        gettext_lazy("Needed where the person does not write in person."), longest=300,
    )  # fmt: skip
    address = forms.EmailField(
        label=gettext_lazy("E-mail address for the answer, if you wish"), required=False,
        widget=forms.EmailInput(attrs=_LATIN),
        help_text=gettext_lazy("Without one you read the answer at an address that you alone are given."),
    )  # fmt: skip

    def groups(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields under their headings, as the page shows them."""
        parted = [
            (pgettext("a petition", "What it is about"), "", ("kind", "entry", "said")),
            (_("The person’s name"), _("Fill in the parts that the name has; nobody has them all."),
             ("ism", "father", "grandfather", "kunya", "laqab", "nisba")),
            (_("The name elsewhere"), "", ("latin", "others")),
            (_("What tells the person apart"), "", ("born", "birthplace", "nationality", "papers")),
            (_("Who writes, and how you are answered"), "",
             ("capacity", "represented_by", "written_in", "language", "address")),
        ]  # fmt: skip
        return [(heading, help_text, [self[name] for name in names]) for heading, help_text, names in parted]

    def given(self) -> dict[str, Any]:
        """What the verb takes: the parts of the name are one identity."""
        said = dict(self.cleaned_data)
        parts = {name: said.pop(name).strip() for name in Identity.__dataclass_fields__ if name != "others"}
        others = tuple(one.strip() for one in said.pop("others").splitlines() if one.strip())
        return {"identity": Identity(**parts, others=others), **said}


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def redress(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows the secret address in its answer, once and nowhere else."""
    spoken = (get_language() or "ar")[:2]
    chosen = {"written_in": spoken, "language": spoken}
    form = PetitionForm(request.POST if request.method == "POST" else None, initial=chosen)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            made, status = _filed(request, form)
            if made is not None:
                return render(request, "rights/petition_sent.html", made, status=201)
    shown = {"form": form, "contact": settings.CONTACT, "authority": settings.AUTHORITY}
    return render(request, "rights/petition_form.html", shown, status=status)


@open_to_all
@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def redress_own(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of a petition, for whoever has its address; its button takes the petition back."""
    one = petitions.found_by(secret)
    if one is None:
        raise Http404
    if request.method == "POST":
        try:
            petitions.drop(one)
        except NotPossible as error:
            messages.error(request, wrong(error))
        else:
            messages.success(request, _("You ask no more. Nothing else follows."))
        return _unseen(redirect("redress-own", secret))
    return _unseen(render(request, "rights/petition_own.html", _shown(one)))


def told_of(one: Petition) -> list[tuple[Any, str]]:
    """What a petition says of the person: the label and what was typed, in the order of the form."""
    who = Identity.of(one.identity)
    told = [(PARTS[name], getattr(who, name)) for name in PARTS if name != "others"]
    return [*((label, said) for label, said in told if said), *((PARTS["others"], each) for each in who.others)]


def _shown(one: Petition) -> dict[str, Any]:
    request = one.request
    answered = request.state not in (Request.State.OPEN, Request.State.WITHDRAWN)
    subject, text = letter_text(one, (get_language() or "ar")[:2]) if answered else ("", "")
    return {
        "one": one,
        "request_": request,
        "kind": KINDS[request.kind],
        "told": told_of(one),
        "open": request.state == Request.State.OPEN,
        "subject": subject,
        "text": text,
        "authority": settings.AUTHORITY,
    }


def _filed(request: HttpRequest, form: PetitionForm) -> tuple[dict[str, Any] | None, int]:
    """What the page of a petition that was taken in says, with the answer's status; else what is wrong is said."""
    try:
        made, secret = petitions.file(**form.given())
    except ValueRefused as error:
        refuse(form, error, PETITION_WRONG)
        return None, 422
    except petitions.TooMany:
        form.add_error(None, _("More came in within this hour than can be read. Try again in an hour."))
        return None, 429
    # As it was reached, with its port: what is noted down from here is the only way back.
    own = request.build_absolute_uri(reverse("redress-own", args=[secret]))
    return {
        "secret": secret,
        "address": own,
        "due": due_on(made.request.kind, made.request.received_on),
        "one": made,
    }, 201


def _unseen(given: HttpResponse) -> HttpResponse:
    """The address is told to no other site and stands in no search engine."""
    given["Referrer-Policy"] = "same-origin"  # with none at all, browsers send a form as from nowhere
    given["X-Robots-Tag"] = "noindex, nofollow"
    return given
