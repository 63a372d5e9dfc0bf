"""A change that is asked for twice under one key is done once: its first answer is kept with it, for a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.trail.models import Answer

KEPT = timedelta(hours=24)
ERASED = '{"code": "erased", "status": 410, "title": "This was done; what the answer said was erased since."}'


class AnotherRequest(ValueError):
    """Raised where the key was used for a request that is not this one."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: HTTP status, body and the headers that belong to it; `again` where it was given before."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    again: bool = False


def once(actor: Actor, key: str, asked: str, change: Callable[[], Given]) -> Given:
    """Carry the change out, or give the answer that it had before.

    `asked` is a digest of the request. Key, change and answer are one transaction: what was not answered was not
    done, and the other way round. Of two requests at once the second waits for the first. A change that raises
    leaves the key free. Raises AnotherRequest.
    """
    _forget()
    with transaction.atomic():
        row, new = Answer.objects.get_or_create(actor=actor.key, key=key, defaults={"asked": asked})
        if not new:
            if row.asked != asked:
                raise AnotherRequest(key)
            return Given(row.status, row.body, row.headers, again=True)
        given = change()
        row.status, row.body, row.headers = given.status, given.body, given.headers
        row.save(update_fields=["status", "body", "headers"])
    return given


def given_before(actor: Actor, key: str, asked: str) -> Given | None:
    """The answer that this request had before, for whoever has work to do before the change. Raises AnotherRequest."""
    row = Answer.objects.filter(actor=actor.key, key=key, at__gte=clock.now() - KEPT).first()
    if row is None:
        return None
    if row.asked != asked:
        raise AnotherRequest(key)
    return Given(row.status, row.body, row.headers, again=True)


def empty_all() -> int:
    """Take what every kept answer says away, for an erasure; how many these were.

    The key stays taken, so that what was asked for once is not done again.
    """
    return Answer.objects.update(status=410, body=ERASED, headers={})


def forget() -> int:
    """Drop every answer that is older than a day; how many."""
    return Answer.objects.filter(at__lt=clock.now() - KEPT).delete()[0]


def _forget() -> None:
    """Drop some answers that are older than a day; without any, nothing is written."""
    old = list(Answer.objects.filter(at__lt=clock.now() - KEPT).order_by("pk").values_list("pk", flat=True)[:1000])
    if old:
        Answer.objects.filter(pk__in=old).delete()
