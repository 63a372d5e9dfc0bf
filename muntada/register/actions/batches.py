"""Batches of names: begun by a person, checked piece by piece by a job, and erased a week later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.operations import Operation
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.jobs.later import Task
from muntada.jobs.running import Context
from muntada.marking.handling import THE_FORUM, Category, Retention
from muntada.marking.tlp import TLP
from muntada.register.actions.screening import CHUNK, Answer, Right, admitted, asked_of, basis_of, screen
from muntada.register.chunks import in_chunks
from muntada.register.lists.asked import Question
from muntada.register.lists.form import Row
from muntada.register.models import Batch, BatchName
from muntada.register.models.batches import KEPT
from muntada.screening.model import Identifier, Query
from muntada.screening.screener import CUTOFF, MOST_HITS
from muntada.trail.deed import act

MOST_NAMES = 100_000
_task: list[Task] = []


def checked_by(task: Task) -> None:
    """Which task checks a batch; it is told once, by the tasks themselves."""
    _task[:] = [task]


def begin_batch(
    actor: Actor,
    questions: Sequence[Query | Row],
    right: Right,
    *,
    name: str = "",
    cutoff: float = CUTOFF,
    most: int = MOST_HITS,
) -> Batch:
    """Have names checked by a job: questions, and rows that are none, which are kept with the reason.

    Nothing is left out. Raises ValueRefused for no name at all or more than MOST_NAMES, and what `screen` raises.
    """
    if len(questions) > MOST_NAMES:
        raise ValueRefused("names", f"A batch has at most {MOST_NAMES} names; there are {len(questions)}.")
    rows = [_row(place, one) for place, one in enumerate(questions, 1)]
    asked = sum(not row.wrong for row in rows)
    if not asked:
        raise ValueRefused("names", "There is no name to check.")
    with act(actor, Permission.NAME_SCREEN) as deed:
        batch = Batch(
            **_handled(actor, right), by=actor.key, at=clock.now(), name=name[:200], case=right.case[:120],
            cutoff=cutoff, most=most, names=asked, aside=len(rows) - asked,
        )  # fmt: skip
        batch.save()
        for row in rows:
            row.batch = batch
        for some in in_chunks(rows):
            BatchName.objects.bulk_create(some)
        batch.job = _task[0].using(by=actor, key=f"{batch.pk}").enqueue(batch.pk).job
        batch.save(update_fields=["job"])
        deed.as_operation(Operation.COLLECT)
        deed.of(batch, names=batch.names, aside=batch.aside, case=batch.case)
    return batch


def _handled(actor: Actor, right: Right) -> dict[str, Any]:
    """How a batch is handled: its organisation's own, for the purpose and by the right that it is asked for."""
    return {
        "tlp": TLP.AMBER.value,
        "originator": actor.party or THE_FORUM,
        "purpose": right.purpose,
        "legal_basis": basis_of(actor, right),
        "category": Category.OTHER.value,
        "retention": Retention.SHORT.value,
        "review_by": clock.today() + timedelta(days=KEPT),
    }


def check_names(context: Context, number: int) -> dict[str, int]:
    """Check the names of a batch piece by piece, each piece once, however often its worker is lost.

    Raises what `screen` raises: a right that has ended since ends the batch.
    """
    batch = Batch.objects.filter(pk=number).first()
    if batch is None:
        return {"names": 0}
    right = Right(batch.purpose, str(batch.legal_basis_id), batch.case)
    while True:
        rows = list(BatchName.objects.filter(batch=batch, leads__isnull=True, wrong="").order_by("place")[:CHUNK])
        if not rows:
            return {"names": batch.done, "hits": batch.met}
        done = batch.done + len(rows)
        with context.step(done=done, total=batch.names) as actor:
            answers = screen(actor, [question_of(one) for one in rows], right, cutoff=batch.cutoff, limit=batch.most)
            for row, answer in zip(rows, answers, strict=True):
                _answered(row, answer)
            BatchName.objects.bulk_update(rows, ["leads", "cleared"])
            batch.done, batch.met = done, batch.met + sum(len(one.met) for one in answers)
            batch.save(update_fields=["done", "met"])


def erase_batches(actor: Actor) -> int:
    """Erase batches that are a week old, with their names; how many."""
    with act(actor, Permission.NAMES_INDEX) as deed:
        old = Batch.objects.filter(review_by__lt=clock.today())
        count = old.count()
        old.delete()
        deed.as_operation(Operation.ERASE)
        deed.things.append({"thing": "register.batch", "erased": count})
    return count


def erase_batch(actor: Actor, batch: Batch) -> None:
    """Erase one's own batch before its time; a job that still checks it ends with what it has."""
    with act(actor, Permission.NAME_SCREEN) as deed:
        if batch.by != actor.key:
            raise ValueRefused("batch", "A batch is erased by whoever began it.")
        deed.as_operation(Operation.ERASE)
        deed.of(batch, erased=batch.names)
        batch.delete()


def question_of(row: BatchName) -> Question:
    """The question of a row, from what is kept of it."""
    asked: dict[str, Any] = row.asked or {}
    return Question(
        name=asked["name"],
        born=tuple(asked.get("born", ())),
        nationalities=tuple(asked.get("nationalities", ())),
        identifiers=tuple(Identifier(**one) for one in asked.get("identifiers", ())),
        kind=asked.get("kind") or None,
        key=row.key,
        also=tuple(asked.get("also", ())),
    )


def _row(place: int, one: Query | Row) -> BatchName:
    if isinstance(one, Row):
        return BatchName(place=place, key=one.place[:120], wrong=one.code[:40], why=one.reason)
    try:
        admitted(one)
    except ValueRefused as refused:
        return BatchName(place=place, key=one.key[:120], wrong="text", why=refused.reason)
    return BatchName(place=place, key=one.key[:120], asked=asked_of(one))


def _answered(row: BatchName, answer: Answer) -> None:
    row.leads, row.cleared = [one.lead.pk for one in answer.met], answer.cleared
