"""An expression is tried only on texts that hold what it demands, and finds in them all that it would find."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muntada.sources.reading.rules import LANGUAGES, rules_of
from muntada.text.sought import Sought, is_sign, musts

MEETING, PLACE, PARTY = "\ue005", "\ue00a", "\ue000"
EXPRESSIONS = [
    r"\b(?:un )?resolutions? ([0-9]{3,4})",
    r"(?:ال)?(?:مراجعه|استعراض) (ال\w+)",
    r"a(?:b|cd)?e+f*|x[yz]{2}",
    r"(?<!no )minister(?: of state)?\b",
    r"(?=held)h.{0,3}d (?:in|at) (?!the)",
    rf"{MEETING}(?: [^ ]+){{0,2}}? in [{PLACE}{PARTY}]",
    r"(?:a|b*)c?",
    r"[^a]b\.",
    r"(a)(?:b)\1",
]


def demands(expression):
    return [set(must) for must in musts(re.compile(expression))]


def test_what_must_be_there_is_read_off_the_expression():
    assert demands("held in (?:Rome|Paris)") == [{"held in Rome", "held in Paris"}]
    assert demands("resolutions? ?[0-9]+") == [{"resolution"}]
    assert demands("(?:the )?summit.*(?:chair|presid)") == [{"summit"}, {"chair", "presid"}]


def test_what_may_be_left_out_is_not_demanded():
    assert demands("(?:held)? ?in.(?:Rome)*") == []
    assert demands("held|.*") == []


def test_what_an_expression_only_looks_for_around_itself_is_not_demanded():
    assert demands("(?<!press )conference(?! call)") == [{"conference"}]


def test_signs_are_demanded_alone_and_with_the_words_beside_them():
    found = demands(f"{MEETING} in [{PLACE}{PARTY}]")
    assert {MEETING} in found
    assert {PLACE, PARTY} in found
    assert {f"{MEETING} in {PLACE}", f"{MEETING} in {PARTY}"} in found


@pytest.mark.parametrize("expression", EXPRESSIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_is_missed(expression, data):
    parts = [st.from_regex(expression), st.text(alphabet=f"abcdefhx {MEETING}{PLACE}مراجعه", max_size=12)]
    text = "".join(data.draw(st.lists(st.one_of(parts), max_size=4)))
    everything = [match.span() for match in re.finditer(expression, text)]
    assert [match.span() for match in Sought(expression).finditer(text)] == everything
    first = Sought(expression).search(text)
    assert (first.span() if first else None) == (everything[0] if everything else None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readers_patterns_demand_something(language):
    demanding = [rule for rule in rules_of(language).rules if any(not all(map(is_sign, must)) for must in rule.must)]
    assert len(demanding) > 0.9 * len(rules_of(language).rules)
