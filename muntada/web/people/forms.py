"""Forms with which an administrator keeps people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.models import GIVEN
from muntada.web.names import name_of
from muntada.web.people.words import PURPOSES, role_choices

NONE = ("", pgettext_lazy("nothing chosen", "None"))


class InviteForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class DatedForm(forms.Form):
    """Something that holds from a day until a day."""

    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The rights end at midnight as this day begins. Empty: no end yet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = clock.today()


class OfficeForm(DatedForm):
    """An office to give."""

    role = forms.ChoiceField(label=_("Office"))
    party = forms.ChoiceField(label=_("Of which party"), required=False)
    body = forms.ChoiceField(
        label=_("Co-chair of which body"),
        required=False,
        help_text=_("The rights follow the party's term there and end with it."),
    )
    alternate = forms.BooleanField(label=_("As alternate"), required=False)
    field_order = ("role", "party", "body", "since", "until", "alternate")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties, bodies = parties_and_bodies(actor)
        for name, choices in (
            ("role", role_choices(role for role, _word in GIVEN)),
            ("party", [NONE, *parties]),
            ("body", [NONE, *bodies]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ClearanceForm(DatedForm):
    """A clearance to give."""

    label = forms.ChoiceField(label=_("Up to the label"), choices=[(one.value, one.value) for one in TLP])
    purposes = forms.MultipleChoiceField(
        label=_("For which purposes"),
        choices=list(PURPOSES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("label", "purposes", "since", "until")


class AffiliationForm(forms.Form):
    """Where a person belongs."""

    party = forms.ChoiceField(label=_("Belongs to"))
    post = forms.CharField(label=_("Post"), required=False, max_length=200)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        parties, bodies = parties_and_bodies(actor)
        field.choices = [*parties, *bodies]


def parties_and_bodies(actor: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Keys with names in the reader's language, in the order of the names: states and organisations; bodies."""
    found = rows(actor, Permission.RECORD_READ, Party).prefetch_related("names")
    named = sorted(((party, str(name_of(party))) for party in found), key=lambda pair: pair[1])
    bodies = [(party.key, name) for party, name in named if party.kind == Party.Kind.BODY]
    return [(party.key, name) for party, name in named if party.kind != Party.Kind.BODY], bodies
