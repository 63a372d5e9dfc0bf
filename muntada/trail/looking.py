"""Lines for looks: who consulted which thing, who took what along, and whom the policy let see nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from muntada.access.actor import Actor
from muntada.access.operations import Operation
from muntada.access.rules import Permission, decide
from muntada.trail.deed import Record, by_way, key_of, label, line_of, refusal
from muntada.trail.later import keep_for_later, write_lightly
from muntada.trail.writing import Line

MOST = 500  # keys that one line names


def note_consultation(
    actor: Actor,
    thing: models.Model | None,
    permission: Permission = Permission.RECORD_READ,
    *,
    on: models.Model | None = None,
    **values: Any,
) -> None:
    """Note that somebody looked at one thing. It is written with the request's other looks, else at once.

    `on` is the thing that the rules speak of where it is another one (a source's document).
    """
    _look(actor, thing, permission, on if on is not None else thing, Operation.CONSULT, (), values)


def note_disclosure(
    actor: Actor,
    thing: models.Model | None,
    permission: Permission = Permission.LIST_EXPORT,
    *,
    recipients: Iterable[str] = (),
    on: models.Model | None = None,
    **values: Any,
) -> None:
    """Note that somebody took a thing or a list along, for themselves where no recipient is named.

    A list is named by `values`: what kind, how many, and the keys of what stood in it (`keys_of`).
    """
    _look(actor, thing, permission, on if on is not None else thing, Operation.DISCLOSE, recipients, values)


def note_absence(actor: Actor | None, permission: Permission, kind: str | type[models.Model], key: str) -> None:
    """Note that somebody asked for a thing that is not there, or not for them: which it was is not told apart."""
    name = kind if isinstance(kind, str) else kind._meta.label_lower
    _keep(refusal(actor, permission, name, key, "What the reader may not know of looks absent."))


def note_refusal(actor: Actor | None, permission: Permission, thing: models.Model | None = None) -> None:
    """Note that the policy refused a look at what is known to be there."""
    kind, key = (label(thing), key_of(thing)) if thing is not None else ("", "")
    _keep(refusal(actor, permission, kind, key, decide(actor, permission, thing).reason))


def keys_of(things: Iterable[Any]) -> list[str]:
    """The keys of a list for its line, as many as a line names."""
    return [str(getattr(one, "key", None) or getattr(one, "id", "")) for one in things][:MOST]


def _look(
    actor: Actor,
    thing: models.Model | None,
    permission: Permission,
    on: models.Model | None,
    operation: Operation,
    recipients: Iterable[str],
    values: dict[str, Any],
) -> None:
    record = Record()
    record.as_operation(operation)
    # Who asked has it in any case; named recipients come beside them.
    record.to(*(list(recipients) or [actor.key]))
    decision = decide(actor, permission, on)
    # A list is filtered row by row; where no one thing is asked about, the filter is the reason.
    reason = decision.reason if decision else "The policy's filter let through what was given."
    line = line_of(actor, permission, thing, reason, record)
    if values:
        line.detail.update(by_way(values))
    _keep(line)


def _keep(line: Line) -> None:
    if not keep_for_later(line):
        write_lightly([line])
