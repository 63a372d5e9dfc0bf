"""The floor of a sitting: who has it, the time that is left, who is next; for a screen in the room too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission, decide
from muntada.evidence.values import ValueRefused
from muntada.forum.actions import floor
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.models import AgendaItem, Attribution, Sitting, Speaker, SpeakersList
from muntada.forum.queries.floor import floors, sitting, speaker, speakers_list
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.said import ATTRIBUTION, NOTHING, SPEAKER_KINDS, items_of, one_of, parties_at, wrong

ASKS = frozenset({Role.FOCAL_POINT, Role.VALIDATOR})


class AskForm(VerbForm):
    """A delegation asks for the floor."""

    party = forms.ChoiceField(label=_("Delegation"))
    kind = forms.ChoiceField(label=_("For what"), choices=SPEAKER_KINDS.items())
    person = forms.CharField(label=_("Who speaks"), max_length=300, required=False)
    on_behalf_of = forms.CharField(
        label=_("On behalf of"), max_length=300, required=False, help_text=_("A group of states, in words.")
    )

    def __init__(self, actor: Actor, of: Sitting) -> None:
        super().__init__()
        may_any = Role.SECRETARIAT in actor.roles
        every = parties_at(actor, of.meeting)
        offered = [NOTHING, *every] if may_any else [pair for pair in every if pair[0] == actor.party]
        self.fields["party"].choices = offered  # type: ignore[attr-defined]
        if of.attribution != Attribution.ATTRIBUTED:
            del self.fields["person"]


class OpenForm(VerbForm):
    """A list of speakers is opened."""

    item = forms.ChoiceField(label=_("On which item"), required=False)
    seconds = forms.IntegerField(
        label=_("Seconds for each speaker"), min_value=0, max_value=floor.LONGEST_SECONDS, initial=180,
        help_text=_("0 is no limit."),
    )  # fmt: skip

    def __init__(self, actor: Actor, of: Sitting) -> None:
        super().__init__()
        self.fields["item"].choices = [NOTHING, *items_of(actor, of.meeting)]  # type: ignore[attr-defined]


@never_cache
@require_safe
def floor_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The floor; `?screen=1` shows it large and without anything to press, `?part=1` is what the page asks again."""
    actor = asker(request)
    if "part" in request.GET:  # a page that stands open has been noted when it was opened
        of = sitting(actor, pk)
        if of is None:
            raise Http404
        return render(request, "forum/floor/now.html", _shown(actor, of, request))
    of = found(request, sitting(actor, pk), Sitting, pk)
    return render(request, "forum/floor/page.html", _shown(actor, of, request))


@never_cache
@require_POST
def floor_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on the floor. What is said after it names nobody: a message is kept with the session."""
    actor = asker(request)
    of = sitting(actor, pk)
    if of is None or deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](actor, of, request.POST)
    except (NotPossible, ValueRefused) as error:
        messages.error(request, wrong(error))
    except Refused:
        return refused(request)
    else:
        messages.success(request, say("It is noted."))
    return redirect("floor", pk)


def _shown(actor: Actor, of: Sitting, request: HttpRequest) -> dict[str, Any]:
    runs = bool(decide(actor, Permission.MEETING_RUN, of.meeting)) and of.state != Sitting.State.CLOSED
    asks = Role.SECRETARIAT in actor.roles or bool(actor.party and ASKS & actor.roles)
    screen = request.GET.get("screen") == "1"
    listed = floors(actor, of, clock.now())
    return {
        "sitting": of,
        "rule": ATTRIBUTION[of.attribution],
        "floors": listed,
        "kinds": SPEAKER_KINDS,
        "own": actor.party,
        "runs": runs and not screen,
        "asks": asks and not screen and of.state != Sitting.State.CLOSED,
        "screen": screen,
        "closed": of.state == Sitting.State.CLOSED,
        "ask_form": AskForm(actor, of) if asks and listed else None,
        "open_form": OpenForm(actor, of) if runs else None,
        "live": of.state != Sitting.State.CLOSED and bool(listed),
    }


def _list(actor: Actor, of: Sitting, given: Any) -> SpeakersList:
    found_list = speakers_list(actor, of, _number(given.get("list")))
    if found_list is None:
        raise Http404
    return found_list


def _speaker(actor: Actor, of: Sitting, given: Any) -> Speaker:
    one = speaker(actor, of, _number(given.get("speaker")))
    if one is None:
        raise NotPossible("not_waiting")
    return one


def _number(value: str | None) -> int:
    if value is None or not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise Http404
    return int(value)


def _seconds(given: Any) -> int:
    value = given.get("seconds", "")
    if not (value.isascii() and value.isdecimal() and len(value) < 9):
        raise ValueRefused("seconds", "This is no number.")
    return int(value)


def _open(actor: Actor, of: Sitting, given: Any) -> None:
    item = one_of(actor, AgendaItem, given.get("item"), meeting=of.meeting)
    floor.open_list(actor, of, item=item, seconds=_seconds(given))


def _ask(actor: Actor, of: Sitting, given: Any) -> None:
    party = one_of(actor, Party, given.get("party"))
    if party is None:
        raise Http404
    said = {name: given.get(name, "") for name in ("person", "on_behalf_of")}
    floor.ask_for_floor(actor, _list(actor, of, given), party, kind=given.get("kind", ""), **said)


def _move(actor: Actor, of: Sitting, given: Any) -> None:
    one = _speaker(actor, of, given)
    floor.move_speaker(actor, one, to=max(1, one.position + (1 if given.get("way") == "down" else -1)))


DEEDS: dict[str, Callable[[Actor, Sitting, Any], Any]] = {
    "open": _open,
    "close": lambda actor, of, given: floor.close_list(actor, _list(actor, of, given)),
    "reopen": lambda actor, of, given: floor.reopen_list(actor, _list(actor, of, given)),
    "limit": lambda actor, of, given: floor.limit_time(actor, _list(actor, of, given), seconds=_seconds(given)),
    "ask": _ask,
    "give": lambda actor, of, given: floor.give_floor(actor, _list(actor, of, given), _speaker(actor, of, given)),
    "end": lambda actor, of, given: floor.end_floor(actor, _list(actor, of, given), _speaker(actor, of, given)),
    "move": _move,
    "withdraw": lambda actor, of, given: floor.withdraw(actor, _speaker(actor, of, given)),
}
