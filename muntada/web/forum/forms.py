"""Forms of bodies, their members, seats, terms and rules. Fields bear the names of the verbs' arguments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muntada.access import clock
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.models import Seat, Standing, Term
from muntada.library.models import Work
from muntada.parties.models import LANGUAGES, Party
from muntada.web.forum import choices
from muntada.web.forum.deeds import DeedForm
from muntada.web.forum.words import ENDED, RULES, STANDINGS
from muntada.web.labels import choices as words_of
from muntada.web.people.forms import NONE

READ = Permission.RECORD_READ
DATE_HELP = _("A year, a month or a day: 2021, 2021-10 or 2021-10-07.")


def day(label: Any, **more: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def lines(label: Any, rows_: int = 3, **more: Any) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(label=label, max_length=4_000, widget=forms.Textarea(attrs={"rows": rows_}), **more)


def symbol(label: Any, **more: Any) -> forms.CharField:
    """A field for a key or a printed number, which is written from left to right."""
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"dir": "ltr"}), **more)


def why(label: Any = None) -> forms.CharField:
    """A field for a reason that need not be given."""
    return lines(label or _("Reason"), 2, required=False)


class BodyForm(DeedForm):
    """A new body, or a new forum where it is under no other."""

    names_ar = forms.CharField(label=_("Name in Arabic"), max_length=300, required=False)
    names_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    names_fr = forms.CharField(label=_("Name in French"), max_length=300, required=False)
    key = symbol(
        _("Key"), max_length=120, help_text=_("Small Latin letters, digits and dots, for good: sahel.committee")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    parent = forms.ChoiceField(label=_("Part of"), required=False, help_text=_("Empty for a forum of its own."))
    acronym = symbol(_("Acronym"), max_length=40, required=False)
    established = symbol(_("Established"), max_length=21, required=False, help_text=DATE_HELP)
    place = forms.CharField(label=_("Where it sits"), max_length=200, required=False)

    def prepare(self) -> None:
        self.offer("kind", choices.body_kinds())
        self.offer("parent", choices.bodies(self.actor, none=True))

    def given(self) -> dict[str, Any]:
        given = super().given()
        given["names"] = {code: given.pop(f"names_{code}") for code, _name in LANGUAGES}
        given["parent"] = queries.body(self.actor, given["parent"]) if given["parent"] else None
        return given


class ChangeForm(DeedForm):
    """What a body is."""

    kind = forms.ChoiceField(label=_("Kind"))
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    established = symbol(_("Established"), max_length=21, required=False, help_text=DATE_HELP)
    place = forms.CharField(label=_("Where it sits"), max_length=200, required=False)

    def prepare(self) -> None:
        self.offer("kind", choices.body_kinds())
        self.offer("parent", choices.bodies(self.actor, self.thing, none=True))

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"parent": queries.body(self.actor, given["parent"]) if given["parent"] else None}


class EndForm(DeedForm):
    """A body ends."""

    on = day(_("On which day"), help_text=_("Its terms end on that day too."))
    reason = why()


class SucceedForm(EndForm):
    """A body is succeeded by another."""

    by = forms.ChoiceField(label=_("By which body"))
    field_order = ("by", "on", "reason")

    def prepare(self) -> None:
        self.offer("by", choices.bodies(self.actor, self.thing))

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"by": queries.body(self.actor, given["by"])}


class MandateForm(DeedForm):
    """A task of a body, with what gives it."""

    title = lines(_("What the body is to do"))
    work = forms.ChoiceField(label=_("Instrument"), required=False)
    clause = symbol(_("Clause"), max_length=60, required=False, help_text=_("As it is printed: OP 5, IV.2"))

    def prepare(self) -> None:
        self.offer("work", choices.works(self.actor))

    def given(self) -> dict[str, Any]:
        return _with_work(self, super().given())


class StandingForm(DeedForm):
    """Where a party stands in a body from a day on."""

    party = forms.ChoiceField(label=_("Party"))
    status = forms.ChoiceField(
        label=_("As what"), choices=[(one, STANDINGS[one]) for one in Standing.Status.values if one in STANDINGS]
    )
    since = day(_("From"), help_text=_("What stood before that day stays written."))
    note = why(_("Note"))

    def prepare(self) -> None:
        self.offer("party", choices.parties(self.actor))

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"party": rows(self.actor, READ, Party).get(pk=given["party"])}


class SeatsForm(DeedForm):
    """How many seats a body has."""

    under_rules = True
    role = forms.ChoiceField(label=_("Role"), choices=[], initial="co_chair")
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=20, initial=2)

    def prepare(self) -> None:
        self.offer("role", words_of("role", ["co_chair", "chair", "vice_chair", "rapporteur"]))


class TermForm(DeedForm):
    """A party's term in a seat begins."""

    under_rules = True
    seat = forms.ChoiceField(label=_("Seat of the body"))
    party = forms.ChoiceField(label=_("Party"))
    on = day(_("First day"), help_text=_("Whoever holds the seat until then leaves it on that day."))
    until = day(_("Planned end"), required=False)
    reason = why()

    def prepare(self) -> None:
        self.offer("seat", choices.seats(self.actor, self.thing))
        self.offer("party", choices.members(self.actor, self.thing))

    def given(self) -> dict[str, Any]:
        given = super().given()
        seat = rows(self.actor, READ, Seat).get(pk=given["seat"])
        return given | {"seat": seat, "party": rows(self.actor, READ, Party).get(pk=given["party"])}


