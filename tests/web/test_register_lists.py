"""Lists as they were brought in, and listings whose state two persons change, on their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.jobs.worker import Workers
from muntada.register.actions.bringing import bring_list
from muntada.register.models import Entity, Listing, Proposal, Quarantined, Run
from muntada.trail.models import Entry as Line
from tests.cast import ANALYST
from tests.register.listed import UnList, assessed, small
from tests.web.conftest import Forum
from tests.web.registered import officer_of
from tests.web.test_register_pages import page, send, words

Clients = Callable[[str], Client]


@pytest.fixture
def run(forum: Forum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Run:
    settings.STORE = tmp_path
    small(monkeypatch)
    assessed()
    return bring_list(ANALYST, "un", UnList.of(20).xml(), name="consolidated.xml")


@pytest.fixture
def held(run: Run) -> Run:
    """A list of which more than half is gone."""
    found = bring_list(ANALYST, "un", UnList.of(8).xml(), name="short.xml")
    assert found.state == "held"
    return found


def test_what_a_list_brought_is_said_and_what_could_not_be_taken(run: Run, client_of: Clients) -> None:
    Quarantined.objects.create(run=run, place="line 9", code="x", reason="It has no name.", row="<INDIVIDUAL/>")
    client = officer_of(client_of)
    assert re.search(r"Taken in (\d+) \1 0 0", page(client, "register-runs")), "entries, new, changed, gone"
    said = page(client, "register-run", run.pk)
    for word in ("consolidated.xml", "QDi.007", "It has no name.", "<INDIVIDUAL/>", "line 9"):
        assert word in said
    Entity.objects.filter(pk="un-7").update(category="victim")
    assert "QDi.007" not in page(client, "register-run", run.pk)


@pytest.mark.parametrize(
    ("language", "why"),
    [("ar", "قيود تخرج دفعة واحدة أكثر مما يُصدَّق"), ("en", "More entries would go at once than is believed"),
     ("fr", "Plus d’inscriptions partiraient d’un coup")],
)  # fmt: skip
def test_a_held_list_says_why_in_every_language(held: Run, client_of: Clients, language: str, why: str) -> None:
    client = officer_of(client_of)
    assert why in page(client, "register-run", held.pk, language=language)
    assert page(client, "register-runs", language=language)


def test_a_held_list_is_taken_or_refused_with_a_reason(held: Run, client_of: Clients) -> None:
    client = officer_of(client_of)
    send(client, "register-run", held.pk, answers=422, agrees="no", reason="")
    send(client, "register-run", held.pk, agrees="no", reason="The file was cut off.")
    held.refresh_from_db()
    assert (held.state, held.reason) == ("refused", "The file was cut off.")
    assert Listing.objects.filter(state="listed").count() == 23
    assert "Somebody else was first" in send(client, "register-run", held.pk, answers=422, agrees="yes", reason="No.")
    again = bring_list(ANALYST, "un", UnList.of(8).xml(), name="short.xml")
    send(client, "register-run", again.pk, agrees="yes", reason="Its publisher confirmed it.")
    assert Listing.objects.filter(state="listed").count() == 23
    assert "Being brought in" in page(client, "register-run", again.pk)
    hands = Workers()
    while hands.run_one():
        pass
    assert Listing.objects.filter(state="listed").count() == 11
    said = page(client, "register-run", again.pk)
    assert "Gone" in said
    assert "Its publisher confirmed it." in said


def test_what_one_proposes_of_a_listing_another_one_decides(run: Run, client_of: Clients) -> None:
    one, other = officer_of(client_of, "analyst"), officer_of(client_of, "secretariat")
    listing = Listing.objects.get(entity="un-7")
    send(one, "register-propose", listing.pk, to="suspended", reason="The court lifted it.", petition="on")
    made = Proposal.objects.get()
    assert made.until is None, "nobody makes a petition of what they propose themselves"
    assert "another person decides" in page(one, "register-proposal", made.pk)
    send(one, "register-proposal", made.pk, answers=403, agrees="yes", reason="Indeed.")
    listing.refresh_from_db()
    assert listing.state == "listed"
    twice = send(other, "register-propose", listing.pk, answers=422, to="delisted", reason="As well.")
    assert "Something is proposed of this listing already" in twice
    for language in ("ar", "en", "fr"):
        assert "The court lifted it." in page(other, "register-proposal", made.pk, language=language)
        assert page(other, "register-proposals", language=language)
    send(other, "register-proposal", made.pk, agrees="yes", reason="The judgment is on file.")
    listing.refresh_from_db()
    assert listing.state == "suspended"
    assert "The judgment is on file." in page(one, "register-proposal", made.pk)
    assert Line.objects.filter(thing_type="register.proposal", operation="consult").exists()


def test_lists_are_the_staff_s_who_read_for_prevention(held: Run, client_of: Clients) -> None:
    listing = Listing.objects.get(entity="un-7")
    for client in (officer_of(client_of, "focal_point"), client_of("secretariat")):
        for name in ("register-runs", "register-proposals"):
            page(client, name, answers=403)
        page(client, "register-run", held.pk, answers=404)
        page(client, "register-propose", listing.pk, answers=404)
    client = officer_of(client_of)
    with override("en"):
        given = client.post(reverse("register-propose", args=[listing.pk]), {"to": "listed", "reason": "x"})
    assert "Select a valid choice" in words(given.content.decode())


def test_an_entity_shows_who_states_what_since_when_and_what_ended(run: Run, client_of: Clients) -> None:
    later = UnList.of(20)
    later.persons[7].name = "Yusuf Alharbi"
    bring_list(ANALYST, "un", later.xml(), name="later.xml")
    client = officer_of(client_of)
    for language, ended, history in (
        ("ar", "لم يعد مذكورًا", "ما آل إليه"),
        ("en", "Stated no more", "What became of it"),
        ("fr", "N’est plus affirmé", "Ce qu’elle est devenue"),
    ):
        said = page(client, "register-entity", "un-7", language=language)
        for word in ("Yusuf Alharbi", "Mona Alsharif", "QDi.007", "K000007", ended, history):
            assert word in said, word
    assert 'lang="en"' in client.get("/ar/register/entities/un-7/").content.decode(), "a word that has no Arabic"
    assert Line.objects.filter(thing_type="register.entity", thing_key="un-7", operation="consult").exists()


def test_an_entity_that_left_its_list_says_so_and_a_victim_is_not_there(run: Run, client_of: Clients) -> None:
    later = UnList.of(20)
    del later.persons[7]
    bring_list(ANALYST, "un", later.xml(), name="later.xml")
    client = officer_of(client_of)
    said = page(client, "register-entity", "un-7")
    assert "Its list does not name it any more" in said
    assert "Suspended" in said
    Entity.objects.filter(pk="un-7").update(category="witness")
    page(client, "register-entity", "un-7", answers=404)
    page(client_of("secretariat"), "register-entity", "un-8", answers=404)
