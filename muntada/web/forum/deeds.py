"""The page of a verb under the forum's rules: where one speaks against what is asked, the page says so and asks for
the reason why one goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.rules import RuleBroken
from muntada.forum.queries.rules import Broken
from muntada.trail.deed import Refused
from muntada.web.asking import asker, may
from muntada.web.errors import refused
from muntada.web.forming import VerbForm
from muntada.web.forum.choices import speaks_for
from muntada.web.forum.words import say

Text = str | Promise


class DeedForm(VerbForm):
    """The form of a verb that rules may speak against; `despite` shows once one does."""

    despite = forms.CharField(
        label=_("Why it is done all the same"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is kept with the rule that is departed from."),
    )
    under_rules = False  # whether the verb takes a reason to go on
    field_order: Sequence[str] | None = None

    def __init__(self, actor: Actor, thing: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.thing = actor, thing
        self.broken: tuple[Broken, ...] = ()
        if not self.under_rules:
            del self.fields["despite"]
        elif not (self.is_bound and self.data.get("despite")):
            self.fields["despite"].widget = forms.HiddenInput()
        else:
            self.order_fields([name for name in self.fields if name != "despite"] + ["despite"])
        self.prepare()

    def prepare(self) -> None:
        """Fill what may be chosen, from what the actor may see."""

    def offer(self, name: str, options: Sequence[tuple[Any, Any]]) -> None:
        """Let one of these be chosen in a field."""
        self.fields[name].choices = options  # type: ignore[attr-defined]

    def warn(self, broken: Sequence[Broken]) -> None:
        """Say which rules speak against it, and ask for a reason."""
        self.broken = tuple(broken)
        self.fields["despite"].widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        self.order_fields([name for name in self.fields if name != "despite"] + ["despite"])
        self.add_error("despite", str(_("Give the reason, or change what is asked.")))

    @property
    def warnings(self) -> list[str]:
        """The rules' sentences in the reader's language."""
        return [one.words.get(get_language() or "ar", one.words["en"]) for one in self.broken]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page does with a thing: its words, its form, whom it is for, and the verb, which takes the actor, the
    thing and what was given."""

    heading: Text
    submit: Text
    form: type[DeedForm]
    permission: Permission
    verb: Callable[..., Any]
    done: Text
    on: Callable[[Any], Model | None] = field(default=lambda thing: thing)
    for_parties: bool = False  # whoever speaks for a party may ask; the verb says of which


def deed_page(
    request: HttpRequest,
    deed: Deed,
    thing: Any,
    then: Callable[[Any], str],
    *,
    back: tuple[str, Any],
    initial: Mapping[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of a deed; `back` is an address and the record that it leads back to, `then` the way on."""
    actor = asker(request)
    if not _may(request, actor, deed, thing):
        return refused(request)
    form = deed.form(actor, thing, request.POST if request.method == "POST" else None, initial=dict(initial or {}))
    if request.method == "POST" and form.is_valid():
        try:
            made = deed.verb(actor, thing, **form.given())
        except RuleBroken as error:
            form.warn(error.broken)
        except ValueRefused as error:
            say(form, error)
        except Refused:
            return refused(request)
        else:
            messages.success(request, str(deed.done))
            return redirect(then(made))
    context = {"form": form, "heading": deed.heading, "submit": deed.submit, "back": back, "thing": thing, **more}
    return render(request, "forum/deed.html", context, status=422 if form.errors else 200)


def _may(request: HttpRequest, actor: Actor, deed: Deed, thing: Any) -> bool:
    if deed.for_parties:
        return bool(speaks_for(actor)) or may(request, deed.permission, deed.on(thing))
    return may(request, deed.permission, deed.on(thing))
