"""The five labels of TLP 2.0."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.marking.tlp import TLP, UnknownLabel, highest, up_to


def test_there_are_five_labels_spelled_exactly() -> None:
    assert [str(label) for label in TLP] == ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]


@pytest.mark.parametrize(
    ("text", "hint"), [("TLP:WHITE", "TLP:CLEAR"), ("TLP: RED", "TLP:RED"), ("tlp:amber", "TLP:AMBER")]
)
def test_a_label_spelled_otherwise_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(UnknownLabel, match=f"Did you mean {hint}"):
        TLP.parse(text)


@pytest.mark.parametrize("text", ["أحمر", "أحمر (TLP:RED)", "ROUGE", "", "TLP:RED "])
def test_a_translated_or_dressed_label_is_refused(text: str) -> None:
    with pytest.raises(UnknownLabel):
        TLP.parse(text)


def test_what_nobody_marked_is_held_as_the_strictest() -> None:
    assert highest([]) is TLP.RED


@given(st.lists(st.sampled_from(list(TLP)), min_size=1))
def test_an_aggregate_takes_the_highest_label(labels: list[TLP]) -> None:
    assert highest(labels).rank == max(label.rank for label in labels)


@given(st.sampled_from(list(TLP)), st.sampled_from(list(TLP)))
def test_up_to_a_label_holds_exactly_those_no_stricter(label: TLP, other: TLP) -> None:
    assert (other in up_to(label)) == (other.rank <= label.rank)
