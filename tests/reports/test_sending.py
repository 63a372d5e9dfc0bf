"""An edition goes to each recipient once: prepared by one person, let go by another, and nothing sends it twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.outreach.actions import release, resolve
from muntada.outreach.models import Message
from muntada.outreach.server import MailServer
from muntada.reports.actions.receipts import answer, enter_receipt, found_by
from muntada.reports.actions.recipients import change_recipient, end_recipient
from muntada.reports.actions.sending import (
    drop_sending,
    prepare_reminder,
    prepare_sending,
    release_sending,
    stop_sending,
)
from muntada.reports.models import Delivery, Edition, Sending
from muntada.reports.queries.deliveries import deliveries, deliveries_of, matrix
from muntada.reports.refused import ReportRefused
from muntada.reports.secret import secret_of
from muntada.text.bidi import strip_controls
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.outreach.mailbox import Mailbox, mailbox
from tests.reports.missions import (
    FOCAL,
    FOREIGN,
    OTHER_VALIDATOR,
    RIGHTS,
    SECRETARIAT,
    VALIDATOR,
    edition,
    egypt,
    missions,
    rights,
    work,
    workers,
)

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
LINK = re.compile(r"https?://\S+/(ar|en|fr)/receipt/([A-Za-z0-9_-]{43})/")


@pytest.fixture(autouse=True)
def noon(settings: Any) -> Iterator[None]:
    rights()
    settings.MAIL_FROM = "outbox@forum.example"
    with clock.at(NOON):
        yield


@pytest.fixture
def server(settings: Any) -> Iterator[Mailbox]:
    with mailbox() as box:
        settings.MAIL_SERVER = MailServer("127.0.0.1", box.port, security="none", timeout=10)
        yield box


def sent(number: int = 3, of: Edition | None = None) -> Sending:
    missions(number)
    return release_sending(VALIDATOR, prepare_sending(FOCAL, of or edition(), lists=["abroad"]))


def states() -> Counter[str]:
    return Counter(Delivery.objects.values_list("state", flat=True))


def text_of(box: Mailbox, number: int = 0) -> str:
    body = box.messages()[number].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_each_recipient_gets_one_letter_in_its_language_with_an_address_of_its_own(server: Mailbox) -> None:
    missions(2)
    missions(1, list="accredited", language="en")
    sending = prepare_sending(FOCAL, edition(), lists=["abroad", "accredited"])
    assert deliveries_of(FOCAL, sending).count() == 3
    work()
    assert not server.kept
    release_sending(VALIDATOR, sending)
    work()
    letters = {str(one["To"]): one for one in server.messages()}
    assert len(server.kept) == len(letters) == 3
    assert sum("صدور التقرير الوطني" in strip_controls(text_of(server, number)) for number in range(3)) == 2
    assert (
        sum("that National report, 2021 is issued" in strip_controls(text_of(server, number)) for number in range(3))
        == 1
    )
    links = {found[2] for number in range(3) if (found := LINK.search(text_of(server, number)))}
    assert len(links) == 3
    assert {found_by(link) for link in links} == set(Delivery.objects.all())
    assert states() == {"sent": 3}
    assert Delivery.objects.filter(sent_at=NOON).count() == 3


def test_the_secret_stands_in_no_row_and_in_no_line_of_the_trail(server: Mailbox) -> None:
    sent(1)
    work()
    secret = secret_of(Delivery.objects.get())
    rows = [str(values) for model in (Delivery, Message, Entry) for values in model.objects.values()]
    assert len(rows) > 3
    assert not any(secret in row for row in rows)
    assert secret in text_of(server)


def test_a_second_sending_takes_nobody_to_whom_it_goes_already(server: Mailbox) -> None:
    report = edition()
    sent(2, report)
    with pytest.raises(ReportRefused) as refused:
        prepare_sending(FOCAL, report, lists=["abroad"])
    assert refused.value.code == "nobody"
    missions(1, list="accredited")
    again = prepare_sending(FOCAL, report, lists=["abroad", "accredited"])
    assert deliveries_of(FOCAL, again).count() == 1
    release_sending(VALIDATOR, again)
    work()
    assert len(server.kept) == 3
    one = Delivery.objects.first()
    assert one is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(edition=report, recipient=one.recipient, digest="c" * 64)


def test_released_twice_it_goes_out_once(server: Mailbox) -> None:
    sending = sent(2)
    release_sending(VALIDATOR, sending)
    work()
    release_sending(VALIDATOR, sending)
    work()
    assert len(server.kept) == 2
    assert Message.objects.count() == 2


def test_row_59_whoever_prepared_it_does_not_let_it_go(server: Mailbox) -> None:
    missions(1)
    sending = prepare_sending(VALIDATOR, edition(), lists=["abroad"])
    with pytest.raises(Refused, match="another one"):
        release_sending(VALIDATOR, sending)
    lent = Actor("user:9", "Deputy", VALIDATOR.roles, party="EG", delegated_by=frozenset({VALIDATOR.key}))
    with pytest.raises(Refused):
        release_sending(lent, sending)
    # By the policy whoever froze the edition does not send it either.
    with pytest.raises(Refused):
        release_sending(OTHER_VALIDATOR, sending)
    work()
    assert not server.kept
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.filter(pk=sending.pk).update(released_by=VALIDATOR.key, state="released")


@pytest.mark.parametrize("other", [FOREIGN, Actor("user:5", "Reader", frozenset({Role.READER}))])
def test_nobody_else_prepares_or_lets_go_what_a_party_sends(other: Actor) -> None:
    report = edition()
    missions(1)
    with pytest.raises(Refused):
        prepare_sending(other, report, lists=["abroad"])
    sending = prepare_sending(FOCAL, report, lists=["abroad"])
    with pytest.raises(Refused):
        release_sending(other, sending)
    assert not deliveries(other, report).exists()


@pytest.mark.parametrize(
    ("how", "code"), [({"tlp": "TLP:AMBER"}, "label"), ({"state": "drafting"}, "not_frozen")], ids=["amber", "draft"]
)
def test_only_a_frozen_edition_that_is_open_to_all_goes_out(how: dict[str, str], code: str) -> None:
    missions(1)
    with pytest.raises(ReportRefused) as refused:
        prepare_sending(FOCAL, edition(**how), lists=["abroad"])  # type: ignore[arg-type]
    assert refused.value.code == code


def test_an_edition_without_files_does_not_go_out() -> None:
    missions(1)
    report = edition()
    report.printings.all().delete()
    with pytest.raises(ReportRefused) as refused:
        prepare_sending(FOCAL, report, lists=["abroad"])
    assert refused.value.code == "no_files"


def test_a_dropped_sending_leaves_its_recipients_to_another_one(server: Mailbox) -> None:
    missions(1)
    report = edition()
    first = prepare_sending(FOCAL, report, lists=["abroad"])
    drop_sending(FOCAL, first)
    with pytest.raises(ReportRefused):
        release_sending(VALIDATOR, first)
    release_sending(VALIDATOR, prepare_sending(FOCAL, report, lists=["abroad"]))
    work()
    assert len(server.kept) == 1


def test_a_stopped_sending_waits_and_goes_on_where_it_was(server: Mailbox) -> None:
    sending = sent(4)
    hands = workers()
    for _ in range(3):
        hands.run_one()  # the letters are written, and two of them go out
    stop_sending(FOCAL, sending)
    work()
    assert len(server.kept) == 2
    assert states() == {"sent": 2, "held": 2}
    release_sending(VALIDATOR, sending)
    work()
    assert len(server.kept) == 4
    assert len({one["Message-ID"] for one in server.messages()}) == 4
    assert states() == {"sent": 4}


def test_a_refused_address_is_told_and_stops_nobody_else_and_is_tried_again_once_it_is_put_right(
    server: Mailbox,
) -> None:
    server.refusing_of = "m1.abroad@example.org"
    sending = sent(3)
    work()
    assert len(server.kept) == 2
    failed = Delivery.objects.get(state="failed")
    assert (failed.recipient.email, failed.error) == ("m1.abroad@example.org", "refused")
    release_sending(VALIDATOR, sending)
    work()
    assert len(server.kept) == 2  # the same address is not tried once more
    change_recipient(FOCAL, failed.recipient, email="new@example.org")
    release_sending(VALIDATOR, sending)
    work()
    assert Counter(str(one["To"]) for one in server.messages()) == {
        "m0.abroad@example.org": 1,
        "m2.abroad@example.org": 1,
        "new@example.org": 1,
    }
    assert states() == {"sent": 3}


def test_an_address_that_no_letter_goes_to_is_told_and_goes_once_it_is_put_right(server: Mailbox) -> None:
    (one,) = missions(1)
    type(one).objects.filter(pk=one.pk).update(email="a,b@example.org")
    sending = release_sending(VALIDATOR, prepare_sending(FOCAL, edition(), lists=["abroad"]))
    work()
    assert Delivery.objects.get().error == "address"
    change_recipient(FOCAL, one, email="right@example.org")
    release_sending(VALIDATOR, sending)
    work()
    assert [str(letter["To"]) for letter in server.messages()] == ["right@example.org"]


def test_what_a_person_says_of_an_unclear_letter_comes_back_to_its_delivery(server: Mailbox) -> None:
    server.always = "before_answer"
    sent(1)
    work()
    server.always = ""
    message = Message.objects.get()
    assert (message.state, states()) == ("sending", {"held": 1})
    resolve(SECRETARIAT, message, arrived=False)
    assert Delivery.objects.get().error == "not_arrived"
    release(SECRETARIAT, message)
    work()
    assert states() == {"sent": 1}


def test_row_58_nothing_goes_out_for_somebody_whose_office_has_ended_and_another_one_lets_it_go_on(
    server: Mailbox,
) -> None:
    sending = sent(2)
    third = Actor("user:9", "Nadia, validator", VALIDATOR.roles, party="EG")
    RIGHTS[third.key] = third
    RIGHTS[VALIDATOR.key] = Actor(VALIDATOR.key, VALIDATOR.name, frozenset({Role.PERSON}))
    work()
    assert not server.kept
    release_sending(third, sending)
    work()
    assert len(server.kept) == 2


def test_whoever_ended_since_it_was_prepared_gets_nothing_and_gets_it_once_that_is_taken_back(server: Mailbox) -> None:
    one, _other = missions(2)
    sending = prepare_sending(FOCAL, edition(), lists=["abroad"])
    end_recipient(FOCAL, one)
    release_sending(VALIDATOR, sending)
    work()
    assert len(server.kept) == 1
    assert Delivery.objects.get(recipient=one).error == "ended"
    change_recipient(FOCAL, one, until=None)
    release_sending(VALIDATOR, sending)
    work()
    assert states() == {"sent": 2}


def test_an_edition_that_is_narrowed_while_it_goes_out_goes_no_further_until_it_is_open_again(server: Mailbox) -> None:
    report = edition()
    sending = sent(4, report)
    hands = workers()
    for _ in range(3):
        hands.run_one()
    Edition.objects.filter(pk=report.pk).update(tlp="TLP:AMBER")
    work()
    assert len(server.kept) == 2
    assert states() == {"sent": 2, "failed": 2}
    assert set(Delivery.objects.filter(state="failed").values_list("error", flat=True)) == {"closed"}
    with pytest.raises(ReportRefused):
        release_sending(VALIDATOR, sending)
    Edition.objects.filter(pk=report.pk).update(tlp="TLP:CLEAR")
    release_sending(VALIDATOR, sending)
    work()
    assert states() == {"sent": 4}
    assert len(server.kept) == 4


def test_nothing_more_goes_to_whom_the_list_ended_for(server: Mailbox) -> None:
    one, _other = missions(2)
    end_recipient(FOCAL, one)
    release_sending(VALIDATOR, prepare_sending(FOCAL, edition(), lists=["abroad"]))
    work()
    assert len(server.kept) == 1


def test_those_who_did_not_answer_are_reminded_once_a_step_and_no_more_once_they_have(server: Mailbox) -> None:
    report = edition()
    sent(3, report)
    work()
    first, _second, _third = Delivery.objects.order_by("pk")
    answer(first, state="received")
    with pytest.raises(ReportRefused) as early:
        prepare_reminder(FOCAL, report)
    assert early.value.code == "nobody_to_remind"
    with clock.at(NOON + timedelta(days=15)):
        reminder = prepare_reminder(FOCAL, report)
        with pytest.raises(ReportRefused) as twice:
            prepare_reminder(FOCAL, report)
        assert twice.value.code == "waits"
        assert deliveries_of(FOCAL, reminder).count() == 2
        work()
        assert len(server.kept) == 3
        for _ in range(2):
            release_sending(VALIDATOR, reminder)
            work()
        assert len(server.kept) == 5
        with pytest.raises(ReportRefused):
            prepare_reminder(FOCAL, report)
    assert "Reminder" in text_of(server, 4) or "تذكير" in str(server.messages()[4]["Subject"])
    assert sorted(Delivery.objects.values_list("reminded", flat=True)) == [0, 1, 1]
    with clock.at(NOON + timedelta(days=31)):
        assert prepare_reminder(FOCAL, report).step == 2


def test_an_answer_stops_a_reminder_that_is_already_released(server: Mailbox) -> None:
    report = edition()
    sent(1, report)
    work()
    server.always = "greeting"
    with clock.at(NOON + timedelta(days=15)):
        release_sending(VALIDATOR, prepare_reminder(FOCAL, report))
        work()
        answer(Delivery.objects.get(), state="received")
        server.always = ""
        work(timedelta(days=1))
    assert len(server.kept) == 1
    assert set(Message.objects.values_list("state", flat=True)) == {"sent", "cancelled"}


def test_a_receipt_is_kept_with_who_gave_it_and_may_be_given_again(server: Mailbox) -> None:
    sent(1)
    work()
    one = Delivery.objects.get()
    for wrong in ({"state": "sent"}, {"state": "on_behalf"}):
        with pytest.raises(ReportRefused):
            answer(one, **wrong)
    answer(one, state="on_behalf", by="  Second   secretary ", note="تسلّمناه.\nشكرًا.")
    one.refresh_from_db()
    assert (one.state, one.answered_by, one.answered_at) == ("on_behalf", "Second secretary", NOON)
    answer(one, state="received")
    enter_receipt(FOCAL, one, state="declined", note="By telephone.")
    one.refresh_from_db()
    assert one.state == "declined"
    with pytest.raises(Refused):
        enter_receipt(FOREIGN, one, state="received")
    assert Entry.objects.filter(permission="receipt.give", allowed=True).count() == 2


def test_before_it_is_let_go_its_address_opens_nothing_and_nobody_has_received_it() -> None:
    missions(1)
    sending = prepare_sending(FOCAL, edition(), lists=["abroad"])
    one = Delivery.objects.get()
    assert found_by(secret_of(one)) is None
    with pytest.raises(ReportRefused) as refused:
        enter_receipt(FOCAL, one, state="received")
    assert refused.value.code == "not_sent"
    release_sending(VALIDATOR, sending)
    assert found_by(secret_of(one)) == one
    for wrong in ("", "x", "é" * 43, "\udcff", secret_of(one)[:-1]):
        assert found_by(wrong) is None


def test_an_edition_that_is_open_no_more_is_no_longer_found_at_its_addresses(server: Mailbox) -> None:
    report = edition()
    sent(1, report)
    secret = secret_of(Delivery.objects.get())
    Edition.objects.filter(pk=report.pk).update(tlp="TLP:AMBER")
    assert found_by(secret) is None


def test_an_address_lasts_when_the_key_of_the_installation_is_changed(server: Mailbox, settings: Any) -> None:
    sent(1)
    work()
    one = Delivery.objects.get()
    secret = secret_of(one)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert secret_of(one) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(LookupError):
        secret_of(one)
    assert found_by(secret) == one


def test_the_matrix_counts_by_list_and_by_region(server: Mailbox) -> None:
    report = edition()
    missions(2)
    (one,) = missions(1, list="accredited")
    change_recipient(FOCAL, one, party=egypt())
    release_sending(VALIDATOR, prepare_sending(FOCAL, report, lists=["abroad", "accredited"]))
    work()
    answer(Delivery.objects.get(recipient=one), state="received")
    lists, regions = matrix(FOCAL, report)
    assert [(line.key, line.total, line.counts["received"]) for line in lists] == [
        ("abroad", 2, 0),
        ("accredited", 1, 1),
    ]
    assert {line.key: line.total for line in regions} == {"none": 2, "AFR": 1}
    assert matrix(FOREIGN, report) == ([], [])
