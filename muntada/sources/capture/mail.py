"""E-mail files: subject, sender and day over the text; attachments are named, never opened."""

from __future__ import annotations

import email
import email.policy
import email.utils
from datetime import date, timedelta
from email.message import EmailMessage, MIMEPart
from typing import Any

from muntada.access import clock
from muntada.sources.capture.declared import tidy
from muntada.sources.capture.names import clean_name
from muntada.sources.capture.shape import CaptureRefused
from muntada.sources.capture.web import read_page
from muntada.text.gate import decode

MAX_PARTS = 500


def read(data: bytes) -> dict[str, Any]:
    """The message as text: subject, From and Date on lines of their own, then the body."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    notes: list[str] = []
    if sum(1 for _ in zip(message.walk(), range(MAX_PARTS + 1), strict=False)) > MAX_PARTS:
        raise CaptureRefused("too_costly", "The message has more parts than a message may.")
    body = message.get_body(preferencelist=("plain", "html"))
    given = _body(body, notes)
    subject = _header(message, "subject")
    lines = [subject, *(f"{name}: {value}" for name in ("From", "Date") if (value := _header(message, name)))]
    head = "\n".join(line for line in lines if line)
    shift = len(head) + 2
    return {
        "kind": "email",
        "text": f"{head}\n\n{given['text']}",
        "title": subject[:500],
        "published": _day(message, notes),
        "language": given.get("language", ""),
        "furniture": [(start + shift, end + shift) for start, end in given["furniture"]],
        "notes": notes + given["notes"] + _attachments(message),
    }


def _body(body: MIMEPart | None, notes: list[str]) -> dict[str, Any]:
    if body is None:
        raise CaptureRefused("no_text", "There is no text in this message; bring its attachment by itself.")
    raw = body.get_payload(decode=True)
    decoded = decode(raw if isinstance(raw, bytes) else b"", body.get_content_charset())
    notes.extend(decoded.notes)
    if body.get_content_type() == "text/html":
        return read_page(decoded.text, [])
    return {"text": decoded.text.replace("\r\n", "\n").strip(), "furniture": [], "notes": []}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return tidy(str(message.get(name, "")))[:500]
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        return ""  # the standard library fails on some malformed headers instead of giving them as they are


def _day(message: EmailMessage, notes: list[str]) -> str | None:
    try:
        sent = email.utils.parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if sent > clock.today() + timedelta(days=2):
        notes.append("published_in_future")
        return None
    if sent <= date(1990, 1, 1):
        notes.append("published_implausible")
        return None
    return sent.isoformat()


def _attachments(message: EmailMessage) -> list[str]:
    named = (part.get_filename() for part in message.walk() if not part.is_multipart())
    return [f"attachment:{clean_name(str(name))}" for name in named if name][:50]
