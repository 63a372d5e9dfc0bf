"""Forms of signing in and of one's own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from muntada.access import clock
from muntada.web.people.words import role_choices

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr", "spellcheck": "false"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CodeForm(forms.Form):
    """One code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        help_text=_("Six digits from your authenticator, or one of your printed recovery codes."),
        widget=forms.TextInput(attrs=_CODE),
    )


class EnterForm(CodeForm):
    """Coming in by address and code."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    field_order = ("email", "code")


class LooksForm(forms.Form):
    """How numbers and dates look on one's own Arabic pages."""

    arabic_digits = forms.ChoiceField(
        label=_("Digits on Arabic pages"),
        choices=[("", "0123456789"), ("1", "٠١٢٣٤٥٦٧٨٩")],
        required=False,
        help_text=_("What a source says keeps the digits that it has."),
    )
    hijri = forms.BooleanField(label=_("On Arabic pages, the Hijri date beside each day"), required=False)


class PasskeyName(forms.Form):
    """What its person calls a passkey."""

    name = forms.CharField(
        label=_("Name of the passkey"), max_length=100, help_text=_("So that you know it again: “my telephone”.")
    )


class LendForm(forms.Form):
    """What is lent to whom until when."""

    email = forms.EmailField(label=_("To whom (e-mail address)"), max_length=254)
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(label=_("Ends on"), widget=DAY, help_text=_("From this day on nothing is lent any more."))

    def __init__(self, *args: Any, held: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = role_choices(held)
        self.fields["until"].widget.attrs["min"] = clock.today().isoformat()
