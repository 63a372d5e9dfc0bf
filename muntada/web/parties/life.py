"""A party's life in the forum as one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Candidacy, Initiative, Meeting, Membership, Participation, Post, Term
from muntada.parties.models import Party
from muntada.web.evidence.threads import Strand, threads

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a party's life: what sort, when, about what, with the evidence of each value."""

    sort: str
    start: str
    end: str
    thing: models.Model
    threads: dict[str, Strand]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's events; an empty name holds those of no known time."""

    name: str
    events: list[Event]


def life_of(actor: Actor, party: Party) -> list[Year]:
    """Everything that the party did, by years, the latest first."""
    events = sorted(_events(actor, party), key=lambda event: event.start, reverse=True)
    years: dict[str, list[Event]] = {}
    for event in events:
        years.setdefault(event.start[:4], []).append(event)
    return [Year(name, found) for name, found in years.items()]


def _events(actor: Actor, party: Party) -> Iterator[Event]:
    def event(sort: str, start: str, end: str, thing: models.Model) -> Event:
        return Event(sort, start, end, thing, threads(actor, thing))

    for membership in rows(actor, READ, Membership).filter(party=party).select_related("body__party"):
        yield event("membership", membership.start, membership.end, membership)
    for term in rows(actor, READ, Term).filter(party=party).select_related("body__party"):
        yield event("term", term.start or term.planned_start, term.end or term.planned_end, term)
    for candidacy in rows(actor, READ, Candidacy).filter(parties=party).select_related("body__party"):
        yield event("candidacy", candidacy.when, "", candidacy)
    meetings = rows(actor, READ, Meeting).select_related("body__party")
    for meeting in meetings.filter(models.Q(host=party) | models.Q(organiser=party) | models.Q(chairs=party)).distinct():
        yield event("meeting", meeting.when, "", meeting)
    for one in rows(actor, READ, Participation).filter(party=party).select_related("body__party", "meeting"):
        yield event("participation", one.meeting.when if one.meeting else "", "", one)
    for initiative in rows(actor, READ, Initiative).filter(leads=party):
        yield event("initiative", initiative.start, initiative.end, initiative)
    for post in rows(actor, READ, Post).filter(party=party):
        yield event("post", "", "", post)
