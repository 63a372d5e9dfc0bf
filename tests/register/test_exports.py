"""FollowTheMoney's JSON comes in and goes out equal; ours are written down for programs that know theirs alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from muntada.evidence.exports import handling_read
from muntada.marking.handling import Category
from muntada.register.actions.bringing import bring_list
from muntada.register.exports import export_entities
from muntada.register.models import Entity, Quarantined, Statement
from muntada.register.schema import parent_of, schema_of, schemata
from muntada.trail.models import Entry
from tests.cast import ANALYST
from tests.register.listed import assessed
from tests.register.officers import OFFICER

ENTITIES: list[dict[str, Any]] = [
    {
        "id": "x-1",
        "schema": "Person",
        "properties": {
            "name": ["Zubayr Alkhatibi", "زبير الخطيبي"],
            "birthDate": ["1964-02"],
            "nationality": ["jo"],
            "topics": ["sanction"],
        },
    },
    {"id": "x-2", "schema": "Organization", "properties": {"name": ["Lantern Front"], "alias": ["جبهة الفانوس"]}},
    {"id": "x-3", "schema": "Membership", "properties": {"member": ["x-1"], "organization": ["x-2"], "role": ["aide"]}},
    {"id": "x-4", "schema": "Passport", "properties": {"holder": ["x-1"], "number": ["K 12-34"], "country": ["jo"]}},
    {
        "id": "x-5",
        "schema": "Act",
        "properties": {"name": ["Attack on the harbour"], "killed": ["3"], "date": ["2019-05"], "involved": ["x-2"]},
    },
    {"id": "x-6", "schema": "Participation", "properties": {"subject": ["x-2"], "object": ["x-5"], "basis": ["claim"]}},
]  # fmt: skip


def lines(entities: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entities).encode()


def core(entity: dict[str, Any]) -> tuple[str, str, dict[str, list[str]]]:
    return entity["id"], entity["schema"], entity["properties"]


def out(*, plain: bool = False) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_entities(OFFICER, plain=plain)]


@pytest.mark.django_db
def test_entities_go_out_as_they_came_in_and_come_in_again_unchanged() -> None:
    assessed()
    bring_list(ANALYST, "ftm", lines(ENTITIES), name="x.jsonl")
    first = out()
    assert [core(one) for one in first] == [core(one) for one in ENTITIES]
    run = bring_list(ANALYST, "ftm", lines(first), name="x.jsonl")
    assert (run.state, run.new, run.changed, run.gone) == ("done", 0, 0, 0)
    assert Entry.objects.filter(permission="list.export", allowed=True).count() == 1


@pytest.mark.django_db
def test_row_14_every_line_carries_its_handling() -> None:
    assessed()
    bring_list(ANALYST, "ftm", lines(ENTITIES), name="x.jsonl")
    for line in out():
        kept = Entity.objects.get(pk=line["id"])
        handling, others = handling_read(line)
        assert handling == kept.handling
        assert (others["purpose"], others["legal_basis"]) == (kept.purpose, kept.legal_basis_id or "")
        assert others["expires"] == (kept.review_by.isoformat() if kept.review_by else "")


@pytest.mark.django_db
def test_what_is_ours_is_written_as_the_parents_without_losing_a_value() -> None:
    assessed()
    bring_list(ANALYST, "ftm", lines(ENTITIES), name="x.jsonl")
    act, tie = out(plain=True)[4:]
    assert (act["schema"], act["properties"]["description"]) == ("Event", ["Killed: 3"])
    assert (tie["schema"], tie["properties"]["description"]) == ("UnknownLink", ["Basis: claim"])


def test_every_schema_of_ours_has_a_parent_of_theirs_that_takes_each_of_its_values() -> None:
    ours = [one for one in schemata().values() if one.ours]
    assert len(ours) >= 6
    for schema in ours:
        parent = parent_of(schema)
        assert not parent.ours
        for stated in schema.properties.values():
            assert (stated.down or stated.name) in parent.properties, f"{schema.name}.{stated.name}"
            assert not schema.name or set(stated.labels) >= {"en"}


def test_ours_have_their_labels_in_three_languages() -> None:
    for schema in (one for one in schemata().values() if one.ours):
        own = [stated for stated in schema.properties.values() if stated.down]
        for labels in (schema.labels, *(stated.labels for stated in own)):
            assert {"ar", "en", "fr"} <= set(labels)


@pytest.mark.django_db
def test_row_04_what_its_schema_does_not_know_is_set_aside_with_the_reason() -> None:
    assessed()
    odd = [
        {"id": "y-1", "schema": "Person", "properties": {"name": ["A"], "shoeSize": ["x"]}},
        {"id": "y-2", "schema": "Ghost", "properties": {"name": ["B"]}},
        {"id": "y-3", "schema": "Interval", "properties": {}},
        {"id": "y-4", "schema": "Person", "properties": {"name": "D"}},
        {"id": "y-5", "schema": "Person", "properties": {"name": ["E\0"]}},
        {"id": "", "schema": "Person", "properties": {}},
    ]
    run = bring_list(ANALYST, "ftm", lines([*ENTITIES, *odd, ENTITIES[0]]) + b"{broken\n[]\n", name="x.jsonl")
    assert run.quarantined == len(odd) + 3
    assert [one.code for one in Quarantined.objects.order_by("pk")] == [
        *("property", "schema", "schema", "property", "text", "no_number", "twice", "not_json", "not_an_entity")
    ]
    assert Entity.objects.count() == len(ENTITIES)


@pytest.mark.django_db
def test_row_10_whatever_speaks_of_a_person_says_what_the_person_is_to_it() -> None:
    assessed()
    bring_list(ANALYST, "ftm", lines(ENTITIES), name="x.jsonl")
    said = dict(Entity.objects.values_list("pk", "category"))
    assert {key for key, category in said.items() if category == Category.OTHER} == {"x-1", "x-3", "x-4"}
    assert schema_of("Person").is_a("LegalEntity")


@pytest.mark.django_db
def test_row_15_no_value_of_a_special_category_is_kept() -> None:
    assessed()
    stated = {"name": ["A"], "religion": ["canary-creed"], "ethnicity": ["canary-origin"], "political": ["canary-view"]}
    run = bring_list(ANALYST, "ftm", lines([{"id": "z-1", "schema": "Person", "properties": stated}]), name="x.jsonl")
    assert (run.state, run.new, run.quarantined) == ("done", 1, 3)
    assert {one.code for one in Quarantined.objects.all()} == {"special_category"}
    kept = [*Statement.objects.values_list("value", "original"), *Quarantined.objects.values_list("reason", "row")]
    assert "canary" not in str(kept)
