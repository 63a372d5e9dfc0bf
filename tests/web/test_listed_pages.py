"""Nominations, exemptions, reviews and disparities on their pages, in the hands of two officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from muntada.access import clock
from muntada.evidence.models import Passage
from muntada.register.models import Entity, Exemption, Listing, Proposal, Review, Statement
from tests.web.conftest import QUOTE, Forum
from tests.web.registered import here, officer_of
from tests.web.test_register_pages import page, send

Clients = Callable[[str], Client]


@pytest.fixture
def listing(forum: Forum) -> Listing:
    """A listing of our own, without anything that waits."""
    here()
    Proposal.objects.all().delete()
    Listing.objects.filter(entity="un-here").update(dataset="own", since=clock.today() - timedelta(400))
    return Listing.objects.get(entity="un-here")


def test_row_27_a_nomination_shows_each_criterion_with_its_passage(forum: Forum, client_of: Clients) -> None:
    here()
    one, other = officer_of(client_of, "analyst"), officer_of(client_of, "secretariat")
    passage = Passage.objects.create(document=forum.source.document, start=18, end=18 + len(QUOTE), quote=QUOTE)
    Entity.objects.create(
        key="own-9", schema="Organization", caption="Lantern Front", dataset="own", first_seen=clock.now(),
        last_seen=clock.now(), changed_at=clock.now(), purpose="prevention",
    )  # fmt: skip
    said: dict[str, Any] = {
        "criterion_1": "support",
        "passage_1": str(passage.pk),
        "reason": "It lit the way.",
        "programme": "R-1",
    }
    assert "A name tells nobody apart" in send(one, "register-nominate", "own-9", answers=422, **said)
    Statement.objects.create(
        entity_id="own-9", prop="registrationNumber", value="77", dataset="own", passage=passage,
        first_seen=clock.now(), last_seen=clock.now(),
    )  # fmt: skip
    assert 'value="support" selected' not in one.get("/en/register/entities/own-9/nominate/").content.decode()
    lacking = said | {"criterion_2": "arms"}
    assert "goes with a passage" in send(one, "register-nominate", "own-9", answers=422, **lacking)
    assert "goes with a passage" in send(
        one, "register-nominate", "own-9", answers=422, **said | {"passage_1": "98765"}
    )
    send(one, "register-nominate", "own-9", answers=422, reason="Because.")
    send(one, "register-nominate", "own-9", **said)
    made = Proposal.objects.get(listing__entity="own-9")
    assert "It stands on no list" in page(other, "register-entity", "own-9"), "to be nominated is to stand nowhere"
    assert made.criteria == [{"criterion": "support", "passage": passage.pk}]
    for language, word in (("ar", "يدعم أعمالًا"), ("en", "Otherwise supports"), ("fr", "Soutient de toute autre")):
        shown = page(other, "register-proposal", made.pk, language=language)
        assert word in shown
        assert QUOTE in shown
    send(other, "register-proposal", made.pk, agrees="yes", reason="Two sources say so.")
    assert Listing.objects.get(entity="own-9").state == "listed"


def test_an_exemption_is_proposed_by_one_and_decided_by_another(listing: Listing, client_of: Clients) -> None:
    one, other = officer_of(client_of, "analyst"), officer_of(client_of, "secretariat")
    Exemption.objects.all().delete()
    today = clock.today()
    said: dict[str, Any] = {
        "kind": "travel", "scope": "To a hospital and back", "provision": "S/RES/2368 (2017), paragraph 1 (b)",
        "since": today.isoformat(), "until": (today + timedelta(20)).isoformat(), "reason": "An operation.",
    }  # fmt: skip
    late = said | {"until": (today + timedelta(400)).isoformat()}
    assert "within a year" in send(one, "register-exempt", listing.pk, answers=422, **late)
    send(one, "register-exempt", listing.pk, **said)
    made = Exemption.objects.get()
    assert "another person decides" in page(one, "register-exemption", made.pk)
    send(one, "register-exemption", made.pk, answers=403, agrees="yes", reason="Indeed.")
    send(other, "register-exemption", made.pk, agrees="yes", reason="The hospital confirmed it.")
    made.refresh_from_db()
    assert made.state == "agreed"
    for language, word in (("ar", "سفر"), ("en", "A journey"), ("fr", "Un voyage")):
        assert word in page(one, "register-exemption", made.pk, language=language)
        assert word in page(one, "register-exemptions", language=language)
    Exemption.objects.update(since=today - timedelta(9), until=today - timedelta(1))
    assert "It has ended" in page(one, "register-exemption", made.pk)


def test_row_29_what_is_due_is_reviewed_by_another_and_its_end_takes_two(listing: Listing, client_of: Clients) -> None:
    one, other = officer_of(client_of, "analyst"), officer_of(client_of, "secretariat")
    Review.objects.all().delete()
    for language, word in (("ar", "مراجعات حان موعدها"), ("en", "Reviews that are due"), ("fr", "Réexamens à faire")):
        shown = page(one, "register-reviews", language=language)
        assert word in shown
        assert "Some entitycaption" in shown
    send(one, "register-review", listing.pk, answers=422, keep="", reason="It stands.")
    send(one, "register-review", listing.pk, keep="yes", reason="Named again in May.")
    assert "Nothing is due" in page(one, "register-reviews")
    assert "Named again in May." in page(other, "register-review", listing.pk)
    send(other, "register-review", listing.pk, keep="no", reason="Dissolved.")
    listing.refresh_from_db()
    assert listing.state == "listed"
    assert (Proposal.objects.get().to, Proposal.objects.get().state) == ("delisted", "open")


def test_row_29_the_report_tells_no_state_with_few(listing: Listing, client_of: Clients) -> None:
    one = officer_of(client_of)
    for language, word in (("ar", "التفاوت بين الدول"), ("en", "Disparities by state"), ("fr", "Disparités par État")):
        assert word in page(one, "register-disparities", language=language)
    assert "No state has enough entries" in page(one, "register-disparities")
    for number in range(6):
        made = Entity.objects.create(
            key=f"own-d{number}", schema="Organization", caption=f"Front {number}", dataset="own",
            first_seen=clock.now(), last_seen=clock.now(), changed_at=clock.now(), purpose="prevention",
        )  # fmt: skip
        stated = {"entity": made, "dataset": "own", "first_seen": clock.now(), "last_seen": clock.now()}
        Statement.objects.create(prop="country", value="no", **stated)
        Listing.objects.create(entity=made, dataset="own", since=clock.today())
    assert "No state has enough entries" in page(one, "register-disparities"), "the other one would follow"
    Statement.objects.filter(entity="un-here").delete()
    assert "Norway 6 0 0 %" in page(one, "register-disparities")
