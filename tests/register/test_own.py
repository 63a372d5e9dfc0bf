"""Own entities: entered, changed, ended; with purpose, basis, category, review, grades and sources."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.models import NotAssessed, Processing
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Category, Purpose, Retention
from muntada.marking.tlp import TLP
from muntada.register.actions.approving import approve
from muntada.register.actions.own import correct, end, enter, state
from muntada.register.exports import export_entities
from muntada.register.models import Entity, Statement, Waiting
from muntada.register.queries.entities import entities, statements
from muntada.trail.deed import Refused
from muntada.trail.models import Entry as Line
from tests.cast import ANALYST
from tests.register.officers import DESK, OFFICER, ONLOOKER, SECOND
from tests.register.own import OF_NOBODY, SAID, SOLID, child, of_person, person, ready, thing, told, values

pytestmark = pytest.mark.django_db
THIRD = replace(SECOND, key="user:33")
KEPT: dict[str, Any] = {"alias": ["أبو غصن", "The Reed"], "nationality": "Jordan"}


def test_row_05_a_person_is_entered_with_what_each_value_rests_on() -> None:
    ready()
    made = person(**KEPT)
    assert (made.dataset, made.caption, made.schema) == ("own", "Salim Alqarin", "Person")
    assert (made.tlp, made.purpose, made.category) == ("TLP:AMBER", "prevention", "suspect")
    assert (made.legal_basis_id, made.retention) == ("un_sanctions", "case")
    assert made.review_by == clock.today() + timedelta(365)
    graded = set(statements(OFFICER, made).values_list("kind", "reliability", "credibility", "dataset"))
    assert graded == {("fact", "B", 2, "own")}
    assert values(made, "alias") == ["أبو غصن", "The Reed"]
    assert Statement.objects.get(prop="nationality").original == "Jordan"
    line = Line.objects.filter(permission="entity.keep").latest("pk")
    assert "Alqarin" not in str(line.detail), "the trail names nobody"


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        (OF_NOBODY, "category", "category_needed"),
        (of_person(Category.VICTIM), "category", "never_registered"),
        (of_person(Category.WITNESS), "category", "never_registered"),
        (of_person(legal_basis=None), "legal_basis", "basis_needed"),
        (of_person(Category.CONVICTED), "category", "not_assessed"),
        (of_person(purpose=Purpose.INVESTIGATION), "purpose", "another_purpose"),
        (of_person(review_by=date(2031, 1, 1)), "review_by", "too_late"),
    ],
)
def test_rows_01_02_10_no_record_of_a_person_without_what_it_is_kept_by(given: object, field: str, code: str) -> None:
    ready()
    with pytest.raises(HandlingRefused) as refused:
        enter(OFFICER, "Person", told(name="Salim Alqarin"), given)  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.code) == (field, code)
    assert not Entity.objects.exists()


@pytest.mark.parametrize(
    ("schema", "said", "field"),
    [
        ("Sanction", {"name": "x"}, "schema"),
        ("Person", {"birthDate": "1980"}, "name"),
        ("Person", {"name": "A B", "shoeSize": "44"}, "shoeSize"),
        ("Person", {"name": "Sal\u202eim Alqarin"}, "name"),
        ("Person", {"name": "Nour Alqarin", "birthDate": "1436"}, "birthDate"),
        ("Person", {"name": "Nour Alqarin", "birthDate": "2150"}, "birthDate"),
        ("Act", {"name": "An act", "date": "2150"}, "date"),
        ("Person", {"name": "A B", "religion": "canary"}, "religion"),
        ("Passport", {"number": "K1", "holder": "own-nothing"}, "holder"),
        ("Dependency", {"subject": "own-nothing", "object": "own-nothing"}, "subject"),
    ],
)
def test_row_04_what_its_kind_does_not_know_is_refused_and_nothing_is_written(
    schema: str, said: dict[str, Any], field: str
) -> None:
    ready()
    with pytest.raises(ValueRefused) as refused:
        enter(OFFICER, schema, told(**said), of_person())
    assert refused.value.field == field
    assert not Entity.objects.exists()
    assert not Statement.objects.exists()


def test_who_may_not_keep_entities_enters_none_and_a_grade_is_needed() -> None:
    ready()
    for nobody in (DESK, ONLOOKER):
        with pytest.raises(Refused):
            enter(nobody, "Person", told(name="A B"), of_person())
    for wrong in (replace(SOLID, kind="rumour"), replace(SOLID, reliability="G"), replace(SOLID, credibility=7)):
        with pytest.raises(ValueRefused):
            enter(OFFICER, "Person", told(wrong, name="A B"), of_person())
    with pytest.raises(ValueRefused) as refused:
        enter(OFFICER, "Person", told(replace(SOLID, passage=4_711), name="A B"), of_person())
    assert refused.value.field == "passage"


def test_row_11_an_act_its_participants_a_facility_and_what_depends_on_it() -> None:
    ready()
    station = thing("Facility", name="Station of Qarn", sector="energy", criticality="vital", protection="A fence")
    pumps = thing("Facility", name="Pumps of Qarn", sector="water_supply")
    need = thing("Dependency", subject=pumps.pk, object=station.pk, service="Power", recovery="48")
    act = thing(
        "Act", name="Fire at Qarn", date="2024-05-03", actType="infrastructure", facility=station.pk, killed="0"
    )
    group = thing("Organization", name="Lantern Front")
    tie = thing("Participation", SAID, subject=group.pk, object=act.pk, basis="claimed", role="Said so in a video")
    assert (need.category, act.category, tie.category) == (None, None, None)
    assert tie.tlp == "TLP:AMBER"
    told_of = {one["id"]: one for one in map(json.loads, export_entities(OFFICER))}
    assert told_of[tie.pk]["assessments"]["basis"] == ["claimed"], "a file says it too"
    assert "assessments" not in told_of[station.pk]
    for one, other in ((act, station), (pumps, pumps)):
        with pytest.raises(ValueRefused):
            thing("Dependency", subject=one.pk, object=other.pk)


def test_what_names_a_person_is_kept_as_that_person_is_and_shared_with_no_more() -> None:
    ready()
    suspect = person(given=of_person(retention=Retention.SHORT, tlp=TLP.AMBER_STRICT))
    paper = thing("Passport", given=replace(OF_NOBODY, tlp=TLP.AMBER_STRICT), holder=suspect.pk, number="K77")
    assert (paper.category, paper.legal_basis_id, paper.retention) == ("suspect", "un_sanctions", "short")
    assert paper.review_by == suspect.review_by
    with pytest.raises(HandlingRefused) as refused:
        thing("Passport", given=replace(OF_NOBODY, tlp=TLP.GREEN), holder=suspect.pk, number="K78")
    assert refused.value.code == "wider_than_text"


def test_what_is_known_is_added_corrected_and_ended_and_its_history_stays() -> None:
    ready()
    made = person()
    state(OFFICER, made, told(SAID, alias="The Reed"))
    wrong = Statement.objects.get(entity=made, prop="birthDate")
    assert isinstance(correct(OFFICER, wrong, value="1981-02", reason="The passport says so."), Entity)
    assert values(made, "birthDate") == ["1981-02"]
    with pytest.raises(ValueRefused, match="ended this already"):
        correct(OFFICER, wrong, value="1982", reason="Late.")
    with pytest.raises(ValueRefused, match="in place of ending"):
        end(OFFICER, Statement.objects.get(entity=made, prop="name"), reason="None.")
    end(OFFICER, Statement.objects.get(entity=made, prop="alias"), reason="Another man’s.")
    assert values(made, "alias") == []
    assert Statement.objects.filter(entity=made).count() == 4, "what was stated stays"
    name = Statement.objects.get(entity=made, prop="name")
    correct(OFFICER, name, value="Salim Alqarni", reason="A slip.")
    made.refresh_from_db()
    assert made.caption == "Salim Alqarni"


def test_what_a_list_says_is_its_publisher_s_to_change() -> None:
    ready()
    made = person()
    Entity.objects.filter(pk=made.pk).update(dataset="un")
    with pytest.raises(ValueRefused, match="A list says this"):
        state(OFFICER, made, told(alias="x y"))


def test_row_41_without_an_assessment_nothing_of_a_person_is_entered_or_changed() -> None:
    ready()
    made = person()
    Processing.objects.all().delete()
    with pytest.raises(NotAssessed):
        state(OFFICER, made, told(alias="The Reed"))
    assert values(made, "alias") == []


def test_row_31_what_speaks_of_a_child_waits_for_two_others_and_is_shared_with_nobody() -> None:
    ready("contact")
    for wider in (of_person(Category.CONTACT, tlp=TLP.GREEN), of_person(Category.CONTACT, audience=("user:9",))):
        with pytest.raises(HandlingRefused) as refused:
            enter(OFFICER, "Person", told(name="Nour Alqarin", birthDate="2015"), wider)
        assert refused.value.code == "child_shared"
    waits = child()
    assert not Entity.objects.exists()
    with pytest.raises(Refused):
        approve(OFFICER, waits, agrees=True, reason="My own.")
    approve(SECOND, waits, agrees=True, reason="Needed to protect the child.")
    with pytest.raises(ValueRefused, match="another person"):
        approve(SECOND, waits, agrees=True, reason="Again.")
    assert not Entity.objects.exists(), "one approval is not enough"
    approve(THIRD, waits, agrees=True, reason="The same.")
    made = Entity.objects.get()
    assert (made.tlp, made.audience_id, made.caption) == ("TLP:AMBER+STRICT", None, "Nour Alqarin")
    assert made.review_by is not None
    assert made.review_by <= clock.today() + timedelta(365)
    waits.refresh_from_db()
    assert (waits.state, waits.told, waits.entity_id) == ("entered", [], made.pk)
    assert made.pk not in "".join(line.decode() for line in export_entities(OFFICER)), "not taken along by default"
    assert isinstance(state(OFFICER, made, told(alias="Nono")), Waiting)
    assert values(made, "alias") == []


def test_row_31_one_refusal_ends_it_and_a_grown_up_does_not_become_a_child_unseen() -> None:
    ready("contact", "suspect")
    waits = child()
    approve(SECOND, waits, agrees=False, reason="It is not needed.")
    waits.refresh_from_db()
    assert (waits.state, waits.told) == ("declined", [])
    with pytest.raises(ValueRefused, match="decided already"):
        approve(THIRD, waits, agrees=True, reason="Late.")
    made = person()
    born = Statement.objects.get(entity=made, prop="birthDate")
    with pytest.raises(ValueRefused, match="a child"):
        correct(OFFICER, born, value="2014", reason="The certificate.")
    assert isinstance(state(OFFICER, made, told(birthDate="2014")), Waiting)
    assert values(made, "birthDate") == ["1980"]


def test_row_07_what_is_overdue_or_of_another_s_purpose_is_in_no_list() -> None:
    ready()
    made = person()
    assert list(entities(OFFICER)) == [made]
    assert list(entities(ANALYST)) == [], "who does not read for prevention sees nobody"
    assert list(entities(DESK)) == [], "what was not shared with a party is not theirs"
    Entity.objects.update(kept_since=clock.today() - timedelta(366), review_by=clock.today() - timedelta(1))
    assert list(entities(OFFICER)) == []


def test_row_31_one_person_does_not_end_what_makes_somebody_a_child() -> None:
    ready("contact")
    waits = child()
    for another in (SECOND, THIRD):
        approve(another, waits, agrees=True, reason="Needed to protect the child.")
    made = Entity.objects.get()
    born = Statement.objects.get(entity=made, prop="birthDate")
    with pytest.raises(ValueRefused, match="a child"):
        end(OFFICER, born, reason="Then it may be taken along.")
    right = state(OFFICER, made, told(birthDate="1999"))
    assert isinstance(right, Waiting)
    with pytest.raises(ValueRefused, match="a child"):
        end(OFFICER, born, reason="Nobody approved the other one yet.")
    for another in (SECOND, THIRD):
        approve(another, right, agrees=True, reason="The certificate says so.")
    end(OFFICER, born, reason="The certificate says 1999.")
    assert values(made, "birthDate") == ["1999"]
