"""Institutions of parties, and how clauses relate: their lists, and the forms to enter and change them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.institutions import change_institution, enter_institution
from muntada.followup.actions.mappings import change_mapping, enter_mapping
from muntada.followup.models import Institution, Mapping
from muntada.followup.queries import records
from muntada.library.models import Clause, Work
from muntada.library.queries import clauses as clauses_of
from muntada.library.queries.clause_names import clause_names
from muntada.library.queries.vocabulary import with_words
from muntada.parties.models import Party
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.commitments import choose_party, may_enter, named, number_of, party_asked
from muntada.web.followup.fields import InstitutionForm, MappingForm, NewMappingForm, parties_for
from muntada.web.followup.words import RATIONALES, RELATIONSHIPS, WRONG
from muntada.web.forming import form_page
from muntada.web.library.clauses import shown_clauses
from muntada.web.listing import Filter, list_page, listing

INSTITUTIONS = [("party_id", str), ("key", str)]
MAPPINGS = [("-pk", int)]
KEEP, MAP = Permission.INSTITUTION_KEEP, Permission.MAPPING_WRITE
_SAME = ("name_ar", "name_en", "name_fr", "contact", "email", "language")


class InstitutionFilter(Filter[Institution]):
    """Which institutions to list."""

    party = forms.ChoiceField(label=_("Party"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("party", named(rows(actor, records.READ, Party), different(records.institutions(actor), "party")))

    def chosen(self) -> QuerySet[Institution]:
        """The institutions that the filter leaves."""
        return records.institutions(self.actor, **self.given("party"))


class MappingFilter(Filter[Mapping]):
    """Which relations between clauses to list."""

    work = forms.ChoiceField(label=_("Instrument"), required=False)
    relationship = forms.ChoiceField(label=_("How they relate"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        every = records.mappings(actor).order_by()
        works = set(every.values_list("source__work", flat=True)) | set(every.values_list("target__work", flat=True))
        self.offer("work", named(rows(actor, records.READ, Work), works))
        self.offer("relationship", RELATIONSHIPS.items())

    def chosen(self) -> QuerySet[Mapping]:
        """The relations that the filter leaves, the latest first."""
        return records.mappings_where(self.actor, **self.given("work", "relationship"))


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    """Institutions of parties."""
    actor = asker(request)
    form, every = InstitutionFilter(request.GET, actor), records.institutions(actor)
    listed = listing(request, form, every, INSTITUTIONS, heading=_("Institutions"), export="institutions")
    keeps = {one.pk for one in listed.items if decide(actor, KEEP, one)}
    return list_page(request, "followup/institutions.html", listed, keeps=keeps, may_write=may_enter(actor, KEEP))


@require_http_methods(["GET", "HEAD", "POST"])
def institution_new(request: HttpRequest) -> HttpResponse:
    """Enter an institution of a party."""
    actor = asker(request)
    if not may_enter(actor, KEEP):
        may(request, KEEP)
        return refused(request)
    parties = parties_for(actor)
    party = party_asked(request, actor, parties)
    if party is None:
        return choose_party(request, _("Enter an institution"), parties)
    form = InstitutionForm(actor, party, request.POST if request.method == "POST" else None)
    return form_page(
        request, "followup/form.html", form, lambda **said: enter_institution(actor, party=party, **said),
        lambda _made: redirect("institutions"),
        heading=_("Enter an institution"), submit=_("Enter the institution"), done=_("The institution is entered."),
        words=WRONG, party=party, parties=parties,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def institution_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of an institution."""
    actor = asker(request)
    one = found(request, records.institutions(actor).filter(pk=key).first(), Institution, key)
    if not may(request, KEEP, one):
        return refused(request)
    held = {name: getattr(one, name) for name in _SAME}
    form = InstitutionForm(actor, one.party, request.POST if request.method == "POST" else None, initial=held)
    return form_page(
        request, "followup/form.html", form, lambda **said: change_institution(actor, one, **said),
        lambda _made: redirect("institutions"),
        heading=_("Change this institution"), submit=_("Change it"), done=_("The institution is changed."),
        words=WRONG, party=one.party,
    )  # fmt: skip


@require_safe
def mapping_list(request: HttpRequest) -> HttpResponse:
    """How clauses relate, who says so and why."""
    actor = asker(request)
    form, every = MappingFilter(request.GET, actor), records.mappings(actor)
    listed = listing(request, form, every, MAPPINGS, heading=_("Which clauses ask for the same"), export="mappings")
    ends = [end for one in listed.items for end in (one.source, one.target)]
    names = clause_names(actor, ends, get_language() or "ar")
    lines = [
        {"one": one, "source": names[one.source_id], "target": names[one.target_id],
         "may_write": bool(decide(actor, MAP, one))}
        for one in listed.items
    ]  # fmt: skip
    return list_page(
        request, "followup/mappings.html", listed, lines=lines, relationships=RELATIONSHIPS, rationales=RATIONALES
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_new(request: HttpRequest) -> HttpResponse:
    """Say how a clause (`?clause=` its number) relates to another one."""
    actor = asker(request)
    number = number_of(request.GET.get("clause", ""))
    source = clauses_of(actor).filter(pk=number).select_related("work").first() if number is not None else None
    if not may_enter(actor, MAP):
        may(request, MAP)
        return refused(request)
    if source is None:
        raise Http404
    one = source
    first = {"target": request.GET.get("target", "")}
    form = NewMappingForm(request.POST if request.method == "POST" else None, initial=first)
    return form_page(
        request, "followup/form.html", form,
        lambda target, **said: enter_mapping(actor, one, _clause(actor, target), **said),
        lambda made: redirect("clause", made.source.work_id, made.source.wid),
        heading=_("How this clause relates to another one"), submit=_("Say so"), done=_("It is noted."),
        words=WRONG | {"target": WRONG["target_clause"]}, quoted=shown_clauses(with_words(actor, [one])),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say otherwise how two clauses relate."""
    actor = asker(request)
    one = found(request, records.mappings(actor).filter(pk=pk).first(), Mapping, pk)
    if not may(request, MAP, one):
        return refused(request)
    held = {name: getattr(one, name) for name in ("relationship", "rationale", "strength", "why")}
    form = MappingForm(request.POST if request.method == "POST" else None, initial=held)
    return form_page(
        request, "followup/form.html", form, lambda **said: change_mapping(actor, one, **said),
        lambda _made: redirect("mappings"),
        heading=_("How these two clauses relate"), submit=_("Say so"), done=_("It is noted."), words=WRONG,
        quoted=shown_clauses(with_words(actor, [one.source, one.target])),
    )  # fmt: skip


def _clause(actor: Actor, target: str) -> Clause:
    """The clause that the end of an address names: `work/wid`. Raises ValueRefused."""
    work, _slash, wid = target.strip().strip("/").rpartition("/")
    one = clauses_of(actor, work.rpartition("/")[2]).filter(wid=wid).select_related("work").first()
    if one is None:
        raise ValueRefused("target", "There is no such clause.")
    return one
