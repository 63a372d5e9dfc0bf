"""What is due for review, and what whoever reviews decides of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Handled
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.handling import Stale
from muntada.evidence.actions.reviewing import NOTICE, keep_until, latest_review, let_go
from muntada.evidence.conditions import conditions_of, version_of
from muntada.evidence.due import due, due_counts, records_of, reviewable
from muntada.evidence.exports import fields_of
from muntada.evidence.models import Document
from muntada.evidence.pen import empty, held
from muntada.evidence.values import ValueRefused
from muntada.trail.deed import label
from muntada.web.asking import asker, found, page_of, query_of
from muntada.web.evidence.values import field_name, shown
from muntada.web.evidence.views import kind_of
from muntada.web.handling import CATEGORIES, RETENTIONS, who
from muntada.web.labels import Said
from muntada.web.names import Names, name_of
from muntada.web.people.words import purpose_word

BEGINNING = 1_500  # letters of a document's text that a reviewer is shown


class Reviewing(forms.Form):
    """What becomes of a record whose review is due."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[
            ("keep", gettext_lazy("Keep it until another day")),
            ("let_go", gettext_lazy("Let it go: from now on nobody sees it, and it is erased when its time is over")),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )
    until = forms.DateField(
        label=gettext_lazy("Keep it until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day that it may be kept stands here already."),
    )
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("It stands in the trail beside your name."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") == "keep" and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when it is kept."))
        return given


@dataclass(frozen=True, slots=True)
class Line:
    """One review: its day, whether that is past, what it is of, and where it is decided."""

    day: date
    overdue: bool
    name: Said
    kind: str
    tlp: str
    originator: Said
    address: str


def is_reviewer(actor: Actor) -> bool:
    """Whether reviews are this actor's to decide, as far as the audience allows."""
    return Role.REVIEWER in actor.roles


@never_cache
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """What is due within six months and what is overdue, the earliest first."""
    actor = asker(request)
    page = page_of(request, due(actor, within=NOTICE))
    page.object_list = _lines(actor, list(page.object_list))
    overdue, coming = due_counts(actor, within=NOTICE) if is_reviewer(actor) else (0, 0)
    context = {"page": page, "query": query_of(request), "overdue": overdue, "coming": coming}
    return render(request, "evidence/reviews.html", {**context, "reviews": is_reviewer(actor)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """One record whose review is due; a POST decides of it."""
    actor = asker(request)
    kind, key = request.GET.get("type", ""), request.GET.get("key", "")
    record = found(request, reviewable(actor, kind, key), kind, key, Permission.RECORD_REVIEW)
    initial = {"verdict": "keep", "until": latest_review(record), "seen": version_of(record)}
    form = Reviewing(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = _decide(request, actor, record, form) if form.is_valid() else 422
        if status == 302:
            return redirect("reviews")
    return render(request, "evidence/review.html", {**_shown(actor, record), "form": form}, status=status)


def _decide(request: HttpRequest, actor: Actor, record: Handled, form: Reviewing) -> int:
    given = form.cleaned_data
    try:
        if given["verdict"] == "keep":
            keep_until(actor, record, given["until"], why=given["why"], seen=given["seen"])
            messages.success(request, _("It is kept until that day, and seen again by those who may."))
        else:
            let_go(actor, record, why=given["why"], seen=given["seen"])
            messages.success(request, _("It is let go. Nobody sees it any more but who reviews."))
    except ValueRefused as wrong:
        late = _("The day is after today and no later than the last one that it may be kept.")
        form.add_error(wrong.field, late if wrong.field == "until" else _("Say why."))
        return 422
    except Stale:
        form.add_error(None, _("Somebody decided this since you opened the page. Look at it again, then decide."))
        return 409
    return 302


def _lines(actor: Actor, found: list[tuple[date, str, str, str, str]]) -> list[Line]:
    records = records_of([(kind, key) for _day, kind, key, _label, _by in found])
    names, today = Names(actor), clock.today()
    return [
        Line(
            day=day,
            overdue=day < today,
            name=name_of(records[kind, key]),
            kind=kind_said(kind),
            tlp=tlp,
            originator=who(names, originator),
            address=_where(kind, key) if decide(actor, Permission.REVIEW_DECIDE, records[kind, key]) else "",
        )
        for day, kind, key, tlp, originator in found
        if (kind, key) in records
    ]


def _where(kind: str, key: str) -> str:
    return f"{reverse('review')}?{urlencode({'type': kind, 'key': key})}"


def _shown(actor: Actor, record: Handled) -> dict[str, Any]:
    """What a reviewer is shown of a record that may be hidden from everybody else."""
    names, conditions = Names(actor), conditions_of(record)
    values: list[tuple[str, SafeString]] = [
        (field_name(name), shown(names, name, value, kind_of(record)))
        for name in fields_of(type(record))
        if name not in {"id", "sha256", "size"} and not empty(value := held(record, name))
    ]
    return {
        "record": record,
        "name": name_of(record),
        "kind": kind_said(label(record)),
        "where": _where(label(record), str(record.pk)),
        "values": values,
        "text": record.text[:BEGINNING] if isinstance(record, Document) else "",
        "overdue": record.review_by is not None and record.review_by < clock.today(),
        "originator": who(names, record.originator),
        "purpose": purpose_word(conditions.purpose),
        "category": CATEGORIES[conditions.category] if conditions.category else "",
        "retention": RETENTIONS[conditions.retention] if conditions.retention else "",
    }


KINDS = {
    "evidence.document": gettext_lazy("Source"),
    "followup.assessment": gettext_lazy("Judgement"),
    "followup.commitment": gettext_lazy("Commitment"),
    "followup.evidence": gettext_lazy("Evidence"),
    "followup.institution": gettext_lazy("Institution"),
    "followup.mapping": gettext_lazy("Relation between what clauses ask for"),
    "followup.measure": gettext_lazy("Measure"),
    "followup.position": gettext_lazy("Position"),
    "followup.report": gettext_lazy("Report on a measure"),
    "followup.request": gettext_lazy("Request to an institution"),
    "forum.post": gettext_lazy("Public office"),
    "forum.meeting": gettext_lazy("Meeting"),
    "forum.body": gettext_lazy("Body"),
    "forum.term": gettext_lazy("Term"),
    "forum.membership": gettext_lazy("Membership"),
    "forum.candidacy": gettext_lazy("Candidacy"),
    "forum.initiative": gettext_lazy("Initiative"),
    "forum.programme": gettext_lazy("Programme"),
    "library.expression": gettext_lazy("Language version"),
    "library.sharing": gettext_lazy("Shared note or collection"),
    "library.partystatus": gettext_lazy("Standing with a treaty"),
    "library.relation": gettext_lazy("Relation between texts"),
    "library.uptake": gettext_lazy("Use of a clause"),
    "library.work": gettext_lazy("Instrument"),
    "parties.party": gettext_lazy("Party"),
    "register.batch": gettext_lazy("A batch of names"),
    "register.entity": gettext_lazy("Entry of the register"),
    "register.lead": gettext_lazy("Lead"),
    "register.run": gettext_lazy("A list brought in"),
    "register.waiting": gettext_lazy("An entry about a child"),
    "reports.edition": gettext_lazy("National report"),
    "reports.recipient": gettext_lazy("Recipient"),
}


def kind_said(kind: str) -> str:
    """The reader's word for a kind of record."""
    return str(KINDS.get(kind, pgettext_lazy("a kind of record", "Record")))
