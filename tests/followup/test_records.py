"""What parties undertake and do: entered by their own people, seen by nobody else until they release it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document, Passage
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.commitments import change_commitment, enter_commitment
from muntada.followup.actions.evidence import add_evidence, add_revision
from muntada.followup.actions.institutions import change_institution, enter_institution
from muntada.followup.actions.mappings import change_mapping, enter_mapping
from muntada.followup.actions.measures import archive_measure, change_measure, enter_measure, serve, stop_serving
from muntada.followup.actions.progress import change_report, validate_report, write_report
from muntada.followup.actions.under import NotPossible
from muntada.followup.models import Commitment, Contribution, Evidence, Institution, Mapping, Measure, Report
from muntada.followup.queries import records
from muntada.library.models import Work
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER, SECRETARIAT, VISITOR
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, VALIDATOR, clauses, institution, party

pytestmark = pytest.mark.django_db


def a_measure(actor: Actor = FOCAL_POINT, **said: Any) -> Measure:
    return enter_measure(actor, party=party(), **{"kind": "law", "title_en": "A law on pilots", **said})


def a_commitment(actor: Actor = FOCAL_POINT, **said: Any) -> Commitment:
    return enter_commitment(actor, party=party(), clause=clauses(count=1)[0], response="supported", **said)


def seen_by(actor: Actor | None) -> dict[str, int]:
    models = (Institution, Commitment, Measure, Evidence, Report, Mapping)
    return {model.__name__: rows(actor, Permission.RECORD_READ, model).count() for model in models}


def everything() -> Measure:
    """One of each, entered by the focal point."""
    enter_institution(FOCAL_POINT, party=party(), name_ar="وزارة الموانئ", name_en="Ministry of Ports")
    one, two = clauses("tides", 2)
    enter_mapping(FOCAL_POINT, one, two, relationship="subset", rationale="semantic", why="Two asks for more.")
    measure = a_measure(report_from=date(2026, 1, 31), report_every=3)
    serve(FOCAL_POINT, measure, a_commitment(), extent="part")
    add_evidence(FOCAL_POINT, measure, kind="gazette", title_en="The gazette", address="https://example.org/g")
    write_report(FOCAL_POINT, measure, due=date(2026, 1, 31), text_en="It is in force.", status="completed")
    return measure


def test_what_a_party_enters_is_its_own_under_amber_and_no_analyst_of_the_forum_sees_it() -> None:
    measure = everything()
    for model in (Institution, Commitment, Measure, Evidence, Report, Mapping):
        made = model._default_manager.get()
        assert (made.tlp, made.originator) == (TLP.AMBER, "EG"), model
    assert set(seen_by(FOCAL_POINT).values()) == {1} == set(seen_by(VALIDATOR).values())
    for stranger in (ANALYST, SECRETARIAT, NEIGHBOUR, READER, VISITOR, None):
        assert set(seen_by(stranger).values()) == {0}, stranger
    assert records.measure(ANALYST, measure.reference) is None
    assert not records.commitments(ANALYST).exists()
    assert not records.mappings(ANALYST).exists()


def test_whom_it_is_shared_with_sees_it() -> None:
    measure = everything()
    measure.marked(Handling(TLP.AMBER, "EG", frozenset({"MA"})))
    measure.save()
    found = records.measure(NEIGHBOUR, measure.reference)
    assert found == measure
    page = records.measure_page(NEIGHBOUR, measure)
    assert (page.contributions, page.evidence, page.reports) == ([], [], []), "each is shared for itself"


def test_nobody_enters_for_another_party_and_staff_only_what_the_forum_keeps() -> None:
    eg, ma = party(), party("MA")
    with pytest.raises(ValueRefused, match="another party"):
        enter_measure(NEIGHBOUR, party=eg, kind="law", title_en="A law")
    with pytest.raises(Refused):
        a_measure(READER)
    with pytest.raises(Refused):
        change_measure(ANALYST, a_measure(), kind="law", title_en="Another")
    open_one = enter_measure(ANALYST, party=ma, kind="training", title_fr="Une formation")
    assert (open_one.tlp, open_one.originator) == (TLP.CLEAR, "muntada")
    with pytest.raises(Refused):
        change_measure(NEIGHBOUR, open_one, kind="law", title_en="Mine")
    assert not Measure.objects.filter(title_en="Mine").exists()


def test_a_reference_is_the_party_the_year_and_the_next_number_without_a_gap() -> None:
    with clock.at(date(2026, 5, 1)):
        first = a_measure()
        with pytest.raises(ValueRefused):
            a_measure(kind="wish")
        with pytest.raises(ValueRefused):
            a_measure(start="2026-02-30")
        hidden = enter_measure(SECRETARIAT, party=party(), kind="law", title_en="As the press has it")
        other = enter_measure(NEIGHBOUR, party=party("MA"), kind="law", title_en="A law")
    with clock.at(date(2027, 1, 1)):
        later = a_measure()
    references = [one.reference for one in (first, hidden, other, later)]
    assert references == ["EG/2026/1", "EG/2026/2", "MA/2026/1", "EG/2027/1"]


def test_a_commitment_is_to_one_clause_once_and_its_institutions_are_the_partys() -> None:
    clause = clauses(count=1)[0]
    lead, foreign = institution(), institution("Ministry of Rivers", "MA")
    made = enter_commitment(FOCAL_POINT, party=party(), clause=clause, lead=lead, contributors=[lead], since="2021-05")
    with pytest.raises(ValueRefused, match="already"):
        enter_commitment(VALIDATOR, party=party(), clause=clause)
    with pytest.raises(ValueRefused, match="another party"):
        change_commitment(FOCAL_POINT, made, response="noted", lead=foreign)
    with pytest.raises(ValueRefused):
        enter_commitment(FOCAL_POINT, party=party())
    changed = change_commitment(FOCAL_POINT, made, response="in_part", words_ar="ندعمها جزئياً", lead=lead)
    changed.refresh_from_db()
    assert (changed.response, changed.words_ar, changed.lead) == ("in_part", "ندعمها جزئياً", lead)
    assert not changed.contributors.exists()


def test_what_the_forum_knows_of_a_party_tells_nobody_what_the_party_keeps() -> None:
    """Both enter the same; neither finds out by a refusal that the other did."""
    clause = clauses(count=1)[0]
    kept = enter_commitment(FOCAL_POINT, party=party(), clause=clause, response="supported")
    open_one = enter_commitment(ANALYST, party=party(), clause=clause, response="noted")
    assert list(records.commitments(ANALYST)) == [open_one]
    assert set(records.commitments(FOCAL_POINT)) == {kept, open_one}


def test_a_commitment_to_a_text_that_somebody_may_not_know_of_is_not_shown_to_them() -> None:
    made = a_commitment(ANALYST)
    assert records.commitments(READER).exists()
    Work.objects.update(tlp="TLP:AMBER", originator="MA")
    assert not records.commitments(READER).exists()
    assert made.clause is not None
    assert records.commitments(NEIGHBOUR).exists()


def test_how_two_clauses_relate_is_said_by_somebody_for_a_reason_and_once() -> None:
    one, two = clauses(count=2)
    made = enter_mapping(
        ANALYST, one, two, relationship="equal", rationale="semantic", why="The same duty.", strength=8
    )
    assert (made.by, made.why, made.strength) == (ANALYST.key, "The same duty.", 8)
    for source, target in ((one, two), (two, one), (one, one)):
        with pytest.raises(ValueRefused):
            enter_mapping(ANALYST, source, target, relationship="equal", rationale="semantic", why="Again.")
    with pytest.raises(ValueRefused):
        change_mapping(ANALYST, made, relationship="equal", rationale="semantic", why="")
    changed = change_mapping(SECRETARIAT, made, relationship="unrelated", rationale="functional", why="Read again.")
    assert (changed.by, changed.relationship) == (SECRETARIAT.key, "unrelated")


def test_a_measure_serves_commitments_of_its_party_wholly_or_in_part() -> None:
    measure, commitment = a_measure(), a_commitment()
    serve(FOCAL_POINT, measure, commitment, extent="part", note="The ports alone.")
    serve(FOCAL_POINT, measure, commitment, extent="whole")
    assert Contribution.objects.get().extent == "whole"
    of_another = enter_commitment(NEIGHBOUR, party=party("MA"), clause=commitment.clause)
    with pytest.raises(ValueRefused, match="another party"):
        serve(FOCAL_POINT, measure, of_another, extent="whole")
    stop_serving(FOCAL_POINT, measure, commitment)
    with pytest.raises(NotPossible, match="does not serve"):
        stop_serving(FOCAL_POINT, measure, commitment)


def test_what_is_archived_is_put_away_whole_and_comes_back() -> None:
    measure = archive_measure(FOCAL_POINT, everything())
    assert not records.measures_where(FOCAL_POINT).exists()
    assert records.measures_where(FOCAL_POINT, archived=True).exists()
    for deed in (
        lambda: change_measure(FOCAL_POINT, measure, kind="law", title_en="Other"),
        lambda: add_evidence(FOCAL_POINT, measure, kind="x", title_en="x", address="https://example.org"),
        lambda: write_report(FOCAL_POINT, measure, due=date(2026, 4, 30), text_en="x", status="completed"),
    ):
        with pytest.raises(NotPossible, match="archived"):
            deed()
    assert (Evidence.objects.count(), Report.objects.count()) == (1, 1)
    archive_measure(FOCAL_POINT, measure, archived=False)
    assert records.measures_where(FOCAL_POINT).get() == measure


def a_passage(**handling: str) -> Passage:
    document = Document.objects.create(
        sha256="a" * 64, name="gazette.txt", media_type="text/plain", size=10, text="Law 3 is in force.",
        language="en", captured_by="user:3", **handling,
    )  # fmt: skip
    return Passage.objects.create(document=document, start=0, end=5, quote="Law 3")


def test_evidence_rests_on_a_passage_with_the_hash_of_its_source_and_earlier_states_stay() -> None:
    measure, passage = a_measure(), a_passage()
    piece = add_evidence(
        FOCAL_POINT, measure, kind="gazette", title_ar="الجريدة الرسمية", passage=passage.pk,
        received=date(2026, 3, 1), effective=date(2026, 3, 2), expires=date(2026, 6, 1),
    )  # fmt: skip
    add_revision(FOCAL_POINT, piece, address="https://example.org/law-3", note="As amended")
    states = list(piece.revisions.order_by("number"))
    assert [(one.number, one.passage, one.sha256) for one in states] == [(1, passage, "a" * 64), (2, None, "")]
    with clock.at(date(2026, 6, 2)):
        assert [one.expired for one in records.measure_page(FOCAL_POINT, measure).evidence] == [False]


def test_what_has_expired_is_shown_as_expired_from_the_day_after() -> None:
    measure = a_measure()
    add_evidence(
        FOCAL_POINT, measure, kind="licence", title_en="A licence", address="https://example.org",
        received=date(2026, 3, 1), expires=date(2026, 6, 1),
    )  # fmt: skip
    for day, expired in ((date(2026, 6, 1), False), (date(2026, 6, 2), True)):
        with clock.at(day):
            assert records.measure_page(FOCAL_POINT, measure).evidence[0].expired is expired


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"address": "javascript:alert(1)"},
        {"address": "file:///etc/passwd"},
        {"address": "https://example.org", "expires": date(2020, 1, 1), "effective": date(2021, 1, 1)},
        {"address": "https://example.org", "received": date(2999, 1, 1)},
        {"passage": 4_711},
    ],
)
def test_evidence_of_nothing_or_that_cannot_be_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValueRefused):
        add_evidence(FOCAL_POINT, a_measure(), kind="law", title_en="A law", **said)
    assert not Evidence.objects.exists()


def test_no_measure_rests_on_a_source_that_is_shared_with_fewer_people_than_it() -> None:
    hidden = a_passage(tlp="TLP:AMBER", originator="EG")
    open_one = enter_measure(ANALYST, party=party(), kind="law", title_en="A law")
    with pytest.raises(ValueRefused, match="no such passage"):
        add_evidence(ANALYST, open_one, kind="x", title_en="x", passage=hidden.pk)
    strict = a_passage_more_strict()
    with pytest.raises(ValueRefused, match="fewer people"):
        add_evidence(FOCAL_POINT, a_measure(), kind="x", title_en="x", passage=strict.pk)
    assert add_evidence(FOCAL_POINT, a_measure(), kind="x", title_en="x", passage=hidden.pk).revisions.get()


def a_passage_more_strict() -> Passage:
    document = Document.objects.create(
        sha256="b" * 64, name="note.txt", media_type="text/plain", size=10, text="For few.", language="en",
        captured_by="user:3", tlp="TLP:AMBER+STRICT", originator="EG",
    )  # fmt: skip
    return Passage.objects.create(document=document, start=0, end=3, quote="For")


def test_a_report_is_for_a_day_that_is_due_and_once() -> None:
    measure = a_measure(report_from=date(2026, 1, 31), report_every=1)
    write_report(FOCAL_POINT, measure, due=date(2026, 2, 28), text_ar="صدر القانون.", status="in_progress")
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2025, 12, 31)):
        with pytest.raises(ValueRefused):
            write_report(FOCAL_POINT, measure, due=day, text_en="x", status="in_progress")
    with pytest.raises(ValueRefused):
        write_report(FOCAL_POINT, measure, due=date(2026, 3, 31), status="in_progress")
    with clock.at(date(2026, 4, 1)):
        page = records.measure_page(FOCAL_POINT, measure)
    overdue = [one.day.isoformat() for one in page.due if one.overdue]
    assert overdue == ["2026-01-31", "2026-03-31"]
    assert page.next_due == date(2026, 4, 30)


def test_row_59_whoever_wrote_a_report_does_not_validate_it_and_then_it_stands() -> None:
    measure = a_measure(report_from=date(2026, 1, 1), report_every=12)
    report = write_report(VALIDATOR, measure, due=date(2026, 1, 1), text_en="Passed.", status="completed")
    for nobody in (VALIDATOR, FOCAL_POINT, ANALYST, NEIGHBOUR):
        with pytest.raises(Refused):
            validate_report(nobody, report)
    change_report(FOCAL_POINT, report, text_en="Passed and in force.", status="completed")
    held = validate_report(VALIDATOR, report)
    assert (held.state, held.validated_by) == ("validated", VALIDATOR.key)
    measure.refresh_from_db()
    assert measure.status == "completed"
    with pytest.raises(NotPossible, match="validated"):
        change_report(FOCAL_POINT, held, text_en="Not so.", status="planned")
    with pytest.raises(NotPossible, match="validated"):
        validate_report(VALIDATOR, held)


def test_an_earlier_report_that_is_validated_later_does_not_take_the_measure_back() -> None:
    measure = a_measure(report_from=date(2026, 1, 1), report_every=1)
    early = write_report(FOCAL_POINT, measure, due=date(2026, 1, 1), text_en="Begun.", status="in_progress")
    late = write_report(FOCAL_POINT, measure, due=date(2026, 2, 1), text_en="Done.", status="completed")
    validate_report(VALIDATOR, late)
    validate_report(VALIDATOR, early)
    measure.refresh_from_db()
    assert measure.status == "completed"


def test_an_institution_is_named_in_one_language_at_least_and_written_to_at_an_address() -> None:
    wrongs: list[dict[str, Any]] = [
        {"name_ar": " "},
        {"name_en": "A", "email": "nowhere"},
        {"name_en": "A", "language": "xx"},
    ]
    for wrong in wrongs:
        with pytest.raises(ValueRefused):
            enter_institution(FOCAL_POINT, party=party(), **wrong)
    made = [enter_institution(FOCAL_POINT, party=party(), name_en="Ministry of Ports") for _ in range(2)]
    made += [enter_institution(FOCAL_POINT, party=party(), name_ar="وزارة")]
    assert [one.key for one in made] == ["eg.ministry_of_ports", "eg.ministry_of_ports_2", "eg.institution"]
    change_institution(FOCAL_POINT, made[0], name_en="Ministry of Ports", email="ports@example.org", language="en")
    assert Institution.objects.get(key=made[0].key).email == "ports@example.org"


def test_every_deed_and_every_refusal_is_a_line_of_the_trail_without_its_words() -> None:
    everything()
    with pytest.raises(Refused):
        a_measure(READER)
    lines = Entry.objects.filter(permission__in=["measure.write", "commitment.write", "progress.write"])
    assert lines.filter(allowed=True).count() == 5
    assert lines.filter(allowed=False).count() == 1
    assert "pilots" not in "".join(str(line.detail) for line in lines)
