"""Files made for the tests: small good ones, and the hostile ones that a public desk is sent."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx

SENTENCE = "The coordinating committee of the forum met on Tuesday and adopted its programme of work for two years."
ARABIC = "عقدت لجنة التنسيق التابعة للمنتدى اجتماعها يوم الثلاثاء وأقرت برنامج عملها للعامين المقبلين."


def pdf(text: str = SENTENCE, *, extra: bytes = b"", pages: int = 1, stream: bytes | None = None) -> bytes:
    """A PDF of Latin text, one line a page; `extra` goes into its catalogue, `stream` replaces the page's content."""
    content = stream if stream is not None else f"BT /F1 10 Tf 20 700 Td ({text}) Tj ET".encode("latin-1")
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
    ]
    font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    for number in range(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font " + font
            + f" >> /Contents {4 + 2 * number} 0 R >>".encode()
        )  # fmt: skip
        objects.append(_stream(content, raw=stream is not None))
    return assembled(objects)


def _stream(content: bytes, *, raw: bool) -> bytes:
    filters = b"/Filter [/FlateDecode /FlateDecode]" if raw else b""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Objects as a PDF file with its table of places."""
    out = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + table + end


def flate_bomb() -> bytes:
    """A page whose content unpacks twice, to 300 MB."""
    return zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)


def word(*paragraphs: str, title: str = "", table: list[list[str]] | None = None, header: str = "") -> bytes:
    """A Word file of these paragraphs."""
    document = docx.Document()
    document.core_properties.title = title
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for paragraph in paragraphs or (SENTENCE,):
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rezipped(data: bytes, changes: dict[str, bytes], *, store: bool = False) -> bytes:
    """The archive with members replaced or added."""
    out = io.BytesIO()
    kind = zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", kind) as new:
        for member in old.infolist():
            if member.filename not in changes:
                new.writestr(member.filename, old.read(member.filename))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A plain zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


def page(body: str, head: str = "", language: str = "en") -> bytes:
    """A web page."""
    begin = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
    return f"{begin}<body>{body}</body></html>".encode()


ARTICLE = "".join(f"<p>{SENTENCE} It was session number {number} of the committee.</p>" for number in range(1, 5))
