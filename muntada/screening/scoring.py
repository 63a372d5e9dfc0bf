"""The score of a name: how likely it is, given how its parts met, that it is a spelling of the listed one.

A logistic function of a few sums of the alignment. Parts left over on one side only were dropped by somebody, which
people do all the time; parts left over on both sides contradict each other.
"""

from __future__ import annotations

from math import exp

from muntada.screening.aligning import Alignment

_ENOUGH = 24.0  # bits: more agreement does not make up for a contradiction
FEATURES = (
    "one", "bits", "conflict", "left_asked", "left_listed", "unlike", "worst", "single", "weak", "reordered",
    "head_asked", "head_listed", "unlike_short", "conflict_whole", "tail_asked", "tail_listed", "tails",
    "soft", "against", "scrambled", "doubtful",
)  # fmt: skip
# Fitted by bench/screening/calibrating.py on half of a list's entries and generated questions.
PERSON = (
    2.58,
    2.68,
    -1.56,
    -5.59,
    -4.02,
    -1.18,
    -0.86,
    0.00,
    -0.80,
    -1.13,
    0.00,
    0.00,
    -1.49,
    0.00,
    -2.18,
    0.00,
    0.00,
    -3.43,
    -4.42,
    -2.32,
    -2.38,
)
ENTITY = (
    3.24,
    1.68,
    0.00,
    0.00,
    -0.10,
    -4.35,
    -1.99,
    -2.03,
    -0.80,
    -1.98,
    -2.68,
    0.00,
    -2.16,
    -0.83,
    -2.47,
    -0.01,
    -3.90,
    -0.81,
    -1.27,
    -0.01,
    -0.40,
)


def features(done: Alignment, *, weak: bool) -> tuple[float, ...]:
    """The numbers a score is made from, in the order of `FEATURES`."""
    whole = max(done.matched, 0.05)
    conflict = min(done.left_asked, done.left_listed)
    return (
        1.0,
        min(done.bits, _ENOUGH) / 12.0 - 1.0,
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
