"""The forms by which meetings, their agenda, their sittings and their papers are run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.models import AgendaItem, Body, Meeting, Series
from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.text.lexicon import terms
from muntada.text.moments import zone_names
from muntada.web.forming import VerbForm
from muntada.web.forum.run_fields import DAY, NONE, LocalField, RunForm, chosen, items_shown, shared_with
from muntada.web.forum.run_words import ATTRIBUTION, KINDS, LANGUAGES, MODES, SHARED
from muntada.web.labels import choices

READ = Permission.RECORD_READ
UNITED = ("ar", "en", "fr", "es", "ru", "zh")  # the languages between which interpreters are asked for


def _pairs() -> list[tuple[str, str]]:
    said = _("from %(one)s into %(other)s")
    return [
        (f"{one}-{other}", said % {"one": f"⁨{LANGUAGES[one]}⁩", "other": f"⁨{LANGUAGES[other]}⁩"})
        for one, other in permutations(UNITED, 2)
    ]


class MeetingForm(RunForm):
    """What is said of a meeting."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Where it has one of its own; else it is named by its kind, number and body."),
    )
    ordinal = forms.IntegerField(label=gettext_lazy("Number"), required=False, min_value=1, max_value=10_000)
    starts_at = LocalField(label=gettext_lazy("It begins"))
    ends_at = LocalField(label=gettext_lazy("It ends"))
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        widget=forms.Select(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Of the place: the times above are those of the clocks there."),
    )
    mode = forms.ChoiceField(label=gettext_lazy("Form"), choices=list(MODES.items()))
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=200)
    room = forms.CharField(label=gettext_lazy("Room"), required=False, max_length=200)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of work"),
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    interpretation = forms.MultipleChoiceField(
        label=gettext_lazy("Interpretation"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("Into one language of work from another."),
    )
    attribution = forms.ChoiceField(label=gettext_lazy("What may be said of who spoke"), choices=[*ATTRIBUTION.items()])
    documents_by = forms.DateField(label=gettext_lazy("Papers are due by"), required=False, widget=DAY)
    register_by = forms.DateField(label=gettext_lazy("Registration closes on"), required=False, widget=DAY)
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=gettext_lazy("Delegations that must be there."),
    )
    follows = forms.ChoiceField(
        label=gettext_lazy("It follows"),
        required=False,
        help_text=gettext_lazy("What that meeting left open comes first on the agenda."),
    )
    series = forms.ChoiceField(label=gettext_lazy("Series"), required=False)
    chairs = forms.MultipleChoiceField(
        label=gettext_lazy("Chair"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    host = forms.ChoiceField(label=gettext_lazy("Host"), required=False)

    def __init__(self, *args: Any, actor: Actor, body: Body | None, meeting: Meeting | None = None, **more: Any):
        super().__init__(*args, **more)
        kinds = [term.id.partition(".")[2] for term in terms() if term.id.startswith("meeting_kind.")]
        self.fields["kind"].choices = choices("meeting_kind", kinds)  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [(name, name) for name in zone_names()]  # type: ignore[attr-defined]
        self.fields["interpretation"].choices = _pairs()  # type: ignore[attr-defined]
        others = queries.meetings(actor).filter(body=body).order_by("-when", "-pk")
        self.offer("follows", (others.exclude(pk=meeting.pk) if meeting else others)[:200])
        self.offer("series", rows(actor, READ, Series).filter(body=body))
        states = rows(actor, READ, Party).filter(kind__in=("state", "organisation")).prefetch_related("names")
        self.offer("chairs", states, many=True)
        self.offer("host", states)

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        values = super().given()
        values["interpretation"] = [one.split("-") for one in values["interpretation"]]
        return values


class ConveneForm(MeetingForm):
    """A meeting of a body, and who sees it."""

    body = forms.ChoiceField(label=gettext_lazy("Body"))
    shared = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        choices=list(SHARED.items()),
        help_text=gettext_lazy("Wider later only by a release; stricter at any time."),
    )
    field_order = ("body", "shared")

    def __init__(self, *args: Any, actor: Actor, body: Body | None, bodies: list[Body], **more: Any) -> None:
        super().__init__(*args, actor=actor, body=body, **more)
        self.things["body"] = {one.pk: one for one in bodies}
        self.fields["body"].choices = chosen("", bodies)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes, with whom it is shared as a handling."""
        values = super().given()
        values["handling"] = shared_with(values.pop("shared"), values["body"])
        return values


class ChangeForm(MeetingForm):
    """What is said of a meeting anew; `seen` is how often it had changed when the page was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class PostponeForm(VerbForm):
    """Why, and to when."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    starts_at = LocalField(
        label=gettext_lazy("It begins"),
        required=False,
        help_text=gettext_lazy("Left empty, no new day is known yet. Times are those of the clocks of its place."),
    )
    ends_at = LocalField(label=gettext_lazy("It ends"), required=False)


class CancelForm(VerbForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class HoldForm(VerbForm):
    """That it was held, and how many came."""

    attendance = forms.IntegerField(
        label=gettext_lazy("Number attending"), required=False, min_value=1, max_value=10_000
    )


class ItemForm(RunForm):
    """What is said of an item of the agenda."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=1_000)
    kind = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        choices=list(KINDS.items()),
        help_text=gettext_lazy("Stricter at any time, wider never."),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=7_200)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Left empty, it follows from its place."),
    )
    work = forms.ChoiceField(label=gettext_lazy("About the instrument"), required=False)

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        self.offer("work", rows(actor, READ, Work).prefetch_related("titles"))


