"""The lists of the European Union and the United Kingdom read as statements; what cannot be is left out."""

from __future__ import annotations

from datetime import date

import pytest

from muntada.register.facts import doubts, known_lists
from muntada.register.lists import ListRefused, Read, Stated, read_any
from muntada.register.lists.eu import read_eu
from muntada.register.lists.form import FileRead
from muntada.register.lists.screened import entries_of
from muntada.register.lists.sensible import sensible
from muntada.register.lists.uk import read_uk
from tests.register.foreign import EU_GROUP, EU_PERSON, UK_PERSON, UK_SHIP, eu, eu_entity, uk, uk_csv

TODAY = date(2026, 10, 1)


def said(one: Read, prop: str) -> list[str]:
    return one.values(prop)


def by_key(read: FileRead) -> dict[str, Read]:
    return {one.key: one for one in read.entities}


def test_an_entry_of_the_european_union_says_all_that_its_attributes_say() -> None:
    read = read_eu(eu(eu_entity(13, EU_PERSON), eu_entity(14, EU_GROUP, "enterprise")))
    found = by_key(read)
    one = found["eu-13"]
    assert (one.schema, one.reference, one.programme, one.since) == ("Person", "EU.77.13", "TAQA", "2014-03-01")
    assert said(one, "name") == ["Zubayr Alkhatibi", "زبير الخطيبي"]
    assert (said(one, "alias"), said(one, "weakAlias")) == (["Zoubeir El Khatibi"], ["Abu Fanous"])
    assert Stated("name", "زبير الخطيبي", "", "ara") in one.stated
    born = [(one.value, one.original) for one in one.stated if one.prop == "birthDate"]
    assert born == [("1964-02-11", "1964-02-11~"), ("1962", "1962/1966"), ("1966", "1962/1966")]
    assert (said(one, "nationality"), said(one, "birthCountry"), said(one, "country")) == (["jo"], ["jo"], ["jo"])
    assert said(one, "birthPlace") == ["Qasr, JORDAN"]
    assert (said(one, "position"), said(one, "gender")) == (["Treasurer"], ["male"])
    passport = found["eu-13-paper-10"]
    assert (passport.schema, said(passport, "number"), said(passport, "country")) == (
        "Passport", ["K 12-34", "K1234"], ["jo"],
    )  # fmt: skip
    assert said(found["eu-13-paper-11"], "summary") == ["Known to be false."]
    sanction = found["eu-13-sanction"]
    assert (said(sanction, "entity"), said(sanction, "unscId")) == (["eu-13"], ["QDi.901"])
    assert said(sanction, "sourceUrl") == ["https://example.org/77"]
    assert said(found["eu-14"], "registrationNumber") == ["RC-55"]
    assert [(row.code, row.place) for row in read.rows] == [("calendar", "EU.77.13")]


def test_an_entry_of_the_united_kingdom_says_the_same_in_xml_and_in_csv() -> None:
    read = read_uk(uk(UK_PERSON, UK_SHIP))
    found = by_key(read)
    one, ship = found["uk-LAN0001"], found["uk-LAN0002"]
    assert (one.schema, one.reference, one.since) == ("Person", "LAN0001", "2014-03-01")
    assert said(one, "name") == ["Zubayr Omar ALKHATIBI", "زبير الخطيبي"]
    assert (said(one, "alias"), said(one, "weakAlias")) == (["Zoubeir EL KHATIBI"], ["Abu Fanous"])
    assert (said(one, "firstName"), said(one, "middleName"), said(one, "lastName")) == (
        ["Zubayr"], ["Omar"], ["ALKHATIBI"],
    )  # fmt: skip
    assert said(one, "birthDate") == ["1964-02-11", "1966"], "a day that is none is left out"
    assert said(found["uk-LAN0001-sanction"], "provisions") == ["Asset freeze", "Travel Ban"]
    assert (ship.schema, said(ship, "imoNumber"), said(ship, "birthDate")) == ("Vessel", ["9999993"], [])
    assert not read.rows
    listed = read_uk(uk_csv())
    assert (listed.made_at, read.made_at) == ("01-Oct-2026", "01/10/2026")
    for key, entity in by_key(listed).items():
        assert (entity.reference, entity.since) == (found[key].reference, found[key].since)
        assert set(entity.stated) == set(found[key].stated)


