"""A message goes out once, or a person is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import CLERK, Actor, Role
from muntada.jobs.claims import LEASE, claim
from muntada.jobs.models import Job
from muntada.jobs.table import Table
from muntada.jobs.worker import Workers
from muntada.marking.tlp import TLP
from muntada.outreach.actions import (
    NotPossible,
    ask_for_released,
    cancel,
    compose,
    edit,
    hold,
    release,
    resolve,
    take_out,
)
from muntada.outreach.models import Message
from muntada.outreach.queries import outbox
from muntada.outreach.server import MailServer
from muntada.outreach.tasks import send
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, READER
from tests.outreach.mailbox import POINTS, Mailbox, mailbox
from tests.signin.people import person

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
SECRETARIAT = Actor("user:2", "Salim, secretariat", frozenset({Role.SECRETARIAT, Role.PERSON}))
RIGHTS: dict[str, Actor] = {}


@pytest.fixture(autouse=True)
def noon(settings: Any) -> Iterator[None]:
    RIGHTS[SECRETARIAT.key] = SECRETARIAT
    settings.MAIL_FROM = "outbox@forum.example"
    with clock.at(NOON):
        yield


@pytest.fixture
def server(settings: Any) -> Iterator[Mailbox]:
    with mailbox() as box:
        settings.MAIL_SERVER = MailServer("127.0.0.1", box.port, security="none", timeout=10)
        yield box


def draft(number: int = 0) -> Message:
    return compose(
        SECRETARIAT, to=f"a{number}@example.org", language="en", subject="Hello", text=".dot\n..", tlp=TLP.CLEAR
    )


def released(number: int = 0) -> Message:
    message = draft(number)
    release(SECRETARIAT, message)
    return message


def work(until: timedelta = timedelta(0)) -> None:
    """Do all jobs that are due by then."""
    hands = Workers(table=Table.of([send], [], lambda key, _via: RIGHTS.get(key)))
    with clock.at(NOON + until):
        while hands.run_one():
            pass


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.error


def test_nothing_goes_out_that_nobody_released(server: Mailbox) -> None:
    message = draft()
    hold(SECRETARIAT, message)
    work()
    assert not server.kept
    for other in (READER, ADMINISTRATOR):
        with pytest.raises(Refused):
            release(other, message)
    assert not outbox(READER).exists()


def test_a_released_message_goes_out_once_and_the_trail_says_to_whom(server: Mailbox) -> None:
    message = released()
    work()
    assert state(message) == ("sent", "")
    sent = server.messages()
    assert [one["Message-ID"] for one in sent] == [message.message_id]
    body = sent[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").endswith("\n.dot\n..\n")
    line = Entry.objects.filter(permission="mail.release", operation="disclose").order_by("id").last()
    assert line is not None
    assert line.recipient == "a0@example.org"


def test_a_message_that_is_changed_while_held_goes_out_changed(server: Mailbox) -> None:
    message = draft()
    hold(SECRETARIAT, message)
    edit(SECRETARIAT, message, subject="Other", text="Other words.")
    release(SECRETARIAT, message)
    with pytest.raises(NotPossible):
        edit(SECRETARIAT, message, subject="Late", text="Too late.")
    work()
    assert "Other" in server.messages()[0]["Subject"]


@pytest.mark.parametrize("verb", [hold, cancel])
def test_a_released_message_can_be_kept_back_as_long_as_it_is_not_on_its_way(server: Mailbox, verb: object) -> None:
    message = released()
    verb(SECRETARIAT, message)  # type: ignore[operator]
    work()
    assert not server.kept
    with pytest.raises(NotPossible):
        verb(SECRETARIAT, message)  # type: ignore[operator]


def test_what_is_held_back_and_released_again_goes_out_once(server: Mailbox) -> None:
    message = released()
    hold(SECRETARIAT, message)
    release(SECRETARIAT, message)
    work()
    assert len(server.kept) == 1


@pytest.mark.parametrize("point", ["greeting", "ehlo", "mail", "rcpt", "data"])
def test_a_line_lost_before_the_message_was_on_its_way_is_tried_again(server: Mailbox, point: str) -> None:
    server.always = point
    message = released()
    work()
    assert state(message) == ("released", "not_taken")
    server.always = ""
    work(timedelta(hours=1))
    assert state(message) == ("sent", "")
    assert len(server.kept) == 1


@pytest.mark.parametrize("point", ["half", "taken", "before_answer"])
def test_a_line_lost_while_the_answer_was_awaited_is_left_to_a_person(server: Mailbox, point: str) -> None:
    server.always = point
    message = released()
    work()
    assert state(message) == ("sending", "unclear")
    server.always = ""
    work(timedelta(days=2))
    arrived = point == "before_answer"
    assert len(server.kept) == arrived
    resolve(SECRETARIAT, message, arrived=arrived)
    if not arrived:
        release(SECRETARIAT, message)
        work(timedelta(days=3))
    assert state(message) == ("sent", "")
    assert [one["Message-ID"] for one in server.messages()] == [message.message_id]


def test_a_line_lost_after_the_answer_changes_nothing(server: Mailbox) -> None:
    server.always = "quit"
    message = released()
    work()
    assert state(message) == ("sent", "")


@pytest.mark.parametrize(("code", "found"), [(451, ("released", "not_taken")), (550, ("failed", "refused"))])
def test_the_server_s_no_is_for_later_or_for_good(server: Mailbox, code: int, found: tuple[str, str]) -> None:
    server.refusing["rcpt"] = code
    message = released()
    work()
    assert state(message) == found


def test_a_server_that_stays_away_ends_in_the_hands_of_a_person(settings: Any) -> None:
    settings.MAIL_SERVER = MailServer("127.0.0.1", 1, security="none", timeout=1)
    message = released()
    for hours in range(0, 100, 6):
        work(timedelta(hours=hours))
    assert state(message) == ("failed", "not_taken")
    release(SECRETARIAT, message)
    assert state(message) == ("released", "")


def test_a_worker_lost_while_sending_is_not_followed_by_another(server: Mailbox) -> None:
    message = released()
    job = claim([send.name])
    assert job is not None
    # The worker has said that it sends, and is gone.
    Message.objects.filter(pk=message.pk).update(state="sending", sending_job=job.pk, sending_fence=job.fence)
    message.refresh_from_db()
    with pytest.raises(NotPossible):
        resolve(SECRETARIAT, message, arrived=False)
    work(LEASE * 2)
    assert state(message) == ("sending", "unclear")
    assert not server.kept
    assert Job.objects.get().state == "done"
    resolve(SECRETARIAT, message, arrived=False)
    release(SECRETARIAT, message)
    work(LEASE * 3)
    assert len(server.kept) == 1


def test_row_58_a_message_is_not_sent_for_somebody_whose_office_has_ended(server: Mailbox) -> None:
    message = released()
    RIGHTS[SECRETARIAT.key] = Actor(SECRETARIAT.key, SECRETARIAT.name, frozenset({Role.PERSON}))
    work()
    assert not server.kept
    assert state(message) == ("released", "")
    assert Job.objects.get().error == "refused"


def test_a_person_who_left_is_sent_nothing(server: Mailbox) -> None:
    user = person("salim")
    message = compose(SECRETARIAT, to=user, language="en", subject="Hello", text="Hello.", tlp=TLP.GREEN)
    release(SECRETARIAT, message)
    user.is_active = False
    user.save()
    work()
    assert state(message) == ("failed", "person_left")
    assert not server.kept


def test_without_a_mail_server_a_person_takes_the_message_out_and_it_is_never_sent_besides(
    settings: Any,
) -> None:
    settings.MAIL_SERVER = None
    message = released()
    assert not Job.objects.exists()
    assert message.message_id.encode() in take_out(SECRETARIAT, message)
    with mailbox() as box:
        settings.MAIL_SERVER = MailServer("127.0.0.1", box.port, security="none")
        ask_for_released(CLERK)
        work()
        assert not box.kept
    assert take_out(SECRETARIAT, message)
    resolve(SECRETARIAT, message, arrived=True)
    assert state(message) == ("sent", "")
    with pytest.raises(NotPossible):
        take_out(SECRETARIAT, message)


def test_what_was_released_before_there_was_a_mail_server_goes_out_once_there_is(settings: Any) -> None:
    settings.MAIL_SERVER = None
    message = released()
    with mailbox() as box:
        settings.MAIL_SERVER = MailServer("127.0.0.1", box.port, security="none")
        for _ in range(2):
            ask_for_released(CLERK)
        work()
        assert len(box.kept) == 1
    assert state(message) == ("sent", "")


@pytest.mark.parametrize(("count", "seed"), [(30, 1), pytest.param(400, 2, marks=pytest.mark.soak)])
def test_over_a_line_that_is_lost_at_random_each_message_arrives_exactly_once(
    count: int, seed: int, settings: Any
) -> None:
    with mailbox(drops=0.08, seed=seed) as box:
        settings.MAIL_SERVER = MailServer("127.0.0.1", box.port, security="none", timeout=10)
        sent = [released(number) for number in range(count)]
        unclear = 0
        for day in range(40):
            work(timedelta(days=day))
            arrived = {one["Message-ID"] for one in box.messages()}
            # A person who is asked looks whether it arrived, and only then has it sent again.
            for message in Message.objects.filter(state__in=["sending", "failed"]):
                if message.state == "sending":
                    unclear += 1
                    resolve(SECRETARIAT, message, arrived=message.message_id in arrived)
                if message.state == "failed":
                    release(SECRETARIAT, message)
            if not Message.objects.exclude(state="sent").exists():
                break
        assert unclear
        assert Counter(one["Message-ID"] for one in box.messages()) == {one.message_id: 1 for one in sent}
        assert set(POINTS) >= {"half", "before_answer"}
