"""The register's pages: a name is checked, every hit explains itself, and nothing of it is anybody else's."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access.models import LegalBasis, Processing
from muntada.register.actions.bringing import bring_list
from muntada.register.actions.leads import decide_lead
from muntada.register.actions.screening import Right, screen
from muntada.register.models import Entity, Lead, Screening
from muntada.register.queries import names
from muntada.screening.model import Query
from muntada.trail.models import Entry as Line
from tests.cast import ANALYST
from tests.register.listed import Person, UnList, assessed, small
from tests.register.officers import OFFICER
from tests.web.conftest import Forum, person
from tests.web.registered import officer_of

Clients = Callable[[str], Client]
ASKED = {"name": "زبير الخطيبي", "purpose": "prevention", "basis": "un_sanctions", "case": "border/17"}


@pytest.fixture
def listed(forum: Forum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> UnList:
    monkeypatch.setattr(names, "_root", lambda: tmp_path / "screening")
    names.forget()
    small(monkeypatch)
    assessed()
    found = UnList.of(12)
    found.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي", born="1964")
    bring_list(ANALYST, "un", found.xml(), name="x.xml")
    return found


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def check(client: Client, *, answers: int = 200, language: str = "en", **said: Any) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with override(language):
        given = client.post(reverse("register"), {**ASKED, **said})
    assert given.status_code == answers
    return words(given.content.decode())


def page(client: Client, name: str, *arguments: object, language: str = "en", answers: int = 200) -> str:
    with override(language):
        given = client.get(reverse(name, args=arguments))
    assert given.status_code == answers
    return words(given.content.decode())


@pytest.mark.parametrize(
    ("language", "meaning", "rule"),
    [
        ("ar", "التطابق داعٍ إلى النظر لا نتيجة", "الكلمة نفسها بكتابة أو تهجئة أخرى"),
        ("en", "A hit is a reason to look, not a finding", "The same word in another script or spelling"),
        ("fr", "Une correspondance est une raison de regarder", "Le même mot dans une autre écriture ou graphie"),
    ],
)
def test_a_hit_says_which_part_met_which_and_that_it_changes_nothing(
    listed: UnList, client_of: Clients, language: str, meaning: str, rule: str
) -> None:
    said = check(officer_of(client_of), name="Zoubeir el-Khatibi", language=language)
    assert meaning in said
    assert rule in said
    assert "Zubayr Alkhatibi" in said
    assert "زبير الخطيبي" in said, "every name of the entry, in its own script too"
    assert "QDi.007" in said
    assert "border/17" in said
    assert Lead.objects.count() == 1


def test_what_is_known_beside_the_name_is_said_for_and_against(listed: UnList, client_of: Clients) -> None:
    client = officer_of(client_of)
    said = check(client, born="1964", nationality="Jordan", number="K000007")
    for word in ("The date of birth agrees", "The nationality agrees", "The number is the same"):
        assert word in said
    assert "The nationality is another one" in check(client, nationality="EG")


def test_a_name_stands_in_no_address_and_in_no_line_of_the_log_or_the_trail(
    listed: UnList, client_of: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    client = officer_of(client_of)
    with caplog.at_level(logging.DEBUG):
        check(client, name="Zqnobody Whatsoever")
        check(client, name="Zqnobody Whatsoever", born="soon", answers=422)
        client.get(reverse("register"), {"name": "Zubayr Alkhatibi"})
    assert "Zqnobody" not in "".join(record.getMessage() for record in caplog.records if record.name != "django.db")
    assert "Zqnobody" not in "".join(f"{line.thing_key}{line.detail}" for line in Line.objects.all())
    assert Screening.objects.count() == 1, "an address checks nothing"
    assert Screening.objects.get().hits == 0


def test_a_cleared_pair_is_left_out_and_counted(listed: UnList, client_of: Clients) -> None:
    client = officer_of(client_of)
    check(client)
    decide_lead(OFFICER, Lead.objects.get(), same=False, reason="Another passport.")
    said = check(client)
    assert "1 entry was left out" in said
    assert "QDi.007" not in said


@pytest.mark.parametrize("category", ["victim", "witness"])
def test_row_10_victims_and_witnesses_are_never_shown(listed: UnList, client_of: Clients, category: str) -> None:
    Entity.objects.filter(pk="un-7").update(category=category)
    said = check(officer_of(client_of))
    assert "QDi.007" not in said
    assert "No name on the lists that are kept here is like this one" in said


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"name": "...."}, "Give a name"),
        ({"name": "\u202e"}, "Give a name"),
        ({"born": "soon"}, "This is no date. Write 1964"),
        ({"basis": "nothing"}, "Select a valid choice"),
        ({"purpose": "investigation"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_checked(
    listed: UnList, client_of: Clients, wrong: dict[str, str], word: str
) -> None:
    assert word in check(officer_of(client_of), answers=422, **wrong)
    assert not Screening.objects.exists()


def test_without_an_assessment_or_a_legal_basis_it_says_what_to_do(listed: UnList, client_of: Clients) -> None:
    client = officer_of(client_of)
    Processing.objects.all().delete()
    assert "one person writes it and another signs it" in check(client, answers=422)
    LegalBasis.objects.update(until="2021-01-01")
    assert "ask it to enter the one that you act on" in page(client, "register")
    assert not Screening.objects.exists()


def test_row_01_who_does_not_read_for_prevention_is_told_what_to_ask_for(listed: UnList, client_of: Clients) -> None:
    said = check(client_of("analyst"), answers=403)
    assert "The register is for those who read for prevention" in said
    assert not Screening.objects.exists()


@pytest.mark.parametrize(("role", "shown"), [("analyst", True), ("focal_point", True), ("reader", False)])
def test_the_way_into_the_register_is_shown_to_those_alone_who_read_for_prevention(
    forum: Forum, client_of: Clients, role: str, shown: bool
) -> None:
    with override("en"):
        way = f'href="{reverse("register")}"'
        assert way not in client_of(role).get(reverse("start")).content.decode()
        assert (way in officer_of(client_of, role).get(reverse("start")).content.decode()) is shown
    assert person(role).clearances.count() == 1


def send(client: Client, name: str, pk: object, *, answers: int = 302, **said: Any) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with override("en"):
        given = client.post(reverse(name, args=[pk]), said)
    assert given.status_code == answers
    return words(given.content.decode())


@pytest.fixture
def lead(listed: UnList) -> Lead:
    (answer,) = screen(OFFICER, [Query("Zoubeir el-Khatibi", born=("1964",))], Right("prevention", "un_sanctions"))
    return answer.met[0].lead


def test_an_officer_sees_what_was_asked_beside_what_is_listed_and_says_whether_it_is_the_same(
    lead: Lead, client_of: Clients
) -> None:
    client = officer_of(client_of)
    said = page(client, "register-lead", lead.pk)
    for word in ("Zoubeir el-Khatibi", "Zubayr Alkhatibi", "QDi.007", "The date of birth agrees", "Jordan"):
        assert word in said
    assert "Say why" not in send(client, "register-lead", lead.pk, answers=422, same="yes", reason="")
    send(client, "register-lead", lead.pk, same="no", reason="Another mother’s name.")
    lead.refresh_from_db()
    assert (lead.state, lead.reason) == ("other", "Another mother’s name.")
    late = send(client, "register-lead", lead.pk, answers=422, same="yes", reason="I was slow.")
    assert "Somebody else was first" in late
    said = page(client, "register-lead", lead.pk)
    assert "Another mother’s name." in said
    assert "You" in said
    send(client, "register-lead-reopen", lead.pk, reason="The wrong file was open.")
    lead.refresh_from_db()
    assert (lead.state, lead.reason) == ("open", "")


def test_looking_at_a_lead_is_logged_and_what_is_not_the_reader_s_is_not_there(lead: Lead, client_of: Clients) -> None:
    page(officer_of(client_of), "register-lead", lead.pk)
    line = Line.objects.filter(thing_type="register.lead", operation="consult").latest("pk")
    assert (line.thing_key, line.actor) == (str(lead.pk), f"user:{person('analyst').pk}")
    page(client_of("secretariat"), "register-lead", lead.pk, answers=404)
    page(officer_of(client_of, "focal_point"), "register-lead", lead.pk, answers=404)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_leads_stand_in_a_list_those_that_wait_first_and_small_numbers_are_not_told(
    lead: Lead, client_of: Clients, language: str
) -> None:
    client = officer_of(client_of)
    (answer,) = screen(OFFICER, [Query("Nadia Alsharif")], Right("prevention", "un_sanctions"))
    decide_lead(OFFICER, answer.met[0].lead, same=True, reason="The same passport.")
    said = page(client, "register-leads", language=language)
    assert said.index("Zoubeir el-Khatibi") < said.index("Nadia Alsharif")
    few = {"ar": "أقل من خمسة", "en": "Fewer than five", "fr": "Moins de cinq"}[language]
    assert said.count(few) == 2
    with override("en"):
        where = f"{reverse('register-leads')}?state=same"
    assert "Zoubeir" not in client.get(where).content.decode()


def test_row_10_no_lead_leads_to_a_victim(lead: Lead, client_of: Clients) -> None:
    Entity.objects.filter(pk=lead.entity_id).update(category="victim")
    client = officer_of(client_of)
    page(client, "register-lead", lead.pk, answers=404)
    assert "Zoubeir" not in page(client, "register-leads")
