"""What is known of the words and the use of clauses: which terms stand in them, and who took them up where."""

from __future__ import annotations

from django.db import models

from muntada.access.models import Handled
from muntada.library.models.texts import Clause, ClauseText
from muntada.parties.models import Party

_SHORT = 80  # letters of an activity that name a use


class TermSeen(models.Model):
    """A term of the lexicon as a clause's text writes it: derived from the words, made anew when a version is
    settled."""

    text = models.ForeignKey(ClauseText, models.CASCADE, related_name="terms")
    term = models.CharField(max_length=80)  # its id in the lexicon: topic.biometrics
    form = models.CharField(max_length=120)  # as it is written there

    class Meta:
        ordering = ["text", "term", "form"]
        verbose_name_plural = "terms seen"
        constraints = [models.UniqueConstraint(fields=["term", "text", "form"], name="library_term_seen_once")]

    def __str__(self) -> str:
        return f"{self.term}: {self.form}"


class Uptake(Handled):
    """Who used a clause, most often a good practice, where and in what activity, as a source states it."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="uptakes")
    party = models.ForeignKey(Party, models.PROTECT, related_name="uptakes")  # a state, an organisation or a body
    place = models.CharField(max_length=200, blank=True)
    activity = models.CharField(max_length=400)  # a training, a law, a meeting: in what it was used
    when = models.CharField(max_length=21, blank=True)  # at the precision known
    source = models.CharField(max_length=400)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-when", "-id"]
        constraints = Handled.Meta.constraints

    def __str__(self) -> str:
        return self.activity if len(self.activity) <= _SHORT else f"{self.activity[:_SHORT].rstrip()}…"
