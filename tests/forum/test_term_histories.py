"""Whatever is begun, renewed, moved, ended and planned in the seats of a body, three things hold: no day of a seat has
two holders, nothing that was written is lost, and every change has its line in the trail.

The model is slow and its own: for each seat it keeps a calendar of days, and for each term all the states it was in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from muntada.evidence.values import ValueRefused
from muntada.forum.actions import changes, office
from muntada.forum.actions.office import begin_term, drop_plan, end_term, extend_term, move_start, plan_term
from muntada.forum.actions.terms import record_term
from muntada.forum.models import Term, TermChange
from muntada.forum.queries.seating import FIELDS, holders_on, overlapping, said, spells, states_of
from muntada.trail.deed import Record
from muntada.trail.models import Entry
from tests.forum.chairs import SECRETARIAT, chairs

FIRST = date(2020, 1, 1)
DAYS = st.integers(0, 60)
LENGTHS = st.integers(1, 40)
PARTIES = st.sampled_from(["EG", "MA", "NL", "CA"])
SEATS = st.integers(0, 1)
State = dict[str, str]


def on(number: int) -> date:
    return FIRST + timedelta(number)


class Terms(RuleBasedStateMachine):
    """Two seats of a committee, and what a secretariat does with them in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.room = chairs()
        self.states: dict[int, list[State]] = {}
        self.seen_lines: list[tuple[Any, ...]] = []
        self.holder: dict[int, dict[int, str]] = {0: {}, 1: {}}  # seat, day: party; as the model has it

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @rule(seat=SEATS, party=PARTIES, day=DAYS, length=LENGTHS, open_end=st.booleans())
    def begin(self, seat: int, party: str, day: int, length: int, open_end: bool) -> None:
        until = None if open_end else on(day + length)
        if self.done(lambda: begin_term(SECRETARIAT, self.room.seats[seat], self.room.parties[party],
                                        on=on(day), until=until, reason="begun")):  # fmt: skip
            later = [other for other in self.firsts(seat) if other > day]
            for each in range(day, min(later, default=200)):
                self.holder[seat][each] = party
            self.holder[seat][-1 - day] = party  # that a term begins on this day

    @rule(seat=SEATS, party=PARTIES, day=DAYS, length=LENGTHS)
    def plan(self, seat: int, party: str, day: int, length: int) -> None:
        place, who = self.room.seats[seat], self.room.parties[party]
        self.done(lambda: plan_term(SECRETARIAT, place, who, start=on(day), end=on(day + length)))

    @rule(pick=st.integers(0, 20), day=DAYS)
    def begin_as_planned(self, pick: int, day: int) -> None:
        term = self.pick(pick, start="", ended_because="")
        if term is None or term.seat is None:
            return
        seat, of = self.number_of(term), term
        if self.done(lambda: begin_term(SECRETARIAT, of.seat, on=on(day), planned=of)):  # type: ignore[arg-type]
            later = [other for other in self.firsts(seat) if other > day]
            for each in range(day, min(later, default=200)):
                self.holder[seat][each] = term.party_id
            self.holder[seat][-1 - day] = term.party_id

    @rule(pick=st.integers(0, 20))
    def drop(self, pick: int) -> None:
        term = self.pick(pick)
        if term is not None:
            self.done(lambda: drop_plan(SECRETARIAT, term, reason="not wanted"))

    @rule(pick=st.integers(0, 20), day=st.integers(0, 120))
    def extend(self, pick: int, day: int) -> None:
        term = self.pick(pick)
        if term is not None:
            self.done(lambda: extend_term(SECRETARIAT, term, until=on(day), reason="renewed"))

    @rule(pick=st.integers(0, 20), day=st.integers(0, 120), because=st.sampled_from(["expired", "resigned"]))
    def end(self, pick: int, day: int, because: str) -> None:
        term = self.pick(pick)
        if term is None:
            return
        if self.done(lambda: end_term(SECRETARIAT, term, on=on(day), because=because, reason="ended")):
            seat, first = self.number_of(term), (date.fromisoformat(term.start) - FIRST).days
            later = [other for other in self.firsts(seat) if other > first]
            for each in range(first, min(later, default=200)):
                self.holder[seat].pop(each, None)
            for each in range(first, day):
                self.holder[seat][each] = term.party_id

    @rule(pick=st.integers(0, 20), day=DAYS)
    def move(self, pick: int, day: int) -> None:
        term = self.pick(pick)
        if term is None or not term.start:
            return
        seat, first = self.number_of(term), (date.fromisoformat(term.start) - FIRST).days
        before = max((other for other in self.firsts(seat) if other < first), default=None)
        touched = before is not None and first - 1 in self.holder[seat]
        if not self.done(lambda: move_start(SECRETARIAT, term, on=on(day), reason="moved")):
            return
        held = self.holder[seat]
        for each in range(first, day):  # it begins later: the one before stays, where it had stayed until then
            if touched and before is not None:
                held[each] = held[-1 - before]
            else:
                held.pop(each, None)
        for each in range(day, first):
            held[each] = term.party_id
        del held[-1 - first]
        held[-1 - day] = term.party_id

    @rule(party=PARTIES, day=DAYS)
    def read_of_one_in_a_source(self, party: str, day: int) -> None:
        """A source states when a term began that stands in no seat: its word is a change like any other."""
        self.done(lambda: record_term(SECRETARIAT, body="sea", party=party, role="co_chair", start=f"{on(day):%Y-%m}"))

    def firsts(self, seat: int) -> list[int]:
        return sorted(-1 - day for day in self.holder[seat] if day < 0)

    def number_of(self, term: Term) -> int:
        return [one.pk for one in self.room.seats].index(term.seat_id)

    def pick(self, number: int, **which: str) -> Term | None:
        found = list(Term.objects.filter(seat__isnull=False, **which).order_by("pk"))
        return found[number % len(found)] if found else None

    def done(self, verb: Callable[[], Any]) -> bool:
        """Whether the verb went through; one that was refused must have left everything as it was."""
        before, lines = self.snapshot(), Entry.objects.count()
        try:
            with transaction.atomic():
                verb()
        except ValueRefused:
            assert (self.snapshot(), Entry.objects.count()) == (before, lines)
            return False
        changed = {pk for pk, state in self.snapshot().items() if before.get(pk) != state}
        told = {
            int(thing["key"])
            for line in Entry.objects.order_by("pk")[lines:]
            for thing in line.detail.get("things", ())
            if thing["thing"] == "forum.term"
        }
        assert changed <= told, "a term changed and the trail does not say so"
        return True

    def snapshot(self) -> dict[int, State]:
        return {term.pk: {name: said(term, name) for name in FIELDS} for term in Term.objects.all()}

    @invariant()
    def no_day_of_a_seat_has_two_holders(self) -> None:
        for number, seat in enumerate(self.room.seats):
            terms = list(seat.terms.all())
            assert overlapping(terms) == []
            held = {day: party for day, party in self.holder[number].items() if day >= 0}
            for day in range(-1, 130):
                sitting = [one.term.party_id for one in spells(terms) if one.covers(on(day))]
                assert sitting == ([held[day]] if day in held else []), f"seat {number} on day {day}"
        now = holders_on(SECRETARIAT, self.room.committee, on(30))
        shown = {self.number_of(term): term.party_id for term in now.values()}
        assert shown == {number: held[30] for number, held in self.holder.items() if 30 in held}

    @invariant()
    def nothing_that_was_written_is_lost(self) -> None:
        """Every state that a term was ever in can be built back, and no line of its history ever changes."""
        lines = list(TermChange.objects.order_by("pk"))
        written = [(one.pk, one.term_id, one.field, one.before, one.after, one.reason, one.by, one.at) for one in lines]
        assert written[: len(self.seen_lines)] == self.seen_lines
        self.seen_lines = written
        now = self.snapshot()
        assert set(self.states) <= set(now)
        for term in Term.objects.all():
            rebuilt = states_of(term, [one for one in lines if one.term_id == term.pk])
            blank = dict.fromkeys(FIELDS, "")
            # What a source first says of a term is where its history begins; a verb's term begins with nothing.
            known = self.states.setdefault(term.pk, [blank] if term.seat_id else [])
            if known[-1:] != [now[term.pk]]:
                known.append(now[term.pk])
            assert rebuilt[0] == known[0]
            assert rebuilt[-1] == now[term.pk]
            found = iter(rebuilt)
            assert all(any(state == other for other in found) for state in known), "a former state cannot be rebuilt"

    @invariant()
    def every_line_says_who_and_when(self) -> None:
        assert not TermChange.objects.exclude(by=SECRETARIAT.key).exists()
        assert not TermChange.objects.filter(before="", after="").exists()


