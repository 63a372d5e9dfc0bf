"""Outcomes of meetings, until they are closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from muntada.access import clock
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.carrying import OPEN
from muntada.forum.actions.outcomes import carry_over, enter_outcome, give_day, report_progress
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.statements import write_statement
from muntada.forum.actions.wording import NamesSpeaker
from muntada.forum.models import AgendaItem, Attribution, Meeting, Outcome, Progress
from muntada.forum.queries.outcomes import open_of, outcome, outcomes_where, overdue, text_of
from muntada.trail.deed import Refused
from tests.cast import ANALYST, READER, SECRETARIAT
from tests.forum.spoken import CO_CHAIR, DUE, OF_EGYPT, OF_MOROCCO, meeting, parties, party, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parties() -> None:
    parties()


@pytest.fixture
def met() -> Meeting:
    return meeting()


def enter(of: Meeting, **more: Any) -> Outcome:
    given = {"kind": "action", "text_en": "Draft the toolkit.", "owner": party("EG"), "due": DUE, **more}
    return enter_outcome(CO_CHAIR, of, **given)


def test_references_follow_one_another_within_a_year_and_a_body(met: Meeting) -> None:
    other = meeting("2027-01-10")
    made = [enter(one, due=date(2027, 9, 1)) for one in (met, met, other, met)]
    assert [one.reference for one in made] == ["2026/coco/1", "2026/coco/2", "2027/coco/1", "2026/coco/3"]
    made[1].delete()
    assert enter(met).reference == "2026/coco/4"


def test_what_asks_for_something_is_open_and_the_rest_stands(met: Meeting) -> None:
    assert enter(met).state == "open"
    assert enter(met, kind="decision", due=None).state == "open"
    assert enter(met, kind="taken_note", owner=None, due=None).state == "standing"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("kind", {"kind": "wish"}),
        ("text", {"text_en": "  "}),
        ("owner", {"owner": None}),
        ("due", {"due": None}),
        ("due", {"due": date(2026, 5, 3)}),
        ("text_en", {"text_en": "a\0b"}),
    ],
)
def test_what_an_outcome_cannot_be_is_refused(field: str, values: dict[str, Any], met: Meeting) -> None:
    with pytest.raises(ValueRefused) as caught:
        enter(met, **values)
    assert caught.value.field == field
    assert not Outcome.objects.exists()


def test_an_item_of_another_meeting_is_refused(met: Meeting) -> None:
    with pytest.raises(NotPossible):
        enter(met, item=AgendaItem.objects.create(meeting=meeting("2026-06-01"), title="Elsewhere"))


def test_its_owner_reports_and_says_that_it_is_done(met: Meeting) -> None:
    made = enter(met)
    told = report_progress(OF_EGYPT, made, text="Half of it is written.")
    assert (told.party_id, told.state) == ("EG", "")
    report_progress(OF_EGYPT, made, text="It is written.", state="done")
    shown = outcome(READER, made.pk)
    assert shown is not None
    assert (shown.state, [one.text for one in shown.progress.all()]) == (
        "done", ["It is written.", "Half of it is written."],
    )  # fmt: skip
    with pytest.raises(NotPossible) as caught:
        report_progress(OF_EGYPT, made, text="More.")
    assert caught.value.code == "closed"


def test_nobody_else_reports_on_it_and_only_who_runs_the_body_drops_it(met: Meeting) -> None:
    made = enter(met)
    for actor in (OF_MOROCCO, READER, ANALYST):
        with pytest.raises(Refused):
            report_progress(actor, made, text="Done.", state="done")
    with pytest.raises(Refused):
        report_progress(OF_EGYPT, made, text="We will not.", state="dropped")
    with pytest.raises(ValueRefused):
        report_progress(CO_CHAIR, made, text=" ", state="dropped")
    report_progress(CO_CHAIR, made, text="Overtaken by events.", state="dropped")
    with pytest.raises(Refused):
        report_progress(OF_EGYPT, made, text="Again.", state="open")
    report_progress(SECRETARIAT, made, text="It is needed after all.", state="open")
    assert Outcome.objects.get().state == "open"
    with pytest.raises(NotPossible):
        report_progress(SECRETARIAT, made, text="Again.", state="open")
    assert Progress.objects.count() == 2


def test_another_day_is_given_with_its_reason(met: Meeting) -> None:
    made = enter(met)
    with pytest.raises(Refused):
        give_day(OF_EGYPT, made, due=date(2027, 1, 1), reason="Later.")
    with pytest.raises(ValueRefused):
        give_day(CO_CHAIR, made, due=date(2027, 1, 1), reason=" ")
    give_day(CO_CHAIR, made, due=date(2027, 1, 1), reason="The draft came late.")
    assert Outcome.objects.get().due == date(2027, 1, 1)
    assert Progress.objects.get().text == "2026-09-01 → 2027-01-01: The draft came late."


def test_what_is_open_comes_back_on_the_next_agenda_until_it_is_closed(met: Meeting) -> None:
    late, early = enter(met, text_en="Write the plan."), enter(met, text_en="Draft it.", due=date(2026, 7, 1))
    enter(met, kind="taken_note", owner=None, due=None)
    closed = enter(met)
    report_progress(OF_EGYPT, closed, text="Done.", state="done")
    nxt = meeting("2026-11-04", follows=met)
    items = carry_over(SECRETARIAT, nxt)
    assert [item.carries for item in items] == [early, late]
    heading = AgendaItem.objects.get(meeting=nxt, parent=None)
    assert heading.title == OPEN["en"]
    assert items[0].title == f"{early.reference}: Draft it."
    assert {item.parent for item in items} == {heading}
    assert carry_over(SECRETARIAT, nxt) == []
    report_progress(OF_EGYPT, early, text="Done.", state="done")
    assert [item.carries for item in carry_over(SECRETARIAT, meeting("2027-01-04", follows=nxt))] == [late]
    assert carry_over(SECRETARIAT, meeting("2026-01-04")) == []


def test_what_the_meeting_may_not_know_is_carried_for_the_staff_alone(met: Meeting) -> None:
    strict = enter(met)
    Outcome.objects.update(tlp="TLP:AMBER+STRICT")
    nxt = meeting("2026-11-04", follows=met)
    (item,) = carry_over(CO_CHAIR, nxt)
    assert (item.carries, item.kind, item.tlp) == (strict, "hidden", "TLP:AMBER+STRICT")


def test_the_overdue_are_listed_from_the_longest_and_only_those_that_the_reader_may_see(met: Meeting) -> None:
    first, second = enter(met, due=date(2026, 6, 1)), enter(met, due=date(2026, 8, 1), owner=party("MA"))
    enter(met)
    today = date(2026, 8, 31)
    assert [(one.outcome, one.days) for one in overdue(READER, today)] == [(first, 91), (second, 30)]
    assert [one.outcome for one in overdue(READER, today, owner="MA")] == [second]
    assert [one.outcome for one in overdue(READER, today, longer=60)] == [first]
    assert overdue(READER, today, body="gctf") == []
    Outcome.objects.filter(pk=first.pk).update(tlp="TLP:AMBER+STRICT")
    assert [one.outcome for one in overdue(READER, today)] == [second]


def test_a_party_finds_what_it_still_has_to_do(met: Meeting) -> None:
    mine = enter(met)
    enter(met, owner=party("MA"))
    assert [one.pk for one in open_of(OF_EGYPT, "EG")] == [mine.pk]
    assert outcomes_where(READER, state="open", body="gctf.coco").count() == 2


def test_words_come_in_the_readers_language_or_in_another(met: Meeting) -> None:
    made = enter(met, text_en="", text_ar="إعداد الدليل.")
    assert text_of(made, "fr").language == "ar"
    assert text_of(made, "ar").text == "إعداد الدليل."


def test_the_day_it_was_entered_is_the_clocks(met: Meeting) -> None:
    made = enter(met)
    with clock.at(date(2026, 6, 1)):
        assert report_progress(OF_EGYPT, made, text="Half.").at == clock.now()


def test_an_outcome_names_nobody_beside_words_that_are_not_attributed(met: Meeting) -> None:
    said = "We cannot agree to any deadline before the end of the year."
    write_statement(SECRETARIAT, sitting(Attribution.NOT_ATTRIBUTED, meeting=met), text=said, language="en")
    with pytest.raises(NamesSpeaker):
        enter(met, text_en=f"Egypt: {said}")
    assert not Outcome.objects.exists()
    assert enter(met, text_en=f"Egypt: {said}", named_because="spoken_of").named_because == "spoken_of"
    assert enter(met, text_en="Egypt hosts the next meeting.").named_because == ""
