"""Entering initiatives and programmes, as sources state them."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.matching import Into, choose
from muntada.evidence.named import checked_date, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.bodies import named_body
from muntada.forum.matching import initiative_candidates, programme_candidates
from muntada.forum.models import Initiative, Programme
from muntada.trail.deed import act


def record_initiative(
    actor: Actor, *, parties: Sequence[str], body: str = "", start: str = "", into: Into = None
) -> Written:
    """Enter that parties start and lead something within a body. A new initiative gets a key of ours."""
    checked_date("start", start)
    if not parties:
        raise ValueRefused("party", "This must be said.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        leads = [named_party(pen, "party", key) for key in parties]
        initiative = choose(Initiative, initiative_candidates(parties=parties, body=body, start=start), into)
        if initiative is None:
            initiative = pen.make(Initiative, {}, {"key": _free_key([body, *parties, start[:4]])})
        pen.say(initiative, body=named_body(pen, "body", body) if body else None)
        pen.say(initiative, start=start)
        pen.say_each(initiative, "leads", leads)
        deed.of(initiative)
        return pen.done(initiative)


def record_programme(
    actor: Actor,
    *,
    key: str,
    body: str = "",
    projects: int | None = None,
    entities: int | None = None,
    stages: Sequence[str] = (),
    into: Into = None,
) -> Written:
    """Enter a programme: who runs it, how many projects and entities it has, which stages it covers."""
    for stage in stages:
        checked_term("stages", "lifecycle", stage)
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        programme = choose(Programme, programme_candidates(key=required("key", key)), into)
        if programme is None:
            programme = pen.make(Programme, {"key": key})
        else:
            pen.say(programme, key=key)
        pen.say(programme, body=named_body(pen, "body", body) if body else None)
        pen.say(programme, projects=projects, entities=entities)
        pen.say_each(programme, "stages", stages)
        deed.of(programme)
        return pen.done(programme)


def _free_key(parts: Sequence[str]) -> str:
    """A key for an initiative that no table lists: `init.gctf.ma.nl.2013`."""
    stem = ".".join(["init", *[part.lower() for part in parts if part]])[:110]
    key, number = stem, 2
    while Initiative.objects.filter(key=key).exists():
        key, number = f"{stem}-{number}", number + 1
    return key
