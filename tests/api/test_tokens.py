"""A program has its person's rights of the moment, for one purpose, until an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from muntada.access import clock
from muntada.access.models import LegalBasis
from muntada.forum.models import Meeting
from muntada.marking.handling import Category, Purpose, Retention
from muntada.people.actions import NotPossible
from muntada.people.models import Clearance, Office, User
from muntada.signin.models import ApiToken
from muntada.signin.tokens import LONGEST, end_token, make_token, token_of, tokens_of
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.api.conftest import Forum, Program, token_for
from tests.web.conftest import acting, person

Programs = Callable[..., Program]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_token_is_not_kept_and_not_in_the_trail(forum: Forum) -> None:
    text = token_for("analyst")
    kept = ApiToken.objects.get()
    assert text not in str(vars(kept))
    assert not any(text in str(vars(entry)) for entry in Entry.objects.all())
    assert Entry.objects.filter(permission="token.make", allowed=True).exists()


def test_a_token_lasts_for_thirty_days_where_nothing_else_is_said(forum: Forum, program: Programs) -> None:
    mine = program()
    made = ApiToken.objects.get()
    assert made.expires_at - made.made_at == pytest.approx(timedelta(days=30), abs=timedelta(seconds=5))
    with clock.at(made.expires_at - timedelta(seconds=1)):
        assert mine.get("/me").status_code == 200
    with clock.at(made.expires_at):
        assert code(mine.get("/me")) == (401, "bad_token")


@pytest.mark.parametrize("days", [0, -1, LONGEST + 1])
def test_a_token_lasts_for_a_year_at_most(days: int, forum: Forum) -> None:
    with pytest.raises(NotPossible):
        token_for("analyst", days=days)


def test_the_database_too_takes_no_token_without_an_end_within_a_year(forum: Forum) -> None:
    token_for("analyst")
    for wrong in (clock.now() + timedelta(days=400), clock.now() - timedelta(days=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.update(expires_at=wrong)


def test_a_token_that_is_ended_lets_nobody_in_at_the_next_call(forum: Forum, program: Programs) -> None:
    mine = program()
    assert mine.get("/me").status_code == 200
    end_token(acting("analyst"), ApiToken.objects.get())
    assert code(mine.get("/me")) == (401, "bad_token")


def test_an_office_that_ends_ends_the_token_s_rights_at_once(forum: Forum, program: Programs) -> None:
    mine = program()
    assert mine.get("/meetings").json()["items"]
    Office.objects.filter(user=person("analyst")).update(until=clock.today() + timedelta(days=1))
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    with clock.at(midnight - timedelta(seconds=1)):
        assert mine.get("/meetings").json()["items"]
    with clock.at(midnight):
        assert mine.get("/meetings").json()["items"] == []


def test_a_person_who_may_not_come_in_comes_in_by_no_token(forum: Forum, program: Programs) -> None:
    mine = program()
    User.objects.filter(pk=person("analyst").pk).update(is_active=False)
    assert code(mine.get("/me")) == (401, "bad_token")


def test_a_token_reads_for_its_purpose_alone(forum: Forum, program: Programs) -> None:
    Clearance.objects.create(
        user=person("analyst"),
        label="TLP:RED",
        purposes=[Purpose.PREVENTION.value, Purpose.CONDUCT_OF_THE_FORUM.value],
        since=clock.today(),
    )
    basis = LegalBasis.objects.get_or_create(key="b", defaults={"instrument": "A law", "since": date(2020, 1, 1)})[0]
    about = Meeting.objects.create(
        kind="session",
        purpose=Purpose.PREVENTION.value,
        category=Category.OFFICIAL.value,
        retention=Retention.SHORT.value,
        legal_basis=basis,
        review_by=clock.today(),
    )
    for purpose, status in ((Purpose.PREVENTION, 200), (Purpose.CONDUCT_OF_THE_FORUM, 404)):
        mine = program(purpose=purpose.value)
        assert mine.get("/me").json()["purposes"] == [purpose.value]
        assert mine.get(f"/meetings/{about.pk}").status_code == status


def test_a_token_is_made_only_for_a_purpose_that_one_has(forum: Forum) -> None:
    with pytest.raises(NotPossible):
        token_for("analyst", purpose=Purpose.INVESTIGATION.value)


def test_a_token_is_made_only_for_what_programs_may(forum: Forum) -> None:
    with pytest.raises(NotPossible):
        token_for("administrator", permissions=["person.manage"])


def test_a_token_names_only_a_legal_basis_in_force(forum: Forum, program: Programs) -> None:
    LegalBasis.objects.create(key="over", instrument="A law", since=date(2000, 1, 1), until=date(2001, 1, 1))
    for wrong in ("over", "nothing"):
        with pytest.raises(NotPossible):
            token_for("analyst", basis=wrong)
    LegalBasis.objects.create(key="lasting", instrument="A law", since=date(2000, 1, 1))
    assert program(basis="lasting").get("/me").json()["legal_basis"] == "lasting"
    assert program().get("/me").json()["legal_basis"] is None


def test_nobody_makes_a_token_of_another_person(forum: Forum) -> None:
    with pytest.raises(Refused):
        make_token(acting("administrator"), person("analyst"), name="not mine")


def test_an_administrator_and_its_person_end_a_token_and_nobody_else(forum: Forum) -> None:
    token_for("analyst")
    token = ApiToken.objects.get()
    assert token_of(acting("reader"), token.pk) is None
    assert list(tokens_of(acting("reader"), person("analyst"))) == []
    with pytest.raises(Refused):
        end_token(acting("reader"), token)
    assert token_of(acting("administrator"), token.pk) == token
    end_token(acting("administrator"), token)
    end_token(acting("analyst"), token)
    assert list(tokens_of(acting("analyst"), person("analyst"))) == []


def test_the_last_use_is_known(forum: Forum, program: Programs) -> None:
    mine = program()
    assert ApiToken.objects.get().last_used_at is None
    mine.get("/me")
    assert ApiToken.objects.get().last_used_at is not None


def test_a_token_that_calls_too_often_has_to_wait(forum: Forum, program: Programs, settings: Any) -> None:
    settings.API_RATE = 3
    mine, other = program(), program()
    noon = clock.now().replace(second=15, microsecond=0)
    with clock.at(noon):
        assert [mine.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
        waiting = mine.get("/me")
        assert (waiting["Retry-After"], waiting.json()["code"]) == ("45", "too_many")
        assert other.get("/me").status_code == 200
    with clock.at(noon + timedelta(seconds=45)):
        assert mine.get("/me").status_code == 200


def test_a_token_stands_above_the_session_it_comes_with(forum: Forum, client_with: Callable[[str], Any]) -> None:
    answer = client_with("administrator").get("/api/v1/me", headers={"Authorization": f"Bearer {token_for('reader')}"})
    assert answer.json()["roles"] == ["person", "reader"]
    refused = client_with("administrator").get("/api/v1/me", headers={"Authorization": "Bearer nothing"})
    assert refused.status_code == 401


@pytest.fixture
def client_with() -> Callable[[str], Any]:
    """A browser in which somebody of that office is signed in."""

    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return signed_in
