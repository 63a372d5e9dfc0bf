"""The matrix says of each clause how far it is carried out, by what its reader may see and by nothing else."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import Any

import openpyxl
import pypdfium2
import pytest

from muntada.access import clock
from muntada.access.models import Audience
from muntada.followup.exports.brief import brief_sheet
from muntada.followup.exports.matrix import book_of
from muntada.followup.implementation import Done, Reach, Reaches, State, states
from muntada.followup.models import (
    Assessment,
    Commitment,
    Contribution,
    Evidence,
    EvidenceRevision,
    Institution,
    Mapping,
    Measure,
    Position,
    Report,
)
from muntada.followup.queries.brief import brief_on_party, brief_on_topic
from muntada.followup.queries.clause import kept
from muntada.followup.queries.matrix import TEXTS, Asked, Line, Matrix, matrix
from muntada.followup.standing import state_of
from muntada.forum.models import Body, Meeting, Outcome
from muntada.library.models import Clause, ClauseText, Expression, Title, Work
from muntada.parties.models import Name, Party
from muntada.printing.pdf import as_pdf
from tests.cast import ANALYST, READER
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, party

pytestmark = pytest.mark.django_db
OWN = {"tlp": "TLP:AMBER", "originator": "EG"}
NOW = clock.today().year


def a_work(key: str, count: int, **handling: Any) -> list[Clause]:
    """An instrument with a version in Arabic, each clause with words of its own."""
    work = Work.objects.create(key=key, kind="resolution", symbol=key.upper(), adopted="2015", **handling)
    Title.objects.create(work=work, language="ar", text=f"قرار {key}", preferred=True)
    version = Expression.objects.create(work=work, language="ar", state="settled", quality="native", **handling)
    made = []
    for at in range(1, count + 1):
        one = Clause.objects.create(
            work=work,
            wid=f"para_{at}",
            order=at,
            kind="operative",
            topics=["border_security"] if at == 1 else [],
            pillar=at,
        )
        ClauseText.objects.create(clause=one, expression=version, order=at, number=f"{at}.", text=f"يطلب {key} {at}")
        made.append(one)
    return made


def undertaken(clause: Clause, **more: Any) -> Commitment:
    return Commitment.objects.create(party=party(), clause=clause, **{"response": "supported", **OWN, **more})


def done_for(commitment: Commitment, extent: str = "whole", **more: Any) -> Measure:
    number = Measure.objects.count() + 1
    said = {"kind": "law", "title_ar": f"قانون {number}", "status": "completed", **OWN, **more}
    made = Measure.objects.create(reference=f"EG/2026/{number}", party=party(), **said)
    Contribution.objects.create(measure=made, commitment=commitment, extent=extent)
    return made


def mapped(source: Clause, relationship: str, target: Clause, **handling: Any) -> Mapping:
    return Mapping.objects.create(
        source=source, relationship=relationship, target=target, rationale="semantic", why="Both ask for it.",
        by="user:1", at=clock.now(), **handling,
    )  # fmt: skip


def now(found: Matrix) -> dict[str, State]:
    return {f"{line.place.work}/{line.place.wid}": line.now for line in found.lines if line.place is not None}


def lines(**asked: Any) -> list[Line]:
    return list(matrix(FOCAL_POINT, Asked(**asked), "ar").lines)


def test_gaps_come_first_and_what_was_promised_before_what_was_noted() -> None:
    one, two, three = a_work("a", 3)
    done_for(undertaken(one))
    undertaken(two, response="noted")
    undertaken(three)
    assert [line.place.wid for line in lines() if line.place] == ["para_3", "para_2", "para_1"]
    assert [line.place.wid for line in lines(order=TEXTS) if line.place] == ["para_1", "para_2", "para_3"]


def test_a_measure_counts_for_every_clause_that_asks_the_same_though_nobody_answered_to_it() -> None:
    (one,), (same,), (wider,) = a_work("a", 1), a_work("b", 1), a_work("c", 1)
    done_for(undertaken(one))
    mapped(one, "equal", same)
    mapped(same, "subset", wider)
    found = matrix(FOCAL_POINT, Asked(party="EG"), "ar")
    assert now(found) == {"a/para_1": State.DONE, "b/para_1": State.DONE, "c/para_1": State.PARTLY}
    assert {line.commitment is None for line in found.lines if line.place and line.place.work != "a"} == {True}
    assert len(found.mappings) == 2


def test_unrelated_clauses_count_for_nothing() -> None:
    (one,), (other,) = a_work("a", 1), a_work("b", 1)
    done_for(undertaken(one))
    mapped(one, "unrelated", other)
    assert now(matrix(FOCAL_POINT, Asked(), "ar")) == {"a/para_1": State.DONE}


def test_each_year_says_what_was_known_at_its_end() -> None:
    (one,) = a_work("a", 1)
    measure = done_for(undertaken(one), start=str(NOW - 4), completed=str(NOW - 1))
    report = {"text_ar": "تقدم.", "by": "user:1", "at": clock.now(), **OWN}
    Report.objects.create(
        measure=measure, due=date(NOW - 5, 6, 1), status="in_preparation", state="validated", **report
    )
    Report.objects.create(measure=measure, due=date(NOW - 6, 6, 1), status="completed", **report)  # not validated
    (line,) = lines()
    assert line.states[-7:] == (State.NONE, *[State.UNDER_WAY] * 4, State.DONE, State.DONE)
    assert lines(until=NOW - 6)[0].now is State.NONE


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"topic": "border_security"}, {"a/para_1"}),
        ({"pillar": 2}, {"a/para_2"}),
        ({"work": "b"}, {"b/para_1"}),
        ({"body": "un.sc"}, {"b/para_1"}),
        ({"institution": "eg.ports"}, {"a/para_1", "a/para_2"}),
        ({"state": "done"}, {"a/para_2"}),
        ({"party": "MA"}, set()),
        ({"topic": "no such topic"}, set()),
    ],
)
def test_the_matrix_is_narrowed(asked: dict[str, Any], found: set[str]) -> None:
    ports = Institution.objects.create(key="eg.ports", party=party(), name_en="Ports", **OWN)
    council = Party.objects.create(key="un.sc", kind="body")
    (one, two), (three,) = a_work("a", 2), a_work("b", 1)
    Work.objects.filter(pk="b").update(body=council)
    Clause.objects.filter(work="b").update(topics=[], pillar=None)
    undertaken(one, lead=ports)
    second = undertaken(two)
    second.contributors.add(ports)
    done_for(second)
    undertaken(three)
    assert set(now(matrix(FOCAL_POINT, Asked(**asked), "ar"))) == found


def test_what_one_may_not_know_of_carries_nothing_out() -> None:
    (one,), (same,) = a_work("a", 1), a_work("b", 1)
    shared = {"audience": Audience.of(["MA"])}
    commitment = undertaken(one, **shared)
    measure = done_for(commitment)
    link = mapped(one, "equal", same, **OWN)
    assert not matrix(READER, Asked(), "ar").lines
    assert not matrix(None, Asked(), "ar").lines
    assert now(matrix(NEIGHBOUR, Asked(), "ar")) == {"a/para_1": State.NONE}  # the measure is not shared
    Measure.objects.filter(pk=measure.pk).update(**shared)
    assert now(matrix(NEIGHBOUR, Asked(), "ar")) == {"a/para_1": State.DONE}  # the mapping is not
    Mapping.objects.filter(pk=link.pk).update(**shared)
    assert now(matrix(NEIGHBOUR, Asked(), "ar")) == {"a/para_1": State.DONE, "b/para_1": State.DONE}
    Expression.objects.filter(work="b").update(**OWN)  # the words of the other clause are not theirs to read
    assert now(matrix(NEIGHBOUR, Asked(), "ar")) == {"a/para_1": State.DONE}


def test_no_way_leads_through_a_clause_that_one_may_not_know_of() -> None:
    (one,), (hidden,), (last,) = a_work("a", 1), a_work("b", 1), a_work("c", 1)
    shared: dict[str, Any] = {"audience": Audience.of(["MA"])}
    done_for(undertaken(one, **shared), **shared)
    mapped(one, "equal", hidden)
    mapped(hidden, "equal", last)
    Work.objects.filter(pk="b").update(**OWN)
    assert set(now(matrix(NEIGHBOUR, Asked(), "ar"))) == {"a/para_1"}
    assert set(now(matrix(FOCAL_POINT, Asked(), "ar"))) == {"a/para_1", "b/para_1", "c/para_1"}


def test_archived_measures_count_for_nothing() -> None:
    (one,) = a_work("a", 1)
    done_for(undertaken(one), archived=True)
    assert lines()[0].now is State.NONE


def test_an_outcome_of_a_meeting_is_followed_up_as_a_clause_is() -> None:
    body = Body.objects.create(party=Party.objects.create(key="gctf.coco", kind="body"), kind="committee")
    meeting = Meeting.objects.create(body=body, kind="session", when="2020")
    outcome = Outcome.objects.create(reference="2020/coco/1", meeting=meeting, kind="decision", text_en="To meet.")
    kept_to = Commitment.objects.create(party=party(), outcome=outcome, response="supported", **OWN)
    done_for(kept_to, "part")
    (line,) = lines(body="gctf.coco")
    assert (line.outcome, line.now, line.words.text) == (outcome, State.PARTLY, "To meet.")
    assert not lines(body="gctf.other")


@pytest.mark.parametrize("seed", range(6))
def test_the_matrix_and_the_pages_of_clauses_agree_with_the_pure_rules_on_random_records(seed: int) -> None:
    dice = random.Random(seed)
    clauses = [*a_work("a", 5), *a_work("b", 5)]
    commitments = [undertaken(clause) for clause in dice.sample(clauses, 7)]
    for _ in range(9):
        one, other = dice.sample(clauses, 2)
        if not Mapping.objects.filter(source=one, target=other).exists():
            mapped(one, dice.choice(list(Reach)), other)
    for commitment in dice.choices(commitments, k=6):
        done_for(commitment, dice.choice(["whole", "part"]), status=dice.choice(Measure.Status.values))
    served = Contribution.objects.select_related("measure", "commitment")
    done = [
        Done(each.commitment.clause_id or 0, each.measure_id, state_of(each.measure.status, each.extent == "whole"))
        for each in served
    ]
    links = Mapping.objects.values_list("source", "relationship", "target")
    told = states(done, Reaches((source, Reach(reach), target) for source, reach, target in links))
    wanted = {clause: counted[0].state for clause, counted in told.items()}
    found = {line.place.clause: line.now for line in lines() if line.place is not None}
    assert {clause: state for clause, state in found.items() if state} == wanted
    for clause in clauses:
        every = kept(FOCAL_POINT, clause, "ar")
        assert (every[0].state if every else State.NONE) == wanted.get(clause.pk, State.NONE)
        assert every == [] or every[0].by_year[-1] == every[0].state
        for own in every:
            assert [counts.measure.pk for counts in own.measures] == [c.measure for c in told.get(clause.pk, [])]


def test_the_page_of_a_clause_names_each_measure_its_way_and_what_shows_it() -> None:
    (one,), (same,) = a_work("a", 1), a_work("b", 1)
    measure = done_for(undertaken(one))
    mapped(same, "superset", one)
    piece = Evidence.objects.create(measure=measure, kind="gazette", title_ar="الجريدة الرسمية", **OWN)
    EvidenceRevision.objects.create(
        evidence=piece, number=1, address="https://example.org/g", received=date(2026, 1, 2), by="user:1",
        at=clock.now(),
    )  # fmt: skip
    (own,) = kept(FOCAL_POINT, one, "ar")
    assert (own.state, own.measures[0].steps) == (State.DONE, ())
    assert own.measures[0].page.evidence[0].revisions[0].address == "https://example.org/g"
    (through,) = kept(FOCAL_POINT, same, "ar")
    assert (through.state, through.commitment) == (State.PARTLY, None)
    (step,) = through.measures[0].steps
    assert (step.source.work, step.relationship, step.target.work) == ("a", "subset", "b")
    assert step.mapping.why == "Both ask for it."
    assert kept(READER, same, "ar") == []


def test_the_workbook_holds_the_matrix_and_the_conditions_on_it() -> None:
    one, two = a_work("a", 2)
    done_for(undertaken(one, response="in_part"))
    undertaken(two, tlp="TLP:AMBER+STRICT")
    found = matrix(FOCAL_POINT, Asked(), "ar")
    book = openpyxl.load_workbook(io.BytesIO(book_of(FOCAL_POINT, found, "ar").data))
    sheet, how = book.worksheets
    assert sheet.sheet_view.rightToLeft
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[3] for row in rows[1:]] == ["a/para_2", "a/para_1"]
    assert rows[0][-1] == NOW
    assert (rows[1][-1], rows[2][-1]) == ("لا شيء بعد", "مُنفَّذ")
    assert [row[1] for row in how.iter_rows(values_only=True)][:2] == ["TLP:AMBER+STRICT", "EG muntada"]


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    (one,) = a_work("a", 1)
    ClauseText.objects.update(text='=HYPERLINK("https://example.org")')
    undertaken(one)
    book = openpyxl.load_workbook(io.BytesIO(book_of(FOCAL_POINT, matrix(FOCAL_POINT, Asked(), "ar"), "en").data))
    assert "'=HYPERLINK" in str(book.worksheets[0]["E2"].value)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_brief_is_one_page_whatever_there_is_under_the_highest_label_of_its_parts(language: str) -> None:
    for tongue, text in (("ar", "مصر"), ("en", "Egypt"), ("fr", "Égypte")):
        Name.objects.create(party=party(), language=tongue, text=text, preferred=True)
    long = "وزارة " + "الموانئ والنقل والعبور " * 4
    office = Institution.objects.create(key="eg.ports", party=party(), name_ar=long, **OWN)
    for clause in a_work("a", 40):
        commitment = undertaken(clause, lead=office)
        done_for(commitment, "part", title_ar="قانون بشأن " + "سجلات العبور في الموانئ " * 10)
        Assessment.objects.create(
            commitment=commitment, result="not_applicable", as_of=date(2026, 1, 1), assessor=f"بعثة {long * 2}"[:300],
            reasons_ar="سبب", by="user:1", at=clock.now(), **OWN,
        )  # fmt: skip
        Position.objects.create(party=party(), title=f"موقف {long * 2}"[:300], by="user:1", at=clock.now(), **OWN)
    Work.objects.update(symbol="")
    Title.objects.update(text=f"قرار {long}")
    brief = brief_on_party(FOCAL_POINT, "EG", language)
    assert brief is not None
    made = brief_sheet(FOCAL_POINT, brief, language)
    assert made.sheet.tlp == "TLP:AMBER"
    with pypdfium2.PdfDocument(as_pdf(made.sheet)) as book:
        pages = len(book)
    assert pages == 1
    assert brief_sheet(READER, brief_on_party(READER, "EG", language), language).sheet.tlp == "TLP:CLEAR"  # type: ignore[arg-type]


def test_a_brief_on_a_topic_tells_what_its_reader_may_see() -> None:
    one, two = a_work("a", 2)
    undertaken(one)
    undertaken(two)
    brief = brief_on_topic(FOCAL_POINT, "border_security", "ar")
    assert brief is not None
    assert [line.place.wid for line in brief.gaps if line.place] == ["para_1"]
    empty = brief_on_topic(ANALYST, "border_security", "ar")
    assert empty is not None
    assert not empty.matrix.lines
    assert brief_on_topic(FOCAL_POINT, "no such topic", "ar") is None
