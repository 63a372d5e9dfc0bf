"""What is not as the description says is refused with a code that stays, and changes nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from muntada.api.problems import PREFIX, kinds
from muntada.sources.models import Finding, Source
from tests.api.conftest import ROOT, Forum, Program, token_for

Programs = Callable[..., Program]
CODE = "code"


def send(program: Program, forum: Forum, body: bytes, **headers: str) -> Any:
    """Send these bytes as the decision of the first finding."""
    address = f"/findings/{forum.findings[0].pk}"
    headers = {"If_Match": program.version(address), "Content_Type": "application/json", **headers}
    answer = program.post(f"{address}/decisions", body, **headers)
    assert Finding.objects.get(pk=forum.findings[0].pk).state == "draft"
    return answer


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"[" * 100_000, 422, "too_deep"),
        (b'{"verdict":' * 50_000, 422, "too_deep"),
        (b'{"verdict": "accept", "verdict": "reject"}', 422, "duplicate_key"),
        (b'{"verdict": "reject", "attrs": {"ordinal": NaN}}', 422, "not_a_number"),
        (b'{"verdict": "reject", "attrs": {"ordinal": -Infinity}}', 422, "not_a_number"),
        (b'{"verdict": "reject", "attrs": {"ordinal": 1e999}}', 422, "not_a_number"),
        (b'{"verdict": "reject", "attrs": {"ordinal": ' + b"9" * 5_000 + b"}}", 422, "not_a_number"),
        (b'{"verdict": "correct", "attrs": {"ordinal": 9223372036854775808}}', 422, "invalid"),
        (b'{"verdict": "correct", "attrs": {"ordinal": -9223372036854775809}}', 422, "invalid"),
        (b'{"verdict": "correct", "attrs": {"place": "a\\u0000b"}}', 422, "not_text"),
        (b'{"verdict": "correct", "attrs": {"place": "\\ud800"}}', 422, "not_text"),
        (b'{"verdict": "correct", "attrs": {"pl\\udfffce": "x"}}', 422, "not_text"),
        (b'{"verdict": "correct", "attrs": "none"}', 422, "invalid"),
        (b'{"verdict": true}', 422, "invalid"),
        (b'{"verdict": ["accept"]}', 422, "invalid"),
        (b'{"verdict": "reject", "originator": "EG"}', 422, "invalid"),
        (b'{"verdict": "reject", "tlp": "TLP:CLEAR"}', 422, "invalid"),
        (b'{"verdict": "reject", "is_staff": true}', 422, "invalid"),
        (b'{"verdict": "accept", "into": {"type": "people.user", "key": "1"}}', 422, "invalid"),
        (b'{"verdict": "accept", "into": {"type": "forum.meeting", "key": "999"}}', 422, "invalid"),
        (b'"accept"', 422, "invalid"),
        (b"", 422, "invalid"),
        (b"{", 400, "malformed"),
        (b"\xff\xfe{}", 400, "malformed"),
        (b"\xed\xa0\x80", 400, "malformed"),
        (b"{'verdict': 'accept'}", 400, "malformed"),
    ],
)
def test_a_body_that_two_readers_could_take_differently_is_refused(
    body: bytes, status: int, code: str, forum: Forum, program: Programs
) -> None:
    answer = send(program(), forum, body)
    assert (answer.status_code, answer.json()[CODE]) == (status, code)


def test_a_problem_is_said_as_its_standard_wants_it(program: Programs) -> None:
    answer = program().get("/meetings/999")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": f"{PREFIX}absent",
        "title": kinds()["absent"].en,
        "status": 404,
        "code": "absent",
    }


@pytest.mark.parametrize(("wanted", "tongue"), [("ar", "ar"), ("fr-CH, en;q=0.3", "fr"), ("de, en", "en"), ("", "en")])
def test_a_problem_is_said_in_the_caller_s_language(wanted: str, tongue: str, program: Programs) -> None:
    answer = program().get("/meetings/999", Accept_Language=wanted)
    assert answer.json()["title"] == getattr(kinds()["absent"], tongue)
    assert answer["Content-Language"] == tongue


def test_every_kind_of_problem_is_said_in_three_languages() -> None:
    for kind in kinds().values():
        assert kind.en.endswith(".")
        assert kind.fr.endswith(".")
        assert kind.ar.endswith(".")
        assert 400 <= int(kind.status) <= 500


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?body=gctf&body=gctf.coco", 400, "repeated_parameter"),
        ("?org=1", 422, "unknown_parameter"),
        ("?order_by=audience", 422, "unknown_parameter"),
        ("?limit=0", 422, "invalid"),
        ("?limit=201", 422, "invalid"),
        ("?limit=-1", 422, "invalid"),
        ("?limit=%D9%A5", 422, "invalid"),
        ("?limit=1_0", 422, "invalid"),
        ("?year=0", 422, "invalid"),
        ("?year=10000", 422, "invalid"),
        ("?text=%00", 422, "invalid"),
        ("?text=" + "x" * 201, 422, "invalid"),
        ("?cursor=nonsense", 422, "cursor"),
        ("?cursor=W251bGwsMV0", 422, "cursor"),
        ("?cursor=%2F%2F", 422, "invalid"),
    ],
)
def test_a_parameter_that_means_nothing_is_refused(query: str, status: int, code: str, program: Programs) -> None:
    answer = program().get(f"/meetings{query}")
    assert (answer.status_code, answer.json()[CODE]) == (status, code)


@pytest.mark.parametrize("id", ["0", "-1", "9223372036854775808", "1" * 5_000, "%D9%A1", "1.0", "x"])
def test_an_id_is_a_plain_number(id: str, program: Programs) -> None:
    assert program().get(f"/meetings/{id}").status_code == 422


@pytest.mark.parametrize("key", ["a%00b", "x" * 121, "%E2%80%AE"])
def test_a_key_is_plain_text(key: str, program: Programs) -> None:
    assert program().get(f"/parties/{key}").status_code == 422


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "HEAD", "OPTIONS", "PROPFIND"])
def test_another_method_is_refused(method: str, program: Programs) -> None:
    answer = program().call(method, "/meetings")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"


def test_a_method_in_a_header_is_no_method(forum: Forum, program: Programs) -> None:
    answer = program().get("/meetings", X_HTTP_Method_Override="DELETE", X_Method_Override="POST")
    assert answer.status_code == 200


def test_a_forged_address_or_host_has_no_effect(forum: Forum, program: Programs) -> None:
    plain = program().get(f"/meetings/{forum.meeting.pk}")
    forged = program().get(
        f"/meetings/{forum.meeting.pk}",
        X_Forwarded_For="127.0.0.1",
        X_Forwarded_Host="evil.example",
        Forwarded="for=::1",
    )
    assert forged.content == plain.content
    assert "evil.example" not in str(forged.headers)


def test_a_foreign_host_is_refused(forum: Forum) -> None:
    assert Client().get(f"{ROOT}/meetings", headers={"Host": "evil.example"}).status_code == 400


def test_a_packed_body_is_refused_before_it_is_unpacked(forum: Forum, program: Programs) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    assert send(program(), forum, bomb, Content_Encoding="gzip").json()[CODE] == "encoded"


def test_a_body_of_another_kind_is_refused(forum: Forum, program: Programs) -> None:
    answer = send(program(), forum, b"verdict=accept", Content_Type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()[CODE]) == (415, "media_type")


def test_a_body_where_none_is_taken_is_refused(program: Programs) -> None:
    assert program().call("GET", "/meetings", {"a": 1}).status_code == 415


@pytest.mark.parametrize("length", ["99999999999", "6000000", "-1", "x", "٥"])
def test_a_body_is_measured_before_it_is_read(length: str, forum: Forum) -> None:
    headers = {"Authorization": f"Bearer {token_for('analyst')}", "Idempotency-Key": "k" * 8}
    answer = Client().generic(
        "POST", f"{ROOT}/sources", b"{}", "application/json", headers=headers, CONTENT_LENGTH=length
    )
    assert answer.status_code == (413 if length.isascii() and length.isdecimal() else 400)


def form(*parts: tuple[str, str, bytes]) -> tuple[bytes, str]:
    pieces = [
        b'--X\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % (name.encode(), f'; filename="{file}"'.encode() if file else b"", data)
        for name, file, data in parts
    ]
    return b"".join([*pieces, b"--X--\r\n"]), "multipart/form-data; boundary=X"


FILE = ("file", "note.txt", b"The Forum met in Rabat on 4 March 2021.")


@pytest.mark.parametrize(
    ("parts", "status", "code"),
    [
        ([], 422, "invalid"),
        ([("file", "", b"text")], 422, "invalid"),
        ([FILE, FILE], 400, "repeated_parameter"),
        ([FILE, ("tlp", "", b"TLP:GREEN"), ("tlp", "", b"TLP:CLEAR")], 400, "repeated_parameter"),
        ([FILE, ("captured_by", "", b"user:1")], 422, "invalid"),
        ([FILE, ("originator", "", b"XX")], 422, "not_handled"),
        ([FILE, ("tlp", "", b"TLP:WHITE")], 422, "invalid"),
        ([FILE, ("tlp", "", b"TLP: RED")], 422, "invalid"),
        ([FILE, ("published", "", b"2027-02-29")], 422, "invalid"),
        ([FILE, ("published", "", "٢٠٢١-٠٣-٠٤".encode())], 422, "invalid"),
        ([FILE, ("published", "", b"2021-03-04\x00")], 422, "not_text"),
        ([("file", "empty.txt", b"")], 422, "not_taken"),
        ([("file", "picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)], 422, "not_taken"),
    ],
)
def test_a_form_that_is_not_as_described_is_refused(
    parts: list[tuple[str, str, bytes]], status: int, code: str, forum: Forum, program: Programs
) -> None:
    data, kind = form(*parts)
    before = Source.objects.count()
    answer = program().post("/sources", data, Content_Type=kind)
    assert (answer.status_code, answer.json()[CODE]) == (status, code)
    assert Source.objects.count() == before


@pytest.mark.parametrize("data", [b"", b"--X", b"nonsense", b"--X\r\nContent-Disposition: form-data\r\n\r\n"])
def test_a_broken_form_is_refused(data: bytes, program: Programs) -> None:
    for kind in ("multipart/form-data; boundary=X", "multipart/form-data", "multipart/form-data; boundary="):
        assert program().post("/sources", data, Content_Type=kind).status_code in {400, 422}


@pytest.mark.parametrize("label", ["TLP:WHITE", "TLP: RED", "tlp:green", "أحمر", ""])
def test_a_label_is_spelled_exactly(label: str, program: Programs) -> None:
    answer = program().post("/sources", {"name": "note", "text": "a text", "tlp": label})
    assert (answer.status_code, answer.json()[CODE]) == (422, "invalid")


def test_a_fault_says_nothing_of_its_cause(
    program: Programs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the canary in the cause")

    monkeypatch.setattr("muntada.api.operations.parties.queries.party", fails)
    answer = program().get("/parties/MA")
    assert answer.status_code == 500
    assert json.loads(answer.content)[CODE] == "fault"
    assert b"canary" not in answer.content
    assert "canary" in caplog.text


@pytest.mark.parametrize("path", ["sources", "openapi.json", "nothing/at/all", ""])
def test_over_plain_http_a_program_is_refused_and_not_led_elsewhere(path: str, forum: Forum, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    token = token_for("analyst")
    for way in (Client().get, Client().post):
        answer = way(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 403
        assert json.loads(answer.content)[CODE] == "plain"
        assert "Location" not in answer.headers
    assert Client().get("/en/sign-in/").status_code == 301, "people are led to the page that they meant"
    safe = Client().get("/api/v1/sources", headers={"Authorization": f"Bearer {token}"}, secure=True)
    assert safe.status_code == 200
