"""A text is brought in, corrected and settled by keyboard, with scripts and without; what is chosen is shown at both
sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from muntada.library.models import Expression
from tests.web.brought import a_proposal
from tests.web.conftest import Forum

pytestmark = pytest.mark.browser
Window = Callable[..., Page]
SAMPLE = Path(__file__).resolve().parents[3] / "muntada" / "library" / "samples" / "texts" / "sf_biometrics_2024.ar.txt"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def address(name: str, *arguments: object) -> str:
    with override("ar"):
        return reverse(name, args=arguments)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_is_brought_in_corrected_and_settled_by_keyboard(scripts: bool, window: Window, forum: Forum) -> None:
    page = window("analyst", java_script_enabled=scripts)
    page.goto(address("text-bring", forum.work.pk))
    page.locator("#id_document").set_input_files(SAMPLE)
    page.locator("main form.intake button[type=submit]").press("Enter")
    page.wait_for_url("**/texts/*/")
    version = Expression.objects.get()
    page.locator("[id='c-para_1'] a.said").press("Enter")
    page.wait_for_url("**at=para_1*")
    page.locator("#f-number").fill("١ مكررا")
    page.locator("#f-number").press("Enter")
    # Enter in a field saves, and does nothing that moves the clause.
    expect(page.locator("li.chosen .number")).to_have_text("١ مكررا")
    page.locator("li.chosen .shifts button").nth(2).press("Enter")
    expect(page.locator("li.chosen .number")).to_have_text("١ مكررا")
    assert page.locator("li.clause").nth(4).locator(".number").inner_text() == "١ مكررا"
    page.locator(".settling form button").first.press("Enter")
    page.wait_for_url("**/versions/")
    version.refresh_from_db()
    assert version.state == "settled"


def test_what_is_chosen_is_shown_at_both_sides(window: Window, forum: Forum) -> None:
    proposal = a_proposal(forum.work)
    page = window("analyst")
    page.goto(f"{address('text-correct', proposal.pk)}?at=para_2-9")
    expect(page.locator("mark#place")).to_have_text("2. Urges members to follow.")
    page.locator("[id='c-para_1-9'] a.said").hover()
    expect(page.locator(".original-text .near")).to_have_attribute("data-wid", "para_1-9")
    page.locator(".original-text [data-wid='para_1__point_a-9']").click()
    page.wait_for_url("**at=para_1__point_a-9*")
    expect(page.locator("li.chosen")).to_have_attribute("data-wid", "para_1__point_a-9")
