"""Bringing the text of a work in from a file: captured, kept as a document, its structure proposed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.documents import keep_document
from muntada.evidence.actions.given import Given, brought_under
from muntada.evidence.models import Document
from muntada.library.actions.incoming import take_in_marked_up
from muntada.library.actions.texts import propose_text
from muntada.library.models import Expression, Work
from muntada.library.structure import Proposal, propose
from muntada.library.structure.akn import AknRefused, Read, laid_out
from muntada.library.structure.akn import read as read_akn
from muntada.marking.tlp import TLP
from muntada.sources.actions.quota import check_quota
from muntada.sources.capture import Captured, CaptureRefused, capture
from muntada.trail.deed import act

AKN = "application/akn+xml"
Quality = Expression.Quality
_AKN = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?akomaNtoso[\s>]")
_QUALITIES = {"application/pdf": Quality.PDF, "text/plain": Quality.TYPED, "message/rfc822": Quality.TYPED}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file holds: its captured text, the structure that it seems to have, and what it says beside that."""

    captured: Captured
    proposal: Proposal
    quality: str
    marked_up: Read | None = None


@dataclass(frozen=True, slots=True)
class BroughtText:
    """A language version and the document that it was read from; `new` is False for what was here already."""

    version: Expression
    document: Document
    new: bool


def recognise(data: bytes, *, name: str, language: str = "", media_type: str | None = None) -> Recognised:
    """Capture a file and propose its structure; keeps nothing. Raises CaptureRefused."""
    if _AKN.search(data[:4_000]):
        return _of_akn(data)
    captured = capture(data, name=name, media_type=media_type)
    quality = _QUALITIES.get(captured.media_type, Quality.NATIVE)
    return Recognised(captured, propose(captured.text, language=language), quality.value)


def bring_text(
    actor: Actor,
    work: Work,
    data: bytes,
    *,
    name: str,
    language: str = "",
    version: str = "",
    given: Given | None = None,
    authentic: bool = True,
    recognised: Recognised | None = None,
) -> BroughtText:
    """Bring a text in from a file: the file is kept, its structure proposed for a person to correct.

    The same bytes of the same text twice are the same version. `given` is what is said of its handling. Raises
    CaptureRefused, HandlingRefused, StoreFailed, QuotaReached, ValueRefused, NotPossible.
    """
    read = recognised or recognise(data, name=name, language=language)  # parsed outside of the transaction
    check_quota(actor, len(data))
    handling, conditions = brought_under(actor, given or Given(), read.captured.text)
    with act(actor, Permission.SOURCE_CAPTURE) as deed:
        document = keep_document(
            actor, data=data, captured=read.captured, name=name, tlp=TLP.CLEAR, handling=handling,
            conditions=conditions, language=read.proposal.language,
        )  # fmt: skip
        here = _here(actor, work, document, read.proposal.language)
        if here is not None:
            deed.of(here, new=False)
            return BroughtText(here, document, new=False)
        if read.marked_up is not None:
            made = take_in_marked_up(actor, work, _as_of(read.marked_up, version), document=document, handling=handling)
        else:
            made = propose_text(
                actor, work, _proposal(read, document, language), document=document, quality=read.quality,
                version=version, handling=handling, authentic=authentic,
            )  # fmt: skip
        deed.of(made, new=True)
    return BroughtText(made, document, new=True)


def _proposal(read: Recognised, document: Document, language: str) -> Proposal:
    """Kept before, the file may have been read otherwise: places are in what is kept."""
    same = document.text == read.captured.text
    return read.proposal if same else propose(document.text, language=language)


def _as_of(read: Read, version: str) -> Read:
    """What a file says of itself, as of the day that a person says, where they do."""
    return replace(read, text=replace(read.text, version=version)) if version else read


def _here(actor: Actor, work: Work, document: Document, language: str) -> Expression | None:
    """The version that was read from this document before, and still stands."""
    seen = rows(actor, Permission.RECORD_READ, Expression).filter(work=work, language=language, document=document)
    return seen.exclude(state=Expression.State.REPLACED).order_by("-pk").first()


def _of_akn(data: bytes) -> Recognised:
    """A text in Akoma Ntoso says itself what its clauses are."""
    try:
        read = read_akn(data)
    except AknRefused as error:
        raise CaptureRefused(error.code, str(error)) from error
    words, proposal = laid_out(read.text)
    if not words.strip():
        raise CaptureRefused("no_text", "There is no text in this file.")
    captured = Captured(words, AKN, read.text.title[:500], language_hint=read.text.language, notes=list(read.notes))
    return Recognised(captured, proposal, read.text.quality or Quality.NATIVE.value, read)
