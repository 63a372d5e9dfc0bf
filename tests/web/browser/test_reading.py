"""A day in the reading room, by keyboard: in by a link, a text in, its facts accepted, their words seen, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from muntada.access.actor import DOORKEEPER, Role
from muntada.forum.models import Meeting
from muntada.parties.models import Party
from muntada.people.models import Office, User
from muntada.signin.actions import issue_link
from muntada.sources.models import Finding

pytestmark = pytest.mark.browser
TEXTS = {
    "en": "Rabat, 12 October 2019. The seventh workshop of experts was held on 9 October 2019.\n\n"
    "The twenty-first meeting of the Coordinating Committee of the Global Counterterrorism Forum was held in Rabat "
    "on 8 October 2019, co-chaired by Morocco and Canada.\n",
    "ar": "الرباط، 12 أكتوبر 2019\n\nعُقد في الرباط يوم 8 أكتوبر 2019 الاجتماع الحادي والعشرون للجنة التنسيقية "
    "للمنتدى العالمي لمكافحة الإرهاب برئاسة مشتركة للمغرب وكندا.\n",
}


@pytest.fixture
def analyst(facts: object) -> User:
    """An analyst who has a link and nothing else."""
    user = User.objects.create(email="noura@example.org", name="نورة", language="ar")
    Office.objects.create(user=user, role=Role.ANALYST, since=date(2020, 1, 1))
    assert Party.objects.exists()
    return user


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_source_is_read_and_decided_by_keyboard(
    language: str,
    analyst: User,
    live_server: Any,
    window: Callable[..., Page],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.STORE = tmp_path / "store"
    page = window(locale=language)
    token = issue_link(DOORKEEPER, analyst)
    page.goto(f"/{language}/sources/")
    expect(page).to_have_url(re.compile(f"/{language}/sign-in/"))
    page.goto(f"/{language}/sign-in/{token}/")
    page.goto(f"/{language}/sign-in/{token}/")  # a preview that opens the link does not spend it
    page.locator("main button[type=submit]").press("Enter")
    expect(page).to_have_url(re.compile(f"/{language}/sources/$"))

    page.locator("textarea[name=pasted]").fill(TEXTS[language])
    page.locator("form.intake button[type=submit]").press("Enter")
    expect(page).to_have_url(re.compile(r"/sources/\d+/$"))
    meeting = Finding.objects.filter(type="meeting", attrs__ordinal=21).get()
    card = page.locator(f"#finding-{meeting.pk}")
    page.keyboard.press("j")
    while card.get_attribute("aria-current") != "true":
        page.keyboard.press("j")
    expect(page.locator("mark.chosen").first).to_be_visible()
    page.keyboard.press("a")
    expect(card).to_have_attribute("data-state", "accepted")
    expect(card).to_be_focused()

    record = Meeting.objects.get(pk=Finding.objects.get(pk=meeting.pk).record_key)
    with page.expect_navigation():  # until the page's scripts have run, which no person is faster than
        card.locator(f"a[href$='/meetings/{record.pk}/']").press("Enter")
    thread = page.locator("a.thread[href*='field=when']").first
    thread.press("Enter")
    panel = page.locator("#panel")
    expect(panel.locator("mark").first).to_contain_text("8")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()
    expect(thread).to_be_focused()

    page.go_back()
    page.reload()
    page.keyboard.press("j")
    while card.get_attribute("aria-current") != "true":
        page.keyboard.press("j")
    page.keyboard.press("u")
    expect(card).to_have_attribute("data-state", "draft")


def test_several_findings_are_decided_together_and_corrected(window: Callable[..., Page], forum: Any) -> None:
    page = window("analyst")
    page.goto(f"/en/sources/{forum.source.pk}/")
    first, second = (page.locator(f"#finding-{finding.pk}") for finding in forum.findings)
    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_visible()
    page.keyboard.press("Escape")
    for key in ("j", "x", "j", "x", "r"):
        page.keyboard.press(key)
    expect(first).to_have_attribute("data-state", "rejected")
    expect(second).to_have_attribute("data-state", "rejected")
    expect(page.locator("#progress")).to_contain_text("2 of 2")
    for key in ("k", "u"):
        page.keyboard.press(key)
    expect(first).to_have_attribute("data-state", "draft")
    page.keyboard.press("e")
    first.locator("[data-cancel]").press("Enter")
    expect(first.locator("form.editing")).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("e")
    place = first.locator("input[name=place]")
    place.fill("Tangier")
    place.press("Enter")
    expect(first).to_have_attribute("data-state", "accepted")
    expect(first).to_contain_text("Tangier")
