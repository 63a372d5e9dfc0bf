"""Every rule is proven by the sentences that stand beside it."""

import pytest

from muntada.sources.reading.mentions import find_mentions
from muntada.sources.reading.page import open_page
from muntada.sources.reading.reader import _all_found
from muntada.sources.reading.rules import LANGUAGES, rules_of

RULES = [rule for language in LANGUAGES for rule in rules_of(language).rules]
FIRES = [(rule.id, sentence) for rule in RULES for sentence in rule.fires]
SILENT = [(rule.id, sentence) for rule in RULES for sentence in rule.silent]


def rules_that_find(sentence: str) -> set[str]:
    """The ids of the rules that find anything, also where a known work or another rule says the same."""
    page = open_page(sentence)
    find_mentions(page)
    return {found.rule for found in _all_found(page)}


@pytest.mark.parametrize(("rule", "sentence"), FIRES)
def test_a_rule_fires_on_its_sentence(rule: str, sentence: str) -> None:
    assert rule in rules_that_find(sentence)


@pytest.mark.parametrize(("rule", "sentence"), SILENT)
def test_a_rule_is_silent_on_its_near_miss(rule: str, sentence: str) -> None:
    assert rule not in rules_that_find(sentence)


def test_no_two_rules_bear_one_id() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
