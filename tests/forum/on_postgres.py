"""Seats and elections on PostgreSQL, where two may write at once; `test_postgres` runs this file on a server of its
own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from muntada.forum.actions.elections import hold_election
from muntada.forum.actions.office import begin_term
from muntada.forum.actions.rules import NotPossible
from muntada.forum.models import Election, Term
from muntada.forum.queries.seating import overlapping
from tests.forum.chairs import SECRETARIAT, chairs

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(verbs: list[Callable[[], Any]]) -> list[str]:
    """Do these together, each on a connection of its own; how each came out."""
    gate, said = threading.Barrier(len(verbs)), []

    def do(verb: Callable[[], Any]) -> None:
        gate.wait()
        try:
            verb()
            said.append("done")
        except NotPossible as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_this_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_of_many_who_begin_a_term_in_one_seat_on_one_day_one_does() -> None:
    room = chairs()
    parties = [room.parties[key] for key in ("EG", "MA", "NL", "CA")] * 2
    day = date(2026, 5, 4)
    said = at_once([lambda who=who: begin_term(SECRETARIAT, room.seats[0], who, on=day) for who in parties])  # type: ignore[misc]
    assert said == ["done"] + ["taken"] * (MANY - 1)
    assert Term.objects.filter(seat=room.seats[0]).count() == 1


def test_many_who_begin_terms_in_one_seat_on_different_days_leave_no_day_with_two_holders() -> None:
    room = chairs()
    who = [room.parties[key] for key in ("EG", "MA", "NL", "CA")] * 2
    verbs = [
        lambda number=number: begin_term(SECRETARIAT, room.seats[0], who[number], on=date(2026, 1 + number, 1))  # type: ignore[misc]
        for number in range(MANY)
    ]
    assert at_once(verbs) == ["done"] * MANY
    terms = list(Term.objects.filter(seat=room.seats[0]))
    assert overlapping(terms) == []
    assert sorted(term.end for term in terms) == ["", *(f"2026-{month:02}-01" for month in range(2, 9))]


def test_of_many_who_open_an_election_to_one_seat_one_does() -> None:
    room = chairs()
    days = {"nominations_until": date(2100, 2, 1), "term_start": date(2100, 9, 1), "term_end": date(2102, 9, 1)}
    verbs = [lambda: hold_election(SECRETARIAT, room.committee, seats=room.seats, **days) for _number in range(MANY)]  # type: ignore[arg-type]
    assert at_once(verbs) == ["done"] + ["open"] * (MANY - 1)
    assert Election.objects.count() == 1
