"""Invitations, delegations, participants, credentials, arrivals and badges, as people use their pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muntada.forum.models import Delegation, Invitation, Meeting, Membership, Registration
from muntada.parties.models import Party
from tests.forum.coming import SECRETARIAT, delegation, meeting, person
from tests.web.conftest import Forum
from tests.web.test_matrix import browser

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def coming(forum: Forum) -> Meeting:
    """A meeting of the committee in a month, and the next of which Morocco is a member."""
    made = meeting(register_by=None)
    assert Membership.objects.filter(body=made.body, party="MA").exists()
    return made


def page(role: str, name: str, /, *arguments: object, **asked: str) -> Any:
    return browser(role).get(reverse(name, args=arguments), asked)


def post(role: str, name: str, /, *arguments: object, **given: Any) -> Any:
    return browser(role).post(reverse(name, args=arguments), given, follow=True)


def test_the_whole_way_from_the_invitation_to_the_badge(coming: Meeting, settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path
    given = post("secretariat", "meeting-invitations", coming.pk, to="members", places="2")
    assert "wait in the outbox" in given.content.decode()
    one = Invitation.objects.get(party="MA")
    assert page("focal_point", "my-delegations").content.decode().count("Waits for an answer") == 0
    post("secretariat", "invitation-do", one.pk, "sent")
    assert "Waits for an answer" in page("focal_point", "my-delegations").content.decode()
    post("focal_point", "invitation-do", one.pk, "accept", back="delegation", answer="With pleasure.")
    here = Delegation.objects.get()
    letter = Path(__file__).parents[2] / "README.md"
    with letter.open("rb") as file:
        browser("focal_point").post(reverse("delegation-do", args=[here.pk, "present"]), {"letter": file})
    here.refresh_from_db()
    assert (here.credentials, here.letter is not None) == ("presented", True)
    who = {"name": "ليلى الفاسي", "name_latin": "Leila", "capacity": "head", "visibility": "all", "consented": "on"}
    said = post("focal_point", "my-delegation", coming.pk, **who)
    assert "waits for the secretariat" in said.content.decode()
    desk = page("secretariat", "credentials", coming.pk).content.decode()
    assert "ليلى الفاسي" in desk
    post("secretariat", "delegation-do", here.pk, "accept", back="desk")
    registered = Registration.objects.get()
    post("secretariat", "registration-do", registered.pk, "approve", back="desk")
    assert "ليلى الفاسي" in page("reader", "participants", coming.pk).content.decode()
    badges = page("secretariat", "badges", coming.pk, sheet="a6").content.decode()
    assert "Leila" in badges
    assert "المغرب" in badges
    post("secretariat", "check-in-do", registered.pk, "here")
    assert "checked in already" in post("secretariat", "check-in-do", registered.pk, "here").content.decode()
    registered.refresh_from_db()
    assert registered.state == "checked_in"
    post("secretariat", "check-in-do", registered.pk, "back")
    registered.refresh_from_db()
    assert registered.state == "approved"


def test_the_letter_of_credentials_goes_to_its_party_and_the_secretariat_alone(
    coming: Meeting, settings: Any, tmp_path: Path
) -> None:
    settings.STORE = tmp_path
    here = delegation(coming, "MA")
    data = b"We name Leila as our head of delegation. Full powers are given to her by this letter."
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("powers.txt", data)
    browser("focal_point").post(reverse("delegation-do", args=[here.pk, "present"]), {"letter": file})
    for role, answer in {
        "focal_point": 200,
        "secretariat": 200,
        "reader": 404,
        "administrator": 404,
        "partner": 404,
    }.items():
        given = page(role, "credentials-letter", here.pk)
        assert given.status_code == answer, role
        if answer == 200:
            assert given.content == data
            assert given.headers["Content-Disposition"].startswith("attachment")
            assert given.headers["Content-Type"] == "application/octet-stream"


def test_a_file_that_cannot_be_read_is_said_so_and_changes_nothing(coming: Meeting) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    here = delegation(coming, "MA")
    file = SimpleUploadedFile("a.pdf", b"\x00\x01\x02nothing")
    said = browser("focal_point").post(
        reverse("delegation-do", args=[here.pk, "present"]), {"letter": file}, follow=True
    )
    assert "cannot be read" in said.content.decode()
    here.refresh_from_db()
    assert here.credentials == "none"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"name": "...", "capacity": "adviser", "visibility": "nobody"}, "This is no name"),
        ({"name": "Leila", "capacity": "head", "visibility": "nobody"}, "has a head already"),
        ({"name": "Leila", "capacity": "adviser", "visibility": "all"}, "ask the person first"),
        ({"name": "Leila", "capacity": "media", "visibility": "nobody"}, "hold no public office"),
        ({"name": "Leila", "capacity": "adviser", "visibility": "nobody", "email": "x@"}, "no plain e-mail"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_with_all_that_was_typed(
    coming: Meeting, given: dict[str, str], wanted: str
) -> None:
    person(delegation(coming, "MA"), "Karim", capacity="head")
    answer = browser("focal_point").post(reverse("my-delegation", args=[coming.pk]), given)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert wanted in said
    assert f'value="{given["name"]}"' in said
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("name", ["credentials", "check-in", "badges", "meeting-invitations"])
def test_what_is_the_secretariat_s_is_refused_to_others(name: str, coming: Meeting) -> None:
    person(delegation(coming, "MA"), "Zqkarimxj")
    for role in ("reader", "focal_point", "analyst"):
        answer = page(role, name, coming.pk)
        assert answer.status_code == 403
        assert "Zqkarimxj" not in answer.content.decode()


def test_a_focal_point_of_another_party_neither_sees_nor_changes_a_registration(coming: Meeting) -> None:
    one = person(delegation(coming, "EG"), "Zqhassanxj")
    assert "Zqhassanxj" not in page("focal_point", "my-delegation", coming.pk, party="EG").content.decode()
    for name, deed in (("registration-do", "withdraw"), ("registration-do", "hide"), ("check-in-do", "here")):
        assert post("focal_point", name, one.pk, deed).status_code == 404
    assert page("focal_point", "registration", one.pk).status_code == 404
    answer = browser("focal_point").post(
        f"{reverse('my-delegation', args=[coming.pk])}?party=EG",
        {"name": "Somebody", "capacity": "adviser", "visibility": "nobody"},
    )
    assert answer.status_code == 403
    assert Registration.objects.count() == 1


def test_a_consent_that_is_withdrawn_is_gone_from_every_page_at_the_next_request(coming: Meeting) -> None:
    one = person(delegation(coming, "MA"), "Zqleilaxj", visibility="all", consented=True)
    assert "Zqleilaxj" in page("reader", "participants", coming.pk).content.decode()
    post("focal_point", "registration-do", one.pk, "hide")
    for name in ("participants", "my-delegation"):
        answer = page("reader", name, coming.pk)
        assert "Zqleilaxj" not in answer.content.decode()
    shown = page("reader", "participants", coming.pk).content.decode()
    assert "0 persons shown to you" in shown
    assert "Zqleilaxj" in page("focal_point", "my-delegation", coming.pk).content.decode()


def test_the_list_and_its_order_are_had_in_each_language(coming: Meeting) -> None:
    for key in ("NL", "EG"):
        person(delegation(coming, key), f"Head of {key}", visibility="all", consented=True)
    english = page("reader", "participants", coming.pk, language="en").content.decode()
    assert english.index("Egypt") < english.index("Netherlands")
    arabic = page("reader", "participants", coming.pk, language="ar").content.decode()
    assert arabic.index("مصر") < arabic.index("هولندا")
    assert page("reader", "participants", coming.pk, language="xx").status_code == 200


def test_at_the_desk_one_types_part_of_a_name_in_any_spelling(coming: Meeting) -> None:
    here = delegation(coming, "MA")
    person(here, "أحمد الأمين"), person(here, "Karim")
    said = page("secretariat", "check-in", coming.pk, text="احمد").content.decode()
    assert "أحمد الأمين" in said
    assert "Karim" not in said
    assert "credentials desk" in page("secretariat", "check-in", coming.pk, text="zzz").content.decode()


def test_a_number_of_places_is_a_number(coming: Meeting) -> None:
    from muntada.forum.actions.invitations import invite

    one = invite(SECRETARIAT, coming, Party.objects.get(pk="MA"))
    for typed in ("-1", "٣", "10000", "x", "0", "000001" + "9" * 24):
        assert "from 1 to 999" in post("secretariat", "invitation-do", one.pk, "change", places=typed).content.decode()
    post("secretariat", "invitation-do", one.pk, "change", places="12", as_observer="on")
    one.refresh_from_db()
    assert (one.places, one.as_observer) == (12, True)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_page_is_there_in_three_languages(
    language: str, coming: Meeting, client_of: Callable[[str], Client]
) -> None:
    person(delegation(coming, "MA"))
    for name in ("meeting-invitations", "my-delegation", "participants", "credentials", "check-in", "badges"):
        where = reverse(name, args=[coming.pk]).replace("/en/", f"/{language}/")
        answer = client_of("secretariat").get(where)
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.content.decode()
