"""The agenda of a meeting as a tree."""

from __future__ import annotations

import pytest

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import mark
from muntada.forum.actions.agenda import (
    MOST,
    add_item,
    change_item,
    close_item,
    handled_as,
    move_item,
    remove_item,
)
from muntada.forum.actions.meetings import cancel_meeting
from muntada.forum.models import AgendaItem, Meeting, Outcome
from muntada.forum.numbering import numbered
from muntada.forum.running import RunRefused
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER, SECRETARIAT, VISITOR
from tests.forum.meeting_room import CO_CHAIR, MEMBER, OUTSIDER, convened

pytestmark = pytest.mark.django_db


def numbers(meeting: Meeting) -> list[tuple[str, str]]:
    return [(one.number, one.title) for one in AgendaItem.objects.filter(meeting=meeting).order_by("pk")]


def seen_by(actor: Actor, meeting: Meeting) -> set[str]:
    return set(rows(actor, Permission.RECORD_READ, AgendaItem).filter(meeting=meeting).values_list("title", flat=True))


def code_of(verb: object, *args: object, **said: object) -> tuple[str, str]:
    with pytest.raises(RunRefused) as caught:
        verb(*args, **said)  # type: ignore[operator]
    return caught.value.field, caught.value.code


def test_items_are_numbered_by_their_place() -> None:
    meeting = convened()
    one = add_item(SECRETARIAT, meeting, title="Opening")
    two = add_item(SECRETARIAT, meeting, title="Reports of the groups")
    a = add_item(SECRETARIAT, meeting, title="Justice", parent=two)
    add_item(SECRETARIAT, meeting, title="Borders", parent=two)
    add_item(SECRETARIAT, meeting, title="Courts", parent=a)
    assert numbers(meeting) == [
        ("1", "Opening"), ("2", "Reports of the groups"), ("2 (a)", "Justice"), ("2 (b)", "Borders"),
        ("2 (a) (i)", "Courts"),
    ]  # fmt: skip
    move_item(SECRETARIAT, two, before=one)
    assert {title: number for number, title in numbers(meeting)}["Courts"] == "1 (a) (i)"


def test_a_number_that_a_person_gave_stays_and_is_passed_over() -> None:
    meeting = convened()
    add_item(SECRETARIAT, meeting, title="Opening", number="2")
    add_item(SECRETARIAT, meeting, title="Agenda")
    add_item(SECRETARIAT, meeting, title="Reports")
    assert [number for number, _title in numbers(meeting)] == ["2", "1", "3"]
    assert code_of(add_item, SECRETARIAT, meeting, title="More", number="2") == ("number", "number_taken")
    first = AgendaItem.objects.get(title="Opening")
    change_item(SECRETARIAT, first, number="")
    assert [number for number, _title in numbers(meeting)] == ["1", "2", "3"]


def test_what_is_internal_or_hidden_leaves_no_gap_in_the_numbers_of_others() -> None:
    meeting = convened()
    for title, kind in (
        ("Opening", "common"),
        ("Budget", "internal"),
        ("A name", "hidden"),
        ("Staff", "internal"),
        ("Reports", "common"),
    ):
        add_item(SECRETARIAT, meeting, title=title, kind=kind)
    assert numbers(meeting) == [
        ("1", "Opening"), ("1A", "Budget"), ("", "A name"), ("1B", "Staff"), ("2", "Reports"),
    ]  # fmt: skip
    assert seen_by(VISITOR, meeting) == seen_by(OUTSIDER, meeting) == {"Opening", "Reports"}
    assert seen_by(MEMBER, meeting) == seen_by(CO_CHAIR, meeting) == {"Opening", "Reports", "Budget", "Staff"}
    assert seen_by(SECRETARIAT, meeting) == seen_by(ANALYST, meeting) == seen_by(MEMBER, meeting) | {"A name"}


def test_a_part_is_never_seen_more_widely_than_what_it_is_part_of() -> None:
    meeting = convened()
    budget = add_item(SECRETARIAT, meeting, title="Budget", kind="internal")
    part = add_item(SECRETARIAT, meeting, title="Salaries", parent=budget)
    assert (part.kind, part.handling) == ("internal", budget.handling)
    assert part.number == "A (a)"
    open_one = add_item(SECRETARIAT, meeting, title="Opening")
    assert code_of(move_item, SECRETARIAT, open_one, parent=budget) == ("parent", "wider_than_parent")
    move_item(SECRETARIAT, part, parent=None)
    assert "Salaries" not in seen_by(VISITOR, meeting)


def test_only_the_secretariat_hides_an_item() -> None:
    meeting = convened()
    assert code_of(add_item, CO_CHAIR, meeting, title="A name", kind="hidden") == ("kind", "staff_only")
    assert add_item(CO_CHAIR, meeting, title="Budget", kind="internal").pk
    for actor in (MEMBER, READER, ANALYST):
        with pytest.raises(Refused):
            add_item(actor, meeting, title="Mine")


