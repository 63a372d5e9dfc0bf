"""What yente's clients ask, read without guessing: parameters of the address, and the body of a match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from muntada.api.strict import read_json
from muntada.api.yente.door import Refusal
from muntada.register.lists.asked import Question, Wrong, names_of
from muntada.register.lists.example import question_of
from muntada.register.opinion import ALGORITHMS, is_there
from muntada.register.schema import schemata
from muntada.screening.screener import CUTOFF
from muntada.text.gate import TextRefused, admit

MOST_QUERIES, MOST_MATCHES, USUAL_MATCHES = 100, 500, 5
MOST_FOUND, USUAL_FOUND, FURTHEST = 500, 10, 9_499
MOST_NAMES = 1_000  # of one match: what a hundred queries of ten names each ask
OWN = "muntada"
FILTERS = ("include_dataset", "exclude_dataset", "exclude_schema", "topics", "changed_since")
# `fuzzy` is sent by clients of every age; names are compared here however they are spelled.
FOR_MATCH = (*FILTERS, "limit", "threshold", "cutoff", "algorithm", "exclude_entity_ids", "fuzzy")
FOR_SEARCH = (
    *FILTERS, "q", "schema", "countries", "datasets", "filter", "limit", "offset", "sort", "target", "fuzzy", "simple",
    "facets", "filter_op",
)  # fmt: skip
_SINCE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,6})?|\.\d{1,6}", re.ASCII)
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entities are asked about."""

    dataset: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    not_schemata: tuple[str, ...]
    topics: tuple[str, ...]
    since: datetime | None
    not_these: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One of the queries of a match: its key, what is looked for, and how it is said again in the answer."""

    key: str
    question: Question
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A match as it was asked for. What scores below `cutoff` is left out; from `threshold` on it is a match."""

    examples: tuple[Example, ...]
    limit: int
    threshold: float
    cutoff: float
    algorithm: str


def filters_of(query: QueryDict, dataset: str) -> Filters:
    """The filters of an address. Raises Refusal."""
    since = _once(query, "changed_since")
    if since and not _SINCE.fullmatch(since):
        raise Refusal(400, f"changed_since: {since[:40]!r} is no moment; write 2026-01-31 or 2026-01-31T12:00:00.")
    try:
        moment = datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None
    except ValueError:
        raise Refusal(400, f"changed_since: there is no moment {since}.") from None
    unknown = [name for name in query.getlist("exclude_schema") if name not in schemata()]
    if unknown:
        raise Refusal(400, f"There is no schema {unknown[0][:60]!r}.")
    return Filters(
        dataset=dataset,
        include=_several(query, "include_dataset"),
        exclude=_several(query, "exclude_dataset"),
        not_schemata=_several(query, "exclude_schema"),
        topics=_several(query, "topics"),
        since=moment,
        not_these=_several(query, "exclude_entity_ids", 50),
    )


def match_of(request: HttpRequest) -> Asked:
    """The match that a request asks for. Raises Refusal and Problem."""
    query = request.GET
    threshold = share(query, "threshold", CUTOFF)
    algorithm = (_once(query, "algorithm") or "best").strip().lower()
    known = ("best", OWN, *(ALGORITHMS if is_there() else ()))
    if algorithm not in known:
        raise Refusal(400, f"Invalid algorithm: {algorithm[:60]}. Scored is here by: {', '.join(known)}.")
    body = read_json(request.body)
    if not isinstance(body, dict) or not isinstance(body.get("queries"), dict):
        raise Refusal(400, "The body is a JSON object with `queries`, an object of examples by keys of your own.")
    for name in body:
        if name not in {"queries", "weights", "config"}:
            raise Refusal(400, f"There is nothing called {name[:60]!r} in the body of a match.")
    for name in ("weights", "config"):
        if body.get(name):
            raise Refusal(400, f"`{name}` would change how another engine scores; no such thing can be changed here.")
    queries = {key: one for key, one in body["queries"].items() if one is not None}
    if not queries:
        raise Refusal(400, "No queries provided.")
    if len(queries) > MOST_QUERIES:
        raise Refusal(400, f"Too many queries in one batch (limit: {MOST_QUERIES})")
    examples = tuple(_example(key, one) for key, one in queries.items())
    if sum(len(names_of(one.question)) for one in examples) > MOST_NAMES:
        raise Refusal(400, f"At most {MOST_NAMES} names are looked for in one batch, of all queries together.")
    return Asked(
        examples=examples,
        limit=whole(query, "limit", USUAL_MATCHES, 1, MOST_MATCHES),
        threshold=threshold,
        # As with yente: nothing that is a match is left out.
        cutoff=min(share(query, "cutoff", threshold), threshold),
        algorithm=OWN if algorithm == "best" else algorithm,
    )


def text_of(query: QueryDict) -> str:
    """The words of a search. Raises Refusal."""
    try:
        return admit(_once(query, "q") or "", limit=1_000).strip()
    except TextRefused as error:
        raise Refusal(400, f"q: {error}") from None


def whole(query: QueryDict, name: str, usual: int, least: int, most: int) -> int:
    """A whole number of an address. Raises Refusal."""
    text = _once(query, name)
    if text is None:
        return usual
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise Refusal(400, f"{name} is a whole number from {least} to {most}.")
    return int(text)


def share(query: QueryDict, name: str, usual: float) -> float:
    """A share of one. Raises Refusal."""
    text = _once(query, name)
    if text is None:
        return usual
    if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= 1:
        raise Refusal(400, f"{name} is a number from 0 to 1.")
    return float(text)


def _example(key: str, stated: Any) -> Example:
    if not isinstance(stated, dict) or not isinstance(stated.get("schema"), str):
        raise Refusal(400, f"Cannot parse example entity {key[:60]!r}: it is an object with `schema` and `properties`.")
    properties = stated.get("properties")
    own = stated.get("id")
    if not isinstance(properties, dict) or not (own is None or isinstance(own, str)):
        raise Refusal(400, f"Cannot parse example entity {key[:60]!r}: `properties` is an object, `id` is a text.")
    try:
        question = question_of(stated["schema"], properties, key)
    except Wrong as wrong:
        raise Refusal(400, f"Cannot parse example entity {key[:60]!r}: {wrong}") from None
    again = {name: values if isinstance(values, list) else [values] for name, values in properties.items()}
    return Example(key, question, {"id": own, "schema": stated["schema"], "properties": again})


def _once(query: QueryDict, name: str) -> str | None:
    values = query.getlist(name)
    if len(values) > 1:
        raise Refusal(400, f"{name} is given once.")
    return values[0] if values else None


def _several(query: QueryDict, name: str, most: int = 200) -> tuple[str, ...]:
    values = tuple(query.getlist(name))
    if len(values) > most or any(len(value) > 200 for value in values):
        raise Refusal(400, f"{name} has at most {most} values of 200 characters.")
    return values
