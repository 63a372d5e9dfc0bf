"""An institution at its address, behind the second wall of a database of its own.

    python -m tests.followup.asking_on_postgres

Run in a data folder of its own; what it prints is JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import django


def main() -> dict[str, Any]:
    """What is met at an address by somebody who is nobody, before it is found and as the institution; and what comes of
    two who decide on one answer at once."""
    from django.core.management import call_command
    from django.db import connection

    from muntada.access import clock
    from muntada.access.actor import PUBLIC
    from muntada.access.wall import under_ceiling
    from muntada.followup.actions import answering, taking
    from muntada.followup.actions.answering import Said
    from muntada.followup.models import Answer, Measure, Request
    from muntada.followup.queries.asking import addressed, things_of
    from muntada.followup.refused import AskingRefused
    from tests.followup.asked import TODAY, case, measure
    from tests.followup.party import FOCAL_POINT, VALIDATOR

    call_command("migrate", verbosity=0)
    made = case()
    red = measure(9)
    Measure.objects.filter(pk=red.pk).update(tlp="TLP:AMBER+STRICT")
    with clock.at(TODAY), under_ceiling(PUBLIC):
        outside = [Request.objects.count(), Measure.objects.count()]
        there = addressed(made.secret_of_turn(1))
        assert there is not None
        with under_ceiling(there.actor):
            inside = [len(things_of(there.request, "ar")), Measure.objects.filter(pk=red.pk).count()]
            answering.save_draft(there.actor, there.request, made.keys[0], Said("completed"))
            sent = answering.send(there.actor, there.request, said_by="x")
        after = [Request.objects.count(), Measure.objects.count()]
    answer = Answer.objects.get()
    together = Barrier(2)

    def press(verb: Callable[[], Any]) -> str:
        together.wait()
        try:
            with clock.at(TODAY):
                verb()
        except AskingRefused as error:
            return error.code
        finally:
            connection.close()
        return "done"

    both = (lambda: taking.take(FOCAL_POINT, answer), lambda: taking.send_back(VALIDATOR, answer, reason="Why?"))
    with ThreadPoolExecutor(2) as pool:
        decided = sorted(pool.map(press, both))
    return {"outside": outside, "inside": inside, "sent": sent, "after": after, "decided": decided}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    django.setup()
    sys.stdout.write(json.dumps(main()))
