"""For those who ask institutions: who has not answered, one request with its answers, and the form to ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rules import Permission, decide
from muntada.evidence.store import StoreFailed, get
from muntada.evidence.values import ValueRefused
from muntada.followup.actions import answering, taking
from muntada.followup.actions import asking as verbs
from muntada.followup.actions.under import NotPossible
from muntada.followup.models import Answer, Attachment, Commitment, Institution, Measure, Request
from muntada.followup.queries import asking as asked
from muntada.followup.queries import records
from muntada.followup.questionnaire import QuestionnaireRefused, workbook
from muntada.followup.refused import AskingRefused
from muntada.followup.secret import seal
from muntada.outreach.actions.outbox import NotPossible as LetterMoved
from muntada.outreach.actions.outbox import release
from muntada.outreach.actions.standing import address
from muntada.outreach.asked import letters_of
from muntada.outreach.models import Message
from muntada.trail.deed import Refused
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.answering import read_sheet, sheet_of, shown_aside
from muntada.web.followup.asking_words import CHOICES, FIELDS, FILTERS, QUESTIONNAIRE, REFUSED
from muntada.web.followup.commitments import may_enter
from muntada.web.followup.fields import DAY
from muntada.web.followup.words import WRONG
from muntada.web.forming import VerbForm, refuse
from muntada.web.labels import plain
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of

ASK, TAKE = Permission.INSTITUTION_ASK, Permission.ANSWER_TAKE
ORDER: list[tuple[str, Any]] = [("due", str), ("pk", int)]


class RequestFilter(Filter[Request]):
    """Which requests to list."""

    state = forms.ChoiceField(label=_("State"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    year = forms.IntegerField(label=_("Year due"), required=False, min_value=2000, max_value=2200)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        there = set(different(asked.requests_where(actor), "institution"))
        self.offer("state", FILTERS.items())
        known = records.institutions(actor)
        self.offer("institution", [(one.pk, str(name_of(one))) for one in known if one.pk in there])

    def chosen(self) -> QuerySet[Request, Request]:
        """The requests that the filter leaves, the first due first."""
        return asked.requests_where(self.actor, **self.given("state", "institution", "year"))


class AskForm(VerbForm):
    """What an institution is asked."""

    text = forms.CharField(
        label=_("What you ask"),
        max_length=verbs.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The institution reads this above the questions, in its own language."),
    )
    due = forms.DateField(label=_("Please answer by"), widget=DAY)
    measures = forms.MultipleChoiceField(
        label=_("Measures"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    commitments = forms.MultipleChoiceField(
        label=_("Commitments"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, actor: Actor, institution: Institution, data: Any = None) -> None:
        super().__init__(data)
        own = records.measures(actor).filter(party=institution.party_id, archived=False)
        promised = records.commitments(actor).filter(party=institution.party_id)
        self.of_measures: dict[str, Measure] = {str(one.pk): one for one in own}
        self.of_commitments: dict[str, Commitment] = {str(one.pk): one for one in promised}
        offered = [(key, plain(name_of(one))) for key, one in self.of_measures.items()]
        self.fields["measures"].choices = offered  # type: ignore[attr-defined]
        numbers = asked.references_of(self.of_commitments.values(), (get_language() or "ar")[:2])
        self.fields["commitments"].choices = list(numbers.items())  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        said = super().given()
        return said | {
            "measures": [self.of_measures[one] for one in said["measures"]],
            "commitments": [self.of_commitments[one] for one in said["commitments"]],
        }


@require_safe
def asking_list(request: HttpRequest) -> HttpResponse:
    """What institutions were asked, the first due first."""
    actor = asker(request)
    every = asked.requests_where(actor)
    listed = listing(request, RequestFilter(request.GET, actor), every, ORDER, heading=_("Asked of institutions"))
    may_ask = asked.may_be_asked(actor).exists()
    silent = asked.requests_where(actor, state="silent").count()
    return list_page(request, "followup/asking/list.html", listed, may_ask=may_ask, silent=silent, today=clock.today())


@require_http_methods(["GET", "HEAD", "POST"])
def asking_new(request: HttpRequest) -> HttpResponse:
    """Choose an institution, then say what it is asked and by when."""
    actor = asker(request)
    institutions = {one.pk: one for one in asked.may_be_asked(actor)}
    if not may_enter(actor, ASK):
        may(request, ASK)
        return refused(request)
    one = institutions.get(request.GET.get("institution", ""))
    if one is None:
        return render(request, "followup/asking/whom.html", {"institutions": institutions.values()})
    form = AskForm(actor, one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: verbs.ask(actor, one, **form.given()))
        if made is not None:
            messages.success(request, gettext("It is asked. A letter waits to be let go."))
            return redirect("asking", made.pk)
    context = {"form": form, "institution": one, "heading": _("Ask an institution"), "submit": _("Ask it")}
    return render(request, "followup/asking/new.html", context, status=422 if form.errors else 200)


@require_safe
def asking_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A request: each answer beside what the record says now, the letters, and what can be done."""
    return _page(request, _found(request, pk))


