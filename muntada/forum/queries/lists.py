"""The lists of the forum as tables: which records each is of, and what of a record not everybody sees who sees it."""

from __future__ import annotations

from typing import Any

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.exports import Masking, unmasked
from muntada.forum.models import (
    AgendaItem,
    Body,
    Candidacy,
    Delegation,
    Election,
    Invitation,
    Meeting,
    Membership,
    Outcome,
    Paper,
    Registration,
    Seat,
    Statement,
    Term,
)
from muntada.library.models import Work

TABLES: dict[str, type[Handled]] = {
    "bodies": Body,
    "memberships": Membership,
    "seats": Seat,
    "terms": Term,
    "elections": Election,
    "candidacies": Candidacy,
    "meetings": Meeting,
    "agenda-items": AgendaItem,
    "papers": Paper,
    "invitations": Invitation,
    "delegations": Delegation,
    "participants": Registration,
    "statements": Statement,
    "outcomes": Outcome,
}
# What pages show of these to the party's own people and to the secretariat alone, whoever else sees the record.
_OWN = {
    Registration: ("user", "email", "late_because", "decided_because"),
    Delegation: ("decided_because", "letter"),
    Invitation: ("answer", "places"),
}
# What these name without being handled as it is: pages name it only to those who may know of it.
_NAMED: dict[type[Handled], dict[str, type[Handled]]] = {
    AgendaItem: {"work": Work, "carries": Outcome},
    Meeting: {"follows": Meeting},
    Election: {"decided_at": Meeting},
}


def masking_of(model: type[Handled]) -> Masking:
    """How a line of this list is kept to what its reader sees."""
    if model in _NAMED:
        return _unnamed
    return _masked if model in _OWN else unmasked


def _unnamed(actor: Actor, record: Handled, line: dict[str, Any]) -> dict[str, Any]:
    """The line without what the record names and the reader may not know of."""
    hidden = {
        name: None
        for name, model in _NAMED[type(record)].items()
        if line.get(name) and not rows(actor, Permission.RECORD_READ, model).filter(pk=line[name]).exists()
    }
    return line | hidden


def _masked(actor: Actor, record: Handled, line: dict[str, Any]) -> dict[str, Any]:
    if isinstance(record, Registration):
        party = record.delegation.party
    elif isinstance(record, (Delegation, Invitation)):
        party = record.party
    else:
        return line
    if decide(actor, Permission.DELEGATION_REGISTER, party):
        return line
    return line | {name: None for name in _OWN[type(record)] if name in line}
