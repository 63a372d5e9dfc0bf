"""Who was given an entry of a list is told, with the change itself, that it went, came back or says something else."""

from __future__ import annotations

from collections.abc import Iterable

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.models import Entity, Given, Notice, Run
from muntada.trail.deed import act


def note_given(actor: Actor, keys: Iterable[str], how: Given.How) -> None:
    """Note that the actor is given these entries, for when they change. It is part of the deed that gives them."""
    now = clock.now()
    for some in in_chunks(dict.fromkeys(keys)):
        Given.objects.bulk_create(
            [Given(entity_id=key, to=actor.key, how=how, at=now) for key in some],
            update_conflicts=True,
            unique_fields=["entity", "to"],
            update_fields=["how", "at"],
        )


def tell(keys: Iterable[str], what: Notice.What, run: Run | None = None) -> int:
    """Tell everybody who was given one of these entries what became of it; how many notices that are.

    It is part of the deed that changes them. Once told of an entry by a run, nobody is told again by the same run.
    """
    told, now = 0, clock.now()
    for some in in_chunks(dict.fromkeys(keys)):
        given = Given.objects.filter(entity__in=some).values_list("entity_id", "to")
        notices = [Notice(entity_id=key, to=to, what=what, run=run, at=now) for key, to in given]
        Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=CHUNK)
        told += len(notices)
    return told


def take_note(actor: Actor, notices: Iterable[Notice]) -> int:
    """Note that the actor knows of these changes, which they were told of; how many that are. Raises Refused."""
    done = 0
    for one in notices:
        with act(actor, Permission.NOTICE_TAKE, on=one) as deed:
            done += Notice.objects.filter(pk=one.pk, seen_at__isnull=True).update(seen_at=clock.now())
            deed.of(one, entity=one.entity_id, what=one.what)
    return done


def listed_things(keys: Iterable[str]) -> Iterable[str]:
    """Of the keys of a file those of what may stand on a list: what belongs to it goes and changes with it."""
    for some in in_chunks(keys):
        yield from Entity.objects.filter(pk__in=some, listings__isnull=False).values_list("pk", flat=True)
