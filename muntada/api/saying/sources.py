"""Sources, findings, citations and conflicts as the API gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.api.records import handling_of, named, seen_records
from muntada.api.shapes import (
    CitationOut,
    ConflictOut,
    FindingOut,
    HandlingOut,
    SourceOut,
    SourceTextOut,
    StatedOut,
)
from muntada.evidence.models import Citation
from muntada.evidence.queries import FieldValues
from muntada.marking.tlp import TLP, highest
from muntada.sources.matching import candidates
from muntada.sources.models import Finding, Source
from muntada.sources.queries import shelf
from muntada.trail.deed import key_of, label

COUNTED = ("drafts", "accepted", "rejected")


def sources_said(sources: Sequence[Source]) -> list[SourceOut]:
    """Sources of a shelf (`sources.queries.shelf`), without their texts."""
    return [SourceOut(**_head(one)) for one in sources]


def source_opened(actor: Actor, pk: int) -> SourceTextOut | None:
    """A source with its text and all its findings; None where there is none that the actor may open."""
    one = shelf(actor).filter(pk=pk).first()
    if one is None:
        return None
    found = one.findings.exclude(state=Finding.State.WITHDRAWN).order_by("start", "pk")
    return SourceTextOut(
        **_head(one),
        text=one.document.text,
        furniture=[list(span) for span in one.document.furniture],
        mentions=one.mentions,
        each=findings_said(actor, list(found.select_related("source__document").prefetch_related("decisions"))),
    )


def findings_said(actor: Actor, findings: Sequence[Finding], *, whole: bool = False) -> list[FindingOut]:
    """Findings; `whole` with the records that an undecided one may speak of."""
    records = seen_records(actor, [(one.record_type, one.record_key) for one in findings])
    said = []
    for one in findings:
        standing = [decision.pk for decision in one.decisions.all() if decision.undone_at is None]
        became = (one.record_type, one.record_key)
        open_ = whole and one.state == Finding.State.DRAFT
        likely = [(label(each.record), key_of(each.record)) for each in candidates(actor, one)] if open_ else []
        seen = seen_records(actor, likely)
        said.append(
            FindingOut(
                id=one.pk,
                source=one.source_id,
                type=one.type,
                drafted=one.attrs,
                corrected=one.corrected,
                quote=one.quote,
                start=one.start,
                end=one.end,
                rule=one.rule,
                confidence=one.confidence,
                state=one.state,  # type: ignore[arg-type]
                record=named(*became) if became in records else None,
                decision=max(standing, default=None),
                candidates=[named(*name) for name in likely if name in seen],
                handling=handling_of(one.source.document),
            )
        )
    return said


def citations_said(actor: Actor, citations: Sequence[Citation]) -> list[CitationOut]:
    """Citations, each with its passage where the actor may open the source."""
    documents = {one.passage.document_id for one in citations if one.passage}
    opened = rows(actor, Permission.SOURCE_READ, Source, via="document").filter(document__in=documents)
    sources = dict(opened.values_list("document", "pk"))
    said = []
    for one in citations:
        passage = one.passage if one.passage and one.passage.document_id in sources else None
        said.append(
            CitationOut(
                id=one.pk,
                record=named(one.record_type, one.record_key),
                field=one.field,
                value=one.value,
                source=sources[passage.document_id] if passage else None,
                quote=passage.quote if passage else None,
                start=passage.start if passage else None,
                end=passage.end if passage else None,
                reference=one.reference,
                confidence=one.confidence,
                standing=one.standing,  # type: ignore[arg-type]
                handling=handling_of(one),
            )
        )
    return said


def conflict_said(kind: str, key: str, record: Handled, values: FieldValues) -> ConflictOut:
    """What is stated of one field of a record."""
    return ConflictOut(
        record=named(kind, key),
        field=values.field,
        shown=values.shown,
        stated=[
            StatedOut(
                value=one.value,
                standing=one.standing,
                voices=len(one.voices),
                citations=sorted(citation.pk for voice in one.voices for citation in voice.citations),
            )
            for one in values.stated
        ],
        in_conflict=values.in_conflict,
        settled=values.settled,
        handling=_together(handling_of(record), [citation.tlp for citation in values.citations]),
    )


def _together(handling: HandlingOut, labels: Sequence[str]) -> HandlingOut:
    """The record's handling under the highest label of what is said of it."""
    return handling.model_copy(update={"tlp": highest([handling.tlp, *(TLP(label) for label in labels)])})


def _head(one: Any) -> dict[str, Any]:
    document = one.document
    return {
        "id": one.pk,
        "name": document.name,
        "title": document.title,
        "language": document.language,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "address": document.address,
        "published": document.published.isoformat() if document.published else None,
        "captured_at": document.captured_at.isoformat(),
        "notes": [str(note) for note in document.notes],
        "reader": one.reader,
        "findings": {name: getattr(one, name) for name in COUNTED},
        "copies": one.copies,
        "handling": handling_of(document),
    }
