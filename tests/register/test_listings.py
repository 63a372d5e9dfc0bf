"""The state of a listing: two persons, reasons, evidence, and the sixtieth day of a petition."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.actions.handling import mark
from muntada.evidence.conditions import conditions_of
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Category, Handling
from muntada.marking.tlp import TLP
from muntada.register.actions.bringing import bring_list
from muntada.register.actions.listings import decide, let_lapse, nominate, propose
from muntada.register.models import Entity, Listing, ListingChange, Statement
from muntada.trail.deed import Refused
from tests.cast import ANALYST
from tests.register.listed import UnList, assessed, small
from tests.register.officers import DESK, OFFICER, SECOND

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Listing:
    small(monkeypatch)
    assessed()
    bring_list(ANALYST, "un", UnList.of(10).xml(), name="x.xml")
    return Listing.objects.get(entity="un-4")


def state(listing: Listing) -> str:
    listing.refresh_from_db()
    return listing.state


def test_row_59_one_proposes_and_another_one_decides(listing: Listing) -> None:
    made = propose(OFFICER, listing, to="suspended", reason="The court lifted the measure.")
    assert state(listing) == "listed"
    with pytest.raises(Refused):
        decide(OFFICER, made, agrees=True, reason="Indeed.")
    assert state(listing) == "listed"
    decide(SECOND, made, agrees=True, reason="The judgment is on file.")
    assert state(listing) == "suspended"
    assert ListingChange.objects.filter(listing=listing, what="decided").count() == 1


def test_who_only_checks_names_changes_no_listing(listing: Listing) -> None:
    with pytest.raises(Refused):
        propose(DESK, listing, to="delisted", reason="They ask for it.")


def test_a_proposal_is_declined_with_reasons_and_decided_once(listing: Listing) -> None:
    made = propose(OFFICER, listing, to="delisted", reason="Mistaken identity.")
    with pytest.raises(ValueRefused):
        propose(SECOND, listing, to="suspended", reason="As well.")
    with pytest.raises(ValueRefused):
        decide(SECOND, made, agrees=False, reason="")
    decide(SECOND, made, agrees=False, reason="Fingerprints agree.")
    assert state(listing) == "listed"
    with pytest.raises(ValueRefused):
        decide(SECOND, made, agrees=True, reason="After all.")


def test_row_23_without_a_contrary_decision_a_petition_takes_effect_on_the_sixtieth_day(listing: Listing) -> None:
    made = propose(OFFICER, listing, to="delisted", reason="A petition reached us.", petition=True)
    with clock.at(clock.now() + timedelta(days=59)):
        assert let_lapse(CLERK) == []
    assert state(listing) == "listed"
    with clock.at(clock.now() + timedelta(days=60)):
        assert [one.pk for one in let_lapse(CLERK)] == [made.pk]
    assert state(listing) == "delisted"
    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("lapsed", "")
    assert "2083" in made.decision


def test_row_23_a_contrary_decision_in_time_stands(listing: Listing) -> None:
    made = propose(OFFICER, listing, to="delisted", reason="A petition reached us.", petition=True)
    decide(SECOND, made, agrees=False, reason="The grounds still hold: the convoy of March.")
    with clock.at(clock.now() + timedelta(days=61)):
        assert let_lapse(CLERK) == []
    assert state(listing) == "listed"


def test_row_27_a_nomination_needs_criteria_with_evidence_and_more_than_a_name(listing: Listing) -> None:
    entity = Entity.objects.get(pk="un-4")
    with pytest.raises(ValueRefused, match="criteria"):
        nominate(OFFICER, entity, reason="Financed the front.", criteria=[])
    with pytest.raises(ValueRefused, match="passage"):
        nominate(OFFICER, entity, reason="Financed.", criteria=[{"criterion": "financing", "passage": 999_999}])
    Statement.objects.filter(entity=entity).exclude(prop="name").delete()
    Statement.objects.filter(value=entity.pk).delete()
    with pytest.raises(ValueRefused, match="tells nobody apart"):
        nominate(OFFICER, entity, reason="Financed.", criteria=[{"criterion": "financing", "passage": 1}])


def test_row_59_no_petition_gives_effect_to_another_state_than_an_end(listing: Listing) -> None:
    for to in ("suspended", "listed"):
        Listing.objects.filter(pk=listing.pk).update(state="delisted")
        with pytest.raises(ValueRefused):
            propose(OFFICER, Listing.objects.get(pk=listing.pk), to=to, reason="It says so.", petition=True)
    with clock.at(clock.now() + timedelta(days=61)):
        assert let_lapse(CLERK) == []
    assert state(listing) == "delisted"


def test_row_16_no_one_person_s_marking_takes_who_is_listed_out_of_checks(listing: Listing) -> None:
    one = Entity.objects.get(pk="un-4")
    kept = conditions_of(one)
    red = Handling(TLP.RED, one.originator, frozenset({OFFICER.key}))
    for handling, conditions, field in (
        (red, kept, "tlp"),
        (one.handling, replace(kept, category=Category.VICTIM), "category"),
    ):
        with pytest.raises(HandlingRefused) as refused:
            mark(OFFICER, one, handling, conditions)
        assert (refused.value.field, refused.value.code) == (field, "stands_listed")
    mark(OFFICER, one, one.handling, replace(kept, review_by=clock.today() + timedelta(days=30)))
    Listing.objects.filter(pk=listing.pk).update(state="delisted")
    mark(OFFICER, one, red)
    assert Entity.objects.get(pk="un-4").tlp == "TLP:RED"
