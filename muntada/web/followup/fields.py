"""Forms of follow-up: what is said of institutions, commitments, measures, evidence, reports and mappings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.actions.under import LONGEST
from muntada.followup.models import Commitment, Institution, Measure
from muntada.followup.queries import records
from muntada.parties.models import Party
from muntada.text.lexicon import by_id
from muntada.web.followup.words import EXTENTS, KINDS, RATIONALES, RELATIONSHIPS, RESPONSES, STATUSES
from muntada.web.forming import VerbForm
from muntada.web.labels import best, choices
from muntada.web.names import name_of

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOTHING = ("", pgettext_lazy("nothing chosen", "None"))
TONGUES = {"ar": _("in Arabic"), "en": _("in English"), "fr": _("in French")}
KNOWN = _("As far as it is known: 2026, 2026-05 or 2026-05-17.")
ROOM = {"rows": 4}


class KeptForm(VerbForm):
    """The form of a record of a party: its institutions are offered, and given as rows."""

    institutions: tuple[str, ...] = ()

    def __init__(self, actor: Actor, party: Party | None, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.actor, self.party = actor, party
        own = records.institutions(actor, party=party.pk) if party else records.institutions(actor).none()
        self.known: dict[str, Institution] = {one.pk: one for one in own}
        offered = [(key, str(name_of(one))) for key, one in self.known.items()]
        for name in self.institutions:
            several = isinstance(self.fields[name], forms.MultipleChoiceField)
            self.offer(name, offered if several else [NOTHING, *offered])

    def offer(self, name: str, options: Iterable[tuple[Any, Any]]) -> None:
        """Let one of these be chosen in a field."""
        self.fields[name].choices = list(options)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes, institutions as rows."""
        said = super().given()
        for name in self.institutions:
            value = said[name]
            said[name] = [self.known[one] for one in value] if isinstance(value, list) else self.known.get(value)
        return said


def three(name: str, said: str | Promise, *, long: bool = False, limit: int = 600) -> dict[str, forms.CharField]:
    """A field in each of the three languages, the reader's own first."""
    widget = forms.Textarea if long else forms.TextInput
    return {
        f"{name}_{code}": forms.CharField(
            label=_joined(said, tongue), max_length=LONGEST if long else limit, required=False,
            widget=widget(attrs={"lang": code, "dir": "rtl" if code == "ar" else "ltr", **(ROOM if long else {})}),
        )
        for code, tongue in TONGUES.items()
    }  # fmt: skip


def _joined(said: str | Promise, tongue: str | Promise) -> Any:
    return format_lazy("{} {}", said, tongue)


def parties_for(actor: Actor) -> list[tuple[str, str]]:
    """The parties for which this actor enters things: the one spoken for, or any state where the forum keeps them."""
    if actor.party is not None and actor.roles & {Role.FOCAL_POINT, Role.VALIDATOR}:
        found = rows(actor, Permission.RECORD_READ, Party).filter(pk=actor.party)
    else:
        found = rows(actor, Permission.RECORD_READ, Party).exclude(kind=Party.Kind.INSTITUTION)
    return sorted(((one.pk, str(name_of(one))) for one in found.prefetch_related("names")), key=lambda one: one[1])


def terms(family: str) -> list[tuple[str, str]]:
    """The ids of a family of the lexicon with their words."""
    return choices(family, {key.partition(".")[2] for key in by_id() if key.startswith(f"{family}.")})


class InstitutionForm(KeptForm):
    """An institution of a party."""

    locals().update(three("name", _("Name"), limit=300))
    contact = forms.CharField(
        label=_("Who is asked there"), max_length=300, required=False, help_text=_("An office rather than a person.")
    )
    email = forms.EmailField(label=_("Address for mail"), max_length=254, required=False)
    language = forms.ChoiceField(
        label=_("Language in which it is written to"),
        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
    )


