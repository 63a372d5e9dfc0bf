"""Processes that look for reminders at the same moment, some killed while they write; on a database of their own.

    python -m tests.outreach.reminding_at_once

Run in a data folder of its own; what it prints is JSON. `... step N` is one of those processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import django


def main() -> dict[str, Any]:
    """A letter and two reminders, each looked for by three processes, of which one is killed the second time."""
    from django.core.management import call_command

    from muntada.followup.reminding import STEPS
    from muntada.outreach.models import Message
    from tests.followup.asked import case

    call_command("migrate", verbosity=0)
    case()
    keys = set()
    killed = False
    for number, step in enumerate(STEPS[:2]):
        command = [sys.executable, "-m", "tests.outreach.reminding_at_once", "step", str(step)]
        every = [subprocess.Popen([*command, pause]) for pause in ("2.5", "0.1", "0.1")]
        if number % 2:
            time.sleep(2.0)
            every[0].kill()
        codes = [one.wait() for one in every]
        killed = killed or codes[0] < 0
        keys = set(Message.objects.values_list("once", flat=True))
        assert len(keys) == number + 2, (codes, keys)
    return {"letters": Message.objects.count(), "keys": len(keys), "killed": killed}


def look(step: int, pause: float) -> None:
    """Look for what is due on the day of a step, and wait a little within the transaction before it is committed."""
    from django.db import OperationalError, transaction

    from muntada.access import clock
    from muntada.access.actor import CLERK
    from muntada.outreach.actions.asking import remind_institutions
    from tests.followup.asked import DUE

    with clock.at(DUE + timedelta(days=step)):
        for _again in range(20):
            try:
                with transaction.atomic():
                    remind_institutions(CLERK)
                    time.sleep(pause)
                return
            except OperationalError:  # SQLite lets one write at a time: a worker comes back, too
                time.sleep(0.2)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    django.setup()
    if sys.argv[1:2] == ["step"]:
        look(int(sys.argv[2]), float(sys.argv[3]))
    else:
        sys.stdout.write(json.dumps(main()))
