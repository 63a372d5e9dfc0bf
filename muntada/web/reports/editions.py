"""Editions of the national report: the list, a new one, what the record proposes, what changed, history and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor, Role
from muntada.access.pieces import different
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.store import StoreFailed, get
from muntada.parties.models import Party
from muntada.printing.report.shape import NotAReport
from muntada.reports.actions.editions import begin_edition
from muntada.reports.actions.paragraphs import propose
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.exports.printed import FORMS, MEDIA, printed
from muntada.reports.models import Edition
from muntada.reports.plan import plan
from muntada.reports.queries import editions as asked
from muntada.reports.queries.comparing import compared, edition_before
from muntada.reports.queries.proposals import proposals
from muntada.reports.still import AT_REST
from muntada.trail.deed import Refused
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of
from muntada.web.reports.edition_words import CHANGES, DID, KINDS, NOT_POSSIBLE, STATES, TONGUES, WRONG

WRITE = Permission.EDITION_WRITE
ORDER = [("-year", int), ("-pk", int)]
LANGUAGES = {
    "ar,en": _("Arabic, English"),
    "en,ar": _("English, Arabic"),
    "ar,en,fr": _("Arabic, English, French"),
    "ar": _("Arabic"),
    "en": _("English"),
    "fr": _("French"),
}


class EditionFilter(Filter[Edition]):
    """Which editions to list."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1945, max_value=2199)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        own = rows(actor, Permission.RECORD_READ, Edition)
        seen = rows(actor, Permission.RECORD_READ, Party).filter(pk__in=different(own, "party"))
        self.offer("party", sorted(((one.pk, str(name_of(one))) for one in seen), key=lambda pair: pair[1]))
        self.offer("state", STATES.items())

    def chosen(self) -> QuerySet[Edition]:
        """The editions that the filter leaves, the newest first."""
        return asked.editions_where(self.actor, **self.given("party", "year", "state"))


