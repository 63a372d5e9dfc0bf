"""Meetings: the list, a year's calendar, and a meeting's page."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.actions.meetings import ANNOUNCED, is_without_day
from muntada.forum.models import Meeting, Paper, PaperVersion
from muntada.forum.queries.agenda import agenda_tree, series
from muntada.forum.queries.papers import papers
from muntada.forum.queries.timetable import timetable
from muntada.text.moments import zone_of
from muntada.text.when import bounds, display
from muntada.trail.deed import key_of, label
from muntada.trail.looking import keys_of, note_disclosure
from muntada.web.asking import asker, found
from muntada.web.evidence.threads import threads, threads_of
from muntada.web.forum.papers import may_submit
from muntada.web.forum.run_words import ATTRIBUTION, LANGUAGES, SITTING_STATES
from muntada.web.forum.running import convened_by, series_name
from muntada.web.forum.sittings import clashes_said
from muntada.web.labels import choices
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of
from muntada.web.year_picture import year_picture

OFF = (Meeting.Status.POSTPONED, Meeting.Status.CANCELLED)
ORDER = [("-when", str), ("-pk", int)]
# The days of a week as they are counted where the page is read: from Sunday in Arabic, from Monday elsewhere.
FIRST_DAY = {"ar": 6}
WEEKDAYS = {
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
WEEKDAYS_SHORT = {"ar": list("نثرخجسح"), "en": list("MTWTFSS"), "fr": list("lmmjvsd")}


class MeetingFilter(Filter[Meeting]):
    """Which meetings to list."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    body = forms.ChoiceField(label=_("Body"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        every = queries.meetings(actor).order_by()
        kinds = set(different(every, "kind"))
        bodies = queries.bodies(actor).filter(pk__in=different(every, "body"))
        self.offer("body", sorted(((one.pk, str(name_of(one))) for one in bodies), key=lambda pair: pair[1]))
        self.offer("kind", choices("meeting_kind", kinds))

    def chosen(self) -> QuerySet[Meeting]:
        """The meetings that the filter leaves, the latest first."""
        return queries.meetings_where(self.actor, **self.given("text", "body", "kind", "year", "place"))


@dataclass
class Month:
    """A month of the calendar: weeks of days with their meetings, and meetings of no known day."""

    name: str
    weeks: list[list[tuple[date | None, list[Meeting]]]]
    loose: list[Meeting] = field(default_factory=list)


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings, the latest first, with a filter row."""
    actor = asker(request)
    form, every = MeetingFilter(request.GET, actor), queries.meetings(actor)
    listed = listing(request, form, every, ORDER, heading=gettext("Meetings"), export="meetings")
    convenes = bool(convened_by(actor))
    return list_page(request, "forum/meetings.html", listed, year=clock.today().year, convenes=convenes)


@require_safe
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: whether it stands, when and where, agenda, timetable and papers, each value with its thread."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    entries = agenda_tree(actor, meeting)
    rests = threads_of(actor, [entry.item for entry in entries])
    runs = bool(decide(actor, Permission.MEETING_RUN, meeting)) and meeting.status != Meeting.Status.CANCELLED
    follows = queries.meetings(actor).filter(pk=meeting.follows_id).first() if meeting.follows_id else None
    context = {
        "meeting": meeting,
        "threads": threads(actor, meeting),
        "agenda": [(entry, rests.get((label(entry.item), key_of(entry.item)), {}).get("title")) for entry in entries],
        "minutes": sum(entry.minutes for entry in entries if entry.depth == 0),
        "participations": list(meeting.participations.all()),
        "off": meeting.status in OFF,
        "without_day": is_without_day(meeting),
        "times": _times(meeting),
        "languages": [LANGUAGES.get(code, code) for code in meeting.languages],
        "interpretation": _interpretation(meeting),
        "attribution": ATTRIBUTION[meeting.attribution] if meeting.starts_at else "",
        "follows": follows,
        "followed_by": list(queries.meetings(actor).filter(follows=meeting).order_by("when", "pk")),
        "series": _series(actor, meeting),
        "timetable": timetable(actor, meeting),
        "sitting_words": SITTING_STATES,
        "rules": ATTRIBUTION,
        "clashes": clashes_said(actor, meeting) if runs else [],
        "papers": _papers(actor, meeting),
        "runs": runs,
        "announced": meeting.status in ANNOUNCED,
        "convened": meeting.status in (Meeting.Status.CONVENED, Meeting.Status.POSTPONED),
        "submits": meeting.status != Meeting.Status.CANCELLED and may_submit(actor, meeting),
    }
    return render(request, "forum/meeting.html", context)


def _times(meeting: Meeting) -> tuple[str, str]:
    """The hours of the clock at which it begins and ends at its place; nothing where they are not known."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return "", ""
    zone = zone_of(meeting.time_zone or "UTC")
    return f"{meeting.starts_at.astimezone(zone):%H:%M}", f"{meeting.ends_at.astimezone(zone):%H:%M}"


