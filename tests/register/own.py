"""What is entered by hand in the tests: invented persons, a group, an act, a power station."""

from __future__ import annotations

from datetime import date
from typing import Any

from muntada.access.models import LegalBasis, Processing
from muntada.evidence.actions.given import Given
from muntada.marking.handling import Category, Purpose
from muntada.marking.tlp import TLP
from muntada.register.actions.own import enter
from muntada.register.entered import Grades, Told
from muntada.register.models import Entity, Statement, Waiting
from tests.register.listed import assessed
from tests.register.officers import OFFICER

SOLID = Grades("fact", "B", 2)
SAID = Grades("assessment", "C", 4)


def ready(*categories: str) -> None:
    """A basis in force, and assessments for these categories."""
    LegalBasis.objects.get_or_create(
        key="un_sanctions", defaults={"instrument": "Charter of the United Nations", "since": date(1945, 10, 24)}
    )
    for category in categories or ("suspect",):
        if not Processing.objects.filter(category=category).exists():
            assessed(category=category)


def told(grades: Grades = SOLID, **said: Any) -> list[Told]:
    """One value of each property, or several in a list."""
    return [
        Told(prop, value, grades)
        for prop, values in said.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def of_person(category: Category = Category.SUSPECT, **more: Any) -> Given:
    """How a record about a person is handled."""
    said: dict[str, Any] = {"purpose": Purpose.PREVENTION, "legal_basis": "un_sanctions", "category": category}
    return Given(**{**said, **more})


OF_NOBODY = Given(purpose=Purpose.PREVENTION)


def person(name: str = "Salim Alqarin", *, given: Given | None = None, **more: Any) -> Entity:
    """A grown-up."""
    made = enter(OFFICER, "Person", told(name=name, **{"birthDate": "1980", **more}), given or of_person())
    assert isinstance(made, Entity)
    return made


def thing(schema: str, grades: Grades = SOLID, given: Given = OF_NOBODY, **said: Any) -> Entity:
    """Anything else."""
    made = enter(OFFICER, schema, told(grades, **said), given)
    assert isinstance(made, Entity)
    return made


def child(**more: Any) -> Waiting:
    """Somebody under eighteen, who waits for two others."""
    stated = told(name="Nour Alqarin", birthDate="2015-03", **more)
    made = enter(OFFICER, "Person", stated, of_person(Category.CONTACT, tlp=TLP.AMBER_STRICT))
    assert isinstance(made, Waiting)
    return made


def values(entity: Entity, prop: str) -> list[str]:
    """What is stated of it now."""
    return list(Statement.objects.filter(entity=entity, prop=prop, ended_at=None).values_list("value", flat=True))
