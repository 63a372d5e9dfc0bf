"""Letters that invite to a meeting: one to each focal point in its own language, once, released by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from muntada.access.actor import CLERK, Actor, Role
from muntada.forum.actions.invitations import answer_invitation, invite, invite_members, take_back_invitation
from muntada.forum.models import Invitation, Meeting
from muntada.jobs.table import Table
from muntada.jobs.worker import Workers
from muntada.outreach.actions import cancel, release, resolve, take_out
from muntada.outreach.actions.meetings import write_left_out
from muntada.outreach.models import Message
from muntada.outreach.server import MailServer
from muntada.outreach.tasks import send
from muntada.people.models import User
from muntada.trail.deed import Refused
from tests.forum.coming import CHAIR, SECRETARIAT, focal_point, meeting, party
from tests.outreach.mailbox import Mailbox, mailbox
from tests.signin.people import person

pytestmark = pytest.mark.django_db(transaction=True)
ISOLATES = re.compile("[\u2068\u2069]")


@pytest.fixture(autouse=True)
def server(settings: Any) -> Iterator[Mailbox]:
    settings.MAIL_FROM = "outbox@forum.example"
    with mailbox() as box:
        settings.MAIL_SERVER = MailServer("127.0.0.1", box.port, security="none", timeout=10)
        yield box


def speaker(name: str, of: str, language: str) -> User:
    user = person(name, Role.FOCAL_POINT, party=party(of))
    user.language = language
    user.save()
    return user


def work() -> None:
    rights: dict[str, Actor] = {SECRETARIAT.key: SECRETARIAT}
    hands = Workers(table=Table.of([send], [], lambda key, _via: rights.get(key)))
    while hands.run_one():
        pass


@pytest.fixture
def of() -> Meeting:
    """The meeting that is invited to."""
    made = meeting(place="Rabat")
    made.register_by = made.starts_at.date() - timedelta(7) if made.starts_at else None
    made.save()
    return made


def test_each_focal_point_is_written_to_in_its_own_language_and_nothing_goes_out(of: Meeting, server: Mailbox) -> None:
    speaker("leila", "MA", "ar"), speaker("karim", "MA", "fr"), speaker("hassan", "EG", "en")
    invite_members(SECRETARIAT, of)
    work()
    letters = {one.to: one for one in Message.objects.all()}
    assert {to: (one.language, one.state, one.tlp) for to, one in letters.items()} == {
        "leila@example.org": ("ar", "held", "TLP:GREEN"),
        "karim@example.org": ("fr", "held", "TLP:GREEN"),
        "hassan@example.org": ("en", "held", "TLP:GREEN"),
    }
    said = {to: ISOLATES.sub("", one.text) for to, one in letters.items()}
    assert "الرباط" in said["leila@example.org"]
    assert f"/ar/meetings/{of.pk}/delegation/" in said["leila@example.org"]
    assert "Dear colleague" in said["hassan@example.org"]
    assert not server.kept
    assert set(Invitation.objects.values_list("state", flat=True)) == {"drafted"}


def test_a_released_letter_goes_out_once_and_the_invitation_says_when(of: Meeting, server: Mailbox) -> None:
    speaker("leila", "MA", "ar"), speaker("karim", "MA", "fr")
    one = invite(SECRETARIAT, of, party("MA"))
    first, second = Message.objects.order_by("pk")
    release(SECRETARIAT, first)
    work()
    one.refresh_from_db()
    assert (one.state, one.sent_on is not None) == ("sent", True)
    release(SECRETARIAT, second)
    work()
    work()
    assert len(server.kept) == 2


def test_who_does_not_keep_the_outbox_lets_no_letter_go(of: Meeting, server: Mailbox) -> None:
    speaker("leila", "MA", "ar")
    invite(CHAIR, of, party("MA"))
    for actor in (CHAIR, focal_point("MA"), CLERK):
        with pytest.raises(Refused):
            release(actor, Message.objects.get())
    work()
    assert not server.kept


def test_a_letter_is_written_once_however_often_it_is_asked_for(of: Meeting) -> None:
    speaker("leila", "MA", "ar")
    invite(SECRETARIAT, of, party("MA"))
    assert write_left_out() == 0
    cancel(SECRETARIAT, Message.objects.get())
    assert write_left_out() == 0
    assert Message.objects.count() == 1


def test_what_was_left_out_is_written_later(of: Meeting) -> None:
    invite(SECRETARIAT, of, party("MA"))
    assert not Message.objects.exists()
    speaker("leila", "MA", "ar")
    assert write_left_out() == 1
    of.status = "cancelled"
    of.save()
    speaker("karim", "MA", "ar")
    assert write_left_out() == 0


def test_a_letter_that_was_taken_out_by_hand_comes_back_as_sent_once_it_arrived(of: Meeting, settings: Any) -> None:
    settings.MAIL_SERVER = None
    speaker("leila", "MA", "ar")
    one = invite(SECRETARIAT, of, party("MA"))
    letter = Message.objects.get()
    release(SECRETARIAT, letter)
    take_out(SECRETARIAT, letter)
    one.refresh_from_db()
    assert one.state == "drafted"
    resolve(SECRETARIAT, letter, arrived=True)
    one.refresh_from_db()
    assert one.state == "sent"


def test_a_letter_that_is_not_needed_any_more_goes_out_no_more(of: Meeting, server: Mailbox) -> None:
    speaker("leila", "MA", "ar"), speaker("hassan", "EG", "ar")
    take_back_invitation(SECRETARIAT, invite(SECRETARIAT, of, party("MA")))
    answer_invitation(SECRETARIAT, invite(SECRETARIAT, of, party("EG")), accepts=True)
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    work()
    assert not server.kept


def test_row_52_of_a_meeting_that_is_not_open_the_letter_says_only_that_there_is_something() -> None:
    from muntada.access.models import Audience

    closed = meeting(tlp="TLP:AMBER", audience=Audience.of(["MA"]), title="Zqsecretxj", place="Zqplacexj")
    speaker("leila", "MA", "en")
    invite(SECRETARIAT, closed, party("MA"))
    letter = Message.objects.get()
    assert letter.subject == "There is something new for you in Muntada"
    assert not [word for word in ("Zqsecretxj", "Zqplacexj") if word in letter.subject + letter.text]


def test_a_title_of_any_length_leaves_a_subject_that_can_be_sent(of: Meeting) -> None:
    of.title = "Meeting on many things " * 25
    of.save()
    speaker("leila", "MA", "en")
    invite(SECRETARIAT, of, party("MA"))
    assert len(Message.objects.get().subject) <= 200
