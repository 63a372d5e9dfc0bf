"""From what is asked to be decided to the reading room's own verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from muntada.access.actor import Actor
from muntada.api.asked import DecisionIn, OneOfMany, RecordIn
from muntada.api.problems import Problem
from muntada.evidence.matching import NEW, Into
from muntada.evidence.queries import record_at
from muntada.evidence.values import Json
from muntada.sources.actions.deciding import Choice, accept, correct, decide_many, reject, undo
from muntada.sources.matching import Undecidable
from muntada.sources.models import Decision, Finding
from muntada.sources.queries import finding_of

Verdict = Decision.Verdict


def decide_one(actor: Actor, finding: Finding, asked: DecisionIn) -> None:
    """Carry one decision out. Raises Problem and what the verbs raise."""
    if asked.verdict == "undo":
        latest = finding.decisions.filter(undone_at__isnull=True).order_by("-pk").first()
        if latest is None:
            raise Undecidable("undecided", "No decision on this finding stands.")
        undo(actor, latest)
    elif asked.verdict == "accept":
        accept(actor, finding, _into(actor, asked.into))
    elif asked.verdict == "correct":
        correct(actor, finding, _attrs(asked), _into(actor, asked.into))
    else:
        reject(actor, finding)


def decide_each(actor: Actor, source: int, asked: Sequence[OneOfMany]) -> list[Finding]:
    """Carry several decisions out, all or none; the findings as they are then. Raises Problem and NoneDecided."""
    named = [one.finding for one in asked]
    found = [finding_of(actor, pk) for pk in named]
    choices = [
        Choice(finding, Verdict(one.verdict), _attrs(one), _into(actor, one.into))
        for finding, one in zip(found, asked, strict=True)
        if finding is not None and finding.source_id == source
    ]
    if len(choices) < len(asked) or len(set(named)) < len(named):
        why = "Each is a finding of this source, once."
        raise Problem("invalid", problems=[{"where": "body.decisions", "why": why}])
    decide_many(actor, choices)
    again = [finding_of(actor, pk) for pk in named]
    return [finding for finding in again if finding is not None]


def _attrs(asked: DecisionIn) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], asked.attrs or {})


def _into(actor: Actor, asked: RecordIn | str | None) -> Into:
    if asked is None:
        return None
    if isinstance(asked, str):
        return NEW
    record = record_at(actor, asked.type, asked.key)
    if record is None:
        raise Problem("invalid", problems=[{"where": "body.into", "why": "There is no such record."}])
    return record
