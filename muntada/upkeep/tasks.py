"""Backups by schedule, and the index kept up with the work."""

from __future__ import annotations

from django.conf import settings

from muntada.jobs.later import task
from muntada.jobs.running import Context
from muntada.search.indexing import Busy, keep_up
from muntada.upkeep import actions


class NoFolder(Exception):
    """Raised where the settings name no folder for backups any more."""


@task(takes_context=True, long=True, max_attempts=4)
def back_up(context: Context) -> dict[str, int | str]:
    """Make a backup where the settings say, and remove those that are over their time."""
    if settings.BACKUP is None:
        raise NoFolder
    made = actions.back_up(settings.BACKUP, context.actor, keep=settings.BACKUP_KEEP, sealed_with=settings.BACKUP_KEY)
    return {"backup": made.manifest.name, "files": made.manifest.files, "missing": len(made.manifest.missing)}


@task(takes_context=True, long=True, max_attempts=4)
def index_search(context: Context) -> dict[str, int]:
    """Take into the index of search what changed; make a new one first where that is due."""
    try:
        held = keep_up(context.actor, context.progress)
    except Busy:
        return {"busy": 1}
    return {"index": held.pk}
