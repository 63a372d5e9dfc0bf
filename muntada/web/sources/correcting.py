"""The form for correcting a finding, made from the attributes that its type has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muntada.access.actor import Actor
from muntada.parties.queries import parties
from muntada.sources.attributes import ATTRIBUTES, MANY, NUMBER
from muntada.sources.models import Finding
from muntada.text.folding import fold_key
from muntada.text.lexicon import terms
from muntada.text.when import NotADate, parse
from muntada.web.evidence.values import DATES, LANGUAGES, PARTIES, WORDS, field_name
from muntada.web.labels import OWN, label
from muntada.web.names import Names
from muntada.web.sources.types import KINDS

SEPARATORS = ("؛", ";", "\n")


class WhenField(forms.CharField):
    """A date at the precision that is known."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return parse(text).value if text else ""
        except NotADate:
            raise forms.ValidationError(
                _("Write a date as 2022, 2022-10 or 2022-10-05; a range with a slash between.")
            ) from None


class PartyField(forms.CharField):
    """A party or several by name in any language, or by key; the value is the key, or a list of keys."""

    def __init__(self, names: Names, *, many: bool, **options: Any) -> None:
        super().__init__(**options)
        self.names, self.many = names, many

    def prepare_value(self, value: Any) -> Any:
        keys = value if isinstance(value, list) else [value] if value else []
        return value if isinstance(value, str) and self.many else "؛ ".join(str(self.names.of(key)) for key in keys)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        for mark in SEPARATORS:
            text = text.replace(mark, "\n")
        keys = [self._key(part.strip()) for part in text.split("\n") if part.strip()]
        return keys if self.many else keys[0] if keys else ""

    def _key(self, text: str) -> str:
        wanted = fold_key(text)
        for party in parties(self.names.actor):
            if party.key == text or any(fold_key(name.text) == wanted for name in party.names.all()):
                return party.key
        raise forms.ValidationError(_("No party is called “%(name)s”.") % {"name": text})


class Correction(forms.Form):
    """What a finding should have said."""

    def __init__(self, actor: Actor, finding: Finding, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"f{finding.pk}-%s", initial=dict(finding.values))
        names = Names(actor)
        for name, shape in ATTRIBUTES[finding.type].items():
            self.fields[name] = _field(names, finding, name, shape)

    def attrs(self) -> dict[str, Any]:
        """The attributes that were given, empty ones left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


def _field(names: Names, finding: Finding, name: str, shape: str) -> forms.Field:
    said: dict[str, Any] = {"label": field_name(name), "required": False}
    kind = KINDS.get(finding.type, "") if name == "kind" else WORDS.get(name, "")
    if shape == NUMBER:
        return forms.IntegerField(min_value=0, max_value=1_000_000, **said)
    if name in DATES:
        return WhenField(max_length=21, help_text=gettext_lazy("2022, 2022-10 or 2022-10-05"), **said)
    if name == "language":
        return forms.MultipleChoiceField(choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple, **said)
    if kind:
        offered = _offered(kind, finding.values.get(name))
        if shape == MANY:
            return forms.MultipleChoiceField(choices=offered, **said)
        return forms.ChoiceField(choices=[("", "—"), *offered], **said)
    if name in PARTIES:
        return PartyField(
            names, many=shape == MANY, max_length=2000, widget=forms.TextInput({"list": "parties"}), **said
        )
    if shape == MANY:
        return Several(max_length=2000, **said)
    return forms.CharField(max_length=2000, widget=forms.TextInput({"dir": "auto"}), **said)


class Several(forms.CharField):
    """Several words with semicolons between them; the value is a list."""

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).replace("؛", ";")
        return [part.strip() for part in text.split(";") if part.strip()]


def _offered(kind: str, current: object) -> list[tuple[str, str]]:
    """The lexicon's words of a kind, and those the finding has already, in the order of the words."""
    keys = [str(key) for key in OWN[kind]] if kind in OWN else [term.name for term in terms(kind)]
    keys += [str(one) for one in (current if isinstance(current, list) else [current]) if one]
    return sorted(((key, str(label(kind, key))) for key in dict.fromkeys(keys)), key=lambda pair: pair[1])
