"""`capture`: the one way in for a file. Plain text is read here, everything else in a limited child process."""

from __future__ import annotations

from datetime import date
from typing import Any

from muntada.sources.capture.kinds import MEDIA_TYPES, announced_otherwise, kind_of, second_natures
from muntada.sources.capture.names import clean_name
from muntada.sources.capture.shape import MAX_TEXT, MAX_UPLOAD, Captured, CaptureRefused
from muntada.sources.capture.workers import read_in_child
from muntada.sources.furniture import furniture, join
from muntada.text.gate import TextRefused, admit, decode
from muntada.text.language import detect

# In two pieces, so that no scanner takes this file for the test file.
_SCANNER_TEST = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def capture(data: bytes, *, name: str, media_type: str | None = None, max_bytes: int = MAX_UPLOAD) -> Captured:
    """The text of a file with what the file says of itself; raises CaptureRefused.

    `name` and `media_type` are what the sender calls the file: they are compared with the content and never
    believed. `max_bytes` is the largest file taken in.
    """
    _admit_bytes(data, max_bytes)
    kind = kind_of(data)
    if kind == "text":
        return _plain(data, name)
    given = read_in_child(kind, data, clean_name(name))
    return _finished(given, data, name)


def _admit_bytes(data: bytes, max_bytes: int) -> None:
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise CaptureRefused("empty", "The file is empty.")
    if len(data) > max_bytes:
        raise CaptureRefused(
            "too_large", f"The file has more than {max_bytes // (1024 * 1024)} MB; bring a part of it."
        )
    if data[:200].lstrip().startswith(_SCANNER_TEST):
        raise CaptureRefused("malware", "This is the test file of malware scanners; it is not kept.")


def _plain(data: bytes, name: str) -> Captured:
    if len(data) > 4 * MAX_TEXT:
        raise too_long()
    try:
        decoded = decode(data)
    except TextRefused as refused:
        raise CaptureRefused(refused.reason_code, str(refused)) from None
    notes = [*decoded.notes, *announced_otherwise("text", clean_name(name)), *second_natures("text", data)]
    return _marked(decoded.text, "text", {}, notes, [])


def _finished(given: dict[str, Any], data: bytes, name: str) -> Captured:
    kind = str(given["kind"])
    notes = [*given["notes"], *announced_otherwise(kind, clean_name(name)), *second_natures(_container(kind), data)]
    return _marked(given["text"], kind, given, notes, [(start, end) for start, end in given["furniture"]])


def _container(kind: str) -> str:
    return "zip" if kind == "docx" else kind


def _marked(text: str, kind: str, given: dict[str, Any], notes: list[str], spans: list[tuple[int, int]]) -> Captured:
    if len(text) > MAX_TEXT:
        raise too_long()
    if not text.strip():
        raise CaptureRefused("no_text", "There is no text in this file; a scanned page needs its text beside it.")
    try:
        admit(text, limit=MAX_TEXT)
    except TextRefused as refused:
        raise CaptureRefused(refused.reason_code, str(refused)) from None
    language = str(given.get("language", "")) or detect(text)
    published = given.get("published")
    spans = join([*spans, *furniture(text, language)])
    return Captured(
        text=text,
        media_type=MEDIA_TYPES[kind],
        title=(str(given.get("title", "")) or _headline(text, spans))[:500],
        address=str(given.get("address", "")),
        published=date.fromisoformat(published) if published else None,
        language_hint=language,
        furniture=spans,
        notes=list(dict.fromkeys(notes)),
    )


def _headline(text: str, furniture_spans: list[tuple[int, int]]) -> str:
    """The first line outside web furniture that is long enough to say something and short enough for a headline."""
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if 20 <= len(words) <= 200 and not any(start <= at < end for start, end in furniture_spans):
            return words
        at += len(line) + 1
    return ""


def too_long() -> CaptureRefused:
    """The refusal of a text that is longer than anything a person reviews in one piece."""
    return CaptureRefused("too_long", f"The text has more than {MAX_TEXT:,} characters; bring it in parts.")
