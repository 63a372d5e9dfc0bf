"""That a record about a person is kept for another purpose than the one it was entered for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from muntada.access import clock
from muntada.access.models import LegalBasis
from muntada.marking.handling import Purpose

PURPOSES = [(one.value, one.value) for one in Purpose]


class Repurposing(models.Model):
    """A decision on the purpose of a record (LED, articles 4(2) and 9(1)): proposed by one person, signed by another.

    The purpose and the basis of before stay here for as long as the record: the rows of a record are the history of
    its purpose. Personal data: what the proposal says of the record.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        SIGNED = "signed"
        DECLINED = "declined"

    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=120)
    originator = models.CharField(max_length=120)  # of the record: who speaks for it proposes
    from_purpose = models.CharField(max_length=60, choices=PURPOSES)
    to_purpose = models.CharField(max_length=60, choices=PURPOSES)
    from_basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+")
    to_basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+")
    reason = models.TextField()  # why it is needed, and no more than that
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.CharField(max_length=100)
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["record_type", "record_key"])]
        constraints = [
            # The wall behind the verb: nobody turns a record to another purpose alone.
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="rights_repurposing_by_two"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by="", decided_at__isnull=True)
                | (~Q(state="proposed") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="rights_repurposing_decided",
            ),
            models.CheckConstraint(condition=~Q(to_purpose=F("from_purpose")), name="rights_repurposing_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="rights_repurposing_why"),
            models.UniqueConstraint(
                fields=["record_type", "record_key"],
                condition=Q(state="proposed"),
                name="rights_repurposing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}: {self.from_purpose} to {self.to_purpose}"
