"""What shows that a measure was taken: evidence, and its states one after another; earlier ones stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.documents import Capture, keep_along
from muntada.evidence.models import Document, Passage
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.under import NotPossible, changing, entering, keeps, line, names, of_party
from muntada.followup.models import Evidence, EvidenceRevision, Institution, Measure
from muntada.forum.actions.under import Given
from muntada.trail.deed import Record, act

_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was brought: its bytes, what was read in it, and its name."""

    data: bytes
    captured: Capture
    name: str


def add_evidence(
    actor: Actor, measure: Measure, *, holder: Institution | None = None, given: Given = None, **said: Any
) -> Evidence:
    """Say what shows that a measure was taken: `kind`, `title_*` (one is needed), who holds it, and its first state
    (see `add_revision`). Raises ValueRefused, NotPossible, StoreFailed."""
    if measure.archived:
        raise NotPossible("archived")
    keeps(actor, Permission.MEASURE_WRITE, measure)
    made = Evidence(measure=measure, holder=of_party("holder", measure.party, holder), **_columns(said))
    revise = _revising(actor, said)
    with entering(actor, Permission.MEASURE_WRITE, made, measure, given=given) as deed:
        revise(deed, made)
    return made


def change_evidence(actor: Actor, evidence: Evidence, *, holder: Institution | None = None, **said: Any) -> Evidence:
    """Change what evidence is called and who holds it. Raises ValueRefused."""
    columns = _columns(said) | {"holder": of_party("holder", evidence.measure.party, holder)}
    with changing(actor, Permission.MEASURE_WRITE, evidence, columns):
        pass
    return evidence


def add_revision(actor: Actor, evidence: Evidence, **said: Any) -> EvidenceRevision:
    """Add a state of evidence: a `file` or an `address`, or the `passage` of a source that it rests on (its number);
    when it was `received`, from when it is `effective` and when it `expires`; a `note`.

    Raises ValueRefused, NotPossible, StoreFailed.
    """
    if evidence.measure.archived:
        raise NotPossible("archived")
    revise = _revising(actor, said)
    with act(actor, Permission.MEASURE_WRITE, on=evidence) as deed:
        return revise(deed, evidence)


def _revising(actor: Actor, said: dict[str, Any]) -> Callable[[Record, Evidence], EvidenceRevision]:
    """What writes the state, once everything that was said of it is checked."""
    effective, expires = said.get("effective"), said.get("expires")
    received: date = said.get("received") or clock.today()
    if received > clock.today():
        raise ValueRefused("received", "That day is still to come.")
    if effective is not None and expires is not None and expires < effective:
        raise ValueRefused("expires", "It would end before it begins.")
    address, file, passage = _web(said.get("address") or ""), said.get("file"), _passage(actor, said.get("passage"))
    if file is None and passage is None and not address:
        raise ValueRefused("file", "Evidence is a file, an address, or a passage of a source.")
    told = line("note", said.get("note") or "", 600)

    def revise(deed: Record, evidence: Evidence) -> EvidenceRevision:
        Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
        document = _document(deed, actor, evidence, file, passage)
        last = evidence.revisions.order_by("-number").values_list("number", flat=True).first() or 0
        made = EvidenceRevision.objects.create(
            evidence=evidence, number=last + 1, document=document, address=address, passage=passage,
            sha256=document.sha256 if document is not None else "", effective=effective, received=received,
            expires=expires, note=told, by=actor.key, at=clock.now(),
        )  # fmt: skip
        deed.of(evidence, revision=made.number, sha256=made.sha256)
        return made

    return revise


def _document(
    deed: Record, actor: Actor, evidence: Evidence, file: File | None, passage: Passage | None
) -> Document | None:
    if file is not None:
        return keep_along(
            deed, actor, data=file.data, captured=file.captured, name=file.name, handling=evidence.handling
        )
    if passage is None:
        return None
    if not passage.document.handling.flows_to(evidence.handling):
        raise ValueRefused("passage", "The source is shared with fewer people than this measure.")
    return passage.document


def _passage(actor: Actor, number: int | None) -> Passage | None:
    if number is None:
        return None
    found = rows(actor, Permission.SOURCE_READ, Passage, via="document").filter(pk=number).first()
    if found is None:
        raise ValueRefused("passage", "There is no such passage.")
    return found


def _web(address: str) -> str:
    address = address.strip()
    try:
        if address:
            _address(address)
    except ValidationError as error:
        raise ValueRefused("address", "This is no address.") from error
    if len(address) > 2000:
        raise ValueRefused("address", "At most 2000 characters.")
    return address


def _columns(said: dict[str, Any]) -> dict[str, str]:
    kind = line("kind", said.get("kind") or "", 60)
    if not kind:
        raise ValueRefused("kind", "This must be said.")
    return {"kind": kind, **names("title", said, limit=600)}
