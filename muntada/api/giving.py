"""How things are given: one with its version, lists in pieces, changes once and only to what the caller has seen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from muntada.access.rules import Permission, decide
from muntada.api.door import FORM, caller_of
from muntada.api.problems import Problem
from muntada.api.shapes import Page
from muntada.trail.answers import Given, given_before, once
from muntada.trail.deed import act
from muntada.trail.looking import keys_of

_KEY = re.compile(r"[\x20-\x7e]{8,200}", re.ASCII)
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"', re.ASCII)


def written(thing: BaseModel) -> str:
    """A thing as it is sent: the same thing is always the same text."""
    return thing.model_dump_json()


def version_of(thing: BaseModel | None) -> str:
    """The strong ETag of a thing as this caller sees it. Raises Problem for what is absent."""
    if thing is None:
        raise Problem("absent")
    return f'"{hashlib.sha256(written(thing).encode()).hexdigest()[:32]}"'


def give(thing: BaseModel | None, request: HttpRequest) -> HttpResponse:
    """One thing with its version; 304 where the caller has it. Raises Problem for what is absent."""
    version = version_of(thing)
    assert thing is not None
    tags = _TAG.findall(request.headers.get("If-None-Match", "")[:4000])
    if version in [tag.removeprefix("W/") for tag in tags]:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(written(thing), content_type="application/json")
    response["ETag"] = version
    return response


def give_page(page: Page[Any]) -> HttpResponse:
    """A piece of a list; what stands in it is named to the trail by its keys."""
    response = HttpResponse(written(page), content_type="application/json")
    response.given = keys_of(page.items)  # type: ignore[attr-defined]
    return response


def changed(
    request: HttpRequest,
    permission: Permission,
    change: Callable[[], tuple[int, BaseModel, BaseModel]],
    *,
    on: Model | None = None,
    version: Callable[[], str] | None = None,
    before: Callable[[], None] | None = None,
) -> HttpResponse:
    """Carry a change out once: key, right, version, change and answer, in this order and in one transaction.

    `change` gives the status, what is answered, and the thing whose version the answer's ETag is. `version` gives
    the ETag of what is changed as it is now, read within the transaction; `before` is what can be done outside of
    it. Raises Problem and what these raise.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise Problem("key_needed")
    seen = _seen(request) if version else []
    actor = caller_of(request).actor
    if not decide(actor, permission, on):
        with act(actor, permission, on=on):  # outside of a transaction, so that the refusal stays in the trail
            raise AssertionError("the policy said no")

    def carry_out() -> Given:
        if version is not None and version() not in seen:
            raise Problem("stale")
        status, thing, of = change()
        return Given(status, written(thing), {"ETag": version_of(of)})

    asked = _asked(request)
    given = given_before(actor, key, asked)
    if given is None:
        if before is not None:
            before()
        given = once(actor, key, asked, carry_out)
    response = HttpResponse(given.body, status=given.status, content_type="application/json", headers=given.headers)
    if given.again:
        response["Idempotency-Replayed"] = "true"
    return response


def _seen(request: HttpRequest) -> list[str]:
    """The versions that the caller has seen; a star names none, and a weak one is none. Raises Problem."""
    header = request.headers.get("If-Match", "")[:4000]
    tags = _TAG.findall(header)
    if not tags:
        raise Problem("version_needed")
    return tags


def _asked(request: HttpRequest) -> str:
    """A digest of what is asked for: of a form its fields and files, for its boundary is another one each time."""
    digest = hashlib.sha256()
    for piece in _pieces(request):
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    yield from (str(part).encode() for part in (request.method, request.path, request.content_type))
    if request.content_type != FORM:
        yield request.body
        return
    for name in sorted(request.POST):
        yield repr((name, request.POST.getlist(name))).encode()
    for name in sorted(request.FILES):
        file: Any = request.FILES[name]
        yield repr((name, file.name, file.content_type)).encode()
        file.seek(0)
        yield file.read()
        file.seek(0)