class BeginForm(VerbForm):
    """What a new edition is of."""

    party = forms.ChoiceField(label=_("Party"))
    year = forms.IntegerField(label=_("Year"), min_value=1945, max_value=2199)
    languages = forms.ChoiceField(
        label=_("Languages"), choices=LANGUAGES.items(), help_text=_("The first is the one that it is written in.")
    )
    like = forms.ChoiceField(label=_("Chapters"), required=False)

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data)
        self.actor = actor
        seen = rows(actor, Permission.RECORD_READ, Party).filter(kind=Party.Kind.STATE)
        if actor.party is not None and not actor.roles & {Role.SECRETARIAT, Role.ANALYST}:
            seen = seen.filter(pk=actor.party)
        parties = sorted(((one.pk, str(name_of(one))) for one in seen), key=lambda pair: pair[1])
        first = [("", pgettext_lazy("nothing chosen", "Choose"))] if len(parties) > 1 else []
        self.fields["party"].choices = [*first, *parties]  # type: ignore[attr-defined]
        earlier = [(str(one.pk), f"{name_of(one.party)} {one.year}") for one in asked.editions(actor)]
        self.fields["like"].choices = [("", _("The shipped plan of ten chapters")), *earlier]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The party, the edition whose chapters are taken, and the languages in their order."""
        said = super().given()
        said["party"] = rows(self.actor, Permission.RECORD_READ, Party).get(pk=said["party"])
        said["like"] = asked.edition(self.actor, int(said["like"])) if said["like"] else None
        said["languages"] = said["languages"].split(",")
        return said


def may_begin(actor: Actor) -> bool:
    """Whether the actor writes editions of anybody."""
    originator = actor.party if actor.party is not None else "muntada"
    return bool(decide(actor, WRITE, Edition(originator=originator))) or bool(
        decide(actor, WRITE, Edition(originator="muntada"))
    )


def edition_found(request: HttpRequest, pk: int) -> Edition:
    """The edition of this number, if whoever asks may see it. Raises Http404."""
    return found(request, asked.edition(asker(request), pk), Edition, pk)


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """The editions of national reports, the newest first."""
    actor = asker(request)
    every = asked.editions(actor)
    listed = listing(request, EditionFilter(request.GET, actor), every, ORDER, heading=_("National reports"))
    return list_page(request, "reports/editions.html", listed, states=STATES, may_write=may_begin(actor))


@require_http_methods(["GET", "HEAD", "POST"])
def edition_new(request: HttpRequest) -> HttpResponse:
    """Begin an edition."""
    actor = asker(request)
    if not may_begin(actor):
        may(request, WRITE)
        return refused(request)
    form = BeginForm(actor, request.POST if request.method == "POST" else None)
    return form_page(
        request, "reports/edition_new.html", form, lambda **said: begin_edition(actor, **said),
        lambda made: redirect("edition", made.pk),
        heading=_("Begin a report"), submit=_("Begin it"), done=_("The edition is begun."), words=WRONG,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def edition_proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """What the record offers this edition, chapter by chapter; what is chosen is taken in."""
    actor = asker(request)
    one = edition_found(request, pk)
    if not may(request, WRITE, one):
        return refused(request)
    if request.method == "POST":
        try:
            propose(actor, one, request.POST.getlist("key"))
        except NotPossible as wrong:
            messages.error(request, str(NOT_POSSIBLE[wrong.code]))
        else:
            messages.success(request, gettext("What was chosen is taken in."))
            return redirect("edition", pk)
    language = _own_language(one)
    titles = {planned.key: getattr(planned, get_language() or "ar") for planned in plan()}
    offered: dict[str, list[Any]] = {}
    for proposal in proposals(actor, one) if one.state not in AT_REST else []:
        offered.setdefault(proposal.chapter, []).append(proposal)
    context = {
        "edition": one,
        "language": language,
        "offered": [(titles[key], own) for key, own in offered.items()],
        "kinds": KINDS,
    }
    return render(request, "reports/proposals.html", context)


def _own_language(one: Edition) -> str:
    reader = get_language() or "ar"
    return str(reader if reader in one.languages else one.languages[0])


@require_safe
def edition_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the edition before, paragraph by paragraph, in one of its languages."""
    actor = asker(request)
    one = edition_found(request, pk)
    before = edition_before(actor, one)
    language = request.GET.get("language", "")
    language = language if language in one.languages else _own_language(one)
    context = {
        "edition": one,
        "before": before,
        "language": language,
        "chapters": compared(one, before, language) if before is not None else [],
        "tongues_of": [(code, TONGUES[code]) for code in one.languages],
        "kinds": CHANGES,
    }
    return render(request, "reports/changes.html", context)


@require_safe
def paragraph_history(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How a paragraph of an edition stood over time, also one that was removed."""
    one = edition_found(request, pk)
    lines = asked.history(one, number)
    if not lines:
        raise Http404
    shown = [(line, [(code, getattr(line, f"text_{code}")) for code in one.languages]) for line in lines]
    return render(request, "reports/history.html", {"edition": one, "lines": shown, "did": DID, "number": number})


@require_safe
def edition_file(request: HttpRequest, pk: int, language: str, form: str) -> HttpResponse:
    """A file of an edition: of a frozen one the kept one, of another a draft made now."""
    one = edition_found(request, pk)
    if language not in one.languages or form not in FORMS:
        raise Http404
    kept = one.printings.filter(language=language, form=form).first()
    try:
        data = get(Path(settings.STORE), kept.sha256) if kept is not None else printed(one, language, form)
    except (StoreFailed, NotAReport):
        messages.error(request, gettext("This file cannot be made or read just now."))
        return redirect("edition", pk)
    except Refused:
        return refused(request)
    note_disclosure(asker(request), one, Permission.RECORD_READ)
    answer = HttpResponse(data, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="{one.party_id}-{one.year}-{language}.{form}"'
    return answer