class CommitmentForm(KeptForm):
    """A party's answer to a clause or an outcome, and who carries it out."""

    institutions = ("lead", "authority", "contributors")
    response = forms.ChoiceField(label=_("Answer"), choices=RESPONSES.items())
    locals().update(three("words", _("In the party’s words"), long=True))
    lead = forms.ChoiceField(label=_("Lead institution"), required=False)
    contributors = forms.MultipleChoiceField(
        label=_("Contributing institutions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    authority = forms.ChoiceField(
        label=_("Validating institution"), required=False, help_text=_("It says whether what is reported is so.")
    )
    cycle = forms.CharField(label=_("Cycle of review"), max_length=60, required=False)
    since = forms.CharField(
        label=_("Undertaken on"), max_length=21, required=False, widget=forms.TextInput({"dir": "ltr"}), help_text=KNOWN
    )


class MeasureForm(KeptForm):
    """A measure of a party."""

    institutions = ("owner",)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS.items())
    locals().update(three("title", _("Title")))
    locals().update(three("text", _("Description"), long=True))
    owner = forms.ChoiceField(label=_("Institution in charge"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES.items())
    start = forms.CharField(
        label=_("Begins"), max_length=21, required=False, widget=forms.TextInput({"dir": "ltr"}), help_text=KNOWN
    )
    target = forms.CharField(
        label=_("To be done by"), max_length=21, required=False, widget=forms.TextInput({"dir": "ltr"}), help_text=KNOWN
    )
    target_note = forms.CharField(label=_("What that depends on"), max_length=600, required=False)
    completed = forms.CharField(
        label=_("Completed on"), max_length=21, required=False, widget=forms.TextInput({"dir": "ltr"}), help_text=KNOWN
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    lifecycle = forms.ChoiceField(label=_("Stage of the life cycle"), required=False)
    report_every = forms.IntegerField(
        label=_("Reported on every so many months"), min_value=1, max_value=120, required=False,
        help_text=_("Left out with a first day given, it is reported on once."),
    )  # fmt: skip
    report_from = forms.DateField(label=_("First report due on"), required=False, widget=DAY)
    report_until = forms.DateField(label=_("Last report due by"), required=False, widget=DAY)

    def __init__(self, actor: Actor, party: Party | None, data: Any = None, **more: Any) -> None:
        super().__init__(actor, party, data, **more)
        self.offer("topics", terms("topic"))
        self.offer("sectors", terms("sector"))
        self.offer("lifecycle", [NOTHING, *terms("lifecycle")])


class ServeForm(KeptForm):
    """Which commitment a measure serves, and how far."""

    commitment = forms.ChoiceField(label=_("Commitment"))
    extent = forms.ChoiceField(label=_("How far it serves it"), choices=EXTENTS.items())
    note = forms.CharField(label=_("How"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, actor: Actor, party: Party | None, data: Any = None, **more: Any) -> None:
        super().__init__(actor, party, data, **more)
        own = records.commitments_where(actor, party=party.pk if party else "-")
        self.rows: dict[str, Commitment] = {str(one.pk): one for one in own}
        self.offer("commitment", [(key, _commitment(one)) for key, one in self.rows.items()])

    def given(self) -> dict[str, Any]:
        """What the verb takes, the commitment as a row."""
        said = super().given()
        return said | {"commitment": self.rows[said["commitment"]]}


class RevisionForm(KeptForm):
    """A state of evidence: a file, an address, or a passage."""

    file = forms.FileField(label=_("File"), required=False)
    address = forms.CharField(
        label=_("Or its address"), max_length=2000, required=False, widget=forms.TextInput({"dir": "ltr"})
    )
    passage = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    received = forms.DateField(label=_("Received on"), required=False, widget=DAY, help_text=_("Left out, today."))
    effective = forms.DateField(label=_("In effect from"), required=False, widget=DAY)
    expires = forms.DateField(label=_("Expires on"), required=False, widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=600, required=False)


class EvidenceForm(RevisionForm):
    """What shows that a measure was taken, with its first state."""

    institutions = ("holder",)
    kind = forms.CharField(
        label=_("Kind"), max_length=60, help_text=_("A gazette, figures, a decision, a photograph: in a word or two.")
    )
    locals().update(three("title", _("Title")))
    holder = forms.ChoiceField(label=_("Who holds it"), required=False)
    field_order = ("kind", "title_ar", "title_en", "title_fr", "holder")


class ReportForm(KeptForm):
    """What became of a measure by a day that is due."""

    status = forms.ChoiceField(label=_("Status that it has come to"), choices=STATUSES.items())
    locals().update(three("text", _("What became of it"), long=True))
    evidence = forms.MultipleChoiceField(label=_("What shows it"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Actor, measure: Measure, data: Any = None, **more: Any) -> None:
        super().__init__(actor, measure.party, data, **more)
        self.rows = {str(one.pk): one for one in records.evidence(actor).filter(measure=measure)}
        self.offer("evidence", [(key, str(name_of(one))) for key, one in self.rows.items()])

    def given(self) -> dict[str, Any]:
        """What the verb takes, evidence as rows."""
        said = super().given()
        return said | {"evidence": [self.rows[one] for one in said["evidence"]]}


class MappingForm(VerbForm):
    """How what a clause asks for relates to what another asks for."""

    relationship = forms.ChoiceField(label=_("This clause"), choices=RELATIONSHIPS.items())
    rationale = forms.ChoiceField(label=_("On what ground"), choices=RATIONALES.items())
    strength = forms.IntegerField(
        label=_("How sure that is"), min_value=1, max_value=10, initial=8,
        help_text=_("From 1, hardly, to 10, beyond doubt."),
    )  # fmt: skip
    why = forms.CharField(label=_("Why"), max_length=LONGEST, widget=forms.Textarea(attrs=ROOM))


class NewMappingForm(MappingForm):
    """The other clause, and how the two relate."""

    target = forms.CharField(
        label=_("The other clause"), max_length=300, widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("The end of its page’s address: the instrument, a slash, the clause: unsc-2178/para_5."),
    )  # fmt: skip
    field_order = ("relationship", "target")


def _commitment(one: Commitment) -> str:
    if one.clause is not None:
        return f"⁨{name_of(one.clause.work)}⁩ · ⁨{one.clause.wid}⁩"
    assert one.outcome is not None
    texts = {code: getattr(one.outcome, f"text_{code}") for code in ("ar", "en", "fr")}
    return f"⁨{one.outcome.reference}⁩ · ⁨{best(texts).text[:120]}⁩"