def histories(count: int, **more: Any) -> None:
    run_state_machine_as_test(
        Terms,
        settings=settings(
            max_examples=count, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck), **more
        ),
    )


@pytest.mark.django_db
def test_thirty_histories_of_terms_keep_seats_history_and_trail() -> None:
    histories(30)


@pytest.mark.soak
@pytest.mark.django_db
def test_a_thousand_histories_of_terms_keep_seats_history_and_trail() -> None:
    histories(1_000)


@pytest.mark.django_db
def test_the_database_itself_lets_no_two_terms_begin_in_a_seat_on_one_day() -> None:
    room = chairs()
    begin_term(SECRETARIAT, room.seats[0], room.parties["EG"], on=FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(body=room.committee, party_id="MA", seat=room.seats[0], start=FIRST.isoformat())


def _forgets_the_line(actor: Any, deed: Any, term: Term, reason: str = "", **values: Any) -> list[TermChange]:
    for name, value in values.items():
        setattr(term, name, value)
    term.save(update_fields=[*values])
    deed.of(term)
    return []


def _forgets_the_trail(actor: Any, deed: Any, term: Term, reason: str = "", **values: Any) -> list[TermChange]:
    return changes.change_term(actor, Record(), term, reason, **values)


def _leaves_the_predecessor(seat: Any, day: date) -> tuple[None, None]:
    if seat.terms.filter(start=day.isoformat()).exists():
        raise ValueRefused("on", "taken")
    return None, None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("change_term", _forgets_the_line),
        ("change_term", _forgets_the_trail),
        ("_neighbours", _leaves_the_predecessor),
    ],
)
def test_the_histories_find_a_verb_that_forgets_something(
    name: str, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, name, fault)
    with pytest.raises(AssertionError):
        # That there is a fault is enough; the shortest way to it is not looked for.
        histories(60, phases=[Phase.generate], report_multiple_bugs=False, database=None)
