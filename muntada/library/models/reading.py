"""What a person does with texts: notes, collections, what they follow, and with whom they share the first two.

A note or collection is its person's own and read by nobody else, until a `Sharing` says with whom: that alone is
handled under a label, and whoever reads it by that reads of it no more than they may see of the texts themselves.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from muntada.access import clock
from muntada.access.models import Handled
from muntada.library.models.texts import Clause
from muntada.library.models.works import Work
from muntada.people.models import User


class Note(models.Model):
    """What a person wrote beside a clause, or beside a work as a whole. Personal data: its text, and whose it is."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notes")
    work = models.ForeignKey(Work, models.CASCADE, related_name="notes")
    clause = models.ForeignKey(Clause, models.CASCADE, null=True, blank=True, related_name="notes")
    text = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["user", "work"], name="library_note_of")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="library_note_says_something")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class NoteRevision(models.Model):
    """What a note said before its person changed it; for that person alone."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="revisions")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)  # when it was changed into something else

    class Meta:
        ordering = ["note", "-at", "-id"]

    def __str__(self) -> str:
        return f"note {self.note_id} until {self.at:%Y-%m-%d}"

    @property
    def user_id(self) -> int:
        """Whose it is."""
        return self.note.user_id


class Collection(models.Model):
    """Works and clauses that a person put together, in their order and under a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="collections")
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="library_collection_once"),
            models.CheckConstraint(condition=~Q(name=""), name="library_collection_named"),
        ]

    def __str__(self) -> str:
        return self.name


class CollectionItem(models.Model):
    """A work in a collection, or a clause of it; with a line on why it is there."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()  # in the collection, from 1
    work = models.ForeignKey(Work, models.CASCADE, related_name="collected")
    clause = models.ForeignKey(Clause, models.CASCADE, null=True, blank=True, related_name="collected")
    remark = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["collection", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "clause"], condition=Q(clause__isnull=False), name="library_clause_collected_once"
            ),
            models.UniqueConstraint(
                fields=["collection", "work"], condition=Q(clause__isnull=True), name="library_work_collected_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.clause or self.work_id}"


class Sharing(Handled):
    """With whom a person shares a note or a collection, under which label."""

    note = models.OneToOneField(Note, models.CASCADE, null=True, blank=True, related_name="sharing")
    collection = models.OneToOneField(Collection, models.CASCADE, null=True, blank=True, related_name="sharing")

    class Meta:
        ordering = ["-id"]
        constraints = [
            *Handled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(note__isnull=False) ^ Q(collection__isnull=False), name="library_sharing_of_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.note or self.collection)


class Follow(models.Model):
    """That a person wants to be told when something changes: a work, a clause of it, all that is on a topic, or what
    a search finds.

    `seen` is what it looked like to that person when they were last told: a digest each of its words, its versions
    and its relations; of a search the keys of what it found.
    """

    class What(models.TextChoices):
        WORK = "work"
        CLAUSE = "clause"
        TOPIC = "topic"
        SEARCH = "search"

    user = models.ForeignKey(User, models.CASCADE, related_name="follows")
    what = models.CharField(max_length=6, choices=What.choices)
    work = models.ForeignKey(Work, models.CASCADE, null=True, blank=True, related_name="followed")
    clause = models.ForeignKey(Clause, models.CASCADE, null=True, blank=True, related_name="followed")
    topic = models.CharField(max_length=60, blank=True)  # an id of the lexicon
    sought = models.CharField(max_length=600, blank=True)  # a search as an address has it: q=biometrics&kind=clause
    since = models.DateTimeField(default=clock.now)
    seen = models.JSONField(default=dict)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="work", work__isnull=False, clause__isnull=True, topic="", sought="")
                | Q(what="clause", work__isnull=False, clause__isnull=False, topic="", sought="")
                | (Q(what="topic", work__isnull=True, clause__isnull=True, sought="") & ~Q(topic=""))
                | (Q(what="search", work__isnull=True, clause__isnull=True, topic="") & ~Q(sought="")),
                name="library_follow_of_one",
            ),
            models.UniqueConstraint(fields=["user", "work"], condition=Q(what="work"), name="library_follow_work_once"),
            models.UniqueConstraint(
                fields=["user", "clause"], condition=Q(what="clause"), name="library_follow_clause_once"
            ),
            models.UniqueConstraint(
                fields=["user", "topic"], condition=Q(what="topic"), name="library_follow_topic_once"
            ),
            models.UniqueConstraint(
                fields=["user", "sought"], condition=Q(what="search"), name="library_follow_search_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.clause or self.work_id or self.topic or self.sought}"


class News(models.Model):
    """That something which a person follows had changed on a day: its words, its versions or its relations."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="news")
    at = models.DateTimeField(default=clock.now)
    # Of words, versions, relations; found, where a search finds more; open, where that may be told outside of a page.
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return f"{self.follow_id} {self.at:%Y-%m-%d}"

    @property
    def user_id(self) -> int:
        """Whose it is."""
        return self.follow.user_id
