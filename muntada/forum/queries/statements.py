"""Questions about what was said, answered as far as the actor may read."""

from __future__ import annotations

from django.db.models import F, QuerySet

from muntada.access.actor import Actor
from muntada.access.folded import holds
from muntada.access.pieces import different
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Attribution, Sitting, Statement
from muntada.parties.models import Party

READ = Permission.RECORD_READ
FEW = 400  # sittings of a body, of which the statements are soon sorted
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
    if body:
        found = _of_body(found, body)
    given = {"party": party, "language": language}
    given |= {"sitting__meeting": meeting, "sitting": sitting}  # type: ignore[dict-item]
    return found.filter(**{name: value for name, value in given.items() if value}).order_by("-sitting", "-id")


def _of_body(found: QuerySet[Statement], body: str) -> QuerySet[Statement]:
    """Those said in a body's meetings. Of a body that sits often the list is gone through, in its order, until enough
    are found: all that was ever said in so many sittings would have to be sorted first."""
    sat = Sitting.objects.filter(meeting__body=body).order_by().values_list("pk", flat=True)
    few = list(sat[: FEW + 1])
    if len(few) <= FEW:
        return found.filter(sitting__in=few)
    return found.alias(sat=F("sitting_id") + 0).filter(sat__in=sat)


def parties_named(actor: Actor | None) -> QuerySet[Party]:
    """The parties to which a statement is attributed that the actor may read."""
    return rows(actor, READ, Party).filter(pk__in=different(rows(actor, READ, Statement), "party")).order_by("pk")


def of_sitting(actor: Actor | None, sitting: Sitting) -> list[Statement]:
    """What was said in a sitting: item by item, as it was written, or by lot where it is not attributed."""
    return list(statements(actor).filter(sitting=sitting).order_by("item__position", "item", "id"))
