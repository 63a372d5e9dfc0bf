"""A party's delegation at a meeting: the answer to the invitation, credentials, and the persons who come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.models import Document
from muntada.evidence.store import StoreFailed, get
from muntada.forum.actions import registrations as verbs
from muntada.forum.actions.delegations import decide_credentials, present_credentials, register_delegation
from muntada.forum.coming import ComingRefused, has_closed, is_over
from muntada.forum.models import Delegation, Meeting, Registration
from muntada.forum.queries import participants as coming
from muntada.forum.visibility import PRESENT
from muntada.parties.models import Party
from muntada.sources.capture import MAX_UPLOAD, CaptureRefused, capture, clean_name
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.coming_words import CAPACITIES, VISIBILITIES, Deed, options, refuse, tried
from muntada.web.forum.invitations import meeting_of

READ = Permission.RECORD_READ


class PersonForm(VerbForm):
    """Somebody who comes."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    name_latin = forms.CharField(
        label=gettext_lazy("Name in Latin letters"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("As the passport has it: it stands on the badge."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    office = forms.CharField(label=gettext_lazy("Office"), max_length=300, required=False)
    capacity = forms.ChoiceField(label=gettext_lazy("Capacity"), choices=options(CAPACITIES), initial="adviser")
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    late_because = forms.CharField(
        label=gettext_lazy("Why after registration has closed"), max_length=2_000, required=False
    )

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_because"]


class NewPersonForm(PersonForm):
    """Somebody who comes, and what they consented to."""

    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see that this person comes"), choices=options(VISIBILITIES)
    )
    consented = forms.BooleanField(label=gettext_lazy("The person was asked and consents to that"), required=False)
    draft = forms.BooleanField(label=gettext_lazy("Keep it as a draft for now"), required=False)


@never_cache
@require_safe
def delegation_list(request: HttpRequest) -> HttpResponse:
    """The meetings that the reader's party is invited to, and those for which the reader is registered."""
    actor = asker(request)
    shown = {
        "invitations": sorted(coming.own_invitations(actor), key=lambda one: one.meeting.when, reverse=True),
        "own": list(coming.own_registrations(actor)),
        "visibilities": VISIBILITIES,
    }
    return render(request, "forum/coming/delegations.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader's own delegation at a meeting, or for the secretariat that of any party."""
    actor, meeting = asker(request), meeting_of(request, pk)
    party = _party(request, actor)
    invitation = coming.invitations(actor, meeting).filter(party=party).first() if party else None
    delegation = coming.delegation_of(actor, meeting, party.pk) if party else None
    registers = party is not None and bool(decide(actor, Permission.DELEGATION_REGISTER, party))
    late = has_closed(meeting)
    staff = bool(decide(actor, Permission.CREDENTIALS_DECIDE))
    form = NewPersonForm(request.POST or None, late=late and staff)
    if request.method == "POST":
        if party is None or not registers:
            return refused(request)
        if form.is_valid() and _registered(request, actor, meeting, party, form):
            return redirect(_way(actor, meeting, party.pk))
    people = coming.registrations(actor, meeting, party=party.pk) if party else []
    takes = [one for one in people if one.state in PRESENT]
    open_to_all = not is_over(meeting) and (staff or not late)
    shown = {
        "meeting": meeting,
        "party": party,
        "invitation": invitation,
        "delegation": delegation,
        "people": [(one, VISIBILITIES[one.visibility], CAPACITIES[one.capacity]) for one in people],
        "taken": len(takes),
        "registers": registers,
        "staff": staff,
        "open": registers and open_to_all and (invitation is None or invitation.state != "declined"),
        "answers": invitation is not None and bool(decide(actor, Permission.INVITATION_ANSWER, invitation)),
        "over": is_over(meeting),
        "late": late,
        "form": form,
        "others": _others(actor, meeting, staff),
    }
    return render(request, "forum/coming/delegation.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects what a registration says."""
    actor, one = asker(request), _registration(request, pk)
    party = one.delegation.party
    if not may(request, Permission.DELEGATION_REGISTER, party):
        return refused(request)
    names = ("name", "name_latin", "office", "capacity", "email", "late_because")
    late = has_closed(one.delegation.meeting) and bool(decide(actor, Permission.CREDENTIALS_DECIDE))
    form = PersonForm(request.POST or None, initial={name: getattr(one, name) for name in names}, late=late)

    def change(**given: Any) -> None:
        try:
            verbs.change_registration(actor, one, **given)
        except ComingRefused as error:
            refuse(form, error)

    if request.method == "POST" and form.is_valid():
        change(**form.given())
        if not form.errors:
            messages.success(request, _("It is changed, and waits for the secretariat anew."))
            return redirect(_way(actor, one.delegation.meeting, party.pk))
    shown = {
        "one": one,
        "form": form,
        "meeting": one.delegation.meeting,
        "back": _way(actor, one.delegation.meeting, party.pk),
    }
    return render(request, "forum/coming/registration.html", shown, status=422 if form.errors else 200)


@never_cache
@require_POST
def registration_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Sends in, withdraws, approves, rejects; and notes or withdraws a consent."""
    actor, one = asker(request), _registration(request, pk)
    tried(request, DEEDS, deed, one)
    meeting = one.delegation.meeting
    if request.POST.get("back") == "desk":
        return redirect("credentials", meeting.pk)
    if request.POST.get("back") == "own":
        return redirect("my-delegations")
    return redirect(_way(actor, meeting, one.delegation.party_id))


@never_cache
@require_POST
def delegation_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Presents credentials, accepts or refuses them, approves all who wait."""
    actor = asker(request)
    seen = rows(actor, READ, Delegation).select_related("meeting__body", "party")
    one = found(request, seen.filter(pk=pk).first(), Delegation, pk)
    tried(request, CREDENTIALS, deed, one)
    if request.POST.get("back") == "desk":
        return redirect("credentials", one.meeting_id)
    return redirect(_way(actor, one.meeting, one.party_id))


@never_cache
@require_safe
def credentials_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of credentials as it came in, to be kept: never shown within our own pages."""
    actor = asker(request)
    seen = rows(actor, READ, Delegation).select_related("meeting", "party", "letter")
    one = found(request, seen.filter(pk=pk).first(), Delegation, pk)
    letter = rows(actor, READ, Document).filter(pk=one.letter.pk).first() if one.letter else None
    try:
        data = get(Path(settings.STORE), letter.sha256) if letter is not None else None
    except StoreFailed:
        data = None
    if letter is None or data is None:
        raise Http404
    note_disclosure(actor, letter, READ)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="credentials-{one.pk}{Path(letter.name).suffix[:8]}"'
    return answer


def _party(request: HttpRequest, actor: Actor) -> Party | None:
    """The party whose delegation is asked about: the reader's own, or any that the reader may know of."""
    key = request.GET.get("party", "")[:120] or actor.party
    return rows(actor, READ, Party).filter(pk=key).prefetch_related("names").first() if key else None


def _others(actor: Actor, meeting: Meeting, staff: bool) -> list[Delegation]:
    return coming.delegations(actor, meeting) if staff else []


def _way(actor: Actor, meeting: Meeting, party: str) -> str:
    return reverse("my-delegation", args=[meeting.pk]) + ("" if actor.party == party else f"?party={party}")


def _registration(request: HttpRequest, pk: int) -> Registration:
    return found(request, coming.registration(asker(request), pk), Registration, pk)


def _registered(request: HttpRequest, actor: Actor, meeting: Meeting, party: Party, form: NewPersonForm) -> bool:
    given = form.given()
    given.setdefault("late_because", "")
    try:
        one = verbs.register_person(actor, register_delegation(actor, meeting, party), **given)
    except ComingRefused as error:
        refuse(form, error)
        return False
    if one.state == Registration.State.DRAFT:
        messages.success(request, _("It is kept as a draft. Send it in before registration closes."))
    else:
        messages.success(request, _("It is sent in, and waits for the secretariat."))
    return True


def _present(request: HttpRequest, actor: Actor, one: Delegation) -> None:
    """With a file where there is one; the file is read here, as every file that comes in."""
    file = request.FILES.get("letter")
    if file is None:
        present_credentials(actor, one)
        return
    if file.size is None or file.size > MAX_UPLOAD:
        raise ComingRefused("letter", "file")
    data, name = file.read(), clean_name(file.name or "letter")
    try:
        captured = capture(data, name=name)
    except CaptureRefused as error:
        raise ComingRefused("letter", "file") from error
    present_credentials(actor, one, data=data, captured=captured, name=name)


def _approve_all(_request: HttpRequest, actor: Actor, one: Delegation) -> None:
    for waiting in coming.registrations(actor, one.meeting, party=one.party_id, state=Registration.State.PENDING):
        verbs.decide_registration(actor, waiting, approve=True)


def _because(request: HttpRequest) -> str:
    return request.POST.get("because", "")


CREDENTIALS: dict[str, Deed] = {
    "present": (_present, gettext_lazy("The credentials are noted. The secretariat looks at them.")),
    "accept": (
        lambda _request, actor, one: decide_credentials(actor, one, accept=True),
        gettext_lazy("The credentials are accepted."),
    ),
    "refuse": (
        lambda request, actor, one: decide_credentials(actor, one, accept=False, because=_because(request)),
        gettext_lazy("The credentials are refused."),
    ),
    "approve-all": (_approve_all, gettext_lazy("All who waited are approved.")),
}
DEEDS: dict[str, Deed] = {
    "submit": (
        lambda request, actor, one: verbs.submit_registration(actor, one, late_because=_because(request)),
        gettext_lazy("It is sent in, and waits for the secretariat."),
    ),
    "withdraw": (
        lambda _request, actor, one: verbs.withdraw_registration(actor, one),
        gettext_lazy("The registration is withdrawn."),
    ),
    "approve": (
        lambda _request, actor, one: verbs.decide_registration(actor, one, approve=True),
        gettext_lazy("The registration is approved."),
    ),
    "reject": (
        lambda request, actor, one: verbs.decide_registration(actor, one, approve=False, because=_because(request)),
        gettext_lazy("The registration is rejected."),
    ),
    "show": (
        lambda request, actor, one: verbs.show_person(
            actor, one, visibility=request.POST.get("visibility", ""), consented=bool(request.POST.get("consented"))
        ),
        gettext_lazy("The consent is noted."),
    ),
    "hide": (
        lambda _request, actor, one: verbs.withdraw_consent(actor, one),
        gettext_lazy("The consent is withdrawn: others see this person no more."),
    ),
}
