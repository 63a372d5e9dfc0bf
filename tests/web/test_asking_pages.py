"""Pages of what institutions are asked: at their secret address, and for those who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl.worksheet.worksheet import Worksheet

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.followup.actions import answering, asking
from muntada.followup.actions.answering import Said
from muntada.followup.models import Answer, Measure, Request
from muntada.followup.questionnaire import shape
from muntada.followup.questionnaire.words import CHOICES
from muntada.outreach.actions.asking import write_left_asked
from muntada.outreach.models import Message
from muntada.people.models import Office, User
from muntada.trail.models import Entry
from muntada.web.followup import answering as pages
from muntada.web.followup.words import RESPONSES, STATUSES
from tests.followup.asked import DUE, TODAY, Case, case, filled_in, measure
from tests.web.conftest import Forum

MINE = Actor("user:40", "Focal point of Morocco", frozenset({Role.FOCAL_POINT}), party="MA")
SignIn = Callable[[str], Client]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _then(db: None) -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def made(forum: Forum) -> Case:
    return case(MINE, of="MA")


def at(made: Case, name: str = "answer", *more: object, language: str = "ar") -> str:
    return reverse(name, args=[made.secret, *more]).replace("/en/", f"/{language}/").replace("/ar/", f"/{language}/")


def answered(made: Case, key: str, choice: str, text: str = "") -> Answer:
    there = made.address
    answer = answering.save_draft(there.actor, there.request, key, Said(choice, "", text))
    answering.send(there.actor, there.request, said_by="إدارة الموانئ")
    return answer


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_nobody_need_sign_in_and_only_what_is_asked_is_shown(made: Case, language: str, way: str) -> None:
    measure(9, "سرّ آخر", of="MA")
    answer = Client().get(at(made, language=language))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'dir="{way}"' in page
    assert "قانون الموانئ" in page
    assert "سرّ آخر" not in page
    assert "TLP:AMBER" in page
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in answer.cookies


def test_looking_ahead_spends_nothing_and_each_look_is_a_line(made: Case) -> None:
    client = Client()
    for _again in range(3):
        assert client.head(at(made)).status_code == 200
        assert client.get(at(made, "answer-one", made.keys[0])).status_code == 200
    assert not Answer.objects.exists()
    lines = Entry.objects.filter(permission="answer.give", operation="consult")
    assert {line.actor for line in lines} == {"institution:ma.ministry_of_ports"}
    assert len(lines) == 6
    assert f"address:{made.request.pk}" in str(lines[0].detail)
    assert made.secret not in str(list(Entry.objects.values()))


def test_a_guess_an_ended_and_a_replaced_address_give_the_same_answer(made: Case) -> None:
    old = at(made)
    with clock.at(TODAY):
        asking.renew_address(MINE, made.request)
    replaced = Client().get(old)
    guessed = Client().get(reverse("answer", args=["a" * 43]))
    with clock.at(DUE + timedelta(days=90)):
        ended = Client().get(at(made))
    assert {one.status_code for one in (replaced, guessed, ended)} == {410}
    assert replaced.content == guessed.content.replace(b"a" * 43, old.split("/")[3].encode())
    asking.close(MINE, made.request)
    for name, more in (("answer-send", ()), ("answer-returned", ()), ("answer-off", (1,)), ("answer-one", ("m1",))):
        assert Client().post(at(made, name, *more)).status_code == 410


def test_whoever_guesses_waits_and_whoever_has_an_address_does_not(made: Case) -> None:
    codes = [Client().get(reverse("answer", args=[f"{number:043}"])).status_code for number in range(pages.TRIES + 2)]
    assert codes[0] == 410
    assert codes[-1] == 429
    assert Client().get(at(made)).status_code == 200


def test_one_address_takes_no_more_forms_than_a_person_fills_in(made: Case) -> None:
    codes = {Client().post(at(made, "answer-send")).status_code for _again in range(pages.FORMS + 1)}
    assert codes == {422, 429}


def test_an_institution_saves_a_draft_with_evidence_and_sends_it(made: Case) -> None:
    client = Client()
    sent = {
        "choice": "completed",
        "completed": "٣/٥/٢٠٢٦",
        "text": "صدر القانون.",
        "address": "https://gazette.example/1",
    }
    file = SimpleUploadedFile("law.txt", "نصّ القانون المنشور في الجريدة الرسمية.".encode(), "text/plain")
    answer = client.post(at(made, "answer-one", made.keys[0]), {**sent, "file": file, "next": "1"})
    assert (answer.status_code, answer["Location"]) == (302, at(made, "answer-one", made.keys[1]))
    draft = Answer.objects.get()
    assert (draft.state, draft.status, draft.completed) == ("draft", "completed", "2026-05-03")
    assert draft.attachments.count() == 2
    again = client.get(at(made, "answer-one", made.keys[0])).content.decode()
    assert "صدر القانون." in again
    assert "law.txt" in again
    first = draft.attachments.all()[0]
    assert client.post(at(made, "answer-off", first.pk)).status_code == 302
    assert client.post(at(made, "answer-send"), {"said_by": "إدارة الموانئ"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.said_by) == ("open", "إدارة الموانئ")
    shown = client.get(at(made, "answer-one", made.keys[0])).content.decode()
    assert "<textarea" not in shown
    assert client.post(at(made, "answer-one", made.keys[0]), {"text": "x"}).status_code == 409


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(made: Case) -> None:
    sent = {"choice": "completed", "completed": "13/13/2026", "text": "ما كُتب", "address": "ftp://x"}
    answer = Client().post(at(made, "answer-one", made.keys[0]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_completed-wrong"' in page
    assert "ما كُتب" in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("page.svg", b"<svg onload='x'/>", "image/svg+xml"), ("a.exe", b"MZ\x90\x00", "application/octet-stream")],
)
def test_a_file_of_another_kind_is_not_taken(made: Case, name: str, content: bytes, kind: str) -> None:
    file = SimpleUploadedFile(name, content, kind)
    answer = Client().post(at(made, "answer-one", made.keys[0]), {"text": "x", "file": file})
    assert answer.status_code == 422
    assert not Answer.objects.get().attachments.exists()


def test_a_file_that_is_too_large_is_refused(made: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_FILE", 10)
    file = SimpleUploadedFile("a.txt", b"more than ten bytes", "text/plain")
    assert Client().post(at(made, "answer-one", made.keys[0]), {"file": file}).status_code == 422
    big = SimpleUploadedFile("q.xlsx", b"PK\x03\x04" + b"\0" * (4 * 1024 * 1024 + 1), XLSX)
    assert Client().post(at(made, "answer-returned"), {"file": big}).status_code == 422
    assert not Answer.objects.exists()


def test_a_form_from_elsewhere_is_not_taken(made: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(at(made, "answer-one", made.keys[0]), {"text": "x"}).status_code == 403
    assert client.post(at(made, "answer-send"), {"said_by": "x"}).status_code == 403
    assert not Answer.objects.exists()


def test_what_another_request_asks_is_not_reached_from_here(made: Case) -> None:
    with clock.at(TODAY):
        other = asking.ask(MINE, made.institution, text="؟", due=DUE, measures=[measure(7, of="MA")])
    key = f"m{other.measures.get().pk}"
    assert Client().get(at(made, "answer-one", key)).status_code == 410
    assert Client().post(at(made, "answer-one", key), {"text": "x"}).status_code == 410
    there = made.address
    draft = answering.attach_address(there.actor, there.request, made.keys[0], address="https://a.example/")
    from muntada.followup.secret import secret_for

    foreign = reverse("answer-off", args=[secret_for(other.pk, 1), draft.pk])
    assert Client().post(foreign).status_code == 409
    assert Answer.objects.get().attachments.exists()


def fill(sheet: Worksheet) -> None:
    sheet.cell(shape.FIRST_ROW, shape.CHOICE).value = "منجز"
    sheet.cell(shape.FIRST_ROW + 1, shape.TEXT).value = "=1"


def test_the_questionnaire_is_taken_along_and_brought_back(made: Case) -> None:
    client = Client()
    sheet = client.get(at(made, "answer-sheet"))
    assert sheet.content.startswith(b"PK")
    assert sheet["Content-Disposition"].startswith("attachment")
    file = SimpleUploadedFile("q.xlsx", filled_in(made.request, fill), XLSX)
    answer = client.post(at(made, "answer-returned"), {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "G10" in page
    assert [one.status for one in Answer.objects.all()] == ["completed"]
    assert client.post(at(made, "answer-returned")).status_code == 422
    bad = SimpleUploadedFile("q.xlsx", b"PK\x03\x04nothing", XLSX)
    assert client.post(at(made, "answer-returned"), {"file": bad}).status_code == 422


def test_who_asks_sees_who_has_not_answered(made: Case, client_of: SignIn) -> None:
    client = client_of("focal_point")
    page = client.get(reverse("askings")).content.decode()
    assert "0 / 3" in page
    assert "?state=silent" in page
    assert "0 / 3" not in client_of("reader").get(reverse("askings")).content.decode()
    assert client_of("reader").get(reverse("asking", args=[made.request.pk])).status_code == 404


def test_a_focal_point_asks_from_the_page(made: Case, client_of: SignIn) -> None:
    client = client_of("focal_point")
    assert made.institution.pk in client.get(reverse("asking-new")).content.decode()
    here = f"{reverse('asking-new')}?institution={made.institution.pk}"
    given = {
        "text": "نرجو البيان.",
        "due": "2026-08-01",
        "measures": [made.first.pk],
        "commitments": [made.commitment.pk],
    }
    assert client.post(here, {**given, "due": "2026-05-01"}).status_code == 422
    assert client.post(here, {"text": "x", "due": "2026-08-01"}).status_code == 422
    assert client.post(here, {**given, "measures": ["999999"]}).status_code == 422
    answer = client.post(here, given)
    asked = Request.objects.latest("pk")
    assert answer["Location"] == reverse("asking", args=[asked.pk])
    assert (asked.measures.count(), asked.commitments.count(), asked.tlp) == (1, 1, "TLP:AMBER")
    assert client_of("reader").get(reverse("asking-new")).status_code == 403


def test_an_answer_stands_beside_the_record_and_is_taken_over(made: Case, client_of: SignIn) -> None:
    client = client_of("focal_point")
    draft = answering.save_draft(made.address.actor, made.request, made.keys[1], Said(text="مسوّدة سرّية"))
    answer = answered(made, made.keys[0], "completed", "صدر القانون.")
    Answer.objects.filter(pk=draft.pk).update(state="draft")
    page = client.get(reverse("asking", args=[made.request.pk])).content.decode()
    assert "صدر القانون." in page
    assert "مسوّدة سرّية" not in page
    stale = client.post(reverse("answer-do", args=[answer.pk, "take"]), {"seen": "suspended"})
    assert stale.status_code == 302
    made.first.refresh_from_db()
    assert made.first.status == "planned"
    client.post(reverse("answer-do", args=[answer.pk, "take"]), {"seen": "planned"})
    made.first.refresh_from_db()
    assert made.first.status == "completed"
    assert client.post(reverse("answer-do", args=[draft.pk, "take"])).status_code == 404
    assert client_of("reader").post(reverse("answer-do", args=[answer.pk, "take"])).status_code == 404


def test_an_answer_is_sent_back_and_the_institution_reads_why(made: Case, client_of: SignIn) -> None:
    answer = answered(made, made.keys[0], "completed")
    client = client_of("focal_point")
    client.post(reverse("answer-do", args=[answer.pk, "back"]), {"reason": ""})
    answer.refresh_from_db()
    assert answer.state == "open"
    client.post(reverse("answer-do", args=[answer.pk, "back"]), {"reason": "أين نُشر؟"})
    page = Client().get(at(made, "answer-one", made.keys[0])).content.decode()
    assert "أين نُشر؟" in page
    assert "<textarea" in page


def test_a_request_is_extended_renewed_shown_and_closed(made: Case, client_of: SignIn) -> None:
    client = client_of("focal_point")

    def do(deed: str, **given: str) -> int:
        return client.post(reverse("asking-do", args=[made.request.pk, deed]), given).status_code

    assert do("extend", due="2026-09-01") == 302
    made.request.refresh_from_db()
    assert made.request.due.isoformat() == "2026-09-01"
    assert do("extend", due="yesterday") == 302
    assert do("renew") == 302
    shown = client.post(reverse("asking-do", args=[made.request.pk, "address"]))
    assert made.secret in shown.content.decode()
    assert made.secret not in client.get(reverse("asking", args=[made.request.pk])).content.decode()
    assert do("nonsense") == 404
    assert do("close") == 302
    made.request.refresh_from_db()
    assert made.request.state == "closed"
    assert client.post(reverse("asking-do", args=[made.request.pk, "address"])).status_code == 409
    assert client_of("reader").post(reverse("asking-do", args=[made.request.pk, "close"])).status_code == 404


def test_who_asked_brings_in_a_questionnaire_and_reads_its_files(made: Case, client_of: SignIn) -> None:
    client = client_of("focal_point")
    assert client.get(reverse("asking-sheet", args=[made.request.pk])).content.startswith(b"PK")
    file = SimpleUploadedFile("q.xlsx", filled_in(made.request, fill), XLSX)
    answer = client.post(reverse("asking-returned", args=[made.request.pk]), {"file": file})
    assert "G10" in answer.content.decode()
    assert [one.state for one in Answer.objects.all()] == ["open"]
    bad = SimpleUploadedFile("q.xlsx", b"x", XLSX)
    assert client.post(reverse("asking-returned", args=[made.request.pk]), {"file": bad}).status_code == 422


def test_a_file_that_came_with_an_answer_is_given_to_who_asks_alone(made: Case, client_of: SignIn) -> None:
    file = SimpleUploadedFile("law.txt", "نصّ القانون المنشور في الجريدة الرسمية.".encode(), "text/plain")
    Client().post(at(made, "answer-one", made.keys[0]), {"text": "x", "file": file})
    attached = Answer.objects.get().attachments.get()
    here = reverse("attachment-file", args=[attached.pk])
    assert client_of("focal_point").get(here).status_code == 404  # a draft is the institution's own
    Client().post(at(made, "answer-send"), {"said_by": "x"})
    given = client_of("focal_point").get(here)
    assert (given.status_code, given["X-Content-Type-Options"]) == (200, "nosniff")
    assert given["Content-Disposition"].startswith("attachment")
    assert client_of("reader").get(here).status_code == 404


def test_the_letter_leads_to_the_page(made: Case) -> None:
    write_left_asked()
    letter = Message.objects.exclude(state="cancelled").get()
    path = next(line for line in letter.spoken.splitlines() if "/answer/" in line).split("/", 3)[3]
    assert Client().get(f"/{path.strip()}").status_code == 200
    assert Measure.objects.get(pk=made.first.pk).status == "planned"


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_choice_bears_the_same_word_on_the_page_and_in_the_workbook(language: str) -> None:
    with override(language):
        words = {key: str(word) for key, word in {**RESPONSES, **STATUSES}.items() if key != "none"}
    assert words == CHOICES[language]


def test_the_partys_authority_lets_its_letter_go_from_the_requests_page(made: Case, client_of: SignIn) -> None:
    write_left_asked()
    letter = Message.objects.get()
    user = User.objects.create(email="authority@example.org", name="Authority", language="en")
    Office.objects.create(user=user, role="validator", party_id="MA", since=date(2020, 1, 1))
    authority = Client()
    authority.force_login(user)
    here = reverse("asking-do", args=[made.request.pk, "release"])
    stranger = Message.objects.create(address="x@example.org", language="ar", subject="x", text="x", state="held")
    for number in (str(stranger.pk), "", "x"):
        authority.post(here, {"letter": number})
    assert set(Message.objects.values_list("state", flat=True)) == {"held"}
    assert client_of("focal_point").post(here, {"letter": letter.pk}).status_code == 403
    assert f'value="{letter.pk}"' in authority.get(reverse("asking", args=[made.request.pk])).content.decode()
    authority.post(here, {"letter": letter.pk})
    letter.refresh_from_db()
    assert (letter.state, letter.released_by) == ("released", f"user:{user.pk}")


def test_a_page_that_is_fetched_again_and_again_is_put_off(made: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LOOKS", 3)
    assert [Client().get(at(made)).status_code for _again in range(5)] == [200, 200, 200, 429, 429]


def test_somebody_signed_in_answers_as_the_institution_and_the_trail_says_who(made: Case, client_of: SignIn) -> None:
    client_of("reader").post(at(made, "answer-one", made.keys[0]), {"text": "x"})
    line = Entry.objects.filter(permission="answer.give").latest("pk")
    assert line.actor == "institution:ma.ministry_of_ports"
    assert f"address:{made.request.pk}:user:" in str(line.detail)
