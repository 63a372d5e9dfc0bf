"""Holding an election: from the call for nominations through consultation to the decision, which starts terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.office import begin
from muntada.forum.actions.rules import NotPossible, depart, heed
from muntada.forum.actions.under import Given, keep
from muntada.forum.actions.wording import checked_text, checked_words
from muntada.forum.models import Ballot, Body, Candidacy, Election, Meeting, Seat, Silence, Term
from muntada.forum.queries.elections import counted
from muntada.forum.queries.rules import Broken, departures_of, members_on, of_bid, of_election
from muntada.parties.models import Party
from muntada.trail.deed import Record, act, refuse

Phase, Method, State = Election.Phase, Election.Method, Candidacy.State
_NEXT = {Phase.NOMINATIONS: Phase.CONSULTATION, Phase.CONSULTATION: Phase.DECISION}


def hold_election(
    actor: Actor,
    body: Body,
    *,
    seats: Sequence[Seat],
    method: str = Method.CONSENSUS,
    nominations_until: date,
    term_start: date,
    term_end: date,
    despite: str = "",
    handling: Given = None,
) -> Election:
    """Call for nominations to seats of a body. `nominations_until` is the last day on which they may come in,
    `term_end` the day of the hand-over after the term.

    Raises RuleBroken where a rule speaks against it and no reason is given, ValueRefused for dates out of order or
    seats of another body, NotPossible(`open`) where a seat is being filled by an election that is not closed.
    """
    today = clock.today()
    _checked(body, seats, method, nominations_until, term_start, term_end)
    days = {"nominations_until": nominations_until, "term_start": term_start, "term_end": term_end}
    broken = heed(of_election(actor, body, vote=method == Method.VOTE, day=today, **days), despite)
    with act(actor, Permission.ELECTION_HOLD, on=body) as deed:
        locked = list(Seat.objects.select_for_update().filter(pk__in=[seat.pk for seat in seats]).order_by("pk"))
        if Election.objects.filter(seats__in=locked).exclude(phase=Phase.CLOSED).exists():
            raise NotPossible("open", "An election to one of these seats is not closed yet.", "seats")
        made = Election(body=body, method=method, opened_on=today, **days)
        keep(made, body, *locked, given=handling)
        made.seats.set(locked)
        deed.of(made, seats=[seat.pk for seat in locked])
        depart(actor, deed, made, broken, despite)
    return made


def next_phase(actor: Actor, election: Election, *, reason: str = "") -> Election:
    """Nominations are followed by consultation, that by the decision.

    Raises NotPossible(`too_early`) where nominations may still come in and no reason is given, `last` where only the
    decision can follow.
    """
    reason = checked_words("reason", reason)
    with act(actor, Permission.ELECTION_HOLD, on=election.body) as deed:
        one = locked_election(election)
        if one.phase not in _NEXT:
            raise NotPossible("last", "Only the decision follows.")
        early = one.phase == Phase.NOMINATIONS and clock.today() <= one.nominations_until
        if early and not reason:
            raise NotPossible("too_early", f"Nominations may come in until {one.nominations_until}.", "reason")
        before, one.phase = one.phase, _NEXT[Phase(one.phase)]
        one.save(update_fields=["phase"])
        deed.of(one, phase={"before": before, "after": one.phase}, **({"reason": reason} if reason else {}))
    return one


def cast_ballot(actor: Actor, election: Election, party: Party, candidacy: Candidacy | None = None) -> Ballot:
    """A member votes for a bid, or abstains; until the decision it may vote otherwise, and the trail holds both.

    Raises Refused for a party that is no member of the body, NotPossible(`not_voting`) outside the time of an open
    vote and `not_standing` for a bid that is not before the voters.
    """
    with act(actor, Permission.BALLOT_CAST, on=party) as deed:
        one = locked_election(election)
        if one.method != Method.VOTE or one.phase != Phase.DECISION:
            raise NotPossible("not_voting", "There is no vote to take part in now.")
        if party.pk not in members_on(actor, one.body, clock.today()):
            refuse(actor, Permission.BALLOT_CAST, party, "Only members of the body vote.")
        if candidacy is not None and (candidacy.election_id != one.pk or candidacy.state != State.SUBMITTED):
            raise NotPossible("not_standing", "That bid is not before the voters.", "candidacy")
        cast = Ballot.objects.filter(election=one, party=party).first()
        if cast is None:
            cast = keep(Ballot(election=one, party=party, candidacy=candidacy, at=clock.now()), one)
        elif cast.candidacy_id != (candidacy.pk if candidacy else None):
            cast.candidacy, cast.at = candidacy, clock.now()
            cast.save(update_fields=["candidacy", "at"])
        deed.of(cast, candidacy=candidacy.pk if candidacy else None)
    return cast


def decide_election(
    actor: Actor, election: Election, *, candidacy: Candidacy, at: Meeting | None = None, despite: str = ""
) -> list[Term]:
    """Decide for a bid: its parties' terms begin in the seats on the planned day. `at` is the meeting that decided.

    The election closes when every seat is filled; the other bids are then not elected. Raises NotPossible outside
    the phase of decision, for a bid that does not stand, where more parties stand than seats are free, where the
    silence was not kept or the votes say otherwise; RuleBroken where a rule speaks against it and no reason is given.
    """
    with act(actor, Permission.ELECTION_HOLD, on=election.body) as deed:
        return decide(actor, deed, election, candidacy, at=at, despite=despite)


def decide(
    actor: Actor,
    deed: Record,
    election: Election,
    candidacy: Candidacy,
    *,
    at: Meeting | None = None,
    despite: str = "",
) -> list[Term]:
    """As `decide_election`, within the deed that decides."""
    one = locked_election(election)
    bid = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    if one.phase != Phase.DECISION:
        raise NotPossible("not_deciding", "It is not the time to decide.")
    if bid.election_id != one.pk or bid.state != State.SUBMITTED:
        raise NotPossible("not_standing", "That bid does not stand.", "candidacy")
    _way_followed(one, bid)
    parties = list(bid.parties.order_by("pk"))
    free = _free_seats(one)
    if len(parties) > len(free):
        raise NotPossible("too_many", "More parties stand in this bid than seats are free.", "candidacy")
    broken = heed(_still_broken(actor, one, bid, parties), despite)
    with act(actor, Permission.TERM_KEEP, on=one.body) as beginning:
        terms = [
            begin(actor, beginning, seat, party, on=one.term_start, until=one.term_end, won=one)
            for seat, party in _seated(one, free, parties)
        ]
    bid.state = State.ELECTED
    bid.save(update_fields=["state"])
    deed.of(bid, state=bid.state)
    depart(actor, deed, bid, broken, despite)
    if len(parties) == len(free):
        close(deed, one, at)
    return terms


def close_election(actor: Actor, election: Election, *, at: Meeting | None = None, reason: str = "") -> Election:
    """Close an election with the seats that were filled, or without a result, with the reason."""
    reason = checked_text(reason, field="reason")
    with act(actor, Permission.ELECTION_HOLD, on=election.body) as deed:
        one = locked_election(election)
        if one.phase == Phase.CLOSED:
            raise NotPossible("closed", "The election is closed.")
        close(deed, one, at, reason)
        for silence in one.silences.filter(state=Silence.State.OPEN):
            silence.state = Silence.State.WITHDRAWN
            silence.save(update_fields=["state"])
            deed.of(silence, state=silence.state)
    return one


def close(deed: Record, one: Election, at: Meeting | None, reason: str = "") -> None:
    """Close it, within a deed: bids that still stand are not elected."""
    one.phase, one.decided_on, one.decided_at = Phase.CLOSED, clock.today(), at
    one.save(update_fields=["phase", "decided_on", "decided_at"])
    deed.of(one, phase=one.phase, **({"reason": reason} if reason else {}))
    for other in one.candidacies.filter(state__in=[State.SUBMITTED, State.ANNOUNCED]):
        other.state = State.NOT_ELECTED
        other.save(update_fields=["state"])
        deed.of(other, state=other.state)


def locked_election(election: Election) -> Election:
    """The election's row as it is now, which nobody else changes until the deed is done."""
    found: Election = Election.objects.select_for_update().get(pk=election.pk)
    return found


