"""The pages about people."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muntada.access import clock
from muntada.parties.models import Party
from muntada.people.models import Affiliation, Clearance, Delegation, Office, Proposal, User
from muntada.signin.models import OneTimeLink
from tests.web.conftest import person
from tests.web.test_signing_in import come_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def boss() -> Client:
    return come_in(person("administrator"))


@pytest.mark.parametrize("role", ["secretariat", "analyst", "focal_point", "reader"])
def test_what_is_the_administrators_is_refused_to_others_after_they_proved_to_be_themselves(role: str) -> None:
    Party.objects.create(key="MA", kind="state")
    client, other = come_in(person(role)), person("loner")
    status = 403 if role == "secretariat" else 404  # only the secretariat knows that there is such a person
    for name, arguments in (("person-give", ["office"]), ("person-do", ["sessions"]), ("person-do", ["link"])):
        given = client.post(reverse(name, args=[other.pk, *arguments]), {"role": "reader", "since": "2026-01-01"})
        assert given.status_code == status
    assert client.post(reverse("invite"), {"email": "x@example.org", "name": "X", "language": "en"}).status_code == 403
    assert client.post(reverse("proposal-answer", args=[1]), {"answer": "confirm"}).status_code == 403
    assert not Office.objects.filter(user=other).exists()
    assert not User.objects.filter(email="x@example.org").exists()


def test_an_invitation_is_a_link_to_copy(boss: Client) -> None:
    given = boss.post(reverse("invite"), {"email": "h@example.org", "name": "Hassan", "language": "en"})
    text = given.content.decode()
    token = text.split("/sign-in/")[-1].split("/")[0]
    assert OneTimeLink.objects.get(user__email="h@example.org").used_at is None
    assert Client().post(reverse("redeem", args=[token])).status_code == 302
    assert (
        "has this address already"
        in boss.post(reverse("invite"), {"email": "H@example.org", "name": "Hassan", "language": "en"}).content.decode()
    )


def test_an_office_a_clearance_and_an_affiliation_are_given_and_ended(boss: Client) -> None:
    Party.objects.create(key="EG", kind="state")
    user = person("loner")
    forms = {
        "office": {"role": "focal_point", "party": "EG", "since": "2026-01-01", "alternate": "on"},
        "clearance": {"label": "TLP:AMBER", "purposes": ["prevention"], "since": "2026-01-01"},
        "affiliation": {"party": "EG", "post": "Counsellor"},
    }
    for kind, form in forms.items():
        assert boss.post(reverse("person-give", args=[user.pk, kind]), form).status_code == 302
    assert (Office.objects.get(user=user).alternate, Clearance.objects.get().label) == (True, "TLP:AMBER")
    assert "Focal point" in boss.get(reverse("person", args=[user.pk])).content.decode()
    for kind, model in (("office", Office), ("clearance", Clearance), ("affiliation", Affiliation)):
        thing = model.objects.get(user=user)
        assert boss.post(reverse("person-end", args=[user.pk, kind, thing.pk])).status_code == 302
        assert not model.objects.filter(user=user).held_on(clock.today()).exists()


def test_an_office_that_makes_no_sense_is_said_so(boss: Client) -> None:
    form = {"role": "focal_point", "since": "2026-01-01"}
    given = boss.post(reverse("person-give", args=[person("loner").pk, "office"]), form)
    assert (given.status_code, "say which one" in given.content.decode()) == (409, True)


def test_a_second_administrator_confirms_on_the_page(boss: Client) -> None:
    user, second = person("loner"), User.objects.create(email="second@example.org", name="Second", language="en")
    Office.objects.create(user=second, role="administrator", since=clock.today())
    boss.post(reverse("person-give", args=[user.pk, "office"]), {"role": "secretariat", "since": "2026-01-01"})
    proposal = Proposal.objects.get()
    answer = reverse("proposal-answer", args=[proposal.pk])
    assert "needs two administrators" in boss.post(answer, {"answer": "confirm"}, follow=True).content.decode()
    assert not Office.objects.filter(user=user).exists()
    other = come_in(second)
    assert "Waiting for a second administrator" in other.get(reverse("people")).content.decode()
    assert other.post(answer, {"answer": "confirm"}).status_code == 302
    assert Office.objects.get(user=user).role == "secretariat"
    assert other.post(answer, {"answer": "confirm"}).status_code == 404


def test_a_person_is_shut_out_and_let_in_again(boss: Client) -> None:
    user = person("reader")
    client = come_in(user)
    boss.post(reverse("person-do", args=[user.pk, "shut-out"]))
    assert client.get(reverse("start")).status_code == 302
    boss.post(reverse("person-do", args=[user.pk, "let-in"]))
    assert User.objects.get(pk=user.pk).is_active
    assert not Office.objects.filter(user=user).held_on(clock.today()).exists()


def test_a_role_is_lent_on_ones_own_page_and_taken_back() -> None:
    client, taker = come_in(person("analyst")), person("loner")
    until = (clock.today() + timedelta(days=3)).isoformat()
    form = {"email": taker.email.upper(), "roles": ["analyst"], "until": until}
    assert client.post(reverse("lend"), form).status_code == 302
    lent = Delegation.objects.get()
    assert "Lent to" in client.get(reverse("me")).content.decode()
    assert come_in(taker).post(reverse("lend-end", args=[lent.pk])).status_code == 404
    assert client.post(reverse("lend-end", args=[lent.pk])).status_code == 302
    assert Delegation.objects.get().revoked_at is not None


def test_lending_tells_nobody_whether_an_address_is_somebodys() -> None:
    client = come_in(person("analyst"))
    gone, overseer = person("loner"), User.objects.create(email="overseer@example.org", name="Ines", language="en")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    Office.objects.create(user=overseer, role="overseer", since=clock.today())
    until = (clock.today() + timedelta(days=3)).isoformat()
    answers, questions = set(), set()
    for address in (person("reader").email, "x@example.org", gone.email, overseer.email):
        with CaptureQueriesContext(connection) as asked:
            given = client.post(reverse("lend"), {"email": address, "roles": ["analyst"], "until": until})
        questions.add(len(asked))
        page = client.get(reverse("me")).content.decode().replace(address, "ADDRESS")
        assert "ADDRESS" in page
        answers.add((given.status_code, re.sub(r'(value="\w{64}"|lend/\d+/)', "", page)))
        Delegation.objects.all().delete()
    assert len(answers) == len(questions) == 1
    assert answers.pop()[0] == 302


@pytest.mark.parametrize(
    "wrong", [{"email": "analyst@example.org"}, {"until": "2020-01-01"}, {"roles": ["secretariat"]}]
)
def test_what_cannot_be_lent_is_said_so(wrong: dict[str, object]) -> None:
    client = come_in(person("analyst"))
    until = (clock.today() + timedelta(days=3)).isoformat()
    form = {"email": person("loner").email, "roles": ["analyst"], "until": until, **wrong}
    assert client.post(reverse("lend"), form).status_code == 400
    assert not Delegation.objects.exists()
