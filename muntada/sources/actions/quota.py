"""How much one person may bring in within a day, so that nobody fills the disk alone."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Sum

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.evidence.models import Document
from muntada.sources.capture import CaptureRefused

DAY = timedelta(days=1)
MEGABYTE = 1 << 20  # bytes


def check_quota(actor: Actor, size: int) -> None:
    """Raises CaptureRefused where so many bytes are more than one person may bring in within a day."""
    since = clock.now() - DAY
    mine = Document._base_manager.filter(captured_by=actor.key[:100], captured_at__gt=since)
    brought = mine.aggregate(files=Count("pk"), bytes=Sum("size"))
    too_many = brought["files"] >= settings.DAY_FILES
    if too_many or (brought["bytes"] or 0) + size > settings.DAY_MEGABYTES * MEGABYTE:
        raise CaptureRefused(
            "quota",
            f"One person brings in at most {settings.DAY_FILES} files and {settings.DAY_MEGABYTES} MB within a day. "
            "Go on tomorrow, or have whoever runs this raise MUNTADA_DAY_FILES or MUNTADA_DAY_MEGABYTES.",
        )