def test_an_item_becomes_stricter_with_its_parts_and_never_wider() -> None:
    meeting = convened()
    reports = add_item(SECRETARIAT, meeting, title="Reports")
    add_item(SECRETARIAT, meeting, title="Justice", parent=reports)
    change_item(SECRETARIAT, reports, kind="internal")
    assert seen_by(VISITOR, meeting) == set()
    assert seen_by(MEMBER, meeting) == {"Reports", "Justice"}
    assert code_of(change_item, SECRETARIAT, reports, kind="common") == ("kind", "wider")


@pytest.mark.parametrize(
    ("handling", "internal"),
    [
        (Handling(TLP.GREEN), Handling(TLP.AMBER, audience=frozenset({"gctf.coco"}))),
        (
            Handling(TLP.AMBER, audience=frozenset({"gctf.coco", "NL"})),
            Handling(TLP.AMBER, audience=frozenset({"gctf.coco"})),
        ),
        (
            Handling(TLP.AMBER_STRICT, audience=frozenset({"MA", "NL"})),
            Handling(TLP.AMBER_STRICT, audience=frozenset({"MA"})),
        ),
    ],
)
def test_internal_items_of_a_meeting_that_is_shared_are_for_its_own_members(
    handling: Handling, internal: Handling
) -> None:
    meeting = convened(handling=handling)
    assert add_item(SECRETARIAT, meeting, title="Budget", kind="internal").handling == internal
    assert handling.flows_to(internal)


def test_a_meeting_for_named_persons_has_no_internal_items() -> None:
    meeting = convened(handling=Handling(TLP.RED, audience=frozenset({SECRETARIAT.key})))
    assert code_of(add_item, SECRETARIAT, meeting, title="Budget", kind="internal") == ("kind", "named_persons")
    hidden = add_item(SECRETARIAT, meeting, title="A name", kind="hidden")
    assert hidden.handling == meeting.handling == handled_as(meeting, "common")


def test_no_item_is_part_of_itself_or_of_another_meeting() -> None:
    meeting, other = convened(), convened(kind="workshop")
    one = add_item(SECRETARIAT, meeting, title="One")
    two = add_item(SECRETARIAT, meeting, title="Two", parent=one)
    three = add_item(SECRETARIAT, meeting, title="Three", parent=two)
    assert code_of(move_item, SECRETARIAT, one, parent=three) == ("parent", "cycle")
    assert code_of(move_item, SECRETARIAT, one, parent=one) == ("parent", "cycle")
    elsewhere = add_item(SECRETARIAT, other, title="One")
    assert code_of(move_item, SECRETARIAT, one, parent=elsewhere) == ("parent", "other_meeting")
    assert code_of(move_item, SECRETARIAT, one, before=elsewhere) == ("before", "other_meeting")
    assert code_of(add_item, SECRETARIAT, meeting, title="Four", parent=elsewhere) == ("parent", "other_meeting")


def test_a_tree_has_five_levels_at_most() -> None:
    meeting = convened()
    parent = None
    for level in range(5):
        parent = add_item(SECRETARIAT, meeting, title=f"Level {level}", parent=parent)
    assert parent is not None
    assert code_of(add_item, SECRETARIAT, meeting, title="Level 5", parent=parent) == ("parent", "too_deep")
    top = add_item(SECRETARIAT, meeting, title="Top")
    add_item(SECRETARIAT, meeting, title="Part", parent=top)
    assert code_of(move_item, SECRETARIAT, top, parent=parent.parent) == ("parent", "too_deep")
    move_item(SECRETARIAT, top, parent=AgendaItem.objects.get(title="Level 2"))
    assert AgendaItem.objects.get(title="Part").number == "1 (a) (i) (2) (1)"


def test_items_change_places_among_their_siblings() -> None:
    meeting = convened()
    made = {title: add_item(SECRETARIAT, meeting, title=title) for title in "ABC"}
    move_item(SECRETARIAT, made["C"], before=made["A"])
    move_item(SECRETARIAT, made["A"])
    in_order = AgendaItem.objects.filter(meeting=meeting).order_by("position")
    assert [(one.number, one.title) for one in in_order] == [("1", "C"), ("2", "B"), ("3", "A")]


