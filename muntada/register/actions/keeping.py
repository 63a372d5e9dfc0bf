"""The index of names kept on disk, and what is due in the register."""

from __future__ import annotations

from collections.abc import Callable

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.register.queries.names import forget, index_is_behind, is_saved, save_index
from muntada.trail.deed import act


def keep_index(actor: Actor, *, progress: Callable[[int], None] | None = None) -> int:
    """Build the index of names anew and keep it; up to which change it follows."""
    with act(actor, Permission.NAMES_INDEX):
        return save_index(progress)


def leave_erased(actor: Actor) -> None:
    """Leave no name in the index on disk, and in this process, that is in the register no more."""
    if is_saved():
        keep_index(actor)
    forget()


def keep_up(actor: Actor) -> None:
    """Keep a new index where so much changed that a process would be slow to follow."""
    if index_is_behind():
        keep_index(actor)
