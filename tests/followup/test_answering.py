"""An institution answers: drafts, evidence, sending, the questionnaire, and what is taken over or sent back."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from muntada.access import clock
from muntada.followup.actions import answering, asking, taking
from muntada.followup.actions.answering import Said
from muntada.followup.models import Answer, Evidence, Measure, Report, Request
from muntada.followup.queries.asking import answer_of, asked_of, requests_where, thing_of
from muntada.followup.questionnaire import QuestionnaireRefused, shape
from muntada.followup.refused import AskingRefused
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import READER
from tests.followup.asked import TODAY, Case, Read, case, filled_in, returned
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, VALIDATOR

pytestmark = pytest.mark.django_db
FIRST = shape.FIRST_ROW


@pytest.fixture(autouse=True)
def _then(db: None) -> object:
    with clock.at(TODAY):
        yield


def write(made: Case, key: str, choice: str = "", text: str = "", completed: str = "") -> Answer:
    there = made.address
    return answering.save_draft(there.actor, there.request, key, Said(choice, completed, text))


def send(made: Case) -> int:
    there = made.address
    return answering.send(there.actor, there.request, said_by="إدارة الموانئ")


def code_of(error: pytest.ExceptionInfo[AskingRefused]) -> str:
    return error.value.code


def test_a_draft_is_the_institutions_own_until_it_is_sent() -> None:
    made = case()
    answer = write(made, made.keys[0], "in_progress", "بدأ العمل.")
    assert answer_of(FOCAL_POINT, answer.pk) is None
    assert requests_where(FOCAL_POINT, state="silent").exists()
    assert send(made) == 1
    seen = answer_of(FOCAL_POINT, answer.pk)
    assert seen is not None
    assert (seen.state, seen.said_by, seen.status) == ("open", "إدارة الموانئ", "in_progress")
    assert answer_of(NEIGHBOUR, answer.pk) is None
    made.first.refresh_from_db()
    assert made.first.status == "planned"


def test_everything_is_written_down_as_the_institutions_deed() -> None:
    made = case()
    write(made, made.keys[0], "completed")
    send(made)
    lines = Entry.objects.filter(permission="answer.give").order_by("pk")
    assert {line.actor for line in lines} == {"institution:eg.ministry_of_ports"}
    assert len(lines) == 2


def test_what_is_not_asked_is_not_answered() -> None:
    made = case()
    for key in ("m999", "c999", "x", "", f"m{made.commitment.pk}x"):
        with pytest.raises(AskingRefused) as error:
            write(made, key, text="x")
        assert code_of(error) == "not_asked"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said("supported"), "choice"),
        (Said("done"), "choice"),
        (Said("completed", "31/31/2026"), "completed"),
        (Said(text="x" * 20_001), "text"),
        (Said(text="a\0b"), "text"),
        (Said(text="a\x07b"), "text"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(said: Said, field: str) -> None:
    made = case()
    with pytest.raises(ValueError, match=field):
        answering.save_draft(made.address.actor, made.request, made.keys[0], said)
    assert not Answer.objects.exists()


def test_when_all_is_sent_the_request_is_answered_and_nothing_is_written_twice() -> None:
    made = case()
    for key, choice in zip(made.keys, ("completed", "planned", "supported"), strict=True):
        write(made, key, choice)
    assert send(made) == 3
    made.request.refresh_from_db()
    assert made.request.state == "answered"
    with pytest.raises(AskingRefused) as error:
        write(made, made.keys[0], "planned")
    assert code_of(error) == "answered"
    with pytest.raises(AskingRefused) as error:
        send(made)
    assert code_of(error) == "nothing_to_send"


def test_an_empty_draft_is_not_sent() -> None:
    made = case()
    write(made, made.keys[0])
    with pytest.raises(AskingRefused) as error:
        send(made)
    assert code_of(error) == "nothing_to_send"


def test_nothing_is_written_once_the_request_is_closed_or_its_address_replaced() -> None:
    made = case()
    there = made.address
    asking.renew_address(FOCAL_POINT, made.request)
    with pytest.raises(AskingRefused):
        answering.save_draft(there.actor, there.request, made.keys[0], Said(text="late"))
    there = made.address
    asking.close(FOCAL_POINT, made.request)
    for deed in (
        lambda: answering.save_draft(there.actor, there.request, made.keys[0], Said(text="late")),
        lambda: answering.send(there.actor, there.request, said_by="x"),
        lambda: answering.attach_address(there.actor, there.request, made.keys[0], address="https://a.example/"),
        lambda: answering.detach(there.actor, there.request, 1),
    ):
        with pytest.raises(AskingRefused) as error:
            deed()
        assert code_of(error) == "closed"


def test_evidence_stands_with_a_draft_and_can_be_taken_off_until_it_is_sent() -> None:
    made = case()
    there = made.address
    first = answering.attach_address(there.actor, there.request, made.keys[0], address="https://gazette.example/1")
    again = answering.attach_address(there.actor, there.request, made.keys[0], address="https://gazette.example/1")
    assert first == again
    for bad in ("javascript:alert(1)", "ftp://x.example/", "https://a b", ""):
        with pytest.raises(ValueError, match="address"):
            answering.attach_address(there.actor, there.request, made.keys[0], address=bad)
    for number in range(9):
        answering.attach_address(there.actor, there.request, made.keys[0], address=f"https://a.example/{number}")
    with pytest.raises(AskingRefused) as error:
        answering.attach_address(there.actor, there.request, made.keys[0], address="https://a.example/more")
    assert code_of(error) == "too_many_files"
    answering.detach(there.actor, there.request, first.pk)
    with pytest.raises(AskingRefused):
        answering.detach(there.actor, there.request, first.pk)
    send(made)
    left = Answer.objects.get().attachments.first()
    assert left is not None
    with pytest.raises(AskingRefused):
        answering.detach(there.actor, there.request, left.pk)


def test_an_answer_that_is_taken_over_changes_the_record_as_its_keeper() -> None:
    made = case()
    there = made.address
    answer = write(made, made.keys[0], "completed", "صدر القانون.", "٣/٥/٢٠٢٦")
    answering.attach_file(there.actor, there.request, made.keys[0], data=b"Gazette", captured=Read(), name="law.txt")
    answering.attach_address(there.actor, there.request, made.keys[0], address="https://gazette.example/1")
    send(made)
    taking.take(FOCAL_POINT, answer, seen="planned")
    made.first.refresh_from_db()
    assert (made.first.status, made.first.completed) == ("completed", "2026-05-03")
    report = Report.objects.get()
    assert (report.text_ar, report.status, report.state) == ("صدر القانون.", "completed", "draft")
    assert {one.revisions.get().address for one in report.evidence.all()} == {"", "https://gazette.example/1"}
    assert Evidence.objects.filter(holder=made.institution, tlp="TLP:AMBER").count() == 2
    answer.refresh_from_db()
    assert (answer.state, answer.decided_by) == ("taken", "user:4")


def test_a_commitments_response_is_taken_over() -> None:
    made = case()
    answer = write(made, made.keys[2], "in_part", "نؤيّد الفقرة الأولى.")
    send(made)
    taking.take(VALIDATOR, answer, seen="none")
    made.commitment.refresh_from_db()
    assert (made.commitment.response, made.commitment.words_ar) == ("in_part", "نؤيّد الفقرة الأولى.")


def test_an_answer_is_decided_once_and_only_on_what_the_record_said() -> None:
    made = case()
    answer = write(made, made.keys[0], "completed")
    with pytest.raises(AskingRefused) as error:
        taking.take(FOCAL_POINT, answer)
    assert code_of(error) == "decided"  # a draft is nobody's to decide
    send(made)
    Measure.objects.filter(pk=made.first.pk).update(status="suspended")
    with pytest.raises(AskingRefused) as error:
        taking.take(FOCAL_POINT, answer, seen="planned")
    assert code_of(error) == "moved"
    taking.take(FOCAL_POINT, answer, seen="suspended")
    for deed in (lambda: taking.take(FOCAL_POINT, answer), lambda: taking.send_back(FOCAL_POINT, answer, reason="x")):
        with pytest.raises(AskingRefused) as error:
            deed()
        assert code_of(error) == "decided"


@pytest.mark.parametrize("actor", [NEIGHBOUR, READER])
def test_others_take_nothing_over(actor: object) -> None:
    made = case()
    answer = write(made, made.keys[0], "completed")
    send(made)
    with pytest.raises(Refused):
        taking.take(actor, answer)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        taking.send_back(actor, answer, reason="no")  # type: ignore[arg-type]
    made.first.refresh_from_db()
    assert made.first.status == "planned"


def test_an_answer_that_is_sent_back_is_answered_again_in_another_round() -> None:
    made = case()
    for key, choice in zip(made.keys, ("completed", "planned", "supported"), strict=True):
        write(made, key, choice)
    send(made)
    answer = Answer.objects.get(measure=made.first)
    with pytest.raises(ValueError, match="reason"):
        taking.send_back(FOCAL_POINT, answer, reason=" ")
    taking.send_back(FOCAL_POINT, answer, reason="أين نُشر القانون؟")
    there = made.address
    assert (there.request.state, there.request.version) == ("open", 2)
    thing = thing_of(there.request, made.keys[0], "ar")
    assert thing is not None
    assert thing.is_open
    assert [one.reason for one in thing.back] == ["أين نُشر القانون؟"]
    assert [one.key for one in asked_of(there.request).questions] == [made.keys[0]]
    write(made, made.keys[0], "completed", "في العدد ٢٢.")
    assert send(made) == 1
    made.request.refresh_from_db()
    assert made.request.state == "answered"


def fill(sheet: Worksheet) -> None:
    sheet.cell(shape.OFFICE_ROW, shape.OFFICE).value = "إدارة الموانئ"
    sheet.cell(FIRST, shape.CHOICE).value = "منجز"
    sheet.cell(FIRST, shape.DAY).value = "٢٠٢٦-٠٥"
    sheet.cell(FIRST, shape.ADDRESS).value = "https://gazette.example/1"
    sheet.cell(FIRST + 1, shape.TEXT).value = "=1+1"
    sheet.cell(FIRST + 2, shape.TEXT).value = "نؤيّد."


def test_a_questionnaire_brought_back_at_the_address_becomes_drafts() -> None:
    made = case()
    there = made.address
    data = filled_in(made.request, fill)
    for _twice in range(2):
        count, aside = answering.take_in(there.actor, there.request, returned(made.request, data))
        assert (count, [(one.key, one.code) for one in aside]) == (2, [(made.keys[1], "formula")])
    answers = Answer.objects.order_by("pk")
    assert [(one.state, one.status, one.completed, one.text) for one in answers] == [
        ("draft", "completed", "2026-05", ""),
        ("draft", "", "", "نؤيّد."),
    ]
    assert answers[0].attachments.count() == 1


def test_who_asked_brings_in_what_came_by_other_means_and_it_is_sent() -> None:
    made = case()
    data = filled_in(made.request, fill)
    with pytest.raises(Refused):
        answering.enter_returned(NEIGHBOUR, made.request, returned(made.request, data))
    count, _aside = answering.enter_returned(FOCAL_POINT, made.request, returned(made.request, data))
    assert count == 2
    assert {(one.state, one.said_by) for one in Answer.objects.all()} == {("open", "إدارة الموانئ")}
    # Brought in once more, nothing is answered a second time.
    count, aside = answering.enter_returned(FOCAL_POINT, made.request, returned_anyway(made.request, data))
    assert (count, sorted(one.code for one in aside)) == (0, ["answered", "answered", "formula"])


def returned_anyway(request: Request, data: bytes) -> shape.Returned:
    """As if it had been read before anything was sent."""
    saved = list(Answer.objects.values())
    Answer.objects.update(state="draft")
    read = returned(request, data)
    for one in saved:
        Answer.objects.filter(pk=one["id"]).update(state=one["state"])
    return read


def test_a_questionnaire_of_the_round_before_or_of_another_request_is_refused() -> None:
    made = case()
    data = filled_in(made.request, fill)
    answer = write(made, made.keys[0], "completed")
    send(made)
    taking.send_back(FOCAL_POINT, answer, reason="؟")
    made.request.refresh_from_db()
    with pytest.raises(QuestionnaireRefused) as error:
        returned(made.request, data)
    assert error.value.code == "older_version"
    other = asking.ask(FOCAL_POINT, made.institution, text="؟", due=made.request.due, measures=[made.first])
    with pytest.raises(QuestionnaireRefused) as error:
        returned(other, data)
    assert error.value.code == "other_request"
