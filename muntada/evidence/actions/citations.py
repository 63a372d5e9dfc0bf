"""Citing: a value of a record rests on a passage or a reference; and a person's word where two disagree."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.conditions import marking_of
from muntada.evidence.models import Citation, Document, Passage
from muntada.evidence.pen import empty, find, held, named, put
from muntada.evidence.values import Json, agree, says_more
from muntada.trail.deed import Record, act

Standing = Citation.Standing
Note = Callable[[Actor, models.Model, str, Json], None]
_notes: list[Note] = []


class NotQuoted(ValueError):
    """Raised where a quote is not what its document says at that place."""


class NotReleased(ValueError):
    """Raised where a record cannot follow a source that is shared with fewer people than the record is."""


class NotInConflict(ValueError):
    """Raised for settling or reopening what is not, or not any more, in that state."""


def passage_of(document: Document, start: int, end: int, quote: str) -> tuple[Passage, bool]:
    """The passage of a document at these code points, and whether it is new. Raises NotQuoted."""
    if not 0 <= start < end <= len(document.text) or document.text[start:end] != quote:
        raise NotQuoted(f"{document} does not say this between {start} and {end}.")
    return Passage.objects.get_or_create(document=document, start=start, end=end, defaults={"quote": quote})


def cite(
    deed: Record,
    thing: models.Model,
    field: str,
    value: Json,
    *,
    passage: Passage | None = None,
    reference: str = "",
    confidence: float = 1.0,
    finding: int | None = None,
) -> tuple[Citation, bool]:
    """Note, within a deed, that a value of a record rests on a passage or a named reference.

    The same word of the same passage or reference is noted once; the answer says whether it is new. The citation
    is handled as the document that it quotes.
    """
    citation, new = Citation.objects.get_or_create(
        **named(thing),
        field=field,
        value=value,
        passage=passage,
        reference=reference,
        finding=finding,
        defaults={"confidence": confidence, **(marking_of(passage.document) if passage else {})},
    )
    if new:
        deed.of(citation, record=f"{citation.record_type}:{citation.record_key}", field=field)
    return citation, new


def changes_noted_by(*notes: Note) -> None:
    """From now on these are told, within the deed, of each value that a person's decision between sources changed:
    by whom, of which record and field, and what it showed before."""
    _notes[:] = notes


def _note_change(actor: Actor, record: models.Model, field: str, shown: Json) -> None:
    if held(record, field) != shown:
        for note in _notes:
            note(actor, record, field, shown)


def settle(actor: Actor, citation: Citation) -> Citation:
    """The record follows this citation: those that disagree with it are set aside, and the record takes its value.

    Raises NotInConflict where no citation or value of that field disagrees with it, NotReleased where the source is
    shared with fewer people than the record.
    """
    record = _record_of(citation)
    with act(actor, Permission.CONFLICT_SETTLE, on=record) as deed:
        citation.refresh_from_db()
        if not _shown_by(record, citation):
            raise NotReleased("This source is shared with fewer people than the record: ask for its release first.")
        _keep_what_was_entered(deed, record, citation.field)
        others = list(_same_field(citation).exclude(pk=citation.pk))
        against = [other for other in others if not agree(citation.field, other.value, citation.value)]
        shown = held(record, citation.field)
        if isinstance(shown, list) or not (against or not agree(citation.field, shown, citation.value)):
            raise NotInConflict("Nothing disagrees with this citation.")
        _stand(others, Standing.STANDS)
        _stand(against, Standing.SET_ASIDE)
        _stand([citation], Standing.PREFERRED)
        open_ones = [other for other in others if _shown_by(record, other)]
        put(record, citation.field, _sharpest(citation.field, [citation, *open_ones]))
        deed.of(record, field=citation.field, citation=citation.pk)
        _note_change(actor, record, citation.field, shown)
    return citation


def keep_as_entered(actor: Actor, record: models.Model, field: str) -> Citation:
    """The record keeps the value that it shows; what disagrees with it is set aside. As `settle`."""
    with act(actor, Permission.CONFLICT_SETTLE, on=record) as deed:
        _keep_what_was_entered(deed, record, field)
        shown = held(record, field)
        citation = Citation.objects.filter(**named(record), field=field, value=shown).order_by("pk").first()
        if citation is None:
            raise NotInConflict("The record holds nothing in this field.")
        return settle(actor, citation)


def reopen(actor: Actor, record: models.Model, field: str) -> None:
    """Take a settlement back: every citation stands again, and the record shows what it would without it.

    Raises NotInConflict where the field was not settled.
    """
    with act(actor, Permission.CONFLICT_SETTLE, on=record) as deed:
        every = list(Citation.objects.filter(**named(record), field=field).order_by("pk"))
        # What was entered before anything was cited got its citation late.
        every.sort(key=lambda citation: citation.reference == "")
        if not any(citation.standing == Standing.PREFERRED for citation in every):
            raise NotInConflict("This field was not settled.")
        _stand(every, Standing.STANDS)
        shown = held(record, field)
        put(record, field, in_order(field, [citation.value for citation in every if _shown_by(record, citation)]))
        deed.of(record, field=field)
        _note_change(actor, record, field, shown)


def _keep_what_was_entered(deed: Record, record: models.Model, field: str) -> None:
    """Cite the value shown where no citation states it, so that a settlement loses nothing."""
    shown = held(record, field)
    if empty(shown) or Citation.objects.filter(**named(record), field=field, value=shown).exists():
        return
    cite(deed, record, field, shown, reference=(getattr(record, "source", "") or "As entered")[:300])


def _shown_by(record: models.Model, citation: Citation) -> bool:
    """Whether everybody who may see the record may see the source of this citation."""
    return not isinstance(record, Handled) or citation.handling.flows_to(record.handling)


def _same_field(citation: Citation) -> models.QuerySet[Citation]:
    return Citation.objects.filter(
        record_type=citation.record_type, record_key=citation.record_key, field=citation.field
    ).order_by("pk")


def _record_of(citation: Citation) -> models.Model:
    record = find(citation.record_type, citation.record_key)
    if record is None:
        raise NotInConflict("The record that this citation speaks of is gone.")
    return record


def _stand(citations: list[Citation], standing: Citation.Standing) -> None:
    for citation in citations:
        if citation.standing != standing:
            citation.standing = standing
            citation.save(update_fields=["standing"])


def _sharpest(field: str, citations: list[Citation]) -> Json:
    """The first citation's value, made more precise by those of the others that agree with it."""
    value: Json = citations[0].value
    for citation in citations[1:]:
        if says_more(field, value, citation.value):
            value = citation.value
    return value


def in_order(field: str, values: list[Json]) -> Json:
    """What a field shows when its sources speak one after the other, as the pen writes them."""
    shown: Json = ""
    for value in values:
        if empty(shown) or says_more(field, shown, value):
            shown = value
    return shown
