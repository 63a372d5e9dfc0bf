"""Handlings are compared, combined and bounded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission, decide
from muntada.marking.handling import (
    LONGEST,
    PUBLIC,
    THE_FORUM,
    Handling,
    Incomparable,
    Retention,
    label_of,
    review_within,
    strictest,
)
from muntada.marking.tlp import TLP, UnknownLabel

KEYS = ["EG", "MA", "gctf", "user:1", "user:2", THE_FORUM]
HANDLINGS = st.builds(
    Handling,
    tlp=st.sampled_from(list(TLP)),
    originator=st.sampled_from([*KEYS[:3], THE_FORUM]),
    audience=st.frozensets(st.sampled_from(KEYS), max_size=3),
)
ACTORS = st.builds(
    Actor,
    key=st.sampled_from(["user:1", "user:2"]),
    name=st.just("Anybody"),
    roles=st.frozensets(st.sampled_from(list(Role)), min_size=1, max_size=2),
    party=st.sampled_from([None, "EG", "MA"]),
    chairs=st.frozensets(st.just("gctf"), max_size=1),
    bodies=st.frozensets(st.just("gctf"), max_size=1),
    clearance=st.sampled_from([None, *TLP]),
)


class Thing:
    """Something that is handled so."""

    purpose, category, review_by = "conduct_of_the_forum", None, None
    restricted = disputed = False

    def __init__(self, handling: Handling) -> None:
        self.tlp, self.originator, self.audience_keys = handling.tlp, handling.originator, handling.audience


def sees(actor: Actor, handling: Handling) -> bool:
    return bool(decide(actor, Permission.RECORD_READ, Thing(handling)))


@given(HANDLINGS, HANDLINGS, ACTORS)
def test_whoever_sees_the_stricter_thing_sees_the_source_that_flows_to_it(
    source: Handling, thing: Handling, actor: Actor
) -> None:
    if source.flows_to(thing) and sees(actor, thing):
        assert sees(actor, source)


@given(HANDLINGS)
def test_everything_flows_to_its_like_and_what_is_clear_flows_everywhere(one: Handling) -> None:
    assert one.flows_to(one)
    assert PUBLIC.flows_to(one)


@given(st.lists(HANDLINGS, max_size=4), HANDLINGS, ACTORS)
def test_row_51_what_is_made_of_several_takes_the_strictest_of_them_and_of_its_context(
    parts: list[Handling], context: Handling, actor: Actor
) -> None:
    try:
        whole = strictest(parts, context)
    except Incomparable:
        return
    assert whole in [context, *parts]
    assert all(one.flows_to(whole) for one in [context, *parts])
    assert whole.tlp == label_of([one.tlp for one in parts], context.tlp)
    if sees(actor, whole):
        assert all(sees(actor, one) for one in [context, *parts])


def test_row_51_what_nobody_marked_has_the_label_of_its_context() -> None:
    amber = Handling(TLP.AMBER, "EG")
    assert strictest([], amber) == amber
    assert label_of([], TLP.AMBER) == TLP.AMBER


def test_sources_shared_with_different_people_are_not_combined() -> None:
    with pytest.raises(Incomparable):
        strictest([Handling(TLP.AMBER, "EG"), Handling(TLP.AMBER, "MA")])


def test_a_member_until_a_day_is_named_no_longer_than_that() -> None:
    lasting, ending = frozenset({"EG", THE_FORUM}), frozenset({"EG@2027-03-01", THE_FORUM})
    assert Handling(TLP.AMBER, "MA", lasting).flows_to(Handling(TLP.AMBER, "MA", ending))
    assert not Handling(TLP.AMBER, "MA", ending).flows_to(Handling(TLP.AMBER, "MA", lasting))


@pytest.mark.parametrize("text", ["TLP:WHITE", "TLP: RED", "tlp:red", "RED", "أحمر", "TLP:أحمر", "TLP:AMBER+", ""])
def test_row_50_there_are_five_labels_and_no_other_spelling(text: str) -> None:
    with pytest.raises(UnknownLabel):
        TLP.parse(text)


def test_row_50_the_five_labels_are_read_as_they_are_written() -> None:
    assert [TLP.parse(str(label)) for label in TLP] == list(TLP)
    assert len(TLP) == 5


@given(st.sampled_from(list(Retention)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_row_6_a_review_is_due_within_the_class(retention: Retention, since: date) -> None:
    assert review_within(retention, since) - since == timedelta(LONGEST[retention])
