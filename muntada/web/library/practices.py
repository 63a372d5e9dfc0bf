"""Good practices by topic with who used them where, the uses themselves, and toolkits with their modules."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.library.actions import vocabulary as verbs
from muntada.library.models import Clause, Uptake, Work
from muntada.library.queries import vocabulary as queries
from muntada.library.topics import topic_by_name, topics_of, with_narrower
from muntada.parties.models import Party
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.labels import choices, label
from muntada.web.library.clauses import shown_clause, shown_clauses
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of

PRACTICES = [("work_id", str), ("order", int), ("pk", int)]
UPTAKES = [("-when", str), ("-pk", int)]
WORDS: dict[str, str | Promise] = {
    "party": _("Nobody here has this key."),
    "when": _("This is no date. Write 2026, 2026-05 or 2026-05-17."),
    "activity": _("This must be said."),
    "source": _("This must be said."),
}


class PracticeFilter(Filter[Clause]):
    """Which good practices to list."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    used = forms.BooleanField(label=_("Only those that somebody used"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.counted: Counter[str] = Counter()
        for stored in queries.practices(actor).order_by().values_list("topics", flat=True):
            self.counted.update(set(stored))
        self.offer("topic", choices("topic", {one.id for one in topics_of(self.counted)}))

    def chosen(self) -> QuerySet[Clause]:
        """The good practices that the filter leaves, by work and in order."""
        given = self.given("topic", "used")
        topic = topic_by_name().get(given.get("topic", ""))
        return queries.practices(self.actor, topic, used=bool(given.get("used")))


class UptakeFilter(Filter[Uptake]):
    """Which uses of clauses to list."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    party = forms.ChoiceField(label=_("Used by"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        named = rows(actor, Permission.RECORD_READ, Party).filter(pk__in=different(queries.uptakes(actor), "party"))
        self.offer("party", _by_name(named))

    def chosen(self) -> QuerySet[Uptake]:
        """The uses that the filter leaves, the latest first."""
        return queries.uptakes_where(self.actor, **self.given("text", "party", "year"))


class UptakeForm(VerbForm):
    """Who used a clause, where and in what."""

    party = forms.ChoiceField(label=_("Used by"), help_text=_("A state, an organisation or a body."))
    activity = forms.CharField(
        label=_("In what"), max_length=400,
        help_text=_("A training, a law, a procedure, a meeting: what was done with this clause."),
    )  # fmt: skip
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    when = forms.CharField(
        label=pgettext_lazy("of an event", "When"), max_length=21, required=False,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("As far as it is known: 2026, 2026-05 or 2026-05-17."),
    )  # fmt: skip
    source = forms.CharField(label=_("Source"), max_length=400, help_text=_("A report, a statement, an address."))
    note = forms.CharField(label=_("Note"), max_length=5_000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, actor: Actor, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        every = rows(actor, Permission.RECORD_READ, Party).exclude(kind=Party.Kind.INSTITUTION)
        self.fields["party"].choices = [("", ""), *_by_name(every)]  # type: ignore[attr-defined]


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """Good practices, by topic where one is chosen, each with who used it."""
    actor = asker(request)
    form = PracticeFilter(request.GET, actor)
    listed = listing(request, form, queries.practices(actor), PRACTICES, heading=_("Good practices"))
    return list_page(
        request,
        "library/practices.html",
        listed,
        clauses=shown_clauses(queries.with_words(actor, listed.items)),
        topics=_most(form.counted),
        may_write=bool(decide(actor, Permission.RECORD_WRITE)),
    )


@require_safe
def uptake_list(request: HttpRequest) -> HttpResponse:
    """Who used which clause where, the latest first."""
    actor = asker(request)
    form = UptakeFilter(request.GET, actor)
    listed = listing(request, form, queries.uptakes(actor), UPTAKES, heading=_("Uses of clauses"), export="uptakes")
    told = {
        one.clause.pk: one for one in shown_clauses(queries.with_words(actor, [one.clause for one in listed.items]))
    }
    return list_page(request, "library/uptakes.html", listed, uses=[(one, told[one.clause_id]) for one in listed.items])


@require_http_methods(["GET", "HEAD", "POST"])
def uptake_new(request: HttpRequest, key: str, wid: str) -> HttpResponse:
    """Enters who used a clause."""
    actor = asker(request)
    told = queries.clause_with_words(actor, key, wid)
    work = found(request, told.clause.work if told else None, Work, key)
    assert told is not None
    if not may(request, Permission.RECORD_WRITE, work):
        return refused(request)
    clause = told.clause
    return form_page(
        request,
        "library/uptake.html",
        UptakeForm(actor, request.POST if request.method == "POST" else None),
        lambda **said: verbs.record_uptake(actor, clause, **said),
        lambda _made: redirect("uptakes"),
        heading=_("Who used this clause"),
        submit=_("Enter this use"),
        done=_("The use is entered."),
        words=WORDS,
        work=work,
        shown=shown_clause(told),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def uptake_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One use: all that is known of it; whoever keeps the records puts it right here."""
    actor = asker(request)
    one = found(request, queries.uptakes(actor).filter(pk=pk).first(), Uptake, pk)
    told = queries.with_words(actor, [one.clause])[0]
    may_write = bool(decide(actor, Permission.RECORD_WRITE, one))
    if request.method == "POST" and not may(request, Permission.RECORD_WRITE, one):
        return refused(request)
    context = {"one": one, "shown": shown_clause(told), "may_write": may_write, "work": one.clause.work}
    if not may_write:
        return render(request, "library/use.html", context)
    now = {name: getattr(one, name) for name in ("activity", "place", "when", "source", "note")}
    form = UptakeForm(actor, request.POST if request.method == "POST" else None, initial={**now, "party": one.party_id})
    return form_page(
        request,
        "library/use.html",
        form,
        lambda **said: verbs.change_uptake(actor, one, **said),
        lambda _made: redirect("uptake", one.pk),
        heading=_("Use of a clause"),
        submit=_("Save"),
        done=_("The use is put right."),
        words=WORDS,
        **context,
    )


@require_POST
def uptake_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a use out that was entered by mistake."""
    actor = asker(request)
    one = found(request, queries.uptakes(actor).filter(pk=pk).first(), Uptake, pk)
    if not may(request, Permission.RECORD_WRITE, one):
        return refused(request)
    verbs.drop_uptake(actor, one)
    messages.success(request, gettext("The use is taken out."))
    return redirect("uptakes")


@require_safe
def toolkit_list(request: HttpRequest) -> HttpResponse:
    """Toolkits, handbooks and training modules, each with the modules that its text has."""
    actor = asker(request)
    kits = [
        (kit.work, [(one, kit.within.get(one.clause.pk, 0)) for one in shown_clauses(kit.modules)])
        for kit in queries.toolkits(actor)
    ]
    return render(request, "library/toolkits.html", {"kits": kits})


def _most(counted: Counter[str]) -> list[tuple[str, Any, int]]:
    """The topics that good practices are about, the commonest first, each with how many it and those below it have."""
    named = topics_of(counted)
    sums = {one.id: sum(counted[deep.id] for deep in with_narrower(one.id)) for one in named}
    ordered = sorted(named, key=lambda one: (-sums[one.id], str(label("topic", one.id))))
    return [(one.id, label("topic", one.id), sums[one.id]) for one in ordered]


def _by_name(parties: QuerySet[Party]) -> list[tuple[str, str]]:
    named = [(one.pk, str(name_of(one))) for one in parties.prefetch_related("names")]
    return sorted(named, key=lambda pair: pair[1])