@require_POST
@never_cache
def asking_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Give another day, close, make another address, show the address, or let a letter go."""
    actor, one = asker(request), _found(request, pk)
    if deed == "address":
        return _address(request, actor, one)
    if deed not in _DEEDS:
        raise Http404
    try:
        _DEEDS[deed](request, actor, one)
    except AskingRefused as error:
        messages.error(request, str(REFUSED[error.code]))
    except (LetterMoved, Message.DoesNotExist):
        messages.error(request, gettext("This letter is no longer where it was."))
    else:
        messages.success(request, gettext("It is done."))
    return redirect("asking", pk)


@require_POST
def answer_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Take an answer over, or send it back with a reason."""
    actor = asker(request)
    answer = asked.answer_of(actor, pk)
    answer = found(request, answer, Answer, pk, on=answer.request if answer is not None else None)
    if not may(request, TAKE, answer.request):
        return refused(request)
    try:
        if deed == "take":
            taking.take(actor, answer, seen=request.POST.get("seen"))
        elif deed == "back":
            taking.send_back(actor, answer, reason=request.POST.get("reason", ""))
        else:
            raise Http404
    except AskingRefused as error:
        messages.error(request, str(REFUSED[error.code]))
    except ValueRefused as error:
        messages.error(request, str(FIELDS.get(error.field) or WRONG.get(error.field) or error.reason))
    except NotPossible as error:
        messages.error(request, str(WRONG.get(error.code, error)))
    except StoreFailed:
        messages.error(request, gettext("A file that came with the answer cannot be read just now."))
    else:
        messages.success(request, gettext("It is taken over.") if deed == "take" else gettext("It is sent back."))
    return redirect(f"{reverse('asking', args=[answer.request_id])}#answer-{pk}")


@require_safe
def asking_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire of a request, in the institution's language."""
    actor, one = asker(request), _found(request, pk)
    if not may(request, ASK, one):
        return refused(request)
    note_disclosure(actor, one, ASK, form="xlsx")
    return sheet_of(workbook(asked.asked_of(one), seal), one.pk)


@require_POST
def asking_returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring in a questionnaire that came back by other means."""
    actor, one = asker(request), _found(request, pk)
    if not may(request, ASK, one):
        return refused(request)
    try:
        count, aside = answering.enter_returned(actor, one, read_sheet(request, one))
    except QuestionnaireRefused as error:
        return _page(request, one, wrong=QUESTIONNAIRE[error.code], status=422)
    except AskingRefused as error:
        return _page(request, one, wrong=REFUSED[error.code], status=409)
    return _page(request, one, count=count, aside=shown_aside(aside, one), read=True)


@require_safe
def attachment_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that came with an answer, to be kept and never to be shown among our own pages."""
    actor = asker(request)
    one = asked.attachment_of(actor, pk)
    one = found(request, one, Attachment, pk, on=one.answer.request if one is not None else None)
    document = one.document
    if document is None:
        raise Http404
    try:
        data = get(Path(settings.STORE), document.sha256)
    except StoreFailed as error:
        raise Http404 from error
    note_disclosure(actor, one.answer.request, Permission.RECORD_READ, attachment=pk)
    response = HttpResponse(data, content_type=document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(request: HttpRequest, pk: int) -> Request:
    return found(request, asked.request_of(asker(request), pk), Request, pk)


def _page(request: HttpRequest, one: Request, status: int = 200, **more: Any) -> HttpResponse:
    actor = asker(request)
    may_ask = bool(decide(actor, ASK, one))
    letters = letters_of(one) if may_ask or decide(actor, Permission.MAIL_READ) else []
    context = {
        "one": asked.request_of(actor, one.pk) or one,
        "things": [_for_asker(thing) for thing in asked.things_of(one, (get_language() or "ar")[:2])],
        "choices": CHOICES,
        "may_ask": may_ask,
        "may_take": bool(decide(actor, TAKE, one)),
        "letters": [(letter, bool(decide(actor, Permission.MAIL_RELEASE, letter))) for letter in letters],
        "late": one.due < clock.today(),
        **more,
    }
    return render(request, "followup/asking/one.html", context, status=status)


def _for_asker(thing: asked.Thing) -> asked.Thing:
    """A draft is the institution's own."""
    if thing.answer is not None and thing.answer.state == Answer.State.DRAFT:
        return asked.without_draft(thing)
    return thing


def _address(request: HttpRequest, actor: Actor, one: Request) -> HttpResponse:
    """Show the address, once and in this answer alone."""
    try:
        secret = verbs.shown_address(actor, one)
    except AskingRefused as error:
        return _page(request, one, wrong=REFUSED[error.code], status=409)
    except LookupError:
        return _page(request, one, wrong=_("Make another address: this one can be shown no more."), status=409)
    link = address(f"/{one.institution.language}/answer/{secret}/")
    return render(request, "followup/asking/address.html", {"one": one, "link": link})


def _extend(request: HttpRequest, actor: Actor, one: Request) -> None:
    day = forms.DateField(required=False)
    try:
        due = day.clean(request.POST.get("due", ""))
    except forms.ValidationError:
        due = None
    if due is None:
        raise AskingRefused("past")
    verbs.extend(actor, one, due=due)


def _release(request: HttpRequest, actor: Actor, one: Request) -> None:
    number = request.POST.get("letter", "")
    letter = next((each for each in letters_of(one) if str(each.pk) == number), None)
    if letter is None:
        raise Message.DoesNotExist
    release(actor, letter)


_DEEDS: dict[str, Callable[[HttpRequest, Actor, Request], Any]] = {
    "extend": _extend,
    "close": lambda _request, actor, one: verbs.close(actor, one),
    "renew": lambda _request, actor, one: verbs.renew_address(actor, one),
    "release": _release,
}


def _tried(form: AskForm, verb: Callable[[], Request]) -> Request | None:
    try:
        return verb()
    except AskingRefused as error:
        field = {"past": "due", "far": "due", "nothing_asked": "measures", "archived": "measures"}.get(error.code)
        form.add_error(field, str(REFUSED[error.code]))
    except ValueRefused as error:
        refuse(form, error, {**WRONG, **FIELDS})
    except Refused:
        form.add_error(None, gettext("You may not ask this institution."))
    return None
