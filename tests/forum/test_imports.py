"""The forum as the reference tables make it, and what a second load may and may not change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muntada.access.actor import LOADER
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import settle
from muntada.evidence.models import Citation
from muntada.forum import facts as tables
from muntada.forum.imports import load_facts, seats_out_of_two
from muntada.forum.imports import reference as imports
from muntada.forum.models import Body, Initiative, Meeting, Membership, Term
from muntada.parties.bring import FactsWrong
from muntada.parties.imports import Loaded
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, SECRETARIAT

pytestmark = pytest.mark.django_db


def _table_with(monkeypatch: pytest.MonkeyPatch, key: str, **values: str) -> None:
    rows = tuple(replace(row, **values) if row.id == key else row for row in tables.meetings())
    monkeypatch.setattr(imports, "meetings", lambda: rows)


def test_the_forum_has_thirty_founders_and_thirty_two_members(facts: Loaded) -> None:
    of_the_forum = Membership.objects.filter(body="gctf")
    founders = of_the_forum.filter(kind="founding")
    assert of_the_forum.count() == 32
    assert founders.filter(party__kind="state").count() == 29
    assert founders.filter(party__kind="organisation").count() == 1


def test_bodies_meetings_and_initiatives_are_complete(facts: Loaded) -> None:
    assert (Body.objects.count(), Meeting.objects.count(), Initiative.objects.count()) == (33, 39, 26)
    assert Body.objects.get(pk="gctf.wg.sahel").succeeded_by_id == "gctf.wg.wa"


def test_a_meeting_has_its_number_place_host_and_chairs(facts: Loaded) -> None:
    meeting = Meeting.objects.get(reference="coco21")
    assert (meeting.ordinal, meeting.when, meeting.place, meeting.host_id) == (21, "2023-05-04", "Cairo", "EG")
    assert {party.key for party in meeting.chairs.all()} == {"EG", "EU"}


def test_what_was_planned_stands_apart_from_what_was(facts: Loaded) -> None:
    term = Term.objects.get(body="gctf.cochairs", party="EG")
    assert (term.start, term.end) == ("2023-05-04", "")
    assert (term.planned_start, term.planned_end) == ("2023-03", "2026")


def test_the_forum_has_two_co_chairs_on_every_day_since_its_founding() -> None:
    assert seats_out_of_two(["gctf.cochairs"]) == []


def test_a_working_group_without_two_co_chairs_is_reported(facts: Loaded) -> None:
    assert facts.notes == ("gctf.wg.wa has 3 co-chairs from 2019-01-01: CA, DE, DZ.",)


def test_every_loaded_value_rests_on_its_table(facts: Loaded) -> None:
    meeting = Meeting.objects.get(reference="coco20")
    cited = Citation.objects.filter(record_type="forum.meeting", record_key=str(meeting.pk))
    assert {"when", "place", "ordinal", "kind", "body", "host", "chairs"} <= {one.field for one in cited}
    assert {one.reference for one in cited} == {meeting.source}
    assert cited.get(field="when").confidence == 0.95
    low = Citation.objects.get(record_key=str(Meeting.objects.get(reference="coco14").pk), field="when")
    assert low.confidence == 0.5


def test_a_second_load_changes_nothing(facts: Loaded) -> None:
    before = Citation.objects.count()
    again = load_facts()
    assert (again.created, again.changed) == (0, 0)
    assert Citation.objects.count() == before


def test_a_corrected_row_is_followed(facts: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    _table_with(monkeypatch, "min12", start_date="2022-09-21")
    assert load_facts().changed == 1
    meeting = Meeting.objects.get(reference="min12")
    assert meeting.when == "2022-09-21"
    said = Citation.objects.filter(record_type="forum.meeting", record_key=str(meeting.pk), field="when")
    assert [one.value for one in said] == ["2022-09-21"]


def test_corrected_chairs_are_followed_member_by_member(facts: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    _table_with(monkeypatch, "min12", chair_codes=("MA", "EU"))  # type: ignore[arg-type]
    load_facts()
    assert {party.key for party in Meeting.objects.get(reference="min12").chairs.all()} == {"MA", "EU"}


def test_a_value_written_in_the_product_is_not_written_over(facts: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    Meeting.objects.filter(reference="min12").update(when="2022-09-20")
    _table_with(monkeypatch, "min12", start_date="2022-09-21")
    assert load_facts().changed == 0
    assert Meeting.objects.get(reference="min12").when == "2022-09-20"


def test_a_value_that_a_person_settled_is_not_written_over(facts: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting.objects.get(reference="coco13")
    own = {"record_type": "forum.meeting", "record_key": str(meeting.pk), "field": "when"}
    rival = Citation.objects.create(**own, value="2018-03-22", reference="a letter", finding=1)
    settle(SECRETARIAT, rival)
    _table_with(monkeypatch, "coco13", start_date="2018-03-21")
    load_facts()
    meeting.refresh_from_db()
    assert meeting.when == "2018-03-22"


def test_a_chair_that_a_person_added_stays(facts: Loaded) -> None:
    meeting = Meeting.objects.get(reference="coco25")
    meeting.chairs.add("QA")
    load_facts()
    assert {party.key for party in meeting.chairs.all()} == {"EU", "EG", "QA"}


def test_a_number_that_leaves_a_gap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _table_with(monkeypatch, "coco07", number=8)  # type: ignore[arg-type]
    with pytest.raises(FactsWrong, match="is due"):
        load_facts()
    assert not Meeting.objects.exists()


def test_a_date_that_is_none_is_refused_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    _table_with(monkeypatch, "coco13", start_date="2018-02-30")
    with pytest.raises(FactsWrong, match="coco13"):
        load_facts()


def test_only_the_system_itself_loads_facts(db: None) -> None:
    with pytest.raises(Refused):
        load_facts(ANALYST)
    assert not Body.objects.exists()


def test_the_load_leaves_its_line_in_the_trail(facts: Loaded) -> None:
    assert Entry.objects.filter(actor=LOADER.key, permission=Permission.FACTS_LOAD.value, allowed=True).exists()


def test_a_load_that_changes_nothing_names_nothing_in_the_trail(facts: Loaded) -> None:
    load_facts()
    assert Entry.objects.order_by("-pk")[0].detail == {}
