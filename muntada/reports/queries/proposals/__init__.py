"""What the record of a year offers an edition: paragraphs, tables and charts, each with its sources."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.reports.models import Chapter, Edition, Paragraph, Revision
from muntada.reports.plan import plan
from muntada.reports.proposing import Proposal
from muntada.reports.queries.proposals.deeds import commitments, institutions, measures
from muntada.reports.queries.proposals.figures import figures
from muntada.reports.queries.proposals.meetings import meetings, outcomes
from muntada.reports.queries.proposals.offices import offices
from muntada.reports.queries.proposals.scope import Scope
from muntada.reports.queries.proposals.works import initiatives, works

__all__ = ["proposals"]

_GATHERERS = (works, institutions, offices, meetings, outcomes, initiatives, measures, commitments, figures)


def proposals(actor: Actor, edition: Edition) -> list[Proposal]:
    """What may be proposed for an edition and never was, chapter by chapter in the order of the plan.

    Only what the actor sees, and what everybody who sees the edition may see. A record on which a paragraph of the
    edition rests already is not proposed by itself again.
    """
    scope = Scope(actor, edition)
    known = _known(edition)
    found = [one for gather in _GATHERERS for one in gather(scope) if one.key not in known]
    order = {planned.key: place for place, planned in enumerate(plan())}
    return sorted(found, key=lambda one: (order[one.chapter], one.order, one.key))


def _known(edition: Edition) -> set[str]:
    """What was proposed before, whatever became of it."""
    there = Paragraph.objects.filter(chapter__edition=edition).exclude(proposal="").values_list("proposal", flat=True)
    before = Revision.objects.filter(edition=edition).exclude(proposal="").values_list("proposal", flat=True)
    return {*there, *before}


def chapter_of(edition: Edition, proposal: Proposal) -> Chapter:
    """The chapter of the edition for a proposal: of its topic, else the last one before it in the plan, else the first.

    Raises Chapter.DoesNotExist for an edition without chapters.
    """
    chapters: list[Chapter] = list(edition.chapters.order_by("order", "pk"))
    if not chapters:
        raise Chapter.DoesNotExist
    order = {planned.key: place for place, planned in enumerate(plan())}
    wanted = order[proposal.chapter]
    at = [one for one in chapters if order.get(one.topic, len(order)) <= wanted]
    return max(at, key=lambda one: order[one.topic], default=chapters[0])
