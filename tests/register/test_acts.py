"""Acts of tables: what was counted, who claims them, to whom they are attributed; and rows that are none."""

from __future__ import annotations

import pytest

from muntada.register.actions.bringing import bring_list
from muntada.register.facts.acts import act_forms
from muntada.register.lists import READERS, ListRefused, Read
from muntada.register.lists.form import FileRead
from muntada.register.models import Entity, Run, Statement
from muntada.register.schema import schema_of
from tests.cast import ANALYST
from tests.register.events import ACLED, GTD, UCDP, table


def read(form: str, *rows: dict[str, str]) -> FileRead:
    return READERS[form](table(*rows))


def act_of(found: FileRead) -> Read:
    (act,) = (one for one in found.entities if one.schema == "Act")
    return act


def parts(found: FileRead) -> list[tuple[str, str, list[str]]]:
    names = {one.key: one.values("name")[0] for one in found.entities if one.schema == "Organization"}
    tied = (one for one in found.entities if one.schema == "Participation")
    return [(names[one.values("subject")[0]], one.values("basis")[0], one.values("confidence")) for one in tied]


def test_an_event_of_ucdp_keeps_the_lowest_best_and_highest_count_apart() -> None:
    found = read("ucdp_csv", UCDP)
    act = act_of(found)
    assert act.key == "ucdp-501"
    assert act.values("name", "date", "endDate", "country") == [
        "Qasr village, Jordan, 2021-05-06", "2021-05-06", "2021-05-07", "jo",
    ]  # fmt: skip
    assert act.values("latitude", "longitude", "placePrecision") == ["31.5", "-7.25", "town"]
    counts = {one.prop: (one.value, one.kind) for one in act.stated if one.prop.startswith("killed")}
    assert counts == {
        "killed": ("4", ""), "killedLow": ("3", "assessment"), "killedHigh": ("9", "assessment"),
        "killedPerpetrators": ("1", ""),
    }  # fmt: skip
    assert parts(found) == [("Lantern Front", "attributed", [])]


def test_an_event_of_acled_is_an_act_where_an_armed_group_turns_on_civilians() -> None:
    found = read("acled_csv", ACLED)
    act = act_of(found)
    assert act.values("date") == ["2023-03-14"]
    assert (act.values("datePrecision"), act.values("actType"), act.values("method"), act.values("killed")) == (
        ["week"], ["bombing"], ["explosives"], ["2"],
    )  # fmt: skip
    assert "Some Creed Group" not in str(found), "whose identity was targeted is not read"
    assert parts(found) == [("Lantern Front", "attributed", [])]


def test_what_is_claimed_stands_apart_from_what_is_attributed_each_with_its_confidence() -> None:
    found = read("gtd_csv", GTD)
    act = act_of(found)
    assert act.values("date", "killed", "wounded", "killedPerpetrators") == ["2021-05", "5", "12", "1"]
    assert act.values("outcome", "actType", "targetSector", "target") == ["bombing", "transport", "completed", "A bus"]
    assert act.values("method") == ["explosives", "suicide"]
    assert parts(found) == [
        ("Lantern Front", "attributed", ["low"]),
        ("Lantern Front", "claimed", []),
        ("Lamp Brigade", "attributed", ["moderate"]),
    ]
    claimed, attributed = (
        next(one for one in found.entities if one.key == f"gtd-202105060001-1-{basis}")
        for basis in ("claimed", "attributed")
    )
    assert {(one.kind, one.credibility) for one in claimed.stated} == {("", 0)}
    assert {(one.kind, one.credibility) for one in attributed.stated} == {("assessment", 4)}
    doubtful = act_of(read("gtd_csv", {**GTD, "doubtterr": "1"}))
    assert {one.credibility for one in doubtful.stated if one.prop != "name"} == {3}


