"""Two clerks press the same button at once, again and again, on a database of their own.

    python -m tests.forum.two_clerks

Run in a data folder of its own; what it prints is JSON.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

import django

ROUNDS = 12


def main() -> dict[str, Any]:
    """Each round both give the floor, then both enter an outcome: what came of it, by how often."""
    from django.core.management import call_command
    from django.db import connection

    from muntada.forum.actions.floor import ask_for_floor, end_floor, give_floor, open_list
    from muntada.forum.actions.outcomes import enter_outcome
    from muntada.forum.actions.refusals import NotPossible
    from muntada.forum.models import Outcome, Speaker
    from tests.cast import SECRETARIAT
    from tests.forum.spoken import CO_CHAIR, meeting, parties, party, sitting

    call_command("migrate", verbosity=0)
    parties()
    met = meeting()
    listed = open_list(SECRETARIAT, sitting(meeting=met))
    together = Barrier(2)

    def press(actor: Any) -> str:
        together.wait()
        try:
            enter_outcome(actor, met, kind="conclusion", text_en="We agree.")
            together.wait()
            give_floor(actor, listed)
        except NotPossible as error:
            return error.code
        finally:
            connection.close()
        return "given"

    came: list[list[str]] = []
    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            for key in ("EG", "MA"):
                ask_for_floor(SECRETARIAT, listed, party(key))
            came.append(sorted(pool.map(press, (SECRETARIAT, CO_CHAIR))))
            end_floor(SECRETARIAT, listed)
            Speaker.objects.filter(state="waiting").update(state="withdrawn")
    left = late_point_of_order()
    references = list(Outcome.objects.values_list("reference", flat=True))
    return {"came": came, "references": sorted(int(one.rpartition("/")[2]) for one in references), "left": left}


def late_point_of_order() -> list[str]:
    """While one closes a sitting under the Chatham House Rule, another asks for the floor there: who stays on its
    list, after what came of the asking."""
    from django.db import connection, transaction

    from muntada.forum.actions.floor import ask_for_floor, open_list
    from muntada.forum.actions.refusals import NotPossible
    from muntada.forum.actions.sittings import close_sitting
    from muntada.forum.models import Speaker
    from tests.cast import SECRETARIAT
    from tests.forum.spoken import party, sitting

    closed_doors = sitting("not_attributed")
    listed = open_list(SECRETARIAT, closed_doors)
    closing = Event()

    def close() -> str:
        try:
            with transaction.atomic():
                close_sitting(SECRETARIAT, closed_doors)
                closing.set()
                sleep(0.5)  # until the other one waits for what this one holds
        finally:
            connection.close()
        return "closed"

    def ask() -> str:
        closing.wait()
        try:
            ask_for_floor(SECRETARIAT, listed, party("EG"), kind="point_of_order")
        except NotPossible as error:
            return error.code
        finally:
            connection.close()
        return "asked"

    with ThreadPoolExecutor(2) as pool:
        came = [deed.result() for deed in (pool.submit(close), pool.submit(ask))]
    return [*came, *Speaker.objects.filter(list=listed).values_list("party", flat=True)]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    django.setup()
    sys.stdout.write(json.dumps(main()))
