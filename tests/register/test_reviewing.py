"""Exemptions, the periodic review of a listing, and the report on disparities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muntada.access import clock
from muntada.evidence.values import ValueRefused
from muntada.register.actions.listings import OWN, decide
from muntada.register.actions.reviewing import decide_exemption, propose_exemption, review
from muntada.register.models import Entity, Exemption, Listing, Proposal, Review, Statement
from muntada.register.queries.reviews import disparities, due, in_force, reported
from muntada.trail.deed import Refused
from tests.register.listed import assessed
from tests.register.officers import DESK, OFFICER, SECOND

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


def listed(number: int = 1, country: str = "", state: str = "listed", since: date | None = TODAY) -> Listing:
    now = clock.now()
    entity = Entity.objects.create(
        key=f"own-{number}", schema="Organization", caption=f"Lantern Front {number}", dataset=OWN, first_seen=now,
        last_seen=now, changed_at=now, purpose="prevention",
    )  # fmt: skip
    if country:
        Statement.objects.create(
            entity=entity, prop="country", value=country, dataset=OWN, first_seen=now, last_seen=now
        )
    return Listing.objects.create(entity=entity, dataset=OWN, state=state, since=since)


def exempted(listing: Listing, **more: object) -> Exemption:
    said = {
        "kind": "basic", "scope": "Rent and medicine", "provision": "S/RES/1452 (2002), paragraph 1 (a)",
        "since": TODAY, "until": TODAY + timedelta(90), "reason": "A family lives of it.", **more,
    }  # fmt: skip
    return propose_exemption(OFFICER, listing, **said)  # type: ignore[arg-type]


def test_an_exemption_takes_two_persons_and_ends_by_itself() -> None:
    with clock.at(TODAY):
        listing = listed()
        made = exempted(listing)
        assert not in_force(SECOND, listing).exists()
        with pytest.raises(Refused):
            decide_exemption(OFFICER, made, agrees=True, reason="Indeed.")
        with pytest.raises(ValueRefused):
            decide_exemption(SECOND, made, agrees=True, reason=" ")
        decide_exemption(SECOND, made, agrees=True, reason="The amounts are modest.")
        assert list(in_force(SECOND, listing)) == [made]
        with pytest.raises(ValueRefused):
            decide_exemption(SECOND, made, agrees=False, reason="After all.")
    with clock.at(TODAY + timedelta(91)):
        assert not in_force(SECOND, listing).exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "pardon"}, "kind"),
        ({"scope": " "}, "scope"),
        ({"provision": ""}, "provision"),
        ({"until": TODAY - timedelta(1)}, "until"),
        ({"until": TODAY + timedelta(366)}, "until"),
    ],
)
def test_an_exemption_says_what_by_which_right_and_until_when(more: dict[str, object], field: str) -> None:
    with clock.at(TODAY), pytest.raises(ValueRefused) as refused:
        exempted(listed(), **more)
    assert refused.value.field == field


def test_row_29_a_listing_is_due_within_a_year_and_again_within_a_year_of_each_review() -> None:
    with clock.at(TODAY):
        listing, unknown = listed(), listed(2, since=None)
        assert [one for one, _day in due(OFFICER)] == [unknown], "what has no day is due at once"
        review(SECOND, unknown, keep=True, reason="Named by two sources this year.")
        assert due(OFFICER) == []
    with clock.at(TODAY + timedelta(365)):
        assert [(one.pk, day) for one, day in due(OFFICER)] == [
            (listing.pk, TODAY + timedelta(365)), (unknown.pk, TODAY + timedelta(365)),
        ]  # fmt: skip
        review(SECOND, listing, keep=True, reason="It attacked again in May.")
        assert [one for one, _day in due(OFFICER)] == [unknown]
        with pytest.raises(Refused):
            review(DESK, unknown, keep=True, reason="Fine.")
        ended = review(OFFICER, unknown, keep=False, reason="Dissolved.")
        assert ended.proposal is not None
        unknown.refresh_from_db()
        assert unknown.state == "listed", "its end takes a second person"
        decide(SECOND, ended.proposal, agrees=True, reason="The registry says so too.")
        assert [one for one, _day in due(OFFICER)] == []
        with pytest.raises(ValueRefused):
            review(SECOND, unknown, keep=True, reason="Still.")


def test_row_29_another_person_than_whoever_nominated_it_reviews_it() -> None:
    with clock.at(TODAY):
        listing = listed()
        Proposal.objects.create(
            listing=listing, to="listed", reason="Attacks.", by=OFFICER.key, at=clock.now(), state="agreed",
            decided_by=SECOND.key, decided_at=clock.now(), decision="Yes.",
        )  # fmt: skip
        for same in (OFFICER, replace(SECOND, delegated_by=frozenset({OFFICER.key}))):
            with pytest.raises(ValueRefused, match="Another person"):
                review(same, listing, keep=True, reason="I said so.")
        assert review(SECOND, listing, keep=True, reason="Two courts.").result == "kept"
        assert Review.objects.count() == 1


def test_row_29_the_report_on_disparities_runs_on_aggregates_of_five_and_more() -> None:
    assessed()
    with clock.at(TODAY):
        for number in range(7):
            listed(number, "jo", "listed")
        for number in range(20, 31):
            listed(number, "fr", "delisted" if number < 25 else "listed")
        for number in range(40, 43):
            listed(number, "ca")
        for number in range(50, 53):
            listed(number, "nz")
        listed(60, "se", "delisted", since=None)  # nominated, and never listed
        found = disparities(OFFICER)
    assert [(one.state, one.ever, one.left) for one in found.states] == [("fr", 11, 5), ("jo", 7, 0)]
    assert (found.hidden, found.ever, found.left) == (2, 24, 5)
    assert found.states[0].share == pytest.approx(5 / 11)


@pytest.mark.parametrize(
    ("counted", "states", "hidden"),
    [
        ({"a": (9, 0), "b": (8, 0)}, ["a", "b"], 0),
        ({"a": (9, 0), "b": (8, 0), "c": (4, 0)}, ["a"], 2),  # c alone would follow from the total
        ({"a": (9, 0), "b": (8, 0), "c": (2, 0), "d": (1, 0)}, ["a"], 3),  # and so would three between two
        ({"a": (9, 0), "c": (3, 0), "d": (3, 0)}, ["a"], 2),
        ({"c": (3, 0)}, [], 1),
        ({}, [], 0),
    ],
)
def test_row_29_nothing_few_follows_from_the_difference_to_the_total(
    counted: dict[str, tuple[int, int]], states: list[str], hidden: int
) -> None:
    found = reported(counted, sum(one for one, _left in counted.values()), 0)
    assert ([one.state for one in found.states], found.hidden) == (states, hidden)


@pytest.mark.parametrize(("counted", "left"), [((9, 2), None), ((9, 7), None), ((12, 6), 6), ((9, 0), 0), ((9, 9), 9)])
def test_row_29_of_ends_and_stays_neither_is_told_where_one_is_few(counted: tuple[int, int], left: int | None) -> None:
    (one,) = reported({"a": counted}, *counted).states
    assert one.left == left
    assert reported({"a": counted}, *counted).left == left
