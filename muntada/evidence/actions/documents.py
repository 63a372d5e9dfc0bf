"""Keeping documents: the bytes in the content store, the text in a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import IntegrityError, transaction

from muntada.access.actor import Actor
from muntada.access.models import Audience
from muntada.access.rules import Permission
from muntada.evidence.actions.again import hold_to_stricter, kept
from muntada.evidence.conditions import columns_of
from muntada.evidence.models import Document
from muntada.evidence.store import put
from muntada.marking.handling import THE_FORUM, Conditions, Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import Record, act

# What the databases call the constraint that no two rows have one digest and number.
_ONCE = ("evidence_document_once", "evidence_document.copy")


class Capture(Protocol):
    """What a capture says of a file; the reading room makes one from any file."""

    @property
    def text(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def published(self) -> date | None: ...
    @property
    def language_hint(self) -> str: ...
    @property
    def furniture(self) -> list[tuple[int, int]]: ...
    @property
    def notes(self) -> list[str]: ...


def keep_document(
    actor: Actor,
    *,
    data: bytes,
    captured: Capture,
    name: str,
    tlp: TLP = TLP.CLEAR,
    handling: Handling | None = None,
    conditions: Conditions | None = None,
    published: date | None = None,
    language: str = "",
    read_published: date | None = None,
    furniture: list[tuple[int, int]] | None = None,
) -> Document:
    """Keep a file and its text for good; the same bytes twice are the same document, under the stricter label.

    Bytes that are here already of somebody else's, where this actor may not know of it, are kept once more.
    The day is the one `published` that a person gives, else what the file declares, else `read_published`, read
    from its text. `language` and `furniture` are a reading's, where it knows more. `handling` says more than the
    label does: who it comes from, whom it is shared with; `conditions` what for and until when. Raises StoreFailed.
    """
    with act(actor, Permission.SOURCE_CAPTURE) as deed:
        handling = handling or as_brought(actor, tlp)
        columns = {
            **_columns(actor, data, captured, name, handling, language),
            "published": published or captured.published or read_published,
            "published_given": published is not None,
            "furniture": _spans(captured.furniture if furniture is None else furniture),
            **columns_of(conditions or Conditions()),
        }
        document, new = _get_or_create(actor, data, columns)
        if not new:
            return hold_to_stricter(actor, document, handling)
        deed.of(document, sha256=document.sha256)
        return document


def keep_along(
    deed: Record, actor: Actor, *, data: bytes, captured: Capture, name: str, handling: Handling, language: str = ""
) -> Document:
    """Within another room's deed: keep the file of something that is handled so, a paper before a meeting for instance.

    It is a document apart from others of the same bytes, so that neither's handling follows the other's; the bytes lie
    in the store once. Raises StoreFailed.
    """
    columns = {
        **_columns(actor, data, captured, name, handling, language),
        "published": captured.published,
        "furniture": _spans(captured.furniture),
    }
    document = _create(put(Path(settings.STORE), data), columns, lambda: None)
    deed.of(document, sha256=document.sha256)
    return document


def _columns(
    actor: Actor, data: bytes, captured: Capture, name: str, handling: Handling, language: str
) -> dict[str, Any]:
    return {
        "name": name[:255],
        **_as_captured(captured),
        "size": len(data),
        "language": language or captured.language_hint or "und",
        **_marking(handling),
        "captured_by": actor.key[:100],
    }


def _get_or_create(actor: Actor, data: bytes, columns: dict[str, Any]) -> tuple[Document, bool]:
    """The document of these bytes that the actor may know of, and whether it is new.

    Whoever brings the same bytes at the same time waits for this one to be committed, and then finds it. A number that
    is taken by what the actor may not know of is passed over: the database itself may hide that row from the actor.
    """
    if (known := kept(actor, data)) is not None:
        return known, False
    # First the file, then the row: a file without a row is harmless, a row without its file is not.
    taken: list[Document] = []

    def known_by_now() -> Document | None:
        known = kept(actor, data)
        taken.extend([known] if known is not None else [])
        return known

    document = _create(put(Path(settings.STORE), data), columns, known_by_now)
    return document, not taken


def _create(digest: str, columns: dict[str, Any], instead: Callable[[], Document | None]) -> Document:
    """A row for the bytes of this digest under the first number that is free, or what is there `instead` by then."""
    for copy in count():
        try:
            with transaction.atomic():
                return Document.objects.create(sha256=digest, copy=copy, **columns)
        except IntegrityError as error:
            if not any(name in str(error) for name in _ONCE):
                raise
            if (known := instead()) is not None:
                return known
    raise AssertionError("There is always another number.")


def _as_captured(captured: Capture) -> dict[str, Any]:
    """What the row holds exactly as the capture gave it."""
    return {
        "media_type": captured.media_type,
        "text": captured.text,
        "address": captured.address,
        "title": captured.title[:500],
        "notes": list(captured.notes),
    }


def _spans(spans: list[tuple[int, int]]) -> list[list[int]]:
    """Spans as JSON keeps them."""
    return [list(span) for span in spans]


def as_brought(actor: Actor, tlp: TLP) -> Handling:
    """The handling of what somebody brings in under a label: it comes from their party, or from the forum itself.

    What is TLP:RED is for whoever brought it, until more persons are named.
    """
    named = frozenset({actor.key}) if tlp == TLP.RED else frozenset()
    return Handling(tlp, actor.party or THE_FORUM, named)


def _marking(handling: Handling) -> dict[str, object]:
    audience = Audience.of(handling.audience)
    return {"tlp": handling.tlp.value, "originator": handling.originator, "audience": audience}
