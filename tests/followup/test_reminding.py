"""On which days an institution is reminded."""

from __future__ import annotations

from datetime import date, timedelta

from muntada.followup.reminding import STEPS, calendar, step_due

ASKED, DUE = date(2026, 3, 1), date(2026, 4, 1)


def test_somebody_who_looks_every_day_finds_each_step_on_its_day_and_no_other() -> None:
    found = {step_due(ASKED, DUE, ASKED + timedelta(days=number)): number for number in reversed(range(120))}
    found.pop(None)
    assert {step: ASKED + timedelta(days=number) for step, number in found.items()} == dict(calendar(ASKED, DUE))
    assert list(dict(calendar(ASKED, DUE))) == list(STEPS)


def test_who_looks_after_a_long_silence_finds_the_last_step_alone() -> None:
    assert step_due(ASKED, DUE, DUE + timedelta(days=400)) == STEPS[-1]
    assert step_due(ASKED, DUE, DUE) == -1


def test_who_is_asked_the_day_before_is_not_reminded_at_once() -> None:
    assert step_due(DUE - timedelta(days=1), DUE, DUE - timedelta(days=1)) is None
    assert step_due(DUE - timedelta(days=1), DUE, DUE) is None
    assert step_due(DUE - timedelta(days=1), DUE, DUE + timedelta(days=1)) == 1
