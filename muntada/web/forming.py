"""What a page needs that does one verb: its form, what is refused beside the field, and the way on.

How to make one stands in CONTRIBUTING.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muntada.evidence.values import ValueRefused

T = TypeVar("T")
Words = Mapping[str, str | Promise]
TYPED = (forms.TextInput, forms.Textarea)
REFUSED = _("This value cannot be entered here.")


class VerbForm(forms.Form):
    """The form of one verb, whose fields bear the names of the verb's own arguments.

    What is typed turns as its own first letter does, whatever the page's direction is; what has a direction of its
    own says so (`attrs={"dir": "ltr"}` for an address or a symbol).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, TYPED):
                field.widget.attrs.setdefault("dir", "auto")

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        return dict(self.cleaned_data)


def form_page(
    request: HttpRequest,
    template: str,
    form: VerbForm,
    verb: Callable[..., T],
    then: Callable[[T], HttpResponse],
    *,
    heading: str | Promise,
    submit: str | Promise,
    done: str | Promise,
    words: Words | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of a form; sent and in order, the verb is done with what was given and `then` leads on.

    What the verb refuses is said beside its field, in the `words` for that field, with status 422 and all that was
    typed. The template extends `form.html`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = verb(**form.given())
        except ValueRefused as error:
            refuse(form, error, words or {})
        else:
            messages.success(request, str(done))
            return then(made)
    context = {"form": form, "heading": heading, "submit": submit, **more}
    return render(request, template, context, status=422 if form.errors else 200)


def refuse(form: forms.Form, error: ValueRefused, words: Words) -> None:
    """Say what a verb refused beside the field that it is about, or above a form that has no such field."""
    form.add_error(error.field if error.field in form.fields else None, str(words.get(error.field, REFUSED)))
