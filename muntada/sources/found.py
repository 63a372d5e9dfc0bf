"""What of open sources is found: their titles and texts as captured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.parties.models import LANGUAGES
from muntada.search.entries import Entry
from muntada.search.kinds import Kind, Watched
from muntada.sources.models import Source

LONGEST = 60_000  # letters of a source that are looked through


def _sources(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    return rows(actor, permission, Source, via="document").select_related("document")


def _of_source(source: Any) -> Iterator[Entry]:
    document = source.document
    language = document.language if document.language in dict(LANGUAGES) else "en"
    tags = {"year": (str(document.published.year),) if document.published else ()}
    title = document.title or document.name
    yield Entry("", language, document.text[:LONGEST], title, f"source:{source.pk}", tags)


SOURCES = Kind(
    "source",
    Permission.SOURCE_READ,
    _sources,
    _of_source,
    (
        Watched(Source, "SELECT {row}.id AS key"),
        Watched(Document, "SELECT id AS key FROM sources_source WHERE document_id = {row}.id"),
    ),
)
