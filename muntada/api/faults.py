"""Whatever was raised, as an answer that the description names; never a trace, never what the caller may not know."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, ValidationError
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotAsDescribed
from pydantic import ValidationError as NotInShape

from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.api.problems import Problem, answer
from muntada.evidence.actions.citations import NotInConflict, NotQuoted
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.actions.handling import WouldWiden
from muntada.evidence.matching import Ambiguous
from muntada.evidence.values import ValueRefused
from muntada.marking.tlp import UnknownLabel
from muntada.sources.actions.deciding import REASONS, NoneDecided
from muntada.sources.capture import CaptureRefused
from muntada.trail.answers import AnotherRequest
from muntada.trail.deed import Refused

logger = logging.getLogger(__name__)
_READING = (SuspiciousOperation, MultiPartParserError, UnreadablePostError, RawPostDataException)


def answered(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to what was raised."""
    problem = error if isinstance(error, Problem) else _problem(error)
    if problem.kind.code == "fault":
        logger.error("%s %s failed", request.method, request.resolver_match, exc_info=error)
    return answer(problem)


def _problem(error: Exception) -> Problem:
    if isinstance(error, HttpError):  # a parser's error comes wrapped in the framework's own
        return error.__cause__ if isinstance(error.__cause__, Problem) else Problem("malformed")
    if isinstance(error, NotAsDescribed):
        return Problem("invalid", problems=[_wrong(one) for one in error.errors[:20]])
    if isinstance(error, NotInShape):
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return Problem("invalid", problems=[_wrong({**one, "loc": ("body", *one["loc"])}) for one in found[:20]])
    if isinstance(error, WouldWiden):
        return Problem("wider", problems=[{"where": f"body.{error.field}", "why": str(error)}])
    if isinstance(error, Refused):
        return Problem("forbidden")
    if isinstance(error, RequestDataTooBig):
        return Problem("too_large")
    if isinstance(error, _READING):
        return Problem("malformed")
    return _of_the_rooms(error)


def _of_the_rooms(error: Exception) -> Problem:
    if isinstance(error, CaptureRefused):
        return Problem("not_taken", reason=error.code)
    if isinstance(error, HandlingRefused):
        wrong = {"where": f"body.{error.field}", "code": error.code, "why": str(error)}
        return Problem("not_handled", problems=[wrong])
    if isinstance(error, NotAssessed | BasisNotInForce):
        return Problem("no_right", problems=[{"where": "body.basis", "why": str(error)}])
    if isinstance(error, AnotherRequest):
        return Problem("key_reused")
    if isinstance(error, NoneDecided):
        return Problem("not_decided", problems=[{"finding": pk, **why_not(reason)} for pk, reason in error.problems])
    if isinstance(error, REASONS):
        return Problem("not_decided", problems=[why_not(error)])
    if isinstance(error, NotInConflict):
        return Problem("not_in_conflict", problems=[{"why": str(error)}])
    if isinstance(error, UnknownLabel):
        return Problem("invalid", problems=[{"where": "tlp", "why": str(error)}])
    if isinstance(error, DataError | ValidationError):
        return Problem("invalid")
    # Two at once, and the database let one of them through: nothing of the other is left.
    if isinstance(error, IntegrityError | OperationalError) and isinstance(error, DatabaseError):
        return Problem("busy", headers={"Retry-After": "1"})
    return Problem("fault")


def why_not(error: Exception) -> dict[str, Any]:
    """Why a finding was not decided: a code for programs, and a sentence."""
    if isinstance(error, Ambiguous):
        return {"code": "ambiguous", "why": str(error)}
    if isinstance(error, ValueRefused):
        return {"code": "value", "where": error.field, "why": error.reason}
    if isinstance(error, NotQuoted):
        return {"code": "not_quoted", "why": "The source does not say this there."}
    return {"code": str(getattr(error, "code", "")), "why": str(error)}


def _wrong(one: dict[str, Any]) -> dict[str, str]:
    return {"where": ".".join(str(part) for part in one["loc"])[:200], "why": str(one["msg"])[:300]}
