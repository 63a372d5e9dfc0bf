"""What the forms of meetings share: times without a zone, fields that name records, and who sees what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from muntada.forum.models import AgendaItem, Body
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.web.forming import VerbForm
from muntada.web.labels import plain
from muntada.web.names import name_of

NONE = ("", pgettext_lazy("nothing chosen", "None"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LocalField(forms.CharField):
    """A day and a time as the clocks of the place show them, without a zone."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=40, widget=forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}), **more
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise forms.ValidationError(_("Give a day and a time.")) from None
        return local.replace(tzinfo=None)


def chosen(name: str, things: Iterable[Model]) -> list[tuple[str, str]]:
    """Things by key with their names, in the order of the names."""
    named = sorted(((str(one.pk), plain(name_of(one))[:120]) for one in things), key=lambda pair: pair[1])
    return [NONE, *named] if name else named  # type: ignore[list-item]


class RunForm(VerbForm):
    """A form of which some fields name records; `things` are what each may name, as far as the actor sees them."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self.things: dict[str, dict[str, Model]] = {}
        super().__init__(*args, **more)

    def offer(self, field: str, things: Iterable[Model], *, many: bool = False) -> None:
        """Let one of these be chosen, or several."""
        found = list(things)
        self.things[field] = {str(one.pk): one for one in found}
        self.fields[field].choices = chosen("" if many else "one", found)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes, with records in place of their keys."""
        values = super().given()
        for field, known in self.things.items():
            value = values[field]
            values[field] = [known[key] for key in value] if isinstance(value, list) else known.get(value)
        return values


def items_shown(items: Iterable[AgendaItem]) -> list[tuple[str, str]]:
    """Items with their numbers, for a box to choose from."""
    return [(str(one.pk), f"{one.number} ⁨{one.title[:100]}⁩".strip()) for one in items]


def shared_with(chosen_: str, body: Body) -> Handling:
    """The handling of what is shared with a circle of people around a body."""
    return {
        "members": Handling(TLP.AMBER, THE_FORUM, frozenset({body.pk})),
        "staff": Handling(TLP.AMBER_STRICT),
        "community": Handling(TLP.GREEN),
        "everybody": Handling(),
    }[chosen_]
