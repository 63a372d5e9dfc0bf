"""Processes that may be killed: `senders work THREADS` writes and sends letters, `senders answer` gives receipts.

The one who answers reads a secret a line and says it again once the receipt is kept.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta

KIND = {0: "received", 1: "on_behalf", 2: "declined"}


def work(threads: int) -> None:
    """Do the jobs of the outbox until killed or asked to stop."""
    from muntada.cli.working import at_work
    from muntada.jobs.table import Table, lay
    from muntada.outreach.tasks import send, write_edition
    from tests.reports.missions import RIGHTS, rights

    rights()
    lay(Table.of([write_edition, send], [], lambda key, _via: RIGHTS.get(key)))
    with at_work(threads, lease=timedelta(seconds=2)):
        sys.stdout.write("at work\n")
        sys.stdout.flush()
        while True:
            time.sleep(3600)


def answers() -> None:
    """Give a receipt at each secret that comes in, and say so once it is kept."""
    from muntada.reports.actions.receipts import answer, found_by

    for number, line in enumerate(sys.stdin):
        secret = line.strip()
        delivery = found_by(secret)
        assert delivery is not None
        answer(delivery, state=KIND[number % 3], by=secret[:8])
        sys.stdout.write(f"{secret}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "work":
        work(int(sys.argv[2]))
    else:
        answers()
