"""A file is brought in with its handling, marked anew, and released by its originator: in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from muntada.evidence.models import Document, Release
from muntada.forum.models import Meeting
from tests.web.canaries import member
from tests.web.conftest import Forum, party

pytestmark = pytest.mark.browser
TEXTS = {
    "en": "The twenty-first meeting of the Coordinating Committee was held in Rabat on 8 October 2019.\n",
    "ar": "عُقد في الرباط يوم 8 أكتوبر 2019 الاجتماع الحادي والعشرون للجنة التنسيقية.\n",
}


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def heading(page: Page) -> Any:
    return page.locator("main h1")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_file_is_brought_in_by_the_form_and_a_first_user_says_nothing_of_its_handling(
    language: str, forum: Forum, window: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text(TEXTS[language], encoding="utf-8")
    page = window("analyst")
    page.goto(f"/{language}/sources/")
    page.locator("details.no-print > summary").first.click()
    expect(page.locator("[name=originator]")).to_be_hidden()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form.intake button[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/{language}/sources/\d+/$"))
    expect(page.locator(".message.success")).to_be_visible()
    expect(page.locator("article.source-text")).to_contain_text("2019")
    document = Document.objects.latest("pk")
    assert (document.name, document.tlp, document.category) == ("note.txt", "TLP:CLEAR", None)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_several_files_are_brought_in_under_a_label_and_one_is_marked_more_strictly(
    language: str, forum: Forum, window: Callable[..., Page], tmp_path: Path
) -> None:
    files = [tmp_path / f"note{number}.txt" for number in (1, 2)]
    for number, file in enumerate(files):
        file.write_text(TEXTS[language] + "·" * number, encoding="utf-8")
    page = window("analyst")
    page.goto(f"/{language}/sources/")
    page.locator("details.no-print > summary").first.click()
    page.locator("input[type=file]").set_input_files(files)
    page.locator("form.intake [name=tlp]").select_option("TLP:AMBER")
    page.locator("details.beyond > summary").click()
    page.locator("form.intake [name=audience]").select_option(["CA", "MA"])
    page.locator("form.intake button[type=submit]").click()
    expect(page).to_have_url(re.compile(f"/{language}/sources/$"))
    documents = Document.objects.filter(name__startswith="note")
    assert {one.audience_keys for one in documents} == {frozenset({"CA", "MA"})}

    first = documents.order_by("pk").first()
    assert first
    page.goto(f"/{language}/sources/{first.source.pk}/")
    page.locator("main a[href*='/handling/']").click()
    page.locator("[name=audience]").select_option(["CA"])
    page.locator("[name=why]").fill("It names somebody.")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/{language}/sources/{first.source.pk}/$"))
    expect(page.locator(".message.success")).to_be_visible()
    first.refresh_from_db()
    assert first.audience_keys == {"CA"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_release_is_asked_for_and_given_and_then_another_party_reads_it(
    language: str, forum: Forum, window: Callable[..., Page]
) -> None:
    party("NL", "state", "هولندا", "Netherlands")
    member("validator")
    member("partner")
    Meeting.objects.filter(pk=forum.meeting.pk).update(tlp="TLP:AMBER", originator="MA")
    there = f"/{language}/meetings/{forum.meeting.pk}/"
    partner = window("partner")
    answer = partner.goto(there)
    assert answer is not None
    assert answer.status == 404

    asking = window("focal_point")
    asking.goto(there)
    asking.locator("main a[href*='/releases/ask/']").click()
    asking.locator("[name=why]").fill("For a seminar." if language == "en" else "لأجل ندوة.")
    asking.locator("[name=audience]").select_option("NL")
    asking.locator("main form button[type=submit]").click()
    expect(asking).to_have_url(re.compile(rf"/{language}/releases/\d+/$"))
    expect(asking.locator(".message.success")).to_be_visible()
    expect(asking.locator("#reason")).to_have_count(0)  # whoever asked does not answer

    answering = window("validator")
    answering.goto(f"/{language}/releases/")
    answering.locator(f"main a[href$='/releases/{Release.objects.get().pk}/']").first.click()
    answering.locator("#reason").fill("Agreed." if language == "en" else "موافق.")
    answering.locator("button[value=yes]").click()
    expect(answering.locator(".message.success")).to_be_visible()

    partner.goto(there)
    expect(heading(partner)).to_be_visible()
    expect(partner.locator("main")).to_contain_text("TLP:AMBER")
    assert Release.objects.get().state == "given"
