"""Who is at a meeting: the list of participants, the desk for credentials, badges, and checking in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access.rules import Permission, decide
from muntada.forum.actions.arrivals import check_in, undo_check_in
from muntada.forum.coming import ComingRefused
from muntada.forum.models import Registration
from muntada.forum.queries import participants as coming
from muntada.forum.visibility import SHOWN
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forum.coming_words import CAPACITIES, wrong
from muntada.web.forum.invitations import meeting_of

DESK = Permission.CREDENTIALS_DECIDE
SHEETS = ("eight", "a6")  # eight on a sheet of A4, or one on a sheet of A6
AT_ONCE = 60


@never_cache
@require_safe
def participant_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part, in protocol order, as far as the reader may see it; what is counted is what is shown."""
    actor, meeting = asker(request), meeting_of(request, pk)
    tongues = dict(settings.LANGUAGES)
    language = request.GET.get("language", "")
    language = language if language in tongues else str(get_language() or "ar")
    listed = coming.participants(actor, meeting, language=language)
    shown = {
        "meeting": meeting,
        "list": listed,
        "groups": [
            (one, [(person, CAPACITIES[person.capacity]) for person in one.people]) for one in listed.delegations
        ],
        "counted": [(CAPACITIES[capacity], count) for capacity, count in listed.by_capacity],
        "quorum": coming.quorum(actor, meeting),
        "languages": [(code, name, code == language) for code, name in settings.LANGUAGES],
    }
    return render(request, "forum/coming/participants.html", shown)


@never_cache
@require_safe
def credentials_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """What the secretariat decides: credentials of delegations, and registrations."""
    actor, meeting = asker(request), meeting_of(request, pk)
    if not may(request, DESK):
        return refused(request)
    waiting: dict[int, list[Any]] = {}
    for one in coming.registrations(actor, meeting, state=Registration.State.PENDING):
        waiting.setdefault(one.delegation_id, []).append((one, CAPACITIES[one.capacity]))
    every = coming.delegations(actor, meeting)
    shown = {
        "meeting": meeting,
        "lines": [(one, waiting.get(one.pk, [])) for one in every],
        "waiting": sum(len(one) for one in waiting.values()),
        "presented": sum(one.credentials == "presented" for one in every),
        "quorum": coming.quorum(actor, meeting),
    }
    return render(request, "forum/coming/credentials.html", shown)


@never_cache
@require_safe
def check_in_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who arrives: found by part of a name or by badge, checked in by one tap, and taken back by another."""
    actor, meeting = asker(request), meeting_of(request, pk)
    if not may(request, DESK):
        return refused(request)
    text = request.GET.get("text", "")[:200]
    every = coming.at_the_desk(actor, meeting)
    fitting = coming.at_the_desk(actor, meeting, text) if text else every
    shown = {
        "meeting": meeting,
        "text": text,
        "people": [(one, CAPACITIES[one.capacity]) for one in fitting[:AT_ONCE]],
        "more": max(len(fitting) - AT_ONCE, 0),
        "here": sum(one.state == Registration.State.CHECKED_IN for one in every),
        "all": len(every),
        "quorum": coming.quorum(actor, meeting),
    }
    return render(request, "forum/coming/check_in.html", shown)


@never_cache
@require_POST
def check_in_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Notes that somebody is here, or takes that back; a second tap changes nothing."""
    actor = asker(request)
    one = found(request, coming.registration(actor, pk), Registration, pk)
    if deed not in {"here", "back"}:
        raise Http404
    if not may(request, DESK):
        return refused(request)
    try:
        if deed == "here" and not check_in(actor, one):
            messages.info(request, _("This person is checked in already."))
        if deed == "back":
            undo_check_in(actor, one)
    except ComingRefused as error:
        messages.error(request, wrong(error))
    text = request.POST.get("text", "")[:200]
    where = reverse("check-in", args=[one.delegation.meeting_id])
    # What was looked for stays only where it still finds the next one: after a tap the desk begins anew.
    return redirect(f"{where}?{urlencode({'text': text})}" if text and deed == "back" else where)


@never_cache
@require_safe
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    """Badges to print, eight on a sheet or one on a small one; of one party or one person where the address says so."""
    actor, meeting = asker(request), meeting_of(request, pk)
    if not may(request, DESK):
        return refused(request)
    party, number = request.GET.get("party", "")[:120], request.GET.get("badge", "")
    people = [one for one in coming.registrations(actor, meeting, party=party) if one.state in SHOWN and one.badge]
    if number.isascii() and number.isdecimal():
        people = [one for one in people if str(one.badge) == number]
    people.sort(key=lambda one: one.badge or 0)
    note_disclosure(actor, meeting, DESK, badges=[one.badge for one in people][:500])
    shown = {
        "meeting": meeting,
        "sheet": request.GET.get("sheet") if request.GET.get("sheet") in SHEETS else SHEETS[0],
        "badges": [
            {
                "one": one,
                "capacity": CAPACITIES[one.capacity],
                "party_ar": coming.name_in(one.delegation.party, "ar"),
                "party_en": coming.name_in(one.delegation.party, "en"),
            }
            for one in people
        ],
        "may_desk": bool(decide(actor, DESK)),
    }
    return render(request, "forum/coming/badges.html", shown)
