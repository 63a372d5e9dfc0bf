"""Asking an institution: who may, about what, until when, and where its address leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from muntada.access import clock
from muntada.access.models import Audience
from muntada.followup.actions import asking
from muntada.followup.models import Measure, Request
from muntada.followup.queries.asking import addressed, request_of, requests_where, things_of
from muntada.followup.refused import AskingRefused
from muntada.followup.secret import secret_for, secret_of
from muntada.library.models import Work
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER, SECRETARIAT
from tests.followup.asked import DUE, TODAY, case, measure
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, VALIDATOR, institution

pytestmark = pytest.mark.django_db


def refusal(error: pytest.ExceptionInfo[AskingRefused]) -> str:
    assert str(error.value)
    return error.value.code


def test_a_focal_point_asks_and_the_address_leads_to_what_is_asked_alone() -> None:
    made = case()
    measure(9, "سرّ آخر")
    with clock.at(TODAY):
        there = made.address
        assert there.request == made.request
        assert [one.key for one in things_of(there.request, "ar")] == list(made.keys)
        assert (there.actor.key, there.actor.clearance) == ("institution:eg.ministry_of_ports", TLP.AMBER)
    assert (made.request.tlp, made.request.originator) == ("TLP:AMBER", "EG")
    assert made.secret not in str(Request.objects.filter(pk=made.request.pk).values().get())


@pytest.mark.parametrize("actor", [NEIGHBOUR, READER, ANALYST])
def test_others_cannot_ask_a_partys_institution(actor: object) -> None:
    with pytest.raises(Refused):
        case(actor)  # type: ignore[arg-type]
    assert not Request.objects.exists()


def test_what_is_asked_is_of_the_institutions_own_party_and_not_put_away() -> None:
    made = case()
    other, away = measure(3, of="MA"), measure(4, archived=True)
    with clock.at(TODAY):
        for measures, code in (([other], "another_party"), ([away], "archived"), ([], "nothing_asked")):
            with pytest.raises(AskingRefused) as error:
                asking.ask(FOCAL_POINT, made.institution, text="؟", due=DUE, measures=measures)
            assert refusal(error) == code
        with pytest.raises(AskingRefused) as error:
            asking.ask(FOCAL_POINT, made.institution, text="؟", due=DUE, measures=[made.first] * 201)
        assert refusal(error) == "too_many"


def test_the_day_due_lies_ahead_and_not_too_far() -> None:
    made = case()
    with clock.at(TODAY):
        for due, code in ((TODAY, "past"), (TODAY + timedelta(days=732), "far")):
            with pytest.raises(AskingRefused) as error:
                asking.extend(FOCAL_POINT, made.request, due=due)
            assert refusal(error) == code


def test_what_is_for_named_persons_is_asked_at_no_address() -> None:
    red = Handling(TLP.RED, "EG", frozenset({"EG"}))
    with pytest.raises(AskingRefused) as error:
        case(given=red)
    assert refusal(error) == "red"
    assert not Request.objects.exists()


def test_what_became_stricter_than_the_request_is_on_its_page_no_more() -> None:
    made = case()
    red = Audience.of({"user:4"})
    Measure.objects.filter(pk=made.first.pk).update(tlp="TLP:RED", audience=red)
    Measure.objects.filter(pk=made.second.pk).update(restricted=True)
    with clock.at(TODAY):
        assert [one.key for one in things_of(made.address.request, "ar")] == [made.keys[2]]


def test_what_is_shared_with_fewer_than_the_request_is_on_its_page_no_more() -> None:
    made = case()
    both = Audience.of({"EG", "MA"})
    Request.objects.filter(pk=made.request.pk).update(audience=both)
    Measure.objects.filter(pk=made.first.pk).update(audience=both)
    with clock.at(TODAY):
        assert [one.key for one in things_of(made.address.request, "ar")] == [made.keys[0]]


def test_an_instrument_that_became_stricter_names_itself_on_no_page() -> None:
    made = case()
    Work.objects.update(tlp="TLP:AMBER+STRICT", originator="EG")
    with clock.at(TODAY):
        assert [one.key for one in things_of(made.address.request, "ar")] == list(made.keys[:2])


def test_the_address_ends_with_its_day_with_the_request_and_with_another_address() -> None:
    made = case()
    first = made.secret
    with clock.at(DUE + asking.LASTS):
        assert addressed(first) is not None
    with clock.at(DUE + asking.LASTS + timedelta(days=1)):
        assert addressed(first) is None
    with clock.at(TODAY):
        asking.renew_address(FOCAL_POINT, made.request)
        assert addressed(first) is None
        second = made.secret
        assert addressed(second) is not None
        asking.close(VALIDATOR, made.request)
        assert addressed(second) is None
        with pytest.raises(AskingRefused) as error:
            asking.extend(FOCAL_POINT, made.request, due=DUE + timedelta(days=9))
        assert refusal(error) == "closed"


def test_an_extended_request_lasts_longer() -> None:
    made = case()
    with clock.at(TODAY):
        asking.extend(FOCAL_POINT, made.request, due=DUE + timedelta(days=30))
    with clock.at(DUE + asking.LASTS + timedelta(days=20)):
        assert addressed(made.secret) is not None


@pytest.mark.parametrize("secret", ["", "x", "a" * 42, "a" * 43, "a" * 44, "a" * 42 + "/", "ا" * 43, "a" * 43 + "\n"])
def test_a_guessed_address_leads_nowhere(secret: str) -> None:
    case()
    with clock.at(TODAY):
        assert addressed(secret) is None


def test_an_address_is_made_with_the_installations_key_and_outlives_a_change_of_it(settings: object) -> None:
    made = case()
    old = settings.SECRET_KEY  # type: ignore[attr-defined]
    before = secret_for(made.request.pk, 1)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert secret_for(made.request.pk, 1) != before
    request = Request.objects.get()
    with pytest.raises(LookupError):
        secret_of(request)
    settings.SECRET_KEY_FALLBACKS = [old]  # type: ignore[attr-defined]
    assert secret_of(request) == before


def test_who_asked_may_see_the_address_and_that_is_a_line() -> None:
    made = case()
    with clock.at(TODAY):
        assert asking.shown_address(FOCAL_POINT, made.request) == made.secret
        with pytest.raises(Refused):
            asking.shown_address(SECRETARIAT, made.request)
    line = Entry.objects.filter(allowed=True).order_by("-pk")[0]
    assert (line.actor, line.permission) == ("user:4", "institution.ask")
    assert "shown" in str(line.detail)
    assert made.secret not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_who_has_not_answered_is_seen_by_the_partys_own_people() -> None:
    made = case()
    with clock.at(TODAY):
        one = requests_where(FOCAL_POINT, state="silent").get()
        assert (one.asked_measures, one.asked_commitments, one.answered, one.waiting) == (2, 1, 0, 0)  # type: ignore[attr-defined]
        assert not requests_where(FOCAL_POINT, state="overdue").exists()
        assert not requests_where(FOCAL_POINT, institution="eg.other").exists()
        assert request_of(NEIGHBOUR, made.request.pk) is None
        assert request_of(READER, made.request.pk) is None
    with clock.at(DUE + timedelta(days=1)):
        assert requests_where(FOCAL_POINT, state="overdue", institution=made.institution.pk, year=DUE.year).exists()


def test_a_forums_own_institution_is_asked_by_its_staff() -> None:
    asked = institution("House", "EG")
    asked.originator, asked.tlp = "muntada", "TLP:GREEN"
    asked.save()
    with clock.at(TODAY):
        made = asking.ask(
            SECRETARIAT,
            asked,
            text="What is done?",
            due=DUE,
            measures=[measure(5, originator="muntada", tlp="TLP:GREEN")],
        )
    assert (made.originator, made.tlp) == ("muntada", "TLP:GREEN")
