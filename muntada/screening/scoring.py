"""The score of a name: how likely it is, given how its parts met, that it is a spelling of the listed one.

A logistic function of a few sums of the alignment. Parts left over on one side only were dropped by somebody, which
people do all the time; parts left over on both sides contradict each other.
"""

from __future__ import annotations

from math import exp

from muntada.screening.aligning import Alignment

ENOUGH = 24.0  # bits: more agreement does not make up for a contradiction
FEATURES = (
    "one", "bits", "conflict", "left_asked", "left_listed", "unlike", "worst", "single", "weak", "reordered",
    "head_asked", "head_listed", "unlike_short", "conflict_whole", "tail_asked", "tail_listed", "tails",
    "soft", "against", "scrambled", "doubtful",
)  # fmt: skip
# Fitted by bench/screening/calibrating.py on half of a list's entries and generated questions.
PERSON = (
    2.67,
    2.42,
    -1.65,
    -5.38,
    -3.72,
    0.00,
    -1.40,
    0.00,
    -0.80,
    -1.09,
    0.00,
    0.00,
    -1.66,
    0.00,
    -2.04,
    0.00,
    0.00,
    -3.73,
    -4.29,
    -2.55,
    -2.48,
)
ENTITY = (
    3.28,
    1.69,
    0.00,
    0.00,
    -0.08,
    -4.43,
    -2.09,
    -2.03,
    -0.80,
    -1.98,
    -2.69,
    0.00,
    -2.18,
    -0.83,
    -2.48,
    0.00,
    -3.95,
    -0.73,
    -1.26,
    -0.01,
    -0.32,
)


def features(done: Alignment, *, weak: bool) -> tuple[float, ...]:
    """The numbers a score is made from, in the order of `FEATURES`."""
    whole = max(done.matched, 0.05)
    conflict = min(done.left_asked, done.left_listed)
    return (
        1.0,
        min(done.bits, ENOUGH) / 12.0 - 1.0,
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
        float(done.against > 0),
        float(done.scrambled),
        done.doubtful,
    )


def name_score(done: Alignment, *, weak: bool, entity: bool) -> float:
    """The score of an alignment between 0 and 1."""
    if done.strong == 0:
        return 0.0
    weights = ENTITY if entity else PERSON
    total = sum(a * b for a, b in zip(weights, features(done, weak=weak), strict=True))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
