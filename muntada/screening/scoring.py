"""The score of a name: how likely it is, given how its parts met, that it is a spelling of the listed one.

A logistic function of a few sums of the alignment. Parts left over on one side only were dropped by somebody, which
people do all the time; parts left over on both sides contradict each other.
"""

from __future__ import annotations

from math import exp

from muntada.screening.aligning import Alignment

FEATURES = (
    "one", "bits", "conflict", "left_asked", "left_listed", "unlike", "worst", "single", "weak", "reordered",
    "head_asked", "head_listed", "unlike_short", "conflict_whole", "tail_asked", "tail_listed", "tails", "soft",
)  # fmt: skip
# Fitted by bench/screening/calibrating.py on half of a list's entries and generated questions.
PERSON = (
    2.43,
    2.11,
    -0.29,
    -2.31,
    -3.45,
    -0.48,
    -0.19,
    -0.63,
    -0.80,
    -1.44,
    -1.65,
    0.00,
    -2.22,
    -3.70,
    -3.94,
    0.00,
    0.00,
    -4.79,
)
ENTITY = (
    3.85,
    0.57,
    0.00,
    0.00,
    0.00,
    -3.89,
    -2.08,
    -2.36,
    -0.80,
    -0.68,
    -2.69,
    0.00,
    -3.42,
    -2.84,
    -2.86,
    0.00,
    -3.00,
    -0.70,
)


def features(done: Alignment, *, weak: bool) -> tuple[float, ...]:
    """The numbers a score is made from, in the order of `FEATURES`."""
    whole = max(done.matched, 0.05)
    conflict = min(done.left_asked, done.left_listed)
    return (
        1.0,
        min(done.bits, 36.0) / 12.0 - 1.0,
        min(conflict / whole, 2.0),
        min((done.left_asked - conflict) / whole, 3.0),
        min((done.left_listed - conflict) / whole, 3.0),
        done.unlike / whole,
        done.worst,
        float(done.strong <= 1),
        float(weak),
        float(done.reordered),
        done.head_asked,
        done.head_listed,
        done.worst * (done.strong <= 2),
        min(conflict, 1.5),
        done.tail_asked,
        done.tail_listed,
        min(done.tail_asked, done.tail_listed),
        max(0.0, done.worst - 0.35),
    )


def name_score(done: Alignment, *, weak: bool, entity: bool) -> float:
    """The score of an alignment between 0 and 1."""
    if done.strong == 0:
        return 0.0
    weights = ENTITY if entity else PERSON
    total = sum(a * b for a, b in zip(weights, features(done, weak=weak), strict=True))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
