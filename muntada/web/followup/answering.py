"""An institution's own page at a secret address: what it is asked, its drafts, the questionnaire, and sending.

To open a page changes nothing, so that mail programs that look ahead spend nothing. Nobody signs in here: whoever has
the address acts as the institution, and the trail says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access import clock
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.evidence.values import ValueRefused
from muntada.followup.actions import answering as verbs
from muntada.followup.models import Answer, Request
from muntada.followup.queries.asking import Addressed, Thing, addressed, asked_of, returned_of, thing_of, things_of
from muntada.followup.questionnaire import QuestionnaireRefused, Returned, SetAside, workbook
from muntada.followup.questionnaire.parts import MOST_BYTES
from muntada.followup.refused import AskingRefused
from muntada.followup.secret import seal
from muntada.marking.tlp import TLP
from muntada.sources.capture import CaptureRefused, capture
from muntada.trail.looking import note_consultation, note_disclosure
from muntada.trail.via import coming_by
from muntada.web.followup.asking_words import ASIDE, CHOICES, FIELDS, QUESTIONNAIRE, REFUSED, SAVED
from muntada.web.forming import VerbForm
from muntada.web.middleware import open_to_all
from muntada.web.sources.refusals import why_not_taken

GIVE = Permission.ANSWER_GIVE
MOST_FILE = 10 * 1024 * 1024  # bytes of a piece of evidence
# Within a minute: looks and forms at one address, and tries at addresses that lead nowhere by everybody together, for
# to count them by visitor would note visitors.
LOOKS, FORMS, TRIES = 240, 60, 120
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponse]


class AnswerForm(VerbForm):
    """The answer to one thing, with a piece of evidence where there is one."""

    choice = forms.ChoiceField(label=_("Where it stands now"), required=False)
    completed = forms.CharField(
        label=_("Completed on"),
        required=False,
        max_length=40,
        help_text=_("2026, 2026-05 or 2026-05-17; if it is done."),
    )
    text = forms.CharField(
        label=_("Answer"), required=False, max_length=verbs.LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    address = forms.CharField(
        label=_("Address of a page that shows it"),
        required=False,
        max_length=2_000,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("File that shows it"), required=False, max_length=255, help_text=_("At most 10 MB: PDF, Word, a text.")
    )

    def __init__(self, thing: Thing, data: Any = None, files: Any = None) -> None:
        answer = thing.answer
        initial = {"choice": thing.chosen, "completed": answer.completed, "text": answer.text} if answer else {}
        super().__init__(data, files, initial=initial)
        offered = [(value, CHOICES[value]) for value in thing.choices]
        self.fields["choice"].choices = [("", _("Not said")), *offered]  # type: ignore[attr-defined]
        if thing.commitment is not None:
            self.fields["choice"].label = _("The party’s answer to it")
            del self.fields["completed"]

    def clean_file(self) -> Any:
        """A file of a size that can be kept."""
        file = self.cleaned_data.get("file")
        if file and file.size > MOST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file

    def said(self) -> verbs.Said:
        """What is written."""
        given = self.cleaned_data
        return verbs.Said(given.get("choice", ""), given.get("completed", ""), given.get("text", ""))


class SendForm(VerbForm):
    """In whose name the answers are sent."""

    said_by = forms.CharField(label=_("Office that answers"), max_length=verbs.LONGEST_NAME)


def at_address(view: View) -> View:
    """A page at a secret address: gone for what leads nowhere, and put off for whoever is faster than people are."""

    @open_to_all
    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, secret: str, **more: Any) -> HttpResponse:
        there = addressed(secret)
        if there is None:
            return (
                _too_fast() if _counted("nowhere") > TRIES else render(request, "followup/answer/gone.html", status=410)
            )
        changing = request.method == "POST"
        if _counted(f"{there.request.pk}:{changing}") > (FORMS if changing else LOOKS):
            return _too_fast()
        signed_in = getattr(request, "actor", None)
        way = f"address:{there.request.pk}" + (f":{signed_in.key}" if signed_in is not None else "")
        with coming_by(way), under_ceiling(there.actor):
            response = view(request, there, secret, **more)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return shown


@at_address
@require_safe
def answer_index(request: HttpRequest, there: Addressed, secret: str) -> HttpResponse:
    """Everything that is asked, and how far it is answered."""
    note_consultation(there.actor, there.request, GIVE)
    return _index(request, there, secret, SendForm())


@at_address
@require_http_methods(["GET", "HEAD", "POST"])
def answer_one(request: HttpRequest, there: Addressed, secret: str, key: str) -> HttpResponse:
    """One thing that is asked, with the form to answer it while it is open."""
    every = things_of(there.request, _tongue())
    place = next((at for at, one in enumerate(every) if one.key == key), None)
    if place is None:
        return render(request, "followup/answer/gone.html", status=410)
    thing = every[place]
    form = AnswerForm(thing, request.POST or None, request.FILES or None) if thing.is_open else None
    if request.method == "POST":
        if form is None:
            return _told(request, there, secret, REFUSED["answered"], 409)
        if form.is_valid() and _kept(there, key, form):
            after = every[place + 1].key if "next" in request.POST and place + 1 < len(every) else ""
            if after:
                return redirect("answer-one", secret, after)
            return redirect(f"{reverse('answer', args=[secret])}?done=saved#{key}")
    else:
        note_consultation(there.actor, there.request, GIVE, question=key)
    shown = {"thing": thing_of(there.request, key, _tongue()), "form": form, "choices": CHOICES, "place": place + 1}
    context = {**_frame(request, there, secret), **shown, "last": place + 1 == len(every), "number": len(every)}
    return render(request, "followup/answer/one.html", context, status=422 if form is not None and form.errors else 200)


@at_address
@require_POST
def answer_off(request: HttpRequest, there: Addressed, secret: str, number: int) -> HttpResponse:
    """Take a piece of evidence from a draft."""
    try:
        verbs.detach(there.actor, there.request, number)
    except AskingRefused as error:
        return _told(request, there, secret, REFUSED[error.code], 409)
    return redirect(f"{reverse('answer', args=[secret])}?done=off")


@at_address
@require_POST
def answer_send(request: HttpRequest, there: Addressed, secret: str) -> HttpResponse:
    """Send what is written."""
    form = SendForm(request.POST)
    if form.is_valid():
        try:
            verbs.send(there.actor, there.request, said_by=form.cleaned_data["said_by"])
        except AskingRefused as error:
            form.add_error(None, str(REFUSED[error.code]))
        except ValueRefused as error:
            form.add_error("said_by", str(FIELDS[error.field]))
        else:
            return redirect(f"{reverse('answer', args=[secret])}?done=sent")
    return _index(request, there, secret, form, 422)


@at_address
@require_safe
def answer_sheet(request: HttpRequest, there: Addressed, secret: str) -> HttpResponse:
    """The questionnaire as a workbook, in the language of the page."""
    note_disclosure(there.actor, there.request, GIVE, form="xlsx")
    return sheet_of(workbook(asked_of(there.request, _tongue()), seal), there.request.pk)


@at_address
@require_POST
def answer_returned(request: HttpRequest, there: Addressed, secret: str) -> HttpResponse:
    """Take in a questionnaire that was filled in: as drafts, to be looked at and sent."""
    try:
        returned = read_sheet(request, there.request)
        count, aside = verbs.take_in(there.actor, there.request, returned)
    except QuestionnaireRefused as error:
        return _told(request, there, secret, QUESTIONNAIRE[error.code], 422)
    except AskingRefused as error:
        return _told(request, there, secret, REFUSED[error.code], 409)
    context = {**_frame(request, there, secret), "count": count, "aside": shown_aside(aside, there.request)}
    return render(request, "followup/answer/returned.html", context)


def read_sheet(request: HttpRequest, asked: Request) -> Returned:
    """What an uploaded questionnaire says. Raises QuestionnaireRefused."""
    file = request.FILES.get("file")
    if file is None:
        raise QuestionnaireRefused("empty")
    if (file.size or 0) > MOST_BYTES:
        raise QuestionnaireRefused("too_large", most=MOST_BYTES // (1024 * 1024))
    return returned_of(asked, file.read())


def shown_aside(aside: Iterable[SetAside], asked: Request) -> list[dict[str, Any]]:
    """What of a questionnaire was not taken, in the words of the page."""
    names = {one.key: one.reference for one in things_of(asked, _tongue())}
    return [{"one": one, "why": ASIDE[one.code], "what": names.get(one.key, "")} for one in aside]


def sheet_of(data: bytes, number: int) -> HttpResponse:
    """A workbook to be kept."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="questionnaire-{number}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _kept(there: Addressed, key: str, form: AnswerForm) -> bool:
    """Keep the draft and the evidence that came with it; whether all of it was taken, else the form says why not."""
    address, file = form.cleaned_data["address"].strip(), form.cleaned_data.get("file")
    try:
        verbs.save_draft(there.actor, there.request, key, form.said())
        if address:
            verbs.attach_address(there.actor, there.request, key, address=address)
        if file:
            name, data = file.name or "file", file.read()
            captured = capture(data, name=name, media_type=file.content_type)
            verbs.attach_file(there.actor, there.request, key, data=data, captured=captured, name=name)
    except CaptureRefused as error:
        form.add_error("file", why_not_taken(error))
    except ValueRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(FIELDS[error.field]))
    except AskingRefused as error:
        form.add_error(None, str(REFUSED[error.code]))
    return form.is_valid()


