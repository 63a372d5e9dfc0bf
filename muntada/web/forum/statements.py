"""What was said: the list of all statements, those of a sitting, and writing them down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.pieces import different
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.forum import queries
from muntada.forum.actions import statements as verbs
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.models import AgendaItem, Attribution, Sitting, Statement
from muntada.forum.queries import statements as asked
from muntada.forum.queries.floor import sitting
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may, page_of
from muntada.web.errors import refused
from muntada.web.forum.said import (
    ATTRIBUTION,
    FIELDS,
    LANGUAGES,
    NAMED,
    SaidForm,
    items_of,
    one_of,
    parties_at,
    tried,
    why_field,
    wrong,
)
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import name_of

ORDER = [("-sitting_id", int), ("-pk", int)]
WORDS = forms.Textarea(attrs={"rows": 8})
_NAMES = ("party", "speaker", "on_behalf_of")
_WITHOUT: dict[str, tuple[str, ...]] = {
    Attribution.ATTRIBUTED: (),
    Attribution.PARTY_ONLY: ("speaker",),
    Attribution.NOT_ATTRIBUTED: _NAMES,
}


class StatementFilter(Filter[Statement]):
    """Which statements to list."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200)
    body = forms.ChoiceField(label=_("Body"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    party = forms.ChoiceField(label=_("Who said it, where it is attributed"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        bodies = queries.bodies(actor).filter(pk__in=different(queries.meetings(actor), "body"))
        self.offer("body", sorted(((one.pk, str(name_of(one))) for one in bodies), key=lambda pair: pair[1]))
        self.offer("language", LANGUAGES.items())
        named = asked.parties_named(actor).prefetch_related("names")
        self.offer("party", sorted(((one.pk, str(name_of(one))) for one in named), key=lambda pair: pair[1]))

    def chosen(self) -> QuerySet[Statement]:
        """The statements that the filter leaves, the latest sitting first."""
        return asked.statements_where(self.actor, **self.given("words", "body", "language", "party"))


class StatementForm(SaidForm):
    """What was said. Fields that its rule takes nothing for are not there, and what is sent for them is refused."""

    item = forms.ChoiceField(label=_("On which item"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES.items())
    text = forms.CharField(label=_("What was said"), max_length=200_000, strip=False, widget=WORDS)
    named_because = why_field()
    party = forms.ChoiceField(label=_("Delegation"), required=False)
    speaker = forms.CharField(
        label=_("Who spoke"), max_length=300, required=False,
        help_text=_("The name is taken out a year from now; the words stay."),
    )  # fmt: skip
    on_behalf_of = forms.CharField(label=_("On behalf of"), max_length=300, required=False)
    attribution = forms.ChoiceField(
        label=_("What may be said of who spoke"),
        help_text=_("This statement may be kept more strictly than the sitting."),
    )

    def __init__(self, actor: Actor, of: Sitting, data: Any = None) -> None:
        super().__init__(data)
        self.sent = data or {}
        self.offer("item", items_of(actor, of.meeting))
        self.offer("party", parties_at(actor, of.meeting))
        strict = asked.STRICTNESS[of.attribution]
        rules = [(key, word) for key, word in ATTRIBUTION.items() if asked.STRICTNESS[key] >= strict]
        self.fields["attribution"].choices = rules  # type: ignore[attr-defined]
        for name in _WITHOUT[of.attribution]:
            del self.fields[name]
        if len(rules) == 1:
            del self.fields["attribution"]

    def clean(self) -> dict[str, Any]:
        """Refuse a name that was sent though there is no field for it."""
        for name in _NAMES:
            if name not in self.fields and self.sent.get(name):
                self.add_error(None, str(FIELDS[name]))
        return self.cleaned_data


class WordsForm(SaidForm):
    """The words of a statement, put right."""

    text = forms.CharField(label=_("What was said"), max_length=200_000, strip=False, widget=WORDS)
    named_because = why_field()


class RuleForm(forms.Form):
    """What may be said of who spoke in a sitting."""

    attribution = forms.ChoiceField(label=_("What may be said of who spoke"), choices=ATTRIBUTION.items())


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """Statements of all sittings, searched by words."""
    actor = asker(request)
    form, every = StatementFilter(request.GET, actor), asked.statements(actor)
    listed = listing(request, form, every, ORDER, heading=gettext("Statements"), export="statements")
    return list_page(request, "forum/statements/list.html", listed, named=NAMED, rules=ATTRIBUTION)


@require_http_methods(["GET", "HEAD", "POST"])
def sitting_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said in a sitting, with the form to write more down."""
    actor = asker(request)
    of = found(request, sitting(actor, pk), Sitting, pk)
    if request.method == "POST" and not may(request, Permission.STATEMENT_WRITE, of):
        return refused(request)
    form = StatementForm(actor, of, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _written(actor, of, form):
        messages.success(request, gettext("It is written down."))
        return redirect("sitting-statements", pk)
    writes = bool(decide(actor, Permission.STATEMENT_WRITE, of))
    context = {
        "sitting": of,
        "rule": ATTRIBUTION[of.attribution],
        "page": page_of(request, asked.of_sitting(actor, of)),
        "form": form if writes else None,
        "writes": writes,
        "rules": ATTRIBUTION,
        "named": NAMED,
        "rule_form": RuleForm(initial={"attribution": of.attribution}) if _runs(actor, of) else None,
    }
    return render(request, "forum/statements/sitting.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the words of a statement right."""
    actor = asker(request)
    one = found(request, asked.statement(actor, pk), Statement, pk)
    if not may(request, Permission.STATEMENT_WRITE, one.sitting):
        return refused(request)
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"text": one.text})
    if request.method == "POST" and form.is_valid() and _rewritten(actor, one, form):
        messages.success(request, gettext("It is written down."))
        return redirect("sitting-statements", one.sitting_id)
    context = {
        "form": form,
        "one": one,
        "heading": gettext("The words of a statement"),
        "submit": gettext("Write down"),
    }
    return render(request, "forum/statements/edit.html", context, status=422 if form.errors else 200)


@require_POST
def sitting_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Make what may be said of who spoke stricter; names that may not stand any more are taken out at once."""
    actor = asker(request)
    of = sitting(actor, pk)
    if of is None:
        raise Http404
    try:
        verbs.set_attribution(actor, of, request.POST.get("attribution", ""))
    except (NotPossible, ValueRefused) as error:
        messages.error(request, wrong(error))
    except Refused:
        return refused(request)
    else:
        messages.success(request, gettext("From now on this rule holds, for what was said before too."))
    return redirect("sitting-statements", pk)


def _written(actor: Actor, of: Sitting, form: StatementForm) -> Statement | None:
    given = form.given()
    item = one_of(actor, AgendaItem, given.pop("item", ""), meeting=of.meeting)
    party = one_of(actor, Party, given.pop("party", ""))
    return tried(form, lambda: verbs.write_statement(actor, of, item=item, party=party, **given))


def _rewritten(actor: Actor, one: Statement, form: WordsForm) -> Statement | None:
    return tried(form, lambda: verbs.rewrite_statement(actor, one, **form.given()))


def _runs(actor: Actor, of: Sitting) -> bool:
    return bool(decide(actor, Permission.MEETING_RUN, of.meeting))
