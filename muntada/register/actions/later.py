"""Lists brought in by a job: the file is kept, a person sees how far it is, and a killed worker loses nothing.

What was entered before a worker was killed is found as it should be by the next one, so that a run does nothing twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.access.rules import Permission
from muntada.evidence.store import get, put
from muntada.evidence.values import ValueRefused
from muntada.jobs.later import Task
from muntada.jobs.models import Job
from muntada.jobs.running import Context
from muntada.register.actions.bringing import (
    TASK,
    begun_by,
    doubted,
    end_of,
    entering_of,
    held_because,
    is_free,
    job_of,
    known_list,
    read_list,
    set_aside,
)
from muntada.register.actions.leads import said
from muntada.register.chunks import in_chunks
from muntada.register.lists import FileRead, ListRefused
from muntada.register.models import Run
from muntada.trail.deed import act

__all__ = ["ask_for_decision", "ask_for_list", "brought_by", "job_of", "take_in"]
_task: list[Task] = []


def brought_by(task: Task) -> None:
    """From now on lists are brought in by this task."""
    _task[:] = [task]


def ask_for_list(actor: Actor, key: str, data: bytes, *, name: str) -> Run:
    """Keep a list's file and have it brought in by a job. Raises ValueRefused where there is no such list, or where it
    is being brought in already."""
    known = known_list(key)
    with act(actor, Permission.LIST_BRING) as deed:
        is_free(known)
        run = begun_by(actor, known, digest=put(settings.STORE, data), name=name)
        run.state = Run.State.ASKED
        run.save()
        _ask(actor, run)
        deed.of(run, dataset=key, state=run.state)
    return run


def ask_for_decision(actor: Actor, run: Run, *, agrees: bool, reason: str) -> Run:
    """Refuse a held list, or have it taken in after all by a job, with the reason. Raises ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.LIST_DECIDE, on=run) as deed:
        held = Run.objects.select_for_update().get(pk=run.pk)
        if held.state != Run.State.HELD:
            raise ValueRefused("run", "Somebody decided on this run already.")
        held.decided_by, held.decided_at, held.reason = actor.key, clock.now(), why
        held.state = Run.State.ASKED if agrees else Run.State.REFUSED
        if agrees:
            is_free(known_list(held.dataset))
        held.save()
        if agrees:
            _ask(actor, held)
        deed.of(held, dataset=held.dataset, state=held.state, reason=why)
    return held


def take_in(context: Context, number: int) -> Callable[[], dict[str, int]]:
    """Bring a list in, some entries at a time; what closes the run is done with the end of the job."""
    run = Run.objects.get(pk=number)
    if run.state != Run.State.ASKED:
        return lambda: {"run": number}
    known = known_list(run.dataset)
    try:
        read = read_list(known, get(settings.STORE, run.sha256))
        why = [] if run.decided_by else doubted(known, read)
        if why:
            return lambda: _close(context.actor, run, read, why)
        entering = entering_of(known, run, read)
    except (ListRefused, NotAssessed, BasisNotInForce) as error:
        wrong = {ListRefused: "unread", NotAssessed: "not_assessed", BasisNotInForce: "not_in_force"}[type(error)]
        sentence = str(error)
        return lambda: _refuse(context.actor, run, wrong, sentence)
    done, total = 0, len(read.entities)
    for some in in_chunks(read.entities):
        done += len(some)
        with context.step(done=done, total=total) as actor, act(actor, Permission.LIST_BRING, on=run) as deed:
            entering.take(some)
            deed.of(run, done=done)

    def end() -> dict[str, int]:
        with act(context.actor, Permission.LIST_BRING, on=run) as deed:
            run.entries, run.made_at = len(read.entities), read.made_at[:40]
            end_of(deed, run, read, entering)
            set_aside(run, read)
        return {"run": run.pk, "new": run.new, "changed": run.changed, "gone": run.gone}

    return end


def _ask(actor: Actor, run: Run) -> None:
    if _task:
        again = Job.objects.filter(task=TASK, once__startswith=f"{run.pk}.").count()
        _task[0].using(by=actor, key=f"{run.pk}.{again}").enqueue(run.pk)


def _close(actor: Actor, run: Run, read: FileRead, why: list[dict[str, Any]]) -> dict[str, int]:
    with act(actor, Permission.LIST_BRING, on=run) as deed:
        run.entries, run.made_at, run.quarantined = len(read.entities), read.made_at[:40], len(read.rows)
        held_because(deed, run, why)
        set_aside(run, read)
        deed.of(run, dataset=run.dataset, state=run.state)
    return {"run": run.pk, "held": 1}


def _refuse(actor: Actor, run: Run, code: str, sentence: str) -> dict[str, int]:
    """What is no such list changes nothing; the run says why."""
    with act(actor, Permission.LIST_BRING, on=run) as deed:
        run.state = Run.State.REFUSED
        run.why = json.dumps([{"code": code, "of": "", "expected": 0, "found": 0, "said": sentence}])
        run.save()
        deed.of(run, dataset=run.dataset, state=run.state)
    return {"run": run.pk, "refused": 1}
