"""The floor of a sitting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions import floor
from muntada.forum.actions.floor import ask_for_floor, clear_list, end_floor, give_floor, move_speaker, open_list
from muntada.forum.actions.meetings import cancel_meeting, hold_meeting
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.models import AgendaItem, Attribution, Sitting, Speaker, SpeakersList
from muntada.forum.queries.floor import floors
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, ANALYST, READER, SECRETARIAT
from tests.forum.spoken import CO_CHAIR, OF_EGYPT, OF_MOROCCO, meeting, parties, party, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parties() -> None:
    parties()


@pytest.fixture
def opened() -> SpeakersList:
    return open_list(SECRETARIAT, sitting())


def asked(of: SpeakersList, key: str, kind: str = "statement", **more: Any) -> Speaker:
    return ask_for_floor(SECRETARIAT, of, party(key), kind=kind, **more)


def order(of: SpeakersList) -> list[str]:
    (shown,) = floors(SECRETARIAT, of.sitting, clock.now())
    return [f"{one.party_id} {one.kind}" for one in shown.waiting]


def test_delegations_speak_in_the_order_in_which_they_asked(opened: SpeakersList) -> None:
    for key in ("MA", "EG", "NL"):
        asked(opened, key)
    assert [one.partition(" ")[0] for one in order(opened)] == ["MA", "EG", "NL"]
    assert give_floor(CO_CHAIR, opened).party_id == "MA"
    waiting = Speaker.objects.filter(state="waiting").order_by("position")
    assert list(waiting.values_list("party", "position")) == [("EG", 1), ("NL", 2)]
    assert end_floor(CO_CHAIR, opened).state == Speaker.State.SPOKEN
    assert give_floor(CO_CHAIR, opened).party_id == "EG"


def test_a_point_of_order_goes_first_and_a_reply_last(opened: SpeakersList) -> None:
    asked(opened, "MA", "reply")
    asked(opened, "EG")
    asked(opened, "NL", "point_of_order")
    asked(opened, "MA", "point_of_order")
    assert order(opened) == ["NL point_of_order", "MA point_of_order", "EG statement", "MA reply"]
    with pytest.raises(NotPossible) as caught:
        give_floor(CO_CHAIR, opened, Speaker.objects.get(party="EG"))
    assert caught.value.code == "order_first"
    assert give_floor(CO_CHAIR, opened, Speaker.objects.get(party="MA", kind="point_of_order")).party_id == "MA"


def test_moving_reorders_a_turn_and_never_the_turns(opened: SpeakersList) -> None:
    for key, kind in (("MA", "statement"), ("EG", "statement"), ("NL", "statement"), ("EG", "reply")):
        asked(opened, key, kind)
    asked(opened, "NL", "point_of_order")
    move_speaker(CO_CHAIR, Speaker.objects.get(party="NL", kind="statement"), to=1)
    move_speaker(CO_CHAIR, Speaker.objects.get(party="EG", kind="reply"), to=1)
    assert order(opened) == ["NL point_of_order", "NL statement", "MA statement", "EG statement", "EG reply"]
    move_speaker(CO_CHAIR, Speaker.objects.get(party="NL", kind="statement"), to=99)
    assert order(opened)[1:4] == ["MA statement", "EG statement", "NL statement"]
    assert [one.position for one in Speaker.objects.order_by("position")] == [1, 2, 3, 4, 5]


def test_one_has_the_floor_at_a_time_whatever_two_clerks_do(opened: SpeakersList) -> None:
    first, second = asked(opened, "MA"), asked(opened, "EG")
    give_floor(SECRETARIAT, opened, first)
    for late in (first, second, None):
        with pytest.raises(NotPossible) as caught:
            give_floor(CO_CHAIR, opened, late)
        assert caught.value.code == "floor_taken"
    end_floor(SECRETARIAT, opened, first)
    with pytest.raises(NotPossible) as caught:
        end_floor(CO_CHAIR, opened, first)
    assert caught.value.code == "floor_free"
    give_floor(SECRETARIAT, opened, second)
    with pytest.raises(NotPossible):
        end_floor(CO_CHAIR, opened, first)
    assert Speaker.objects.get(pk=second.pk).state == Speaker.State.SPEAKING
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.filter(pk=first.pk).update(state="speaking")


def test_the_time_left_is_shown_until_it_is_over(opened: SpeakersList) -> None:
    asked(opened, "MA")
    begun = give_floor(SECRETARIAT, opened)
    assert begun.began_at is not None
    left = [floors(READER, opened.sitting, begun.began_at + timedelta(seconds=at))[0].remaining for at in (0, 100, 200)]
    assert left == [180, 80, -20]
    floor.limit_time(CO_CHAIR, opened, seconds=300)
    assert floors(READER, opened.sitting, begun.began_at)[0].remaining == 300
    floor.limit_time(CO_CHAIR, opened, seconds=0)
    assert floors(READER, opened.sitting, begun.began_at)[0].remaining is None
    with pytest.raises(ValueRefused):
        floor.limit_time(CO_CHAIR, opened, seconds=-1)


def test_a_closed_list_takes_points_of_order_and_replies_alone(opened: SpeakersList) -> None:
    floor.close_list(CO_CHAIR, opened)
    with pytest.raises(NotPossible) as caught:
        ask_for_floor(OF_EGYPT, opened, party("EG"))
    assert caught.value.code == "list_closed"
    assert ask_for_floor(OF_EGYPT, opened, party("EG"), kind="point_of_order").position == 1
    assert ask_for_floor(OF_EGYPT, opened, party("EG"), kind="reply").position == 2
    floor.reopen_list(CO_CHAIR, opened)
    assert ask_for_floor(OF_EGYPT, opened, party("EG")).position == 2


def test_a_delegation_waits_once_and_leaves_the_list_when_it_wants(opened: SpeakersList) -> None:
    mine = ask_for_floor(OF_EGYPT, opened, party("EG"))
    with pytest.raises(NotPossible) as caught:
        ask_for_floor(OF_EGYPT, opened, party("EG"))
    assert caught.value.code == "on_the_list"
    with pytest.raises(Refused):
        floor.withdraw(OF_MOROCCO, mine)
    floor.withdraw(OF_EGYPT, mine)
    with pytest.raises(NotPossible):
        floor.withdraw(CO_CHAIR, mine)
    assert order(opened) == []
    with pytest.raises(NotPossible) as caught:
        give_floor(CO_CHAIR, opened)
    assert caught.value.code == "nobody_waits"
    again = ask_for_floor(OF_EGYPT, opened, party("EG"))
    floor.withdraw(CO_CHAIR, again)


def test_a_party_asks_for_itself_and_the_secretariat_for_whoever_sent_a_note(opened: SpeakersList) -> None:
    for actor in (OF_MOROCCO, READER, ANALYST, ADMINISTRATOR, None):
        with pytest.raises(Refused):
            ask_for_floor(actor, opened, party("EG"))  # type: ignore[arg-type]
    assert ask_for_floor(SECRETARIAT, opened, party("EG"), on_behalf_of="the group").on_behalf_of == "the group"
    for actor in (OF_EGYPT, READER, ANALYST, ADMINISTRATOR):
        with pytest.raises(Refused):
            give_floor(actor, opened)


def test_who_may_not_see_a_list_does_not_ask_on_it(opened: SpeakersList) -> None:
    SpeakersList.objects.update(tlp="TLP:AMBER+STRICT")
    opened.refresh_from_db()
    with pytest.raises(Refused):
        ask_for_floor(OF_EGYPT, opened, party("EG"))


def test_a_name_is_personal_data_with_its_basis_and_its_day(opened: SpeakersList) -> None:
    named = asked(opened, "EG", person="Hassan Amin")
    assert (named.category, named.legal_basis_id, named.retention) == ("official", "public_office", "short")
    assert named.review_by == clock.today() + timedelta(days=90)
    assert asked(opened, "MA").category is None


@pytest.mark.parametrize("rule", [Attribution.PARTY_ONLY, Attribution.NOT_ATTRIBUTED])
def test_where_no_person_may_be_named_no_name_is_taken(rule: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        asked(open_list(SECRETARIAT, sitting(rule)), "EG", person="Hassan Amin")
    assert caught.value.field == "person"
    assert not Speaker.objects.exists()


def seen_by(actor: Actor) -> set[str]:
    return set(rows(actor, Permission.RECORD_READ, Speaker).values_list("party", flat=True))


def test_who_asks_in_a_sitting_that_is_not_attributed_is_seen_by_its_own_people_and_by_who_runs_it() -> None:
    one = open_list(SECRETARIAT, sitting(Attribution.NOT_ATTRIBUTED))
    ask_for_floor(OF_EGYPT, one, party("EG"))
    ask_for_floor(OF_MOROCCO, one, party("MA"))
    assert seen_by(SECRETARIAT) == seen_by(CO_CHAIR) == {"EG", "MA"}
    assert seen_by(OF_EGYPT) == {"EG"}
    assert seen_by(READER) == seen_by(ADMINISTRATOR) == set()
    give_floor(CO_CHAIR, one)
    (shown,) = floors(READER, one.sitting, clock.now())
    assert (shown.taken, shown.speaking, shown.waiting) == (True, None, ())


def test_when_a_sitting_that_is_not_attributed_closes_nobody_knows_any_more_who_spoke() -> None:
    one = sitting(Attribution.NOT_ATTRIBUTED)
    listed = open_list(SECRETARIAT, one)
    ask_for_floor(OF_EGYPT, listed, party("EG"))
    asked(listed, "MA")
    give_floor(CO_CHAIR, listed)
    Sitting.objects.update(state="closed")
    one.refresh_from_db()
    clear_list(one)
    assert not Speaker.objects.exists()
    assert not SpeakersList.objects.get().open
    erased = Entry.objects.get(permission="statement.purge")
    assert (erased.operation, erased.thing_key) == ("erase", str(one.pk))


def test_when_another_sitting_closes_who_waited_has_not_spoken() -> None:
    one = sitting()
    listed = open_list(SECRETARIAT, one)
    for key in ("EG", "MA"):
        asked(listed, key)
    give_floor(CO_CHAIR, listed)
    clear_list(one)
    assert set(Speaker.objects.values_list("party", "state")) == {("EG", "spoken"), ("MA", "withdrawn")}


def test_nothing_happens_on_the_floor_of_a_closed_sitting(opened: SpeakersList) -> None:
    asked(opened, "EG")
    Sitting.objects.update(state="closed")
    for deed in (
        lambda: asked(opened, "MA"),
        lambda: give_floor(CO_CHAIR, opened),
        lambda: floor.reopen_list(CO_CHAIR, opened),
        lambda: open_list(SECRETARIAT, opened.sitting, item=AgendaItem.objects.get()),
    ):
        with pytest.raises(NotPossible) as caught:
            deed()
        assert caught.value.code == "sitting_closed"


def test_a_list_is_of_an_item_of_its_own_meeting_and_there_is_one_of_each(opened: SpeakersList) -> None:
    other = AgendaItem.objects.create(meeting=meeting("2026-06-01"), title="Elsewhere")
    with pytest.raises(NotPossible) as caught:
        open_list(SECRETARIAT, opened.sitting, item=other)
    assert caught.value.code == "of_another_meeting"
    with pytest.raises(NotPossible) as caught:
        open_list(SECRETARIAT, opened.sitting)
    assert caught.value.code == "list_there"
    assert open_list(SECRETARIAT, opened.sitting, item=AgendaItem.objects.get(title="Borders")).open


def test_the_trail_says_who_asked_and_on_which_list_and_names_no_party() -> None:
    listed = open_list(SECRETARIAT, sitting(Attribution.NOT_ATTRIBUTED))
    ask_for_floor(OF_EGYPT, listed, party("EG"))
    give_floor(CO_CHAIR, listed)
    end_floor(CO_CHAIR, listed)
    lines = [
        f"{one.thing_type} {one.thing_key} {one.recipient} {one.detail}" for one in Entry.objects.filter(allowed=True)
    ]
    assert len(lines) == 4
    assert not [one for one in lines if "EG" in one or "Egypt" in one]
    assert Entry.objects.get(permission="floor.ask").detail["things"] == [
        {"thing": "forum.speakerslist", "key": str(listed.pk)}
    ]


@pytest.mark.parametrize("over", [lambda of: cancel_meeting(SECRETARIAT, of, reason="Snow."), None])
def test_who_asked_in_a_sitting_that_never_began_is_gone_with_its_meeting(over: Any) -> None:
    began = clock.now() - timedelta(hours=1)
    named = sitting(meeting=meeting(starts_at=began, time_zone="UTC"))
    unnamed = sitting(Attribution.NOT_ATTRIBUTED, meeting=named.meeting)
    Sitting.objects.update(state="planned")
    lists = [open_list(SECRETARIAT, one) for one in (named, unnamed)]
    for each in lists:
        asked(each, "MA")
    (over or (lambda of: hold_meeting(SECRETARIAT, of)))(named.meeting)
    assert list(Speaker.objects.values_list("list__sitting", "state")) == [(named.pk, "withdrawn")]
    for each in lists:
        with pytest.raises(NotPossible):
            asked(each, "EG", kind="point_of_order")
    with pytest.raises(NotPossible):
        open_list(SECRETARIAT, unnamed, item=AgendaItem.objects.get())