def _checked(
    body: Body, seats: Sequence[Seat], method: str, nominations_until: date, term_start: date, term_end: date
) -> None:
    if method not in Method.values:
        raise ValueRefused("method", f"Nothing is decided by {method}.")
    if not seats:
        raise ValueRefused("seats", "This must be said.")
    if any(seat.body_id != body.pk for seat in seats) or len({seat.role for seat in seats}) > 1:
        raise ValueRefused("seats", "An election is to seats of one role in one body.")
    if nominations_until < clock.today():
        raise ValueRefused("nominations_until", f"{nominations_until} has passed.")
    if term_start < nominations_until:
        raise ValueRefused("term_start", f"{term_start} is before nominations end.")
    if term_end <= term_start:
        raise ValueRefused("term_end", f"{term_end} is not after {term_start}.")


def _way_followed(one: Election, bid: Candidacy) -> None:
    """Silence must have been kept on this bid, and of a vote it must have come out first."""
    if one.method == Method.SILENCE and not one.silences.filter(candidacy=bid, state=Silence.State.ADOPTED).exists():
        raise NotPossible("silence", "The silence on this bid has not passed unbroken.", "candidacy")
    if one.method == Method.VOTE:
        standing = set(one.candidacies.filter(state=State.SUBMITTED).values_list("pk", flat=True))
        votes = {key: number for key, number in counted(one).items() if key in standing}
        best = max(votes.values(), default=0)
        if best == 0 or [key for key, number in votes.items() if number == best] != [bid.pk]:
            raise NotPossible("votes", "Another bid has as many votes, or more.", "candidacy")


def _free_seats(one: Election) -> list[Seat]:
    filled = one.terms.values_list("seat", flat=True)
    return list(one.seats.exclude(pk__in=filled).order_by("number"))


def _seated(one: Election, free: list[Seat], parties: list[Party]) -> list[tuple[Seat, Party]]:
    """Who sits where: a party that holds one of the seats stays in it, the others take the first that is left."""
    left, chosen = list(free), []
    newcomers = []
    for party in parties:
        own = next((seat for seat in left if _sits(seat, party, one.term_start)), None)
        if own is None:
            newcomers.append(party)
        else:
            left.remove(own)
            chosen.append((own, party))
    return [*chosen, *zip(left, newcomers, strict=False)]


def _sits(seat: Seat, party: Party, day: date) -> bool:
    last = seat.terms.exclude(start="").filter(start__lt=day.isoformat()).order_by("-start").first()
    return last is not None and last.party_id == party.pk


def _still_broken(actor: Actor, one: Election, bid: Candidacy, parties: Iterable[Party]) -> list[Broken]:
    """What the rules say of the bid now and nobody has gone on against already."""
    known = {row.rule_id for row in departures_of(actor, "forum.candidacy", str(bid.pk))}
    leaving = one.seats.values_list("pk", flat=True)
    said = of_bid(actor, one.body, list(parties), one.term_start, leaving)
    return [each for each in said if each.rule.pk not in known]
