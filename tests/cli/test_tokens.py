"""Tokens at the console."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from muntada.cli.main import main
from muntada.signin.actions import first_administrator

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "administrator@localhost"


def muntada(*words: str) -> Result:
    first_administrator()
    return CliRunner().invoke(main, ["token", *words])


def roles(token: str) -> list[str]:
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    return list(answer.json().get("roles", []))


def test_a_token_is_made_listed_and_ended() -> None:
    token = muntada("make", EMAIL, "--name", "nightly", "--days", "3").output.strip()
    assert "administrator" in roles(token)
    number, _day, _used, name = muntada("list", EMAIL).output.strip().split("\t")
    assert name == "nightly"
    assert token not in muntada("list", EMAIL).output
    assert muntada("end", number).exit_code == 0
    assert roles(token) == []
    assert muntada("list", EMAIL).output == ""


@pytest.mark.parametrize(
    "words",
    [
        ("make", "nobody@example.org"),
        ("make", EMAIL, "--days", "366"),
        ("make", EMAIL, "--purpose", "investigation"),
        ("make", EMAIL, "--only", "person.manage"),
        ("end", "999"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...]) -> None:
    answer = muntada(*words)
    assert answer.exit_code == 2
    assert answer.output.startswith(("Error:", "Usage:"))
