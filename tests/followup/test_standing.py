"""How far a measure was in a year follows from what is known of that year, and nothing is guessed."""

from __future__ import annotations

import pytest

from muntada.followup.implementation import State
from muntada.followup.standing import Course, standing, state_of, states_in, strongest

YEARS = (2019, 2020, 2021, 2022)


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (Course("completed", "2019", "2021-06"), ("in_progress", "in_progress", "completed", "completed")),
        (Course("completed", "", "2020"), ("", "completed", "completed", "completed")),
        (Course("completed"), ("", "", "", "completed")),
        (Course("in_progress", "2020-12-31"), ("", "in_progress", "in_progress", "in_progress")),
        (Course("planned", "2019"), ("", "", "", "planned")),
        (Course("suspended", "2019"), ("", "", "", "suspended")),
        (Course("suspended", "2019", "", ((2020, "in_progress"),)), ("", "in_progress", "in_progress", "suspended")),
        (Course("completed", "2018", "2021", ((2019, "planned"),)), ("planned", "planned", "completed", "completed")),
        (Course("in_progress", "201X"), ("in_progress", "in_progress", "in_progress", "in_progress")),
        (Course("in_progress", "when it suits"), ("", "", "", "in_progress")),
    ],
)
def test_the_status_of_each_year_is_what_is_known_of_it(course: Course, said: tuple[str, ...]) -> None:
    assert standing(course, YEARS, 2022) == said


def test_a_completed_measure_that_serves_in_part_carries_out_in_part() -> None:
    assert states_in(Course("completed", "2019", "2021"), False, YEARS, 2022) == (
        State.UNDER_WAY,
        State.UNDER_WAY,
        State.PARTLY,
        State.PARTLY,
    )


def test_a_suspended_measure_carries_out_nothing() -> None:
    assert state_of("suspended", True) is State.NONE


def test_the_stronger_of_two_measures_counts_in_each_year() -> None:
    assert strongest((State.NONE, State.DONE), (State.PLANNED, State.PARTLY)) == (State.PLANNED, State.DONE)