class PlanForm(TermForm):
    """A party is to hold a seat."""

    on = None  # type: ignore[assignment]
    until = None  # type: ignore[assignment]
    start = day(_("Planned start"))
    end = day(_("Planned end"))
    field_order = ("seat", "party", "start", "end", "reason")


class RuleForm(DeedForm):
    """A rule of a forum."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=list(RULES.items()))
    number = forms.IntegerField(label=_("Number"), required=False, min_value=0, max_value=1_000)
    of_kind = forms.ChoiceField(
        label=_("For bodies of which kind"), required=False, help_text=_("Empty: for this body and all under it.")
    )
    since = day(_("From"))
    words_ar = lines(_("As it is worded in Arabic"), 2, required=False)
    words_en = lines(_("As it is worded in English"), 2, required=False)
    words_fr = lines(_("As it is worded in French"), 2, required=False)
    work = forms.ChoiceField(label=_("Instrument"), required=False)
    clause = symbol(_("Clause"), max_length=60, required=False, help_text=_("As it is printed: OP 5, IV.2"))

    def prepare(self) -> None:
        self.offer("of_kind", [NONE, *choices.body_kinds()])
        self.offer("work", choices.works(self.actor))
        self.fields["since"].initial = clock.today()

    def given(self) -> dict[str, Any]:
        given = _with_work(self, super().given())
        return given | {"words": {code: given.pop(f"words_{code}") for code, _name in LANGUAGES}}


class ExtendForm(DeedForm):
    """A term is planned to end on another day."""

    under_rules = True
    until = day(_("Planned end"))
    reason = why()


class EndTermForm(DeedForm):
    """A term ends."""

    on = day(_("On which day"), help_text=_("That day is no longer the holder's."))
    because = forms.ChoiceField(
        label=_("Why it ended"), choices=[(key, word) for key, word in ENDED.items() if key in Term.Ended.values]
    )
    reason = why()


class MoveForm(DeedForm):
    """A term begins on another day."""

    on = day(_("First day"), help_text=_("The end of the term before moves with it."))
    reason = why()


class BeginPlannedForm(DeedForm):
    """What was planned begins."""

    under_rules = True
    on = day(_("First day"), help_text=_("Whoever holds the seat until then leaves it on that day."))
    reason = why()


class WhyForm(DeedForm):
    """A reason alone."""

    reason = why()


class RuleEndForm(DeedForm):
    """A rule no longer holds."""

    until = day(_("From which day on it no longer holds"))

    def prepare(self) -> None:
        self.fields["until"].initial = clock.today()


def _with_work(form: DeedForm, given: dict[str, Any]) -> dict[str, Any]:
    work = rows(form.actor, READ, Work).get(pk=given["work"]) if given["work"] else None
    return given | {"work": work}
