"""An invitation is shown once on the screen and lies in the outbox; nobody reads its link there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from muntada.outreach.models import Message
from muntada.people.models import User
from muntada.signin.models import OneTimeLink
from tests.web.conftest import Forum
from tests.web.test_matrix import browser

pytestmark = pytest.mark.usefixtures("english")


def invite(role: str = "administrator", **given: str) -> Any:
    guest = {"name": "Hassan", "email": "hassan@example.org", "language": "ar"} | given
    return browser(role, fresh=True).post(reverse("invite"), guest)


def test_it_is_shown_and_lies_in_the_outbox_in_the_guest_s_language(forum: Forum) -> None:
    page = invite().content.decode()
    found = re.search(r'value="(http[^"]+)"', page)
    assert found
    assert "lies in the outbox" in page
    assert f'href="{reverse("outbox")}"' not in page  # an administrator alone does not keep it
    letter = Message.objects.get()
    assert (letter.state, letter.language, letter.person) == ("held", "ar", User.objects.get(name="Hassan"))
    assert found[1] in letter.spoken
    secretariat = browser("secretariat")
    token = found[1].rstrip("/").rpartition("/")[2]
    for where in (reverse("outbox"), reverse("message", args=[letter.pk]), reverse("message-edit", args=[letter.pk])):
        said = secretariat.get(where).content.decode()
        assert token not in said
    assert "[[link]]" in secretariat.get(reverse("message", args=[letter.pk])).content.decode()


def test_the_secretariat_lets_it_go_and_takes_no_file_of_it(forum: Forum, settings: Any) -> None:
    settings.MAIL_SERVER = None
    invite()
    letter = Message.objects.get()
    secretariat = browser("secretariat")
    secretariat.post(reverse("message-do", args=[letter.pk, "release"]))
    letter.refresh_from_db()
    assert letter.state == "released"
    assert secretariat.post(reverse("message-file", args=[letter.pk])).status_code == 403
    assert browser("administrator").post(reverse("message-file", args=[letter.pk])).status_code == 404


def test_coming_in_by_the_screen_s_link_ends_the_letter(forum: Forum) -> None:
    page = invite().content.decode()
    there = re.search(r'value="http://testserver([^"]+)"', page)
    assert there
    assert browser("nobody").post(there[1]).status_code == 302
    assert Message.objects.get().state == "cancelled"


def test_a_name_that_no_letter_goes_to_is_invited_by_screen_alone(forum: Forum) -> None:
    page = invite(name="Hassan <boss@example.org>").content.decode()
    assert "lies in the outbox" not in page
    assert OneTimeLink.objects.count() == 1
    assert not Message.objects.exists()


def test_somebody_who_has_come_in_before_gets_a_new_link_by_hand_alone(forum: Forum) -> None:
    invite()
    guest = User.objects.get(name="Hassan")
    guest.last_login = guest.invited_at
    guest.save()
    Message.objects.all().delete()
    page = browser("administrator", fresh=True).post(reverse("person-do", args=[guest.pk, "link"])).content.decode()
    assert "lies in the outbox" not in page
    assert not Message.objects.exists()
