"""From the words of a clause to what shows that it is carried out: who undertook it, by which measures, by which
mappings these count for it, and what somebody judged of it beside that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.implementation import Done, Reaches, State, states
from muntada.followup.models import Assessment, Commitment, Contribution, Mapping, Measure
from muntada.followup.queries.matrix import YEARS, Related, courses, relations
from muntada.followup.queries.placed import Placed, Places
from muntada.followup.queries.records import MeasurePage, measure_page
from muntada.followup.standing import state_of, states_in, strongest
from muntada.library.models import Clause
from muntada.parties.models import Party

READ = Permission.RECORD_READ
_INVERSE = {"superset": "subset", "subset": "superset"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a way between clauses: what the one asks for stands so to what the other asks for, and who says so."""

    source: Placed
    relationship: str
    target: Placed
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Counts:
    """A measure that counts for the clause, how far, with its evidence, and the way from the clause that it was taken
    for; no steps where it was taken for this one."""

    page: MeasurePage
    state: State
    steps: tuple[Step, ...]

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.page.measure


@dataclass(frozen=True, slots=True)
class Kept:
    """What one party undertook and did of a clause: its state is what measures say; judgements stand beside it."""

    party: Party
    commitment: Commitment | None
    state: State
    years: tuple[int, ...]
    by_year: tuple[State, ...]
    measures: tuple[Counts, ...]
    judgements: tuple[Assessment, ...]


def kept(actor: Actor | None, clause: Clause, language: str, party: str = "") -> list[Kept]:
    """What each party, or one, undertook and did of this clause, as far as the actor may see it."""
    related, places = relations(actor, language)
    ways = related.reaches.of(clause.pk)  # whatever counts for it, it stands in some relationship to as well
    undertaken = _undertaken(actor, ways, party)
    own = {one.party_id: one for one in undertaken if one.clause_id == clause.pk}
    served = _served(actor, undertaken)
    by_party: dict[str, list[Contribution]] = {key: [] for key in own}
    for one in served:
        by_party.setdefault(one.commitment.party_id, []).append(one)
    parties = rows(actor, READ, Party).filter(pk__in=by_party).prefetch_related("names").order_by("key")
    found = [_of_party(actor, one, clause, own.get(one.pk), by_party[one.pk], related, places) for one in parties]
    return [one for one in found if one.commitment is not None or one.measures]


def _of_party(
    actor: Actor | None,
    party: Party,
    clause: Clause,
    commitment: Commitment | None,
    served: list[Contribution],
    related: Related,
    places: Places,
) -> Kept:
    now = clock.today().year
    years = tuple(range(now - YEARS + 1, now + 1))
    whole = Contribution.Extent.WHOLE
    done = [
        Done(one.commitment.clause_id or 0, one.measure_id, state_of(one.measure.status, one.extent == whole))
        for one in served
    ]
    counted = states(done, related.reaches).get(clause.pk, [])
    measures = {one.measure_id: one.measure for one in served}
    every = tuple(
        Counts(measure_page(actor, measures[int(one.measure)]), one.state, _steps(one.way, related, places))
        for one in counted
    )
    judged = judgements(actor).filter(commitment=commitment) if commitment is not None else []
    return Kept(
        party=party,
        commitment=commitment,
        state=counted[0].state if counted else State.NONE,
        years=years,
        by_year=_by_year(actor, clause.pk, served, related.reaches, years, now),
        measures=every,
        judgements=tuple(judged),
    )


def judgements(actor: Actor | None) -> QuerySet[Assessment]:
    """What was judged of commitments that the actor may see, the latest first."""
    found = rows(actor, READ, Assessment).filter(commitment__in=rows(actor, READ, Commitment).values("pk"))
    return found.select_related("commitment__party", "commitment__clause__work").order_by("-as_of", "-pk")


def _undertaken(actor: Actor | None, clauses: Iterable[object], party: str) -> list[Commitment]:
    found = rows(actor, READ, Commitment).filter(clause__in=list(clauses))
    found = found.filter(party=party) if party else found
    return list(found.select_related("lead", "clause__work").order_by("party", "pk"))


def _served(actor: Actor | None, undertaken: list[Commitment]) -> list[Contribution]:
    measures = rows(actor, READ, Measure).filter(archived=False)
    found = Contribution.objects.filter(measure__in=measures, commitment__in=undertaken)
    return list(found.select_related("measure__party", "measure__owner", "commitment").order_by("pk"))


def _by_year(
    actor: Actor | None,
    clause: int,
    served: list[Contribution],
    reaches: Reaches,
    years: tuple[int, ...],
    now: int,
) -> tuple[State, ...]:
    known = courses(actor, rows(actor, READ, Measure).filter(pk__in={one.measure_id for one in served}))
    best: tuple[State, ...] = (State.NONE,) * len(years)
    for one in served:
        wholly = reaches.of(one.commitment.clause_id or 0).get(clause)
        if wholly is None:
            continue
        found = states_in(known[one.measure_id], one.extent == Contribution.Extent.WHOLE, years, now)
        best = strongest(best, found if wholly[0] else [min(state, State.PARTLY) for state in found])
    return best


def _steps(way: tuple[int | str, ...], related: Related, places: Places) -> tuple[Step, ...]:
    """The mappings along a way, each read in the direction of the way."""
    keys = {pk for pair in pairwise(way) for pk in related.mappings[frozenset(pair)]}
    known = Mapping.objects.in_bulk(keys)
    steps = []
    for here, there in pairwise(way):
        between = [known[pk] for pk in related.mappings[frozenset((here, there))]]
        said = next((one for one in between if one.source_id == here), between[0])
        turned = said.source_id != here
        relationship = _INVERSE.get(said.relationship, said.relationship) if turned else said.relationship
        steps.append(Step(places.of[int(here)], relationship, places.of[int(there)], said))
    return tuple(steps)
