"""An installation at work, for tests that cut it off: sources are taken in and jobs done, each told once it is kept."""

from __future__ import annotations

import os
import sys

ACK = 1  # standard output, unbuffered: what is told here was acknowledged


def tell(*words: object) -> None:
    os.write(ACK, (" ".join(str(word) for word in words) + "\n").encode())


def main(first: int, times: int) -> None:
    import django

    django.setup()
    from muntada.access.actor import CLERK
    from muntada.cli.ground import actor_at_console
    from muntada.jobs.table import Table, lay
    from muntada.jobs.worker import Workers
    from muntada.sources.actions.intake import take_in
    from muntada.trail.queries import size_of_log
    from tests.jobs.hands import actor_of, tasks

    short = tasks()[0]
    lay(Table.of([short], [], actor_of))
    workers, actor = Workers(), actor_at_console(None)
    tell("at work")
    for number in range(first, first + times):
        text = f"عقدت لجنة التنسيق اجتماعها في تونس يوم {number % 28 + 1} مارس 2026. كلمة {number}."
        taken = take_in(actor, text.encode(), name=f"{number}.txt")
        tell("saved", taken.source.document.sha256, size_of_log())
        short.using(by=CLERK, key=f"n{number}").enqueue(number)
        short.using(by=CLERK, key=f"n{number}").enqueue(number)
        assert workers.run_one()
        tell("done", number, size_of_log())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
