"""Which rules are tried on a sentence: those of which it has a trigger, the signs and the words."""

from dataclasses import dataclass

from muntada.sources.reading.triggers import Choice

PARTY, BODY = "\ue000", "\ue002"


@dataclass(frozen=True)
class Tried:
    name: str
    triggers: tuple[str, ...] = ()
    must: tuple[frozenset[str], ...] = ()


def names(choice, text):
    return [rule.name for rule in choice.of_sentence(text, frozenset(letter for letter in text if letter >= "\ue000"))]


CHOICE = Choice(
    [
        Tried("always"),
        Tried("joined", triggers=("joined", "acceded")),
        Tried("a body", must=(frozenset({BODY}),)),
        Tried("a party or body", must=(frozenset({PARTY, BODY}),)),
        Tried("in Rome", triggers=("held",), must=(frozenset({PARTY}), frozenset({" in Rome", " at Rome"}))),
    ]
)


def test_a_rule_without_demands_is_always_tried():
    assert names(CHOICE, "") == ["always"]


def test_one_trigger_is_enough():
    assert names(CHOICE, "somebody acceded") == ["always", "joined"]


def test_one_sign_of_each_set_must_be_there():
    assert names(CHOICE, f"{PARTY} spoke") == ["always", "a party or body"]
    assert names(CHOICE, f"{BODY} spoke") == ["always", "a body", "a party or body"]


def test_a_rule_is_tried_only_where_all_that_it_demands_is_there():
    assert "in Rome" in names(CHOICE, f"held by {PARTY} in Rome")
    assert "in Rome" not in names(CHOICE, f"held by {PARTY} in Oslo")
    assert "in Rome" not in names(CHOICE, f"a meeting of {PARTY} in Rome")
    assert "in Rome" not in names(CHOICE, "held in Rome")


def test_rules_keep_their_order():
    assert names(CHOICE, f"held and joined by {PARTY} and {BODY} in Rome") == [
        "always", "joined", "a body", "a party or body", "in Rome",
    ]  # fmt: skip
