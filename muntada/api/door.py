"""The door of every operation: what it needs is said where it is offered, and checked before it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override
from ninja import Router
from ninja.operation import Operation
from ninja.utils import check_csrf

from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.api.edge import check_body, check_query, language_of
from muntada.api.faults import answered
from muntada.api.looking import note_answer
from muntada.api.problems import Problem, kinds
from muntada.api.shapes import ProblemOut
from muntada.signin.tokens import Caller, TooMany, caller_by
from muntada.trail.via import coming_by

F = TypeVar("F", bound=Callable[..., HttpResponse])
View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ANY = (
    *("no_actor", "bad_token", "narrow_token", "too_many", "repeated_parameter", "unknown_parameter", "invalid"),
    *("malformed", "media_type", "encoded", "busy", "plain"),
)
CHANGE = (
    *("foreign_form", "forbidden", "key_needed", "key_reused", "too_large"),
    *("too_deep", "duplicate_key", "not_a_number", "not_text"),
)
JSON, FORM = "application/json", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an operation asks of its caller: permissions that a token must not leave out, kinds of body."""

    needs: tuple[Permission, ...]
    bodies: tuple[str, ...] = ()


def offer(
    router: Router,
    method: str,
    path: str,
    out: Any,
    *,
    needs: tuple[Permission, ...],
    status: int | tuple[int, ...] = 200,
    bodies: tuple[str, ...] = (),
    problems: tuple[str, ...] = (),
    more: dict[str, Any] | None = None,
) -> Callable[[F], F]:
    """Offer the function as an operation; its name is the operation's, its docstring the description.

    `problems` are the codes that it can answer with, beside those of every operation and of every change.
    """
    codes = (*ANY, *(CHANGE if method == "POST" else ("cursor",)), *problems)
    statuses = (status,) if isinstance(status, int) else status
    answers: dict[int, Any] = dict.fromkeys(statuses, out)
    for code in codes:
        answers.setdefault(int(kinds()[code].status), ProblemOut)

    def offered(view: F) -> F:
        view.terms = Terms(needs, bodies)  # type: ignore[attr-defined]
        say = (view.__doc__ or "").partition("\n")[0].strip().rstrip(".")
        openapi = {"x-problems": sorted(set(codes)), "x-needs": [one.value for one in needs], **(more or {})}
        router.api_operation(
            [method], path, response=answers, operation_id=view.__name__, summary=say, openapi_extra=openapi
        )(view)
        return view

    return offered


def guarded(run: View) -> View:
    """Around the running of an operation: the edge, the caller, the answer's language and headers."""
    operation = cast(Operation, run.__self__)  # type: ignore[attr-defined]
    known = frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    )
    terms: Terms = operation.view_func.terms  # type: ignore[attr-defined]

    def through(request: HttpRequest, **path: Any) -> HttpResponseBase:
        language = language_of(request)
        with override(language):
            try:
                caller = _caller(request, terms)
                check_query(request.GET, known)
                check_body(request, terms.bodies)
                request.caller = caller  # type: ignore[attr-defined]
                way = f"token:{caller.token.pk}" if caller.token else ""
                with under_ceiling(caller.actor), coming_by(way):
                    response = run(request, **path)
                    note_answer(request, caller.actor, operation.view_func.__name__, terms.needs, path, response)
            except Exception as error:  # whatever happens, the answer is one that the description names
                response = answered(request, error)
        return finished(response, language)

    return through


def sealed(view: View) -> View:
    """Around an address: nobody need have a session here, and what is no operation is a problem too."""

    def address(request: HttpRequest, **path: Any) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return refused(request, Problem("plain"))
        response = view(request, **path)
        if response.status_code != 405:
            return response
        return refused(request, Problem("method", headers={"Allow": response.headers.get("Allow", "")}))

    def refused(request: HttpRequest, problem: Problem) -> HttpResponseBase:
        language = language_of(request)
        with override(language):
            return finished(answered(request, problem), language)

    address.csrf_exempt = True  # type: ignore[attr-defined]  # `_caller` checks it, for sessions alone
    address.open_to_all = True  # type: ignore[attr-defined]  # `_caller` asks who it is, in this door's own words
    return address


def finished(response: HttpResponseBase, language: str) -> HttpResponseBase:
    """The answer with the headers that every one of this door has."""
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Authorization, Cookie, Accept-Language"
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def caller_of(request: HttpRequest) -> Caller:
    """Who calls; every operation runs behind `guarded`."""
    return cast(Caller, request.caller)  # type: ignore[attr-defined]


def _caller(request: HttpRequest, terms: Terms) -> Caller:
    header = request.headers.get("Authorization")
    caller = _by_token(header) if header is not None else _by_session(request)
    if not caller.permissions.issuperset(terms.needs):
        raise Problem("narrow_token")
    return caller


def _by_token(header: str) -> Caller:
    scheme, _, text = header.partition(" ")
    try:
        caller = caller_by(text.strip()) if scheme.lower() == "bearer" else None
    except TooMany as many:
        raise Problem("too_many", headers={"Retry-After": str(many.wait)}) from None
    if caller is None:
        raise Problem("bad_token", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return caller


def _by_session(request: HttpRequest) -> Caller:
    """The person whose browser it is: for reading, and for changes that come from our own pages."""
    actor = getattr(request, "actor", None)
    if actor is None:
        raise Problem("no_actor", headers={"WWW-Authenticate": "Bearer"})
    if request.method not in SAFE and check_csrf(request) is not None:
        raise Problem("foreign_form")
    return Caller(actor)
