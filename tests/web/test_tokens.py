"""One's own tokens on their page: made after a fresh proof, shown once, ended at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.signin.models import ApiToken, Session
from tests.web.conftest import Forum

GIVEN = {"name": "تقرير الصباح", "purpose": "conduct_of_the_forum", "days": "7", "permissions": ["record.read"]}


def at(name: str, *args: object) -> str:
    with override("en"):
        return reverse(name, args=args)


def fresh(client: Client) -> Client:
    client.get(at("me"))
    Session.objects.update(proved_at=clock.now())
    return client


def test_a_token_is_shown_once_and_works(forum: Forum, client_of: Callable[[str], Client]) -> None:
    client = fresh(client_of("reader"))
    shown = client.post(at("token-make"), GIVEN).content.decode()
    text = re.search(r"muntada_[\w-]{43}", shown, re.ASCII)
    assert text
    assert "not shown again" in shown
    after = client.get(at("tokens")).content.decode()
    assert text[0] not in after
    assert GIVEN["name"] in after
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text[0]}"})
    assert answer.json()["permissions"] == ["record.read"]
    client.post(at("token-end", ApiToken.objects.get().pk))
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text[0]}"}).status_code == 401
    assert "The token has ended" in client.get(at("tokens")).content.decode()


def test_without_a_fresh_proof_no_token_is_made(forum: Forum, client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    client.get(at("me"))
    Session.objects.update(proved_at=None)
    answer = client.post(at("token-make"), GIVEN)
    assert (answer.status_code, ApiToken.objects.count()) == (302, 0)
    assert "/step-up/" in answer.headers["Location"]


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"days": "0"}, {"days": "366"}, {"purpose": "investigation"}, {"permissions": ["person.manage"]}],
)
def test_what_cannot_be_made_is_said(
    wrong: dict[str, object], forum: Forum, client_of: Callable[[str], Client]
) -> None:
    answer = fresh(client_of("reader")).post(at("token-make"), {**GIVEN, **wrong})
    assert (answer.status_code, ApiToken.objects.count()) == (400, 0)


def test_nobody_ends_another_s_token_on_this_page(forum: Forum, client_of: Callable[[str], Client]) -> None:
    fresh(client_of("reader")).post(at("token-make"), GIVEN)
    answer = client_of("administrator").post(at("token-end", ApiToken.objects.get().pk))
    assert answer.status_code == 404
    assert ApiToken.objects.get().revoked_at is None
