"""What persons ask for at the public door: to be taken off a list, or what they may ask of what is kept of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.register.models import Proposal
from muntada.rights.models.persons import Request

# The six official languages of the United Nations: a petition is taken in each, and answered in three.
WRITTEN_IN = [
    ("ar", "العربية"), ("zh", "中文"), ("en", "English"), ("fr", "Français"), ("ru", "Русский"), ("es", "Español"),
]  # fmt: skip


class Petition(models.Model):
    """What came with a request by the public form: who it is of, who sends it, and the key to its own page.

    `code` is the digest of the secret in the address by which whoever asked reads the answer. Until it is answered,
    nobody but those who look after persons' rights knows of it. Personal data: names, birth, papers, and whoever
    speaks for the person; taken out with those of its request.
    """

    class Capacity(models.TextChoices):
        SELF = "self"
        REPRESENTATIVE = "representative"
        HEIR = "heir"

    request = models.OneToOneField(Request, models.CASCADE, related_name="petition")
    identity = models.JSONField(default=dict)  # see rights.identity
    capacity = models.CharField(max_length=14, choices=Capacity.choices)
    represented_by = models.CharField(max_length=300, blank=True)
    written_in = models.CharField(max_length=2, choices=WRITTEN_IN)
    entry = models.CharField(max_length=300, blank=True)  # which list and reference, as far as the person knows
    code = models.CharField(max_length=64, blank=True)
    # What was proposed of the listing on this petition; the rule of the sixtieth day stands there.
    proposal = models.OneToOneField(Proposal, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_up_by = models.CharField(max_length=100, blank=True)
    taken_up_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="rights_petition_code_once"),
            models.CheckConstraint(
                condition=Q(capacity="self") | ~Q(represented_by="") | Q(code=""), name="rights_petition_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(written_in__in=[key for key, _name in WRITTEN_IN]), name="rights_petition_language"
            ),
            models.CheckConstraint(
                condition=Q(taken_up_by="", taken_up_on__isnull=True)
                | (~Q(taken_up_by="") & Q(taken_up_on__isnull=False)),
                name="rights_petition_taken_up",
            ),
        ]

    def __str__(self) -> str:
        return f"petition {self.pk}"
