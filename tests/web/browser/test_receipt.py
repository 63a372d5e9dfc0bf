"""A mission opens its page in Arabic, takes the report and gives its receipt, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from muntada.evidence.store import put
from muntada.reports.models import Delivery, Edition, Printing, Recipient
from muntada.reports.secret import digest_of, secret_for
from tests.web.conftest import Forum

pytestmark = pytest.mark.browser
Window = Callable[..., Page]
NAME = "سفارة هولندا لدى المملكة المغربية (NL)"


@pytest.fixture
def address(forum: Forum, settings: Any, tmp_path: Path) -> str:
    settings.STORE = tmp_path / "store"
    edition = Edition.objects.create(
        party_id="MA", year=2021, languages=["ar", "en"], title_ar="التقرير الوطني عن مكافحة الإرهاب",
        title_en="National report", state="frozen", sha256="0f" * 32,
    )  # fmt: skip
    for language in ("ar", "en"):
        digest = put(Path(settings.STORE), f"%PDF-{language}".encode())
        Printing.objects.create(edition=edition, language=language, form="pdf", sha256=digest)
    to = Recipient.objects.create(
        owner_id="MA", list="accredited", name=NAME, email="n@example.org", tlp="TLP:AMBER", originator="MA"
    )
    secret = secret_for(edition.pk, to.pk)
    Delivery.objects.create(edition=edition, recipient=to, digest=digest_of(secret), state="sent")
    with override("ar"):
        return reverse("receipt", args=[secret])


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_mission_gives_its_receipt_in_arabic(scripts: bool, width: int, window: Window, address: str) -> None:
    page = window(width=width, java_script_enabled=scripts)
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_text(NAME)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if scripts else True
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").first.click()
    assert Path(taken.value.path()).read_bytes() == b"%PDF-ar"
    assert Delivery.objects.get().state == "sent"
    page.get_by_label("استلمناه نيابة عن المرسل إليه").check()
    page.get_by_role("button", name="إرسال الجواب").click()
    expect(page.locator(".wrong")).to_have_text("اذكر من استلمه نيابة عن المرسل إليه.")
    page.get_by_label("من يجيب: الاسم والصفة").fill("السكرتير الثاني")
    page.get_by_label("ملاحظة إن شئتم").fill("استُلم في 3 نسخ.")
    page.get_by_role("button", name="إرسال الجواب").click()
    expect(page.get_by_role("status")).to_contain_text("استُلم بالنيابة، من السكرتير الثاني")
    one = Delivery.objects.get()
    assert (one.state, one.answered_by, one.note) == ("on_behalf", "السكرتير الثاني", "استُلم في 3 نسخ.")
