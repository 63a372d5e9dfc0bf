"""A source as the reader shows it: its text in pieces, its findings as cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import models
from django.utils.safestring import SafeString

from muntada.evidence.models import Document
from muntada.sources.models import Finding
from muntada.sources.queries import Reviewed, Segment
from muntada.trail.deed import key_of, label
from muntada.web.evidence.values import field_name, shown
from muntada.web.labels import plain
from muntada.web.names import Names, address_of, name_of
from muntada.web.sources.types import KINDS, type_name


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same findings stand; `anchor` where a finding starts."""

    text: str
    findings: tuple[int, ...]
    classes: str
    furniture: bool
    anchor: int | None = None

    @property
    def ids(self) -> str:
        return " ".join(str(pk) for pk in self.findings)


@dataclass(frozen=True, slots=True)
class Option:
    """A record that a finding may be merged into."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding beside the text."""

    finding: Finding
    state: str
    type_name: str
    values: list[tuple[str, SafeString]]
    options: list[Option]
    record: models.Model | None
    address: str
    decision: int | None
    message: str = ""


def card(names: Names, one: Reviewed, message: str = "") -> Card:
    """A reviewed finding as a card."""
    finding = one.finding
    corrected = finding.state == Finding.State.ACCEPTED and finding.corrected is not None
    values = [
        (field_name(name), shown(names, name, value, KINDS.get(finding.type, "")))
        for name, value in finding.values.items()
    ]
    return Card(
        finding=finding,
        state="corrected" if corrected else finding.state,
        type_name=type_name(finding.type),
        values=values,
        options=[
            Option(f"{label(each.record)}:{key_of(each.record)}", plain(name_of(each.record)))
            for each in one.candidates
        ],
        record=one.record,
        address=address_of(one.record) if one.record else "",
        decision=one.decision.pk if one.decision else None,
        message=message,
    )


def pieces(document: Document, segments: Sequence[Segment], findings: Sequence[Finding]) -> Iterator[Piece]:
    """The document's text in order, cut also where its furniture starts and ends."""
    by_id = {finding.pk: finding for finding in findings}
    spans = [(start, end) for start, end in document.furniture]
    edges = sorted({edge for span in spans for edge in span})
    anchored: set[int] = set()
    for segment in segments:
        cuts = [segment.start, *(edge for edge in edges if segment.start < edge < segment.end), segment.end]
        known = tuple(pk for pk in segment.findings if pk in by_id)
        for start, end in pairwise(cuts):
            fresh = [pk for pk in known if pk not in anchored]
            anchored.update(fresh)
            yield Piece(
                text=document.text[start:end],
                findings=known,
                classes=_classes([by_id[pk] for pk in known]),
                furniture=any(first <= start and end <= last for first, last in spans),
                anchor=fresh[0] if fresh else None,
            )


def _classes(findings: Sequence[Finding]) -> str:
    """The type of the shortest finding draws the line: it is the most particular one."""
    if not findings:
        return ""
    inner = min(findings, key=lambda finding: finding.end - finding.start)
    return f"t-{inner.type} {inner.state}"
