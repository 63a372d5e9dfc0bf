"""Forms made from the schema: a field for each property that a kind of entity offers, and what its values rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access.actor import Actor
from muntada.marking.handling import Purpose
from muntada.marking.tlp import TLP
from muntada.register.actions.leads import LONGEST_REASON
from muntada.register.entered import LONGEST_VALUE, Grades, Told
from muntada.register.facts.own import called, offered, values_of
from muntada.register.models import Entity
from muntada.register.queries.names import NEVER
from muntada.register.queries.recent import entered_last, named_by
from muntada.register.schema import Property, Schema
from muntada.web.evidence.handled import BEYOND, HandlingForm
from muntada.web.forming import TYPED
from muntada.web.handling import CATEGORIES
from muntada.web.labels import best
from muntada.web.register.own_words import CREDIBILITY, KINDS, RELIABILITY, TONGUES

NOTHING = ("", pgettext_lazy("nothing chosen", "—"))
# What somebody may have several of: one a line.
SEVERAL = frozenset(
    {"alias", "weakAlias", "nationality", "country", "passportNumber", "idNumber", "address", "method", "protection",
     "position", "website", "registrationNumber"}
)  # fmt: skip
_HELP = {
    "date": _("As far as it is known: 2024, 2024-05 or 2024-05-31."),
    "country": _("A country’s name or its code of two letters."),
    "entity": _("Its reference, or the address of its page here."),
}
_ONE_A_LINE = _("Several: one a line.")
_IN_ADDRESS = re.compile(r"/entities/([^/?#]+)/?")


class Known(forms.TextInput):
    """A box for an entry's reference, beside which the last ones entered here are offered."""

    def __init__(self, known: Iterable[Entity]) -> None:
        super().__init__(attrs={"dir": "ltr", "autocomplete": "off"})
        self.known = [(one.pk, one.caption) for one in known]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box with its list."""
        listed = f"{name}-known"
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.known)
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


def label_on(schema: str, stated: Property) -> str:
    """What a form of this kind calls a property."""
    return str(best(called(schema, stated.name) or stated.labels, stated.name))


def field_of(schema: str, stated: Property, known: Iterable[Entity], *, required: bool) -> forms.Field:
    """The field of a property, by its type."""
    label = label_on(schema, stated)
    choices = values_of(stated.name)
    said: dict[str, Any] = {"label": label, "required": required}
    if choices:
        named = [(key, str(best(names, key))) for key, names in choices.items()]
        if stated.name in SEVERAL:
            return forms.MultipleChoiceField(choices=named, widget=forms.SelectMultiple(attrs={"size": 5}), **said)
        return forms.ChoiceField(choices=[NOTHING, *named], **said)
    said["help_text"] = _HELP.get(stated.type, "")
    if stated.type == "entity":
        return forms.CharField(max_length=400, widget=Known(known), **said)
    if stated.name in SEVERAL or stated.type == "text":
        several = stated.name in SEVERAL
        said["help_text"] = said["help_text"] or (_ONE_A_LINE if several else "")
        return forms.CharField(
            max_length=LONGEST_VALUE, widget=forms.Textarea(attrs={"rows": 2 if several else 4, "dir": "auto"}), **said
        )
    own = "ltr" if stated.type in ("date", "number", "url", "identifier") else "auto"
    return forms.CharField(max_length=LONGEST_VALUE, widget=forms.TextInput(attrs={"dir": own}), **said)


def grading() -> dict[str, forms.Field]:
    """What values rest on; nothing is chosen beforehand."""
    return {
        "kind": forms.ChoiceField(label=_("What it is"), choices=[NOTHING, *KINDS.items()]),
        "reliability": forms.ChoiceField(
            label=_("How reliable the source is"), choices=[NOTHING, *RELIABILITY.items()]
        ),
        "credibility": forms.ChoiceField(
            label=_("How credible the information is"), choices=[NOTHING, *CREDIBILITY.items()]
        ),
        "passage": forms.IntegerField(
            label=_("Number of the passage that says it"), required=False, min_value=1, max_value=2**53,
            help_text=_("Under Sources, a passage that shows something has a way to the register."),
            widget=forms.NumberInput(attrs={"dir": "ltr"}),
        ),
    }  # fmt: skip


def grades_of(said: dict[str, Any]) -> Grades:
    """What was chosen."""
    return Grades(said["kind"], said["reliability"], int(said["credibility"]), said["passage"])


def values_in(stated: Property, given: Any) -> list[str]:
    """The values typed in one field."""
    if isinstance(given, list):
        return given
    lines = given.splitlines() if stated.name in SEVERAL else [given]
    return [one.strip() for one in lines if one.strip()]


class EnterForm(HandlingForm):
    """A new entity of one kind: its values, what they rest on, and how it is handled."""

    def __init__(self, actor: Actor, schema: Schema, data: Any = None, **more: Any) -> None:
        super().__init__(data, actor=actor, **more)
        self.actor, self.schema = actor, schema
        self.props = {name: schema.property(name) for name in offered()[schema.name]}
        known = entered_last(actor) if any(one.type == "entity" for one in self.props.values()) else []
        needed = {*schema.required, *(("basis",) if schema.name == "Participation" else ())}
        own = {
            f"p_{name}": field_of(schema.name, one, known, required=name in needed) for name, one in self.props.items()
        }
        self.fields = {**own, **grading(), **self.fields}
        self._handled()
        for field in self.fields.values():
            if isinstance(field.widget, TYPED):
                field.widget.attrs.setdefault("dir", "auto")

    def _handled(self) -> None:
        labels = [(TLP.AMBER.value, TLP.AMBER.value), *((one.value, one.value) for one in TLP if one != TLP.AMBER)]
        self._choose("tlp", labels)
        # The register is kept for prevention; by which right is never chosen for anybody.
        self.fields["purpose"].initial = Purpose.PREVENTION.value
        persons = [(key, word) for key, word in CATEGORIES.items() if key not in NEVER]
        of_one = self.schema.is_a("Person")
        self._choose("category", [NOTHING if of_one else ("", _("Nobody, or as whom it names")), *persons])
        self.fields["category"].required = of_one
        self.fields["legal_basis"].required = of_one

    @property
    def stated(self) -> list[forms.BoundField]:
        """The fields of values."""
        return [self[f"p_{name}"] for name in self.props]

    @property
    def graded(self) -> list[forms.BoundField]:
        """The fields of what the values rest on."""
        return [self[name] for name in grading()]

    @property
    def opened(self) -> bool:
        """Of persons it is always said how the record is handled."""
        return self.schema.is_a("Person") or any(name in self.errors for name in BEYOND)

    def told(self) -> list[Told]:
        """The values with what they rest on."""
        grades = grades_of(self.cleaned_data)
        return [
            Told(name, self._meant(one, value), grades)
            for name, one in self.props.items()
            for value in values_in(one, self.cleaned_data[f"p_{name}"])
        ]

    def _meant(self, stated: Property, value: str) -> str:
        return key_in(self.actor, value) if stated.type == "entity" else value


def key_in(actor: Actor, text: str) -> str:
    """The key of an entry from its key, its list's reference, or the address of its page."""
    found = _IN_ADDRESS.search(text)
    return named_by(actor, found.group(1) if found else text.strip())


