"""Whatever a person decides in whatever order, nothing is orphaned, nothing stands without words, and all of it
can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from muntada.evidence.actions.citations import NotInConflict, reopen, settle
from muntada.evidence.matching import NEW
from muntada.evidence.models import Citation, Passage
from muntada.evidence.pen import find
from muntada.sources.actions.deciding import REASONS, Choice, NoneDecided, accept, correct, decide_many, reject, undo
from muntada.sources.actions.intake import read_again
from muntada.sources.models import Decision, Finding, Source
from tests.cast import ANALYST, SECRETARIAT
from tests.sources.desk import Told, bring, reader_of, tables
from tests.sources.examples import EXAMPLES
from tests.sources.test_walk import made_by, walk

State, Verdict = Finding.State, Decision.Verdict


def seat(start: str, *parties: str, **more: str) -> tuple[str, dict[str, Any]]:
    return "term", {"body": "gctf.wg.ea", "role": "co_chair", "party": list(parties), "start": start} | more


def met(**more: Any) -> tuple[str, dict[str, Any]]:
    return "meeting", {"kind": "meeting", "body": "gctf.coco", "when": "2019-03"} | more


SOURCES: list[list[Told]] = [
    [
        (*seat("2017", "EG", "EU"), "both led the group"),
        (*met(chair=["EG"]), "they met in March"),
        ("agenda", *EXAMPLES["agenda"]),
        ("membership", {"body": "gctf", "party": ["EG"], "kind": "member"}, "Egypt is a member"),
        ("mandate", *EXAMPLES["mandate"]),
    ],
    [
        (*seat("2017-05", "EG"), "Egypt led from May"),
        (*met(kind="coordinating_committee_meeting", place="Cairo", chair=["NL", "EG"]), "the committee in Cairo"),
        ("membership", {"body": "gctf", "party": ["EG", "MA"], "kind": "founding"}, "two founders"),
        ("instrument", *EXAMPLES["instrument"]),
        ("distribution", *EXAMPLES["distribution"]),
    ],
    [
        (*seat("2018", "EG", end="2020"), "since 2018, says a third"),
        (*met(when="2019-03-12", place="Rabat"), "in Rabat, says a third"),
        ("instrument", EXAMPLES["instrument"][0] | {"when": "2021-05"}, "the report of May"),
        ("body", {"key": "EG.counter_terrorism_unit_of_the_foreign_ministry", "kind": "unit"}, "a unit"),
        ("post", *EXAMPLES["post"]),
    ],
]
NUMBER = st.integers(0, 10_000)


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.sources = [bring(*told) for told in SOURCES]
        self.start = tables(histories=False)

    def finding(self, number: int) -> Finding:
        findings = list(Finding.objects.order_by("pk"))
        return findings[number % len(findings)]

    def unless_refused(self, deed: Any) -> Any:
        before = tables()
        try:
            return deed()
        except (*REASONS, NoneDecided):
            assert tables() == before
            return None

    @rule(number=NUMBER, new=st.booleans())
    def accept(self, number: int, new: bool) -> None:
        finding = self.finding(number)
        takes_new = new and finding.type in {"term", "meeting", "candidacy", "initiative"}
        self.unless_refused(lambda: accept(ANALYST, finding, into=NEW if takes_new else None))

    @rule(number=NUMBER)
    def accept_and_think_again(self, number: int) -> None:
        finding, before = self.finding(number), tables(histories=False)
        if finding.state != State.ACCEPTED:
            state = finding.state
            decision = self.unless_refused(lambda: accept(ANALYST, finding))
            if decision is not None:
                assert undo(ANALYST, decision).state == state
                assert tables(histories=False) == before

    @rule(number=NUMBER, year=st.sampled_from(["2016", "2017-05-01", "2019"]))
    def correct(self, number: int, year: str) -> None:
        finding = self.finding(number)
        field = {"term": "start", "meeting": "when", "instrument": "when"}.get(finding.type)
        if field:
            attrs = {name: value for name, value in finding.attrs.items() if name != "end"}
            self.unless_refused(lambda: correct(ANALYST, finding, attrs | {field: year}))

    @rule(number=NUMBER)
    def reject(self, number: int) -> None:
        self.unless_refused(lambda: reject(ANALYST, self.finding(number)))

    @rule(number=NUMBER)
    def undo(self, number: int) -> None:
        decisions = list(Decision.objects.order_by("pk"))
        if decisions:
            self.unless_refused(lambda: undo(ANALYST, decisions[number % len(decisions)]))

    @rule(source=st.integers(0, 2))
    def accept_the_rest(self, source: int) -> None:
        drafts = self.sources[source].findings.filter(state=State.DRAFT)
        self.unless_refused(lambda: decide_many(ANALYST, [Choice(one, Verdict.ACCEPT) for one in drafts]))

    @rule(source=st.integers(0, 2), drafted=st.sets(st.integers(0, 4)))
    def read_again(self, source: int, drafted: set[int]) -> None:
        told = [SOURCES[source][number] for number in sorted(drafted)]
        decided = set(_decided())
        again = Source.objects.get(pk=self.sources[source].pk)
        read_again(ANALYST, again, reader_of(*told, text=again.document.text))
        assert set(_decided()) == decided

    @precondition(lambda self: Citation.objects.exists())
    @rule(number=NUMBER)
    def settle(self, number: int) -> None:
        citations = list(Citation.objects.order_by("pk"))
        try:
            settle(SECRETARIAT, citations[number % len(citations)])
        except NotInConflict:
            return

    @invariant()
    def no_citation_is_an_orphan(self) -> None:
        for citation in Citation.objects.exclude(finding=None):
            assert Finding.objects.get(pk=citation.finding).state == State.ACCEPTED
            assert find(citation.record_type, citation.record_key) is not None
        assert not Passage.objects.filter(citations=None).exists()

    @invariant()
    def no_record_stands_without_words(self) -> None:
        for decision in Decision.objects.filter(undone_at=None):
            for record in made_by(decision):
                walk(record)

    @invariant()
    def a_finding_is_where_its_last_decision_left_it(self) -> None:
        for finding in Finding.objects.all():
            last = finding.decisions.filter(undone_at=None).order_by("-pk").first()
            if last is None:
                assert finding.state in {State.DRAFT, State.WITHDRAWN}
                assert (finding.corrected, finding.record_key) == (None, "")
            else:
                assert finding.state == (State.REJECTED if last.verdict == Verdict.REJECT else State.ACCEPTED)

    def teardown(self) -> None:
        try:
            for citation in Citation.objects.filter(standing=Citation.Standing.PREFERRED):
                record = find(citation.record_type, citation.record_key)
                assert record is not None
                reopen(SECRETARIAT, record, citation.field)
            for decision in Decision.objects.filter(undone_at=None).order_by("-pk"):
                undo(ANALYST, decision)
            assert tables(histories=False) == self.start
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


def _decided() -> list[tuple[int, str]]:
    return list(Finding.objects.filter(state__in=[State.ACCEPTED, State.REJECTED]).values_list("pk", "state"))


@pytest.mark.usefixtures("desk")
def test_any_history_of_decisions_keeps_its_promises() -> None:
    plan = settings(
        max_examples=25,
        stateful_step_count=18,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(Histories, settings=plan)
