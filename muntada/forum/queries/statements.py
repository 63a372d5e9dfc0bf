"""Questions about what was said, answered as far as the actor may read."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from muntada.access.actor import Actor
from muntada.access.folded import holds
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Attribution, Sitting, Statement
from muntada.parties.models import Party

READ = Permission.RECORD_READ
STRICTNESS = {Attribution.ATTRIBUTED.value: 0, Attribution.PARTY_ONLY.value: 1, Attribution.NOT_ATTRIBUTED.value: 2}


def statements(actor: Actor | None) -> QuerySet[Statement]:
    """Every statement that the actor may read, with what a list shows of it."""
    found = rows(actor, READ, Statement)
    return found.select_related("sitting__meeting__body__party", "item", "party").prefetch_related("party__names")


def statement(actor: Actor | None, pk: int) -> Statement | None:
    """The statement of this number, or None."""
    return statements(actor).filter(pk=pk).first()


def statements_where(
    actor: Actor | None,
    *,
    words: str = "",
    body: str = "",
    party: str = "",
    language: str = "",
    meeting: int | None = None,
    sitting: int | None = None,
) -> QuerySet[Statement]:
    """Statements in which all these words stand, the latest sitting first.

    Within a sitting they come by number: as they were written, and drawn by lot where they are not attributed.
    """
    found = statements(actor)
    if words:
        found = found.filter(holds("sought", words))
    given = {"sitting__meeting__body": body, "party": party, "language": language}
    given |= {"sitting__meeting": meeting, "sitting": sitting}  # type: ignore[dict-item]
    return found.filter(**{name: value for name, value in given.items() if value}).order_by("-sitting", "-id")


def parties_named(actor: Actor | None) -> QuerySet[Party]:
    """The parties to which a statement is attributed that the actor may read."""
    attributed = rows(actor, READ, Statement).filter(party=OuterRef("pk"))
    return rows(actor, READ, Party).filter(Exists(attributed)).order_by("pk")


def of_sitting(actor: Actor | None, sitting: Sitting) -> list[Statement]:
    """What was said in a sitting: item by item, as it was written, or by lot where it is not attributed."""
    return list(statements(actor).filter(sitting=sitting).order_by("item__position", "item", "id"))
