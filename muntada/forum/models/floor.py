"""The floor of a sitting: who asks for it, who has it, and what was said.

What was said in a sitting that is not attributed has no speaker and no party: they are not written, so that nothing
can give them away. Those who ask for the floor there are known only while the sitting lasts.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access.folded import Findable, FoldedField
from muntada.access.models import Handled
from muntada.evidence.models import Document
from muntada.forum.models.meetings import AgendaItem, Attribution, Sitting
from muntada.parties.models import Party


class SpeakersList(Handled):
    """The list of those who ask for the floor on an item of a sitting."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="lists")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="lists")
    seconds = models.PositiveIntegerField(default=180)  # for each speaker; 0 is no limit
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ["sitting", "id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return f"speakers of {self.sitting_id}"


class Speaker(Handled):
    """A delegation asks for the floor, has it, had it. It is taken out when a sitting that is not attributed closes.

    Personal data: the name of a delegate, where one is given.
    """

    class Kind(models.TextChoices):
        STATEMENT = "statement"
        POINT_OF_ORDER = "point_of_order"
        REPLY = "reply"

    class State(models.TextChoices):
        WAITING = "waiting"
        SPEAKING = "speaking"
        SPOKEN = "spoken"
        WITHDRAWN = "withdrawn"

    list = models.ForeignKey(SpeakersList, models.CASCADE, related_name="speakers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="asked_for_floor")
    on_behalf_of = models.CharField(max_length=300, blank=True)  # a group of states, in words
    person = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.STATEMENT)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["list", "position", "id"]
        constraints = [
            *Handled.Meta.constraints,
            models.UniqueConstraint(fields=["list"], condition=Q(state="speaking"), name="forum_one_has_the_floor"),
            models.CheckConstraint(
                condition=Q(person="") | Q(category__isnull=False), name="forum_speaker_named_is_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} on list {self.list_id}"


class Statement(Findable, Handled):
    """What was said in a sitting, as far as it may be attributed.

    The number of one that is not attributed is drawn by lot, so that its place in no list follows who spoke when.
    Personal data: the name of a speaker, only where the rule of the sitting lets it be attributed; the name is taken
    out when its retention ends, and the words stay. Who may not be named was never written: the database refuses it.
    """

    class Named(models.TextChoices):
        """Why a name that stands in the words is not the speaker's: one of these and no text, which might tell."""

        ADDRESSED = "addressed"
        QUOTED = "quoted"
        SPOKEN_OF = "spoken_of"

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="statements")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="statements")
    attribution = models.CharField(max_length=20, choices=Attribution.choices)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="statements")
    on_behalf_of = models.CharField(max_length=300, blank=True)
    speaker = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2)
    text = models.TextField()
    sought = FoldedField(of=["text"])
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="statements")
    named_because = models.CharField(max_length=10, choices=Named.choices, blank=True)

    class Meta:
        ordering = ["-sitting", "-id"]
        indexes = [
            models.Index(fields=["sitting", "-id"], name="forum_statement_by_sitting"),
            models.Index(fields=["party", "sitting", "id"], name="forum_statement_of_party"),
        ]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.NOT_ATTRIBUTED)
                | Q(party__isnull=True, speaker="", on_behalf_of="", document__isnull=True),
                name="forum_statement_not_attributed",
            ),
            models.CheckConstraint(
                condition=~Q(attribution=Attribution.PARTY_ONLY) | Q(speaker=""), name="forum_statement_party_only"
            ),
            # A name is personal data: it has a category, a basis and a day on which it goes.
            models.CheckConstraint(
                condition=Q(speaker="") | Q(category__isnull=False), name="forum_statement_named_is_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
