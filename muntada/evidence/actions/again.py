"""The same bytes brought in again: by somebody who sees them here already, the stricter handling of the two holds."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.conditions import organisation_of
from muntada.access.operations import Operation
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.given import is_person
from muntada.evidence.actions.handling import narrow
from muntada.evidence.models import Document
from muntada.evidence.store import digest_of
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import act

_OPEN = (TLP.CLEAR, TLP.GREEN)


def kept(actor: Actor | None, data: bytes) -> Document | None:
    """The document that these very bytes are kept as, as far as the actor may know of it.

    What is kept of others, and hidden from this actor, looks as if it had never come in.
    """
    seen = rows(actor, Permission.SOURCE_READ, Document)
    return seen.filter(sha256=digest_of(data)).order_by("copy").first()


def hold_to_stricter(actor: Actor, document: Document, brought: Handling) -> Document:
    """Handle a document that was brought in again by the stricter label of the two; nothing is ever loosened by it.

    Call it within a transaction: the row is kept from others until its end, so that of two who bring it at once the
    second finds what the first made of it.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    before = document.handling
    if brought.tlp.rank > before.tlp.rank:
        with act(actor, Permission.SOURCE_CAPTURE) as deed:
            deed.as_operation(Operation.ALTER)
            narrow(deed, actor, document, stricter(actor, before, brought), why="brought_again")
    return document


def stricter(actor: Actor, before: Handling, brought: Handling) -> Handling:
    """The stricter label, for those whom both handlings name, under the originator of before.

    `brought` has the stricter label. Whoever brings it sees what was here, and goes on seeing it.
    """
    if before.tlp in _OPEN:
        named = set(brought.audience)  # who was open to all, or to all members, named nobody
    else:
        named = {member for member in brought.audience if before.names(member)}
        named |= {member for member in before.audience if brought.names(member)}
    if brought.tlp == TLP.RED:
        named = {member for member in named if is_person(member.partition("@")[0])} | {actor.key}
    elif (named | {before.originator}).isdisjoint(organisation_of(actor)):
        named.add(actor.key)
    return Handling(brought.tlp, before.originator, frozenset(named))
