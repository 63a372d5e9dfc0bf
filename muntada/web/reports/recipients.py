"""The lists of recipients: missions abroad, missions accredited here, and others, with who is written to there."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.forum.imports.plan import Plan, PlanChanged, State, carry_out, preview
from muntada.parties.models import Party
from muntada.parties.queries import parties
from muntada.reports.actions.recipients import change_recipient, end_recipient, enter_recipient
from muntada.reports.imports import LIST, may_bring, tries_of_recipients
from muntada.reports.models import Recipient
from muntada.reports.queries import deliveries as asked
from muntada.text.tables import FileRefused, read_file
from muntada.trail.looking import note_refusal
from muntada.web.asking import asker, found
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.bringing import LASTS, MOST, ROWS, SHOWN
from muntada.web.forum.bringing_words import STATES, said_by_verb, why_file
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of
from muntada.web.reports.sent_words import LISTS, tried, why_row

KEEP = Permission.RECIPIENT_KEEP
ORDER = [("name", str), ("pk", int)]
SALT = "muntada.bringing.recipients"
LTR = {"dir": "ltr"}


class RecipientFilter(Filter[Recipient]):
    """Which recipients to list."""

    text = forms.CharField(label=_("Name, place or address"), required=False, max_length=120)
    list = forms.ChoiceField(label=_("List"), required=False)
    owner = forms.ChoiceField(label=_("Whose list"), required=False)
    ended = forms.BooleanField(label=_("Those too that have ended"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("list", LISTS.items())
        self.offer("owner", [(one.pk, name_of(one)) for one in asked.owners(actor)])

    def chosen(self) -> QuerySet[Recipient]:
        """The recipients that the filter leaves."""
        return asked.recipients_where(self.actor, **self.given("text", "list", "owner", "ended"))


class RecipientForm(VerbForm):
    """A recipient."""

    list = forms.ChoiceField(label=_("List"), choices=LISTS.items())
    name = forms.CharField(label=_("Name of the mission or office"), max_length=300)
    party = forms.ChoiceField(
        label=_("State or organisation"), required=False,
        help_text=_("Of a mission abroad, where it is; of a mission accredited here, whose it is."),
    )  # fmt: skip
    place = forms.CharField(label=_("City"), max_length=200, required=False)
    email = forms.CharField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs=LTR),
        help_text=_("The office’s own address, if it has one."),
    )  # fmt: skip
    shared = forms.BooleanField(label=_("Another recipient has this address too, and that is meant"), required=False)
    contact = forms.CharField(
        label=_("Who is written to there"), max_length=300, required=False,
        help_text=_("Only where it is needed: it is then kept as a record about a person and looked at again."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, actor: Actor, *args: Any, of: Recipient | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        every = [("", "—"), *sorted(((one.pk, str(name_of(one))) for one in _states(actor)), key=lambda one: one[1])]
        self.fields["party"].choices = every  # type: ignore[attr-defined]
        if of is not None:
            del self.fields["list"]

    def ask_whose(self, owned: Sequence[Party]) -> bool:
        """Ask first whose list it is, where the writer keeps those of several: a guess would be the wrong party's."""
        if len(owned) > 1:
            offered = sorted(((one.pk, str(name_of(one))) for one in owned), key=lambda pair: pair[1])
            choices = [("", pgettext_lazy("nothing chosen", "Choose")), *offered]
            self.fields["owner"] = forms.ChoiceField(label=_("Whose list"), choices=choices)
            self.order_fields(["owner"])
        return len(owned) > 1

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "owner"}
        given["party"] = parties(self.actor).filter(pk=given["party"]).first() if given["party"] else None
        return given


