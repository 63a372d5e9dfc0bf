"""Another forum set up by its pages alone, the warnings of its rules, an election from the call to the terms, and the
picture of the seats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.evidence.models import Citation
from muntada.forum.actions.silences import close_due
from muntada.forum.models import Body, Candidacy, Departure, Election, Membership, Rule, Seat, Term
from muntada.parties.models import Name, Party
from muntada.people.models import Office, User
from tests.web.conftest import Forum

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ClientOf = Callable[[str], Client]


def sent(client: Client, name: str, arguments: list[object], wanted: int = 302, **given: object) -> str:
    """Send a form; the page that comes of it."""
    answer = client.post(reverse(name, args=arguments), given)
    assert answer.status_code == wanted, answer.content.decode()[-3000:]
    return str(answer.content.decode())


def focal_point(key: str) -> Client:
    user = User.objects.create(email=f"{key}@example.org", name=key, language="en")
    Office.objects.create(user=user, role="focal_point", party_id=key, since=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def other(forum: Forum, client_of: ClientOf) -> Client:
    """The secretariat, after it set up a forum of two seats with rules of its own."""
    salim = client_of("secretariat")
    for key, name, region in (("CA", "Canada", "WEOG"), ("MA", "Morocco", "AFR"), ("NL", "Netherlands", "WEOG")):
        party, new = Party.objects.get_or_create(key=key, defaults={"kind": "state"})
        Party.objects.filter(pk=key).update(regional_group=region)
        if new:
            Name.objects.create(party=party, language="en", text=name, preferred=True)
    sent(salim, "body-new", [], names_ar="منتدى البحر", names_en="Forum of the Sea", key="sea", kind="forum")
    sent(salim, "body-do", ["sea", "rule"], kind="regions_differ", since="2020-01-01", words_en="Of two shores.")
    sent(salim, "body-do", ["sea", "rule"], kind="term_years", number="3", since="2020-01-01")
    for key in ("CA", "MA", "NL"):
        sent(salim, "body-do", ["sea", "member"], party=key, status="founding", since="2020-01-01")
    sent(salim, "body-new", [], names_fr="Comité de la mer", key="sea.committee", kind="committee", parent="sea")
    sent(salim, "body-do", ["sea.committee", "seats"], role="co_chair", count="2")
    return salim


def test_another_forum_with_other_rules_is_set_up_by_pages_alone(other: Client) -> None:
    assert Rule.objects.filter(body="sea").count() == 2
    assert Membership.objects.filter(body="sea", kind="founding").count() == 3
    assert Seat.objects.filter(body="sea.committee").count() == 2
    page = other.get(reverse("body", args=["sea"])).content.decode()
    assert "Forum of the Sea" in page
    assert "Setting this forum up" not in page
    assert "Of two shores." in other.get(reverse("body-rules", args=["sea"])).content.decode()
    below = other.get(reverse("body-rules", args=["sea.committee"])).content.decode()
    assert "Rules of the bodies above that hold here" in below


def test_a_forum_that_is_begun_says_what_comes_next(forum: Forum, client_of: ClientOf) -> None:
    salim = client_of("secretariat")
    sent(salim, "body-new", [], names_en="Begun", key="begun", kind="forum")
    page = salim.get(reverse("body", args=["begun"])).content.decode()
    assert "Setting this forum up" in page
    assert reverse("body-rules", args=["begun"]) in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"names_en": "X", "key": "gctf", "kind": "forum"}, "The key is taken"),
        ({"names_en": "X", "key": "No key!", "kind": "forum"}, "The key is taken, or is none"),
        ({"key": "x", "kind": "forum"}, "Give the name in one language at least."),
        ({"names_en": "X", "key": "x", "kind": "forum", "established": "2027-02-29"}, "That is no date"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    given: dict[str, str], said: str, forum: Forum, client_of: ClientOf
) -> None:
    assert said in sent(client_of("secretariat"), "body-new", [], 422, **given)
    assert not Body.objects.filter(pk="x").exists()


def test_a_rule_that_speaks_against_it_is_shown_and_asks_for_the_reason(other: Client) -> None:
    seats = list(Seat.objects.filter(body="sea.committee").order_by("number"))
    given = {"seat": seats[0].pk, "party": "MA", "on": "2026-01-01", "until": "2028-01-01"}
    page = sent(other, "body-do", ["sea.committee", "term"], 422, **given)
    assert "A rule of the forum speaks against this" in page
    assert "The rule: a term lasts 3 years." in page
    assert not Term.objects.filter(seat=seats[0]).exists()
    with override("ar"):
        arabic = other.post(reverse("body-do", args=["sea.committee", "term"]), given).content.decode()
    assert "القاعدة: مدة الولاية بالسنوات 3." in arabic
    sent(other, "body-do", ["sea.committee", "term"], **given, despite="Only until the summit.")
    term = Term.objects.get(seat=seats[0])
    left = Departure.objects.get()
    assert (left.record_key, left.reason) == (str(term.pk), "Only until the summit.")
    assert "Only until the summit." in other.get(reverse("term", args=[term.pk])).content.decode()
    assert "Only until the summit." in other.get(reverse("body-rules", args=["sea"])).content.decode()


def test_a_term_is_extended_moved_and_ended_with_its_history_on_its_page(other: Client) -> None:
    seat = Seat.objects.filter(body="sea.committee").order_by("number")[0]
    sent(other, "body-do", ["sea.committee", "term"], seat=seat.pk, party="MA", on="2020-01-01", until="2023-01-01")
    term = Term.objects.get(seat=seat)
    sent(other, "term-do", [term.pk, "extend"], until="2026-01-01", despite="Nobody else.", reason="Renewed.")
    sent(other, "term-do", [term.pk, "move"], on="2020-02-01", reason="It snowed.")
    sent(other, "body-do", ["sea.committee", "term"], seat=seat.pk, party="NL", on="2024-01-01", until="2027-01-01")
    page = sent(other, "term-do", [term.pk, "end"], 422, on="2024-06-01", because="resigned")
    assert "Another term of that seat stands in the way on that day." in page
    page = other.get(reverse("term", args=[term.pk])).content.decode()
    for said in ("Renewed.", "It snowed.", "A successor began", "1 February 2020"):
        assert said in page
    assert other.get(reverse("term-do", args=[term.pk, "nothing"])).status_code == 404


def test_an_election_runs_from_the_call_through_a_joint_bid_and_silence_to_the_terms(other: Client) -> None:
    today = clock.today()
    seats = list(Seat.objects.filter(body="sea.committee"))
    start, end = today + timedelta(60), date(today.year + 3, today.month, min(today.day, 28)) + timedelta(60)
    sent(
        other, "election-new", ["sea.committee"], seats=[seat.pk for seat in seats], method="silence",
        nominations_until=today.isoformat(), term_start=start.isoformat(), term_end=end.isoformat(),
    )  # fmt: skip
    election = Election.objects.get(body="sea.committee")
    canada, morocco, netherlands = (focal_point(key) for key in ("CA", "MA", "NL"))
    page = sent(canada, "election-do", [election.pk, "stand"], 422, parties=["CA", "NL"])
    assert "Those who sit" in page or "different regions" in page
    sent(canada, "election-do", [election.pk, "stand"], parties=["CA", "MA"], statement="Two shores.")
    bid = Candidacy.objects.get(election=election)
    assert bid.state == "announced"
    assert morocco.get(reverse("bid-do", args=[bid.pk, "elect"])).status_code == 403
    sent(morocco, "bid-do", [bid.pk, "agree"], party="MA")
    sent(netherlands, "bid-do", [bid.pk, "agree"], party="NL")
    sent(netherlands, "bid-do", [bid.pk, "agree"], 422, party="CA")
    sent(other, "election-do", [election.pk, "next"], reason="All have spoken.")
    sent(other, "election-do", [election.pk, "next"])
    assert "has not passed unbroken" in sent(other, "bid-do", [bid.pk, "elect"], 422)
    closes = clock.now() + timedelta(days=2)
    sent(other, "bid-do", [bid.pk, "silence"], text="They chair.", closes_at=f"{closes:%Y-%m-%dT%H:%M}")
    page = netherlands.get(reverse("election", args=[election.pk])).content.decode()
    for said in ("Two shores.", "They chair.", "agreed to stand", "endorses", "Break this silence"):
        assert said in page
    with clock.at(closes + timedelta(minutes=1)):
        assert close_due(CLERK) == {"closed": 1, "left": 0}
    page = netherlands.get(reverse("election", args=[election.pk])).content.decode()
    assert "Terms that this decided" in page
    assert {term.party_id for term in Term.objects.filter(won=election)} == {"CA", "MA"}
    assert "Forum of the Sea" not in page  # the election is its committee's
    listed = other.get(reverse("elections"), {"phase": "closed"}).content.decode()
    assert reverse("election", args=[election.pk]) in listed


def test_a_silence_is_broken_on_its_page_with_the_reason(other: Client) -> None:
    today = clock.today()
    seat = Seat.objects.filter(body="sea.committee")[0]
    start = today + timedelta(60)
    sent(
        other, "election-new", ["sea.committee"], seats=[seat.pk], method="silence", despite="One seat only.",
        nominations_until=today.isoformat(), term_start=start.isoformat(),
        term_end=(start + timedelta(400)).isoformat(),
    )  # fmt: skip
    election = Election.objects.get()
    sent(other, "election-do", [election.pk, "stand"], parties=["CA"])
    bid = Candidacy.objects.get(election=election)
    for _phase in range(2):
        sent(other, "election-do", [election.pk, "next"], reason="Agreed.")
    closes = clock.now() + timedelta(days=2)
    sent(other, "bid-do", [bid.pk, "silence"], text="Canada.", closes_at=f"{closes:%Y-%m-%dT%H:%M}")
    silence = election.silences.get()
    netherlands = focal_point("NL")
    sent(netherlands, "silence-do", [silence.pk, "break"], 422, party="NL", reason="")
    sent(netherlands, "silence-do", [silence.pk, "break"], party="NL", reason="We need time.")
    page = other.get(reverse("election", args=[election.pk])).content.decode()
    assert "We need time." in page
    assert "Break this silence" not in page
    assert "Close this silence" not in page


def test_an_open_vote_is_cast_on_the_page(other: Client) -> None:
    today = clock.today()
    seat = Seat.objects.filter(body="sea.committee")[0]
    start = today + timedelta(60)
    sent(
        other, "election-new", ["sea.committee"], seats=[seat.pk], method="vote", despite="One seat only.",
        nominations_until=today.isoformat(), term_start=start.isoformat(),
        term_end=(start + timedelta(400)).isoformat(),
    )  # fmt: skip
    election = Election.objects.get()
    for key in ("CA", "MA"):
        sent(other, "election-do", [election.pk, "stand"], parties=[key])
    first, second = Candidacy.objects.filter(election=election).order_by("pk")
    for _phase in range(2):
        sent(other, "election-do", [election.pk, "next"], reason="Agreed.")
    netherlands = focal_point("NL")
    sent(netherlands, "election-do", [election.pk, "vote"], party="NL", candidacy=first.pk)
    sent(netherlands, "election-do", [election.pk, "vote"], party="NL", candidacy=second.pk)
    sent(other, "election-do", [election.pk, "vote"], party="CA", candidacy="")
    page = other.get(reverse("election", args=[election.pk])).content.decode()
    assert "Abstained" in page
    assert "as many votes, or more" in sent(other, "bid-do", [first.pk, "elect"], 422)
    sent(other, "bid-do", [second.pk, "elect"])
    assert Term.objects.get(won=election).party_id == "MA"


def test_the_picture_of_seats_marks_what_another_source_says_and_is_taken_along(other: Client) -> None:
    seat = Seat.objects.filter(body="sea.committee").order_by("number")[0]
    sent(other, "body-do", ["sea.committee", "term"], seat=seat.pk, party="MA", on="2020-01-01", until="2023-01-01")
    term = Term.objects.get(seat=seat)
    for value, source in (("2020-01-01", "the minutes"), ("2019-06-01", "the press")):
        Citation.objects.create(
            record_type="forum.term", record_key=str(term.pk), field="start", value=value, reference=source
        )
    for name, arguments in (("body-picture", ["sea.committee"]), ("seats-picture", [])):
        answer = other.get(reverse(name, args=arguments))
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        drawn = answer.content.decode()
        assert drawn.count('class="doubt"') == 1
        assert "Morocco" in drawn
    page = other.get(reverse("seats")).content.decode()
    assert "Sources disagree" in page
    assert 'class="doubt"' in page


def test_bodies_are_shown_as_they_stood_in_a_year(other: Client) -> None:
    sent(other, "body-new", [], names_en="The Next", key="sea.next", kind="committee", parent="sea", established="2024")
    sent(other, "body-do", ["sea.committee", "succeed"], by="sea.next", on="2024-03-01", reason="Renamed.")

    def shown(year: str) -> str:
        return str(other.get(reverse("bodies"), {"year": year}).content.decode())

    assert "Comité de la mer" in shown("2023")
    assert "The Next" not in shown("2023")
    assert "The Next" in shown("2025")
    for not_a_year in ("20x5", "", "99999", "-1"):
        assert "The Next" in shown(not_a_year)
        assert "Comité de la mer" in shown(not_a_year)


@pytest.mark.parametrize("role", ["administrator", "analyst", "focal_point", "reader"])
def test_whoever_does_not_keep_bodies_is_offered_nothing_and_refused(
    role: str, other: Client, client_of: ClientOf
) -> None:
    client = client_of(role)
    page = client.get(reverse("body", args=["sea.committee"])).content.decode()
    assert "Keep this body" not in page
    assert "Set up another forum" not in client.get(reverse("bodies")).content.decode()
    for deed in ("change", "term", "rule"):
        answer = client.post(reverse("body-do", args=["sea.committee", deed]), {"kind": "committee"})
        assert answer.status_code == 403
