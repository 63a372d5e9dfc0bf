"""The register gone through: its entries by kind, list, state, country and reference; by no name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.register.actions.bringing import bring_list
from muntada.register.models import Entity, Listing, Run
from tests.cast import ANALYST
from tests.register.listed import UnList, assessed, small
from tests.web.conftest import Forum
from tests.web.registered import officer_of
from tests.web.test_register_pages import page, words

Clients = Callable[[str], Client]


@pytest.fixture
def run(forum: Forum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Run:
    settings.STORE = tmp_path
    small(monkeypatch)
    assessed()
    return bring_list(ANALYST, "un", UnList.of(12).xml(), name="consolidated.xml")


def test_entries_are_gone_through_by_kind_state_country_and_reference(run: Run, client_of: Clients) -> None:
    client = officer_of(client_of)

    def shown(**chosen: str) -> str:
        with override("en"):
            answer = client.get(reverse("register-entities"), chosen)
        assert answer.status_code == 200
        return words(answer.content.decode())

    every = shown()
    assert "15 entries" in every
    for word in ("Mona Alsharif", "منى الشريف", "Lantern Front 2", "QDe.002", "Jordan"):
        assert word in every, word
    assert "K000007" not in every, "papers are gone to from whom they belong to"
    assert "12 entries" in shown(kind="person")
    assert "3 entries" in shown(kind="organisation")
    assert "No entry fits" in shown(kind="facility")
    assert "12 entries" in shown(country="jo")
    one = shown(reference="qdi.007")
    assert "1 entry" in one
    assert "Mona Alsharif" in one
    Listing.objects.filter(entity="un-7").update(state="suspended")
    assert "1 entry" in shown(state="suspended")
    assert "1 entry" in shown(state="none")
    assert "14 entries" in shown(state="listed")
    Entity.objects.filter(pk="un-7").update(category="victim")
    assert "No entry fits" in shown(reference="QDi.007")
    assert "14 entries" in shown()
    for language, word in (("ar", "قيود السجل"), ("fr", "Entrées du registre")):
        assert word in page(client, "register-entities", language=language)
    page(client_of("secretariat"), "register-entities", answers=403)
