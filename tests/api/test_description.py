"""The description says what the operations do; what is made from it by the thousand finds nothing else."""

from __future__ import annotations

import copy
import itertools
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from schemathesis.checks import CHECKS, load_all_checks

from muntada.api.description import description, operations
from muntada.api.problems import kinds
from tests.api.conftest import ROOT, Program, token_for
from tests.api.test_cast import TABLE, ids

__all__ = ["ids"]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
SHORT, LONG = 10, 180  # cases for each operation
_numbers = itertools.count()
CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def test_the_page_in_the_docs_names_every_operation_and_every_problem() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| `([A-Z]+ /[^`]*)` \|", text, re.MULTILINE) == [
        one["x-address"].replace("/api/v1", "") for one in operations(description())
    ]
    assert re.findall(r"^\| `([a-z_]+)` \| [0-9]{3} \|", text, re.MULTILINE) == list(kinds())


def test_every_operation_says_how_it_refuses() -> None:
    for one in operations(description()):
        statuses = {kinds()[code].status for code in one["x-problems"]}
        assert statuses <= {str(status) for status in one["responses"]}
        assert "description" in one


def test_every_change_asks_for_a_key_and_every_change_of_what_exists_for_its_version() -> None:
    for one in operations(description()):
        asked = {each["name"] for each in one["parameters"] if each["in"] == "header" and each["required"]}
        if one["x-address"].startswith("POST"):
            assert "Idempotency-Key" in asked
            assert ("If-Match" in asked) == ("{" in one["x-address"])
        else:
            assert not asked


def test_nothing_of_the_description_is_loaded_from_elsewhere() -> None:
    page = Client().get("/api/v1/")
    assert page.status_code == 200
    assert not re.search(rb"(?:src|href)=.?(?:https?:)?//", page.content)
    assert b"<script" not in page.content
    assert all(one["x-address"].encode() in page.content for one in operations(description()))
    assert Client().get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


def run_cases(examples: int, ids: dict[str, int | str]) -> Counter[str]:
    """Call every operation with so many made-up requests, nearly half of them of things that are there and in
    their present version; what came back, by operation and status."""
    load_all_checks()
    checks = CHECKS.get_by_names(list(CHECKED))
    schema = schemathesis.openapi.from_dict(copy.deepcopy(description()))
    schema.config.update(base_url="http://testserver")
    application = get_wsgi_application()
    tokens = [token_for(role) for role in ("secretariat", "administrator", "reader")]
    seen: Counter[str] = Counter()
    modes = schemathesis.GenerationMode
    for result in schema.get_all_operations():
        operation = result.ok()
        right = operation.as_strategy(generation_mode=modes.POSITIVE)
        wrong = operation.as_strategy(generation_mode=modes.NEGATIVE)

        @hypothesis.settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=examples == SHORT,
            suppress_health_check=list(hypothesis.HealthCheck),
            phases=[hypothesis.Phase.generate],
        )
        @hypothesis.given(
            case=right | wrong,
            token=hypothesis.strategies.sampled_from(tokens),
            way=hypothesis.strategies.sampled_from(["there", "there", "made up", "made up", "as it is"]),
        )
        def one(case: Any, token: str, way: str) -> None:
            if way == "there":
                make_real(case, token, ids)
            if way != "as it is":
                case.headers["Authorization"] = f"Bearer {token}"
            answer = case.call(app=application)
            seen[f"{case.operation.label} {answer.status_code}"] += 1
            case.validate_response(answer, checks=checks)

        one()
    return seen


def make_real(case: Any, token: str, ids: dict[str, int | str]) -> None:
    """Let the request be of a thing that is there, in the version that it has, with a key of its own."""
    known = {f"{one['x-address']}": one["operationId"] for one in operations(description())}
    own, _, asked = TABLE[known[case.operation.label]][0].format(**ids).partition("?")
    names = case.operation.label.partition(" ")[2].removeprefix(ROOT).split("/")
    case.path_parameters = {
        name[1:-1]: part for name, part in zip(names, own.split("/"), strict=True) if name.startswith("{")
    }
    case.query = {**(case.query or {}), **dict(parse_qsl(asked))}
    if case.method.upper() == "POST":
        case.headers["Idempotency-Key"] = f"made-up-case-{next(_numbers)}"
        if case.path_parameters:
            case.headers["If-Match"] = Program(token).version(own.rpartition("/")[0])


@pytest.fixture
def unhurried(settings: Any) -> None:
    settings.API_RATE = 10**9


def test_a_few_hundred_made_up_requests_find_no_fault(ids: dict[str, int | str], unhurried: None) -> None:
    assert sum(run_cases(SHORT, ids).values()) >= 300


@pytest.mark.soak
def test_thousands_of_made_up_requests_find_no_fault(ids: dict[str, int | str], unhurried: None) -> None:
    seen = run_cases(LONG, ids)
    for name, count in sorted(seen.items()):
        sys.stdout.write(f"{count:6} {name}\n")
    assert sum(seen.values()) >= 5_000
    assert not [name for name in seen if name[-3:].startswith("5")]
