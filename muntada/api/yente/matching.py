"""Matches and searches: each is a check of names, for the token's purpose and by its legal basis, and leaves leads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from muntada.access.rules import Permission
from muntada.api.problems import Problem
from muntada.api.yente.asked import (
    FOR_MATCH,
    FOR_SEARCH,
    FURTHEST,
    MOST_FOUND,
    OWN,
    USUAL_FOUND,
    Filters,
    filters_of,
    match_of,
    text_of,
    whole,
)
from muntada.api.yente.door import Refusal, caller_of, offered
from muntada.api.yente.said import entities_said, facets_said, hit_said
from muntada.register.actions.screening import Answer, Right, screen
from muntada.register.actions.telling import note_given
from muntada.register.entered import SPECIAL
from muntada.register.facts import known_lists
from muntada.register.models import Entity, Given
from muntada.register.queries import narrowing
from muntada.register.schema import schemata
from muntada.screening.model import Query
from muntada.screening.screener import CUTOFF
from muntada.signin.tokens import Caller
from muntada.trail.looking import note_disclosure

EVERYTHING = ("default", "all", "sanctions")
FACETS = ("datasets", "schema", "countries", "identifiers", "topics", "genders")
USUAL_FACETS = ("countries", "topics", "datasets")
MOST_MET = 100  # hits of one search by words
_ORDERS = {"caption": "caption", "first_seen": "first_seen", "last_seen": "last_seen", "last_change": "changed_at"}


@offered("POST", Permission.NAME_SCREEN, known=FOR_MATCH)
def match(request: HttpRequest, dataset: str) -> HttpResponse:
    """Check up to a hundred examples; every hit is a lead, and a pair that an officer cleared does not come again."""
    caller = caller_of(request)
    filters = narrowed_to(filters_of(request.GET, dataset))
    asked = match_of(request)
    answers = screen(
        caller.actor, [one.question for one in asked.examples], right_of(caller),
        cutoff=asked.cutoff if asked.algorithm == OWN else min(asked.cutoff, CUTOFF), limit=asked.limit,
        among=lambda found: kept(_open(caller, found), filters),
    )  # fmt: skip
    said = _entities(caller, answers)
    responses = {}
    for one, answer in zip(asked.examples, answers, strict=True):
        results = [
            hit_said(answer.query, met, said[met.entity.pk], asked.threshold, asked.algorithm) for met in answer.met
        ]
        results = [each for each in results if each["score"] >= asked.cutoff]
        results.sort(key=lambda each: -each["score"])
        responses[one.key] = {
            "status": 200,
            "results": results,
            "total": {"value": sum(each["match"] for each in results), "relation": "eq"},
            "query": one.said,
            "cleared": answer.cleared,
        }
    given = JsonResponse({"responses": responses, "limit": asked.limit})
    given["x-batch-size"] = str(len(responses))
    return given


@offered("GET", Permission.NAME_SCREEN, known=FOR_SEARCH)
def search(request: HttpRequest, dataset: str) -> HttpResponse:
    """Entities by words, which is a check of a name like any other; without words the entities one after another."""
    caller, query = caller_of(request), request.GET
    filters = narrowed_to(filters_of(query, dataset))
    limit = whole(query, "limit", USUAL_FOUND, 0, MOST_FOUND)
    offset = whole(query, "offset", 0, 0, FURTHEST)
    wanted = query.getlist("facets") or list(USUAL_FACETS)
    if not set(wanted) <= set(FACETS):
        raise Refusal(400, f"The facets are: {', '.join(FACETS)}.")
    words = text_of(query)
    if words:
        page, total = _by_words(caller, words, filters, query, offset, limit)
    else:
        if Permission.RECORD_READ not in caller.permissions:
            raise Problem("narrow_token")  # a key that checks names is none that goes through the register
        page, total = _one_after_another(caller, filters, query, offset, limit)
    shown = {"results": page, "facets": facets_said(page, wanted), "total": total, "limit": limit, "offset": offset}
    return JsonResponse(shown)


def right_of(caller: Caller) -> Right:
    """What for and by which right this token checks names. Raises Refusal."""
    token = caller.token
    if token is None or token.legal_basis_id is None:
        raise Refusal(403, "This token names no legal basis by which names are checked; make one that does.")
    return Right(token.purpose, token.legal_basis_id, "")


def narrowed_to(filters: Filters) -> Filters:
    """The filters, where every list in them is one that is kept here. Raises Refusal."""
    known = {*known_lists(), "own", *EVERYTHING}
    if filters.dataset not in known:
        raise Refusal(404, "No such dataset.")
    for name in (*filters.include, *filters.exclude):
        if name not in known:
            raise Refusal(400, f"There is no dataset {name[:60]!r}.")
    return filters


def kept(found: QuerySet[Entity], filters: Filters) -> QuerySet[Entity]:
    """What the filters leave."""
    found = narrowing.of_datasets(found, () if filters.dataset in EVERYTHING else (filters.dataset,))
    found = narrowing.of_datasets(found, () if set(EVERYTHING) & set(filters.include) else filters.include)
    found = narrowing.without_datasets(found, filters.exclude)
    found = narrowing.without_schemata(found, filters.not_schemata)
    found = narrowing.stating(found, ("topics",), filters.topics)
    return narrowing.changed_since(found, filters.since).exclude(pk__in=filters.not_these)


def _open(caller: Caller, found: QuerySet[Entity]) -> QuerySet[Entity]:
    return found.filter(pk__in=narrowing.open_to_programs(caller.actor).values("pk"))


def _searched(found: QuerySet[Entity], filters: Filters, query: QueryDict) -> QuerySet[Entity]:
    found = kept(found, filters)
    schema = query.get("schema") or "Thing"
    if schema not in schemata():
        raise Refusal(400, "Invalid schema")
    found = narrowing.of_schema(found, schema)
    found = narrowing.of_datasets(found, query.getlist("datasets"))
    countries = [one.lower() for one in query.getlist("countries")]
    found = narrowing.stating(found, _of_type("country"), countries)
    target = (query.get("target") or "").lower()
    if target:
        found = narrowing.listed_now(found, target in {"true", "1"})
    for one in query.getlist("filter"):
        field, colon, value = one.removeprefix("properties.").partition(":")
        # What is never given out is not found out by asking who has it either.
        if not colon or field in SPECIAL or not any(field in each.properties for each in schemata().values()):
            raise Refusal(400, f"Invalid filter: {one[:100]!r}")
        found = narrowing.stating(found, (field,), (value,))
    if query.get("filter_op", "OR").upper() == "AND":
        for value in countries:
            found = narrowing.stating(found, _of_type("country"), (value,))
        for value in filters.topics:
            found = narrowing.stating(found, ("topics",), (value,))
    return found


def _by_words(
    caller: Caller, words: str, filters: Filters, query: QueryDict, offset: int, limit: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    if offset + limit > MOST_MET:
        raise Refusal(400, f"A search by words goes no further than {MOST_MET} entities; say more of whom you mean.")
    if query.getlist("sort"):
        raise Refusal(400, "A search by words is in the order of likeness; sort is for one without words.")
    (answer,) = screen(
        caller.actor, [Query(words)], right_of(caller), limit=MOST_MET,
        among=lambda found: _searched(_open(caller, found), filters, query),
    )  # fmt: skip
    said = _entities(caller, [answer])
    page = [said[met.entity.pk] for met in answer.met[offset : offset + limit]]
    return page, {"value": len(answer.met), "relation": "gte" if len(answer.met) == MOST_MET else "eq"}


def _one_after_another(
    caller: Caller, filters: Filters, query: QueryDict, offset: int, limit: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    order = []
    for one in query.getlist("sort"):
        field, _, way = one.partition(":")
        if field not in _ORDERS or way not in {"", "asc", "desc"}:
            raise Refusal(400, f"Sorted is by: {', '.join(_ORDERS)}, with :asc or :desc.")
        order.append(("-" if way == "desc" else "") + _ORDERS[field])
    found = _searched(narrowing.open_to_programs(caller.actor).filter(gone=False), filters, query)
    keys = list(found.order_by(*order, "pk").values_list("pk", flat=True)[offset : offset + limit])
    said = entities_said(caller.actor, keys)
    note_given(caller.actor, keys, Given.How.PROGRAM)
    note_disclosure(caller.actor, None, Permission.LIST_EXPORT, kind="register.entity", keys=keys)
    return [said[key] for key in keys], {"value": found.count(), "relation": "eq"}


def _of_type(kind: str) -> set[str]:
    """Every property whose values are of this type."""
    return {name for one in schemata().values() for name, prop in one.properties.items() if prop.type == kind}


def _entities(caller: Caller, answers: list[Answer]) -> dict[str, dict[str, Any]]:
    keys = {met.entity.pk for answer in answers for met in answer.met}
    return entities_said(caller.actor, keys)
