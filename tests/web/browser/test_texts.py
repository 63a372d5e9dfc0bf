"""A text read by keyboard alone: languages put side by side, a clause opened, cited, noted, collected and followed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from muntada.library.models import Collection, Follow, Note, Work
from tests.library.readable import a_text
from tests.web.browser.test_every_page import barriers
from tests.web.conftest import Forum

pytestmark = pytest.mark.browser
CITED = {
    "ar": "مذكرة طنجة بشأن مسالك العبور، الفرع الأول، الفقرة 1 (أ)",
    "en": "Tangier Memorandum on Routes of Passage, sect. I, para. 1 (a)",
}


@pytest.fixture
def work(forum: Forum) -> Work:
    return a_text()


def reach(page: Page, selector: str) -> None:
    """Go on by the Tab key until the focus is on the first thing that this names."""
    wanted = page.locator(selector).first
    for _step in range(250):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The Tab key does not lead to {selector}.")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_text_is_read_and_cited_by_keyboard(language: str, work: Work, window: Callable[..., Page]) -> None:
    page = window("reader", bypass_csp=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/{language}/instruments/{work.pk}/")
    reach(page, f"a[href$='/{language}/library/works/{work.pk}/read/']")
    page.keyboard.press("Enter")
    expect(page.locator("article.text")).to_have_class(re.compile("columns-2"))

    reach(page, "input[name=l][value=fr]")
    page.keyboard.press("Space")
    reach(page, "form.choosing button")
    page.keyboard.press("Enter")
    expect(page.locator("article.text")).to_have_class(re.compile("columns-3"))
    row = page.locator("#sec_1__para_1 .cell")
    assert [row.nth(at).get_attribute("dir") for at in range(3)].count("rtl") == 1
    boxes = [row.nth(at).bounding_box() for at in range(3)]
    assert len({round(box["y"]) for box in boxes if box}) == 1, "a clause begins at one height in all languages"
    assert barriers(page) == []

    reach(page, "#sec_1__para_1__point_a a.anchor")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sec_1__para_1__point_a/$"))
    reach(page, f"[data-copy=cite-{language}]")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-copy=cite-{language}]")).to_have_text({"ar": "نُسخ", "en": "Copied"}[language])
    assert page.evaluate("navigator.clipboard.readText()") == CITED[language]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_clause_is_noted_collected_and_followed_by_keyboard(
    language: str, work: Work, window: Callable[..., Page]
) -> None:
    page = window("reader", bypass_csp=True)
    page.goto(f"/{language}/library/works/{work.pk}/sec_1__para_1__point_a/")
    reach(page, "details:has(textarea[name=text]) > summary")
    page.keyboard.press("Enter")
    reach(page, "textarea[name=text]")
    page.keyboard.insert_text("أيكفي هذا؟ S/RES/2396 (2017)")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("أيكفي هذا؟")
    assert Note.objects.get().clause is not None

    reach(page, "details:has(select[name=collection]) > summary")
    page.keyboard.press("Enter")
    reach(page, "details:has(select[name=collection]) input[name=name]")
    page.keyboard.insert_text("للكلمة")
    reach(page, "details:has(select[name=collection]) button")
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_contain_text("للكلمة")
    assert Collection.objects.get().items.get().clause is not None

    reach(page, "form[action$='/do/follow/'] button")
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/do/unfollow/']")).to_have_count(1)
    assert Follow.objects.get().what == "clause"
    assert barriers(page) == []


def test_a_text_is_read_and_cited_without_scripts(work: Work, window: Callable[..., Page]) -> None:
    page = window("reader", width=390, java_script_enabled=False)
    page.goto(f"/en/library/works/{work.pk}/read/?l=en&l=ar&text=seventy")
    expect(page.locator("mark")).to_have_text("seventy")
    expect(page.locator("details.contents")).to_have_attribute("open", "")
    page.goto(f"/en/library/works/{work.pk}/sec_1__para_1__point_a/")
    expect(page.locator("#cite-en")).to_have_value(CITED["en"])
    expect(page.locator("[data-copy=cite-en]")).to_be_hidden()