def _interpretation(meeting: Meeting) -> list[str]:
    said = gettext("from %(one)s into %(other)s")
    pairs = [[f"⁨{LANGUAGES.get(code, code)}⁩" for code in pair] for pair in meeting.interpretation if len(pair) == 2]
    return [said % {"one": one, "other": other} for one, other in pairs]


def _series(actor: Actor, meeting: Meeting) -> tuple[str, object] | None:
    one = series(actor).filter(pk=meeting.series_id).first() if meeting.series_id else None
    return (one.key, series_name(one)) if one is not None else None


def _papers(actor: Actor, meeting: Meeting) -> list[tuple[Paper, list[tuple[PaperVersion, Any]]]]:
    """Papers with the latest version in each language."""
    found: list[tuple[Paper, list[tuple[PaperVersion, Any]]]] = []
    for paper, versions in papers(actor, meeting):
        latest: dict[str, PaperVersion] = {}
        for one in versions:
            latest.setdefault(one.language, one)
        found.append((paper, [(one, LANGUAGES.get(one.language, one.language)) for one in latest.values()]))
    return found


@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """The calendar of the year that it is."""
    return redirect(reverse("calendar", args=[clock.today().year]))


@require_safe
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """A year by months; beside the picture the same meetings as a table."""
    if not 1900 <= year <= 2200:
        raise Http404
    meetings = list(queries.meetings_where(asker(request), year=year).reverse())
    days = queries.meetings(asker(request)).order_by().values_list("when", flat=True).distinct()
    known = sorted({int(day[:4]) for day in days if day[:4].isdecimal()})
    language = get_language() or "ar"
    first = FIRST_DAY.get(language, 0)
    order = [(first + step) % 7 for step in range(7)]
    context = {
        "year": year,
        "months": _months(year, meetings, first, language),
        "weekdays": [(WEEKDAYS[language][day], WEEKDAYS_SHORT[language][day]) for day in order],
        "meetings": meetings,
        "undated": [meeting for meeting in meetings if len(meeting.when) == 4],
        "before": max((one for one in known if one < year), default=None),
        "after": min((one for one in known if one > year), default=None),
    }
    return render(request, "forum/calendar.html", context)


@require_safe
def year_file(request: HttpRequest, year: int) -> HttpResponse:
    """The calendar as an SVG file."""
    if not 1900 <= year <= 2200:
        raise Http404
    language = get_language() or "ar"
    meetings = queries.meetings_where(asker(request), year=year)
    note_disclosure(asker(request), None, kind="forum.meeting", year=year, keys=keys_of(meetings))
    months = _months(year, meetings, FIRST_DAY.get(language, 0), language)
    busy = {
        day: "; ".join(str(name_of(meeting)) for meeting in held)
        for month in months
        for week in month.weeks
        for day, held in week
        if day and held
    }
    weeks = [[[day for day, _held in week] for week in month.weeks] for month in months]
    title = gettext("Meetings of the year %(year)s") % {"year": year}
    off = {
        day
        for month in months
        for week in month.weeks
        for day, held in week
        if day and held and all(one.status in OFF for one in held)
    }
    names = [month.name for month in months]
    svg = year_picture(title, names, weeks, busy, off, right_to_left=get_language_bidi())
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meetings-{year}.svg"'
    return response


def _months(year: int, meetings: Iterable[Meeting], first: int, language: str) -> list[Month]:
    on: dict[date, list[Meeting]] = {}
    loose: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        start, end = bounds(meeting.when)
        if (end - start).days < 15:
            for step in range((end - start).days + 1):
                on.setdefault(start + timedelta(step), []).append(meeting)
        elif len(meeting.when) == 7:
            loose.setdefault(start.month, []).append(meeting)
    for held in on.values():  # what is not held then stands behind what is
        held.sort(key=lambda one: one.status in OFF)
    weeks = calendar.Calendar(first)
    return [
        Month(
            display(f"{year}-{month:02}", language).replace(str(year), "").strip(),
            [
                [(day if day.month == month else None, on.get(day, []) if day.month == month else []) for day in week]
                for week in weeks.monthdatescalendar(year, month)
            ],
            loose.get(month, []),
        )
        for month in range(1, 13)
    ]
