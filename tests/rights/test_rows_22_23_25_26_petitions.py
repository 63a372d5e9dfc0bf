"""Rows 22, 23, 25 and 26: petitions at the public door, their clocks, names and confidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.models import Processing
from muntada.evidence.values import ValueRefused
from muntada.outreach.models import Message
from muntada.register.actions.listings import OWN, decide, let_lapse
from muntada.register.models import Entity, Listing, Proposal
from muntada.rights import queries
from muntada.rights.actions import petitions, requests
from muntada.rights.actions.keeping import look_after
from muntada.rights.identity import PARTS, Identity
from muntada.rights.letters import letter_text
from muntada.rights.models import Petition, Request
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.register.officers import OFFICER
from tests.register.officers import SECOND as TAKER  # of the secretariat: who takes requests in, and proposes
from tests.rights.petitioners import IN_SIX, fifty
from tests.web.canaries import member
from tests.web.conftest import Forum, acting

TODAY = date(2027, 3, 1)
WHO = Identity(kunya="أبو سليم", ism="يوسف", father="أحمد", grandfather="علي", laqab="النجار", nisba="الحلبي")


@pytest.fixture(autouse=True)
def day(db: None) -> Iterator[None]:
    cache.clear()
    with clock.at(TODAY):
        yield


@pytest.fixture
def reviewer(forum: Forum) -> Actor:
    from muntada.signin.actors import actor_of

    made = actor_of(member("reviewer"))
    assert made is not None
    return made


def filed(kind: str = "delisting", who: Identity = WHO, **more: str) -> tuple[Petition, str]:
    said = {"said": "I am not that person.", "capacity": "self", **more}
    return petitions.file(kind, who, **said)


def identified(kind: str = "delisting", **more: str) -> Petition:
    made, _secret = filed(kind, WHO, **more)
    requests.identify(acting("secretariat"), made.request, how="A passport, seen in person")
    return made


def a_listing(dataset: str = OWN) -> Listing:
    until = clock.today() + timedelta(365)
    Processing.objects.get_or_create(purpose="prevention", category="other", defaults={"assessment": 1, "until": until})
    now = clock.now()
    entity = Entity.objects.create(
        key=f"{dataset}-1", schema="Person", caption="Yusuf Alnajjar", dataset=dataset, first_seen=now, last_seen=now,
        changed_at=now, purpose="prevention", legal_basis_id="un_sanctions", category="other", retention="case",
        review_by=clock.today() + timedelta(300),
    )  # fmt: skip
    return Listing.objects.create(entity=entity, dataset=dataset, reference="OWN.001", since=TODAY)


def state(listing: Listing) -> str:
    listing.refresh_from_db()
    return listing.state


@pytest.mark.parametrize(("kind", "days"), [("access", 120), ("correction", 270), ("erasure", 270)])
def test_row_22_a_petition_is_late_on_the_day_after_its_clock(forum: Forum, kind: str, days: int) -> None:
    made, _secret = filed(kind)
    overseer = acting("overseer")
    with clock.at(TODAY + timedelta(days)):
        assert not queries.late(overseer).exists()
    with clock.at(TODAY + timedelta(days + 1)):
        assert list(queries.late(overseer)) == [made.request]
        assert queries.beyond_longest(made.request)


def test_row_22_the_clock_of_a_petition_is_not_prolonged(reviewer: Actor) -> None:
    made, _secret = filed("access")
    with pytest.raises(requests.NotPossible, match="not prolonged"):
        requests.prolong(reviewer, made.request)


def test_row_23_without_a_contrary_decision_the_sixtieth_day_delists_and_answers(forum: Forum) -> None:
    listing, made = a_listing(), identified(address="yusuf@example.com", language="fr")
    with clock.at(TODAY + timedelta(5)):
        proposal = petitions.take_up(TAKER, made, listing)
    assert (proposal.until, made.request.due_on) == (TODAY + timedelta(65), TODAY + timedelta(65))
    assert made.request.said not in proposal.reason
    with clock.at(TODAY + timedelta(64)):
        assert let_lapse(CLERK) == []
    with clock.at(TODAY + timedelta(65)):
        let_lapse(CLERK)
        petitions.settle_lapsed(CLERK)
        assert state(listing) == "delisted"
        made.refresh_from_db()
        assert (made.request.state, made.request.answered_by) == ("granted", CLERK.key)
        letter = Message.objects.get()
        assert (letter.language, letter.state) == ("fr", "held")
        assert "2083" in letter.text
        assert [("2083" in letter_text(made, one)[1]) for one in ("ar", "en", "fr")] == [True] * 3
        assert petitions.settle_lapsed(CLERK) == 0
    line = Entry.objects.filter(permission="listing.lapse", thing_type="register.proposal").latest("pk")
    assert "sixty_days" in str(line.detail)


def test_row_23_the_day_s_work_gives_effect_and_the_answer_follows_at_once(
    forum: Forum, django_capture_on_commit_callbacks: Any
) -> None:
    listing, made = a_listing(), identified()
    petitions.take_up(TAKER, made, listing)
    with clock.at(TODAY + timedelta(60)), django_capture_on_commit_callbacks(execute=True):
        let_lapse(CLERK)
    made.request.refresh_from_db()
    assert (state(listing), made.request.state) == ("delisted", "granted")


def test_row_23_a_petition_on_paper_has_the_same_clock_and_is_taken_up_too(forum: Forum) -> None:
    names, came = ["Yusuf Alnajjar"], TODAY - timedelta(3)
    request = petitions.enter(acting("secretariat"), names=names, said="Not me.", received_on=came)
    assert (request.due_on, request.names) == (came + timedelta(60), names)
    requests.identify(acting("secretariat"), request, how="In person")
    assert petitions.take_up(TAKER, request.petition, a_listing()).until == TODAY + timedelta(60)
    assert petitions.found_by("") is None


def test_row_23_a_decision_carries_reasons_and_the_answer_follows_it(reviewer: Actor) -> None:
    listing, made = a_listing(), identified()
    with pytest.raises(requests.NotPossible, match="Nothing was proposed"):
        requests.grant(reviewer, made.request, reason="You are not that person.")
    proposal = petitions.take_up(TAKER, made, listing)
    with pytest.raises(requests.NotPossible, match="second person"):
        requests.refuse(reviewer, made.request, ground="accurate", reason="The grounds hold.")
    decide(OFFICER, proposal, agrees=True, reason="Fingerprints differ.")
    with pytest.raises(requests.NotPossible, match="otherwise"):
        requests.refuse(reviewer, made.request, ground="accurate", reason="The grounds hold.")
    with pytest.raises(ValueRefused):
        requests.grant(reviewer, made.request, reason=" ")
    requests.grant(reviewer, made.request, reason="You are not the person meant.")
    made.refresh_from_db()
    for language in ("ar", "en", "fr"):
        subject, text = letter_text(made, language)
        assert str(made.request_id) in subject
        assert "You are not the person meant." in text
        assert "Fingerprints" not in text, "what the officers wrote for each other stays theirs"
    assert state(listing) == "delisted"


def test_row_23_a_contrary_decision_stands_and_is_told_with_its_reasons(reviewer: Actor) -> None:
    listing, made = a_listing(), identified()
    decide(OFFICER, petitions.take_up(TAKER, made, listing), agrees=False, reason="The convoy of March.")
    requests.refuse(reviewer, made.request, ground="accurate", reason="Two courts found it so.")
    with clock.at(TODAY + timedelta(61)):
        assert let_lapse(CLERK) == []
    assert state(listing) == "listed"
    made.refresh_from_db()
    assert "Two courts found it so." in letter_text(made, "ar")[1]


def test_row_23_no_day_of_ours_takes_effect_on_a_list_that_others_keep(forum: Forum) -> None:
    listing, made = a_listing("un"), identified()
    proposal = petitions.take_up(TAKER, made, listing)
    assert proposal.until is None
    with clock.at(TODAY + timedelta(400)):
        assert let_lapse(CLERK) == []
    assert state(listing) == "listed"


def test_row_23_whoever_asks_no_more_starts_no_clock(forum: Forum) -> None:
    listing, made = a_listing(), identified()
    petitions.take_up(TAKER, made, listing)
    petitions.drop(made)
    with clock.at(TODAY + timedelta(61)):
        assert let_lapse(CLERK) == []
    assert (state(listing), Proposal.objects.get().state) == ("listed", "declined")
    with pytest.raises(requests.NotPossible):
        petitions.drop(made)


def test_only_an_identified_petition_is_taken_up_by_who_may_propose(forum: Forum, reviewer: Actor) -> None:
    listing, (made, _secret) = a_listing(), filed()
    with pytest.raises(requests.NotPossible, match="made sure"):
        petitions.take_up(TAKER, made, listing)
    requests.identify(acting("secretariat"), made.request, how="A passport")
    with pytest.raises(Refused):
        petitions.take_up(reviewer, made, listing)
    petitions.take_up(TAKER, made, listing)
    with pytest.raises(requests.NotPossible):
        petitions.take_up(TAKER, made, listing)


def test_row_25_fifty_names_come_back_part_by_part(db: None) -> None:
    for who in fifty():
        back = Identity.of(Petition.objects.get(pk=filed("access", who)[0].pk).identity)
        assert back == who
        assert back.full.split() == " ".join(getattr(who, one) for one in PARTS).split()
        assert all(who.ism in name or who.kunya in name or name == who.latin for name in who.spellings())
        cache.clear()
    assert len({one.full + one.latin for one in fifty()}) == 50
    assert "سمير بن أحمد بن إبراهيم الحلبي" in fifty()[0].spellings()


@pytest.mark.parametrize("language", list(IN_SIX))
def test_row_25_a_petition_is_taken_in_the_six_languages_of_the_united_nations(language: str) -> None:
    who, said = IN_SIX[language]
    made, _secret = filed(who=who, said=said, written_in=language)
    made.refresh_from_db()
    assert (made.written_in, made.request.said, Identity.of(made.identity)) == (language, said, who)
    assert who.full in made.request.names


@pytest.mark.parametrize(
    ("who", "more", "field"),
    [
        (Identity(), {}, "ism"),
        (Identity(others=("王明",)), {}, "ism"),
        (Identity(latin="Rowan Ashgrove", born="once"), {}, "born"),
        (Identity(latin="Rowan Ashgrove"), {"said": " "}, "said"),
        (Identity(latin="Rowan Ashgrove"), {"capacity": "heir"}, "represented_by"),
        (Identity(latin="Rowan Ashgrove"), {"capacity": "king"}, "capacity"),
        (Identity(latin="Rowan\x00Ashgrove"), {}, "latin"),
    ],
)
def test_what_is_no_petition_is_refused_beside_its_field(who: Identity, more: dict[str, str], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        filed(who=who, **more)
    assert refused.value.field == field
    assert not Request.objects.exists()


def test_row_26_the_secret_opens_one_petition_and_nothing_kept_says_it(db: None) -> None:
    made, secret = filed()
    assert petitions.found_by(secret) == made
    assert petitions.found_by(secret[:-1]) is None
    assert petitions.found_by("") is None
    kept = str(list(Petition.objects.values())) + str(list(Entry.objects.values()))
    assert secret not in kept
    assert made.request.said not in str(list(Entry.objects.values()))


def test_more_petitions_than_anybody_can_read_are_not_taken_within_an_hour(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(petitions, "AN_HOUR", 2)
    filed()
    filed()
    with pytest.raises(petitions.TooMany):
        filed()


def test_three_years_after_the_answer_a_petition_says_no_longer_who_asked(reviewer: Actor) -> None:
    made = identified("access", address="yusuf@example.com")
    requests.grant(reviewer, made.request)
    with clock.at(TODAY + timedelta(3 * 365 + 1)):
        look_after(CLERK)
    made.refresh_from_db()
    assert (made.identity, made.code, made.represented_by, made.entry) == ({}, "", "", "")
    assert made.request.names == []
