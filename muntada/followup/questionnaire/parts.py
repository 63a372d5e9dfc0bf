"""What a workbook is made of, looked at before it is read as one: its size, its parts, and what none may hold."""

from __future__ import annotations

import io
import zipfile

from muntada.followup.questionnaire.shape import QuestionnaireRefused

MOST_BYTES = 4 * 1024 * 1024
_UNPACKED, _PARTS = 32 * 1024 * 1024, 120
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of the older binary format, and of what is locked by a password
_PROGRAMS = ("vbaproject", "vbadata", "/macrosheets/", "/activex/", "/embeddings/", "/externallinks/", "/ctrlprops/")
_LINKS = ("connections.xml", "/querytables/", "/dialogsheets/", "customui/", "/webextensions/", "/oleobject")
_BAD_MARKS = (b"<!DOCTYPE", b"<!ENTITY")


def looked_over(data: bytes) -> bytes:
    """The same bytes, where they may be read as a workbook. Raises QuestionnaireRefused."""
    if not data:
        raise QuestionnaireRefused("empty")
    if len(data) > MOST_BYTES:
        raise QuestionnaireRefused("too_large", most=MOST_BYTES // (1024 * 1024))
    if data.startswith(_OLD):
        raise QuestionnaireRefused("locked")
    if not data.startswith(b"PK\x03\x04"):
        raise QuestionnaireRefused("not_a_workbook")
    try:
        _look_at_parts(data)
    except QuestionnaireRefused:
        raise
    except Exception:
        # A file may be broken in any way: to a person it is one that cannot be read.
        raise QuestionnaireRefused("unreadable") from None
    return data


def _look_at_parts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = file.infolist()
        if len(parts) > _PARTS or sum(one.file_size for one in parts) > _UNPACKED:
            raise QuestionnaireRefused("unreadable")
        if any(one.flag_bits & 1 for one in parts):
            raise QuestionnaireRefused("locked")
        names = [f"/{one.filename.lower()}" for one in parts]
        if "/xl/workbook.xml" not in names or len(set(names)) != len(names):
            raise QuestionnaireRefused("not_a_workbook" if "/xl/workbook.xml" not in names else "unreadable")
        if any(mark in name for name in names for mark in (*_PROGRAMS, *_LINKS)):
            raise QuestionnaireRefused("macros")
        for one in parts:
            part = file.read(one)  # no more than it says of itself, and checked against its sum
            if part.startswith((b"\xff\xfe", b"\xfe\xff")) or any(mark in part for mark in _BAD_MARKS):
                raise QuestionnaireRefused("unreadable")
            if one.filename == "[Content_Types].xml" and b"macroEnabled" in part:
                raise QuestionnaireRefused("macros")
