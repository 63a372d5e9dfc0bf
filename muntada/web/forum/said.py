"""Words for the floor, statements, minutes and outcomes, and what their forms share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.db.models import Model
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.wording import NamesSpeaker
from muntada.forum.models import AgendaItem, Delegation, Meeting
from muntada.parties.models import Party
from muntada.web.forming import REFUSED, VerbForm
from muntada.web.names import name_of

T = TypeVar("T")
Words = dict[str, str | Promise]
Pairs = list[tuple[Any, Any]]
NOTHING = ("", pgettext_lazy("nothing chosen", "None"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

ATTRIBUTION: Words = {
    "attributed": _("Attributed: person and party may be named"),
    "party_only": _("The party may be named, no person"),
    "not_attributed": _("Not attributed: nobody is named (Chatham House Rule)"),
}
SPEAKER_KINDS: Words = {
    "statement": pgettext_lazy("asks for the floor", "Statement"),
    "point_of_order": pgettext_lazy("asks for the floor", "Point of order"),
    "reply": pgettext_lazy("asks for the floor", "Right of reply"),
}
NAMED: Words = {
    "addressed": _("The speaker addresses them"),
    "quoted": _("The speaker quotes them"),
    "spoken_of": _("The speaker speaks of them"),
}
OUTCOME_KINDS: Words = {
    "decision": pgettext_lazy("an outcome", "Decision"),
    "conclusion": pgettext_lazy("an outcome", "Conclusion"),
    "recommendation": pgettext_lazy("an outcome", "Recommendation"),
    "action": pgettext_lazy("an outcome", "Action"),
    "adoption": pgettext_lazy("an outcome", "Adoption"),
    "taken_note": pgettext_lazy("an outcome", "Taken note of"),
}
OUTCOME_STATES: Words = {
    "open": pgettext_lazy("an outcome", "Open"),
    "done": pgettext_lazy("an outcome", "Done"),
    "dropped": pgettext_lazy("an outcome", "Dropped"),
    "standing": pgettext_lazy("an outcome", "Stands"),
}
LANGUAGES: Words = {
    "ar": "العربية", "en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "zh": "中文",
}  # fmt: skip
# What stands in the way, by the code that the verb gives.
WRONG: Words = {
    "sitting_closed": _("The sitting is closed."),
    "list_closed": _("The list of speakers is closed."),
    "list_there": _("There is a list of speakers on this already."),
    "of_another_meeting": _("That is of another meeting."),
    "on_the_list": _("This delegation is on the list already."),
    "not_waiting": _("This delegation does not wait for the floor any more. Look at the list again."),
    "floor_taken": _("Somebody has the floor. End that first."),
    "floor_free": _("Nobody has the floor any more. Somebody else was quicker."),
    "order_first": _("A point of order comes first."),
    "nobody_waits": _("Nobody waits for the floor."),
    "looser": _("What may be said of who spoke can be made stricter, not looser, once something was said."),
    "stale": _("Somebody else wrote in the meantime. What you wrote stands below; look at the latest text first."),
    "approved": _("The minutes are approved. What is wrong in them is put right by a corrigendum, with its reason."),
    "not_approved": _("The minutes are not approved yet. Write another revision."),
    "not_circulated": _("Minutes are approved after they were circulated."),
    "nothing_written": _("There are no words yet. Write them in one language at least."),
    "not_later": _("Minutes are approved at a later meeting of the same body."),
    "closed": _("This outcome is closed."),
    "not_closed": _("This outcome is open already."),
}
# What is wrong in a field, by its name.
FIELDS: Words = {
    "party": _("What is said here is not attributed: no party may be named."),
    "speaker": _("No person may be named here, or this is no name."),
    "person": _("In this sitting no name is taken, or this is no name."),
    "on_behalf_of": _("What is said here is not attributed: no group may be named, or this is no name."),
    "attribution": _("A statement can be kept more strictly than its sitting, not less."),
    "text": _("Give the words. They cannot hold control characters or half a letter."),
    "text_ar": _("Give the words. They cannot hold control characters or half a letter."),
    "text_en": _("Give the words. They cannot hold control characters or half a letter."),
    "text_fr": _("Give the words. They cannot hold control characters or half a letter."),
    "note": _("Say in at most 300 characters what changed and at whose wish: the minutes were circulated."),
    "reason": _("Give the reason, in at most 300 characters."),
    "owner": _("An action has an owner."),
    "due": _("An action has a day, and no day comes before the meeting."),
    "seconds": _("Between 0, which is no limit, and 14,400 seconds."),
    "handling": _("Those who may see one of these things are not among those who may see the other."),
}


class SaidForm(VerbForm):
    """The form of a verb whose words may name whom they may not; `named_because` shows once they do."""

    def offer(self, name: str, options: Iterable[tuple[Any, Any]]) -> None:
        """Let one of these be chosen in a field, or none."""
        self.fields[name].choices = [NOTHING, *options]  # type: ignore[attr-defined]

    def ask_why(self, found: Iterable[str]) -> None:
        """Say what names a speaker, and ask to take it out or to say who else it is."""
        self.fields["named_because"].widget = forms.Select(choices=[NOTHING, *NAMED.items()])
        quoted = ("، " if get_language() == "ar" else ", ").join(f"⁨{one}⁩" for one in found)
        said = _("These words say who speaks: %(words)s. Take them out, or say why it is not the speaker.")
        self.add_error("named_because", str(said) % {"words": quoted})


def why_field() -> forms.ChoiceField:
    """Why a name in the words is not the speaker's; hidden until that is asked."""
    return forms.ChoiceField(
        label=_("Whose name that is"), choices=[NOTHING, *NAMED.items()], required=False, widget=forms.HiddenInput
    )


