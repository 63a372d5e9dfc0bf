"""What a reader does beside a text: a note, putting it into a collection, following it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from muntada.access.actor import Actor
from muntada.evidence.actions.given import Given
from muntada.evidence.values import ValueRefused
from muntada.library import queries
from muntada.library.actions import reading as verbs
from muntada.library.models import Clause, Collection, Work
from muntada.library.queries.reading import READ, follows, own_collections, read_texts
from muntada.marking.tlp import TLP
from muntada.trail.looking import note_absence
from muntada.web.asking import asker
from muntada.web.evidence.handled import HandlingForm
from muntada.web.forming import VerbForm

NEW = "new"


class NoteForm(VerbForm):
    """A note."""

    text = forms.CharField(
        label=gettext_lazy("Your note"),
        max_length=verbs.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by you alone, until you share it."),
    )


class CollectForm(VerbForm):
    """Into which collection of one's own, or into a new one."""

    collection = forms.ChoiceField(label=pgettext_lazy("where a text is put", "Collection"))
    name = forms.CharField(label=gettext_lazy("Name of the new collection"), max_length=200, required=False)
    remark = forms.CharField(label=gettext_lazy("Why it is in it"), max_length=600, required=False)

    def __init__(self, own: QuerySet[Collection], data: Any = None) -> None:
        super().__init__(data)
        choices = [(str(one.pk), f"⁨{one.name}⁩") for one in own]
        self.fields["collection"].choices = [*choices, (NEW, _("A new collection"))]  # type: ignore[attr-defined]


class ShareForm(HandlingForm):
    """With whom one's own is shared, under which label."""

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data, actor=actor)
        for name in ("originator", "purpose", "legal_basis", "category", "retention", "review_by"):
            del self.fields[name]
        labels = [(one.value, one.value) for one in TLP if one != TLP.CLEAR]
        self._choose("tlp", [("", _("As fits those who are named below")), *labels])

    def given(self) -> Given:
        """What was said."""
        data = self.cleaned_data
        return Given(
            tlp=TLP(data["tlp"]) if data["tlp"] else None, audience=(*data["audience"], *data.get("persons", ()))
        )


@require_POST
def work_do(request: HttpRequest, key: str, deed: str) -> HttpResponse:
    """Does one of these beside a text, or beside the clause of it that the form names."""
    actor = asker(request)
    work = queries.work(actor, key)
    wid = request.POST.get("wid", "")
    clause = _clause(actor, work, wid) if work is not None and wid else None
    if work is None or (wid and clause is None) or deed not in DEEDS:
        note_absence(actor, READ, Work, key)
        raise Http404
    DEEDS[deed](request, actor, work, clause)
    if clause is not None:
        return redirect("clause", key=work.pk, wid=clause.wid)
    return redirect("work-read", key=work.pk)


def _clause(actor: Actor, work: Work, wid: str) -> Clause | None:
    first = read_texts(actor).filter(clause__work=work, clause__wid=wid).select_related("clause").first()
    return first.clause if first is not None else None


def _note(request: HttpRequest, actor: Actor, work: Work, clause: Clause | None) -> None:
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A note says something. Nothing was kept."))
        return
    try:
        verbs.write_note(actor, work, clause, text=form.cleaned_data["text"])
    except ValueRefused:
        messages.error(request, _("A note says something. Nothing was kept."))
        return
    messages.success(request, _("Your note is kept. Nobody else reads it until you share it."))


def _collect(request: HttpRequest, actor: Actor, work: Work, clause: Clause | None) -> None:
    own = own_collections(actor)
    form = CollectForm(own, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a collection of your own."))
        return
    given = form.cleaned_data
    try:
        if given["collection"] == NEW:
            into = verbs.make_collection(actor, name=given["name"])
        else:
            into = own.get(pk=int(given["collection"]))
        verbs.collect(actor, into, work, clause, remark=given["remark"])
    except ValueRefused:
        messages.error(request, _("A collection has a name that no other one of yours has."))
        return
    messages.success(request, _("It is in the collection ⁨%(name)s⁩.") % {"name": into.name})


def _follow(request: HttpRequest, actor: Actor, work: Work, clause: Clause | None) -> None:
    verbs.follow(actor, work, clause)
    messages.success(request, _("You follow it, and are told once a week when it changes."))


def _unfollow(request: HttpRequest, actor: Actor, work: Work, clause: Clause | None) -> None:
    found = follows(actor).filter(work=work, clause=clause).first()
    if found is not None:
        verbs.unfollow(actor, found)
    messages.success(request, _("You follow it no more."))


DEEDS = {"note": _note, "collect": _collect, "follow": _follow, "unfollow": _unfollow}
