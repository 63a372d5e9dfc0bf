"""Taking a source in, and reading it again with better rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.again import hold_to_stricter, kept
from muntada.evidence.actions.documents import Capture, as_brought, keep_document
from muntada.evidence.actions.given import Given, brought_under
from muntada.evidence.models import Document
from muntada.marking.tlp import TLP
from muntada.sources.actions.quota import check_quota
from muntada.sources.actions.reader import Draft, Reader, Reading, own_reader, read_with
from muntada.sources.models import Band, Finding, Source, Story
from muntada.sources.stories import alike, bands_of, body_text, runs_of
from muntada.trail.deed import act

State = Finding.State
_DECIDED = (State.ACCEPTED, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Taken:
    """A source, and whether it came in just now: the same bytes twice are the same source."""

    source: Source
    new: bool


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """How many undecided findings reading again kept, drafted anew and withdrew; decided ones stay as they are."""

    kept: int
    drafted: int
    withdrawn: int


def take_in(
    actor: Actor,
    data: bytes,
    *,
    name: str,
    published: date | None = None,
    tlp: TLP = TLP.CLEAR,
    given: Given | None = None,
    media_type: str | None = None,
    reader: Reader | None = None,
    captured: Capture | None = None,
) -> Taken:
    """Capture a file, keep it, read it, draft its findings and find its story: all of it, or nothing.

    Bytes that are here already, as far as the actor may know, are not read again, and the stricter label holds.
    `published` is a day that a person gives, `given` all that they say of its handling (else `tlp` alone counts),
    `captured` the text where it was captured before, `reader` reads in place of our rules. Raises what its parts raise.
    """
    known = _here_already(actor, data, tlp, given)
    if known is not None:
        return Taken(known, new=False)
    check_quota(actor, len(data))
    # Outside of the transaction: parsing takes its time, and the database has one writer.
    captured, reader = captured or _capture(data, name, media_type), reader or own_reader()
    reading = read_with(reader, captured.text, published or captured.published, captured.furniture)
    handling, conditions = brought_under(actor, given, captured.text) if given is not None else (None, None)
    with act(actor, Permission.SOURCE_CAPTURE) as deed:
        document = keep_document(
            actor, data=data, captured=captured, name=name, tlp=tlp, handling=handling, conditions=conditions,
            published=published, language=reading.language, read_published=_day(reading.published),
        )  # fmt: skip
        if document.text != captured.text:  # kept before, as it was read then: offsets are into what is kept
            reading = read_with(reader, document.text, document.published, document.furniture)
        taken = _shelve(document, reader, reading)
        deed.of(taken.source, new=taken.new)
        return taken


def _here_already(actor: Actor, data: bytes, tlp: TLP, given: Given | None) -> Source | None:
    """The source of the same bytes, held to the stricter label; None where the actor may know of none."""
    with act(actor, Permission.SOURCE_CAPTURE) as deed:
        known = _known(actor, data)
        if known is not None:
            handling = brought_under(actor, given, known.document.text)[0] if given else as_brought(actor, tlp)
            known.document = hold_to_stricter(actor, known.document, handling)
            deed.of(known, new=False)
    return known


def read_again(actor: Actor, source: Source, reader: Reader | None = None) -> ReadAgain:
    """Read a source with the rules of today. What a person decided is neither lost nor drafted again."""
    reader = reader or own_reader()
    document = source.document
    reading = read_with(reader, document.text, document.published, document.furniture)
    with act(actor, Permission.SOURCE_CAPTURE, on=source) as deed:
        findings = list(source.findings.select_for_update().order_by("pk"))
        decided = [finding for finding in findings if finding.state in _DECIDED]
        undecided = [finding for finding in findings if finding.state not in _DECIDED]
        stay: list[Finding] = []
        new: list[Finding] = []
        for draft in reading.findings:
            same = _same_draft(draft, undecided)
            if same is not None and (same.state == State.DRAFT or not _is_decided(draft, decided)):
                undecided.remove(same)
                stay.append(_refreshed(same, draft, reader))
            elif not _is_decided(draft, decided):
                new.append(_drafted(source, draft, reader))
        gone = [finding for finding in undecided if finding.state == State.DRAFT]
        Finding.objects.filter(pk__in=[finding.pk for finding in gone]).update(state=State.WITHDRAWN)
        Finding.objects.bulk_create(new)
        source.reader, source.read_at, source.mentions = reader.version, clock.now(), dict(reading.mentions)
        source.save(update_fields=["reader", "read_at", "mentions"])
        count = ReadAgain(kept=len(stay), drafted=len(new), withdrawn=len(gone))
        deed.of(source, kept=count.kept, drafted=count.drafted, withdrawn=count.withdrawn)
    return count


def _capture(data: bytes, name: str, media_type: str | None) -> Capture:
    from muntada.sources.capture import capture

    captured: Capture = capture(data, name=name, media_type=media_type)
    return captured


def _known(actor: Actor, data: bytes) -> Source | None:
    document = kept(actor, data)
    return Source.objects.filter(document=document).first() if document is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _shelve(document: Document, reader: Reader, reading: Reading) -> Taken:
    """The source of a document with its drafts and its story: that of the oldest source that is the same article,
    or a new one."""
    known = Source.objects.filter(document=document).first()
    if known is not None:  # somebody else took it in while this one was being read
        return Taken(known, new=False)
    runs = runs_of(body_text(document.text, document.furniture))
    bands = bands_of(runs)
    source = Source.objects.create(
        document=document,
        story=_story(runs, bands) or Story.objects.create(),
        reader=reader.version,
        read_at=clock.now(),
        mentions=dict(reading.mentions),
    )
    Band.objects.bulk_create([Band(source=source, number=at, value=value) for at, value in enumerate(bands)])
    Finding.objects.bulk_create([_drafted(source, draft, reader) for draft in reading.findings])
    return Taken(source, new=True)


def _story(runs: frozenset[str], bands: list[str]) -> Story | None:
    shared = Q(pk__in=[])
    for number, value in enumerate(bands):
        shared |= Q(bands__number=number, bands__value=value)
    for other in Source.objects.filter(shared).distinct().select_related("document", "story").order_by("pk"):
        if alike(runs, runs_of(body_text(other.document.text, other.document.furniture))):
            return other.story
    return None


def _drafted(source: Source, draft: Draft, reader: Reader) -> Finding:
    return Finding(
        source=source,
        type=draft.type,
        attrs=draft.attrs,
        start=draft.start,
        end=draft.end,
        quote=draft.quote,
        rule=draft.rule[:80],
        confidence=draft.confidence,
        reader=reader.version,
    )


def _refreshed(finding: Finding, draft: Draft, reader: Reader) -> Finding:
    """The same finding, read again: its place and its rule may have moved."""
    finding.start, finding.end, finding.quote = draft.start, draft.end, draft.quote
    finding.rule, finding.confidence, finding.reader = draft.rule[:80], draft.confidence, reader.version
    finding.state = State.DRAFT
    finding.save(update_fields=["start", "end", "quote", "rule", "confidence", "reader", "state"])
    return finding


def _same_draft(draft: Draft, undecided: list[Finding]) -> Finding | None:
    """The undecided finding that this draft is: same type and attributes, overlapping; drafts before withdrawn."""
    same = [
        finding
        for finding in undecided
        if finding.type == draft.type and finding.attrs == draft.attrs and _overlap(finding, draft)
    ]
    return min(same, key=lambda finding: finding.state != State.DRAFT, default=None)


def _is_decided(draft: Draft, decided: list[Finding]) -> bool:
    """Whether a person has decided what this draft states: there with no less, or anywhere in the very words."""
    for finding in decided:
        if finding.type != draft.type:
            continue
        for attrs in (finding.attrs, finding.values):
            if draft.attrs == attrs or (_overlap(finding, draft) and _within(draft.attrs, attrs)):
                return True
    return False


def _overlap(finding: Finding, draft: Draft) -> bool:
    return finding.start < draft.end and draft.start < finding.end


def _within(fewer: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    """Whether every value is among the other attributes, members of lists each for itself."""
    for name, value in fewer.items():
        other = more.get(name)
        if isinstance(value, list) and isinstance(other, list):
            if not set(map(str, value)) <= set(map(str, other)):
                return False
        elif value != other:
            return False
    return True
