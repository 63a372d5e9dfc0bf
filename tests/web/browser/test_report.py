"""In Arabic: a pair of paragraphs is written, its other language follows, an institution clears it; by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from muntada.followup.models import Institution
from muntada.parties.models import Party
from muntada.reports.actions.editions import begin_edition
from muntada.reports.actions.paragraphs import propose
from muntada.reports.models import Paragraph
from tests.web.conftest import Forum, acting

pytestmark = pytest.mark.browser
Window = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pair_is_edited_and_cleared_in_arabic(scripts: bool, window: Window, forum: Forum) -> None:
    made = begin_edition(acting("secretariat"), party=Party.objects.get(pk="MA"), year=2020)
    propose(acting("secretariat"), made)
    Institution.objects.create(key="x.moj", party=made.party, name_ar="وزارة العدل", name_en="Ministry of Justice")
    one = Paragraph.objects.filter(chapter__edition=made, proposal=f"forum.meeting:{forum.meeting.pk}").get()
    page = window("secretariat", java_script_enabled=scripts)
    with override("ar"):
        where = reverse("edition", args=[made.pk])
    page.goto(where)
    pair = page.locator(f"#p-{one.pk}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    # Arabic stands at the right of its English.
    arabic, english = pair.locator(".side[lang=ar]").bounding_box(), pair.locator(".side[lang=en]").bounding_box()
    assert arabic is not None
    assert english is not None
    assert arabic["x"] > english["x"]
    pair.get_by_role("link", name="تحرير هذه الفقرة أو إجازتها").press("Enter")
    page.wait_for_url("**at=*")

    page.locator("#f-ar").fill("عُقدت الجلسة الرابعة للجنة التنسيقية في 2 يونيو 2020.")
    page.get_by_role("button", name="حفظ النصين").press("Enter")
    expect(pair.locator(".side.behind[lang=en]")).to_contain_text("عُدّل الجانب الآخر بعد هذا")
    expect(pair.locator(".side[lang=ar] .words")).to_have_text("عُقدت الجلسة الرابعة للجنة التنسيقية في 2 يونيو 2020.")

    page.locator("#f-en").fill("The fourth session of the Coordinating Committee was held on 2 June 2020.")
    page.get_by_role("button", name="حفظ النصين").press("Enter")
    expect(pair.locator(".side.behind")).to_have_count(0)
    expect(pair.locator("mark.unsourced")).to_have_count(0)

    page.locator("#f-institution").select_option("x.moj")
    page.get_by_role("button", name="إسنادها").press("Enter")
    page.get_by_role("button", name="إجازتها باسم وزارة العدل").press("Enter")
    expect(pair.locator(".mark.good")).to_have_text("أُجيزت")
    one.refresh_from_db()
    assert (one.state, one.cleared_by) == ("cleared", acting("secretariat").key)

    # A change takes the clearance away.
    page.locator("#f-ar").fill("عُقدت الجلسة الرابعة.")
    page.get_by_role("button", name="حفظ النصين").press("Enter")
    expect(pair.locator(".mark.good")).to_have_count(0)
