"""What can be done later, and what is done regularly: one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import CLERK, DOORKEEPER, LOADER, Actor


def lay_table() -> None:
    """Lay the table of tasks and schedules for the workers; models are there only once the rooms are."""
    from muntada.forum import tasks as forum
    from muntada.jobs import tasks as jobs
    from muntada.jobs.schedules import Daily, Every, Schedule, Whenever
    from muntada.jobs.table import Table, lay
    from muntada.library import tasks as library
    from muntada.outreach import tasks as outreach
    from muntada.register import tasks as register
    from muntada.rights import tasks as rights
    from muntada.search.queries import waits
    from muntada.signin import tasks as signin
    from muntada.upkeep import tasks as upkeep

    tasks = [jobs.forget, outreach.send, outreach.post, outreach.digests, rights.erase, rights.look_after]
    tasks += [signin.sweep, upkeep.back_up, forum.close_silences, forum.purge_names, rights.clean, outreach.remind]
    tasks += [library.note_terms, library.note_citations, outreach.write_edition, outreach.remind_institutions]
    schedules: list[Schedule] = [
        Every("forget_jobs", jobs.forget, CLERK, hours=24),
        Every("post_outbox", outreach.post, CLERK, hours=1),
        Every("close_silences", forum.close_silences, CLERK, hours=1),
        Every("digests", outreach.digests, CLERK, hours=7 * 24),
        Every("remind_of_outcomes", outreach.remind, CLERK, hours=7 * 24),
        Every("tell_followed", outreach.tell_followed, CLERK, hours=7 * 24),
        Daily("remind_institutions", outreach.remind_institutions, CLERK, at=time(5)),
        Daily("look_at_followed", outreach.look_at_followed, CLERK, at=time(4)),
        # Before rights are looked after, which erases whole records that are over their time.
        Daily("purge_names", forum.purge_names, CLERK, at=time(1)),
        Daily("look_after_rights", rights.look_after, CLERK, at=time(3)),
        Daily("sweep_sign_in", signin.sweep, DOORKEEPER, at=time(2)),
    ]
    if settings.BACKUP is not None:
        schedules.append(Every("back_up", upkeep.back_up, CLERK, hours=settings.BACKUP_HOURS))
    tasks += [outreach.look_at_followed, outreach.tell_followed]
    tasks += [register.bring_in, register.look_for_duplicates]
    tasks += [upkeep.index_search, register.look_after_register, register.check_batch]
    schedules.append(Daily("look_for_duplicates", register.look_for_duplicates, CLERK, at=time(1, 30)))
    schedules.append(Daily("look_after_register", register.look_after_register, CLERK, at=time(0, 30)))
    schedules.append(Whenever("index_search", upkeep.index_search, CLERK, waits, seconds=15))
    lay(Table.of(tasks, schedules, actor_by_key))


SYSTEM = {actor.key: actor for actor in (CLERK, DOORKEEPER, LOADER)}


def actor_by_key(key: str, via: str) -> Actor | None:
    """The actor of this key with the rights of this moment; None for one who may not enter, or not by this token."""
    from muntada.people.models import User
    from muntada.signin.actors import actor_of
    from muntada.signin.models import ApiToken

    if key in SYSTEM:
        return SYSTEM[key]
    kind, _, number = key.partition(":")
    user = User.objects.filter(pk=int(number)).first() if kind == "user" and number.isdecimal() else None
    actor = actor_of(user) if user is not None else None
    if actor is None or not via:
        return actor
    lasting = ApiToken.objects.filter(user=user, revoked_at__isnull=True, expires_at__gt=clock.now())
    token = lasting.filter(pk=via.removeprefix("token:")).first()
    return replace(actor, purposes=actor.purposes & {token.purpose}) if token is not None else None
