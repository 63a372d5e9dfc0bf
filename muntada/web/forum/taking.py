"""What people take along of meetings: calendars, and papers as PDF and Word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.exports.calendar import MEDIA_TYPE, calendar_of
from muntada.forum.exports.papers import FORMS, PAPERS, Shown, paper
from muntada.forum.models import Body, Meeting
from muntada.forum.queries.calendars import MOST as MOST_MEETINGS
from muntada.forum.queries.calendars import meetings_of_body
from muntada.forum.told import LANGUAGES, name_in, say, title_in
from muntada.marking.tlp import TLP
from muntada.trail.deed import key_of, label
from muntada.trail.looking import MOST, keys_of, note_disclosure
from muntada.web.asking import asker, found
from muntada.web.signin.stepping import stepped_up

OPEN = (TLP.CLEAR, TLP.GREEN)


@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting for a calendar program; what is TLP:RED goes into none."""
    actor, language = asker(request), _language()
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    taken = calendar_of(actor, [meeting], language=language, name=title_in(meeting, language), site=_site(request))
    if not taken.meetings:
        raise Http404
    note_disclosure(actor, meeting, Permission.RECORD_READ, form="ics")
    return _file(taken.data, MEDIA_TYPE, f"meeting-{pk}.{_in_name(taken.tlp)}.ics")


@require_safe
def body_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The meetings of a body for a calendar program."""
    actor, language = asker(request), _language()
    body = found(request, queries.body(actor, key), Body, key)
    name = say("calendar_body", language, body=name_in(body.party, language))
    meetings = meetings_of_body(actor, key)[:MOST_MEETINGS]
    taken = calendar_of(actor, meetings, language=language, name=name, site=_site(request))
    note_disclosure(actor, None, kind="forum.meeting", form="ics", body=key, keys=keys_of(taken.meetings))
    return _file(taken.data, MEDIA_TYPE, f"{key}.{_in_name(taken.tlp)}.ics")


@require_safe
def meeting_paper(request: HttpRequest, pk: int, which: str, language: str, form: str) -> HttpResponse:
    """A paper of a meeting as a file; of what is for few, or names persons, only for who proved lately who they are."""
    actor = asker(request)
    meeting = found(request, queries.meeting(actor, pk), Meeting, pk)
    if which not in PAPERS or language not in LANGUAGES or form not in FORMS:
        raise Http404
    made = paper(actor, meeting, which, language)
    if made is None:
        raise Http404
    if _is_close(made) and not stepped_up(request):
        return redirect(f"{reverse('step-up')}?{urlencode({'next': request.get_full_path()})}")
    write, media_type = FORMS[form]
    data = write(made.sheet)
    keys = [f"{label(one)}:{key_of(one)}" for one in made.records][:MOST]
    note_disclosure(actor, meeting, Permission.RECORD_READ, paper=which, form=form, language=language, keys=keys)
    return _file(data, media_type, f"{which}-{pk}.{_in_name(made.sheet.tlp)}.{language}.{form}")


def _is_close(made: Shown) -> bool:
    """Whether a paper is for few, or names persons."""
    return made.sheet.tlp not in OPEN or any(one.category is not None for one in made.records)


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _in_name(tlp: TLP) -> str:
    return tlp.value.replace(":", "-")


def _language() -> str:
    return (get_language() or "ar")[:2]


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


urlpatterns = [
    path("meetings/<int:pk>/meeting.ics", meeting_calendar, name="meeting-calendar"),
    path("meetings/<int:pk>/papers/<slug:which>.<slug:language>.<slug:form>", meeting_paper, name="meeting-paper"),
    path("bodies/<str:key>/calendar.ics", body_calendar, name="body-calendar"),
]
