"""What waits for a second person: entries about children, flags of neutrality, special categories of data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Purpose
from muntada.people.queries import keys_at
from muntada.register.actions import approving as verbs
from muntada.register.actions.checking import One
from muntada.register.entered import SPECIAL
from muntada.register.facts.own import values_of
from muntada.register.models import Entity, Neutrality, Special, Waiting
from muntada.register.models.own import APPROVALS
from muntada.register.queries import entities, going, special
from muntada.register.queries.names import NEVER
from muntada.register.schema import schema_of
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import CATEGORIES, who
from muntada.web.labels import Said, best
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.people.words import PURPOSES
from muntada.web.register.deciding import reason, yes_or_no
from muntada.web.register.gate import closed, inside
from muntada.web.register.own_forms import NOTHING
from muntada.web.register.own_words import ASPECTS, FLAGS, OPENINGS, SPECIALS, WAITING, WRONG
from muntada.web.register.stating import label_of, lines, schema_label

KEEP, APPROVE = Permission.ENTITY_KEEP, Permission.ENTITY_APPROVE
REVIEW, ASK, OPEN = Permission.NEUTRALITY_DECIDE, Permission.SPECIAL_ASK, Permission.SPECIAL_OPEN


class ByState(Filter[Any]):
    """Which of a list that waits to show."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, actor: Actor, every: QuerySet[Any], states: Any) -> None:
        super().__init__(data, actor)
        self.every = every
        self.offer("state", states.items())

    def chosen(self) -> QuerySet[Any]:
        """What the filter leaves."""
        return self.every.filter(**self.given("state"))


class ApproveForm(VerbForm):
    """Whether somebody approves what is entered about a child, and why."""

    agrees = yes_or_no(_("Do you approve it?"), yes=_("Yes: it is needed"), no=_("No: it is not entered"))
    reason = reason(_("Why"))


class FlagForm(VerbForm):
    """What a record touches on, and why that is flagged."""

    aspect = forms.ChoiceField(label=_("What it touches on"), choices=[NOTHING, *ASPECTS.items()])
    reason = reason(_("Why"))


class ReviewForm(VerbForm):
    """Whether a flagged record may go further, and why."""

    may_go = yes_or_no(_("May it go further?"), yes=_("Yes: it is about acts of terrorism"), no=_("No: it stays here"))
    reason = reason(_("Why"))


class OpenForm(VerbForm):
    """Whether a special category is opened, and why."""

    agrees = yes_or_no(_("Do you open it?"), yes=_("Yes: it is strictly necessary"), no=_("No: it stays closed"))
    reason = reason(_("Why"))


class CloseForm(VerbForm):
    """That an opening ends."""


