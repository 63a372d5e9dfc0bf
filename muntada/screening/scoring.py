"""The score of a name: how likely it is, given how its parts met, that it is a spelling of the listed one.

A logistic function of a few sums of the alignment. Parts left over on one side only were dropped by somebody, which
people do all the time; parts left over on both sides contradict each other.
"""

from __future__ import annotations

from math import exp

from muntada.screening.aligning import Alignment

FEATURES = (
    "one", "bits", "conflict", "left_asked", "left_listed", "unlike", "worst", "single", "weak", "reordered",
    "head_asked", "head_listed", "unlike_short", "conflict_whole", "tail_asked", "tail_listed", "tails",
    "soft", "against", "scrambled", "doubtful",
)  # fmt: skip
# Fitted by bench/screening/calibrating.py on half of a list's entries and generated questions.
PERSON = (2.33, 2.01, -0.43, -5.33, -3.51, -2.45, -0.66, 0.00, -0.80, -1.23, 0.00, 0.00, 0.00, -0.70, -2.15, 0.00, 0.00, -3.84, -4.44, -3.07, -2.79)
ENTITY = (4.22, 0.38, 0.00, 0.00, 0.00, -4.19, -2.33, -2.64, -0.80, -1.10, -2.71, 0.00, -3.78, -0.78, -2.56, 0.00, -3.74, -0.62, -1.54, -0.01, -0.02)


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
