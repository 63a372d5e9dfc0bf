"""Positions: written in pairs of languages, version by version, cleared by institutions, ready before a meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.pen import DIGITS
from muntada.evidence.values import ValueRefused
from muntada.followup.actions import positions as verbs
from muntada.followup.actions.moments import NotNow
from muntada.followup.models import Institution, Position
from muntada.followup.queries import positions as asked
from muntada.followup.queries import records
from muntada.forum.models import AgendaItem, Meeting
from muntada.library.models import Clause, Work
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.commitments import choose_party, may_enter, party_asked
from muntada.web.followup.fields import parties_for, three
from muntada.web.followup.standing_words import POSITION_STATES, SAID
from muntada.web.forming import REFUSED, VerbForm, form_page
from muntada.web.names import name_of

READ, WRITE, CLEAR = Permission.RECORD_READ, Permission.POSITION_WRITE, Permission.POSITION_CLEAR
MISSING: dict[str, str | Promise] = {
    "no_ar": _("No Arabic text"),
    "no_en": _("No English text"),
    "no_fr": _("No French text"),
    "not_asked": _("No institution was asked"),
    "waiting": _("Institutions have not answered"),
    "changes": _("An institution wants changes"),
    "objects": _("An institution objects"),
    "not_cleared": _("Not cleared"),
}
WRONG: dict[str, str | Promise] = {
    "title": _("Give the title, in at most 300 characters."),
    "text_ar": _("These words cannot be kept as they are: they hold control characters or half a letter."),
    "why": _("Say it in at most 300 characters."),
    "institutions": _("Choose institutions of the same party."),
    "text": _("Say in words what is to be changed."),
    "stale": _("Somebody else wrote in the meantime. What you wrote stands below; look at the latest version first."),
    "no_words": _("There are no words yet. Write them in one language at least."),
    "nobody_asked": _("No institution was asked about this version yet."),
    "not_agreed": _("Not every institution that was asked has agreed to this version."),
    "not_asked": _("This institution was not asked about this version."),
    "withdrawn": _("This position is withdrawn. Write another version first."),
    "cleared": _("This version is cleared already."),
    "of_another_meeting": _("That is of another meeting."),
    "party": _("You speak for another party."),
}


class PositionForm(VerbForm):
    """What is to be said."""

    title = forms.CharField(label=_("Title"), max_length=300)
    text_ar, text_en, text_fr = three("text", _("What is to be said"), long=True).values()


class VersionForm(PositionForm):
    """Another version of it."""

    why = forms.CharField(label=_("What changed, and at whose wish"), max_length=verbs.WHY, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AskForm(VerbForm):
    """Which institutions to ask."""

    institutions = forms.MultipleChoiceField(label=_("Institutions"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, known: dict[str, Institution], data: Any = None) -> None:
        super().__init__(data)
        self.known = known
        self.fields["institutions"].choices = [(key, str(name_of(one))) for key, one in known.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        return {"institutions": [self.known[key] for key in self.cleaned_data["institutions"]]}


class WordForm(VerbForm):
    """What an institution said."""

    institution = forms.ChoiceField(label=_("Institution"))
    said = forms.ChoiceField(
        label=pgettext_lazy("an institution", "What it says"),
        choices=[pair for pair in SAID.items() if pair[0] != "asked"],
    )
    text = forms.CharField(
        label=pgettext_lazy("of an institution", "Comment"), max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 3}), help_text=_("What is to be changed, where it does not simply agree."),
    )  # fmt: skip

    def __init__(self, known: dict[str, Institution], data: Any = None) -> None:
        super().__init__(data)
        self.known = known
        self.fields["institution"].choices = [(key, str(name_of(one))) for key, one in known.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        said = super().given()
        return {**said, "institution": self.known[said["institution"]]}


@require_safe
def position_list(request: HttpRequest) -> HttpResponse:
    """What is to be ready before which meeting, and what is missing."""
    actor = asker(request)
    context = {
        "meetings": asked.before_meetings(actor, clock.today()),
        "missing": MISSING,
        "states": POSITION_STATES,
        "may_write": may_enter(actor, WRITE),
    }
    return render(request, "followup/positions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def position_new(request: HttpRequest) -> HttpResponse:
    """Begin a position: for the meeting, the item of its agenda or the clause that the address names, or for none."""
    actor = asker(request)
    if not may_enter(actor, WRITE):
        may(request, WRITE)
        return refused(request)
    about = _about(actor, request)
    parties = parties_for(actor)
    party = party_asked(request, actor, parties)
    if party is None:
        return choose_party(request, _("Write a position"), parties)
    first = {"title": about["item"].title[:300]} if about.get("item") else {}
    form = PositionForm(request.POST if request.method == "POST" else None, initial=first)
    return form_page(
        request, "followup/form.html", form,
        _saying(lambda **said: verbs.write_position(actor, party, **about, **said)),
        lambda made: redirect("position", made.pk),
        heading=_("Write a position"), submit=_("Keep it as a draft"), done=_("The position is kept as a draft."),
        words=WRONG, party=party, parties=parties, back=about.get("meeting"),
    )  # fmt: skip


@require_safe
def position_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A position with its versions, what institutions said, and what is to be done with it."""
    actor = asker(request)
    return _page(request, found(request, asked.position(actor, pk), Position, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def position_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write another version of a position."""
    actor = asker(request)
    one = found(request, asked.position(actor, pk), Position, pk)
    if not may(request, WRITE, one):
        return refused(request)
    held = {name: getattr(one, name) for name in ("title", "text_ar", "text_en", "text_fr")}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=held | {"seen": one.version})
    return form_page(
        request, "followup/form.html", form, _saying(lambda **said: verbs.change_position(actor, one, **said)),
        lambda made: redirect("position", made.pk),
        heading=_("Another version"), submit=_("Keep this version"),
        done=_("The version is kept; it is a draft again."),
        words=WRONG, party=one.party, back=one,
    )  # fmt: skip


@require_POST
def position_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Ask institutions about a position, write down what one said, clear it, or withdraw it."""
    actor = asker(request)
    one = found(request, asked.position(actor, pk), Position, pk)
    if deed not in _DEEDS:
        raise Http404
    permission, verb = _DEEDS[deed]
    if not may(request, permission, one):
        return refused(request)
    form = _forms(actor, one, request.POST).get(deed) or VerbForm(request.POST)
    if deed in _NEEDED and not isinstance(form, _NEEDED[deed]):
        # It was offered on a page that somebody still had open when the position went on.
        form.add_error(None, str(WRONG.get(one.state, WRONG["institutions" if deed == "ask" else "not_asked"])))
    if not form.is_valid():
        return _page(request, one, **{deed: form})
    try:
        verb(actor, one, form.given())
    except Refused:
        return refused(request)
    except (ValueRefused, NotNow) as error:
        code = error.code if isinstance(error, NotNow) else error.field
        form.add_error(code if code in form.fields else None, str(WRONG.get(code, REFUSED)))
        return _page(request, one, **{deed: form})
    messages.success(request, gettext("It is noted."))
    return redirect("position", pk)


def _saying(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The verb, whose words for a wrong moment are said in the form as those for a wrong value are."""

    def tried(**given: Any) -> Any:
        try:
            return verb(**given)
        except NotNow as error:
            raise ValueRefused(error.code, str(error)) from error

    return tried


def _page(request: HttpRequest, one: Position, **tried: VerbForm) -> HttpResponse:
    actor = asker(request)
    offered: dict[str, Any] = _forms(actor, one) if decide(actor, WRITE, one) else {}
    shown = {name: form for name, form in tried.items() if form.errors}
    meeting, clause = asked.meeting_of(actor, one), asked.clause_of(actor, one)
    item = rows(actor, READ, AgendaItem).filter(pk=one.item_id).first() if one.item_id and meeting else None
    context = {
        "one": one,
        "ready": asked.ready(actor, one),
        "meeting": meeting,
        "item": item,
        "clause": clause,
        "versions": asked.versions(actor, one),
        "clearances": asked.clearances(actor, one),
        "said": SAID,
        "states": POSITION_STATES,
        "missing": MISSING,
        "forms": offered | shown,
        "may_write": bool(decide(actor, WRITE, one)),
        "may_clear": bool(decide(actor, CLEAR, one)),
        "wrong": [error for form in shown.values() for error in form.non_field_errors()],
    }
    return render(request, "followup/position.html", context, status=422 if shown else 200)


def _forms(actor: Actor, one: Position, data: Any = None) -> dict[str, VerbForm]:
    """The forms for what may be done with it now, filled with what was sent."""
    if one.state in {Position.State.CLEARED, Position.State.WITHDRAWN}:
        return {}
    every = {each.pk: each for each in records.institutions(actor, party=one.party_id)}
    told = {each.institution_id for each in asked.clearances(actor, one) if each.version == one.version}
    made: dict[str, VerbForm] = {}
    left = {key: each for key, each in every.items() if key not in told}
    if left:
        made["ask"] = AskForm(left, data)
    if told:
        made["word"] = WordForm({key: each for key, each in every.items() if key in told}, data)
    return made


def _about(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """The meeting, the item and the clause that the address names, as far as they may be known. Raises Http404."""
    models: dict[str, Any] = {"meeting": Meeting, "item": AgendaItem, "clause": Clause}
    about: dict[str, Any] = {}
    for name, model in models.items():
        value = request.GET.get(name, "")
        if not value:
            continue
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < DIGITS else 0
        seen = rows(actor, READ, model, via="work" if name == "clause" else "")
        if name == "clause":
            seen = seen.filter(work__in=rows(actor, READ, Work))
        one = seen.filter(pk=number).first()
        if one is None:
            raise Http404
        about[name] = one
    return about


def _ask(actor: Actor, one: Position, said: dict[str, Any]) -> None:
    verbs.ask_institutions(actor, one, **said)


def _word(actor: Actor, one: Position, said: dict[str, Any]) -> None:
    verbs.note_word(actor, one, **said)


def _clear(actor: Actor, one: Position, _said: dict[str, Any]) -> None:
    verbs.clear_position(actor, one)


def _withdraw(actor: Actor, one: Position, _said: dict[str, Any]) -> None:
    verbs.withdraw_position(actor, one)


_NEEDED: dict[str, type[VerbForm]] = {"ask": AskForm, "word": WordForm}
_DEEDS: dict[str, tuple[Permission, Callable[[Actor, Position, dict[str, Any]], None]]] = {
    "ask": (WRITE, _ask),
    "word": (WRITE, _word),
    "clear": (CLEAR, _clear),
    "withdraw": (WRITE, _withdraw),
}
