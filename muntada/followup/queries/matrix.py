"""The matrix of follow-up: what parties undertook, clause by clause, and how far each is carried out, year by year.

What counts for a clause through mappings counts only where the actor sees the measure, the commitment that it serves,
and every mapping and clause on the way: what one may not know of carries nothing out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping as KeyedBy
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.implementation import Key, Reach, Reaches, State
from muntada.followup.models import Commitment, Contribution, Institution, Mapping, Measure, Report
from muntada.followup.queries.placed import Placed, Places, placed
from muntada.followup.standing import Course, states_in, strongest
from muntada.forum.models import Outcome
from muntada.forum.queries.outcomes import Worded, text_of
from muntada.library.topics import topic_by_name, with_narrower
from muntada.parties.models import Party

READ = Permission.RECORD_READ
YEARS = 10
UNANSWERED = Commitment.Response.NONE.value
_MAPPED = tuple(one.value for one in Reach)
_ANSWERS = {"supported": 0, "in_part": 1, "noted": 2, "none": 3}  # what was promised is the greater gap
GAPS, TEXTS = "gaps", "texts"

Years = tuple[State, ...]
PlacesOf = KeyedBy[int, Placed]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the matrix is wanted: of a party, a topic, a pillar of the Strategy, a body that adopted, an institution
    that leads or contributes, a work; which states now; in which order; and the last of its years (0: this one)."""

    party: str = ""
    topic: str = ""
    pillar: int = 0
    body: str = ""
    institution: str = ""
    work: str = ""
    state: str = ""
    order: str = GAPS
    until: int = 0
    years: int = YEARS


@dataclass(frozen=True, slots=True)
class Line:
    """What a party undertook, or what something that it did for another clause counts for: a clause or an outcome, the
    commitment where there is one, and how far it is carried out at the end of each year."""

    party: str
    place: Placed | None
    outcome: Outcome | None
    commitment: int | None
    response: str
    states: Years
    measures: int
    institutions: tuple[str, ...] = ()

    @property
    def now(self) -> State:
        """How far it is carried out in the last of the years."""
        return self.states[-1]

    @property
    def words(self) -> Worded:
        """How its words begin."""
        if self.place is not None:
            return Worded(self.place.words, self.place.language)
        assert self.outcome is not None
        return text_of(self.outcome, "en")


