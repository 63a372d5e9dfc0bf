"""Invitations of a meeting: who is invited, what went out, and who answered what."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.actions.delegations import register_delegation
from muntada.forum.actions.invitations import (
    answer_invitation,
    change_invitation,
    invite,
    invite_members,
    note_sent,
    take_back_invitation,
)
from muntada.forum.coming import ComingRefused, is_over
from muntada.forum.models import Invitation, Meeting
from muntada.forum.queries import participants as coming
from muntada.outreach.queries import letters_of_invitations
from muntada.parties.models import Party
from muntada.text.order import order_key
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.coming_words import Deed, refuse, tried
from muntada.web.names import name_of

READ = Permission.RECORD_READ
_PLACES = {"min_value": 1, "max_value": 999, "required": False}


class MembersForm(VerbForm):
    """Inviting all members at once."""

    places = forms.IntegerField(
        label=gettext_lazy("Places for each delegation"),
        help_text=gettext_lazy("Leave it empty where any number may come."),
        **_PLACES,  # type: ignore[arg-type]
    )
    observers = forms.BooleanField(label=gettext_lazy("Partners and observers too, as observers"), required=False)


class PartyForm(VerbForm):
    """Inviting one party."""

    party = forms.ChoiceField(label=gettext_lazy("Party"))
    places = forms.IntegerField(label=gettext_lazy("Places"), **_PLACES)  # type: ignore[arg-type]
    as_observer = forms.BooleanField(label=gettext_lazy("As an observer"), required=False)

    def __init__(self, data: Any, actor: Actor, meeting: Meeting) -> None:
        super().__init__(data, auto_id="one_%s")  # another form on the page has a field of that name
        there = Invitation.objects.filter(meeting=meeting).values("party")
        kinds = (Party.Kind.STATE, Party.Kind.ORGANISATION)
        open_to = rows(actor, READ, Party).filter(kind__in=kinds).exclude(pk__in=there).prefetch_related("names")
        language = str(get_language() or "ar")
        named = sorted(((one.key, str(name_of(one))) for one in open_to), key=lambda pair: order_key(pair[1], language))
        self.fields["party"].choices = [("", pgettext_lazy("no choice", "Choose")), *named]  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited to a meeting, by party and state; and inviting more."""
    actor, meeting = asker(request), meeting_of(request, pk)
    if not may(request, Permission.MEETING_RUN, meeting):
        return refused(request)
    to = request.POST.get("to") if request.method == "POST" else ""
    members = MembersForm(request.POST if to == "members" else None)
    single = PartyForm(request.POST if to == "party" else None, actor, meeting)
    try:
        if to == "members" and members.is_valid():
            made = invite_members(actor, meeting, **members.given())
            messages.success(request, _invited(len(made)))
            return redirect("meeting-invitations", pk)
        if to == "party" and single.is_valid():
            given = single.given()
            invite(actor, meeting, Party.objects.get(pk=given.pop("party")), **given)
            messages.success(request, _invited(1))
            return redirect("meeting-invitations", pk)
    except ComingRefused as error:
        refuse(members if to == "members" else single, error)
    language = str(get_language() or "ar")
    every = sorted(
        coming.invitations(actor, meeting), key=lambda one: order_key(coming.name_in(one.party, language), language)
    )
    letters = letters_of_invitations(actor, [one.pk for one in every])
    shown = {
        "meeting": meeting,
        "lines": [(one, letters.get(one.pk, [])) for one in every],
        "states": [(f"invitation_{state}", count) for state, count in sorted(Counter(o.state for o in every).items())],
        "members": members,
        "single": single,
        "over": is_over(meeting),
        "unwritten": sum(one.state == Invitation.State.DRAFTED and one.pk not in letters for one in every),
        "may_mail": bool(decide(actor, Permission.MAIL_READ)),
    }
    status = 422 if members.errors or single.errors else 200
    return render(request, "forum/coming/invitations.html", shown, status=status)


@never_cache
@require_POST
def invitation_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Notes that an invitation went out, changes it, takes it back, or enters what the party answers."""
    actor = asker(request)
    seen = rows(actor, READ, Invitation).select_related("meeting__body", "party")
    one = found(request, seen.filter(pk=pk).first(), Invitation, pk)
    tried(request, DEEDS, deed, one)
    back = request.POST.get("back")
    if back == "delegation":
        own = "" if actor.party == one.party_id else f"?party={one.party_id}"
        return redirect(reverse("my-delegation", args=[one.meeting_id]) + own)
    return redirect("meeting-invitations", one.meeting_id)


def meeting_of(request: HttpRequest, pk: int) -> Meeting:
    """The meeting that a page is about, with its line in the trail; 404 where there is none to be known of."""
    return found(request, queries.meetings(asker(request)).filter(pk=pk).first(), Meeting, pk)


def _invited(count: int) -> str:
    if not count:
        return _("Everybody is invited already.")
    return _("It is noted. The letters wait in the outbox until somebody releases them.")


def _change(request: HttpRequest, actor: Actor, one: Invitation) -> None:
    typed = request.POST.get("places", "").strip()
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 6):
        raise ComingRefused("places", "places_number")
    change_invitation(
        actor, one, places=int(typed) if typed else None, as_observer=bool(request.POST.get("as_observer"))
    )


def _accept(request: HttpRequest, actor: Actor, one: Invitation) -> None:
    answer_invitation(actor, one, accepts=True, answer=request.POST.get("answer", ""))
    register_delegation(actor, one.meeting, one.party, observer=one.as_observer)


def _decline(request: HttpRequest, actor: Actor, one: Invitation) -> None:
    answer_invitation(actor, one, accepts=False, answer=request.POST.get("answer", ""))


DEEDS: dict[str, Deed] = {
    "sent": (lambda _request, actor, one: note_sent(actor, one), gettext_lazy("It is noted that it went out.")),
    "take-back": (
        lambda _request, actor, one: take_back_invitation(actor, one),
        gettext_lazy("The invitation is taken back."),
    ),
    "change": (_change, gettext_lazy("It is changed.")),
    "accept": (_accept, gettext_lazy("The answer is noted: the delegation comes. Register its members now.")),
    "decline": (_decline, gettext_lazy("The answer is noted: the delegation does not come.")),
}
