"""What a file is, by its content; its name and its announced type are only compared with that."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from muntada.sources.capture.shape import CaptureRefused

MEDIA_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "email": "message/rfc822",
}
_ENDINGS = {
    "text": {"txt", "text", "md", "csv", "log", ""},
    "html": {"html", "htm", "xhtml", "mhtml", "php", "asp", "aspx", "jsp"},
    "pdf": {"pdf"},
    "docx": {"docx", "docm", "dotx", "dotm"},
    "email": {"eml"},
}
_HEAD = 4096

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,60}){2,}")
_MAIL = re.compile(rb"^(?:message-id|mime-version|received|return-path|content-type):", re.IGNORECASE | re.MULTILINE)

_UNSUPPORTED = (
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"), (b"II*\0", "image"),
    (b"MM\0*", "image"), (b"RIFF", "media"), (b"ID3", "media"), (b"OggS", "media"), (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ", "archive"), (b"7z\xbc\xaf", "archive"), (b"Rar!", "archive"),
    (b"(\xb5/\xfd", "archive"), (b"MZ", "program"), (b"\x7fELF", "program"), (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"), (b"{\\rtf", "rtf"), (b"SQLite format 3", "database"), (b"%!PS", "postscript"),
)  # fmt: skip
_ADVICE = {
    "image": "This is a picture; bring its text, or a PDF or Word file with text.",
    "media": "This is a sound or film file; bring its transcript as text.",
    "archive": "This is an archive; unpack it and bring the documents in it one by one.",
    "program": "This is a program, which is never opened here.",
    "rtf": "This is an RTF file; save it as .docx or as plain text and bring that.",
    "database": "This is a database file; bring a document.",
    "postscript": "This is a PostScript file; save it as PDF and bring that.",
    "svg": "This is a drawing (SVG); bring its text.",
    "xml": "This is an XML data file, not a document; bring the page or the text itself.",
    "old_office": "This is a file of an old Office format; save it as .docx and bring that.",
    "binary": "This file is neither text nor a document that can be read here.",
}


def kind_of(data: bytes) -> str:
    """`text`, `html`, `pdf`, `zip` or `email`; raises CaptureRefused for what can be none of them."""
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CaptureRefused("encrypted", "This Office file is locked with a password; bring it unlocked.")
        raise unsupported("old_office")
    for magic, kind in _UNSUPPORTED:
        if head.startswith(magic) and (kind != "image" or len(magic) > 2 or b"\0" in head):
            if magic == b"MZ" and b"\0" not in head:
                continue
            raise unsupported(kind)
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    plain = _single_bytes(head)
    if _HTML.match(plain):
        return "html"
    start = plain.lstrip()
    if start.startswith((b"<?xml", b"<svg", b"<!DOCTYPE", b"<rss", b"<feed")) and b"<html" not in plain.lower():
        raise unsupported("svg" if b"<svg" in plain[:1500] else "xml")
    header = _HEADER.match(plain)
    if header and _MAIL.search(header.group()) and re.search(rb"^(?:from|subject):", header.group(), re.I | re.M):
        return "email"
    if re.search(rb"<html[\s>]", plain[:1500], re.IGNORECASE):
        return "html"
    if b"\0" in plain or sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in plain) * 20 > len(plain) + 20:
        raise unsupported("binary")
    return "text"


def _single_bytes(head: bytes) -> bytes:
    """The head without byte order mark, UTF-16 and UTF-32 squeezed so that ASCII markup can be recognised."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if head.startswith(b"\xff\xfe") else "utf-16-be"
        return head[2:].decode(encoding, errors="ignore").encode("utf-8", errors="ignore")
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if len(head) >= 8 and head.count(b"\0") * 3 > len(head):
        encoding = "utf-16-le" if head[1::2].count(b"\0") > head[::2].count(b"\0") else "utf-16-be"
        return head[: len(head) // 2 * 2].decode(encoding, errors="ignore").encode("utf-8", errors="ignore")
    return head


def unsupported(kind: str) -> CaptureRefused:
    """The refusal of a file that is no document, with what to do instead."""
    return CaptureRefused("unsupported_kind", _ADVICE.get(kind, _ADVICE["binary"]))


def announced_otherwise(kind: str, name: str) -> list[str]:
    """A note where the file's name promises another kind of file than it is."""
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    elsewhere = any(ending in endings for other, endings in _ENDINGS.items() if other != kind)
    foreign = ending in {"doc", "xls", "xlsx", "png", "jpg", "jpeg", "gif", "zip", "exe", "svg", "rtf", "xml", "json"}
    return [f"wrong_extension:{kind}"] if ending and (elsewhere or foreign) and ending not in _ENDINGS[kind] else []


def second_natures(kind: str, data: bytes) -> list[str]:
    """A note where the same bytes would also be taken for a file of another kind."""
    head = data[:_HEAD].lower()
    markup = b"<html" in head[:1024] or b"<script" in head[:1024]
    archive = b"PK\x05\x06" in data[-70_000:] and kind != "zip" and b"PK\x03\x04" in data
    displaced = kind == "pdf" and not data.startswith(b"%PDF-")
    document = kind != "pdf" and b"%pdf-" in head
    return ["polyglot"] if (kind == "pdf" and markup) or archive or displaced or document else []
