"""Whether this process can answer requests: asked often and by anybody, so it costs little and says little."""

from __future__ import annotations

import shutil
import threading
import time

from django.conf import settings
from django.db import DatabaseError, connection

from muntada.upkeep.doctor.machine import LEAST
from muntada.upkeep.migrating import pending
from muntada.upkeep.postgres import is_restoring

FOR = 2.0  # seconds that an answer stands: however often somebody asks, the database is asked this seldom

_lock = threading.Lock()
_last: list[tuple[float, dict[str, bool]]] = []
_in_shape: list[bool] = []


def readiness() -> dict[str, bool]:
    """What has to be well before a request can be answered: database, its shape, room on the disk."""
    with _lock:
        if _last and time.monotonic() - _last[0][0] < FOR:
            return _last[0][1]
        found = _looked()
        _last[:] = [(time.monotonic(), found)]
        return found


def forget() -> None:
    """Look anew at the next question."""
    _last.clear()
    _in_shape.clear()


def _looked() -> dict[str, bool]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        # A shape that was right stays right for as long as this program runs.
        if not _in_shape and not pending():
            _in_shape.append(True)
        database, shape = True, bool(_in_shape) and not is_restoring(connection)
    except DatabaseError:
        connection.close()
        database, shape = False, False
    try:
        room = shutil.disk_usage(settings.DATA).free > LEAST
    except OSError:
        room = False
    return {"database": database, "shape": shape, "room": room}
