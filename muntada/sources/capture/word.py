"""Word files: paragraphs, tables and headers in order, after the archive around them was looked over.

Nothing is unpacked to disk, nothing outside the file is fetched, and no macro or embedded object is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from muntada.sources.capture.declared import tidy
from muntada.sources.capture.kinds import unsupported
from muntada.sources.capture.numbering import Numbering
from muntada.sources.capture.shape import CaptureRefused

MAX_MEMBERS = 3_000
MAX_UNPACKED = 120 * 1024 * 1024  # bytes of all members together
MAX_PART = 24 * 1024 * 1024  # bytes of one XML part
MAX_RATIO = 250  # unpacked to packed, for members of more than a megabyte

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCTYPES = [word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")]
_OTHERS = {"xl/workbook.xml": "spreadsheet", "ppt/presentation.xml": "presentation"}
_REMOTE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_REMOTE_KINDS = re.compile(rb"relationships/(?:attachedTemplate|oleObject|frame|subDocument|image|externalLink)")
_MACRO_KINDS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def read(data: bytes) -> dict[str, Any]:
    """The text of a Word file: head, body, notes, foot; heads and feet are furniture."""
    notes = look_over(data)
    document = _opened(data)
    head, foot = _around(document)
    body = list(_lines(document.element.body, _numbering(document)))
    body += list(_footnotes(document))
    text, spans = "", []
    for lines, is_furniture in ((head, True), (body, False), (foot, True)):
        piece = "\n".join(lines).strip("\n")
        if not piece:
            continue
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + piece
        if is_furniture:
            spans.append((start, len(text)))
    title = tidy(document.core_properties.title or "")[:500]
    return {"kind": "docx", "text": text, "title": title, "furniture": spans, "notes": notes}


def look_over(data: bytes) -> list[str]:
    """Notes on what the archive carries; raises CaptureRefused for one that is dangerous or no Word file."""
    _count_members(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise CaptureRefused("truncated", "The file is cut off or damaged; bring it again.") from None
    with archive:
        members = archive.infolist()
        _look_at(members)
        names = {member.filename for member in members}
        for part, kind in _OTHERS.items():
            if part in names:
                raise CaptureRefused(
                    "unsupported_kind", f"This is a {kind}; save what matters as a document or as PDF."
                )
        if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
            raise unsupported("archive")
        return _notes(archive, names)


def _count_members(data: bytes) -> None:
    """Refuse by the directory's own count before anything is built from it."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise CaptureRefused("truncated", "The file is cut off or damaged; bring it again.")
    count = int.from_bytes(data[at + 10 : at + 12], "little")
    directory = int.from_bytes(data[at + 12 : at + 16], "little")
    if count > MAX_MEMBERS or directory > 2_000_000:
        raise _bomb()


def _look_at(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _bomb()
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if member.flag_bits & 0x1:
            raise CaptureRefused("encrypted", "The file is locked with a password; bring it unlocked.")
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name):
            raise CaptureRefused("unsafe_archive", "The file holds names that point outside of it; it is not read.")
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise CaptureRefused("unsafe_archive", "The file holds a link to another file; it is not read.")
        if name in seen:
            raise CaptureRefused("unsafe_archive", "The file holds two parts of one name; it is not read.")
        seen.add(name)
        if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise _bomb()
        if name.endswith((".xml", ".rels")) and member.file_size > MAX_PART:
            raise _bomb()


def _bomb() -> CaptureRefused:
    return CaptureRefused("bomb", "The file unpacks to far more than a document is; it is not read.")


def _notes(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    notes: set[str] = set()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        notes.add("macros")
    if any(name.startswith(("word/embeddings/", "word/activeX/")) for name in names):
        notes.add("embedded_objects")
    if any(name.lower().endswith((".zip", ".docx", ".7z", ".rar")) for name in names):
        notes.add("nested_archive")
    for name in sorted(names):
        if not name.endswith((".xml", ".rels")):
            continue
        part = _unpacked(archive, name)
        if any(word in part for word in _DOCTYPES):
            raise CaptureRefused("xml_entities", "The file declares entities of its own, which no Word file does.")
        if name.endswith(".rels") and any(_REMOTE_KINDS.search(found) for found in _REMOTE.findall(part)):
            notes.add("remote_parts")
        if name == "word/document.xml" and re.search(rb"DDE(?:AUTO)?\s", part):
            notes.add("dde_fields")
    return sorted(notes)


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, RuntimeError, NotImplementedError, OSError):
        raise CaptureRefused("truncated", "The file is cut off or damaged; bring it again.") from None


def _opened(data: bytes) -> Any:
    import docx
    from docx.opc.part import PartFactory
    from docx.parts.document import DocumentPart

    for kind in _MACRO_KINDS:
        PartFactory.part_type_for[kind] = DocumentPart
    package = docx.package.Package.open(io.BytesIO(data))
    part = package.main_document_part
    if not isinstance(part, DocumentPart):
        raise unsupported("archive")
    return part.document


def _around(document: Any) -> tuple[list[str], list[str]]:
    """The lines of heads and feet, each once however many sections repeat it."""
    head: dict[str, None] = {}
    foot: dict[str, None] = {}
    for section in list(document.sections)[:50]:
        for lines, part in ((head, section.header), (foot, section.footer)):
            if not part.is_linked_to_previous:
                lines.update(dict.fromkeys(line for line in _lines(part._element) if line.strip()))
    return list(head), list(foot)


def _footnotes(document: Any) -> Iterator[str]:
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{_W}type") is None:
                    yield from _lines(note)


def _numbering(document: Any) -> Numbering:
    """What counts the paragraphs of lists: Word keeps their numbers apart from their text."""
    from docx.oxml import parse_xml

    parts: dict[str, Any] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in {"numbering", "styles"}:
            parts[kind] = parse_xml(relation.target_part.blob)
    return Numbering(parts.get("numbering"), parts.get("styles"))


def _lines(parent: Any, numbering: Numbering | None = None) -> Iterator[str]:
    """Paragraphs as lines, each behind the number of its list, an empty line after each; rows of tables as lines with
    tabs between the cells."""
    for child in parent:
        if child.tag == f"{_W}p":
            line = _numbered(child, numbering)
            if line.strip():
                yield line
                yield ""
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                found = row.findall(f"{_W}tc")
                cells = (" ".join(_numbered(p, numbering) for p in cell.iter(f"{_W}p")).strip() for cell in found)
                yield "\t".join(cells).rstrip()
            yield ""
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _lines(child, numbering)


def _numbered(paragraph: Any, numbering: Numbering | None) -> str:
    number = tidy(numbering.printed(paragraph)) if numbering is not None else ""  # an empty paragraph counts too
    text = _text(paragraph)
    return f"{number} {text}" if number and text.strip() else text


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    skipped: set[Any] = set()
    for node in paragraph.iter():
        above = node.getparent()
        if node.tag == _FALLBACK or (above is not None and above in skipped):
            skipped.add(node)  # a text box stands in a file twice, once for old readers
        elif node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} and above.tag == f"{_W}r":
            parts.append("\t" if node.tag == f"{_W}tab" else " ")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return tidy("".join(parts))
