"""The pages of persons' rights: a request from its taking in to its answer, a dispute, an erasure, an assessment."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from muntada.access import clock
from muntada.access.models import Processing
from muntada.evidence.models import Document
from muntada.jobs.models import Job
from muntada.rights.figures import figures, told
from muntada.rights.models import Assessment, Breach, Concern, Correction, Erasure, Request
from muntada.signin.models import Session
from tests.rights.test_rows_12_13_18_19_20_22_26_55_requests import OTHER, PERSON, a_post
from tests.web.canaries import member
from tests.web.conftest import Forum, person


def browser(role: str) -> Client:
    """Somebody of the cast who has just proved to be that person, in English."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(member(role))
    Session.objects.filter(user=member(role)).update(proved_at=clock.now())
    return client


def taken(secretary: Client, **more: str) -> Request:
    given = secretary.post(
        "/en/rights/requests/",
        {"kind": "access", "names": f"{PERSON}\nHassan Alxj", "address": "a@example.org", "language": "ar", **more},
    )
    assert given.status_code == 302, given.content.decode()
    return Request.objects.latest("pk")


def test_a_request_is_taken_in_the_person_is_identified_and_given_the_file(forum: Forum) -> None:
    secretary, reviewer = browser("secretariat"), browser("reviewer")
    a_post(PERSON)
    a_post(OTHER)
    one = taken(secretary)
    where = f"/en/rights/requests/{one.pk}/"
    assert (one.due_on - one.received_on).days in {28, 29, 30, 31}
    early = reviewer.post(f"{where}pack.zip", follow=True)
    assert "First note how it was made sure" in early.content.decode()
    assert secretary.post(f"{where}identify/", {"how": "A passport"}).status_code == 302
    assert "Make the file" in reviewer.get(where).content.decode()
    given = reviewer.post(f"{where}pack.zip")
    assert given["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(given.content)) as file:
        said = json.loads(file.read("data.json"))
        assert [one["person"] for one in said["records"]] == [PERSON]
        assert 'dir="rtl"' in file.read("data.html").decode()
    assert secretary.post(f"{where}grant/").status_code == 403, "who took it in does not answer it"
    reviewer.post(f"{where}grant/", {"reason": ""})
    one.refresh_from_db()
    assert (one.state, one.answered_on) == ("granted", clock.today())
    assert "Granted" in secretary.get("/en/rights/requests/").content.decode()


def test_a_refusal_without_a_reason_is_told_what_it_lacks(forum: Forum) -> None:
    one = taken(browser("secretariat"))
    reviewer = browser("reviewer")
    where = f"/en/rights/requests/{one.pk}/refuse/"
    said = reviewer.post(where, {"ground": "inquiries", "reason": " "}, follow=True).content.decode()
    assert "A reason must be given." in said
    reviewer.post(where, {"ground": "inquiries", "reason": "It would warn others."})
    one.refresh_from_db()
    assert (one.state, one.ground) == ("refused", "inquiries")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"names": " "}, "in every spelling"),
        ({"names": "Al"}, "too short"),
        ({"received_on": "2999-01-01"}, "That day is to come."),
    ],
)
def test_what_cannot_be_taken_in_is_said_so(given: dict[str, str], said: str, forum: Forum) -> None:
    answer = browser("secretariat").post(
        "/en/rights/requests/", {"kind": "access", "names": PERSON, "language": "ar", **given}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Request.objects.exists()


def test_all_that_concerns_a_person_is_erased_by_two(forum: Forum) -> None:
    secretary, reviewer = browser("secretariat"), browser("reviewer")
    one = taken(secretary, kind="erasure")
    secretary.post(f"/en/rights/requests/{one.pk}/erase/")
    erasure = Erasure.objects.get()
    secretary.post(f"/en/rights/erasures/{erasure.pk}/", {"answer": "yes"})
    erasure.refresh_from_db()
    assert erasure.state == "proposed", "nobody decides of what they proposed"
    assert "Erase it" in reviewer.get("/en/rights/disputes/").content.decode()
    reviewer.post(f"/en/rights/erasures/{erasure.pk}/", {"answer": "yes"})
    erasure.refresh_from_db()
    assert erasure.state == "decided"
    assert Job.objects.filter(task="rights.erase", args=[erasure.pk]).exists()


def about(forum: Forum) -> str:
    return f"/en/rights/record/?type=forum.meeting&key={forum.meeting.pk}"


def test_a_dispute_is_begun_on_the_record_s_own_page_and_ended_with_a_reason(forum: Forum) -> None:
    secretary = browser("secretariat")
    page = f"/en/meetings/{forum.meeting.pk}/"
    assert "/rights/record/" in secretary.get(page).content.decode()
    empty = secretary.post(about(forum), {"deed": "dispute", "field": "when"})
    assert empty.status_code == 422
    assert secretary.post(about(forum), {"deed": "dispute", "field": "when", "statement": "It was in July."}).url
    assert "This is disputed" in browser("reader").get(page).content.decode()
    assert "It was in July." in secretary.get(about(forum)).content.decode()
    concern = Concern.objects.get()
    secretary.post(f"/en/rights/disputes/{concern.pk}/end/", {"outcome": ""})
    concern.refresh_from_db()
    assert concern.ended_at is None
    secretary.post(f"/en/rights/disputes/{concern.pk}/end/", {"outcome": "Two sources say June."})
    assert "This is disputed" not in browser("reader").get(page).content.decode()


def test_what_is_kept_from_use_is_named_to_those_who_look_into_it_alone(forum: Forum) -> None:
    secretary, reviewer = browser("secretariat"), browser("reviewer")
    secretary.post(about(forum), {"deed": "restrict", "statement": "I was not there."})
    assert secretary.get(f"/en/meetings/{forum.meeting.pk}/").status_code == 404
    assert "A record that you do not see" in secretary.get("/en/rights/disputes/").content.decode()
    assert "A record that you do not see" not in reviewer.get("/en/rights/disputes/").content.decode()
    assert reviewer.get(about(forum)).status_code == 200


def test_a_value_is_corrected_and_the_list_says_who_confirmed(forum: Forum) -> None:
    secretary = browser("secretariat")
    reader = browser("reader")
    assert b"".join(reader.get("/en/export/meetings.jsonl").streaming_content)
    wrong = secretary.post(about(forum), {"deed": "correct", "field": "", "value": "x"})
    assert wrong.status_code == 422
    long = secretary.post(about(forum), {"deed": "correct", "field": "when", "value": "x" * 50})
    assert long.status_code == 422
    assert secretary.post(about(forum), {"deed": "correct", "field": "when", "value": "2020-06-09"}).status_code == 302
    forum.meeting.refresh_from_db()
    assert forum.meeting.when == "2020-06-09"
    telling = Correction.objects.get().tellings.get()
    assert telling.recipient == f"user:{person('reader').pk}"
    assert "They have confirmed" in secretary.get("/en/rights/corrections/").content.decode()
    secretary.post(f"/en/rights/corrections/told/{telling.pk}/")
    assert "confirmed" in secretary.get("/en/rights/corrections/").content.decode()


def test_a_document_is_proposed_to_be_erased_from_its_own_page(forum: Forum) -> None:
    where = f"/en/rights/record/?type=evidence.document&key={forum.source.document_id}"
    assert browser("secretariat").post(where, {"deed": "erase"}).status_code == 302
    assert Erasure.objects.get().record_type == "evidence.document"
    assert Document.objects.filter(pk=forum.source.document_id).exists(), "proposing erases nothing"


@pytest.mark.parametrize("query", ["", "?type=forum.meeting&key=987654", "?type=people.user&key=1", "?type=x&key=1"])
def test_what_is_no_record_to_be_known_of_looks_absent(query: str, forum: Forum) -> None:
    assert browser("secretariat").get(f"/en/rights/record/{query}").status_code == 404


def test_an_assessment_is_written_by_one_and_signed_by_another(forum: Forum) -> None:
    secretary, reviewer = browser("secretariat"), browser("reviewer")
    given = {
        "purpose": "prevention",
        "category": "suspect",
        "necessity": "It is needed.",
        "risks": "Errors.",
        "measures": "Two people look.",
        "until": (clock.today() + timedelta(90)).isoformat(),
    }
    assert secretary.post("/en/rights/assessments/", {**given, "until": "2020-01-01"}).status_code == 422
    assert secretary.post("/en/rights/assessments/", given).status_code == 302
    one = Assessment.objects.get()
    assert secretary.post(f"/en/rights/assessments/{one.pk}/sign/").status_code == 403
    assert reviewer.post(f"/en/rights/assessments/{one.pk}/sign/").status_code == 302
    assert Processing.objects.get().assessment == one.pk
    assert reviewer.post(f"/en/rights/assessments/{one.pk}/end/").status_code == 302
    assert Processing.objects.get().until == clock.today()


def test_a_file_on_a_breach_is_opened_told_of_and_closed(forum: Forum) -> None:
    boss = browser("administrator")
    now = clock.now().strftime("%Y-%m-%dT%H:%M")
    assert (
        boss.post(
            "/en/rights/breaches/", {"what": "A theft.", "known_at": now, "began": "2999-01-01T00:00"}
        ).status_code
        == 422
    )
    opened = boss.post("/en/rights/breaches/", {"what": "A theft.", "known_at": now, "began": "2020-01-01T00:00"})
    one = Breach.objects.get()
    assert opened.url == f"/en/rights/breaches/{one.pk}/"
    assert "A theft." in boss.get(opened.url).content.decode()
    boss.post(opened.url, {"deed": "close", "said": "Locks."})
    one.refresh_from_db()
    assert one.closed_at is None
    boss.post(opened.url, {"deed": "told"})
    boss.post(opened.url, {"deed": "close", "said": "Locks were changed."})
    one.refresh_from_db()
    assert one.measures == "Locks were changed."
    assert browser("overseer").get(opened.url).status_code == 200
    assert browser("analyst").get(opened.url).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("بياناتكم وحقوقكم", "الجهة المسؤولة", "تتظلّموا لدى")),
        ("en", ("Your data and your rights", "Who is responsible", "To complain to")),
        ("fr", ("Vos données et vos droits", "Qui est responsable", "réclamation")),
    ],
)
def test_row_64_a_public_page_states_who_is_responsible_what_for_which_rights_and_figures(
    language: str, words: tuple[str, ...], forum: Forum, settings: object
) -> None:
    settings.CONTROLLER = "The Secretariat of the Forum"  # type: ignore[attr-defined]
    settings.CONTACT, settings.AUTHORITY = "rights@example.org", "The Authority"  # type: ignore[attr-defined]
    for number in range(7):
        a_post(f"Somebody number {number}")
    page = Client().get(f"/{language}/your-data/").content.decode()
    assert all(word in page for word in words)
    assert all(one in page for one in ("The Secretariat of the Forum", "rights@example.org", "The Authority"))
    assert figures().records == 7
    assert "<dd>7</dd>" in page


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (120, 120)])
def test_row_64_a_figure_that_could_point_at_somebody_is_not_told(count: int, shown: int | None) -> None:
    assert told(count) == shown


@pytest.mark.parametrize("key", ["9" * 19, "9" * 60, "-1", "١", "1e3", ""])
def test_a_key_that_no_record_can_have_looks_absent(key: str, forum: Forum) -> None:
    assert browser("secretariat").get("/en/rights/record/", {"type": "forum.meeting", "key": key}).status_code == 404
