"""The cast that plays in the tests."""

from __future__ import annotations

from muntada.access.actor import Actor, Role

ADMINISTRATOR = Actor("user:1", "Amina, administrator", frozenset({Role.ADMINISTRATOR}))
SECRETARIAT = Actor("user:2", "Salim, secretariat", frozenset({Role.SECRETARIAT}))
ANALYST = Actor("user:3", "Noura, analyst", frozenset({Role.ANALYST}))
FOCAL_POINT = Actor("user:4", "Hassan, focal point of Egypt", frozenset({Role.FOCAL_POINT}), party="EG")
READER = Actor("user:5", "Claire, reader", frozenset({Role.READER}))
VISITOR = Actor("public", "The public", frozenset({Role.VISITOR}))
STRANGER = None
CAST = (ADMINISTRATOR, SECRETARIAT, ANALYST, FOCAL_POINT, READER)