@dataclass(frozen=True, slots=True)
class Matrix:
    """The lines, the years, and the keys of the commitments, measures and mappings that stand behind them."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    places: Places
    commitments: frozenset[int]
    measures: frozenset[int]
    mappings: frozenset[int]

    def counted(self) -> list[dict[State, int]]:
        """Of each year how many lines stand in each state."""
        told = [dict.fromkeys(State, 0) for _ in self.years]
        for line in self.lines:
            for at, state in enumerate(line.states):
                told[at][state] += 1
        return told


@dataclass(slots=True)
class _Promise:
    party: str
    clause: int | None
    work: str
    outcome: int | None
    response: str
    institutions: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    """What counts for each key of each party: by year, by which measures, and for which clauses these were taken."""

    best: dict[tuple[str, Key], Years] = field(default_factory=dict)
    by: dict[tuple[str, Key], set[int]] = field(default_factory=lambda: defaultdict(set))
    of: dict[tuple[str, Key], set[Key]] = field(default_factory=lambda: defaultdict(set))

    def add(self, party: str, key: Key, states: Years, measure: int, start: Key) -> None:
        if not any(states):
            return
        self.of[party, key].add(start)
        held = self.best.get((party, key))
        self.best[party, key] = states if held is None else strongest(held, states)
        self.by[party, key].add(measure)


def matrix(actor: Actor | None, asked: Asked, language: str) -> Matrix:
    """The matrix as far as the actor may see what it is made of: with gaps first, or in the order of the texts."""
    now = clock.today().year
    until = asked.until or now
    years = tuple(range(until - asked.years + 1, until + 1))
    promises = promised(actor, asked.party)
    mapped = _mapped(actor)
    kept = {one.clause: one.work for one in promises.values() if one.clause is not None}
    places = placed(actor, kept | _ends(mapped), language)
    related = _related(mapped, places)
    done = _done(actor, promises, related.reaches, years, now)
    outcomes = _outcomes(actor, {one.outcome for one in promises.values() if one.outcome is not None})
    lines = [line for line in _lines(promises, done, places.of, outcomes, len(years)) if _fits(line, asked)]
    lines.sort(key=_gaps_first if asked.order == GAPS else _by_text)
    pks = frozenset(line.commitment for line in lines if line.commitment is not None)
    shown = [(line.party, _key_of(line)) for line in lines]
    measures = frozenset(pk for key in shown for pk in done.by.get(key, ()))
    ways = {(start, key) for party, key in shown for start in done.of.get((party, key), ()) if start != key}
    mappings = frozenset(pk for start, key in ways for pk in related.on_the_way(start, key))
    return Matrix(years, tuple(lines), places, pks, measures, mappings)


@dataclass(frozen=True, slots=True)
class Related:
    """For what each clause counts, and which mappings stand between two clauses that lie side by side on a way."""

    reaches: Reaches
    mappings: dict[frozenset[Key], list[int]]

    def on_the_way(self, start: Key, end: Key) -> list[int]:
        """The keys of the mappings by which what is done for one clause counts for another, in order."""
        _wholly, way = self.reaches.of(start)[end]
        return [pk for pair in pairwise(way) for pk in self.mappings[frozenset(pair)]]


def relations(actor: Actor | None, language: str) -> tuple[Related, Places]:
    """What the mappings say of which the actor sees both ends; and those ends."""
    mapped = _mapped(actor)
    places = placed(actor, _ends(mapped), language)
    return _related(mapped, places), places


_Mapped = tuple[int, int, str, str, int, str]


def _mapped(actor: Actor | None) -> list[_Mapped]:
    found = rows(actor, READ, Mapping).filter(relationship__in=_MAPPED).order_by("pk")
    return list(found.values_list("pk", "source", "source__work", "relationship", "target", "target__work"))


def _ends(mapped: list[_Mapped]) -> dict[int, str]:
    ends = {source: work for _pk, source, work, *_more in mapped}
    return ends | {target: work for *_more, target, work in mapped}


def _related(mapped: list[_Mapped], places: Places) -> Related:
    known = [one for one in mapped if one[1] in places.of and one[4] in places.of]
    between: dict[frozenset[Key], list[int]] = defaultdict(list)
    for pk, source, _work, _reach, target, _of in known:
        between[frozenset((source, target))].append(pk)
    reached = [(source, Reach(reach), target) for _pk, source, _work, reach, target, _of in known]
    return Related(Reaches(reached), between)


def promised(actor: Actor | None, party: str = "") -> dict[int, _Promise]:
    """What parties undertook, of parties that the actor may know of, with the institutions that see to it."""
    found = rows(actor, READ, Commitment).filter(party__in=rows(actor, READ, Party).values("pk"))
    found = found.filter(party=party) if party else found
    known = set(rows(actor, READ, Institution).values_list("pk", flat=True))
    promises = {
        pk: _Promise(of, clause, work or "", outcome, response, (lead,) if lead in known else ())
        for pk, of, clause, work, outcome, response, lead in found.order_by("pk").values_list(
            "pk", "party", "clause", "clause__work", "outcome", "response", "lead"
        )
    }
    through = Commitment.contributors.through._default_manager.filter(commitment__in=found.values("pk"))
    for commitment, institution in through.values_list("commitment", "institution"):
        if institution in known and institution not in promises[commitment].institutions:
            promises[commitment].institutions += (institution,)
    return promises


def courses(actor: Actor | None, measures: QuerySet[Measure]) -> dict[int, Course]:
    """What is known of these measures, and of the validated reports on them that the actor may see."""
    reported: dict[int, list[tuple[int, str]]] = defaultdict(list)
    told = rows(actor, READ, Report).filter(state=Report.State.VALIDATED, measure__in=measures.values("pk"))
    for measure, due, status in told.order_by("measure", "due").values_list("measure", "due", "status"):
        reported[measure].append((due.year, status))
    return {
        pk: Course(status, start, completed, tuple(reported.get(pk, ())))
        for pk, status, start, completed in measures.order_by().values_list("pk", "status", "start", "completed")
    }


def _done(
    actor: Actor | None, promises: dict[int, _Promise], reaches: Reaches, years: tuple[int, ...], now: int
) -> _Work:
    measures = rows(actor, READ, Measure).filter(archived=False)
    known = courses(actor, measures)
    done = _Work()
    served = Contribution.objects.filter(measure__in=measures.values("pk")).order_by()
    for measure, commitment, extent in served.values_list("measure", "commitment", "extent"):
        promise = promises.get(commitment)
        if promise is None:
            continue
        states = states_in(known[measure], extent == Contribution.Extent.WHOLE, years, now)
        if promise.clause is None:
            key = f"outcome {promise.outcome}"
            done.add(promise.party, key, states, measure, key)
            continue
        partly = None
        for clause, (wholly, _way) in reaches.of(promise.clause).items():
            if not wholly:
                partly = partly or tuple(min(one, State.PARTLY) for one in states)
            reached = states if wholly or partly is None else partly
            done.add(promise.party, clause, reached, measure, promise.clause)
    return done


def _lines(
    promises: dict[int, _Promise],
    done: _Work,
    places: PlacesOf,
    outcomes: dict[int, Outcome],
    size: int,
) -> Iterable[Line]:
    nothing = (State.NONE,) * size
    told = set()
    for pk, one in promises.items():
        key: Key = one.clause if one.clause is not None else f"outcome {one.outcome}"
        place = places.get(one.clause) if one.clause is not None else None
        outcome = outcomes.get(one.outcome) if one.outcome is not None else None
        if place is None and outcome is None:
            continue  # the clause or the outcome is not the actor's to see
        at = (one.party, key)
        told.add(at)
        count = len(done.by[at]) if at in done.by else 0
        yield Line(one.party, place, outcome, pk, one.response, done.best.get(at, nothing), count, one.institutions)
    for (party, key), states in done.best.items():
        if (party, key) not in told and isinstance(key, int) and key in places:
            yield Line(party, places[key], None, None, UNANSWERED, states, len(done.by[party, key]))


def _outcomes(actor: Actor | None, keys: set[int]) -> dict[int, Outcome]:
    if not keys:
        return {}
    return {one.pk: one for one in rows(actor, READ, Outcome).filter(pk__in=keys).select_related("meeting")}


def _fits(line: Line, asked: Asked) -> bool:
    if asked.state and line.now != State[asked.state.upper()]:
        return False
    if asked.institution and asked.institution not in line.institutions:
        return False
    place = line.place
    if place is None:
        meeting = line.outcome.meeting if line.outcome is not None else None
        of_body = not asked.body or (meeting is not None and meeting.body_id == asked.body)
        return of_body and not (asked.topic or asked.pillar or asked.work)
    return (
        (not asked.body or place.body == asked.body)
        and (not asked.pillar or place.pillar == asked.pillar)
        and (not asked.work or place.work == asked.work)
        and (not asked.topic or bool(place.topics & about(asked.topic)))
    )


def about(topic: str) -> set[str]:
    """The words under which a topic and all below it are stored; of one that there is none of, nothing."""
    return {word for one in with_narrower(topic) for word in one.stored} if topic in topic_by_name() else set()


def _key_of(line: Line) -> Key:
    return line.place.clause if line.place is not None else f"outcome {line.outcome.pk if line.outcome else ''}"


def _gaps_first(line: Line) -> tuple[object, ...]:
    return (line.now, line.commitment is None, _ANSWERS[line.response], *_by_text(line))


def _by_text(line: Line) -> tuple[object, ...]:
    place = line.place
    if place is None:
        return ("~", "", line.outcome.pk if line.outcome is not None else 0, line.party)
    return (place.adopted, place.work, place.order, line.party)
