"""A meeting at which somebody speaks, for the tests of the floor, of statements, minutes and outcomes."""

from __future__ import annotations

from datetime import date
from typing import Any

from muntada.access.actor import Actor, Role
from muntada.forum.models import AgendaItem, Attribution, Body, Meeting, Sitting
from muntada.parties.models import Name, Party
from tests.cast import FOCAL_POINT

CO_CHAIR = Actor("user:6", "Maryam, co-chair", frozenset({Role.CO_CHAIR}), party="MA", chairs=frozenset({"gctf.coco"}))
OF_MOROCCO = Actor("user:7", "Driss, focal point of Morocco", frozenset({Role.FOCAL_POINT}), party="MA")
OF_EGYPT = FOCAL_POINT
NAMES = {
    "EG": ("state", "مصر", "Egypt", "Égypte"),
    "MA": ("state", "المغرب", "Morocco", "Maroc"),
    "NL": ("state", "هولندا", "Netherlands", "Pays-Bas"),
    "gctf": ("body", "المنتدى", "The Forum", "Le Forum"),
    "gctf.coco": ("body", "لجنة التنسيق", "Coordinating Committee", "Comité de coordination"),
}


def parties() -> None:
    """The parties of these tests with their names."""
    for key, (kind, *names) in NAMES.items():
        party = Party.objects.create(key=key, kind=kind)
        for language, text in zip(("ar", "en", "fr"), names, strict=True):
            Name.objects.create(party=party, language=language, text=text, preferred=True)


def committee() -> Body:
    """The body whose meetings these are."""
    body, _new = Body.objects.get_or_create(party_id="gctf.coco", kind="committee")
    return body


def meeting(when: str = "2026-05-04", **values: Any) -> Meeting:
    """A meeting of the committee on that day."""
    given = {"body": committee(), "kind": "session", "status": "convened", "languages": ["en"], **values}
    return Meeting.objects.create(when=when, **given)


def sitting(attribution: str = Attribution.ATTRIBUTED, **values: Any) -> Sitting:
    """An open sitting under this rule, with one item on the agenda of its meeting."""
    of = values.pop("meeting", None) or meeting()
    made = Sitting.objects.create(meeting=of, title="Morning", attribution=attribution, state="open", **values)
    AgendaItem.objects.get_or_create(meeting=of, title="Borders")
    return made


def party(key: str) -> Party:
    """The party of that key."""
    return Party.objects.get(key=key)


DUE = date(2026, 9, 1)
