"""Institutions are asked what became of measures and commitments, by a day; the request is extended and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.followup.actions.under import entering, keeps
from muntada.followup.events import InstitutionAsked, RequestSettled
from muntada.followup.models import Commitment, Institution, Measure, Request
from muntada.followup.refused import AskingRefused
from muntada.followup.secret import digest_of, secret_for, secret_of
from muntada.forum.actions.under import Given
from muntada.forum.actions.wording import checked_text
from muntada.marking.tlp import TLP
from muntada.trail.deed import act

LONGEST = 5_000
MOST_THINGS = 200
FARTHEST = timedelta(days=731)
LASTS = timedelta(days=60)  # how long after the day due the address still leads somewhere
State = Request.State


def ask(
    actor: Actor,
    institution: Institution,
    *,
    text: str,
    due: date,
    measures: Sequence[Measure] = (),
    commitments: Sequence[Commitment] = (),
    given: Given = None,
) -> Request:
    """Ask an institution about measures and commitments of its party, by a day. Its letter is written and held.

    The request is handled as strictly as the strictest thing that it asks about, so that its page shows nothing above
    its own label. Raises AskingRefused, ValueRefused.
    """
    things = _askable(institution, measures, commitments)
    _in_time(due)
    keeps(actor, Permission.INSTITUTION_ASK, institution)
    made = Request(
        institution=institution,
        text=checked_text(text, limit=LONGEST),
        due=due,
        ends=_end_of(due),
        by=actor.key,
        at=clock.now(),
    )
    with entering(actor, Permission.INSTITUTION_ASK, made, institution, *things, given=given) as deed:
        if TLP(made.tlp) == TLP.RED:
            raise AskingRefused("red")
        made.digest = digest_of(secret_for(made.pk, made.turn))
        made.save(update_fields=["digest"])
        made.measures.set(measures)
        made.commitments.set(commitments)
        deed.of(institution, asked=made.pk, measures=len(measures), commitments=len(commitments))
        deed.to(f"institution:{institution.key}")
        deed.tell(InstitutionAsked(made.pk))
    return made


def _askable(
    institution: Institution, measures: Sequence[Measure], commitments: Sequence[Commitment]
) -> list[Measure | Commitment]:
    """All that is asked about, where an institution can be asked about it. Raises AskingRefused."""
    things: list[Measure | Commitment] = [*measures, *commitments]
    if not things or len(things) > MOST_THINGS:
        raise AskingRefused("too_many" if things else "nothing_asked")
    if any(one.party_id != institution.party_id for one in things):
        raise AskingRefused("another_party")
    if any(one.archived for one in measures):
        raise AskingRefused("archived")
    return things


def extend(actor: Actor, request: Request, *, due: date) -> Request:
    """Give the institution another day; its address lasts as long after that one. Raises AskingRefused."""
    _in_time(due)
    with act(actor, Permission.INSTITUTION_ASK, on=request) as deed:
        held = _held(request)
        held.due, held.ends = due, _end_of(due)
        held.save(update_fields=["due", "ends"])
        deed.of(held, due=due.isoformat())
        deed.to(f"institution:{held.institution_id}")
        deed.tell(InstitutionAsked(held.pk))
    return held


def close(actor: Actor, request: Request) -> Request:
    """End the request: its address leads nowhere from now on, nobody is reminded. Raises AskingRefused."""
    with act(actor, Permission.INSTITUTION_ASK, on=request) as deed:
        held = _held(request)
        held.state, held.closed_by, held.closed_at = State.CLOSED, actor.key, clock.now()
        held.save(update_fields=["state", "closed_by", "closed_at"])
        deed.of(held, state=held.state)
        deed.to(f"institution:{held.institution_id}")
        deed.tell(RequestSettled(held.pk))
    return held


def renew_address(actor: Actor, request: Request) -> Request:
    """End the present address and make another one, with a letter: where the first one got into other hands.

    Raises AskingRefused.
    """
    with act(actor, Permission.INSTITUTION_ASK, on=request) as deed:
        held = _held(request)
        held.turn += 1
        held.digest, held.ends = digest_of(secret_for(held.pk, held.turn)), _end_of(max(held.due, clock.today()))
        held.save(update_fields=["turn", "digest", "ends"])
        deed.of(held, turn=held.turn)
        deed.to(f"institution:{held.institution_id}")
        deed.tell(InstitutionAsked(held.pk))
    return held


def shown_address(actor: Actor, request: Request) -> str:
    """The secret of the address, for whoever asked to hand it over by other means; a line of the trail says who saw it.

    Raises AskingRefused; LookupError where the key that made it is gone, and a new address has to be made.
    """
    with act(actor, Permission.INSTITUTION_ASK, on=request) as deed:
        held = _held(request)
        secret = secret_of(held)
        deed.of(held, address="shown")
        deed.to(actor.key)
    return secret


def _held(request: Request) -> Request:
    """The request, held until the end of the deed. Raises AskingRefused where it is closed."""
    held = Request.objects.select_for_update(of=("self",)).select_related("institution").get(pk=request.pk)
    if held.state == State.CLOSED:
        raise AskingRefused("closed")
    return held


def _in_time(due: date) -> None:
    if due <= clock.today():
        raise AskingRefused("past")
    if due > clock.today() + FARTHEST:
        raise AskingRefused("far")


def _end_of(due: date) -> datetime:
    zone = clock.now().tzinfo
    return datetime.combine(due + LASTS, time.max, zone)