def test_what_its_source_does_not_call_an_act_is_left_out_and_counted() -> None:
    for form, row, other in (
        ("ucdp_csv", UCDP, {"type_of_violence": "1"}),
        ("ucdp_csv", UCDP, {"gwnoa": "663"}),
        ("acled_csv", ACLED, {"inter1": "State forces"}),
        ("acled_csv", ACLED, {"civilian_targeting": ""}),
    ):
        found = read(form, row, {**row, **other, act_forms()[form].key: "9"})
        assert [one.schema for one in found.entities].count("Act") == 1
        assert [(one.code, one.reason.split()[0]) for one in found.rows] == [("not_an_act", "1")]
    assert parts(read("gtd_csv", {**GTD, "gname": "Unknown", "gname2": ""})) == []
    assert parts(read("acled_csv", {**ACLED, "actor1": "Unidentified Armed Group (Jordan)"})) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"eventid": "٢٠٢١"}, "no_number"),
        ({"eventid": ""}, "no_number"),
        ({"imonth": "13"}, "no_day"),
        ({"iyear": "1447"}, "no_day"),
        ({"imonth": "2", "iday": "30"}, "no_day"),
        ({"nkill": "NaN"}, "casualties"),
        ({"nkill": "٥"}, "casualties"),
        ({"nkill": "-5"}, "casualties"),
        ({"nwound": "9" * 5000}, "casualties"),
        ({"latitude": "91"}, "coordinates"),
        ({"longitude": "Infinity"}, "coordinates"),
        ({"latitude": "1e2"}, "coordinates"),
    ],
)
def test_a_row_with_what_is_no_number_or_no_day_is_set_aside(change: dict[str, str], code: str) -> None:
    found = read("gtd_csv", GTD, {**GTD, "eventid": "7", **change})
    assert [(one.place, one.code) for one in found.rows] == [("row 3", code)]
    assert [one.schema for one in found.entities].count("Act") == 1


def test_counts_that_contradict_each_other_a_number_given_twice_and_days_turned_round_are_set_aside() -> None:
    rows = [UCDP, {**UCDP, "id": "502", "low": "8"}, UCDP, {**UCDP, "id": "503", "date_end": "2021-05-01"}]
    assert [one.code for one in read("ucdp_csv", *rows).rows] == ["casualties", "twice", "dates"]
    assert act_of(read("gtd_csv", {**GTD, "nkill": "-99"})).values("killed") == []


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken", b'"', table(GTD).replace(b"nkill", b"x")])
def test_a_table_without_its_columns_is_refused(data: bytes) -> None:
    for reader in (READERS["gtd_csv"], READERS["ucdp_csv"], READERS["acled_csv"]):
        with pytest.raises(ListRefused):
            reader(data)


def test_the_declared_tables_speak_of_properties_that_acts_have() -> None:
    known = schema_of("Act").properties
    assert set(act_forms()) == {"ucdp_csv", "acled_csv", "gtd_csv"}
    for form in act_forms().values():
        assert {*form.said, *form.codes, *form.values, *(one.prop for one in form.also)} <= set(known)
        assert set(form.values) == set(form.codes)
        assert set(form.needs) >= {form.key, *form.date[:1]}


@pytest.mark.django_db
def test_a_part_of_acts_leaves_the_others_and_takes_out_who_is_no_longer_said_to_have_done_it() -> None:
    def bring(*rows: dict[str, str]) -> Run:
        return bring_list(ANALYST, "gtd", table(*rows), name="acts.csv")

    other = {**GTD, "eventid": "8", "gname": "Lamp Brigade", "gname2": "", "claimed": "-9", "iday": "9"}
    first = bring(GTD, other, {**GTD, "eventid": "9", "iyear": "2099"})
    assert (first.state, first.quarantined) == ("done", 2), "an act to come is none, and neither is one without a day"
    assert set(first.rows.values_list("code", flat=True)) == {"to_come", "nothing_left"}
    assert Entity.objects.filter(schema="Act").count() == 2
    assert not Entity.objects.exclude(legal_basis=None, category=None).exists(), "it speaks of no person"
    second = bring({**GTD, "claimed": "0", "nkill": "6"})
    assert (second.new, second.changed, second.gone) == (0, 1, 1)
    assert not Entity.objects.get(pk="gtd-8").gone
    assert Entity.objects.get(pk="gtd-202105060001-1-claimed").gone
    killed = Statement.objects.filter(entity="gtd-202105060001", prop="killed").order_by("pk")
    assert [(one.value, one.ended_at is None, one.credibility) for one in killed] == [("5", False, 3), ("6", True, 3)]
    assert bring({**GTD, "claimed": "0", "nkill": "6"}).changed == 0
