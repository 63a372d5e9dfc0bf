"""Pages turn by construction: no sheet or template names left or right, and none is styled inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "muntada" / "web"
SHEETS = sorted((WEB / "static").rglob("*.css"))
PAGES = sorted((WEB / "templates").rglob("*.html")) + sorted((WEB / "templates").rglob("*.svg"))
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-\w+)*\s*:"
    r"|:\s*(?:left|right)\s*[;}]|(?<![-\w])(?:top|bottom|width|height|max-width|min-width|max-height|min-height)\s*:"
)
MEDIA = re.compile(r"@media[^{]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheets_use_logical_properties_only(sheet: Path) -> None:
    text = MEDIA.sub("", COMMENT.sub("", sheet.read_text(encoding="utf-8")))
    assert PHYSICAL.search(text) is None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_arabic_letters_are_never_spaced_or_capitalised(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert "letter-spacing" not in text
    assert "text-transform" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_nothing_is_inline(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_says_left_or_right(page: Path) -> None:
    assert not re.search(r"""(?:class|align|dir)=["'][^"']*\b(?:left|right)\b""", page.read_text(encoding="utf-8"))
