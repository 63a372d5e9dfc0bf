"""The reading room's shelves, one source for its reader, and the words behind a record with copies counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence import queries as evidence
from muntada.evidence.matching import Candidate
from muntada.evidence.pen import find
from muntada.evidence.queries import Conflict, FieldValues
from muntada.sources.attributes import Values
from muntada.sources.matching import candidates_for
from muntada.sources.models import Decision, Finding, Source

State = Finding.State


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text over which the same findings stand, possibly none; code points, `end` not included."""

    start: int
    end: int
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding for its reader: the record it became, what it may speak of, and the decision that stands."""

    finding: Finding
    record: Model | None
    candidates: tuple[Candidate, ...]
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A source opened for reading; `copies` are the other sources of its story that the actor may see."""

    source: Source
    findings: tuple[Reviewed, ...]
    segments: tuple[Segment, ...]
    copies: tuple[Source, ...]


def shelf(actor: Actor | None, *, text: str = "", language: str = "", state: str = "") -> QuerySet[Source]:
    """The sources that the actor may open, newest first, with `drafts`, `accepted`, `rejected` and `copies` counted.

    `text` is looked for in title, name and text; `state` keeps sources with a finding in it, and `none` those
    without findings; `copies` counts the other sources of the story that the actor may open.
    """
    seen = rows(actor, Permission.SOURCE_READ, Source, via="document")
    told = seen.filter(story=OuterRef("story")).order_by().values("story").annotate(n=Count("pk")).values("n")
    listed = seen.select_related("document", "story").annotate(
        drafts=Count("findings", filter=Q(findings__state=State.DRAFT)),
        accepted=Count("findings", filter=Q(findings__state=State.ACCEPTED)),
        rejected=Count("findings", filter=Q(findings__state=State.REJECTED)),
        copies=Subquery(told) - 1,
    )
    if text:
        in_text = Q(document__title__icontains=text) | Q(document__name__icontains=text)
        listed = listed.filter(in_text | Q(document__text__icontains=text))
    if language:
        listed = listed.filter(document__language=language)
    if state == "none":
        listed = listed.filter(drafts=0, accepted=0, rejected=0)
    elif state:
        listed = listed.filter(pk__in=Finding.objects.filter(state=state).values("source"))
    return listed.order_by("-pk")


def open_source(actor: Actor | None, pk: int) -> Opened | None:
    """A source with its findings in the order of the text and its text in segments; None where the actor may not
    know of it."""
    seen = rows(actor, Permission.SOURCE_READ, Source, via="document").select_related("document", "story")
    source = seen.filter(pk=pk).first()
    if source is None:
        return None
    copies = seen.filter(story=source.story_id).exclude(pk=pk).order_by("pk")
    findings = source.findings.exclude(state=State.WITHDRAWN).order_by("start", F("end").desc(), "pk")
    return Opened(
        source=source,
        findings=tuple(reviewed(actor, finding) for finding in findings.prefetch_related("decisions")),
        segments=tuple(segments(source)),
        copies=tuple(copies),
    )


def finding_of(actor: Actor | None, pk: int) -> Finding | None:
    """One finding, where the actor may open its source."""
    seen = rows(actor, Permission.SOURCE_READ, Finding, via="source__document")
    return seen.select_related("source__document").filter(pk=pk).first()


def reviewed(actor: Actor | None, finding: Finding) -> Reviewed:
    """A finding with the record that it became or, while it is undecided, those that it may speak of; what the actor
    may not know of is in neither."""
    accepted = finding.state == State.ACCEPTED
    standing = [decision for decision in finding.decisions.all() if decision.undone_at is None]
    record = find(finding.record_type, finding.record_key) if accepted else None
    candidates = [] if accepted else candidates_for(finding.type, Values(finding.values))
    return Reviewed(
        finding=finding,
        record=record if record is not None and evidence.sees(actor, record) else None,
        candidates=tuple(one for one in candidates if evidence.sees(actor, one.record)),
        decision=max(standing, key=lambda decision: decision.pk, default=None),
    )


def segments(source: Source) -> list[Segment]:
    """The whole text of a source, cut wherever a finding starts or ends: one mark for each piece."""
    spans = source.findings.exclude(state=State.WITHDRAWN).order_by("start", "pk").values_list("start", "end", "pk")
    return cut(len(source.document.text), spans)


def cut(length: int, spans: Iterable[tuple[int, int, int]]) -> list[Segment]:
    """Segments of a text of this length under spans (start, end, id); ids in the order of the spans."""
    every = list(spans)
    edges = {0, length} | {edge for start, end, _ in every for edge in (start, end) if edge <= length}
    return [
        Segment(start, end, tuple(pk for first, last, pk in every if first <= start and end <= last))
        for start, end in pairwise(sorted(edges))
    ]


def story_of(documents: set[int]) -> Mapping[int, int]:
    """The story of each of these documents: copies of one article have one story."""
    return dict(Source.objects.filter(document__in=documents).values_list("document", "story"))


def values_of(actor: Actor | None, record: Model) -> list[FieldValues]:
    """As `evidence.queries.values_of`, copies of one story counted once."""
    return evidence.values_of(actor, record, story_of)


def conflicts_of(actor: Actor | None, record: Model) -> list[FieldValues]:
    """As `evidence.queries.conflicts_of`, copies of one story counted once."""
    return evidence.conflicts_of(actor, record, story_of)


def conflicts(actor: Actor | None) -> list[Conflict]:
    """As `evidence.queries.conflicts`, copies of one story counted once."""
    return evidence.conflicts(actor, story_of)
