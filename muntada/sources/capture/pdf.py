"""PDF files: two readers behind one port, and a note for every page on which they do not agree.

pypdfium2 is fast and good at Latin script; qalam gives Arabic in reading order. A page with Arabic is read by
both and qalam's text is taken.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Any

import pypdfium2

from muntada.sources.capture.declared import tidy
from muntada.sources.capture.shape import MAX_TEXT, CaptureRefused
from muntada.text.folding import fold

MAX_PAGES = 1_500
AGREE = 0.7  # share of the words of both readings that they have in common

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\uffff\ud800-\udfff]")
_HYPHEN = re.compile("(?:\ufffe|\u00ad|\x02)\\s*\n?")
_WORD = re.compile(r"\w{2,}")
_SENTENCE_END = re.compile(r"[.:;!?؟؛…»”\"]\s*$")
_ITEM = re.compile(r"\s*(?:[-–•*▪●◦]|\(?\w{1,3}[.)])\s")
_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/OpenAction")


def read(data: bytes) -> dict[str, Any]:
    """The text of all pages in order, an empty line between paragraphs."""
    if b"%%EOF" not in data[-4096:]:
        raise CaptureRefused("truncated", "The PDF file has no end: it was cut off on its way. Bring it again.")
    notes = ["pdf_active_content"] if any(re.search(re.escape(what) + rb"\b", data) for what in _ACTIVE[:5]) else []
    document = _opened(data)
    try:
        if len(document) > MAX_PAGES:
            raise CaptureRefused("too_costly", f"The PDF file has more than {MAX_PAGES} pages; bring it in parts.")
        pages = _pages(document)
        title = tidy(document.get_metadata_value("Title") or "")[:500]
    finally:
        document.close()
    if any(_ARABIC.search(page) for page in pages):
        pages = _with_qalam(data, pages, notes)
    notes += [f"pdf_page_without_text:page {number}" for number, page in enumerate(pages, 1) if not page.strip()][:20]
    text = "\n\n".join(page for page in (_paragraphs(page) for page in pages) if page)
    return {"kind": "pdf", "text": text, "title": title, "furniture": [], "notes": notes}


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise CaptureRefused("encrypted", "The PDF file is locked with a password; bring it unlocked.") from None
        raise CaptureRefused("unreadable", "The PDF file is damaged; save it anew and bring that.") from None


def _pages(document: pypdfium2.PdfDocument) -> list[str]:
    pages: list[str] = []
    size = 0
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        pages.append(_clean(layer.get_text_bounded()))
        layer.close()
        page.close()
        size += len(pages[-1])
        if size > MAX_TEXT:
            raise CaptureRefused("too_long", f"The text has more than {MAX_TEXT:,} characters; bring it in parts.")
    return pages


def _with_qalam(data: bytes, pages: list[str], notes: list[str]) -> list[str]:
    """The pages with Arabic as qalam reads them; where it cannot, pdfium's reading stays, with a note."""
    import qalam

    # qalam opens files by their path only; this one lives in memory and is gone with its descriptor.
    handle = os.memfd_create("page")
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(data)
        try:
            read_pages = {page.number: page for page in qalam.Document(f"/proc/self/fd/{handle}").pages}
        except (qalam.QalamError, ValueError, OSError):
            notes.append("pdf_one_reader")
            return pages
    finally:
        os.close(handle)
    chosen: list[str] = []
    for number, page in enumerate(pages, 1):
        other = read_pages.get(number)
        if other is None or not _ARABIC.search(page):
            chosen.append(page)
            continue
        text = _clean(other.text)
        if other.needs_ocr and not text.strip():
            text = page
        if agreement(page, text) < AGREE:
            notes.append(f"pdf_readers_disagree:page {number}")
        chosen.append(text)
    return chosen


def agreement(one: str, other: str) -> float:
    """The share of words that two readings have in common, 0 to 1, whatever the order of words and of letters.

    The order of letters is left out because pdfium gives whole Arabic words backwards where qalam does not.
    """
    first, second = (Counter("".join(sorted(word)) for word in _WORD.findall(fold(text).text)) for text in (one, other))
    total = max(sum(first.values()), sum(second.values()))
    return sum((first & second).values()) / total if total else 1.0


def _clean(text: str) -> str:
    text = _HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROLS.sub("", text)


def _paragraphs(page: str) -> str:
    """Lines of a page joined to paragraphs: a line goes on where it is full and does not end as a sentence does."""
    lines = [" ".join(line.split()) for line in page.split("\n")]
    full = sorted(len(line) for line in lines if line)
    width = full[int(len(full) * 0.8)] if full else 0
    parts: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
        elif goes_on and not _ITEM.match(line):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
        goes_on = (
            bool(line) and len(line) >= 0.7 * width and not (_SENTENCE_END.search(line) and len(line) < 0.95 * width)
        )
    return "\n\n".join(parts)
