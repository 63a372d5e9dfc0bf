"""Lists brought in: what is new, changed and gone, entry by entry; a list that is not believed waits for a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.store import digest_of, get, put
from muntada.evidence.values import ValueRefused
from muntada.jobs.models import Job
from muntada.register.actions.entering import Entering, Handled, about_persons
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.events import ListChanged, ListHeld
from muntada.register.facts import KnownList, doubts, known_lists
from muntada.register.lists import READERS, FileRead, ListRefused, Row
from muntada.register.lists.sensible import sensible
from muntada.register.models import Entity, Quarantined, Run
from muntada.trail.deed import Record, act

Progress = Callable[[int], None]
TASK = "register.bring_in"  # the job that brings a list in
_OVER = (Job.State.DONE, Job.State.CANCELLED)


def bring_list(actor: Actor, key: str, data: bytes, *, name: str, progress: Progress | None = None) -> Run:
    """Take a list in as its publisher gives it, whole: what it does not name any more is suspended at once.

    The run says what came of it. It is held where the list is smaller, larger or more changed than is believed without
    a person; nothing is changed by it then. `progress` hears how many entries were done. Raises ListRefused for a file
    that is no such list, ValueRefused for a list that is not declared, NotAssessed and BasisNotInForce.
    """
    known = known_list(key)
    with act(actor, Permission.LIST_BRING) as deed:
        is_free(known)
        handled = Handled.under(known)
        read = read_list(known, data)
        why = doubted(known, read)
        run = begun_by(actor, known, digest=digest_of(data), name=name)
        run.entries, run.made_at, run.quarantined = len(read.entities), read.made_at[:40], len(read.rows)
        if why:
            # Kept to be taken in later; of a list that is taken in now, what is kept is in the register.
            put(settings.STORE, data)
            held_because(deed, run, why)
        else:
            _take(deed, run, read, handled, progress)
        set_aside(run, read)
        deed.of(run, dataset=key, state=run.state, new=run.new, changed=run.changed, gone=run.gone)
    return run


def decide_run(actor: Actor, run: Run, *, agrees: bool, reason: str, progress: Progress | None = None) -> Run:
    """Take a held list in after all, or refuse it, with the reason. Raises ValueRefused where it waits no more."""
    if not reason.strip():
        raise ValueRefused("reason", "Say why: it stays with the run.")
    with act(actor, Permission.LIST_DECIDE, on=run) as deed:
        held = Run.objects.select_for_update().get(pk=run.pk)
        if held.state != Run.State.HELD:
            raise ValueRefused("run", "Somebody decided on this run already.")
        held.decided_by, held.decided_at, held.reason = actor.key, clock.now(), reason.strip()
        if agrees:
            known = known_list(held.dataset)
            read = read_list(known, get(settings.STORE, held.sha256))
            _take(deed, held, read, Handled.under(known), progress)
        else:
            held.state = Run.State.REFUSED
            held.save()
        deed.of(held, dataset=held.dataset, state=held.state, reason=held.reason)
    return held


def known_list(key: str) -> KnownList:
    """A list that is declared. Raises ValueRefused."""
    try:
        return known_lists()[key]
    except KeyError:
        raise ValueRefused("list", f"There is no list {key!r}; known are {', '.join(known_lists())}.") from None


def is_free(known: KnownList) -> None:
    """Raises ValueRefused where a job brings this list in already."""
    for run in Run.objects.filter(dataset=known.key, state=Run.State.ASKED):
        job = job_of(run)
        if job is not None and job.state not in _OVER:
            raise ValueRefused("busy", "This list is being brought in already; wait until that is done.")


def job_of(run: Run) -> Job | None:
    """The job that brings a list in, or did last."""
    return Job.objects.filter(task=TASK, once__startswith=f"{run.pk}.").order_by("-pk").first()


def read_list(known: KnownList, data: bytes) -> FileRead:
    """A list's entries as its form is read, without what cannot be. Raises ListRefused."""
    return sensible(READERS[known.form](data), clock.today())


def doubted(known: KnownList, read: FileRead) -> list[dict[str, Any]]:
    """What speaks against taking a list in without a person."""
    counts = Counter(one.schema for one in read.entities)
    main = {one.key for one in read.entities if one.reference or not known.least}
    standing = set(_standing(known.key).filter(listings__isnull=False).values_list("key", flat=True))
    found = doubts(known, counts, len(standing), len(standing - main), len(main - standing))
    return [asdict(one) for one in found]


def _standing(dataset: str) -> Any:
    return Entity.objects.filter(dataset=dataset, gone=False)


def begun_by(actor: Actor, known: KnownList, *, digest: str, name: str) -> Run:
    """A run that is not kept yet."""
    return Run(
        dataset=known.key,
        sha256=digest,
        name=name[:200],
        entries=0,
        by=actor.key,
        at=clock.now(),
        **Handled.of_runs(),
    )


def held_because(deed: Record, run: Run, why: list[dict[str, Any]]) -> None:
    """Let a list wait for a person."""
    run.state, run.why = Run.State.HELD, json.dumps(why, ensure_ascii=False)
    run.save()
    deed.tell(ListHeld(run.pk, run.dataset))


def set_aside(run: Run, read: FileRead) -> None:
    """Keep the rows that were not taken, each with its reason, once."""
    run.rows.all().delete()
    Quarantined.objects.bulk_create(
        [
            Quarantined(
                run=run, place=_kept(one.place)[:120], code=one.code, reason=_kept(one.reason), row=_kept(one.row)
            )
            for one in read.rows
        ],
        batch_size=CHUNK,
    )


def _kept(text: str) -> str:
    """What a broken row says as a database keeps it: without NUL, and without halves of characters."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


def entering_of(known: KnownList, run: Run, read: FileRead) -> Entering:
    """What enters a list's entries. Raises ListRefused where it speaks of persons and has no basis for that."""
    return _entering(run, read, Handled.under(known))


def _entering(run: Run, read: FileRead, handled: Handled) -> Entering:
    persons = about_persons(read.entities)
    if persons and handled.basis is None:
        raise ListRefused("A list of this kind speaks of no persons; this one does.")
    return Entering(run, handled, persons)


def _take(deed: Record, run: Run, read: FileRead, handled: Handled, progress: Progress | None) -> None:
    """Every entry of the list as it is now; those that it does not name any more are suspended."""
    entering = _entering(run, read, handled)
    run.state = Run.State.DONE
    run.save()
    for some in in_chunks(read.entities):
        entering.take(some)
        if progress is not None:
            progress(len(some))
    end_of(deed, run, read, entering)


def end_of(deed: Record, run: Run, read: FileRead, entering: Entering) -> None:
    """What ends a run: what the list does not name goes, the run is counted, and who listens is told."""
    read.rows.extend(Row(key, "elsewhere", "Another list has an entry of this key.") for key in entering.foreign)
    entering.end_others({one.key for one in read.entities})
    entering.settle()
    run.state, run.quarantined = Run.State.DONE, len(read.rows)
    run.new, run.changed, run.gone = len(entering.came), len(entering.changed), len(entering.gone)
    run.save()
    if entering.came or entering.changed or entering.gone:
        deed.tell(ListChanged(run.pk, run.dataset, tuple(entering.came), tuple(entering.changed), tuple(entering.gone)))
