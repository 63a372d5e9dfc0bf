"""Questions about elections, those who stand in them, and silences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Ballot, Body, Candidacy, Election, Meeting, Objection, Seat, Silence, Support, Term
from muntada.parties.models import Party

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Result:
    """A bid with the votes for it; a bid of None are those who abstained."""

    candidacy: Candidacy | None
    parties: tuple[Party, ...]

    @property
    def votes(self) -> int:
        """How many voted so."""
        return len(self.parties)


def elections(actor: Actor | None) -> QuerySet[Election]:
    """Every election, the latest first, with its body, its seats, and the meeting that decided where that is seen."""
    found = rows(actor, READ, Election).select_related("body__party")
    seats = Prefetch("seats", queryset=rows(actor, READ, Seat))
    held = rows(actor, READ, Meeting).select_related("body__party").prefetch_related("body__party__names")
    return found.prefetch_related("body__party__names", seats, Prefetch("decided_at", queryset=held))


def election(actor: Actor | None, pk: int) -> Election | None:
    """The election of that number, or None."""
    return elections(actor).filter(pk=pk).first()


def elections_of(actor: Actor | None, body: Body) -> QuerySet[Election]:
    """The elections in a body."""
    return elections(actor).filter(body=body)


def bids(actor: Actor | None, one: Election) -> list[Candidacy]:
    """Who stands in an election, with those who agreed and those who endorse."""
    supports = rows(actor, READ, Support).select_related("party").prefetch_related("party__names")
    parties = Prefetch("parties", queryset=rows(actor, READ, Party).prefetch_related("names"))
    found = rows(actor, READ, Candidacy).filter(election=one).order_by("pk")
    return list(found.select_related("body").prefetch_related(parties, Prefetch("supports", queryset=supports)))


def bid(actor: Actor | None, pk: int) -> Candidacy | None:
    """The bid of that number in an election held here, or None."""
    found = rows(actor, READ, Candidacy).filter(pk=pk, election__isnull=False)
    return found.select_related("election__body", "body").first()


def silences(actor: Actor | None, one: Election) -> list[Silence]:
    """The silences of an election, with who broke them and why."""
    broke = rows(actor, READ, Objection).select_related("party").prefetch_related("party__names")
    found = rows(actor, READ, Silence).filter(election=one).select_related("candidacy", "body", "election")
    return list(found.prefetch_related(Prefetch("objections", queryset=broke)))


def silence(actor: Actor | None, pk: int) -> Silence | None:
    """The silence of that number, or None."""
    return rows(actor, READ, Silence).select_related("body", "election", "candidacy").filter(pk=pk).first()


def running(one: Silence) -> bool:
    """Whether it can still be broken."""
    return one.state == Silence.State.OPEN and one.opens_at <= clock.now() < one.closes_at


def results(actor: Actor | None, one: Election) -> list[Result]:
    """How the members voted, in an open vote: most votes first, those who abstained last."""
    cast = rows(actor, READ, Ballot).filter(election=one).select_related("party", "candidacy")
    by_bid: dict[Candidacy | None, list[Party]] = {}
    for ballot in cast.prefetch_related("party__names", "candidacy__parties__names"):
        by_bid.setdefault(ballot.candidacy, []).append(ballot.party)
    found = [Result(bid, tuple(parties)) for bid, parties in by_bid.items()]
    return sorted(found, key=lambda one: (one.candidacy is None, -one.votes))


def terms_won(actor: Actor | None, one: Election) -> list[Term]:
    """The terms that the decision started."""
    found = rows(actor, READ, Term).filter(won=one).select_related("party", "seat").prefetch_related("party__names")
    return list(found.order_by("seat__number"))


def counted(one: Election) -> dict[int, int]:
    """The votes for each bid, by its number; those who abstained are not counted."""
    cast = one.ballots.filter(candidacy__isnull=False).values_list("candidacy", flat=True)
    return dict(Counter(int(key) for key in cast if key is not None))
