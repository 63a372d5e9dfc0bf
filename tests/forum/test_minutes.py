"""The minutes of a meeting."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from muntada.evidence.values import ValueRefused
from muntada.forum.actions.carrying import APPROVAL, carry_over
from muntada.forum.actions.minutes import approve_minutes, circulate_minutes, correct_minutes, write_minutes
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.statements import write_statement
from muntada.forum.actions.wording import NamesSpeaker
from muntada.forum.models import Attribution, Body, Meeting, Minutes, MinutesRevision
from muntada.forum.queries.minutes import compared, minutes, tongues
from muntada.trail.deed import Refused
from tests.cast import ANALYST, READER, SECRETARIAT
from tests.forum.spoken import CO_CHAIR, OF_EGYPT, meeting, parties, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parties() -> None:
    parties()


@pytest.fixture
def met() -> Meeting:
    return meeting()


def write(of: Meeting, text: str = "The meeting opened at nine.", **more: Any) -> Minutes:
    return write_minutes(SECRETARIAT, of, **{"language": "en", "text": text, **more})


def code_of(deed: Any) -> str:
    with pytest.raises(NotPossible) as caught:
        deed()
    return caught.value.code


def test_every_change_is_a_revision_of_its_language_and_none_is_written_over(met: Meeting) -> None:
    made = write(met)
    write(met, "The meeting opened at ten.", note="The time was wrong.")
    write(met, "افتُتح الاجتماع في العاشرة.", language="ar")
    write(met, "The meeting opened at ten.")
    kept = MinutesRevision.objects.filter(minutes=made).order_by("language", "number")
    assert [(one.language, one.number) for one in kept] == [("ar", 1), ("en", 1), ("en", 2)]
    assert {one.language: one.number for one in tongues(READER, made)} == {"ar": 1, "en": 2, "fr": 0}
    assert Minutes.objects.count() == 1


def test_two_revisions_are_compared_by_words(met: Meeting) -> None:
    made = write(met)
    write(met, "The meeting opened at ten.")
    shown = compared(READER, made, "en", 1, 2)
    assert shown is not None
    assert [(one.kind, one.text) for one in shown.pieces if one.kind != "same"] == [("gone", "nine"), ("new", "ten")]
    assert compared(READER, made, "en", 1, 3) is None
    assert compared(READER, made, "fr", 1, 2) is None


def test_of_two_writers_the_second_first_sees_what_the_first_wrote(met: Meeting) -> None:
    write(met, seen=0)
    assert code_of(lambda: write(met, "Another.", seen=0)) == "stale"
    write(met, "Another.", seen=1)


def test_minutes_go_round_and_a_later_meeting_of_the_body_approves_them(met: Meeting) -> None:
    made = write(met)
    later = meeting("2026-11-04", follows=met)
    assert code_of(lambda: approve_minutes(CO_CHAIR, made, at=later)) == "not_circulated"
    circulate_minutes(SECRETARIAT, made)
    assert later.agenda.get().title == f"{APPROVAL['en']}: 2026-05-04"
    with pytest.raises(ValueRefused) as caught:
        write(met, "The meeting opened at ten.")
    assert caught.value.field == "note"
    write(met, "The meeting opened at ten.", note="At the wish of a delegation.")
    for at in (met, meeting("2026-01-01"), meeting("2026-12-01", body=None)):
        assert code_of(lambda at=at: approve_minutes(CO_CHAIR, made, at=at)) == "not_later"
    approved = approve_minutes(CO_CHAIR, made, at=later)
    assert (approved.state, approved.approved_at) == ("approved", later)
    for deed in (
        lambda: write(met, "Other words."),
        lambda: circulate_minutes(SECRETARIAT, made),
        lambda: approve_minutes(CO_CHAIR, made, at=later),
    ):
        assert code_of(deed) == "approved"


def test_approved_minutes_are_put_right_by_a_corrigendum_with_its_reason(met: Meeting) -> None:
    made = write(met)
    correct = {"language": "en", "text": "The meeting opened at ten."}
    assert code_of(lambda: correct_minutes(CO_CHAIR, made, reason="A slip.", **correct)) == "not_approved"
    circulate_minutes(SECRETARIAT, made)
    approve_minutes(CO_CHAIR, made, at=meeting("2026-11-04"))
    with pytest.raises(ValueRefused):
        correct_minutes(CO_CHAIR, made, reason="  ", **correct)
    correct_minutes(CO_CHAIR, made, reason="A slip of the pen.", **correct)
    last = tongues(READER, made)[1].latest
    assert last is not None
    assert (last.number, last.corrigendum, last.note) == (2, True, "A slip of the pen.")
    with pytest.raises(IntegrityError):
        MinutesRevision.objects.update(note="")


def test_minutes_without_words_go_nowhere(met: Meeting) -> None:
    assert code_of(lambda: circulate_minutes(SECRETARIAT, Minutes.objects.create(meeting=met))) == "nothing_written"


def test_who_may_write_and_who_may_approve(met: Meeting) -> None:
    for actor in (CO_CHAIR, OF_EGYPT, READER):
        with pytest.raises(Refused):
            write_minutes(actor, met, language="en", text="Words.")
    made = circulate_minutes(ANALYST, write(met))
    for actor in (ANALYST, OF_EGYPT, READER):
        with pytest.raises(Refused):
            approve_minutes(actor, made, at=meeting("2026-11-04"))


def test_minutes_are_seen_by_those_who_see_the_meeting() -> None:
    held = meeting(tlp="TLP:AMBER+STRICT")
    made = write(held)
    assert minutes(SECRETARIAT, held) == made
    assert minutes(READER, held) is None
    assert not tongues(READER, made)[1].revisions


SAID = "We cannot agree to any deadline before the end of the year."


@pytest.mark.parametrize(
    "text",
    [
        f"Egypt: {SAID}",
        f"The delegation of Ruritania said: {SAID.lower()}",
        f"Egypt took the floor.\n\n{SAID}",
        "Morocco cannot agree. One delegation said: cannot agree to any deadline before the end of it all.",
    ],
)
def test_minutes_name_nobody_beside_words_that_are_not_attributed(met: Meeting, text: str) -> None:
    of = sitting(Attribution.NOT_ATTRIBUTED, meeting=met)
    write_statement(SECRETARIAT, of, text=SAID, language="en")
    with pytest.raises(NamesSpeaker):
        write(met, text)
    assert not MinutesRevision.objects.exists()
    write(met, text, named_because="spoken_of")
    assert MinutesRevision.objects.get().named_because == "spoken_of"


def test_minutes_may_name_a_party_elsewhere_and_say_what_was_said_without_a_name(met: Meeting) -> None:
    of = sitting(Attribution.NOT_ATTRIBUTED, meeting=met)
    write_statement(SECRETARIAT, of, text=SAID, language="en")
    write(met, f"Egypt hosted the meeting, and all delegations thanked it warmly for what it had done.\n\n{SAID}")
    assert MinutesRevision.objects.get().named_because == ""


def test_a_meeting_that_follows_takes_up_minutes_that_wait(met: Meeting) -> None:
    circulate_minutes(SECRETARIAT, write(met))
    later = meeting("2026-11-04", follows=met)
    (item,) = carry_over(SECRETARIAT, later)
    assert item.title.startswith(APPROVAL["en"])
    assert carry_over(SECRETARIAT, later) == []
    assert Body.objects.count() == 1


def test_a_meeting_that_approved_minutes_is_named_to_those_who_may_see_it(met: Meeting) -> None:
    made, closed = write(met), meeting("2026-11-04")
    circulate_minutes(SECRETARIAT, made)
    Meeting.objects.filter(pk=closed.pk).update(tlp="TLP:AMBER+STRICT")
    approve_minutes(SECRETARIAT, made, at=closed)
    seen, hidden = minutes(SECRETARIAT, met), minutes(READER, met)
    assert seen is not None
    assert seen.approved_at == closed
    assert hidden is not None
    assert hidden.state == "approved"
    assert hidden.approved_at is None
