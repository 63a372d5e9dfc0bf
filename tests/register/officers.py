"""Officers who read for prevention."""

from __future__ import annotations

from dataclasses import replace

from muntada.marking.handling import Purpose
from tests.cast import ANALYST, FOCAL_POINT, READER, SECRETARIAT

_PREVENTION = frozenset({Purpose.CONDUCT_OF_THE_FORUM.value, Purpose.PREVENTION.value})
OFFICER = replace(ANALYST, purposes=_PREVENTION)
SECOND = replace(SECRETARIAT, purposes=_PREVENTION)
DESK = replace(FOCAL_POINT, purposes=_PREVENTION)  # a party's own desk
ONLOOKER = replace(READER, purposes=_PREVENTION)
