"""What reference tables say of any row of the forum."""

from __future__ import annotations

from django.db import models

from muntada.access.models import Handled
from muntada.parties.models import Confidence


class Sourced(Handled):
    """What reference tables say of a row: how sure they are, and from where."""

    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default=Confidence.HIGH)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
