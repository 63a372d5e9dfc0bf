"""In Arabic and without a script: an institution answers on a telephone, and the focal point takes its answer over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.followup.actions import asking
from muntada.followup.models import Answer, Measure, Report
from muntada.followup.secret import secret_for
from tests.followup.asked import case
from tests.web.browser.test_every_page import barriers
from tests.web.conftest import Forum

MINE = Actor("user:40", "Focal point of Morocco", frozenset({Role.FOCAL_POINT}), party="MA")
Window = Callable[..., Page]
PHONE = 360
pytestmark = pytest.mark.browser


def fits(page: Page) -> bool:
    """Whether the page is no wider than its window, so that nobody scrolls sideways to read a line."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.fixture(autouse=True)
def _arabic() -> Iterator[None]:
    with override("ar"):
        yield


def test_an_institution_answers_on_a_telephone_and_the_focal_point_takes_it_over(
    forum: Forum, window: Window, tmp_path: Path
) -> None:
    made = case(MINE, of="MA")
    asking.extend(MINE, made.request, due=clock.today() + timedelta(days=30))
    file = tmp_path / "القانون.txt"
    file.write_text("نصّ القانون المنشور في الجريدة الرسمية.", encoding="utf-8")
    here = reverse("answer", args=[secret_for(made.request.pk, 1)])

    phone = window(width=PHONE, java_script_enabled=False, locale="ar", has_touch=True, is_mobile=True)
    phone.goto(here)
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("h1")).to_have_text("ما تُسأل عنه مؤسستكم")
    assert fits(phone)
    phone.get_by_role("link", name="قانون الموانئ").click()
    phone.get_by_label("الوضع الآن").select_option(label="منجز")
    phone.get_by_label("تاريخ الإنجاز").fill("٣/٥/٢٠٢٦")
    phone.get_by_label("الردّ", exact=True).fill("صدر القانون رقم 14 ونُشر.")
    phone.get_by_label("ملف يُثبت ذلك").set_input_files(file)
    assert fits(phone)
    phone.get_by_role("button", name="حفظ والانتقال إلى التالي").click()
    expect(phone.locator("h1")).to_contain_text("تدريب خفر السواحل")
    phone.get_by_role("link", name="ما تُسأل عنه مؤسستكم").click()
    phone.get_by_label("الجهة التي تجيب").fill("إدارة الموانئ")
    phone.get_by_role("button", name="إرسال الأجوبة").click()
    expect(phone.locator("main")).to_contain_text("أُرسلت أجوبتكم")
    assert fits(phone)
    assert Measure.objects.get(pk=made.first.pk).status == "planned"

    desk = window("focal_point", width=1280, locale="ar")
    desk.goto(reverse("askings"))
    expect(desk.locator("main")).to_contain_text("1 / 3")
    desk.get_by_role("link", name="وزارة الموانئ").click()
    expect(desk.locator("main")).to_contain_text("صدر القانون رقم 14 ونُشر.")
    expect(desk.locator("main")).to_contain_text("القانون.txt")
    desk.get_by_role("button", name="اعتماد الجواب").click()
    expect(desk.locator("main")).to_contain_text("اعتُمد")
    held = Measure.objects.get(pk=made.first.pk)
    assert (held.status, held.completed) == ("completed", "2026-05-03")
    assert Report.objects.get(measure=held).text_ar == "صدر القانون رقم 14 ونُشر."
    assert Answer.objects.get().state == "taken"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_neither_the_institutions_pages_nor_the_askers_have_a_barrier(
    scheme: str, forum: Forum, window: Window
) -> None:
    made = case(MINE, of="MA")
    asking.extend(MINE, made.request, due=clock.today() + timedelta(days=30))
    secret = secret_for(made.request.pk, 1)
    one = window(width=PHONE, bypass_csp=True, color_scheme=scheme, locale="ar")
    for path in (reverse("answer", args=[secret]), *(reverse("answer-one", args=[secret, key]) for key in made.keys)):
        one.goto(path)
        assert barriers(one) == [], path
        assert fits(one), path
    desk = window("focal_point", bypass_csp=True, color_scheme=scheme, locale="ar")
    new = f"{reverse('asking-new')}?institution={made.institution.pk}"
    for path in (reverse("askings"), reverse("asking-new"), new, reverse("asking", args=[made.request.pk])):
        desk.goto(path)
        assert barriers(desk) == [], path
