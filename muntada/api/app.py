"""The API: its operations together, what reads its requests, and what answers when something is raised."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotAsDescribed
from ninja.parser import Parser

from muntada.api.door import guarded
from muntada.api.faults import answered
from muntada.api.operations import (
    evidence,
    forum,
    handling,
    library,
    parties,
    register,
    search,
    sources,
    texts,
    trail,
)
from muntada.api.strict import read_json

DESCRIPTION = """The forum's records, the sources they rest on, and the decisions of its people.

Send `Authorization: Bearer TOKEN`; a token is made on the page /me/tokens/ or by `muntada token make`. What you may
not know of is absent (404). Lists come in pieces: give `next` as `cursor`. A change needs an `Idempotency-Key`, and a
change of what exists an `If-Match` with the ETag that you have seen. Problems are RFC 9457 with a stable `code`."""


class StrictParser(Parser):
    """Reads JSON without mercy."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body. Raises Problem."""
        return read_json(request.body)


def _api() -> NinjaAPI:
    api = NinjaAPI(
        title="Muntada",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api-v1",
        parser=StrictParser(),
        openapi_extra={
            "security": [{"token": []}],
            "components": {},
        },
    )
    api.add_decorator(guarded, mode="view")
    for room in (parties, forum, library, texts, search, sources, evidence, handling, register, trail):
        api.add_router("", room.router)
    for error in (Exception, HttpError, NotAsDescribed):
        api.add_exception_handler(error, answered)  # type: ignore[arg-type]  # it is always a raised one
    return api


api = _api()