@require_safe
def recipient_list(request: HttpRequest) -> HttpResponse:
    """Every recipient that the reader may know of."""
    actor = asker(request)
    form = RecipientFilter(request.GET, actor)
    listed = listing(request, form, asked.recipients(actor), ORDER, heading=_("Recipients"), export="recipients")
    shown = {"keeps": bool(_owned(actor)), "lists": LISTS, "today": clock.today()}
    return list_page(request, "reports/recipients.html", listed, **shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recipient_new(request: HttpRequest) -> HttpResponse:
    """A new recipient on a list of the party that the reader keeps lists for."""
    actor = asker(request)
    owner = _owner(actor, request.POST.get("owner") or request.GET.get("owner", ""))
    if owner is None:
        note_refusal(actor, KEEP, None)
        return refused(request)
    form = RecipientForm(actor, request.POST or None, initial={"language": "ar", "list": request.GET.get("list", "")})
    asks = not request.GET.get("owner") and form.ask_whose(_owned(actor))
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: enter_recipient(actor, owner, **form.given())):
        messages.success(request, gettext("The recipient is entered."))
        return redirect("recipients")
    return _form(request, form, _("A new recipient"), None if asks else owner)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recipient_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One recipient, changed by whoever keeps the list."""
    actor = asker(request)
    one = found(request, asked.recipient(actor, pk), Recipient, pk)
    if not decide(actor, KEEP, one):
        note_refusal(actor, KEEP, one)
        return refused(request)
    held = {name: getattr(one, name) for name in ("name", "place", "email", "shared", "contact", "language")}
    form = RecipientForm(actor, request.POST or None, of=one, initial=held | {"party": one.party_id or ""})
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: change_recipient(actor, one, **form.given())):
        messages.success(request, gettext("The recipient is changed."))
        return redirect("recipients")
    return _form(request, form, one.name, one.owner, one=one)


@never_cache
@require_POST
def recipient_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """End a recipient."""
    actor = asker(request)
    one = found(request, asked.recipient(actor, pk), Recipient, pk, KEEP)
    if deed != "end":
        raise Http404
    end_recipient(actor, one)
    messages.success(request, gettext("Nothing more is sent there. What went there stays known."))
    return redirect("recipients")


class BringForm(forms.Form):
    """A file of recipients."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, with the columns that the list has as a file."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recipients_bring(request: HttpRequest) -> HttpResponse:
    """What a file of recipients would bring in; nothing is brought in by this page."""
    actor = asker(request)
    owner = _owner(actor, request.POST.get("owner") or request.GET.get("owner", ""))
    if owner is None:
        note_refusal(actor, KEEP, None)
        return refused(request)
    sent = request.method == "POST"
    owned, form = _owned(actor), BringForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid() and len(owned) > 1 and not request.POST.get("owner"):
        form.add_error(None, gettext("Choose one of these."))
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        assert isinstance(file, UploadedFile)
        try:
            if (file.size or 0) > MOST:
                raise FileRefused("too_large", most=MOST // (1024 * 1024))
            return _shown(request, owner, file.read())
        except FileRefused as error:
            form.add_error("file", why_file(error))
    shown = {"form": form, "owner": owner, "owned": owned}
    return render(request, "reports/bring.html", shown, status=422 if form.errors else 200)


@never_cache
@require_POST
def recipients_bring_in(request: HttpRequest) -> HttpResponse:
    """Brings in what was shown, all of it or nothing."""
    actor = asker(request)
    if not _owned(actor):
        note_refusal(actor, KEEP, None)
        return refused(request)
    try:
        held = signing.loads(request.POST.get("held", ""), salt=f"{SALT}.{actor.key}", max_age=LASTS)
    except signing.BadSignature:
        messages.error(
            request, gettext("Nothing was brought in: this page stood open for too long. Bring the file anew.")
        )
        return redirect("recipients-bring")
    owner, data = _owner(actor, held["owner"]), base64.b64decode(held["data"])
    if owner is None:
        note_refusal(actor, KEEP, None)
        return refused(request)
    try:
        tries = tries_of_recipients(actor, owner, read_file(data, most=MOST))
        plan = carry_out(LIST, tries, total=len(tries), expected=held["digest"])
    except PlanChanged:
        messages.warning(request, gettext("Nothing was brought in: records changed meanwhile. Look at it once more."))
        return _shown(request, owner, data, status=409)
    said = gettext("Brought in: new %(new)s, changed %(changed)s. Set aside: %(quarantined)s.") % plan.counts
    messages.success(request, said)
    return redirect("recipients")


def _shown(request: HttpRequest, owner: Party, data: bytes, status: int = 200) -> HttpResponse:
    """What a file would bring in, with the yes to it."""
    actor = asker(request)
    tries = tries_of_recipients(actor, owner, read_file(data, most=MOST))
    if len(tries) > ROWS:
        raise FileRefused("too_many_rows", most=ROWS)
    plan = preview(LIST, tries, total=len(tries))
    held = {"data": base64.b64encode(data).decode(), "owner": owner.pk, "digest": plan.digest}
    context = {
        "plan": plan,
        "counts": [(STATES[state.value], plan.counts[state.value]) for state in State],
        "set_aside": _rows(plan, State.QUARANTINED),
        "changed": _rows(plan, State.CHANGED),
        "new": _rows(plan, State.NEW),
        "most": SHOWN,
        "held": signing.dumps(held, salt=f"{SALT}.{actor.key}", compress=True),
        "heading": _("Recipients"),
        "way_back": reverse("recipients-bring"),
        "way_in": reverse("recipients-bring-in"),
    }
    return render(request, "forum/taking/brought.html", context, status=status)


def _rows(plan: Plan, state: State) -> list[tuple[Any, str, str]]:
    chosen = [row for row in plan.rows if row.state == state][:SHOWN]
    return [(row, why_row(row) if row.code else "", said_by_verb(row)) for row in chosen]


def _form(request: HttpRequest, form: RecipientForm, heading: Any, owner: Party | None, **more: Any) -> HttpResponse:
    shown = {"form": form, "heading": heading, "submit": _("Keep the recipient"), "owner": owner, **more}
    return render(request, "reports/recipient.html", shown, status=422 if form.errors else 200)


def _states(actor: Actor) -> QuerySet[Party]:
    kinds = (Party.Kind.STATE, Party.Kind.ORGANISATION)
    return parties(actor).filter(kind__in=kinds)


def _owned(actor: Actor) -> list[Party]:
    """The parties for which the actor keeps lists: its own, or for the staff those that have one and every state."""
    if actor.party is not None:
        own = parties(actor).filter(pk=actor.party)
    else:
        own = parties(actor).filter(kind=Party.Kind.STATE)
    first = own.first()
    return list(own) if first is not None and may_bring(actor, first) else []


def _owner(actor: Actor, key: str) -> Party | None:
    """The party of that key, else the first, of those for which the actor keeps lists."""
    owned = _owned(actor)
    return next((one for one in owned if one.pk == key), owned[0] if owned and not key else None)


urlpatterns = [
    path("reports/recipients/", recipient_list, name="recipients"),
    path("reports/recipients/new/", recipient_new, name="recipient-new"),
    path("reports/recipients/bring/", recipients_bring, name="recipients-bring"),
    path("reports/recipients/bring/in/", recipients_bring_in, name="recipients-bring-in"),
    path("reports/recipients/<int:pk>/", recipient_page, name="recipient"),
    path("reports/recipients/<int:pk>/<slug:deed>/", recipient_do, name="recipient-do"),
]
