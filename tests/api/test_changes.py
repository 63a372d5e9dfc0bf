"""A change is made once, and only by somebody who has seen what is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from muntada.evidence.models import Citation
from muntada.forum.models import Meeting
from muntada.people.models import Office
from muntada.sources.models import Decision, Finding, Source
from muntada.trail.models import Answer, Entry
from tests.api.conftest import ROOT, Forum, Program
from tests.api.test_refusals import FILE, form
from tests.web.conftest import person

Programs = Callable[..., Program]
NOTE = {"name": "note", "text": "The Forum met in Rabat on 4 March 2021.", "published": "2021-03-05"}


def finding(forum: Forum) -> str:
    return f"/findings/{forum.findings[0].pk}"


def test_a_text_is_taken_in_and_read(forum: Forum, program: Programs) -> None:
    answer = program().post("/sources", {**NOTE, "tlp": "TLP:GREEN"})
    said = answer.json()
    assert (answer.status_code, said["new"]) == (201, True)
    assert said["source"]["text"] == NOTE["text"]
    assert said["source"]["published"] == "2021-03-05"
    assert said["source"]["handling"]["tlp"] == "TLP:GREEN"
    assert answer["ETag"] == program().version(f"/sources/{said['source']['id']}")


def test_a_file_is_taken_in_and_the_same_one_is_here_already(forum: Forum, program: Programs) -> None:
    data, kind = form(FILE, ("tlp", "", b"TLP:GREEN"))
    first = program().post("/sources", data, Content_Type=kind)
    again = program().post("/sources", data, Content_Type=kind)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["source"]["id"] == again.json()["source"]["id"]


def test_a_finding_is_accepted_and_taken_back(forum: Forum, program: Programs) -> None:
    mine = program()
    done = mine.post(f"{finding(forum)}/decisions", {"verdict": "accept"}, If_Match=mine.version(finding(forum)))
    assert (done.status_code, done.json()["state"]) == (200, "accepted")
    assert done.json()["record"]["type"] == "forum.meeting"
    back = mine.post(f"{finding(forum)}/decisions", {"verdict": "undo"}, If_Match=done["ETag"])
    assert (back.status_code, back.json()["state"]) == (200, "draft")
    assert not Meeting.objects.filter(ordinal=5).exists()
    again = mine.post(f"{finding(forum)}/decisions", {"verdict": "undo"}, If_Match=back["ETag"])
    assert (again.status_code, again.json()["problems"][0]["code"]) == (409, "undecided")


def test_a_finding_is_corrected(forum: Forum, program: Programs) -> None:
    mine, body = program(), {"verdict": "correct", "attrs": {"kind": "session", "body": "gctf.coco", "ordinal": 6}}
    done = mine.post(f"{finding(forum)}/decisions", body, If_Match=mine.version(finding(forum)))
    assert done.json()["corrected"]["ordinal"] == 6
    assert Meeting.objects.filter(ordinal=6).exists()


def test_several_findings_are_decided_all_or_none(forum: Forum, program: Programs) -> None:
    mine, source = program(), f"/sources/{forum.source.pk}"
    first, second = (one.pk for one in forum.findings)
    wrong = [{"finding": first, "verdict": "reject"}, {"finding": 999, "verdict": "reject"}]
    refused = mine.post(f"{source}/decisions", {"decisions": wrong}, If_Match=mine.version(source))
    assert refused.status_code == 422
    assert not Decision.objects.exists()
    right = [{"finding": second, "verdict": "reject"}, {"finding": first, "verdict": "accept"}]
    done = mine.post(f"{source}/decisions", {"decisions": right}, If_Match=mine.version(source))
    assert [one["state"] for one in done.json()["findings"]] == ["rejected", "accepted"]
    assert done["ETag"] == mine.version(source)


def test_a_source_is_read_again(forum: Forum, program: Programs) -> None:
    mine, source = program(), f"/sources/{forum.source.pk}"
    done = mine.post(f"{source}/readings", If_Match=mine.version(source))
    assert done.status_code == 200
    assert done["ETag"] == mine.version(source)


def test_a_conflict_is_settled_and_opened_again(forum: Forum, program: Programs) -> None:
    names = {"record_type": "forum.meeting", "record_key": forum.meeting.pk, "field": "when"}
    one, _other = (Citation.objects.create(**names, value=day, reference=day) for day in ("2020-06-03", "2020-06-02"))
    mine, where = program("secretariat"), f"/conflicts/forum.meeting/{forum.meeting.pk}/when"
    assert [each["field"] for each in mine.get("/conflicts").json()["items"]] == ["when"]
    done = mine.post(f"{where}/settlements", {"verdict": "follow", "citation": one.pk}, If_Match=mine.version(where))
    assert done.json()["conflict"]["settled"]
    assert mine.get(f"/meetings/{forum.meeting.pk}").json()["when"] == "2020-06-03"
    opened = mine.post(f"{where}/settlements", {"verdict": "reopen"}, If_Match=done["ETag"])
    assert opened.json()["conflict"]["in_conflict"]
    kept = mine.post(f"{where}/settlements", {"verdict": "keep"}, If_Match=opened["ETag"])
    assert kept.json()["conflict"]["settled"]


def test_nobody_overwrites_what_they_have_not_seen(forum: Forum, program: Programs) -> None:
    mine, theirs, where = program("analyst"), program("secretariat"), f"{finding(forum)}/decisions"
    seen = mine.version(finding(forum))
    assert theirs.post(where, {"verdict": "reject"}, If_Match=seen).status_code == 200
    late = mine.post(where, {"verdict": "accept"}, If_Match=seen)
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert Finding.objects.get(pk=forum.findings[0].pk).state == "rejected"


@pytest.mark.parametrize(("tag", "status"), [("", 428), ("*", 428), ("nonsense", 428), ("W/{}", 412), ('"x", {}', 200)])
def test_a_change_names_the_version_it_is_of(tag: str, status: int, forum: Forum, program: Programs) -> None:
    mine = program()
    version = tag.replace("{}", mine.version(finding(forum)))
    answer = mine.post(f"{finding(forum)}/decisions", {"verdict": "reject"}, If_Match=version)
    assert answer.status_code == status


def test_what_one_has_is_not_sent_again(forum: Forum, program: Programs) -> None:
    mine = program()
    version = mine.version(finding(forum))
    assert mine.get(finding(forum), If_None_Match=version).status_code == 304
    assert mine.get(finding(forum), If_None_Match='"another"').status_code == 200


@pytest.mark.parametrize("key", ["", "short", "k" * 201, "with\ttab-in-it", "مفتاح-طويل"])
def test_a_change_needs_a_key(key: str, forum: Forum, program: Programs) -> None:
    answer = program().post("/sources", NOTE, Idempotency_Key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "key_needed")


def test_the_same_change_again_has_the_same_answer(forum: Forum, program: Programs) -> None:
    mine, where = program(), f"{finding(forum)}/decisions"
    asked = {"If_Match": mine.version(finding(forum)), "Idempotency_Key": "once-and-for-all"}
    first = mine.post(where, {"verdict": "accept"}, **asked)
    lines = Entry.objects.count()
    again = mine.post(where, {"verdict": "accept"}, **asked)
    assert (again.status_code, again.content, again["ETag"]) == (first.status_code, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert Entry.objects.count() == lines
    assert Decision.objects.count() == 1


def test_the_same_form_has_the_same_answer_whatever_its_boundary(forum: Forum, program: Programs) -> None:
    mine, (data, kind) = program(), form(FILE)
    first = mine.post("/sources", data, Content_Type=kind, Idempotency_Key="one-file")
    again = mine.post(
        "/sources", data.replace(b"--X", b"--YZ"), Content_Type=kind.replace("X", "YZ"), Idempotency_Key="one-file"
    )
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)


@pytest.mark.parametrize("other", [{"name": "another", "text": "A text."}, {**NOTE, "tlp": "TLP:GREEN"}])
def test_a_key_is_not_for_another_request(other: dict[str, Any], forum: Forum, program: Programs) -> None:
    mine = program()
    mine.post("/sources", NOTE, Idempotency_Key="one-request")
    count = Source.objects.count()
    answer = mine.post("/sources", other, Idempotency_Key="one-request")
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")
    assert Source.objects.count() == count


def test_a_key_is_not_for_another_address(forum: Forum, program: Programs) -> None:
    mine = program()
    for one, status in zip(forum.findings, (200, 422), strict=True):
        where = f"/findings/{one.pk}"
        answer = mine.post(
            f"{where}/decisions", {"verdict": "reject"}, If_Match=mine.version(where), Idempotency_Key="one-address"
        )
        assert answer.status_code == status


def test_an_answer_is_not_given_again_to_whoever_lost_the_right(forum: Forum, program: Programs) -> None:
    mine = program()
    assert mine.post("/sources", NOTE, Idempotency_Key="while-in-office").status_code == 201
    Office.objects.filter(user=person("analyst")).delete()
    assert mine.post("/sources", NOTE, Idempotency_Key="while-in-office").status_code == 403


def test_a_refused_change_is_a_line_of_the_trail_and_leaves_the_key_free(forum: Forum, program: Programs) -> None:
    answer = program("reader").post("/sources", NOTE, Idempotency_Key="not-for-me")
    assert answer.status_code == 403
    line = Entry.objects.filter(allowed=False).get()
    assert (line.permission, line.detail["via"].partition(":")[0]) == ("source.capture", "token")
    assert not Answer.objects.exists()


def test_a_session_reads_and_changes_only_with_the_form_s_mark(forum: Forum) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person("analyst"))
    assert browser.get(f"{ROOT}/meetings").status_code == 200
    headers = {"Idempotency-Key": "from-a-page", "Content-Type": "application/json"}
    refused = browser.post(f"{ROOT}/sources", NOTE, "application/json", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "foreign_form")
    mark = "m" * 32
    browser.cookies[settings.CSRF_COOKIE_NAME] = mark
    done = browser.post(f"{ROOT}/sources", NOTE, "application/json", headers={**headers, "X-CSRFToken": mark})
    assert done.status_code == 201
    assert all("via" not in entry.detail for entry in Entry.objects.filter(permission="source.capture"))
