"""What parties undertook and did: commitments, measures, institutions, mappings, each with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document, Passage
from muntada.followup.due import due_days, next_due
from muntada.followup.models import (
    Commitment,
    Contribution,
    Evidence,
    EvidenceRevision,
    Institution,
    Mapping,
    Measure,
    Report,
)
from muntada.forum.models import Outcome
from muntada.library.models import Clause, Work
from muntada.parties.models import Party

READ = Permission.RECORD_READ
AHEAD = 370  # days ahead for which days that are due are shown


def institutions(actor: Actor | None, *, party: str = "") -> QuerySet[Institution]:
    """Institutions of parties, or of one."""
    found = rows(actor, READ, Institution).filter(party__in=rows(actor, READ, Party)).select_related("party")
    return (found.filter(party=party) if party else found).order_by("party", "key")


def commitments(actor: Actor | None) -> QuerySet[Commitment]:
    """What parties undertook, as far as the actor may know of the clause or the outcome too; the latest first."""
    found = rows(actor, READ, Commitment).filter(
        Q(clause__work__in=rows(actor, READ, Work)) | Q(outcome__in=rows(actor, READ, Outcome))
    )
    joined = found.select_related("party", "clause__work", "outcome", "lead", "authority")
    return joined.prefetch_related("party__names", "clause__work__titles").order_by("-pk")


def commitments_where(
    actor: Actor | None,
    *,
    party: str = "",
    response: str = "",
    work: str = "",
    lead: str = "",
    clause: int | None = None,
) -> QuerySet[Commitment]:
    """Commitments of a party, with an answer, to clauses of a work or to one clause, under an institution's lead."""
    wanted = {"party": party, "response": response, "clause__work": work, "lead": lead, "clause": clause}
    return commitments(actor).filter(**{name: value for name, value in wanted.items() if value})


def measures(actor: Actor | None) -> QuerySet[Measure]:
    """What parties did, the latest first."""
    found = rows(actor, READ, Measure).filter(party__in=rows(actor, READ, Party))
    return found.select_related("party", "owner").prefetch_related("party__names").order_by("-pk")


def measures_where(
    actor: Actor | None,
    *,
    party: str = "",
    kind: str = "",
    status: str = "",
    owner: str = "",
    year: str = "",
    text: str = "",
    archived: bool = False,
) -> QuerySet[Measure]:
    """Measures of a party, of a kind or status, under an institution, of the year of their reference, with words in
    their title or reference. What is archived is left out where it is not asked for."""
    found = measures(actor) if archived else measures(actor).filter(archived=False)
    wanted = {"party": party, "kind": kind, "status": status, "owner": owner}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if year:
        found = found.filter(reference__contains=f"/{year}/")
    for word in text.split()[:10]:
        held = Q(reference__icontains=word)
        for language in ("ar", "en", "fr"):
            held |= Q(**{f"title_{language}__icontains": word})
        found = found.filter(held)
    return found


def mappings(actor: Actor | None) -> QuerySet[Mapping]:
    """How clauses relate, where the actor may know of both works."""
    works = rows(actor, READ, Work)
    found = rows(actor, READ, Mapping).filter(source__work__in=works, target__work__in=works)
    return found.select_related("source__work", "target__work").order_by("-pk")


