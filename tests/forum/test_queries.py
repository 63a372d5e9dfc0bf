"""What pages ask of the forum."""

from __future__ import annotations

from datetime import date

import pytest

from muntada.evidence.pen import put
from muntada.forum import queries
from muntada.forum.models import AgendaItem, Body, Meeting
from muntada.parties.imports import Loaded
from tests.cast import CAST, READER, SECRETARIAT, STRANGER

pytestmark = pytest.mark.django_db


def test_the_tree_holds_every_body_once_under_its_parent(facts: Loaded) -> None:
    def flat(branches: tuple[queries.Branch, ...]) -> list[str]:
        return [key for branch in branches for key in (branch.body.key, *flat(branch.children))]

    tree = queries.body_tree(READER)
    assert sorted(flat(tree)) == sorted(Body.objects.values_list("pk", flat=True))
    assert {branch.body.key for branch in tree} == {"gctf", "un"}


def test_a_body_knows_what_it_took_over_from(facts: Loaded) -> None:
    west = queries.body(READER, "gctf.wg.wa")
    assert west is not None
    assert [one.key for one in queries.predecessors(READER, west)] == ["gctf.wg.sahel"]


def test_seats_over_the_years_begin_with_the_first_co_chairs(facts: Loaded) -> None:
    chairs = queries.body(READER, "gctf.cochairs")
    assert chairs is not None
    seats = queries.seats_over_years(READER, chairs)
    assert [seat.term.party_id for seat in seats[:2]] == ["TR", "US"]
    egypt = next(seat for seat in seats if seat.term.party_id == "EG")
    assert (egypt.start, egypt.end, egypt.planned_end) == (date(2023, 5, 4), None, date(2026, 12, 31))


def test_meetings_are_narrowed_by_body_year_and_place_in_any_language(facts: Loaded) -> None:
    cairo = queries.meetings_where(READER, place="القاهره")
    assert [one.reference for one in cairo] == ["coco21"]
    found = queries.meetings_where(READER, body="gctf.coco", year=2016)
    assert [one.reference for one in found] == ["coco10", "coco09"]
    assert [one.reference for one in queries.meetings_where(READER, text="launch cairo declaration")] == ["min01"]


def test_a_meeting_of_two_days_stands_under_both(facts: Loaded) -> None:
    agenda = queries.agenda_of(READER, 2014, 4)
    assert list(agenda.by_day) == [date(2014, 4, 2), date(2014, 4, 3)]


def test_a_meeting_without_a_known_day_is_not_put_on_one(facts: Loaded) -> None:
    agenda = queries.agenda_of(READER, 2022)
    assert [one.reference for one in agenda.without_day] == ["min12"]
    assert all(one.reference != "min12" for held in agenda.by_day.values() for one in held)


def test_a_meeting_over_new_year_belongs_to_both_years(facts: Loaded) -> None:
    Meeting.objects.create(kind="meeting", when="2021-12-30/2022-01-02", title="Turn of the year")
    assert date(2022, 1, 2) in queries.agenda_of(READER, 2022, 1).by_day
    assert date(2021, 12, 31) in queries.agenda_of(READER, 2021, 12).by_day
    assert date(2022, 1, 1) not in queries.agenda_of(READER, 2021, 12).by_day


def test_a_party_page_tells_its_life_the_latest_first(facts: Loaded) -> None:
    page = queries.party_page(READER, "EG")
    assert page is not None
    sorts = {one.sort for one in page.happenings}
    assert {"membership", "term", "hosted", "chaired", "work"} <= sorts
    days = [queries.day_of(one.when) for one in page.happenings]
    assert days == sorted(days, reverse=True)


def test_a_party_that_is_not_known_has_no_page(facts: Loaded) -> None:
    assert queries.party_page(READER, "ZZ") is None


def test_whoever_is_signed_in_reads_the_forum_and_a_stranger_does_not(facts: Loaded) -> None:
    assert all(queries.meetings_where(actor) for actor in CAST)
    assert list(queries.meetings_where(STRANGER)) == []
    assert queries.body_tree(STRANGER) == ()
    assert queries.party_page(STRANGER, "EG") is None


def test_the_tree_asks_the_database_a_few_times_only(
    facts: Loaded, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        queries.body_tree(READER)


def test_a_meeting_is_found_in_any_spelling_as_soon_as_it_says_so(facts: Loaded) -> None:
    meeting = Meeting.objects.create(kind="session", when="2031", title="دورة الإسكندرية", place="Genève")
    AgendaItem.objects.create(meeting=meeting, title="مكافحة تمويل الإرهاب")
    for text in ("الاسكندريه", "GENEVE", "تمويل الارهاب الإسكندرية"):
        assert meeting in queries.meetings_where(READER, text=text), text
    assert [one.pk for one in queries.meetings_where(READER, place="geneve", year=2031)] == [meeting.pk]
    put(meeting, "title", "Session of the north")
    assert meeting in queries.meetings_where(READER, text="session north")
    assert meeting not in queries.meetings_where(READER, text="الإسكندرية"), "its old words are gone"


@pytest.mark.parametrize(
    ("when", "year", "may"),
    [("2019-03", 2019, True), ("2019-03", 2020, False), ("201X", 2019, True), ("201X", 2020, False),
     ("2018/2021", 2019, True), ("2018-12-30/2019-01-02", 2019, True), ("2018-12-30/2019-01-02", 2020, False),
     ("", 2019, False)],
)  # fmt: skip
def test_a_meeting_is_of_a_year_when_any_day_of_it_may_be(when: str, year: int, may: bool, db: None) -> None:
    Meeting.objects.create(kind="session", when=when)
    assert queries.meetings_where(READER, year=year).exists() is may


def test_a_body_names_the_one_above_it_to_those_who_may_know_of_that(facts: Loaded) -> None:
    Body.objects.filter(pk="gctf").update(tlp="TLP:AMBER+STRICT")
    seen, hidden = queries.body(SECRETARIAT, "gctf.coco"), queries.body(READER, "gctf.coco")
    assert seen is not None
    assert seen.parent is not None
    assert hidden is not None
    assert hidden.parent is None
