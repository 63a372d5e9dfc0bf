"""The register of what persons ask for, each request with its clock, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.outreach.safety import Unsafe
from muntada.people.models import User
from muntada.people.queries import people
from muntada.rights import queries
from muntada.rights.actions import erasing, petitions, requests
from muntada.rights.exports import pack
from muntada.rights.masking import TooShort
from muntada.rights.models import Petition, Request
from muntada.web.asking import asker, found, may, page_of
from muntada.web.errors import refused
from muntada.web.register.gate import reads
from muntada.web.rights.petitions import told_of
from muntada.web.rights.words import CAPACITIES, GROUNDS, KINDS, WRONG, wrong
from muntada.web.signin.stepping import needs_step_up

READ = Permission.REQUEST_READ
CANNOT = (requests.NotPossible, erasing.NotPossible, TooShort, ValueRefused, Unsafe)


class RequestForm(forms.Form):
    """What a person asks for."""

    kind = forms.ChoiceField(label=gettext_lazy("What is asked for"), choices=list(KINDS.items()))
    names = forms.CharField(
        label=gettext_lazy("The person's name, one spelling on each line"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=gettext_lazy("or the person's account"), queryset=None, required=False
    )
    address = forms.EmailField(
        label=gettext_lazy("Address for the answer"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    received_on = forms.DateField(
        label=gettext_lazy("Received on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    said = forms.CharField(
        label=gettext_lazy("In the person's own words"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["user"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = people(actor)

    def clean(self) -> dict[str, Any]:
        """A name or an account."""
        given = super().clean() or {}
        if not given.get("names", "").strip() and not given.get("user"):
            raise ValidationError(str(WRONG["names"]))
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_list(request: HttpRequest) -> HttpResponse:
    """What was asked for, what is due first; and the form by which a request is taken in."""
    actor = asker(request)
    if not may(request, READ):
        return refused(request)
    form = RequestForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["names"] = given["names"].splitlines()
        try:
            kind = given.pop("kind")
            delisting = kind == Request.Kind.DELISTING
            made = petitions.enter(actor, **given) if delisting else requests.take(actor, kind, **given)
        except TooShort:
            form.add_error("names", str(WRONG["short"]))
        except requests.NotPossible as error:
            form.add_error(error.code if error.code in form.fields else None, wrong(error))
        else:
            messages.success(request, _("The request is taken in. Its clock runs."))
            return redirect("request", made.pk)
    page = page_of(request, queries.requests(actor))
    for one in page:
        one.word = KINDS[one.kind]
        one.beyond = one.state == "open" and queries.beyond_longest(one)
    shown = {
        "page": page,
        "form": form,
        "late": queries.late(actor).count(),
        "may_take": bool(decide(actor, Permission.REQUEST_TAKE)),
    }
    return render(request, "rights/requests.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its clock, and what may be done with it."""
    actor = asker(request)
    one = _found(request, pk)
    shown = {
        "one": one,
        "kind": KINDS[one.kind],
        "ground": GROUNDS.get(one.ground, ""),
        "grounds": list(GROUNDS.items()),
        "erasures": one.erasures.all(),
        "concerns": one.concerns.all(),
        "beyond": one.state == "open" and queries.beyond_longest(one),
        "may_answer": bool(decide(actor, Permission.REQUEST_ANSWER, one)),
        "may_take": bool(decide(actor, Permission.REQUEST_TAKE, one)),
        "may_erase": bool(decide(actor, Permission.ERASURE_PROPOSE, one)) and bool(one.names or one.user_id),
    }
    return render(request, "rights/request.html", shown | _petition(actor, one))


def _petition(actor: Actor, one: Request) -> dict[str, Any]:
    """What the page says of a request that came by the public form."""
    petition = Petition.objects.filter(request=one).select_related("proposal").first()
    if petition is None:
        return {}
    proposing = reads(actor) and bool(decide(actor, Permission.LISTING_PROPOSE))
    waits = one.state == "open" and petition.proposal is None and one.kind == Request.Kind.DELISTING
    return {
        "petition": petition,
        "told": told_of(petition),
        "capacity": CAPACITIES[petition.capacity],
        "may_take_up": waits and proposing and bool(one.identified_by) and bool(decide(actor, Permission.REQUEST_TAKE)),
        "may_see_proposal": proposing,
    }


def _identify(actor: Actor, one: Request, given: dict[str, str]) -> None:
    requests.identify(actor, one, how=given.get("how", "")[:200])


def _grant(actor: Actor, one: Request, given: dict[str, str]) -> None:
    requests.grant(actor, one, reason=given.get("reason", "")[:2_000], partly=given.get("partly") == "yes")


def _refuse(actor: Actor, one: Request, given: dict[str, str]) -> None:
    requests.refuse(actor, one, ground=given.get("ground", ""), reason=given.get("reason", "")[:2_000])


def _erase(actor: Actor, one: Request, _given: dict[str, str]) -> None:
    erasing.propose_person(actor, one.names, why="request", user=one.user, request=one)


DEEDS: dict[str, Callable[[Actor, Request, dict[str, str]], None]] = {
    "identify": _identify,
    "prolong": lambda actor, one, _given: requests.prolong(actor, one),
    "grant": _grant,
    "refuse": _refuse,
    "withdraw": lambda actor, one, _given: requests.withdraw(actor, one),
    "erase": _erase,
}


@never_cache
@require_POST
def request_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one of the deeds with a request."""
    one = _found(request, pk)
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](asker(request), one, request.POST.dict())
    except CANNOT as error:
        messages.error(request, wrong(error))
    else:
        messages.success(request, _("It is noted."))
    return redirect("request", pk)


@never_cache
@require_POST
@needs_step_up
def request_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is kept of the person, as a file to be handed to them."""
    one = _found(request, pk)
    try:
        data = pack(asker(request), one)
    except CANNOT as error:
        messages.error(request, wrong(error))
        return redirect("request", pk)
    answer = HttpResponse(data, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="request-{pk}.zip"'
    return answer


def _found(request: HttpRequest, pk: int) -> Request:
    return found(request, queries.requests(asker(request)).filter(pk=pk).first(), Request, pk, READ)
