"""Messages that wait, go out and went out."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from muntada.access import clock
from muntada.marking.tlp import TLP
from muntada.outreach.html import html_of
from muntada.outreach.sealing import PLACE, opened
from muntada.parties.models import LANGUAGES
from muntada.people.models import User

INVITATION = "invitation"  # the letter that lets somebody in
EDITION = "edition"  # the letter with the address under which a recipient finds the national report
BY_MAIL = (TLP.CLEAR.value, TLP.GREEN.value)


def _any_key() -> str:
    return uuid.uuid4().hex


class Message(models.Model):
    """One message to one person of the forum, or to an address outside of it.

    `state` is `sending` from before the mail server is spoken to until it is known what became of it; a message that
    stays there is one for a person to look into, and is never sent again by itself. `message_id` is the same
    however often it is tried. Personal data: the address, and whatever the text says.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        HELD = "held"
        RELEASED = "released"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        CANCELLED = "cancelled"

    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    letter = models.CharField(max_length=40, blank=True)  # which one it is, where that matters to who may do what
    party = models.CharField(max_length=120, blank=True)  # the key of the party whose letter it is, if not the forum's
    batch = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)  # the sending that it is one of
    sealed = models.TextField(blank=True)  # a link for the recipient alone; emptied once the message is through
    ends_at = models.DateTimeField(null=True, blank=True)  # after this it goes out no more
    tlp = models.CharField(max_length=16, choices=[(label, label) for label in BY_MAIL], default=TLP.CLEAR.value)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    once = models.CharField(max_length=120, unique=True, default=_any_key)  # the same key is the same message
    message_id = models.CharField(max_length=200, unique=True)
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField(default=clock.now)
    released_by = models.CharField(max_length=120, blank=True)
    round = models.PositiveSmallIntegerField(default=0)  # how often it was released
    attempts = models.PositiveSmallIntegerField(default=0)  # in this round
    sending_job = models.BigIntegerField(null=True, blank=True)  # none where a person took it out by hand
    sending_fence = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(tlp__in=BY_MAIL), name="outreach_message_green_at_most"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | (Q(person__isnull=True) & ~Q(address="")),
                name="outreach_message_to_one",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(tlp=TLP.CLEAR.value), name="outreach_message_outside_clear"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "held", "failed", "cancelled"]) | ~Q(released_by=""),
                name="outreach_message_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def to(self) -> str:
        """The address it goes to."""
        return self.person.email if self.person is not None else self.address

    @property
    def ended(self) -> bool:
        """Whether it is too late for it to go out."""
        return self.ends_at is not None and self.ends_at <= clock.now()

    @property
    def spoken(self) -> str:
        """The text as the recipient reads it; nobody else is shown it."""
        return self.text.replace(PLACE, opened(self.sealed)) if self.sealed else self.text

    @property
    def html(self) -> str:
        """The text as a page of its own, as the recipient reads it."""
        return html_of(self.spoken, self.language, self.tlp)