def mappings_of(actor: Actor | None, clause: Clause) -> QuerySet[Mapping]:
    """What is said of how this clause relates to others."""
    return mappings(actor).filter(Q(source=clause) | Q(target=clause))


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence with its states, the latest first, as far as the actor may see what they rest on."""

    evidence: Evidence
    revisions: list[EvidenceRevision]
    expired: bool


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which a report is due, and the report that was written for it."""

    day: date
    report: Report | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure with what it serves, what shows it, and what was reported when."""

    measure: Measure
    contributions: list[Contribution]
    evidence: list[Shown]
    due: list[DueDay]
    reports: list[Report]
    next_due: date | None


def measure(actor: Actor | None, reference: str) -> Measure | None:
    """The measure of this reference."""
    return measures(actor).filter(reference=reference).first()


def measure_page(actor: Actor | None, one: Measure) -> MeasurePage:
    """What the page of a measure shows."""
    today = clock.today()
    reports = list(rows(actor, READ, Report).filter(measure=one).order_by("-due").prefetch_related("evidence"))
    written = {report.due: report for report in reports}
    until = date.fromordinal(min(today.toordinal() + AHEAD, date.max.toordinal()))
    days = due_days(one.report_every, one.report_from, one.report_until, until)
    return MeasurePage(
        measure=one,
        contributions=list(_contributions(actor).filter(measure=one).order_by("pk")),
        evidence=[_shown(actor, piece, today) for piece in evidence(actor).filter(measure=one)],
        due=[DueDay(day, written.get(day), day < today and day not in written) for day in days],
        reports=reports,
        next_due=next_due(one.report_every, one.report_from, one.report_until, today),
    )


def serving(actor: Actor | None, commitment: Commitment) -> list[Contribution]:
    """The measures that serve a commitment."""
    return list(_contributions(actor).filter(commitment=commitment).order_by("pk"))


def evidence(actor: Actor | None) -> QuerySet[Evidence]:
    """Evidence of measures that the actor may see."""
    found = rows(actor, READ, Evidence).filter(measure__in=rows(actor, READ, Measure))
    return found.select_related("holder", "measure").order_by("pk")


def reports(actor: Actor | None) -> QuerySet[Report]:
    """Reports on measures that the actor may see."""
    found = rows(actor, READ, Report).filter(measure__in=rows(actor, READ, Measure))
    return found.select_related("measure__party").order_by("-due", "-pk")


def revision_file(actor: Actor | None, pk: int) -> EvidenceRevision | None:
    """A state of evidence with its file, where the actor may open both."""
    found = rows(actor, READ, EvidenceRevision, via="evidence").filter(
        document__in=rows(actor, Permission.SOURCE_READ, Document)
    )
    seen = found.filter(evidence__measure__in=rows(actor, READ, Measure))
    return seen.select_related("evidence", "document").filter(pk=pk).first()


def _contributions(actor: Actor | None) -> QuerySet[Contribution]:
    seen = Contribution.objects.filter(
        measure__in=rows(actor, READ, Measure), commitment__in=commitments(actor).order_by()
    )
    return seen.select_related("measure__party", "measure__owner", "commitment__clause__work", "commitment__outcome")


def _shown(actor: Actor | None, piece: Evidence, today: date) -> Shown:
    revisions = list(piece.revisions.select_related("document", "passage").order_by("-number"))
    documents = {one.document_id for one in revisions if one.document_id} | {
        one.passage.document_id for one in revisions if one.passage
    }
    opened = set(rows(actor, Permission.SOURCE_READ, Document).filter(pk__in=documents).values_list("pk", flat=True))
    for one in revisions:  # what it rests on may be shared with fewer people by now
        if one.document_id not in opened:
            one.document = None
        if one.passage is not None and one.passage.document_id not in opened:
            one.passage = None
    last = revisions[0] if revisions else None
    return Shown(piece, revisions, last is not None and last.expires is not None and last.expires < today)


def passage(actor: Actor | None, pk: int) -> Passage | None:
    """A passage of a source that the actor may open."""
    found = rows(actor, Permission.SOURCE_READ, Passage, via="document").select_related("document")
    return found.filter(pk=pk).first()


def mappings_where(actor: Actor | None, *, work: str = "", relationship: str = "") -> QuerySet[Mapping]:
    """How clauses of a work relate to others, in one way."""
    found = mappings(actor)
    if work:
        found = found.filter(Q(source__work=work) | Q(target__work=work))
    return found.filter(relationship=relationship) if relationship else found


def serving_of(actor: Actor | None, one: Measure) -> list[Contribution]:
    """What a measure serves, as far as the actor may see the commitments."""
    return list(_contributions(actor).filter(measure=one).order_by("pk"))
