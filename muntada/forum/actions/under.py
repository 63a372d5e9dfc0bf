"""How a thing that a verb makes is handled: as what it belongs to, or more strictly, never more widely."""

from __future__ import annotations

from typing import TypeVar

from muntada.access.models import Handled
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Handling, Incomparable, strictest

Given = Handling | None

H = TypeVar("H", bound=Handled)


def under(*things: Handled, given: Given = None) -> Handling:
    """The strictest of what these are handled as and of what is given.

    Raises ValueRefused(`handling`) where those who may see one of them are not among those of another.
    """
    asked = [given] if given is not None else []
    try:
        return strictest([*(one.handling for one in things), *asked])
    except Incomparable as error:
        raise ValueRefused("handling", str(error)) from error


def keep(made: H, *things: Handled, given: Given = None) -> H:
    """Write a new record, handled as what it belongs to."""
    made.marked(under(*things, given=given))
    made.save(force_insert=True)
    return made
