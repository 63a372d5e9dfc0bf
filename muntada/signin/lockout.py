"""Counts failed attempts by address and network together, and makes the next one wait.

Never by address alone: a stranger who knows a minister's address would shut the minister out. Whether anybody has
the address makes no difference to what is counted or answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.access.rules import Permission
from muntada.signin.models import Attempts
from muntada.trail.deed import act

FREE = 5  # attempts that follow each other without a wait
FREE_FROM_ONE_NETWORK = 50  # the same for all addresses together, against trying one code on many
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN = timedelta(days=1)
EVERYBODY = "*"


class MustWait(Exception):
    """Raised while the next attempt has to wait; `until` says how long."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"The next attempt is possible at {until:%H:%M:%S}.")
        self.until = until


def wait_after(failures: int, free: int = FREE) -> timedelta:
    """How long the next attempt has to wait after so many failures: nothing, then twice as long each time."""
    if failures < free:
        return timedelta()
    return min(FIRST_WAIT * (1 << min(failures - free, 20)), LONGEST_WAIT)


def charge(email: str, network: str) -> None:
    """Count an attempt before it is looked at, so that many at once get no more tries than one after another.

    Raises MustWait. An attempt that succeeds is given back by `clear`.
    """
    with transaction.atomic():
        rows = [_row(EVERYBODY, network), _row(digest_of(email), network)]
        now = clock.now()
        closed = max(row.closed_until for row in rows)
        if closed > now:
            raise MustWait(closed)
        with act(DOORKEEPER, Permission.ATTEMPT_COUNT) as record:
            for row, free in zip(rows, (FREE_FROM_ONE_NETWORK, FREE), strict=True):
                row.failures = row.failures + 1 if now - row.last_at < FORGOTTEN else 1
                row.last_at, row.closed_until = now, now + wait_after(row.failures, free)
                row.save()
            record.of(rows[1], failures=rows[1].failures, network=network)


def clear(email: str, network: str) -> None:
    """The attempt succeeded: nothing of it counts against the address or the network any more."""
    with act(DOORKEEPER, Permission.ATTEMPT_COUNT):
        # In the order in which `charge` takes them, or two requests wait for each other for ever.
        for row in Attempts.objects.select_for_update().filter(who=EVERYBODY, network=network):
            row.failures, row.closed_until = max(row.failures - 1, 0), clock.now()
            row.save()
        Attempts.objects.filter(who=digest_of(email), network=network).delete()


def digest_of(email: str) -> str:
    """The address as the table keeps it: nobody who reads the table learns who was tried."""
    return salted_hmac("muntada.signin.lockout", email.strip().casefold(), algorithm="sha256").hexdigest()


def _row(who: str, network: str) -> Attempts:
    Attempts.objects.get_or_create(who=who, network=network)
    return Attempts.objects.select_for_update().get(who=who, network=network)
