"""The fields in which a person says how something may be handled: at intake, and where it is marked anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from muntada.access.actor import Actor
from muntada.evidence.actions.given import Given, is_person
from muntada.evidence.queries import bases_in_force
from muntada.marking.handling import Category, Purpose, Retention
from muntada.marking.tlp import TLP
from muntada.parties.queries import parties
from muntada.people.queries import keys_at
from muntada.web.bases import basis_name
from muntada.web.handling import CATEGORIES, RETENTIONS
from muntada.web.names import name_of
from muntada.web.people.words import PURPOSES

# In the order in which they stand beneath the label.
BEYOND = ("originator", "audience", "persons", "purpose", "legal_basis", "category", "retention", "review_by")


class HandlingForm(forms.Form):
    """Label, originator, audience, purpose, legal basis, category of person, and for how long."""

    tlp = forms.ChoiceField(
        label=gettext_lazy("Label"),
        required=False,
        choices=[
            ("", gettext_lazy("As the text itself says, else TLP:CLEAR")),
            *((one.value, one.value) for one in TLP),
        ],
        help_text=gettext_lazy("Who may see it: the Traffic Light Protocol’s label, as its originator gave it."),
    )
    originator = forms.ChoiceField(
        label=gettext_lazy("Originator"),
        required=False,
        help_text=gettext_lazy("Who gave it to the forum, and alone may share it more widely."),
    )
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("With which parties and bodies"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("For TLP:AMBER and TLP:AMBER+STRICT: nobody else sees it, but for the originator."),
    )
    persons = forms.CharField(
        label=gettext_lazy("With which persons"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=gettext_lazy("Their e-mail addresses, one a line. What is TLP:RED is for them alone."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What for"),
        required=False,
        choices=list(PURPOSES.items()),
        initial=Purpose.CONDUCT_OF_THE_FORUM.value,
        help_text=gettext_lazy("Where it speaks of a person, only those see it who read for the same purpose."),
    )
    legal_basis = forms.ChoiceField(
        label=gettext_lazy("Legal basis"),
        required=False,
        help_text=gettext_lazy("By which right it is kept. Needed where it speaks of a person."),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("The person it speaks of"),
        required=False,
        choices=[("", pgettext_lazy("no person", "Nobody in particular")), *CATEGORIES.items()],
        help_text=gettext_lazy("What that person is to it. It is then seen and kept under stricter rules."),
    )
    retention = forms.ChoiceField(
        label=gettext_lazy("Kept as"),
        required=False,
        choices=[("", pgettext_lazy("no end", "Without a day for its review")), *RETENTIONS.items()],
        help_text=gettext_lazy("How long it may stand before a reviewer looks whether it is still needed."),
    )
    review_by = forms.DateField(
        label=gettext_lazy("Review on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Left empty, it is the last day that the choice above allows."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, **more: Any) -> None:
        super().__init__(data, files, **more)
        named = sorted(((one.pk, str(name_of(one))) for one in parties(actor)), key=lambda pair: pair[1])
        own = _("My own party") if actor.party else _("The forum’s secretariat")
        self._choose("originator", [("", own), *named])
        self._choose("audience", named)
        bases = [(basis.pk, basis_name(basis)) for basis in bases_in_force(actor)]
        self._choose("legal_basis", [("", pgettext_lazy("nothing chosen", "None")), *bases])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_persons(self) -> tuple[str, ...]:
        """The keys of the persons who are named by their addresses, or by the keys that a page has shown."""
        said = [word for word in re.split(r"[\s,;،؛]+", self.cleaned_data["persons"]) if word]
        found = keys_at(word for word in said if not is_person(word))
        unknown = [word for word in said if not is_person(word) and word.lower() not in found]
        if unknown:
            raise forms.ValidationError(_("Nobody here has this name or address."))
        return tuple(word if is_person(word) else found[word.lower()] for word in said)

    @property
    def beyond(self) -> list[forms.BoundField]:
        """The fields beneath the label."""
        return [self[name] for name in BEYOND if name in self.fields]

    @property
    def opened(self) -> bool:
        """Whether something beneath the label needs a look."""
        return any(name in self.errors for name in BEYOND)

    def given(self) -> Given:
        """What was said, as the verbs take it."""
        data: Mapping[str, Any] = self.cleaned_data
        return Given(
            tlp=TLP(data["tlp"]) if data["tlp"] else None,
            originator=data.get("originator", ""),
            audience=(*data["audience"], *data["persons"]),
            purpose=Purpose(data["purpose"] or Purpose.CONDUCT_OF_THE_FORUM),
            legal_basis=data["legal_basis"] or None,
            category=Category(data["category"]) if data["category"] else None,
            retention=Retention(data["retention"]) if data["retention"] else None,
            review_by=data["review_by"],
        )

    def wrong(self, field: str, text: str) -> None:
        """Say at a field why a verb did not take what was given; persons and parties are one audience to it."""
        if field == "audience" and self.cleaned_data.get("persons") and not self.cleaned_data.get("audience"):
            field = "persons"
        self.add_error(field if field in self.fields else None, text)


def persons_shown(addresses: Mapping[str, str], keys: Iterable[str]) -> str:
    """Persons of an audience as the form shows them: by address where the reader may know it, else by key."""
    return "\n".join(addresses.get(key, key) for key in sorted(keys) if is_person(key))
