"""A text's own marking is read; a text that only speaks of labels has none."""

from __future__ import annotations

import pytest

from muntada.marking.handling import Category, Conditions, Purpose, Retention
from muntada.marking.stated import stated_in
from muntada.marking.tlp import TLP


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("TLP:AMBER\n\nThe group met.", (TLP.AMBER,)),
        ("The group met.\n  [TLP:AMBER+STRICT]  ", (TLP.AMBER_STRICT,)),
        ("**tlp: red**\nNames follow.", (TLP.RED,)),
        ("TLP:WHITE", (TLP.CLEAR,)),
        ("Subject: [TLP:GREEN] Agenda\n\nDear all,", (TLP.GREEN,)),
        ("الموضوع: TLP:AMBER جدول الأعمال", (TLP.AMBER,)),
        ("TLP:GREEN\ntext\nTLP:RED", (TLP.GREEN, TLP.RED)),
        ("What is TLP:RED is for named persons, what is TLP:CLEAR for all.", ()),
        ("TLP:AMBER means that the circle is narrow.", ()),
        ("TLP:BLUE", ()),
        ("", ()),
    ],
)
def test_only_a_label_that_stands_as_a_marking_counts(text: str, labels: tuple[TLP, ...]) -> None:
    assert stated_in(text) == labels


PERSON = Conditions(Purpose.CAPACITY_BUILDING, "public_office", Category.WITNESS, Retention.CASE)


def test_what_is_kept_about_a_person_is_opened_to_nobody_by_marking_it_anew() -> None:
    other = {"purpose": PERSON.purpose, "legal_basis": "public_office", "category": PERSON.category}
    assert PERSON.loosened_by(PERSON) is None
    assert PERSON.loosened_by(Conditions()) == "category"
    assert PERSON.loosened_by(Conditions(**{**other, "purpose": Purpose.OVERSIGHT})) == "purpose"
    assert PERSON.loosened_by(Conditions(**{**other, "legal_basis": None})) == "legal_basis"
    assert PERSON.loosened_by(Conditions(**other)) == "retention"
    assert PERSON.loosened_by(Conditions(**other, retention=Retention.WORKING_PAPER)) == "retention"
    assert PERSON.loosened_by(Conditions(**other, retention=Retention.SHORT)) is None
    assert Conditions().loosened_by(PERSON) is None