def test_both_lists_are_known_by_what_they_look_like_and_their_names_are_checked() -> None:
    for data in (eu(eu_entity(13, EU_PERSON)), uk(UK_PERSON), uk_csv()):
        (entry,) = entries_of(read_any(data).entities)
        assert {"Zubayr", "زبير الخطيبي"} <= {one.text for one in entry.names} | {entry.names[0].text.split()[0]}
        assert [one.number for one in entry.identifiers if "1234" in one.number]
        assert entry.born[0].startswith("1964-02-11")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (eu(eu_entity("x", EU_PERSON)), "no_number"),
        (eu(eu_entity(13, EU_PERSON), eu_entity(13, EU_GROUP)), "twice"),
        (eu(eu_entity(13, "")), "no_name"),
        (eu(eu_entity(13, EU_PERSON, "planet").replace('"E"', '"X"')), "kind"),
        (uk(UK_PERSON.replace("LAN0001", "")), "no_number"),
        (uk(UK_PERSON, UK_PERSON), "twice"),
        (uk(UK_PERSON.replace("Individual<", "Planet<")), "kind"),
        (uk(UK_PERSON.replace("01/03/2014", "31/02/2014")), "no_day"),
    ],
)
def test_an_entry_that_cannot_be_taken_is_set_aside_with_its_reason(data: bytes, code: str) -> None:
    read = read_any(data)
    assert code in {row.code for row in read.rows}
    assert all(row.reason.endswith(".") and row.row for row in read.rows)


@pytest.mark.parametrize("data", [b"<export>", b"<other/>", b"Name 6,Unique ID\n", b"\x00\x01", b"\xff\xfe<\x00"])
def test_a_file_that_is_neither_is_refused(data: bytes) -> None:
    for read in (read_eu, read_uk):
        with pytest.raises(ListRefused):
            read(data)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def test_entities_that_grow_or_reach_outside_are_not_followed_in_any_xml() -> None:
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/hostname">]>'.encode()
    for data, reader in ((uk(UK_PERSON), read_uk), (eu(eu_entity(13, EU_PERSON)), read_eu)):
        begin, rest = (
            (b"", data)
            if not data.startswith(b"<?xml")
            else (data[: data.index(b"?>") + 2], data[data.index(b"?>") + 2 :])
        )
        for entity in (b"&l9;", b"&file;"):
            said = rest.replace(b"Aide", entity, 1)
            try:
                found = str(reader(begin + doctype + said))
            except ListRefused:
                continue
            assert "haha" not in found
            assert len(found) < 100_000


def test_a_list_ten_times_as_large_or_as_small_is_doubted_and_a_first_one_by_its_counts_alone() -> None:
    known = known_lists()["eu"]
    assert [one.code for one in doubts(known, {"Person": 42_000, "Organization": 9_000}, 6_000, 0, 45_000)] == [
        "most", "most", "grew",
    ]  # fmt: skip
    assert [one.code for one in doubts(known, {"Person": 420, "Organization": 90}, 6_000, 5_490, 0)] == [
        "least", "least", "shrank",
    ]  # fmt: skip
    assert doubts(known, {"Person": 4_200, "Organization": 1_700}, 0, 0, 5_900) == []
    part = known_lists()["acled"]
    assert doubts(part, {"Act": 5}, 900, 895, 5) == [], "a part says nothing of the rest"


def test_what_no_reader_believes_is_left_out_and_said() -> None:
    listed = FileRead(
        [
            Read(
                "a", "Person", (Stated("name", "Samir"), Stated("birthDate", "2031"), Stated("birthDate", "1964")), "1"
            ),
            Read("b", "Person", (Stated("name", "\u064e\u064f ..."),), "2"),
            Read("b-sanction", "Sanction", (Stated("entity", "b"),)),
            Read("c", "Person", (Stated("name", "Nadia \u202enimda"), Stated("name", "Nadia")), "3"),
            Read("d", "Person", (Stated("name", "Huda"), Stated("birthDate", "1447-02-30")), "4"),
            Read("e", "Person", (Stated("name", "Mona"), Stated("birthDate", "1801")), "5"),
        ]
    )
    read = sensible(listed, TODAY)
    assert {one.key: one.values("name", "birthDate") for one in read.entities} == {
        "a": ["Samir", "1964"], "c": ["Nadia"], "d": ["Huda"], "e": ["Mona"],
    }  # fmt: skip
    assert [(row.place, row.code) for row in read.rows] == [
        ("1", "born"), ("2", "text"), ("2", "nothing_left"), ("3", "text"), ("4", "date"), ("5", "born"),
    ]  # fmt: skip


def test_an_entry_whose_number_can_be_no_address_is_set_aside() -> None:
    listed = FileRead(entities=[Read(key, "Person", (Stated("name", "A Person"),)) for key in ("x/y", "z" * 121, "ok")])
    read = sensible(listed, TODAY)
    assert [one.key for one in read.entities] == ["ok"]
    assert [row.code for row in read.rows] == ["no_number", "no_number"]
