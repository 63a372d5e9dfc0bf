"""The silence procedure: what is put forward is adopted when its time passes and no party breaks the silence."""

from __future__ import annotations

from datetime import datetime

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.elections import decide, locked_election
from muntada.forum.actions.rules import NotPossible, RuleBroken, depart, heed
from muntada.forum.actions.under import keep
from muntada.forum.actions.wording import checked_text
from muntada.forum.models import Body, Candidacy, Election, Objection, Outcome, Silence
from muntada.forum.queries.rules import members_on, of_silence
from muntada.parties.models import Party
from muntada.trail.deed import Record, act, refuse

State = Silence.State
_DAY = 86_400


def open_silence(
    actor: Actor,
    about: Candidacy | Outcome,
    *,
    text: str,
    closes_at: datetime,
    opens_at: datetime | None = None,
    despite: str = "",
) -> Silence:
    """Put a bid of an election that is decided by silence, or an outcome of a meeting, under silence until a moment.

    Raises ValueRefused for a moment that has passed, NotPossible(`not_deciding`) for an election that is not at its
    decision or not decided so, `open` where a silence on it runs, RuleBroken where a rule wants it to last longer and
    no reason is given.
    """
    begins = opens_at or clock.now()
    text = checked_text(text)
    if closes_at <= max(begins, clock.now()):
        raise ValueRefused("closes_at", "That moment has passed, or comes before the beginning.")
    bid, outcome = (about, None) if isinstance(about, Candidacy) else (None, about)
    body = _body_of(about)
    days = int((closes_at - begins).total_seconds()) // _DAY
    broken = heed(of_silence(actor, body, days, clock.today()), despite)
    permission = Permission.ELECTION_HOLD if bid is not None else Permission.OUTCOME_WRITE
    with act(actor, permission, on=body if outcome is None else outcome.meeting) as deed:
        election = _at_its_decision(bid) if bid is not None else None
        if about.silences.filter(state=State.OPEN).exists():
            raise NotPossible("open", "A silence on this runs already.")
        made = Silence(body=body, election=election, outcome=outcome, candidacy=bid, text=text)
        made.opens_at, made.closes_at = begins, closes_at
        keep(made, about)
        deed.of(made, closes_at=closes_at.isoformat())
        depart(actor, deed, made, broken, despite)
    return made


def break_silence(actor: Actor, silence: Silence, party: Party, *, reason: str) -> Objection:
    """A party breaks a silence, with its reason; the first ends it, others may still say theirs until its time.

    Raises NotPossible(`too_late`) when its time has passed, `not_open` for one that was withdrawn or has not begun,
    Refused for a party that is no member of the body.
    """
    reason = checked_text(reason, field="reason")
    with act(actor, Permission.SILENCE_BREAK, on=party) as deed:
        one, now = _locked(silence), clock.now()
        if now >= one.closes_at or one.state == State.ADOPTED:
            raise NotPossible("too_late", f"The silence ended at {one.closes_at:%Y-%m-%d %H:%M}.")
        if one.state == State.WITHDRAWN or now < one.opens_at:
            raise NotPossible("not_open", "That silence does not run.")
        if party.pk not in members_on(actor, one.body, clock.today()):
            refuse(actor, Permission.SILENCE_BREAK, party, "Only members of the body break its silence.")
        said = Objection.objects.filter(silence=one, party=party).first()
        if said is None:
            said = keep(Objection(silence=one, party=party, at=now, reason=reason), one)
            deed.of(said)
        if one.state == State.OPEN:
            _becomes(deed, one, State.BROKEN)
    return said


def close_silence(actor: Actor, silence: Silence) -> Silence:
    """Close a silence whose time has passed: what it is about is adopted, and a bid decided.

    Closing it again changes nothing. Raises NotPossible(`too_early`) before its time.
    """
    with act(actor, Permission.SILENCE_CLOSE, on=silence) as deed:
        one = _locked(silence)
        if one.state != State.OPEN:
            return one
        if clock.now() < one.closes_at:
            raise NotPossible("too_early", f"The silence ends at {one.closes_at:%Y-%m-%d %H:%M}.")
        _becomes(deed, one, State.ADOPTED)
        if one.election is not None and one.candidacy is not None:
            decide(actor, deed, one.election, one.candidacy, despite=one.text)
    return one


def withdraw_silence(actor: Actor, silence: Silence, *, reason: str) -> Silence:
    """Take back what was put under silence. Raises NotPossible(`not_open`) for one that no longer runs."""
    reason = checked_text(reason, field="reason")
    with act(actor, Permission.ELECTION_HOLD, on=silence.body) as deed:
        one = _locked(silence)
        if one.state != State.OPEN:
            raise NotPossible("not_open", "That silence does not run.")
        _becomes(deed, one, State.WITHDRAWN, reason)
    return one


def close_due(actor: Actor) -> dict[str, int]:
    """Close every silence whose time has passed; how many were closed, and how many somebody must look at because
    what they are about cannot be decided as things stand."""
    closed = left = 0
    due = rows(actor, Permission.SILENCE_CLOSE, Silence).filter(state=State.OPEN, closes_at__lte=clock.now())
    for silence in due.order_by("closes_at"):
        try:
            close_silence(actor, silence)
        except (NotPossible, RuleBroken):
            left += 1
        else:
            closed += 1
    return {"closed": closed, "left": left}


def _locked(silence: Silence) -> Silence:
    """The silence's row as it is now; the election's first, as everywhere."""
    if silence.election is not None:
        locked_election(silence.election)
    found: Silence = Silence.objects.select_for_update().get(pk=silence.pk)
    return found


def _becomes(deed: Record, one: Silence, state: Silence.State, reason: str = "") -> None:
    one.state = state
    one.save(update_fields=["state"])
    deed.of(one, state=one.state, **({"reason": reason} if reason else {}))


def _body_of(about: Candidacy | Outcome) -> Body:
    body = about.body if isinstance(about, Candidacy) else about.meeting.body
    if body is None:
        raise NotPossible("no_body", "That meeting is of no body whose members could break a silence.")
    return body


def _at_its_decision(bid: Candidacy) -> Election:
    if bid.election is None:
        raise NotPossible("announced", "That bid is known from sources only; it stands in no election held here.")
    one = locked_election(bid.election)
    if one.method != Election.Method.SILENCE or one.phase != Election.Phase.DECISION:
        raise NotPossible("not_deciding", "It is not the time to decide, or not by silence.")
    if Candidacy.objects.get(pk=bid.pk).state != Candidacy.State.SUBMITTED:
        raise NotPossible("not_standing", "That bid does not stand.")
    return one
