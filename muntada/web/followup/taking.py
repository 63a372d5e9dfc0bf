"""What people take along of follow-up: the matrix as a workbook, and a brief of one page, first to look at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.pen import DIGITS
from muntada.followup.exports.brief import Shown, brief_sheet
from muntada.followup.exports.matrix import book_of
from muntada.followup.models import Commitment
from muntada.followup.queries.brief import Brief, brief_for_meeting, brief_on_party, brief_on_topic
from muntada.followup.queries.matrix import matrix
from muntada.forum.models import Meeting
from muntada.forum.told import LANGUAGES
from muntada.library.topics import topics
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.printing.pdf import as_pdf
from muntada.printing.sheet import as_data
from muntada.printing.word import as_docx
from muntada.trail.deed import key_of, label
from muntada.trail.looking import MOST, note_disclosure
from muntada.web.asking import asker, may
from muntada.web.errors import refused
from muntada.web.followup.matrix import MatrixFilter
from muntada.web.labels import label as word_of
from muntada.web.names import name_of
from muntada.web.signin.stepping import needs_step_up, stepped_up

OPEN = (TLP.CLEAR, TLP.GREEN)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
OFFERED = 300  # meetings to choose from


class BriefFilter(forms.Form):
    """What to write a brief on: one of these."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    party = forms.ChoiceField(label=_("Partner"), required=False)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        read = Permission.RECORD_READ
        nothing = ("", pgettext("nothing chosen", "None"))
        own = rows(actor, read, Commitment).order_by().values("party")
        parties = rows(actor, read, Party).filter(kind__in=[Party.Kind.STATE, Party.Kind.ORGANISATION])
        parties = (parties | rows(actor, read, Party).filter(pk__in=own)).distinct().prefetch_related("names")
        meetings = rows(actor, read, Meeting).filter(when__gte=str(clock.today().year - 1)).order_by("-when", "-pk")
        meetings = meetings.select_related("body__party").prefetch_related("body__party__names")
        offered = {
            "topic": [(one.id, str(word_of("topic", one.id))) for one in topics()],
            "party": [(one.pk, str(name_of(one))) for one in parties],
        }
        for name, options in offered.items():
            choices = sorted(options, key=lambda pair: pair[1])
            self.fields[name].choices = [nothing, *choices]  # type: ignore[attr-defined]
        listed = [(str(one.pk), f"{one.when} {name_of(one)}") for one in meetings[:OFFERED]]
        self.fields["meeting"].choices = [nothing, *listed]  # type: ignore[attr-defined]


@require_safe
@needs_step_up
def matrix_file(request: HttpRequest) -> HttpResponse:
    """The matrix that the filter leaves, as a workbook; its name says its label."""
    actor, language = asker(request), get_language() or "ar"
    if not may(request, Permission.LIST_EXPORT):
        return refused(request)
    found = matrix(actor, MatrixFilter(request.GET, actor).asked(), language)
    book = book_of(actor, found, language)
    keys = [str(pk) for pk in sorted(found.commitments)][:MOST]
    note_disclosure(actor, None, kind="followup.commitment", form="xlsx", count=len(found.lines), keys=keys)
    return _file(book.data, XLSX, f"matrix.{_in_name(book.conditions.tlp)}.xlsx")


@require_safe
def brief_page(request: HttpRequest) -> HttpResponse:
    """What a brief on a topic, a party or a meeting says, and the ways to take it along."""
    actor, language = asker(request), get_language() or "ar"
    brief = _brief(actor, request, language)
    form = BriefFilter(request.GET or None, actor)
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
    if brief is not None:
        shown = brief_sheet(actor, brief, language)
        context |= {"sheet": shown.sheet, "blocks": as_data(shown.sheet)["blocks"], "languages": LANGUAGES}
    return render(request, "followup/brief.html", context)


@require_safe
def brief_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """A brief as a file; of what is for few, only for who proved lately who they are."""
    actor = asker(request)
    if language not in LANGUAGES or form not in FORMS:
        raise Http404
    brief = _brief(actor, request, language)
    if brief is None:
        raise Http404
    made = brief_sheet(actor, brief, language)
    if made.sheet.tlp not in OPEN and not stepped_up(request):
        return redirect(f"{reverse('step-up')}?{urlencode({'next': request.get_full_path()})}")
    write, media_type = FORMS[form]
    data = write(made.sheet)
    note_disclosure(actor, None, kind="followup.brief", form=form, language=language, keys=_keys(brief, made))
    return _file(data, media_type, f"brief.{_in_name(made.sheet.tlp)}.{language}.{form}")


def _brief(actor: Actor, request: HttpRequest, language: str) -> Brief | None:
    """The brief that the address asks for; None where it asks for none. Raises Http404 for one of what is not known."""
    meeting, party, topic = (request.GET.get(name, "") for name in ("meeting", "party", "topic"))
    if meeting:
        number = int(meeting) if meeting.isascii() and meeting.isdecimal() and len(meeting) < DIGITS else 0
        made = brief_for_meeting(actor, number, language)
    elif party:
        made = brief_on_party(actor, party, language)
    elif topic:
        made = brief_on_topic(actor, topic, language)
    else:
        return None
    if made is None:
        raise Http404
    return made


def _keys(brief: Brief, made: Shown) -> list[str]:
    named = [f"{label(one)}:{key_of(one)}" for one in made.records]
    return [*named, *(f"followup.commitment:{pk}" for pk in sorted(brief.matrix.commitments))][:MOST]


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _in_name(tlp: TLP) -> str:
    return tlp.value.replace(":", "-")
