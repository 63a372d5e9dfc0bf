"""Standing for seats, alone or together, and standing behind those who do."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.elections import locked_election
from muntada.forum.actions.rules import NotPossible, depart, heed
from muntada.forum.actions.under import keep
from muntada.forum.actions.wording import checked_words
from muntada.forum.models import Candidacy, Election, Support
from muntada.forum.queries.rules import members_on, of_bid
from muntada.parties.models import Party
from muntada.trail.deed import Record, act, refuse

Phase, State, Kind = Election.Phase, Candidacy.State, Support.Kind
_OPEN = (State.ANNOUNCED, State.SUBMITTED)


def submit_candidacy(
    actor: Actor, election: Election, *, parties: Sequence[Party], statement: str = "", despite: str = ""
) -> Candidacy:
    """Parties stand for the seats of an election. The one that acts agrees by this; each of the others must agree by
    `support_candidacy` before the bid is submitted. The secretariat enters it for the first that is named.

    Raises NotPossible(`too_late`) after nominations ended, `stands` where a party stands already, `too_many` where
    more stand together than there are seats, Refused for parties that are no members, RuleBroken where a rule speaks
    against the bid and no reason is given.
    """
    if not parties or len({party.pk for party in parties}) != len(parties):
        raise ValueRefused("parties", "This must be said, each party once.")
    statement = checked_words("statement", statement)
    acting = next((party for party in parties if party.pk == actor.party), parties[0])
    leaving = list(election.seats.values_list("pk", flat=True))
    broken = heed(of_bid(actor, election.body, list(parties), election.term_start, leaving), despite)
    with act(actor, Permission.CANDIDACY_SUBMIT, on=acting) as deed:
        one = locked_election(election)
        _may_come_in(one)
        if len(parties) > len(leaving):
            raise NotPossible("too_many", "More parties stand in this bid than there are seats.", "parties")
        members = members_on(actor, one.body, clock.today())
        for party in parties:
            if party.pk not in members:
                refuse(actor, Permission.CANDIDACY_SUBMIT, party, "Only members of the body stand for its seats.")
            if one.candidacies.filter(parties=party, state__in=_OPEN).exists():
                raise NotPossible("stands", f"{party.pk} stands in another bid.", "parties")
        role = one.seats.values_list("role", flat=True).first() or "co_chair"
        made = Candidacy(body=one.body, role=role, election=one, statement=statement, when=clock.today().isoformat())
        keep(made, one)
        made.parties.set(parties)
        deed.of(made, parties=[party.pk for party in parties])
        _stands(deed, made, acting)
        depart(actor, deed, made, broken, despite)
    return made


def support_candidacy(actor: Actor, candidacy: Candidacy, party: Party) -> Support:
    """A party stands behind a bid: one that is named in it agrees to stand, another endorses it.

    When all who are named agree, the bid is submitted. Saying it again changes nothing. Raises NotPossible(`too_late`)
    after the time, `withdrawn` for a bid that is no longer open.
    """
    with act(actor, Permission.CANDIDACY_SUPPORT, on=party) as deed:
        one = _election_of(candidacy)
        bid = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
        if bid.state not in _OPEN:
            raise NotPossible("withdrawn", "That bid is no longer open.")
        if bid.parties.filter(pk=party.pk).exists():
            _may_come_in(one)
            return _stands(deed, bid, party)
        if one.phase == Phase.CLOSED:
            raise NotPossible("closed", "The election is closed.")
        if party.pk not in members_on(actor, one.body, clock.today()):
            refuse(actor, Permission.CANDIDACY_SUPPORT, party, "Only members of the body endorse a bid.")
        return _backs(deed, bid, party, Kind.ENDORSES)


def withdraw_support(actor: Actor, candidacy: Candidacy, party: Party) -> None:
    """A party takes its endorsement back, which stays in the trail. Raises NotPossible(`absent`) where there is none;
    a party that stands itself withdraws the bid instead."""
    with act(actor, Permission.CANDIDACY_SUPPORT, on=party) as deed:
        if _election_of(candidacy).phase == Phase.CLOSED:
            raise NotPossible("closed", "The election is closed.")
        held = Support.objects.filter(candidacy=candidacy, party=party, kind=Kind.ENDORSES).first()
        if held is None:
            raise NotPossible("absent", "There is no endorsement to take back.")
        deed.of(held, gone=True)
        held.delete()


def withdraw_candidacy(actor: Actor, candidacy: Candidacy, party: Party, *, reason: str = "") -> Candidacy:
    """One of those who stand in a bid withdraws, and the bid with it. Raises NotPossible(`withdrawn`) for one that is
    not open, `absent` for a party that does not stand in it."""
    reason = checked_words("reason", reason)
    with act(actor, Permission.CANDIDACY_SUBMIT, on=party) as deed:
        _election_of(candidacy)
        bid = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
        if bid.state not in _OPEN:
            raise NotPossible("withdrawn", "That bid is no longer open.")
        if not bid.parties.filter(pk=party.pk).exists():
            raise NotPossible("absent", f"{party.pk} does not stand in that bid.")
        bid.state = State.WITHDRAWN
        bid.save(update_fields=["state"])
        deed.of(bid, state=bid.state, **({"reason": reason} if reason else {}))
        for silence in bid.silences.filter(state="open"):
            silence.state = "withdrawn"
            silence.save(update_fields=["state"])
            deed.of(silence, state=silence.state)
    return bid


def _election_of(candidacy: Candidacy) -> Election:
    if candidacy.election is None:
        raise NotPossible("announced", "That bid is known from sources only; it stands in no election held here.")
    return locked_election(candidacy.election)


def _may_come_in(one: Election) -> None:
    if one.phase != Phase.NOMINATIONS or clock.today() > one.nominations_until:
        raise NotPossible("too_late", f"Nominations came in until {one.nominations_until}.")


def _stands(deed: Record, bid: Candidacy, party: Party) -> Support:
    support = _backs(deed, bid, party, Kind.STANDS)
    agreed = set(bid.supports.filter(kind=Kind.STANDS).values_list("party", flat=True))
    if bid.state == State.ANNOUNCED and agreed >= set(bid.parties.values_list("pk", flat=True)):
        bid.state = State.SUBMITTED
        bid.save(update_fields=["state"])
        deed.of(bid, state=bid.state)
    return support


def _backs(deed: Record, bid: Candidacy, party: Party, kind: Support.Kind) -> Support:
    held = Support.objects.filter(candidacy=bid, party=party).first()
    if held is None:
        held = keep(Support(candidacy=bid, party=party, kind=kind, on=clock.today()), bid)
        deed.of(held, kind=held.kind)
    return held
