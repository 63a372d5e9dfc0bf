"""A breach: its file is opened, made from the log, told of within 72 hours, and closed with what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.named import required
from muntada.evidence.pen import find
from muntada.outreach.actions import held
from muntada.outreach.models import Message
from muntada.people.models import Office, User
from muntada.rights.models import Breach
from muntada.trail.deed import act
from muntada.trail.naming import Thing, between

MOST = 2_000  # keys that a file names of each kind; the number is always whole


class NotPossible(ValueError):
    """Raised for a span that cannot be, and for a file that is closed; `code` is a word for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def open_file(
    actor: Actor,
    *,
    what: str,
    known_at: datetime,
    began: datetime,
    ended: datetime | None = None,
    actors: Iterable[str] = (),
) -> Breach:
    """Open the file: what happened, when it was known, and what the log says of that time and those actors.

    Drafts a letter to everybody who oversees or reviews. Raises NotPossible.
    """
    until = ended or clock.now()
    if until < began or known_at > clock.now():
        raise NotPossible("span", "It has to begin before it ends, and was known before now.")
    named = sorted(set(actors))
    with act(actor, Permission.BREACH_KEEP) as deed:
        made = Breach.objects.create(
            what=required("what", what.strip()),
            known_at=known_at,
            began=began,
            ended=until,
            actors=named,
            facts=facts_of(began, until, named),
            opened_by=actor.key,
        )
        deed.of(made)
        for user in _who_oversees():
            values = {"number": str(made.pk), "day": f"{made.due_at:%Y-%m-%d %H:%M} UTC"}
            held(user, "breach", values, path="/rights/breaches/", once=f"breach:{made.pk}:{user.pk}")
    return made


def facts_of(began: datetime, ended: datetime, actors: Iterable[str]) -> dict[str, Any]:
    """What the log says: how often each operation was done, on which things, who received, whose data these are."""
    seen = between(began, ended, actors)
    things: set[Thing] = {thing for one in seen for thing in one.things}
    kinds: dict[str, list[str]] = {}
    for kind, key in sorted(things):
        kinds.setdefault(kind, []).append(key)
    categories: Counter[str] = Counter()
    concerned: set[str] = {f"user:{key}" for kind, key in things if kind == "people.user"}
    for kind, key in sorted(things):
        record = _record(kind, key)
        if record is not None and record.category is not None:
            categories[record.category] += 1
    return {
        "lines": len(seen),
        "operations": dict(sorted(Counter(one.operation for one in seen).items())),
        "actors": dict(sorted(Counter(one.actor for one in seen).items())),
        "recipients": sorted({who for one in seen for who in one.recipients}),
        "things": {kind: {"count": len(keys), "keys": keys[:MOST]} for kind, keys in kinds.items()},
        "categories": dict(sorted(categories.items())),
        "users": sorted(concerned)[:MOST],
    }


def draft_notices(actor: Actor, breach: Breach) -> list[Message]:
    """A held letter to every user whose own data are concerned; others are told by those who hold their address."""
    letters = []
    with act(actor, Permission.BREACH_KEEP, on=breach) as deed:
        numbers = [int(key.removeprefix("user:")) for key in breach.facts.get("users", [])]
        for user in User.objects.filter(pk__in=numbers, is_active=True).order_by("pk"):
            values = {"number": str(breach.pk), "contact": settings.CONTACT or "—"}
            letters.append(
                held(user, "breach-person", values, path="/your-data/", once=f"concerned:{breach.pk}:{user.pk}")
            )
        deed.of(breach, letters=len(letters))
    return letters


def note_told(actor: Actor, breach: Breach, *, late_because: str = "") -> None:
    """Note that the authority was told now; after the 72 hours with the reason. Raises NotPossible."""
    if clock.now() > breach.due_at and not late_because.strip():
        raise NotPossible("late", "The 72 hours are over: say why.")
    with act(actor, Permission.BREACH_KEEP, on=breach) as deed:
        _move(breach, told_authority_at=clock.now(), late_because=late_because.strip())
        deed.of(breach, told=True)


def close(actor: Actor, breach: Breach, *, measures: str) -> None:
    """Close the file with what was done; first the authority is told. Raises NotPossible."""
    if breach.told_authority_at is None:
        raise NotPossible("not_told", "First note when the authority was told.")
    with act(actor, Permission.BREACH_KEEP, on=breach) as deed:
        done = required("measures", measures.strip())
        _move(breach, measures=done, closed_by=actor.key, closed_at=clock.now())
        deed.of(breach, closed=True)


def report(breach: Breach) -> dict[str, Any]:
    """The file as it goes to the authority: what article 30(3) of the Directive asks for."""
    return {
        "number": breach.pk,
        "what": breach.what,
        "began": breach.began.isoformat(),
        "ended": breach.ended.isoformat(),
        "known": breach.known_at.isoformat(),
        "due": breach.due_at.isoformat(),
        "told": breach.told_authority_at.isoformat() if breach.told_authority_at else None,
        "late_because": breach.late_because,
        "controller": {"name": settings.CONTROLLER, "contact": settings.CONTACT},
        "facts": breach.facts,
        "measures": breach.measures,
        "closed": breach.closed_at.isoformat() if breach.closed_at else None,
    }


def _move(breach: Breach, **columns: object) -> None:
    if not Breach.objects.filter(pk=breach.pk, closed_at__isnull=True).update(**columns):
        raise NotPossible("closed", "This file is closed.")
    breach.refresh_from_db()


def _record(kind: str, key: str) -> Handled | None:
    record = find(kind, key)
    return record if isinstance(record, Handled) else None


def _who_oversees() -> list[User]:
    offices = Office.objects.held_on(clock.today()).filter(role__in=[Role.OVERSEER, Role.REVIEWER])
    return list(User.objects.filter(pk__in=offices.values("user"), is_active=True).order_by("pk"))
