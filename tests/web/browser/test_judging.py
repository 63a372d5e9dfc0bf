"""A reviewer reads what an institution says it did, disagrees, and the party answers, consents and has it released: in
Arabic, by keyboard, as it is done in a ministry and by a co-chair."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from muntada.access import clock
from muntada.followup.models import (
    Assessment,
    Commitment,
    Contribution,
    Evidence,
    EvidenceRevision,
    Institution,
    Measure,
)
from muntada.library.models import Clause
from muntada.people.models import Office
from tests.library.readable import a_text
from tests.web.browser.test_every_page import barriers
from tests.web.browser.test_texts import reach
from tests.web.conftest import Forum, person

pytestmark = pytest.mark.browser
PATIENCE = 40_000  # ms: five people at five windows, on a machine that may have other work


@pytest.fixture
def opened(window: Callable[..., Page]) -> Callable[[str], Page]:
    """A window of somebody of the cast."""
    expect.set_options(timeout=PATIENCE)

    def open_window(role: str) -> Page:
        page = window(role, bypass_csp=True)
        page.set_default_timeout(PATIENCE)
        return page

    return open_window


@pytest.fixture
def clause(forum: Forum) -> Clause:
    """What Morocco undertook, and the law by which its ministry says that it carried it out; shared with the forum."""
    clause: Clause = a_text().clauses.get(wid="sec_1__para_1")
    shared = {"tlp": "TLP:GREEN", "originator": "MA"}
    ministry = Institution.objects.create(
        key="ma.interior", party_id="MA", name_ar="وزارة الداخلية", name_en="Ministry of the Interior", **shared
    )
    undertaken = Commitment.objects.create(
        party_id="MA", clause=clause, response="supported", lead=ministry, words_ar="نلتزم بذلك.", **shared
    )
    law = Measure.objects.create(
        reference="MA/2024/1", party_id="MA", kind="law", title_ar="قانون سجلات العبور", title_en="Law on records",
        owner=ministry, status="completed", start="2023", completed="2024-03", **shared,
    )  # fmt: skip
    Contribution.objects.create(measure=law, commitment=undertaken, extent="whole")
    shown = Evidence.objects.create(measure=law, kind="gazette", title_ar="الجريدة الرسمية", **shared)
    EvidenceRevision.objects.create(
        evidence=shown, number=1, address="https://example.org/gazette", received=date(2024, 3, 9), by="user:1",
        at=clock.now(),
    )  # fmt: skip
    return clause


@pytest.fixture
def validator(forum: Forum) -> str:
    """Somebody who says yes for Morocco."""
    Office.objects.create(user=person("loner"), role="validator", since=date(2020, 1, 1), party_id="MA")
    return "loner"


def test_a_reviewer_disagrees_with_an_institution_and_the_party_answers(
    clause: Clause, validator: str, opened: Callable[[str], Page]
) -> None:
    page = opened("analyst")
    page.goto("/ar/followup/matrix/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    row = page.locator(".standing tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td.s").first).to_have_text("مُنفَّذ")
    assert barriers(page) == []
    reach(page, ".standing tbody a")
    page.keyboard.press("Enter")
    expect(page.locator(".measure")).to_contain_text("قانون سجلات العبور")
    expect(page.locator(".measure")).to_contain_text("الجريدة الرسمية")
    assert barriers(page) == []

    reach(page, "a[href$='/judge/']")
    page.keyboard.press("Enter")
    reach(page, "select[name=result]")
    page.keyboard.press("ArrowDown")  # nothing is chosen at first
    page.keyboard.press("ArrowDown")
    expect(page.locator("select[name=result]")).to_have_value("partly")
    reach(page, "input[name=assessor]")
    page.keyboard.insert_text("بعثة الأمانة إلى الموانئ")
    reach(page, "textarea[name=reasons_ar]")
    page.keyboard.insert_text("يحفظ القانون السجل ستين يوماً، والبند يطلب سبعين (S/RES/2396 (2017)).")
    assert barriers(page) == []
    reach(page, "form[method=post] button.first")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("نُفِّذ جزئيًا")
    assert barriers(page) == []
    made = Assessment.objects.get()
    assert (made.result, made.originator, made.audience_keys) == ("partly", "muntada", frozenset({"MA"}))

    page.goto(f"/ar/followup/works/{clause.work_id}/{clause.wid}/")
    expect(page.locator(".judged")).to_contain_text("ستين يوماً")
    expect(page.locator("h2 .s.key")).to_have_text("مُنفَّذ")  # what the measures say stays as it was

    party = opened(validator)
    party.goto(f"/ar/judgements/{made.pk}/")
    reach(party, "textarea[name=comment_ar]")
    party.keyboard.insert_text("صدر تعديل يجعلها سبعين يوماً.")
    reach(party, "form[action$='/comment/'] button")
    party.keyboard.press("Enter")
    expect(party.locator(".judged")).to_contain_text("صدر تعديل")
    reach(party, "form[action$='/consent/'] button")
    party.keyboard.press("Enter")
    expect(party.locator("form[action$='/take-back/']")).to_have_count(1)
    assert barriers(party) == []

    reader = opened("reader")
    assert reader.goto(f"/ar/judgements/{made.pk}/").status == 404  # type: ignore[union-attr]
    release = opened("secretariat")
    release.goto(f"/ar/judgements/{made.pk}/")
    reach(release, "select[name=to_label]")
    release.keyboard.press("ArrowDown")
    reach(release, "textarea[name=reason]")
    release.keyboard.insert_text("وافق الطرف.")
    reach(release, "form[action$='/release/'] button")
    release.keyboard.press("Enter")
    expect(release.locator(".message.success")).to_have_count(1)
    reader.goto(f"/ar/judgements/{made.pk}/")
    expect(reader.locator("h1")).to_have_text("نُفِّذ جزئيًا")
    expect(reader.locator(".judged")).to_contain_text("صدر تعديل")
    assert re.search(r"S/RES/2396 \(2017\)", reader.locator(".judged").inner_text())
