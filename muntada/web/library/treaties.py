"""Treaties and who is bound by them: the matrix, a treaty's parties, a party's treaties, entering and bringing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.library import queries
from muntada.library.actions import treaties as verbs
from muntada.library.models import PartyStatus, Work
from muntada.library.queries import treaties as asked
from muntada.parties.models import Party
from muntada.parties.queries import party as known_party
from muntada.text.order import order_key
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.names import name_of

LARGEST = 4_000_000  # bytes of a table
GROUPS: dict[str, str | Promise] = {
    "universal": _("The 19 universal conventions"),
    "regional": _("Regional conventions"),
    "other": _("Other treaties"),
}
REGIONS: dict[str, str | Promise] = {
    "AFR": _("African States"),
    "APG": _("Asia-Pacific States"),
    "EEG": _("Eastern European States"),
    "GRULAC": _("Latin American and Caribbean States"),
    "WEOG": _("Western European and other States"),
}
ACTS: dict[str, str | Promise] = {
    "ratification": _("Ratification"),
    "accession": _("Accession"),
    "acceptance": _("Acceptance"),
    "approval": pgettext_lazy("of a treaty", "Approval"),
    "succession": _("Succession"),
}
DAY = _("A day, a month or a year: 2005-03-01, 2005-03, 2005.")
WORDS = {
    **dict.fromkeys(verbs.DATES, _("This is no date, or it does not fit the other dates.")),
    "party": _("There is no party of this key."),
    "act": _("Say how it was bound."),
    "withdrawn": _("Only who was bound can withdraw, and only afterwards."),
    "reservation_withdrawn": _("There is no reservation that could be withdrawn."),
    "signed": _("Say at least one thing, with a date that fits the others."),
}


class MatrixFilter(forms.Form):
    """Which treaties, and which parties."""

    group = forms.ChoiceField(label=_("Treaties"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    text = forms.CharField(label=_("Party"), required=False, max_length=100)
    known = forms.BooleanField(label=_("Only parties of which something is known"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        regions = [(name, REGIONS.get(name, name)) for name in asked.regions(actor)]
        self.fields["group"].choices = list(GROUPS.items())  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", pgettext_lazy("no filter", "All")), *regions]  # type: ignore[attr-defined]
        for name in ("group", "region", "text"):
            self.fields[name].widget.attrs.setdefault("dir", "auto")

    def matrix(self) -> asked.Matrix:
        """The matrix that the filter leaves; what is wrong in a field narrows nothing."""
        self.full_clean()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return asked.matrix(self.actor, **given)

    def chosen(self) -> QuerySet[PartyStatus]:
        """The statuses that the matrix shows, to take along."""
        shown = self.matrix()
        return asked.statuses(self.actor).filter(
            work__in=[one.pk for one in shown.treaties], party__in=[row.party.pk for row in shown.rows]
        )


class StatusForm(VerbForm):
    """Where a party stands with a treaty."""

    party = forms.CharField(label=_("Party"), max_length=120, widget=forms.TextInput(attrs={"dir": "ltr"}))
    signed = forms.CharField(label=_("Signed"), max_length=21, required=False, help_text=DAY)
    act = forms.ChoiceField(label=_("How it was bound"), required=False, choices=[("", "—"), *ACTS.items()])
    bound = forms.CharField(label=_("Bound"), max_length=21, required=False, help_text=DAY)
    deposited = forms.CharField(label=_("Deposited"), max_length=21, required=False)
    in_force = forms.CharField(label=_("In force for it"), max_length=21, required=False)
    withdrawn = forms.CharField(label=_("Withdrew"), max_length=21, required=False)
    reservation = forms.CharField(
        label=_("Reservation or declaration"), max_length=4_000, required=False, widget=forms.Textarea
    )
    reservation_withdrawn = forms.CharField(label=_("Reservation withdrawn"), max_length=21, required=False)
    source = forms.CharField(label=_("Where this is from"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in verbs.DATES:
            self.fields[name].widget.attrs["dir"] = "ltr"
        self.fields["party"].help_text = _("Its key, such as EG, MA or EU.")


@require_safe
def treaty_matrix(request: HttpRequest) -> HttpResponse:
    """Parties by treaties."""
    actor = asker(request)
    form = MatrixFilter(request.GET or {"group": "universal"}, actor)
    matrix = form.matrix()
    context = {
        "form": form,
        "matrix": matrix,
        "page": page_of(request, sorted(matrix.rows, key=lambda row: _by_name(row.party))),
        "query": query_of(request),
        "acts": ACTS,
        "may_write": bool(decide(actor, Permission.RECORD_WRITE)),
        "may_export": bool(decide(actor, Permission.LIST_EXPORT)),
    }
    return render(request, "library/treaties/matrix.html", context)


@require_safe
def treaty_page(request: HttpRequest, key: str) -> HttpResponse:
    """The parties of a treaty."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    rows = sorted(asked.of_treaty(actor, work), key=lambda one: _by_name(one.party))
    may_write = bool(decide(actor, Permission.RECORD_WRITE, work))
    return render(request, "library/treaties/treaty.html", {"work": work, "rows": rows, "may_write": may_write})


