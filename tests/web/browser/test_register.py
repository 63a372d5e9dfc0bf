"""A name checked in a real browser: no barrier, nothing that runs off a phone, in either direction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page

from muntada.register.actions.bringing import bring_list
from muntada.register.queries import names
from tests.cast import ANALYST
from tests.register.listed import Person, UnList, assessed, small
from tests.web.browser.test_every_page import barriers
from tests.web.conftest import Forum
from tests.web.registered import for_prevention

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(forum: Forum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(names, "_root", lambda: tmp_path / "screening")
    names.forget()
    small(monkeypatch)
    assessed()
    found = UnList.of(12)
    found.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي", born="1964")
    bring_list(ANALYST, "un", found.xml(), name="x.xml")


def fits(page: Page) -> None:
    """No barrier that axe knows of, and nothing that runs off."""
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("language", "width"), [("ar", 390), ("en", 390), ("ar", 1440), ("en", 1440)])
def test_a_name_is_checked_and_its_lead_decided_without_a_barrier(
    language: str, width: int, listed: None, window: Callable[..., Page]
) -> None:
    for_prevention("all")
    page = window("all", width=width, bypass_csp=True)
    with override(language):
        page.goto(reverse("register"))
    page.fill("#id_name", "Dr. Zoubeir el-Khatibi")
    page.fill("#id_born", "1964-05-02")
    page.fill("#id_nationality", "Jordan")
    page.select_option("#id_basis", "un_sanctions")
    page.click("main form button[type=submit]")
    page.wait_for_selector("section.case")
    assert "Zoubeir" not in page.url
    fits(page)
    page.click("section.case a.button")
    page.wait_for_selector("#id_same")
    fits(page)
    page.click("main dl.facts a[href*=entities]")
    page.wait_for_selector("table.folding")
    fits(page)
    page.go_back()
    page.select_option("#id_same", "no")
    page.fill("#id_reason", "أمّ أخرى.")
    page.click("main form button[type=submit]")
    page.wait_for_selector("blockquote")
    fits(page)