def test_to_close_an_item_closes_its_parts_and_to_open_a_part_opens_what_it_is_part_of() -> None:
    meeting = convened()
    one = add_item(SECRETARIAT, meeting, title="One")
    two = add_item(SECRETARIAT, meeting, title="Two", parent=one)
    three = add_item(SECRETARIAT, meeting, title="Three", parent=one)
    close_item(CO_CHAIR, one)
    assert set(AgendaItem.objects.values_list("closed", flat=True)) == {True}
    close_item(CO_CHAIR, two, closed=False)
    three.refresh_from_db()
    one.refresh_from_db()
    assert (one.closed, three.closed) == (False, True)


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"title": ""}, "title", "needed"),
        ({"title": "Opening"}, "title", "item_twice"),
        ({"title": "a\u202eb"}, "title", "name"),
        ({"title": "x" * 1_001}, "title", "too_long"),
        ({"title": "Other", "minutes": 0}, "minutes", "minutes"),
        ({"title": "Other", "minutes": 10**9}, "minutes", "minutes"),
        ({"title": "Other", "kind": "secret"}, "kind", "kind"),
        ({"title": "Other", "number": "x" * 21}, "number", "too_long"),
    ],
)
def test_what_is_no_item_is_refused(said: dict[str, object], field: str, code: str) -> None:
    meeting = convened()
    opening = add_item(SECRETARIAT, meeting, title="Opening")
    assert code_of(add_item, SECRETARIAT, meeting, **said) == (field, code)
    if "title" not in said or said["title"] != "Opening":
        assert code_of(change_item, SECRETARIAT, opening, **said) == (field, code)
    assert AgendaItem.objects.count() == 1


def test_titles_of_mixed_direction_are_kept_as_they_are() -> None:
    meeting = convened()
    title = "تنفيذ القرار S/RES/2396 (2017) واجتماع Rabat"
    assert add_item(SECRETARIAT, meeting, title=f"  {title} ").title == title


def test_an_agenda_of_thousands_is_refused_and_one_of_two_thousand_is_numbered() -> None:
    meeting = convened()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=f"Item {at}", position=at) for at in range(MOST - 1)
    )
    last = add_item(SECRETARIAT, meeting, title="The last one")
    last.refresh_from_db()
    assert last.number == str(MOST)
    assert code_of(add_item, SECRETARIAT, meeting, title="One more") == ("title", "too_many")


def test_an_outcome_is_carried_to_an_agenda_once() -> None:
    meeting = convened()
    outcome = Outcome.objects.create(reference="2026/CoCo/1", meeting=meeting, kind="action", text_en="Report back.")
    assert add_item(SECRETARIAT, meeting, title="Follow-up", carries=outcome).carries == outcome
    assert code_of(add_item, SECRETARIAT, meeting, title="Again", carries=outcome) == ("carries", "carried_twice")


def test_only_what_nothing_refers_to_is_taken_off() -> None:
    meeting = convened()
    one = add_item(SECRETARIAT, meeting, title="One")
    two = add_item(SECRETARIAT, meeting, title="Two")
    part = add_item(SECRETARIAT, meeting, title="Part", parent=one)
    assert code_of(remove_item, SECRETARIAT, one) == ("item", "leaned_on")
    remove_item(SECRETARIAT, part)
    remove_item(SECRETARIAT, one)
    two.refresh_from_db()
    assert (two.number, AgendaItem.objects.count()) == ("1", 1)


def test_the_agenda_of_a_cancelled_meeting_stands() -> None:
    meeting = convened()
    item = add_item(SECRETARIAT, meeting, title="One")
    cancel_meeting(SECRETARIAT, meeting, reason="No host")
    assert code_of(add_item, SECRETARIAT, meeting, title="Two") == ("meeting", "cancelled")
    assert code_of(close_item, SECRETARIAT, item) == ("meeting", "cancelled")


def test_every_verb_leaves_its_line() -> None:
    meeting = convened()
    before = Entry.objects.count()
    item = add_item(SECRETARIAT, meeting, title="One")
    change_item(SECRETARIAT, item, title="Two")
    move_item(SECRETARIAT, item)
    close_item(SECRETARIAT, item)
    remove_item(SECRETARIAT, item)
    lines = Entry.objects.filter(permission="meeting.run").count()
    assert (Entry.objects.count() - before, lines) == (5, 5)


def test_what_is_marked_more_strictly_takes_its_items_along() -> None:
    meeting = convened()
    item = add_item(SECRETARIAT, meeting, title="One")
    mark(SECRETARIAT, meeting, Handling(TLP.AMBER, audience=frozenset({"gctf.coco"})))
    item.refresh_from_db()
    assert item.tlp == TLP.AMBER


def test_a_long_row_of_parts_goes_on_after_z() -> None:
    top = AgendaItem(pk=1, title="Top")
    parts = [AgendaItem(pk=at + 2, parent=top, title=str(at), position=at) for at in range(28)]
    found = numbered([top, *parts])
    assert (found[27], found[28], found[29]) == ("1 (z)", "1 (aa)", "1 (ab)")
