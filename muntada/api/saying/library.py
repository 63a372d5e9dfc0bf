"""Instruments as the API gives them."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.api.records import Known, handling_of, shown
from muntada.api.shapes import InstrumentOut, RelationOut
from muntada.library.models import Relation, Work
from muntada.library.queries import distributions, relations


def instruments_said(actor: Actor, works: Sequence[Work], *, whole: bool = False) -> list[InstrumentOut]:
    """Instruments with titles; `whole` with what they relate to and to whom they were sent."""
    leads = {one.pk: sorted(party.pk for party in one.leads.all()) for one in works}
    related = {one.pk: list(relations(actor, one)) if whole else [] for one in works}
    every = [relation for found in related.values() for relation in found]
    known = Known(
        actor,
        [
            *(one.body_id for one in works),
            *(key for keys in leads.values() for key in keys),
            *(relation.subject_party_id for relation in every),
        ],
        [
            *(one.parent_id for one in works),
            *(key for relation in every for key in (relation.subject_work_id, relation.object_work_id)),
        ],
    )
    return [_said(actor, one, known, leads[one.pk], related[one.pk], whole) for one in works]


def _said(
    actor: Actor, one: Work, known: Known, leads: Sequence[str], related: Sequence[Relation], whole: bool
) -> InstrumentOut:
    return InstrumentOut(
        key=one.key,
        kind=one.kind,
        symbol=one.symbol,
        titles=shown(one.titles.all()),
        body=known.party(one.body_id),
        adopted=one.adopted,
        in_force=one.in_force,
        reviewed=one.reviewed,
        edition=one.edition,
        languages=one.languages,
        status=one.status,
        binding=one.binding,
        topics=one.topics,
        parent=known.work(one.parent_id),
        leads=known.parties(leads),
        relations=[
            RelationOut(
                subject=known.work(relation.subject_work_id) or known.party(relation.subject_party_id),
                predicate=relation.predicate,  # type: ignore[arg-type]
                object=known.work(relation.object_work_id),
            )
            for relation in related
        ],
        sent_to=[list(sent.recipients) for sent in distributions(actor, one)] if whole else [],
        note=one.note,
        source=one.source,
        handling=handling_of(one),
    )
