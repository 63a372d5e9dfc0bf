"""A party with its people, and instruments to undertake things by."""

from __future__ import annotations

from muntada.access.actor import Actor, Role
from muntada.followup.models import Institution
from muntada.library.models import Clause, Work
from muntada.parties.models import Party

FOCAL_POINT = Actor("user:4", "Hassan, focal point of Egypt", frozenset({Role.FOCAL_POINT}), party="EG")
VALIDATOR = Actor("user:7", "Leila, of Egypt", frozenset({Role.VALIDATOR}), party="EG")
NEIGHBOUR = Actor("user:8", "Youssef, focal point of Morocco", frozenset({Role.FOCAL_POINT}), party="MA")


def party(key: str = "EG") -> Party:
    made, _new = Party.objects.get_or_create(key=key, defaults={"kind": "state"})
    return made


def clauses(work: str = "harbours", count: int = 3, **handling: str) -> list[Clause]:
    """The clauses of an instrument, para_1 and so on."""
    made, _new = Work.objects.get_or_create(key=work, defaults={"kind": "resolution", **handling})
    return [
        Clause.objects.create(work=made, wid=f"para_{number}", order=number, kind="operative", topics=[])
        for number in range(1, count + 1)
    ]


def institution(name: str = "Ministry of Ports", of: str = "EG") -> Institution:
    return Institution.objects.create(
        key=f"{of.lower()}.{name.lower().replace(' ', '_')}", party=party(of), name_en=name, name_ar="وزارة الموانئ",
        tlp="TLP:AMBER", originator=of,
    )  # fmt: skip