class StateForm(forms.Form):
    """One more value of an entity that stands, in its language, with what it rests on."""

    prop = forms.ChoiceField(label=_("What is stated"))
    value = forms.CharField(
        label=_("Value"), max_length=LONGEST_VALUE, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("A date as 2024-05-31, a country by its name, an entry by its reference, a word of a list as it "
                    "stands there."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=list(TONGUES.items()), required=False)

    def __init__(self, actor: Actor, schema: Schema, opened: Iterable[str], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.actor = actor
        names = [*offered()[schema.name], *sorted(opened)]
        self.props = {name: schema.property(name) for name in names}
        labelled = [(name, label_on(schema.name, one)) for name, one in self.props.items()]
        self.fields["prop"].choices = [NOTHING, *labelled]  # type: ignore[attr-defined]
        self.fields.update(grading())

    def told(self) -> list[Told]:
        """The value with what it rests on."""
        said = self.cleaned_data
        stated = self.props[said["prop"]]
        value = key_in(self.actor, said["value"]) if stated.type == "entity" else _chosen(stated, said["value"])
        return [Told(said["prop"], value, grades_of(said), said["language"])]


def _chosen(stated: Property, text: str) -> str:
    """The key of a value that is typed as the lists name it, in any of the three languages."""
    for key, names in values_of(stated.name).items():
        if text.strip().casefold() in {key, *(name.casefold() for name in names.values())}:
            return key
    return text


class CorrectForm(forms.Form):
    """Another value in place of a wrong one, or none; and why."""

    value = forms.CharField(
        label=_("The right value"), max_length=LONGEST_VALUE, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Left empty, it is stated no more; what was stated stays in the history."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
