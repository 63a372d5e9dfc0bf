"""A petition sent in a real browser, on a phone and a wide screen, in either direction, and read at its address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from tests.web.browser.test_register import fits
from tests.web.conftest import Forum

pytestmark = pytest.mark.browser
NAMES = {
    "ism": "يوسف",
    "father": "أحمد",
    "grandfather": "علي",
    "kunya": "أبو سليم",
    "laqab": "النجار",
    "nisba": "الحلبي",
}


@pytest.mark.parametrize(("language", "width"), [("ar", 390), ("en", 1440)])
def test_whoever_is_listed_asks_and_reads_what_they_asked(
    language: str, width: int, forum: Forum, window: Callable[..., Page]
) -> None:
    cache.clear()
    page = window("nobody", width, bypass_csp=True)
    page.goto(f"/{language}/redress/")
    fits(page)
    page.get_by_role("button").last.click()  # the browser itself asks for what is missing
    assert page.locator(":invalid").count() > 0
    page.select_option("[name=kind]", "delisting")
    page.select_option("[name=capacity]", "self")
    page.fill("[name=said]", "لست الشخص المقصود." if language == "ar" else "I am not that person.")
    for name, part in NAMES.items():
        page.fill(f"[name={name}]", part)
    page.locator("main button[type=submit]").click()
    fits(page)
    page.locator("main .lead a").click()
    page.wait_for_url("**/redress/*/")
    fits(page)
    assert all(page.get_by_text(part, exact=True).count() for part in NAMES.values())
