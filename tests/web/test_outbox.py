"""The pages of the outbox: the secretariat writes, holds, changes, lets go and takes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.outreach.models import Message
from tests.web.conftest import person

GIVEN = {"address": "a@example.org", "language": "en", "tlp": "TLP:CLEAR", "subject": "Hello", "text": "Hello."}


@pytest.fixture
def desk(client_of: Callable[[str], Client], settings: Any) -> Client:
    settings.MAIL_SERVER = None
    return client_of("secretariat")


def send(client: Client, name: str, *arguments: object, **given: Any) -> Any:
    with override("en"):
        return client.post(reverse(name, args=arguments), given, follow=True)


def test_a_message_is_written_changed_held_released_taken_out_and_noted(desk: Client) -> None:
    assert "kept as a draft" in send(desk, "outbox", **GIVEN).content.decode()
    pk = Message.objects.get().pk
    send(desk, "message-do", pk, "hold")
    assert "It is changed" in send(desk, "message-edit", pk, subject="Other", text="Other words.").content.decode()
    assert "It is released" in send(desk, "message-do", pk, "release").content.decode()
    assert "no longer where it was" in send(desk, "message-edit", pk, subject="Late", text="Late.").content.decode()
    file = send(desk, "message-file", pk)
    assert file["Content-Type"] == "message/rfc822"
    assert b"Other words." in file.content
    assert "noted that it went out" in send(desk, "message-do", pk, "arrived").content.decode()
    message = Message.objects.get()
    assert (message.state, message.subject) == ("sent", "Other")
    with override("en"):
        assert "Other words." in desk.get(reverse("message", args=[pk])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"address": ""}, "Choose a person or give an address"),
        ({"address": "a@example.org>, b@example.org"}, "no plain e-mail address"),
        ({"tlp": "TLP:GREEN"}, "only what is TLP:CLEAR is sent"),
        ({"tlp": "TLP:RED"}, "Select a valid choice"),
        ({"subject": "x\u202ey"}, "one line without control characters"),
        ({"text": "\u2068open"}, "cannot carry safely"),
    ],
)
def test_what_may_not_go_out_is_said_and_not_kept(desk: Client, wrong: dict[str, str], said: str) -> None:
    answer = send(desk, "outbox", **{**GIVEN, **wrong})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Message.objects.exists()


def test_a_message_to_a_person_shows_name_and_address(desk: Client) -> None:
    to = person("reader")
    page = send(desk, "outbox", **{**GIVEN, "address": "", "person": to.pk, "tlp": "TLP:GREEN"}).content.decode()
    assert "reader@example.org" in page
    assert "TLP:GREEN" in page


def test_a_message_that_nobody_may_know_of_is_absent(desk: Client, client_of: Callable[[str], Client]) -> None:
    send(desk, "outbox", **GIVEN)
    pk = Message.objects.get().pk
    other = client_of("analyst")
    for name, arguments in (("message-do", (pk, "release")), ("message-file", (pk,)), ("message-edit", (pk,))):
        assert send(other, name, *arguments).status_code == 404
    assert Message.objects.get().state == "draft"


def test_a_deed_that_there_is_none_of_is_absent(desk: Client) -> None:
    send(desk, "outbox", **GIVEN)
    assert send(desk, "message-do", Message.objects.get().pk, "burn").status_code == 404
