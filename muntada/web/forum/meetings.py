"""Meetings: the list, a year's calendar, and a meeting's page."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.forum import queries
from muntada.forum.models import Meeting
from muntada.text.when import bounds, display
from muntada.trail.looking import keys_of, note_disclosure
from muntada.web.asking import asker, found
from muntada.web.evidence.threads import threads
from muntada.web.labels import choices
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of
from muntada.web.year_picture import year_picture

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
        kinds = set(every.values_list("kind", flat=True).distinct())
        bodies = queries.bodies(actor).filter(Exists(every.filter(body=OuterRef("pk"))))
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
    return list_page(request, "forum/meetings.html", listed, year=clock.today().year)


@require_safe
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting with its chairs and agenda, each value with its thread."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    agenda = [(item, threads(actor, item).get("title")) for item in meeting.agenda.all()]
    context = {
        "meeting": meeting,
        "threads": threads(actor, meeting),
        "agenda": agenda,
        "participations": list(meeting.participations.all()),
    }
    return render(request, "forum/meeting.html", context)


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
    svg = year_picture(title, [month.name for month in months], weeks, busy, right_to_left=get_language_bidi())
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
