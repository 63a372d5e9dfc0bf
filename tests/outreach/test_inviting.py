"""An invitation lies in the outbox until a person lets it go; its link is read by its recipient and nobody else."""

from __future__ import annotations

import email
import logging
from datetime import timedelta
from email.policy import default
from typing import Any

import pytest
from django.db import connection

from muntada.access import clock
from muntada.access.actor import DOORKEEPER
from muntada.jobs.models import Job
from muntada.marking.tlp import TLP
from muntada.outreach.actions import (
    NotPossible,
    cancel,
    compose,
    edit,
    forget_links,
    invite_by_letter,
    release,
    resolve,
    take_out,
)
from muntada.outreach.envelope import file_of
from muntada.outreach.models import Message
from muntada.outreach.safety import Unsafe
from muntada.outreach.sealing import PLACE
from muntada.people.models import User
from muntada.signin.actions import issue_link, redeem_link
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, ANALYST, FOCAL_POINT, READER, SECRETARIAT

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["ar", "en", "fr"])
def guest(request: pytest.FixtureRequest) -> User:
    return User.objects.create(email="hassan@example.org", name="Hassan", language=request.param)


def invited(guest: User) -> tuple[Message, str]:
    """The letter, and the token that its link ends in."""
    token = issue_link(ADMINISTRATOR, guest)
    link = f"https://forum.example/{guest.language}/sign-in/{token}/"
    return invite_by_letter(ADMINISTRATOR, guest, link=link, ends_at=clock.now() + timedelta(hours=24)), token


def test_it_is_held_in_the_recipient_s_language_and_goes_out_whole(guest: User, settings: Any) -> None:
    settings.MAIL_FROM, settings.MAIL_SERVER = "forum@example.org", None
    letter, token = invited(guest)
    assert (letter.state, letter.language, letter.to) == ("held", guest.language, "hassan@example.org")
    release(SECRETARIAT, letter)
    file = email.message_from_bytes(take_out(ADMINISTRATOR_AND_SECRETARY, letter), policy=default)
    bodies = [part.get_content() for part in file.walk() if part.get_content_maintype() == "text"]
    assert [body.count(f"/sign-in/{token}/") for body in bodies] == [1, 2]  # as text, and as a link that says itself
    assert all(PLACE not in body for body in bodies)
    assert token not in str(file["Subject"])


ADMINISTRATOR_AND_SECRETARY = ADMINISTRATOR.__class__(
    ADMINISTRATOR.key, ADMINISTRATOR.name, ADMINISTRATOR.roles | SECRETARIAT.roles
)


def test_the_link_stands_in_no_row_no_line_of_the_trail_no_job_and_no_log(
    guest: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_FROM, settings.MAIL_SERVER = "forum@example.org", ("localhost", 25)
    with caplog.at_level(logging.DEBUG):
        letter, token = invited(guest)
        release(SECRETARIAT, letter)
    kept: list[object] = [*Message.objects.values_list(), *Entry.objects.values_list(), *Job.objects.values_list()]
    with connection.cursor() as cursor:
        for table in ("signin_onetimelink", "trail_leaf", "trail_answer"):
            if table in connection.introspection.table_names():
                cursor.execute(f"SELECT * FROM {table}")
                kept += cursor.fetchall()
    assert len(kept) > 3
    assert token not in repr(kept)
    assert token not in caplog.text


def test_the_secretariat_lets_it_go_and_does_not_see_the_link(guest: User, settings: Any) -> None:
    settings.MAIL_SERVER = None
    letter, token = invited(guest)
    assert token not in letter.text
    assert PLACE in letter.text
    release(SECRETARIAT, letter)
    with pytest.raises(Refused):
        take_out(SECRETARIAT, letter)
    assert Message.objects.get().state == "released"


@pytest.mark.parametrize("actor", [ANALYST, FOCAL_POINT, READER])
def test_nobody_else_invites(actor: Any, guest: User) -> None:
    with pytest.raises(Refused):
        invite_by_letter(actor, guest, link="https://forum.example/", ends_at=clock.now())
    assert not Message.objects.exists()


def test_who_lets_people_in_writes_nothing_else(guest: User) -> None:
    with pytest.raises(Refused):
        compose(ADMINISTRATOR, to=guest, language="en", subject="Hello", text="Hello.", tlp=TLP.CLEAR)


def test_a_newer_link_or_its_use_ends_the_letter(guest: User) -> None:
    first, _token = invited(guest)
    second, token = invited(guest)
    first.refresh_from_db()
    assert (first.state, first.sealed) == ("cancelled", "")
    redeem_link(token)
    second.refresh_from_db()
    assert (second.state, second.sealed) == ("cancelled", "")
    third, _token = invited(guest)
    issue_link(DOORKEEPER, guest)
    assert Message.objects.get(pk=third.pk).state == "cancelled"


def test_a_letter_whose_link_has_ended_goes_out_no_more(guest: User) -> None:
    letter, _token = invited(guest)
    with clock.at(clock.now() + timedelta(hours=25)):
        with pytest.raises(NotPossible):
            release(SECRETARIAT, letter)
        assert forget_links() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.sealed) == ("cancelled", "")


def test_the_link_is_forgotten_once_the_letter_is_through(guest: User, settings: Any) -> None:
    settings.MAIL_SERVER = None
    letter, token = invited(guest)
    release(SECRETARIAT, letter)
    take_out(ADMINISTRATOR_AND_SECRETARY, letter)
    resolve(SECRETARIAT, letter, arrived=True)
    assert (letter.state, letter.sealed) == ("sent", "")
    assert token not in file_of(letter).decode("ascii", "replace")
    other, _token = invited(guest)
    cancel(SECRETARIAT, other)
    assert other.sealed == ""


def test_words_are_changed_around_the_place_of_the_link(guest: User) -> None:
    letter, token = invited(guest)
    with pytest.raises(Unsafe) as wrong:
        edit(SECRETARIAT, letter, subject="Come", text="Come in.")
    assert wrong.value.code == "link"
    edit(SECRETARIAT, letter, subject="Come", text=f"Come in:\n\n{PLACE}\n")
    assert f"/sign-in/{token}/" in letter.spoken
