"""Convening, changing, postponing, cancelling and holding meetings, and the series that they belong to."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.actions.meetings import (
    cancel_meeting,
    change_meeting,
    convene_announced,
    convene_meeting,
    hold_meeting,
    postpone_meeting,
)
from muntada.forum.actions.series import begin_series, rename_series
from muntada.forum.models import Body, Meeting, Series
from muntada.forum.queries.agenda import series
from muntada.trail.looking import note_refusal
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.run_forms import (
    CancelForm,
    ChangeForm,
    ConveneForm,
    HoldForm,
    NewSeriesForm,
    PostponeForm,
    SeriesForm,
)
from muntada.web.forum.run_words import run_page
from muntada.web.labels import Said, best

CONVENE, RUN = Permission.MEETING_CONVENE, Permission.MEETING_RUN
# A verb on a meeting: its form, the verb, and the words of its page.
DEEDS: dict[str, tuple[type[VerbForm], Any, dict[str, Any]]] = {
    "postpone": (
        PostponeForm,
        postpone_meeting,
        {
            "heading": _("Postpone this meeting"),
            "submit": _("Postpone it"),
            "done": _("The meeting is postponed. It says so everywhere from now on."),
        },
    ),
    "cancel": (
        CancelForm,
        cancel_meeting,
        {
            "heading": _("Cancel this meeting"),
            "submit": _("Cancel the meeting"),
            "done": _("The meeting is cancelled. It says so everywhere from now on."),
            "lead": _("A meeting that was cancelled stays so. Where it is held later, postpone it."),
        },
    ),
    "hold": (
        HoldForm,
        hold_meeting,
        {
            "heading": _("This meeting was held"),
            "submit": _("Note that it was held"),
            "done": _("It is noted that the meeting was held."),
        },
    ),
}


def convened_by(actor: Actor) -> list[Body]:
    """The bodies whose meetings the actor convenes."""
    return [one for one in queries.bodies(actor) if decide(actor, CONVENE, one)]


def series_name(one: Series) -> Said:
    """The title of a series in the reader's language, else in another."""
    return best({"ar": one.title_ar, "en": one.title_en, "fr": one.title_fr}, one.key)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_convene(request: HttpRequest) -> HttpResponse:
    """Convene a meeting of a body."""
    actor = asker(request)
    bodies = convened_by(actor)
    if not bodies:
        note_refusal(actor, CONVENE, None)
        return refused(request)
    asked = request.POST.get("body") or request.GET.get("body")
    body = next((one for one in bodies if one.pk == asked), bodies[0])
    form = ConveneForm(
        request.POST or None, actor=actor, body=body, bodies=bodies,
        initial={**_as_before(actor, body), "body": body.pk, "follows": request.GET.get("follows", "")},
    )  # fmt: skip

    def convene(body: Body, **given: Any) -> Meeting:
        return convene_meeting(actor, body, **given)

    return run_page(
        request, form, convene, lambda made: redirect("meeting", made.pk),
        heading=_("Convene a meeting"), submit=_("Convene it"), done=_("The meeting is convened."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a meeting that the forum convened."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if not may(request, RUN, meeting):
        return refused(request)
    form = ChangeForm(
        request.POST or None, actor=actor, body=meeting.body, meeting=meeting, initial=_as_it_stands(meeting)
    )
    return run_page(
        request, form, lambda **given: change_meeting(actor, meeting, **_unless_hidden(meeting, form, given)),
        lambda _made: redirect("meeting", pk), heading=_("Change this meeting"), submit=_("Change it"),
        done=_("The meeting is changed."), back=meeting,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_announced(request: HttpRequest, pk: int) -> HttpResponse:
    """Convene a meeting that was only announced so far."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if not may(request, RUN, meeting):
        return refused(request)
    form = ChangeForm(
        request.POST or None, actor=actor, body=meeting.body, meeting=meeting,
        initial={"time_zone": "UTC", "mode": "in_person", **_said(_as_it_stands(meeting))},
    )  # fmt: skip

    def convene(seen: int, **given: Any) -> Meeting:
        return convene_announced(actor, meeting, **_unless_hidden(meeting, form, given))

    return run_page(
        request, form, convene, lambda _made: redirect("meeting", pk), heading=_("Convene this meeting"),
        submit=_("Convene it"), done=_("The meeting is convened."), back=meeting,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Postpone or cancel a meeting, or note that it was held."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if deed not in DEEDS:
        raise Http404
    if not may(request, RUN, meeting):
        return refused(request)
    kind, verb, shown = DEEDS[deed]
    return run_page(
        request, kind(request.POST if request.method == "POST" else None),
        lambda **given: verb(actor, meeting, **given), lambda _made: redirect("meeting", pk), back=meeting, **shown,
    )  # fmt: skip


@require_safe
def series_page(request: HttpRequest, key: str) -> HttpResponse:
    """A series with its meetings, the latest first."""
    actor = asker(request)
    one = found(request, series(actor).filter(key=key).first(), Series, key)
    context = {
        "series": one,
        "name": series_name(one),
        "meetings": queries.meetings(actor).filter(series=one).order_by("-when", "-pk")[:200],
        "may_convene": bool(decide(actor, CONVENE, one.body)),
    }
    return render(request, "forum/run/series.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def series_begin(request: HttpRequest) -> HttpResponse:
    """Begin a series of meetings."""
    actor = asker(request)
    bodies = convened_by(actor)
    if not bodies:
        note_refusal(actor, CONVENE, None)
        return refused(request)
    form = NewSeriesForm(request.POST or None, bodies=bodies, initial={"body": request.GET.get("body", "")})

    def begin(body: Body, **given: Any) -> Series:
        return begin_series(actor, body, **given)

    return run_page(
        request, form, begin, lambda made: redirect("series", made.key),
        heading=_("Begin a series of meetings"), submit=_("Begin it"), done=_("The series is begun."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def series_rename(request: HttpRequest, key: str) -> HttpResponse:
    """Give a series other titles."""
    actor = asker(request)
    one = found(request, series(actor).filter(key=key).first(), Series, key)
    if not may(request, CONVENE, one.body):
        return refused(request)
    initial = {name: getattr(one, name) for name in ("title_ar", "title_en", "title_fr")}
    return run_page(
        request, SeriesForm(request.POST or None, initial=initial),
        lambda **given: rename_series(actor, one, **given), lambda _made: redirect("series", key),
        heading=_("Rename this series"), submit=_("Rename it"), done=_("The series is renamed."),
    )  # fmt: skip


def _as_before(actor: Actor, body: Body) -> dict[str, Any]:
    """What was said of the body's latest meeting, which the next one most often has too."""
    last = queries.meetings(actor).filter(body=body, starts_at__isnull=False).order_by("-when", "-pk").first()
    if last is None:
        return {"time_zone": "UTC", "kind": "meeting"}
    kept = ("kind", "time_zone", "mode", "languages", "interpretation", "attribution", "quorum", "series")
    return {name: value for name, value in _as_it_stands(last).items() if name in kept}


def _as_it_stands(meeting: Meeting) -> dict[str, Any]:
    zone = ZoneInfo(meeting.time_zone or "UTC")
    plain = (
        "kind", "title", "ordinal", "time_zone", "place", "room", "languages", "attribution", "documents_by",
        "register_by", "quorum",
    )  # fmt: skip
    shown = {name: getattr(meeting, name) for name in plain}
    for name in ("starts_at", "ends_at"):
        moment = getattr(meeting, name)
        shown[name] = f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}" if moment else ""
    return shown | {
        "mode": meeting.format,
        "interpretation": ["-".join(pair) for pair in meeting.interpretation],
        "follows": meeting.follows_id or "",
        "series": meeting.series_id or "",
        "host": meeting.host_id or "",
        "chairs": [party.pk for party in meeting.chairs.all()],
        "seen": meeting.sequence,
    }


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None)}


def _unless_hidden(meeting: Meeting, form: ChangeForm, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, without what the form could not offer because whoever changes the meeting does not see it."""
    for name in ("follows", "series", "host"):
        stands = getattr(meeting, f"{name}_id")
        if given[name] is None and stands is not None and str(stands) not in form.things[name]:
            del given[name]
    return given
