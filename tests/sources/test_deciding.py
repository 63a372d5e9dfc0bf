"""A person's yes, correction or no: what it brings about, and that it can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from muntada.access.actor import DOORKEEPER, LOADER
from muntada.evidence.models import Citation
from muntada.evidence.values import ValueRefused
from muntada.forum.models import AgendaItem, Meeting, Membership, Post, Term
from muntada.library.models import Distribution
from muntada.sources.actions.deciding import Choice, NoneDecided, accept, correct, decide_many, reject, undo
from muntada.sources.attributes import ATTRIBUTES
from muntada.sources.matching import Undecidable
from muntada.sources.models import Decision, Finding
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, ANALYST, FOCAL_POINT, READER, SECRETARIAT
from tests.sources.desk import drafted, example, tables, term
from tests.sources.examples import EXAMPLES, TOLD

pytestmark = pytest.mark.usefixtures("desk")
State, Verdict = Finding.State, Decision.Verdict
EVERY = sorted(EXAMPLES)


def test_every_type_of_finding_has_an_example() -> None:
    assert set(EXAMPLES) == set(ATTRIBUTES)


@pytest.mark.parametrize("kind", EVERY)
def test_an_accepted_finding_is_a_record_with_every_value_cited(kind: str) -> None:
    finding = example(kind)
    accept(ANALYST, finding)
    finding.refresh_from_db()
    assert finding.state == State.ACCEPTED
    assert finding.record_type
    assert finding.record_key
    stated = [value for values in EXAMPLES[kind][0].values() for value in _each(values)]
    cited = [str(value) for value in Citation.objects.filter(finding=finding.pk).values_list("value", flat=True)]
    # A distribution names its instrument by kind, and is cited with the instrument's own key.
    assert {str(value) for value in stated} - {"national_report"} <= set(cited)


@pytest.mark.parametrize("kind", EVERY)
def test_undo_takes_back_all_that_accepting_did(kind: str) -> None:
    finding = example(kind)
    before = tables()
    decision = accept(ANALYST, finding)
    assert tables() != before
    assert undo(ANALYST, decision).state == State.DRAFT
    assert tables() == before


@pytest.mark.parametrize("kind", EVERY)
def test_accepting_twice_changes_nothing_more(kind: str) -> None:
    finding = example(kind)
    decision = accept(ANALYST, finding)
    once = tables()
    assert accept(ANALYST, Finding.objects.get(pk=finding.pk)) == decision
    assert tables() == once


@pytest.mark.parametrize("kind", EVERY)
def test_a_rejected_finding_leaves_no_record_and_can_be_taken_up_again(kind: str) -> None:
    finding = example(kind)
    before = tables()
    decision = reject(ANALYST, finding)
    assert reject(ANALYST, finding) == decision
    assert (Finding.objects.get(pk=finding.pk).state, tables()) == (State.REJECTED, before)
    assert undo(ANALYST, decision).state == State.DRAFT
    accept(ANALYST, finding)
    reject(ANALYST, finding)
    assert tables() == before


CORRECTIONS = {
    "meeting": {"place": "Luxor"},
    "agenda": {"title": "Borders"},
    "term": {"start": "2018"},
    "candidacy": {"when": "2023"},
    "membership": {"kind": "member"},
    "participation": {"party": ["MA"]},
    "body": {"members": 31},
    "instrument": {"edition": 3},
    "implements": {"from": "un"},
    "programme": {"projects": 51},
    "initiative": {"start": "2014"},
    "post": {"role": "king"},
    "distribution": {"to": ["missions_abroad"]},
    "mandate": {"title": "To follow what is decided"},
    "cooperation": {"body": ["gctf", "EU"]},
}


@pytest.mark.parametrize("kind", EVERY)
def test_a_correction_is_recorded_and_the_draft_stays_as_it_was(kind: str) -> None:
    finding = example(kind)
    before = tables()
    accept(ANALYST, finding)
    decision = correct(ANALYST, finding, EXAMPLES[kind][0] | CORRECTIONS[kind])
    again = correct(ANALYST, finding, EXAMPLES[kind][0] | CORRECTIONS[kind])
    finding.refresh_from_db()
    assert again == decision
    assert finding.attrs == EXAMPLES[kind][0]
    assert finding.corrected == EXAMPLES[kind][0] | CORRECTIONS[kind]
    (changed,) = CORRECTIONS[kind].values()
    cited = Citation.objects.filter(finding=finding.pk, confidence=1.0).values_list("value", flat=True)
    assert set(_each(changed)) <= set(map(_hashable, cited))
    undo(ANALYST, decision)
    assert tables() == before
    assert Finding.objects.get(pk=finding.pk).corrected is None


def test_all_findings_of_a_source_are_accepted_at_once_whatever_their_order() -> None:
    findings = drafted(*TOLD)
    choices = [Choice(finding, Verdict.ACCEPT) for finding in reversed(findings)]
    decisions = decide_many(ANALYST, choices)
    assert [decision.finding_id for decision in decisions] == [choice.finding.pk for choice in choices]
    assert not Finding.objects.exclude(state=State.ACCEPTED).exists()
    assert AgendaItem.objects.get().meeting == Meeting.objects.get()
    assert Distribution.objects.get().work.kind == "national_report"
    assert Entry.objects.filter(permission="finding.decide", thing_type="sources.finding").count() == len(findings)


def test_of_many_decisions_all_are_made_or_none_with_each_reason() -> None:
    findings = drafted(*TOLD)
    before = tables()
    by_type = {finding.type: finding for finding in findings}
    choices = [Choice(finding, Verdict.ACCEPT) for finding in findings if finding.type != "term"]
    bad = Choice(by_type["term"], Verdict.CORRECT, attrs=EXAMPLES["term"][0] | {"end": "2016"})
    with pytest.raises(NoneDecided) as caught:
        decide_many(ANALYST, [*choices, bad])
    ((pk, reason),) = caught.value.problems
    assert pk == by_type["term"].pk
    assert isinstance(reason, ValueRefused)
    assert reason.field == "end"
    assert tables() == before
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        ("term", {"party": ["XX"]}, "party"),
        ("term", {"party": []}, "party"),
        ("term", {"start": "2027-02-29"}, "start"),
        ("term", {"start": "1447-02-30"}, "start"),
        ("term", {"start": "2020", "end": "2019-12"}, "end"),
        ("term", {"role": "king_of_the_hill"}, "role"),
        ("term", {"body": "EG"}, "body"),
        ("term", {"body": ""}, "body"),
        ("meeting", {"kind": "picnic"}, "kind"),
        ("meeting", {"when": "10000"}, "when"),
        ("meeting", {"attendance": 2**63}, "attendance"),
        ("meeting", {"attendance": -1}, "attendance"),
        ("meeting", {"attendance": True}, "attendance"),
        ("meeting", {"attendance": "40"}, "attendance"),
        ("meeting", {"chair": "EG"}, "chair"),
        ("meeting", {"title": "x" * 601}, "title"),
        ("meeting", {"tlp": "TLP:CLEAR"}, "tlp"),
        ("membership", {"kind": "owner"}, "kind"),
        ("body", {"kind": "kingdom"}, "kind"),
        ("body", {"key": "EG.office_of_nothing"}, "key"),
        ("body", {"parent": "gctf"}, "parent"),
        ("instrument", {"key": "sc9999"}, "key"),
        ("instrument", {"language": ["de"]}, "language"),
        ("implements", {"to": "sc9999"}, "to"),
        ("programme", {"stages": ["lunch"]}, "stages"),
        ("post", {"person": "\u202eسالم"}, "person"),
        ("post", {"body": ""}, "body"),
        ("cooperation", {"body": ["gctf"]}, "body"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(kind: str, changed: dict[str, Any], field: str) -> None:
    finding = example(kind)
    before = tables()
    with pytest.raises(ValueRefused) as caught:
        correct(ANALYST, finding, EXAMPLES[kind][0] | changed)
    assert caught.value.field == field
    assert tables() == before
    assert Finding.objects.get(pk=finding.pk).state == State.DRAFT


def test_a_post_has_purpose_basis_and_a_review_within_two_years() -> None:
    accept(ANALYST, example("post"))
    post = Post.objects.get()
    assert (post.purpose, post.legal_basis_id) == ("conduct_of_the_forum", "public_office")
    assert post.review_by == timezone.localdate() + timedelta(days=730)


def test_a_decision_cannot_be_taken_back_while_a_newer_one_rests_on_it() -> None:
    first = accept(ANALYST, term("2017"))
    second = accept(ANALYST, term("2017-05"))
    with pytest.raises(Undecidable) as caught:
        undo(ANALYST, first)
    assert (caught.value.code, caught.value.finding) == ("built_on", second.finding_id)
    undo(ANALYST, second)
    assert Term.objects.get().start == "2017"
    undo(ANALYST, first)
    assert not Term.objects.exists()
    assert not Citation.objects.exists()


def test_a_meeting_is_not_taken_back_from_under_its_agenda() -> None:
    meeting, agenda = drafted(*[(kind, *EXAMPLES[kind]) for kind in ("meeting", "agenda")])
    first, second = decide_many(ANALYST, [Choice(one, Verdict.ACCEPT) for one in (meeting, agenda)])
    with pytest.raises(Undecidable) as caught:
        undo(ANALYST, first)
    assert caught.value.code == "built_on"
    undo(ANALYST, second)
    undo(ANALYST, first)
    assert not Meeting.objects.exists()


def test_what_the_tables_entered_is_filled_in_and_given_back() -> None:
    member = Membership.objects.create(body_id="gctf", party_id="EG", source="the tables")
    decision = accept(ANALYST, example("membership", party=["EG"]))
    member.refresh_from_db()
    assert member.kind == "founding"
    undo(ANALYST, decision)
    member.refresh_from_db()
    assert member.kind == "member"


def test_a_record_that_something_else_uses_by_now_stays() -> None:
    decision = accept(ANALYST, example("meeting"))
    AgendaItem.objects.create(meeting=Meeting.objects.get(), title="Entered by hand")
    undo(ANALYST, decision)
    assert Meeting.objects.count() == 1
    assert not Citation.objects.exists()


def test_undoing_twice_is_harmless_and_only_the_last_decision_is_undone() -> None:
    finding = term("2017")
    first = reject(ANALYST, finding)
    second = accept(ANALYST, finding)
    with pytest.raises(Undecidable) as caught:
        undo(ANALYST, first)
    assert caught.value.code == "newer_decision"
    assert undo(ANALYST, second).state == State.REJECTED
    assert undo(ANALYST, second).state == State.REJECTED
    assert undo(ANALYST, first).state == State.DRAFT


def test_accepting_again_into_another_record_is_refused() -> None:
    finding = term("2017")
    accept(ANALYST, finding)
    other = Term.objects.create(body_id="gctf.wg.ea", party_id="EG")
    with pytest.raises(Undecidable) as caught:
        accept(ANALYST, finding, into=other)
    assert caught.value.code == "already_accepted"
    assert accept(ANALYST, finding, into=Term.objects.get(start="2017")).verdict == Verdict.ACCEPT


@pytest.mark.parametrize("actor", [ADMINISTRATOR, FOCAL_POINT, READER, LOADER, DOORKEEPER, None])
def test_only_a_person_of_the_staff_decides(actor: Any) -> None:
    finding = term("2017")
    decision = accept(SECRETARIAT, term("2017", party="EU"))
    before = tables()
    for deed in (
        lambda: accept(actor, finding),
        lambda: correct(actor, finding, finding.attrs),
        lambda: reject(actor, finding),
        lambda: undo(actor, decision),
        lambda: decide_many(actor, [Choice(finding, Verdict.ACCEPT)]),
    ):
        with pytest.raises(Refused):
            deed()
    assert tables() == before
    assert Entry.objects.filter(allowed=False).count() == 5


def test_a_decision_says_who_made_it() -> None:
    assert accept(SECRETARIAT, term("2017")).by == SECRETARIAT.key


def _each(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
