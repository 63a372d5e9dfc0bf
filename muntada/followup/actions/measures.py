"""Measures: entered with a reference for good, changed, put to what they serve, archived and never deleted."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.evidence.named import checked_term
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.under import (
    LONGEST,
    NotPossible,
    changing,
    dates,
    entering,
    in_order,
    line,
    names,
    of_party,
    one_of,
    words,
)
from muntada.followup.models import Commitment, Contribution, Measure
from muntada.forum.actions.under import Given
from muntada.forum.actions.wording import checked_words
from muntada.parties.models import Party
from muntada.trail.deed import act

_NOT_IN_A_REFERENCE = re.compile(r"[^\w.-]+")


def enter_measure(actor: Actor, *, party: Party, given: Given = None, **said: Any) -> Measure:
    """Enter a measure of a party: `kind`, `title_*` (one is needed), `text_*`, `owner`, `status`, `start`, `target`,
    `target_note`, `completed`, `sectors`, `topics`, `lifecycle`, and from when to when it is reported on and every how
    many months (`report_from`, `report_until`, `report_every`).

    Its reference is the party, the year and the next number: EG/2026/14. Raises ValueRefused.
    """
    made = Measure(party=party, **_columns(party, said))

    def numbered() -> None:
        made.reference = _reference(party)

    with entering(actor, Permission.MEASURE_WRITE, made, given=given, first=numbered):
        pass
    return made


def change_measure(actor: Actor, measure: Measure, **said: Any) -> Measure:
    """Change what is said of a measure; whose it is and its reference stay. Raises ValueRefused, NotPossible."""
    if measure.archived:
        raise NotPossible("archived")
    with changing(actor, Permission.MEASURE_WRITE, measure, _columns(measure.party, said)):
        pass
    return measure


def archive_measure(actor: Actor, measure: Measure, *, archived: bool = True) -> Measure:
    """Put a measure away, or take it out again: nothing that was reported is ever deleted."""
    with changing(actor, Permission.MEASURE_WRITE, measure, {"archived": archived}):
        pass
    return measure


def serve(actor: Actor, measure: Measure, commitment: Commitment, *, extent: str, note: str = "") -> Contribution:
    """Say that a measure serves a commitment, and whether it carries out all that is asked for; said again it is said
    otherwise. Raises ValueRefused, NotPossible."""
    kind = one_of("extent", extent, Contribution.Extent)
    told = checked_words("note", note, limit=LONGEST)
    if commitment.party_id != measure.party_id:
        raise ValueRefused("commitment", "This is a commitment of another party.")
    if measure.archived:
        raise NotPossible("archived")
    with act(actor, Permission.MEASURE_WRITE, on=measure) as deed:
        made, _new = Contribution.objects.update_or_create(
            measure=measure, commitment=commitment, defaults={"extent": kind, "note": told}
        )
        deed.of(measure, serves=commitment.pk, extent=kind)
    return made


def stop_serving(actor: Actor, measure: Measure, commitment: Commitment) -> None:
    """Take back that a measure serves a commitment. Raises NotPossible("not_served")."""
    with act(actor, Permission.MEASURE_WRITE, on=measure) as deed:
        found = Contribution.objects.filter(measure=measure, commitment=commitment)
        if not found.exists():
            raise NotPossible("not_served")
        found.delete()
        deed.of(measure, serves_no_more=commitment.pk)


def _columns(party: Party, said: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "kind": one_of("kind", said.get("kind") or "", Measure.Kind),
        **names("title", said, limit=600),
        **words("text", said),
        "owner": of_party("owner", party, said.get("owner")),
        "status": one_of("status", said.get("status") or Measure.Status.PLANNED, Measure.Status),
        **dates(**{name: said.get(name) or "" for name in ("start", "target", "completed")}),
        "target_note": line("target_note", said.get("target_note") or "", 600),
        "sectors": [checked_term("sectors", "sector", one) for one in dict.fromkeys(said.get("sectors") or ())],
        "topics": [checked_term("topics", "topic", one) for one in dict.fromkeys(said.get("topics") or ())],
        "lifecycle": checked_term("lifecycle", "lifecycle", said.get("lifecycle") or ""),
        **_reporting(said.get("report_every"), said.get("report_from"), said.get("report_until")),
    }
    in_order(columns["start"], columns["target"], "target")
    in_order(columns["start"], columns["completed"], "completed")
    return columns


def _reporting(every: int | None, first: date | None, last: date | None) -> dict[str, Any]:
    if every and not 1 <= every <= 120:
        raise ValueRefused("report_every", "Every how many months: from 1 to 120.")
    if every and first is None:
        raise ValueRefused("report_from", "Say when the first report is due.")
    if first is not None and last is not None and last < first:
        raise ValueRefused("report_until", "That is before the first report.")
    return {"report_every": every or None, "report_from": first, "report_until": last}


def _reference(party: Party) -> str:
    """Party, year and number: EG/2026/14. Whoever enters two at once waits at the party's row."""
    Party.objects.select_for_update(of=("self",)).filter(pk=party.pk).first()
    head = f"{_NOT_IN_A_REFERENCE.sub('-', party.pk)[:40]}/{clock.today().year}/"
    with under_ceiling(CLERK):  # a number that is taken is taken, by whatever it is
        taken = list(Measure.objects.filter(reference__startswith=head).values_list("reference", flat=True))
    numbers = [int(tail) for one in taken if (tail := one.removeprefix(head)).isdecimal()]
    return f"{head}{max(numbers, default=0) + 1}"
