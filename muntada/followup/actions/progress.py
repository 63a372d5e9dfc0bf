"""Reports on a measure: written for a day that is due, and validated by somebody else; then they stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.under import NotPossible, changing, entering, keeps, one_of, words
from muntada.followup.due import due_days
from muntada.followup.models import Evidence, Measure, Report
from muntada.forum.actions.under import Given
from muntada.trail.deed import act


def write_report(
    actor: Actor, measure: Measure, *, due: date, evidence: Iterable[Evidence] = (), given: Given = None, **said: Any
) -> Report:
    """Report what became of a measure by a day: `text_*` (one is needed), the `status` that it has come to, and the
    evidence that shows it. It is a draft until somebody else validates it.

    Raises ValueRefused: for a day on which nothing is due, a day that is reported on; NotPossible.
    """
    if measure.archived:
        raise NotPossible("archived")
    keeps(actor, Permission.PROGRESS_WRITE, measure)
    first, until = measure.report_from, max(due, clock.today())
    if first is not None and due not in due_days(measure.report_every, first, measure.report_until, until):
        raise ValueRefused("due", "No report is due on that day.")
    made = Report(measure=measure, due=due, by=actor.key, at=clock.now(), **_columns(said))
    shown = _shown(measure, evidence)

    def once() -> None:
        Measure.objects.select_for_update(of=("self",)).filter(pk=measure.pk).first()
        if Report.objects.filter(measure=measure, due=due).exists():
            raise ValueRefused("due", "There is a report for that day.")

    with entering(actor, Permission.PROGRESS_WRITE, made, measure, given=given, first=once):
        made.evidence.set(shown)
    return made


def change_report(actor: Actor, report: Report, *, evidence: Iterable[Evidence] = (), **said: Any) -> Report:
    """Write a draft anew; whoever changes it last has written it. Raises ValueRefused, NotPossible("validated")."""
    columns = _columns(said) | {"by": actor.key, "at": clock.now()}
    shown = _shown(report.measure, evidence)
    with changing(actor, Permission.PROGRESS_WRITE, report, columns):
        if Report.objects.select_for_update(of=("self",)).get(pk=report.pk).state != Report.State.DRAFT:
            raise NotPossible("validated")
        report.evidence.set(shown)
    return report


def validate_report(actor: Actor, report: Report) -> Report:
    """Say, as another person than who wrote it, that a report is right: from then on it stands, and the measure has
    the status that its latest report gives it. Raises NotPossible("validated")."""
    with act(actor, Permission.PROGRESS_VALIDATE, on=report) as deed:
        held = Report.objects.select_for_update(of=("self",)).select_related("measure").get(pk=report.pk)
        if held.state != Report.State.DRAFT:
            raise NotPossible("validated")
        held.state, held.validated_by, held.validated_at = Report.State.VALIDATED, actor.key, clock.now()
        held.save(update_fields=["state", "validated_by", "validated_at"])
        later = Report.objects.filter(measure=held.measure, state=Report.State.VALIDATED, due__gt=held.due)
        if not later.exists() and held.measure.status != held.status:
            held.measure.status = held.status
            held.measure.save(update_fields=["status"])
            deed.of(held.measure, status=held.status)
        deed.of(held, state=held.state)
    return held


def _columns(said: dict[str, Any]) -> dict[str, Any]:
    return {
        **words("text", said, needed=True),
        "status": one_of("status", said.get("status") or "", Measure.Status),
    }


def _shown(measure: Measure, evidence: Iterable[Evidence]) -> list[Evidence]:
    shown = list(evidence)
    if any(one.measure_id != measure.pk for one in shown):
        raise ValueRefused("evidence", "This is evidence of another measure.")
    return shown