class AskForm(VerbForm):
    """Which special category is to be opened, for whom, under which assessment and why."""

    prop = forms.ChoiceField(label=_("Which values"), choices=[NOTHING, *SPECIALS.items()])
    purpose = forms.ChoiceField(label=_("What for"), choices=list(PURPOSES.items()), initial=Purpose.PREVENTION.value)
    category = forms.ChoiceField(
        label=_("The persons it speaks of"),
        choices=[NOTHING, *((key, word) for key, word in CATEGORIES.items() if key not in NEVER)],
    )
    assessment = forms.IntegerField(
        label=_("Number of the signed assessment"), min_value=1, max_value=2**53,
        help_text=_("It stands under “Assessments”, beside the purpose and the category."),
        widget=forms.NumberInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    persons = forms.CharField(
        label=_("Who may state and see them"), max_length=2_000,
        help_text=_("Their e-mail addresses, one a line. Nobody else sees these values."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
    )  # fmt: skip
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    necessity = reason(_("Why it is strictly necessary, and why nothing less will do"))

    def given(self) -> dict[str, Any]:
        """What the verb takes, persons by their keys."""
        said = super().given()
        typed = said["persons"].replace(",", " ").replace(";", " ").split()
        known = keys_at(typed)
        if any(one.lower() not in known for one in typed):
            raise ValueRefused("persons", "Nobody here has one of these addresses.")
        return said | {"persons": tuple(known[one.lower()] for one in typed)}


@never_cache
@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Entries about children: those first that wait for others."""
    barred = closed(request, KEEP)
    if barred is not None:
        return barred
    actor = asker(request)
    every = going.waiting(actor)
    listed = listing(
        request, ByState(request.GET, actor, every, WAITING), every, [("-state", str), ("-pk", int)],
        heading=_("Entries about children"),
    )  # fmt: skip
    return list_page(request, "register/waiting.html", listed, needed=APPROVALS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry about a child; a POST of another person approves or declines it."""
    actor = inside(request, KEEP)
    one = found(request, going.waiting(actor).filter(pk=pk).first(), Waiting, pk)
    if request.method == "POST" and not may(request, APPROVE, one):
        return refused(request)
    names = Names(actor)
    given = [(each, who(names, each.by)) for each in one.approvals.all()]
    mine = {each.by for each, _who in given}
    return form_page(
        request, "register/waiting_one.html", ApproveForm(request.POST if request.method == "POST" else None),
        lambda **said: _approved(actor, one, **said), lambda made: redirect("register-waiting-one", made.pk),
        heading=_("An entry about a child"), submit=_("Decide"), done=_("Your decision is noted."), words=WRONG,
        one=one, kind=schema_label(one.schema), by=who(names, one.by), given=given, told=_told(actor, one),
        needed=APPROVALS, own=one.by == actor.key,
        entity=entities.seen(actor, [one.entity_id]).get(one.entity_id) if one.entity_id else None,
        may_decide=one.state == Waiting.State.OPEN and actor.key not in mine and bool(decide(actor, APPROVE, one)),
    )  # fmt: skip


def _approved(actor: Actor, one: Waiting, **said: Any) -> Waiting:
    try:
        return verbs.approve(actor, one, **said)
    except (NotAssessed, BasisNotInForce) as error:
        raise ValueRefused("not_assessed", str(error)) from None


def _told(actor: Actor, one: Waiting) -> list[tuple[Said, Said, str]]:
    """What is to be stated: property, value and grades; no value of a special category that is closed to the actor."""
    schema = schema_of(one.schema)
    closed_ones = set(SPECIAL) - (special.open_to(actor, one.entity) if one.entity else frozenset())
    said = [given for each in one.told if (given := One.of(each)).prop not in closed_ones]
    named = entities.seen(actor, (each.value for each in said))
    return [
        (
            label_of(schema.properties.get(each.prop), each.prop),
            Said(named[each.value].caption) if each.value in named else shown(each.prop, each.value),
            f"{each.grades.reliability}{each.grades.credibility}",
        )
        for each in said
    ]


def shown(prop: str, value: str) -> Said:
    """A value as it is read: a word of a closed list in the reader's language, everything else as it is."""
    names = values_of(prop).get(value)
    return best(names, value) if names else Said(value)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entity_flag(request: HttpRequest, key: str) -> HttpResponse:
    """Flag an entry that touches on politics, the military, religion or race."""
    actor = inside(request, KEEP)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    return form_page(
        request, "register/flag.html", FlagForm(request.POST if request.method == "POST" else None),
        lambda **said: verbs.flag(actor, one, **said), lambda _made: redirect("register-entity", one.pk),
        heading=_("Flag for a review of neutrality"), submit=_("Flag it"),
        done=_("It is flagged, and goes no further until the reviewer has decided."), words=WRONG, one=one,
    )  # fmt: skip


@never_cache
@require_safe
def flag_list(request: HttpRequest) -> HttpResponse:
    """What is flagged: those first that wait for the reviewer."""
    barred = closed(request, KEEP) if decide(asker(request), KEEP) else _for_the_reviewer(request)
    if barred is not None:
        return barred
    actor = asker(request)
    every = going.flagged(actor)
    listed = listing(
        request, ByState(request.GET, actor, every, FLAGS), every, [("state", str), ("-pk", int)],
        heading=_("Reviews of neutrality"),
    )  # fmt: skip
    return list_page(request, "register/flags.html", listed, aspects=ASPECTS)


def _for_the_reviewer(request: HttpRequest) -> HttpResponse | None:
    """The page is the reviewer's too, who keeps no entries: what rules say of each, the list says by itself."""
    actor = asker(request)
    if not decide(actor, Permission.REQUEST_ANSWER):
        return closed(request, KEEP)
    return closed(request, Permission.REQUEST_ANSWER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One flag; a POST of the reviewer decides whether the entry may go further."""
    actor = inside(request, KEEP if decide(asker(request), KEEP) else Permission.REQUEST_ANSWER)
    held = going.flagged(actor).filter(pk=pk).first()
    one = found(request, held, Neutrality, pk, on=held.entity if held else None)
    if request.method == "POST" and not may(request, REVIEW, one):
        return refused(request)
    names = Names(actor)
    return form_page(
        request, "register/flag_one.html", ReviewForm(request.POST if request.method == "POST" else None),
        lambda **said: verbs.decide_neutrality(actor, one, **said),
        lambda made: redirect("register-flag-one", made.pk),
        heading=_("A review of neutrality"), submit=_("Decide"), done=_("Your decision is noted."), words=WRONG,
        one=one, lines=lines(actor, one.entity, going.stated_of(one)), aspect=ASPECTS[one.aspect],
        by=who(names, one.by),
        decided_by=who(names, one.decided_by) if one.decided_by else "",
        may_decide=one.state == Neutrality.State.OPEN and bool(decide(actor, REVIEW, one)),
    )  # fmt: skip


@never_cache
@require_safe
def special_list(request: HttpRequest) -> HttpResponse:
    """What of special categories was asked for and opened."""
    barred = closed(request, ASK)
    if barred is not None:
        return barred
    actor = asker(request)
    every = special.openings(actor)
    listed = listing(
        request, ByState(request.GET, actor, every, OPENINGS), every, [("state", str), ("-pk", int)],
        heading=_("Special categories of data"),
    )  # fmt: skip
    return list_page(
        request, "register/specials.html", listed, values=SPECIALS, purposes=PURPOSES, categories=CATEGORIES
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def special_ask(request: HttpRequest) -> HttpResponse:
    """Ask that values of a special category may be stated and seen by some."""
    barred = closed(request, ASK)
    if barred is not None:
        return barred
    actor = asker(request)
    return form_page(
        request, "register/special_ask.html", AskForm(request.POST if request.method == "POST" else None),
        lambda **said: _asked(actor, **said), lambda made: redirect("register-special", made.pk),
        heading=_("Ask for a special category"), submit=_("Ask for it"),
        done=_("It is asked for. Nothing is open before a second person has decided."), words=WRONG,
    )  # fmt: skip


def _asked(actor: Actor, **said: Any) -> Special:
    try:
        return verbs.ask_special(actor, **said)
    except HandlingRefused as error:
        raise ValueRefused(error.field, str(error)) from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def special_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; a POST of a second person decides, and one of whoever keeps the register closes it again."""
    actor = inside(request, ASK)
    one = found(request, special.openings(actor).filter(pk=pk).first(), Special, pk, ASK)
    asked = one.state == Special.State.ASKED
    if request.method == "POST" and asked and not may(request, OPEN, one):
        return refused(request)
    kind: type[VerbForm] = OpenForm if asked else CloseForm
    names = Names(actor)
    return form_page(
        request, "register/special.html", kind(request.POST if request.method == "POST" else None),
        lambda **said: verbs.decide_special(actor, one, **said) if asked else verbs.close_special(actor, one),
        lambda made: redirect("register-special", made.pk),
        heading=_("A special category of data"), submit=_("Decide") if asked else _("Close it again"),
        done=_("Your decision is noted."), words=WRONG, one=one, value=SPECIALS[one.prop],
        purpose=PURPOSES[one.purpose], category=CATEGORIES[one.category], by=who(names, one.by),
        persons=[who(names, key) for key in sorted(one.persons)], own=one.by == actor.key,
        decided_by=who(names, one.decided_by) if one.decided_by else "",
        may_decide=bool(decide(actor, OPEN, one)) if asked else one.state == Special.State.OPENED,
    )  # fmt: skip
