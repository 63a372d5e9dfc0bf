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
from muntada.register.actions.entering import Entering, Handled, about_persons
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.events import ListChanged, ListHeld
from muntada.register.facts import KnownList, doubts, known_lists
from muntada.register.lists import READERS, FileRead, ListRefused
from muntada.register.lists.sensible import sensible
from muntada.register.models import Entity, Quarantined, Run
from muntada.trail.deed import Record, act

Progress = Callable[[int], None]


def bring_list(actor: Actor, key: str, data: bytes, *, name: str, progress: Progress | None = None) -> Run:
    """Take a list in as its publisher gives it, whole: what it does not name any more is suspended at once.

    The run says what came of it. It is held where the list is smaller, larger or more changed than is believed without
    a person; nothing is changed by it then. `progress` hears how many entries were done. Raises ListRefused for a file
    that is no such list, ValueRefused for a list that is not declared, NotAssessed and BasisNotInForce.
    """
    known = _known(key)
    with act(actor, Permission.LIST_BRING) as deed:
        handled = Handled.under(known)
        read = sensible(READERS[known.form](data), clock.today())
        why = _doubted(known, read)
        run = _begun(actor, known, read, digest=digest_of(data), name=name)
        if why:
            # Kept to be taken in later; of a list that is taken in now, what is kept is in the register.
            put(settings.STORE, data)
            run.state, run.why = Run.State.HELD, json.dumps(why, ensure_ascii=False)
            run.save()
            deed.tell(ListHeld(run.pk, key))
        else:
            _take(deed, run, read, handled, progress)
        _set_aside(run, read)
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
            known = _known(held.dataset)
            read = sensible(READERS[known.form](get(settings.STORE, held.sha256)), clock.today())
            _take(deed, held, read, Handled.under(known), progress)
        else:
            held.state = Run.State.REFUSED
            held.save()
        deed.of(held, dataset=held.dataset, state=held.state, reason=held.reason)
    return held


def _known(key: str) -> KnownList:
    try:
        return known_lists()[key]
    except KeyError:
        raise ValueRefused("list", f"There is no list {key!r}; known are {', '.join(known_lists())}.") from None


def _doubted(known: KnownList, read: FileRead) -> list[dict[str, Any]]:
    counts = Counter(one.schema for one in read.entities)
    main = {one.key for one in read.entities if one.reference or not known.least}
    standing = set(_standing(known.key).filter(listings__isnull=False).values_list("key", flat=True))
    found = doubts(known, counts, len(standing), len(standing - main), len(main - standing))
    return [asdict(one) for one in found]


def _standing(dataset: str) -> Any:
    return Entity.objects.filter(dataset=dataset, gone=False)


def _begun(actor: Actor, known: KnownList, read: FileRead, *, digest: str, name: str) -> Run:
    return Run(
        dataset=known.key,
        sha256=digest,
        name=name[:200],
        made_at=read.made_at[:40],
        entries=len(read.entities),
        quarantined=len(read.rows),
        by=actor.key,
        at=clock.now(),
        **Handled.of_runs(),
    )


def _set_aside(run: Run, read: FileRead) -> None:
    Quarantined.objects.bulk_create(
        [
            Quarantined(run=run, place=one.place[:120], code=one.code, reason=one.reason, row=one.row)
            for one in read.rows
        ],
        batch_size=CHUNK,
    )


def _take(deed: Record, run: Run, read: FileRead, handled: Handled, progress: Progress | None) -> None:
    """Every entry of the list as it is now; those that it does not name any more are suspended."""
    run.state = Run.State.DONE
    run.save()
    persons = about_persons(read.entities)
    if persons and handled.basis is None:
        raise ListRefused("A list of this kind speaks of no persons; this one does.")
    entering = Entering(run, handled, persons)
    for some in in_chunks(read.entities):
        entering.take(some)
        if progress is not None:
            progress(len(some))
    entering.end_others({one.key for one in read.entities})
    entering.settle()
    run.new, run.changed, run.gone = len(entering.came), len(entering.changed), len(entering.gone)
    run.save()
    if entering.came or entering.changed or entering.gone:
        deed.tell(ListChanged(run.pk, run.dataset, tuple(entering.came), tuple(entering.changed), tuple(entering.gone)))
