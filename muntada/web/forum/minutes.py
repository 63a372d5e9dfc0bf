"""The minutes of a meeting: the languages side by side, their revisions, circulation and approval."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.forum import queries
from muntada.forum.actions import minutes as verbs
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.models import Meeting, Minutes
from muntada.forum.queries.minutes import LANGUAGES, compared, minutes, tongues
from muntada.text.when import display
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forum.said import LANGUAGES as TONGUES
from muntada.web.forum.said import NAMED, SaidForm, one_of, tried, why_field, wrong
from muntada.web.names import name_of


class MinutesForm(SaidForm):
    """A revision in one language."""

    text = forms.CharField(
        label=_("Words of the minutes"),
        max_length=verbs.LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    named_because = why_field()
    note = forms.CharField(label=_("What changed, and at whose wish"), max_length=verbs.LONGEST_NOTE, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class CorrigendumForm(MinutesForm):
    """A corrigendum to approved minutes."""

    reason = forms.CharField(label=_("Why it is put right"), max_length=verbs.LONGEST_NOTE)
    field_order = ("text", "named_because", "reason", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]


class ApproveForm(forms.Form):
    """At which meeting the minutes were approved."""

    at = forms.ChoiceField(label=_("At which meeting"))

    def __init__(self, actor: Actor, of: Meeting) -> None:
        super().__init__()
        later = queries.meetings(actor).filter(body=of.body_id, when__gt=of.when).order_by("when", "pk")
        language = get_language() or "ar"
        offered = [(one.pk, f"⁨{name_of(one)}⁩ · ⁨{display(one.when, language)}⁩") for one in later[:50]]
        self.fields["at"].choices = offered  # type: ignore[attr-defined]


@require_safe
def minutes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes in all languages side by side, with their revisions."""
    actor, meeting = asker(request), _meeting(request, pk)
    of = minutes(actor, meeting)
    approves = of is not None and bool(decide(actor, Permission.MINUTES_APPROVE, of))
    writes = bool(decide(actor, Permission.MINUTES_WRITE, meeting))
    state = of.state if of is not None else ""
    context = {
        "meeting": meeting,
        "minutes": of,
        "columns": tongues(actor, of),
        "names": TONGUES,
        "writes": approves if state == Minutes.State.APPROVED else writes,
        "may_circulate": writes and state == Minutes.State.DRAFT,
        "approve": ApproveForm(actor, meeting) if approves and state == Minutes.State.CIRCULATED else None,
        "state": f"minutes_{state}" if state else "",
    }
    return render(request, "forum/minutes/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_write(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Write a revision in one language with the others beside it; a corrigendum, once they are approved."""
    actor, meeting = asker(request), _meeting(request, pk)
    if language not in LANGUAGES:
        raise Http404
    of = minutes(actor, meeting)
    approved = of is not None and of.state == Minutes.State.APPROVED
    permission, thing = (Permission.MINUTES_APPROVE, of) if approved else (Permission.MINUTES_WRITE, meeting)
    if not may(request, permission, thing):
        return refused(request)
    every = tongues(actor, of)
    own = next(one for one in every if one.language == language)
    initial = {"text": own.latest.text if own.latest else "", "seen": own.number}
    kind = CorrigendumForm if approved else MinutesForm
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and _written(actor, meeting, of if approved else None, language, form)
    ):
        messages.success(request, gettext("The revision is kept."))
        return redirect("minutes", pk)
    context = {
        "form": form,
        "meeting": meeting,
        "language": language,
        "names": TONGUES,
        "others": [one for one in every if one.language != language and one.latest],
        "own": own,
        "approved": approved,
    }
    return render(request, "forum/minutes/write.html", context, status=422 if form.errors else 200)


@require_safe
def minutes_changes(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What changed between two revisions, by words: the last one and the one before, unless the address says."""
    actor, meeting = asker(request), _meeting(request, pk)
    of = minutes(actor, meeting)
    own = next((one for one in tongues(actor, of) if one.language == language), None)
    if of is None or own is None:
        raise Http404
    later = _number(request.GET.get("to"), own.number)
    shown = compared(actor, of, language, _number(request.GET.get("from"), later - 1), later)
    if shown is None:
        raise Http404
    context = {"meeting": meeting, "language": language, "names": TONGUES, "shown": shown, "own": own, "named": NAMED}
    return render(request, "forum/minutes/changes.html", context)


@require_POST
def minutes_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Circulate the minutes, or take note that a later meeting approved them."""
    actor = asker(request)
    meeting = queries.meeting(actor, pk)
    of = minutes(actor, meeting) if meeting is not None else None
    if of is None or deed not in {"circulate", "approve"}:
        raise Http404
    try:
        if deed == "circulate":
            verbs.circulate_minutes(actor, of)
        else:
            verbs.approve_minutes(actor, of, at=_at(actor, request.POST.get("at")))
    except (NotPossible, ValueRefused) as error:
        messages.error(request, wrong(error))
    except Refused:
        return refused(request)
    else:
        messages.success(request, gettext("It is noted."))
    return redirect("minutes", pk)


def _written(actor: Actor, meeting: Meeting, approved: Minutes | None, language: str, form: SaidForm) -> Minutes | None:
    given = form.given()
    if approved is not None:
        return tried(form, lambda: verbs.correct_minutes(actor, approved, language=language, **given))
    return tried(form, lambda: verbs.write_minutes(actor, meeting, language=language, **given))


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return found(request, queries.meeting(asker(request), pk), Meeting, pk)


def _at(actor: Actor, pk: str | None) -> Meeting:
    meeting = one_of(actor, Meeting, pk)
    if meeting is None:
        raise Http404
    return meeting


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 6 else otherwise
