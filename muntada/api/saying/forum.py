"""Parties, bodies and what bodies are made of, as the API gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.api.records import READ, Known, handling_of, shown
from muntada.api.shapes import BodyOut, CandidacyOut, MeetingOut, MembershipOut, PartyOut, TermOut
from muntada.forum.models import AgendaItem, Body, Candidacy, Mandate, Meeting, Membership, Term
from muntada.parties.models import Party


def parties_said(actor: Actor, parties: Sequence[Party]) -> list[PartyOut]:
    """Parties with their names."""
    known = Known(actor, [one.parent_id for one in parties])
    return [
        PartyOut(
            key=one.key,
            kind=one.kind,  # type: ignore[arg-type]
            names=shown(one.names.all()),
            acronym=one.acronym,
            iso3=one.iso3,
            m49=one.m49,
            regional_group=one.regional_group,
            parent=known.party(one.parent_id),
            note=one.note,
            confidence=one.confidence,
            source=one.source,
            handling=handling_of(one),
        )
        for one in parties
    ]


def bodies_said(actor: Actor, bodies: Sequence[Body]) -> list[BodyOut]:
    """Bodies with their mandates."""
    keys = [one.pk for one in bodies]
    known = Known(actor, [*keys, *(one.parent_id for one in bodies), *(one.succeeded_by_id for one in bodies)])
    tasks: dict[str, list[str]] = defaultdict(list)
    for task in rows(actor, READ, Mandate).filter(body__in=keys).order_by("pk"):
        tasks[task.body_id].append(task.title)
    nameless = shown(())
    return [
        BodyOut(
            key=one.key,
            kind=one.kind,
            names=own.names if (own := known.party(one.pk)) else nameless,
            parent=known.party(one.parent_id),
            succeeded_by=known.party(one.succeeded_by_id),
            established=one.established,
            dissolved=one.dissolved,
            place=one.place,
            member_count=one.member_count,
            mandate=tasks[one.pk],
            note=one.note,
            confidence=one.confidence,
            source=one.source,
            handling=handling_of(one),
        )
        for one in bodies
    ]


def memberships_said(actor: Actor, memberships: Sequence[Membership]) -> list[MembershipOut]:
    """Who belongs to what."""
    known = Known(actor, [key for one in memberships for key in (one.body_id, one.party_id)])
    return [
        MembershipOut(
            id=one.pk,
            body=known.party(one.body_id),
            party=known.party(one.party_id),
            kind=one.kind,
            start=one.start,
            end=one.end,
            status=one.status,
            source=one.source,
            handling=handling_of(one),
        )
        for one in memberships
    ]


def terms_said(actor: Actor, terms: Sequence[Term]) -> list[TermOut]:
    """Who held which seat."""
    known = Known(actor, [key for one in terms for key in (one.body_id, one.party_id)])
    return [
        TermOut(
            id=one.pk,
            body=known.party(one.body_id),
            party=known.party(one.party_id),
            role=one.role,
            start=one.start,
            end=one.end,
            planned_start=one.planned_start,
            planned_end=one.planned_end,
            source=one.source,
            handling=handling_of(one),
        )
        for one in terms
    ]


def candidacies_said(actor: Actor, candidacies: Sequence[Candidacy]) -> list[CandidacyOut]:
    """Who stands for which seat."""
    stand = {one.pk: sorted(party.pk for party in one.parties.all()) for one in candidacies}
    known = Known(actor, [*(one.body_id for one in candidacies), *(key for keys in stand.values() for key in keys)])
    return [
        CandidacyOut(
            id=one.pk,
            body=known.party(one.body_id),
            parties=known.parties(stand[one.pk]),
            role=one.role,
            when=one.when,
            handling=handling_of(one),
        )
        for one in candidacies
    ]


def meetings_said(actor: Actor, meetings: Sequence[Meeting]) -> list[MeetingOut]:
    """Meetings with their agendas."""
    chairs = {one.pk: sorted(party.pk for party in one.chairs.all()) for one in meetings}
    named = [key for one in meetings for key in (one.body_id, one.organiser_id, one.host_id)]
    known = Known(actor, [*named, *(key for keys in chairs.values() for key in keys)])
    agenda: dict[int, list[str]] = defaultdict(list)
    for item in rows(actor, READ, AgendaItem).filter(meeting__in=[one.pk for one in meetings]).order_by("pk"):
        agenda[item.meeting_id].append(item.title)
    return [
        MeetingOut(
            id=one.pk,
            reference=one.reference,
            body=known.party(one.body_id),
            kind=one.kind,
            ordinal=one.ordinal,
            title=one.title,
            when=one.when,
            place=one.place,
            level=one.level,
            format=one.format,
            status=one.status,
            attendance=one.attendance,
            organiser=known.party(one.organiser_id),
            host=known.party(one.host_id),
            chairs=known.parties(chairs[one.pk]),
            agenda=agenda[one.pk],
            note=one.note,
            source=one.source,
            handling=handling_of(one),
        )
        for one in meetings
    ]
