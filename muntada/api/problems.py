"""What can stand in a request's way, each under a code that stays, in three languages (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language

from muntada.text.table import read_table

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:muntada:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its code, its HTTP status, and the sentence that says it."""

    code: str
    status: str
    en: str
    ar: str
    fr: str


class Problem(Exception):
    """Raised for what stands in a request's way; `code` is a line of problems.csv, `more` are further members."""

    def __init__(self, code: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.kind = kinds()[code]
        self.headers, self.more = dict(headers or {}), more


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of problem by its code."""
    return {kind.code: kind for kind in read_table(Kind, Path(__file__).parent / "problems.csv")}


def answer(problem: Problem) -> HttpResponse:
    """The problem as an answer in the caller's language."""
    kind = problem.kind
    body = {
        "type": PREFIX + kind.code,
        "title": getattr(kind, (get_language() or "en")[:2], kind.en),
        "status": int(kind.status),
        "code": kind.code,
        **problem.more,
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=int(kind.status), content_type=MEDIA_TYPE)
    for name, value in problem.headers.items():
        response[name] = value
    return response