class NewItemForm(ItemForm):
    """An item, and what it is part of."""

    parent = forms.ChoiceField(label=gettext_lazy("Part of"), required=False)
    field_order = ("title", "parent")

    def __init__(self, *args: Any, actor: Actor, items: list[AgendaItem], **more: Any) -> None:
        super().__init__(*args, actor=actor, **more)
        self.offer_items("parent", items)

    def offer_items(self, field: str, items: list[AgendaItem]) -> None:
        """Items in the order of the agenda."""
        self.things[field] = {str(one.pk): one for one in items}
        self.fields[field].choices = [NONE, *items_shown(items)]  # type: ignore[attr-defined]


class MoveForm(RunForm):
    """Where an item goes."""

    parent = forms.ChoiceField(label=gettext_lazy("Part of"), required=False)
    before = forms.ChoiceField(
        label=gettext_lazy("Before"), required=False, help_text=gettext_lazy("Left empty, it comes last there.")
    )

    def __init__(self, *args: Any, items: list[AgendaItem], **more: Any) -> None:
        super().__init__(*args, **more)
        for field in ("parent", "before"):
            self.things[field] = {str(one.pk): one for one in items}
            self.fields[field].choices = [NONE, *items_shown(items)]  # type: ignore[attr-defined]


class SittingForm(RunForm):
    """What is said of a sitting."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    starts_at = LocalField(
        label=gettext_lazy("It begins"),
        required=False,
        help_text=gettext_lazy("By the clocks of the meeting’s place."),
    )
    ends_at = LocalField(label=gettext_lazy("It ends"), required=False)
    room = forms.CharField(label=gettext_lazy("Room"), required=False, max_length=200)
    convener = forms.ChoiceField(label=gettext_lazy("Convener"), required=False)
    attribution = forms.ChoiceField(label=gettext_lazy("What may be said of who spoke"), choices=[*ATTRIBUTION.items()])
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Items"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args: Any, actor: Actor, items: list[AgendaItem], **more: Any) -> None:
        super().__init__(*args, **more)
        states = rows(actor, READ, Party).filter(kind__in=("state", "organisation")).prefetch_related("names")
        self.offer("convener", states)
        self.things["items"] = {str(one.pk): one for one in items}
        self.fields["items"].choices = items_shown(items)  # type: ignore[attr-defined]


class PaperForm(RunForm):
    """What is said of a paper."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    symbol = forms.CharField(
        label=gettext_lazy("Symbol"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    item = forms.ChoiceField(label=gettext_lazy("Item"), required=False)
    due = forms.DateField(
        label=gettext_lazy("Due by"),
        required=False,
        widget=DAY,
        help_text=gettext_lazy("Left empty, the meeting’s own day counts."),
    )

    def __init__(self, *args: Any, items: list[AgendaItem], runs: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.things["item"] = {str(one.pk): one for one in items}
        self.fields["item"].choices = [NONE, *items_shown(items)]  # type: ignore[attr-defined]
        if not runs:
            del self.fields["due"]


class NewPaperForm(PaperForm):
    """A paper, whose it is, and who sees it."""

    party = forms.ChoiceField(label=gettext_lazy("Submitted by"), required=False)
    shared = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        required=False,
        choices=[("", gettext_lazy("Whoever sees the meeting and the item")), *list(SHARED.items())[:2]],
    )

    def __init__(self, *args: Any, actor: Actor, meeting: Meeting, **more: Any) -> None:
        runs = bool(decide(actor, Permission.MEETING_RUN, meeting))
        super().__init__(*args, runs=runs, **more)
        self.meeting = meeting
        submits = [one for one in _parties(actor) if decide(actor, Permission.PAPER_SUBMIT, one)]
        self.offer("party", submits)
        if not runs:
            self.fields["party"].choices = chosen("", submits)  # type: ignore[attr-defined]
            self.fields["party"].required = True

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        values = super().given()
        shared = values.pop("shared")
        body = self.meeting.body
        values["handling"] = shared_with(shared, body) if shared and body is not None else None
        return values


def _parties(actor: Actor) -> Iterable[Party]:
    every = rows(actor, READ, Party).filter(kind__in=("state", "organisation")).prefetch_related("names")
    # Only the secretariat enters papers of others.
    return every if actor.party is None else every.filter(pk=actor.party)


class VersionForm(VerbForm):
    """A file and the language that it is in."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=list(LANGUAGES.items()))
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, Word, web pages, messages or plain text."),
    )


class SeriesForm(VerbForm):
    """The titles of a series."""

    title_ar = forms.CharField(
        label=gettext_lazy("Title in Arabic"), required=False, max_length=300, widget=forms.TextInput({"dir": "rtl"})
    )
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), required=False, max_length=300, widget=forms.TextInput({"dir": "ltr"})
    )
    title_fr = forms.CharField(
        label=gettext_lazy("Title in French"), required=False, max_length=300, widget=forms.TextInput({"dir": "ltr"})
    )


class NewSeriesForm(RunForm, SeriesForm):
    """A series of a body."""

    body = forms.ChoiceField(label=gettext_lazy("Body"))
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=120,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=gettext_lazy("Small Latin letters, figures, dots and hyphens, such as gctf.coco.meetings."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    field_order = ("body", "key", "kind")

    def __init__(self, *args: Any, bodies: list[Body], **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [term.id.partition(".")[2] for term in terms() if term.id.startswith("meeting_kind.")]
        self.fields["kind"].choices = choices("meeting_kind", kinds)  # type: ignore[attr-defined]
        self.things["body"] = {one.pk: one for one in bodies}
        self.fields["body"].choices = chosen("", bodies)  # type: ignore[attr-defined]