def tried(form: VerbForm, verb: Callable[[], T]) -> T | None:
    """What the verb gave; None where it refused, which the form then says."""
    try:
        return verb()
    except NamesSpeaker as error:
        if isinstance(form, SaidForm):
            form.ask_why(error.found)
    except NotPossible as error:
        form.add_error(None, str(WRONG[error.code]))
    except ValueRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(FIELDS.get(error.field, REFUSED)))
    return None


def wrong(error: ValueRefused | NotPossible) -> str:
    """What stands in the way, for a page without a form."""
    if isinstance(error, NotPossible):
        return str(WRONG[error.code])
    return str(FIELDS.get(error.field, REFUSED))


def items_of(actor: Actor, meeting: Meeting) -> Pairs:
    """The items of a meeting's agenda that the actor may see."""
    found = rows(actor, Permission.RECORD_READ, AgendaItem).filter(meeting=meeting).order_by("position", "pk")
    return [(one.pk, f"{one.number} {one.title}"[:100].strip()) for one in found]


def parties_at(actor: Actor, meeting: Meeting | None) -> Pairs:
    """The parties with a delegation at the meeting, else all states and organisations."""
    there = rows(actor, Permission.RECORD_READ, Delegation).filter(meeting=meeting).values("party")
    every = rows(actor, Permission.RECORD_READ, Party).prefetch_related("names")
    found = list(every.filter(pk__in=there)) if meeting is not None else []
    found = found or list(every.filter(kind__in=[Party.Kind.STATE, Party.Kind.ORGANISATION]))
    return sorted(((one.pk, str(name_of(one))) for one in found), key=lambda pair: pair[1])


def one_of(actor: Actor, model: type[T], pk: Any, **where: Any) -> T | None:
    """The record of this number that the actor may see, None for an empty one. Raises Http404 for any other."""
    if pk in (None, ""):
        return None
    assert issubclass(model, Model)
    key = str(pk)
    numbered = model._meta.pk.get_internal_type() != "CharField"
    if numbered and not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    found = rows(actor, Permission.RECORD_READ, model).filter(pk=key, **where).first()
    if found is None:
        raise Http404
    return found
