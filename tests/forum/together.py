"""Several verbs at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from muntada.forum.coming import ComingRefused
from muntada.forum.running import RunRefused


def at_once(refusal: type[ComingRefused | RunRefused], verbs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do these together; what each gave, or the code of what was refused."""
    gate = Barrier(len(verbs))
    said: list[Any] = []

    def do(verb: Callable[[], Any]) -> None:
        gate.wait()
        try:
            said.append(verb())
        except refusal as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == len(verbs)
    return said
