"""A report's page in a browser: every golden line is drawn as it must be read, in text and in pictures; no barriers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from muntada.marking.tlp import TLP
from muntada.printing.report.page import as_html
from muntada.printing.report.shape import Chapter, Document, Sentence, Text
from muntada.printing.report.svg import svg_text
from muntada.text.lines import line
from tests.printing.report import samples
from tests.printing.report.golden import GOLDEN, letters, without_marks
from tests.web.browser.test_every_page import barriers

pytestmark = pytest.mark.browser

# Each letter with its left edge; letters joined into one shape share it between them.
_IN_TEXT = """element => {
  const found = [], walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      found.push([box.left + box.width / 2, node.data[at]]);
    }
  return found;
}"""
_IN_PICTURE = """element => Array.from(element.textContent, (letter, at) => {
  const box = element.getExtentOfChar(at);
  return [box.x + box.width / 2, letter];
})"""


@pytest.fixture
def bare(chromium: Browser) -> Iterator[Page]:
    """A window without a server."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def read(found: list[tuple[float, str]]) -> str:
    """The letters from left to right; those at one place stand in the order of Arabic, as only its letters join so."""
    placed = [(round(place, 2), -at, letter) for at, (place, letter) in enumerate(found)]
    return "".join(without_marks("".join(letter for *_, letter in sorted(placed))).split())


def test_on_a_page_every_golden_line_is_drawn_as_it_is_read(bare: Page) -> None:
    for language, digits in sorted({(one.language, one.digits) for one in GOLDEN}):
        lines = [one for one in GOLDEN if (one.language, one.digits) == (language, digits)]
        blocks = tuple(Text((Sentence(one.text),)) for one in lines)
        bare.set_content(as_html(Document(language, "T", TLP.CLEAR, "2022-03-04", (Chapter(1, "T", blocks),),
                                          digits=digits)))  # fmt: skip
        drawn = [read(one.evaluate(_IN_TEXT)) for one in bare.query_selector_all("section > p")]
        assert drawn == [letters(one.seen) for one in lines]


def test_in_a_picture_every_golden_line_is_drawn_as_it_is_read(bare: Page) -> None:
    texts = "".join(
        svg_text(line(one.text, one.language, one.digits), 700, 20 * at, "center", ' font-size="14"')
        for at, one in enumerate(GOLDEN, start=1)
    )
    bare.set_content(f'<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="2000">{texts}</svg>')
    drawn = [read(one.evaluate(_IN_PICTURE)) for one in bare.query_selector_all("text")]
    assert drawn == [letters(one.seen) for one in GOLDEN]


@pytest.mark.parametrize("report", [samples.arabic("arabic-indic"), samples.english()], ids=["ar", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_report_s_page_has_no_barriers_and_stays_on_its_screen(bare: Page, report: Document, width: int) -> None:
    bare.set_viewport_size({"width": width, "height": 900})
    bare.set_content(as_html(report))
    assert barriers(bare) == []
    assert bare.evaluate("document.documentElement.scrollWidth") <= width