def _index(request: HttpRequest, there: Addressed, secret: str, form: SendForm, status: int = 200) -> HttpResponse:
    things = things_of(there.request, _tongue())
    drafts = sum(one.answer is not None and one.answer.state == Answer.State.DRAFT for one in things)
    done = str(SAVED.get(request.GET.get("done", ""), ""))
    shown = {"things": things, "drafts": drafts, "done": done, "form": form, "choices": CHOICES}
    shown["left"] = sum(one.answer is None for one in things)
    return render(request, "followup/answer/index.html", {**_frame(request, there, secret), **shown}, status=status)


def _told(request: HttpRequest, there: Addressed, secret: str, said: object, status: int) -> HttpResponse:
    context = {**_frame(request, there, secret), "wrong": said}
    return render(request, "followup/answer/told.html", context, status=status)


def _frame(request: HttpRequest, there: Addressed, secret: str) -> dict[str, Any]:
    asked = there.request
    late = asked.due < clock.today()
    return {"asked": asked, "secret": secret, "late": late, "label": TLP(asked.tlp)}


def _tongue() -> str:
    return (get_language() or "ar")[:2]


def _counted(name: str) -> int:
    """How often this was done within the minute, this time too."""
    key = f"asked:{name}:{int(clock.now().timestamp()) // 60}"
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, 120)
    return count


def _too_fast() -> HttpResponse:
    answer = HttpResponse(status=429)
    answer["Retry-After"] = "60"
    return answer
