"""What watches over the machine is told how it is, and nobody's data."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from muntada.project.structured import Structured
from muntada.upkeep import readiness
from muntada.web.upkeep import views
from tests.rights.conftest import accepted, cited, client_of, forum  # noqa: F401 -- fixtures
from tests.web.conftest import CAST, Forum
from tests.web.test_addresses import TABLE, address

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
TOKEN = "t" * 40


@pytest.fixture(autouse=True)
def looked_at_anew() -> Iterator[None]:
    readiness.forget()
    yield
    readiness.forget()


@pytest.mark.django_db
def test_whoever_asks_whether_it_lives_asks_no_database() -> None:
    with CaptureQueriesContext(connection) as queries:
        given = Client().get("/health/live", **ELSEWHERE)
    assert (given.status_code, given.content) == (200, b"alive\n")
    assert len(queries) == 0
    assert given.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
def test_whoever_asks_whether_it_is_ready_asks_the_database_seldom() -> None:
    given = Client().get("/health/ready", **ELSEWHERE)
    assert (given.status_code, given.json()) == (
        200, {"ready": True, "database": "ok", "shape": "ok", "room": "ok"},
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        for _ in range(50):
            assert Client().get("/health/ready", **ELSEWHERE).status_code == 200
    assert len(queries) == 0


@pytest.mark.django_db
def test_it_is_not_ready_without_its_shape_or_without_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "pending", lambda: [("forum", "0009")])
    assert Client().get("/health/ready").status_code == 503
    readiness.forget()
    monkeypatch.setattr(readiness, "LEAST", 1 << 60)
    given = Client().get("/health/ready")
    assert given.status_code == 503
    assert given.json()["room"] == "failure"


@pytest.mark.django_db
def test_measures_are_for_this_machine_and_for_whoever_shows_the_token(settings: Any) -> None:
    assert Client().get("/metrics").status_code == 200
    assert Client().get("/metrics", REMOTE_ADDR="::1").status_code == 200
    assert Client().get("/metrics", **ELSEWHERE).status_code == 404
    # Behind a proxy on this machine everybody seems to come from it.
    assert Client().get("/metrics", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    shown = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    assert Client().get("/metrics", **ELSEWHERE, **shown).status_code == 200
    assert Client().get("/metrics", **ELSEWHERE, HTTP_AUTHORIZATION="Bearer another").status_code == 404
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", **ELSEWHERE, HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.django_db
def test_measures_tell_requests_by_route_and_what_waits() -> None:
    Client().get("/en/sign-in/")
    Client().get("/en/no-such-place/?q=Zqsecretxj")
    Client().generic("ZQVERB", "/en/sign-in/")
    said = Client().get("/metrics").content.decode()
    assert 'muntada_requests_total{method="GET",route="sign-in",status="200"}' in said
    assert 'muntada_requests_total{method="GET",route="none",status="404"}' in said
    assert 'method="other"' in said
    assert 'muntada_request_seconds_bucket{le="0.1",route="sign-in"}' in said
    for name in ('jobs{state="dead"}', 'messages{state="released"}', "trail_leaves", "database_up 1.0"):
        assert f"muntada_{name}" in said, name
    assert "Zqsecretxj" not in said
    assert "ZQVERB" not in said
    assert "no-such-place" not in said


@pytest.mark.django_db
def test_each_request_has_a_number_of_its_own_that_the_visitor_does_not_choose() -> None:
    first = Client().get("/en/sign-in/", HTTP_X_REQUEST_ID="mine").headers["X-Request-ID"]
    second = Client().get("/en/sign-in/").headers["X-Request-ID"]
    assert len(first) == 16
    assert first not in {second, "mine"}


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(Structured())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def everything_kept() -> Iterator[Kept]:
    """Within the block, every line that the house writes down."""
    kept = Kept()
    requests = logging.getLogger("muntada.requests")
    logging.root.addHandler(kept)
    before = requests.level
    requests.setLevel(logging.INFO)
    try:
        yield kept
    finally:
        requests.setLevel(before)
        logging.root.removeHandler(kept)


def ask_everything(client: Client, forum: Forum) -> int:  # noqa: F811
    """Ask for every page with words that would show in the log, and count how many were asked for."""
    asked = 0
    for name, (sort, method, _answers) in TABLE.items():
        if name.startswith("openid"):
            continue
        where = address(name, forum, sort)
        mark = "&" if "?" in where else "?"
        client.generic(method, f"{where}{mark}q=Zqwordxj", REMOTE_ADDR="192.0.2.77",
                       HTTP_USER_AGENT="Zqbrowserxj", HTTP_REFERER="https://zqreferrerxj.example/")  # fmt: skip
        asked += 1
    client.get("/en/zqplacexj/Zqnamexj/")
    client.post("/en/sign-in/", {"email": "zqnamexj@example.org"})
    return asked


def test_no_line_of_the_log_holds_a_name_an_address_a_word_or_a_key(
    forum: Forum,  # noqa: F811
    client_of: Callable[[str], Client],  # noqa: F811
    cited: None,  # noqa: F811
) -> None:
    """Every page is asked for by everybody, with words that would show; then every line of the log is read."""
    with everything_kept() as kept:
        asked = sum(ask_everything(client_of(role), forum) for role in [*CAST, "nobody"])
    lines = [json.loads(line) for line in kept.lines]
    assert len([one for one in lines if one["logger"] == "muntada.requests"]) >= asked - 3 * (len(CAST) + 1)
    assert all({"at", "level", "logger", "message"} <= set(one) for one in lines)
    assert all(one.get("request") for one in lines if one["logger"] == "muntada.requests")
    whole = "\n".join(kept.lines).lower()
    words = [f"zq{word}xj" for word in ("word", "browser", "referrer", "place", "name")]
    told = [*words, "192.0.2.77", "@example", "/en/", "/ar/"]
    assert [word for word in told if word in whole] == []
    assert [role for role in CAST if f"{role}@" in whole] == []


def test_the_log_is_json_where_the_settings_say_so(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "MUNTADA_"))}
    environment |= {"MUNTADA_DATA": str(tmp_path), "MUNTADA_LOG": "json"}
    environment["DJANGO_SETTINGS_MODULE"] = "muntada.project.settings"
    code = (
        "import django; django.setup()\nimport logging\n"
        "logging.getLogger('muntada.requests').info('answered', extra={'told': {'route': 'start', 'status': 200}})\n"
        "try:\n    raise ValueError('Zqsecretxj')\nexcept ValueError:\n    logging.error('It failed', exc_info=True)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    first, second = [json.loads(line) for line in ran.stderr.splitlines()]
    assert (first["route"], first["status"], first["level"]) == ("start", 200, "info")
    assert "ValueError" in second["message"]
    assert "Zqsecretxj" not in ran.stderr


def test_the_three_addresses_are_what_the_middleware_answers() -> None:
    from django.urls import resolve

    from muntada.web.upkeep.middleware import DIRECT

    assert set(DIRECT.values()) == {views.live, views.ready, views.metrics}
    assert all(resolve(path).func is view for path, view in DIRECT.items())