@require_safe
def party_treaties(request: HttpRequest, key: str) -> HttpResponse:
    """The treaties of a party: every universal one, and the others with which something is known of it."""
    actor = asker(request)
    party = found(request, known_party(actor, key), Party, key)
    groups = [(GROUPS[name], those) for name, those in asked.of_party(actor, party).items() if those]
    may_write = bool(decide(actor, Permission.RECORD_WRITE))
    return render(request, "library/treaties/party.html", {"party": party, "groups": groups, "may_write": may_write})


@require_http_methods(["GET", "HEAD", "POST"])
def treaty_status(request: HttpRequest, key: str) -> HttpResponse:
    """The form in which a party's standing with a treaty is entered or put right."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    if not may(request, Permission.RECORD_WRITE, work):
        return refused(request)
    party = known_party(actor, request.GET.get("party", "").replace("\x00", ""))
    held = asked.status(actor, work, party) if party else None
    initial = {name: getattr(held, name) for name in verbs.COLUMNS[2:]} if held else {}
    data = request.POST if request.method == "POST" else None

    def entered(**said: Any) -> PartyStatus:
        named = known_party(actor, said.pop("party").strip())
        if named is None:
            raise ValueRefused("party", "There is no such party.")
        return verbs.record_status(actor, work, party=named.pk, **said)

    return form_page(
        request,
        "library/treaties/status.html",
        StatusForm(data, initial={"party": party.pk if party else "", **initial}),
        entered,
        lambda _made: redirect("treaty", key),
        heading=_("Where a party stands with the treaty"),
        submit=pgettext_lazy("a button", "Enter"),
        done=_("It is entered."),
        words=WORDS,
        work=work,
        held=held,
    )


@require_POST
def status_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a status out."""
    actor = asker(request)
    one = found(request, asked.statuses(actor).filter(pk=pk).first(), PartyStatus, pk)
    if not may(request, Permission.RECORD_WRITE, one):
        return refused(request)
    work = one.work_id
    verbs.remove_status(actor, one)
    messages.success(request, gettext("It is taken out."))
    return redirect("treaty", work)


@require_http_methods(["GET", "HEAD", "POST"])
def treaties_bring(request: HttpRequest) -> HttpResponse:
    """A table of statuses brought in, whole or not at all; of what is wrong in it every row is named."""
    actor = asker(request)
    if not may(request, Permission.RECORD_WRITE):
        return refused(request)
    wrong: list[tuple[int, str, str]] = []
    file = request.FILES.get("table")
    if request.method == "POST" and file is not None:
        try:
            if (file.size or 0) > LARGEST:
                raise verbs.TableRefused([(0, "", "")])
            came = verbs.bring_statuses(actor, file.read().decode("utf-8"))
        except UnicodeDecodeError:
            wrong = [(0, "", "")]
        except verbs.TableRefused as error:
            wrong = error.wrong[:50]
        else:
            number = came.new + came.changed
            words = ngettext("%(number)s status came in.", "%(number)s statuses came in.", number)
            messages.success(request, words % {"number": number})
            return redirect("treaties")
    context = {"wrong": wrong, "columns": verbs.COLUMNS}
    missing = request.method == "POST"
    return render(request, "library/treaties/bring.html", context, status=422 if wrong or missing else 200)


def _by_name(party: Party) -> tuple[str, str]:
    return order_key(str(name_of(party)), get_language() or "ar")


urlpatterns = [
    path("treaties/", treaty_matrix, name="treaties"),
    path("treaties/bring/", treaties_bring, name="treaties-bring"),
    path("treaties/status/<int:pk>/remove/", status_remove, name="status-remove"),
    path("treaties/<str:key>/", treaty_page, name="treaty"),
    path("treaties/<str:key>/status/", treaty_status, name="treaty-status"),
    path("parties/<str:key>/treaties/", party_treaties, name="party-treaties"),
]
