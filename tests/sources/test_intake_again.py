"""The same bytes again: one source under the stricter label, and one's own where the other may not be known of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.again import kept, stricter
from muntada.evidence.actions.given import Given
from muntada.evidence.actions.releases import answer_release, ask_release, withdraw_release
from muntada.evidence.models import Document
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.sources.actions.intake import Taken, take_in
from muntada.sources.capture import Captured
from muntada.sources.models import Source
from muntada.trail.models import Entry
from tests.cast import ANALYST, FOCAL_POINT, READER, SECRETARIAT
from tests.sources.desk import reader_of

pytestmark = pytest.mark.usefixtures("desk")
TEXT = "The committee met in Cairo."
EGYPT = Actor("user:8", "Leila, analyst of Egypt", frozenset({Role.ANALYST}), party="EG")


def bring(actor: Actor, tlp: TLP = TLP.CLEAR, given: Given | None = None, name: str = "note.txt") -> Taken:
    captured = Captured(TEXT, "text/plain")
    return take_in(
        actor, TEXT.encode(), name=name, tlp=tlp, given=given, reader=reader_of(text=TEXT), captured=captured
    )


@pytest.mark.parametrize("first", list(TLP)[:-1])
@pytest.mark.parametrize("second", list(TLP))
def test_the_stricter_label_holds_whoever_came_first(first: TLP, second: TLP) -> None:
    one = bring(ANALYST, first)
    two = bring(SECRETARIAT, second)
    assert (two.new, two.source) == (False, one.source)
    document = Document.objects.get()
    assert document.tlp == max(first, second, key=lambda label: label.rank)
    assert document.originator == THE_FORUM
    assert decide(SECRETARIAT, Permission.SOURCE_READ, document), "who brings it goes on seeing it"
    if second == TLP.RED:
        assert not decide(ANALYST, Permission.SOURCE_READ, document)


def test_every_step_to_a_stricter_label_is_an_alteration_in_the_trail_and_nothing_else_is() -> None:
    bring(ANALYST, TLP.CLEAR)
    steps = [(TLP.GREEN, 1), (TLP.GREEN, 0), (TLP.AMBER, 1), (TLP.CLEAR, 0), (TLP.AMBER_STRICT, 1)]
    for label, altered in steps:
        before = Entry.objects.filter(operation="alter").count()
        bring(ANALYST, label)
        assert Entry.objects.filter(operation="alter").count() == before + altered, label
    line = Entry.objects.filter(operation="alter").order_by("pk").last()
    assert line
    assert (line.actor, line.permission) == (ANALYST.key, "source.capture")


def test_a_release_of_before_is_over_and_gives_nothing_back_when_it_is_withdrawn() -> None:
    document = bring(ANALYST, TLP.AMBER).source.document
    release = ask_release(ANALYST, document, why="A seminar.", to_label=TLP.CLEAR)
    answer_release(SECRETARIAT, release, yes=True, reason="It serves the purpose.")
    assert Document.objects.get().tlp == TLP.CLEAR
    bring(ANALYST, TLP.AMBER_STRICT)
    release.refresh_from_db()
    assert release.state == "withdrawn"
    withdraw_release(SECRETARIAT, release)
    assert Document.objects.get().tlp == TLP.AMBER_STRICT


def test_nobody_is_let_in_by_a_second_intake() -> None:
    """Of every pair of handlings the stricter one lets nobody see what they did not see before."""
    cast = [ANALYST, SECRETARIAT, EGYPT, FOCAL_POINT, READER, replace(READER, key="user:6")]
    audiences: list[frozenset[str]] = [frozenset(one) for one in ((), ("EG",), ("user:5",), ("EG", "MA", "user:3"))]
    compared = 0
    for first in list(TLP):
        for second in list(TLP)[first.rank + 1 :]:
            for here in audiences:
                for there in audiences:
                    persons = frozenset(key for key in there if key.startswith("user:")) | {ANALYST.key}
                    before = Handling(first, THE_FORUM, here or frozenset({ANALYST.key}))
                    brought = Handling(second, "EG", persons if second == TLP.RED else there)
                    after = stricter(ANALYST, before, brought)
                    seeing = {actor.key for actor in cast if decide(actor, Permission.SOURCE_READ, _thing(after))}
                    assert seeing <= {a.key for a in cast if decide(a, Permission.SOURCE_READ, _thing(before))}
                    assert ANALYST.key in seeing
                    assert after.tlp == second
                    compared += 1
    assert compared == 160


def _thing(handling: Handling) -> Any:
    document = Document(tlp=handling.tlp.value, originator=handling.originator)
    document.marked(handling)
    return document


def test_what_one_may_not_know_of_looks_as_if_it_had_never_come_in() -> None:
    hidden = bring(EGYPT, given=Given(tlp=TLP.AMBER_STRICT, originator="EG"), name="secret.txt")
    assert not decide(ANALYST, Permission.SOURCE_READ, hidden.source.document)
    assert kept(ANALYST, TEXT.encode()) is None
    own = bring(ANALYST, TLP.GREEN)
    assert own.new
    assert own.source != hidden.source
    document = own.source.document
    assert (document.sha256, document.tlp, document.name) == (hidden.source.document.sha256, "TLP:GREEN", "note.txt")
    assert decide(ANALYST, Permission.SOURCE_READ, document)
    untouched = Document.objects.get(pk=hidden.source.document_id)
    assert (untouched.tlp, untouched.originator, untouched.name) == ("TLP:AMBER+STRICT", "EG", "secret.txt")
    again = bring(ANALYST, TLP.GREEN)
    assert (again.new, again.source) == (False, own.source)
    assert Source.objects.count() == 2


def test_of_two_copies_that_one_may_know_of_the_first_is_taken() -> None:
    hidden = bring(EGYPT, given=Given(tlp=TLP.AMBER_STRICT, originator="EG"))
    own = bring(ANALYST, TLP.GREEN)
    both = replace(EGYPT, roles=frozenset({Role.ANALYST}))
    assert bring(both).source == hidden.source
    assert bring(ANALYST).source == own.source
    assert sorted(Document.objects.values_list("copy", flat=True)) == [0, 1]
