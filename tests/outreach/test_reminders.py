"""Once a week: who is reminded of open outcomes, what is counted, and that it waits for a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.forum.models import Body, Meeting, Outcome
from muntada.outreach.actions.reminders import remind_of_outcomes
from muntada.outreach.models import Message
from muntada.parties.models import Party
from muntada.people.models import Office, User
from muntada.project.tasks import lay_table
from muntada.trail.deed import Refused
from tests.cast import READER

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _at_work() -> None:
    lay_table()
    for key, kind in (("EG", "state"), ("MA", "state"), ("gctf.coco", "body")):
        Party.objects.create(key=key, kind=kind)
    for name, role, party in (("eg", "focal_point", "EG"), ("ma", "validator", "MA"), ("reader", "reader", "EG")):
        user = User.objects.create(email=f"{name}@example.org", name=name, language="ar" if name == "eg" else "en")
        Office.objects.create(user=user, role=role, party_id=party, since=date(2020, 1, 1))


def outcome(number: int, due: date | None, owner: str = "EG", **values: str) -> Outcome:
    body, _new = Body.objects.get_or_create(party_id="gctf.coco", kind="committee")
    meeting, _new = Meeting.objects.get_or_create(body=body, kind="session", when="2026-01-01")
    return Outcome.objects.create(
        reference=f"2026/coco/{number}", meeting=meeting, kind="action", text_en="Zqdraftxj", owner_id=owner, due=due,
        **values,
    )  # fmt: skip


def test_a_party_is_told_how_many_wait_and_when_the_first_is_due() -> None:
    outcome(1, TODAY - timedelta(days=3))
    outcome(2, TODAY + timedelta(days=28))
    outcome(3, TODAY + timedelta(days=29))
    outcome(4, None)
    outcome(5, TODAY, state="done")
    outcome(6, TODAY, tlp="TLP:AMBER+STRICT")
    with clock.at(TODAY):
        assert remind_of_outcomes(CLERK) == 1
    letter = Message.objects.get()
    assert letter.person is not None
    assert (letter.person.email, letter.state) == ("eg@example.org", "held")
    assert "\u20682\u2069" in letter.subject
    assert "\u20682026-05-29\u2069" in letter.text
    assert "\u20681\u2069" in letter.text
    assert "Zqdraft" not in letter.subject + letter.text


def test_the_same_day_gives_the_same_letter_and_another_week_another() -> None:
    outcome(1, TODAY, owner="MA")
    for day in (TODAY, TODAY, TODAY + timedelta(days=7)):
        with clock.at(day):
            remind_of_outcomes(CLERK)
    assert Message.objects.count() == 2


def test_nobody_is_reminded_of_nothing_and_nobody_else_writes_reminders() -> None:
    with clock.at(TODAY):
        assert remind_of_outcomes(CLERK) == 0
    with pytest.raises(Refused):
        remind_of_outcomes(READER)
