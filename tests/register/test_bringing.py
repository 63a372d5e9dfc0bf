"""A list is brought in, and again with changes: history, what is set aside, and what waits for a person."""

from __future__ import annotations

import json

import pytest

from muntada.access.models import NotAssessed
from muntada.evidence.values import ValueRefused
from muntada.register.actions.bringing import bring_list, decide_run
from muntada.register.lists import ListRefused
from muntada.register.models import Entity, Listing, ListingChange, Run, Statement
from muntada.trail.deed import Refused
from tests.cast import ANALYST, FOCAL_POINT, SECRETARIAT
from tests.register.listed import Person, UnList, assessed, small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _believed(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    assessed()


def bring(listed: UnList) -> Run:
    return bring_list(ANALYST, "un", listed.xml(), name="consolidated.xml")


def values(key: str, prop: str) -> set[str]:
    standing = Statement.objects.filter(entity=key, prop=prop, ended_at__isnull=True)
    return set(standing.values_list("value", flat=True))


def whats(key: str) -> list[str]:
    return list(ListingChange.objects.filter(listing__entity=key).values_list("what", flat=True))


def test_every_entry_becomes_an_entity_with_its_statements_and_its_listing() -> None:
    run = bring(UnList.of(40))
    assert (run.state, run.new, run.gone, run.quarantined) == ("done", 40 * 3 + 3 * 2, 0, 0)
    one = Entity.objects.get(pk="un-7")
    assert (one.schema, one.caption) == ("Person", "Mona Alsharif")
    assert values("un-7", "name") == {"Mona Alsharif", "منى الشريف"}
    assert values("un-7", "nationality") == {"jo"}
    assert values("un-7-paper-1", "holder") == {"un-7"}
    listing = Listing.objects.get(entity=one)
    assert (listing.reference, listing.programme, str(listing.since)) == ("QDi.007", "Al-Qaida", "2012-05-08")


def test_what_speaks_of_a_person_has_a_basis_a_category_and_a_day_of_review() -> None:
    bring(UnList.of(10))
    persons = Entity.objects.filter(key__in=["un-1", "un-1-paper-1", "un-1-sanction"])
    assert {(one.category, one.legal_basis_id, one.purpose) for one in persons} == {
        ("other", "un_sanctions", "prevention")
    }
    assert all(one.review_by is not None for one in persons)
    assert {one.category for one in Entity.objects.filter(key__in=["un-9001", "un-9001-sanction"])} == {None}


def test_the_same_list_again_changes_nothing() -> None:
    bring(UnList.of(30))
    before = list(Statement.objects.order_by("pk").values_list("pk", "value", "ended_at"))
    run = bring(UnList.of(30))
    assert (run.new, run.changed, run.gone) == (0, 0, 0)
    assert list(Statement.objects.order_by("pk").values_list("pk", "value", "ended_at")) == before


def test_twenty_entries_removed_changed_and_added_are_told_apart() -> None:
    listed = UnList.of(200)
    bring(listed)
    for number in range(1, 21):
        del listed.persons[number]
    for number in range(21, 41):
        listed.persons[number].born = "1980"
    for number in range(201, 221):
        listed.persons[number] = Person(number)
    run = bring(listed)
    assert run.state == "done"
    assert (run.new, run.changed, run.gone) == (20 * 3, 20, 20 * 3)
    assert values("un-30", "birthDate") == {"1980"}
    ended = Statement.objects.get(entity="un-30", prop="birthDate", value="1970")
    assert ended.ended_at == run.at
    change = ListingChange.objects.get(listing__entity="un-30", what="changed")
    assert change.detail == {"added": [["birthDate", "1980"]], "ended": [["birthDate", "1970"]]}
    assert Listing.objects.get(entity="un-5").state == "suspended"
    assert whats("un-5") == ["new", "gone"]
    assert whats("un-210") == ["new"]


def test_an_entry_that_comes_back_is_listed_again_with_its_history() -> None:
    listed = UnList.of(60)
    bring(listed)
    taken = listed.persons.pop(3)
    bring(listed)
    listed.persons[3] = taken
    bring(listed)
    assert (Listing.objects.get(entity="un-3").state, Listing.objects.get(entity="un-3").until) == ("listed", None)
    assert whats("un-3") == ["new", "gone", "back"]
    assert not Entity.objects.get(pk="un-3-paper-1").gone


def test_a_list_ten_times_smaller_waits_and_changes_nothing() -> None:
    bring(UnList.of(200))
    run = bring(UnList.of(20))
    assert run.state == "held"
    assert {one["code"] for one in json.loads(run.why)} == {"shrank"}
    assert Listing.objects.filter(state="listed").count() == 203


def test_a_person_takes_a_held_list_in_or_refuses_it_with_a_reason() -> None:
    bring(UnList.of(200))
    first, second = bring(UnList.of(20)), bring(UnList.of(21))
    with pytest.raises(ValueRefused):
        decide_run(SECRETARIAT, first, agrees=False, reason=" ")
    refused = decide_run(SECRETARIAT, first, agrees=False, reason="The publisher says that it was cut off.")
    assert (refused.state, Listing.objects.filter(state="listed").count()) == ("refused", 203)
    done = decide_run(SECRETARIAT, second, agrees=True, reason="The publisher confirms it.")
    assert (done.state, Listing.objects.filter(state="listed").count()) == ("done", 24)
    with pytest.raises(ValueRefused):
        decide_run(SECRETARIAT, second, agrees=True, reason="Again.")


def test_rows_that_cannot_be_taken_are_set_aside_with_their_reason() -> None:
    listed = UnList.of(20)
    listed.persons[4].reference = "not a number"
    listed.persons[5] = Person(6)
    run = bring(listed)
    assert run.quarantined == 2
    assert {(one.code, one.place) for one in run.rows.all()} == {("no_reference", "not a number"), ("twice", "QDi.006")}
    assert not Entity.objects.filter(pk="un-4").exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml at all",
        b"<CONSOLIDATED_LIST><INDIVIDUALS>",
        b"<LIST/>",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><LIST>&a;</LIST>',
    ],
)
def test_a_file_that_is_no_such_list_is_refused_and_leaves_nothing(data: bytes) -> None:
    with pytest.raises(ListRefused):
        bring_list(ANALYST, "un", data, name="x.xml")
    assert not Run.objects.exists()


def test_only_the_forums_staff_bring_lists_in() -> None:
    with pytest.raises(Refused):
        bring_list(FOCAL_POINT, "un", UnList.of(10).xml(), name="x.xml")
    with pytest.raises(Refused):
        bring_list(None, "un", UnList.of(10).xml(), name="x.xml")


def test_nothing_is_kept_before_somebody_assessed_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muntada.register.actions.entering.is_assessed", lambda *_: False)
    with pytest.raises(NotAssessed, match="sign an assessment"):
        bring(UnList.of(10))
    assert not Entity.objects.exists()
