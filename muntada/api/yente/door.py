"""The door of these addresses: a token in yente's own words, and whatever goes wrong as its clients read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import override

from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.api.edge import check_body
from muntada.api.faults import answered
from muntada.api.problems import Problem
from muntada.evidence.values import ValueRefused
from muntada.signin.tokens import Caller, TooMany, caller_by
from muntada.trail.via import coming_by

View = Callable[..., HttpResponse]
JSON = ("application/json",)


class Refusal(Exception):
    """Raised for what is answered with this status and these words."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, dict(headers or {})


def offered(method: str, *needs: Permission, known: tuple[str, ...] = (), anybody: bool = False) -> Callable[..., View]:
    """Offer a function as an address: which parameters it knows, and what a token must not leave out.

    `anybody` are answered without a token; whatever is answered so tells nothing of anybody.
    """

    def around(view: View) -> View:
        def through(request: HttpRequest, **path: Any) -> HttpResponse:
            with override("en"):  # yente's clients know no other language
                try:
                    _admit(request, method, known)
                    if anybody:
                        return finished(view(request, **path))
                    caller = _caller(request, needs)
                    request.caller = caller  # type: ignore[attr-defined]
                    way = f"token:{caller.token.pk}" if caller.token else ""
                    with under_ceiling(caller.actor), coming_by(way):
                        return finished(view(request, **path))
                except Exception as error:  # whatever happens, the answer is one that a client can read
                    return finished(refused(request, error))

        through.csrf_exempt = True  # type: ignore[attr-defined]  # nobody is known here by a session
        through.open_to_all = True  # type: ignore[attr-defined]  # `_caller` asks who it is
        return through

    return around


def caller_of(request: HttpRequest) -> Caller:
    """Who calls; every address but those for anybody runs behind `offered`."""
    return cast(Caller, request.caller)  # type: ignore[attr-defined]


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for."""
    return finished(_said(404, "Not Found"))


nothing_here.csrf_exempt = True  # type: ignore[attr-defined]
nothing_here.open_to_all = True  # type: ignore[attr-defined]


def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """What was raised, with the sentence where yente's clients look for it."""
    if isinstance(error, Refusal):
        return _said(error.status, error.detail, error.headers)
    if isinstance(error, NotAssessed | BasisNotInForce):
        return _said(403, str(error))
    if isinstance(error, ValueRefused):
        return _said(400, f"{error.field}: {error.reason}")
    answer = answered(request, error)
    said = json.loads(answer.content)
    whys = "; ".join(f"{one.get('where', '')}: {one.get('why', '')}" for one in said.get("problems", ()))
    headers = {name: value for name, value in answer.headers.items() if name in {"Retry-After", "Accept-Encoding"}}
    return _said(answer.status_code, f"{said['title']} {whys}".strip(), headers)


def finished(response: HttpResponse) -> HttpResponse:
    """The answer with the headers that every one of this door has."""
    response.headers["Content-Language"] = "en"
    response.headers["Vary"] = "Authorization"
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _said(status: int, detail: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return JsonResponse({"detail": detail}, status=status, headers=dict(headers or {}))


def _admit(request: HttpRequest, method: str, known: tuple[str, ...]) -> None:
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        raise Problem("plain")
    taken = ("GET", "HEAD") if method == "GET" else (method,)
    if request.method not in taken:
        raise Refusal(405, "Method Not Allowed", {"Allow": ", ".join(taken)})
    _check_parameters(request.GET, known)
    # Where a client names no kind of body, yente takes it for JSON too.
    check_body(request, (*JSON, "text/plain", "") if method == "POST" else ())


def _check_parameters(query: QueryDict, known: tuple[str, ...]) -> None:
    """A misspelt filter would find more than was asked for, so that what nobody knows is refused."""
    for name in query:
        if name not in known:
            raise Refusal(
                400, f"There is no parameter {name[:100]!r}; there are: {', '.join(sorted(known)) or 'none'}."
            )


def _caller(request: HttpRequest, needs: tuple[Permission, ...]) -> Caller:
    """By `ApiKey TOKEN`, by `Bearer TOKEN` or by the token alone: yente's clients and examples send all three."""
    header = request.headers.get("Authorization", "").strip()
    if not header:
        raise Refusal(401, "No API key provided.", {"WWW-Authenticate": "ApiKey"})
    scheme, _, text = header.rpartition(" ")
    try:
        caller = caller_by(text) if scheme.strip().lower() in {"apikey", "bearer", ""} else None
    except TooMany as many:
        raise Problem("too_many", headers={"Retry-After": str(many.wait)}) from None
    if caller is None:
        raise Refusal(401, "This API key is not known, has ended or was revoked.", {"WWW-Authenticate": "ApiKey"})
    if not caller.permissions.issuperset(needs):
        raise Problem("narrow_token")
    return caller
