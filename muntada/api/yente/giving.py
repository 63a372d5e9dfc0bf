"""Entities with what stands next to them, the lists that are kept, and how the service is."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse

from muntada.access.rules import Permission
from muntada.api.yente.asked import FURTHEST, MOST_FOUND, OWN, USUAL_FOUND, whole
from muntada.api.yente.door import Refusal, caller_of, offered
from muntada.api.yente.matching import EVERYTHING
from muntada.api.yente.said import adjacent, entities_said, nested
from muntada.register.actions.telling import note_given
from muntada.register.facts import known_lists
from muntada.register.models import Entity, Given
from muntada.register.opinion import ALGORITHMS, is_there
from muntada.register.queries import narrowing
from muntada.trail.looking import note_absence, note_consultation
from muntada.upkeep.readiness import readiness

NEEDS = (Permission.RECORD_READ, Permission.NAME_SCREEN)
_OURS = "Muntada’s own: names compared across scripts part by part; dates, countries and numbers confirm or veto."


@offered("GET", *NEEDS, known=("nested",))
def entity(request: HttpRequest, key: str) -> HttpResponse:
    """One entity, by default with what stands next to it; one that was found to be another leads to that one."""
    one, away = _entity(request, key)
    if away is not None:
        return _led("yente:entity", away, request)
    said = entities_said(caller_of(request).actor, [one.pk])[one.pk]
    if request.GET.get("nested", "true").lower() not in {"false", "0"}:
        said = nested(caller_of(request).actor, one, said)
    return JsonResponse(said)


@offered("GET", *NEEDS, known=("sort", "limit", "offset"))
def entity_adjacent(request: HttpRequest, key: str, prop: str = "") -> HttpResponse:
    """What stands next to an entity, by property and in pieces; of one property alone where it is named."""
    one, away = _entity(request, key)
    if away is not None:
        return _led("yente:adjacent", away, request)
    limit = whole(request.GET, "limit", USUAL_FOUND, 0, MOST_FOUND)
    offset = whole(request.GET, "offset", 0, 0, FURTHEST)
    around = {
        name: {
            "results": found[offset : offset + limit],
            "total": {"value": len(found), "relation": "eq"},
            "limit": limit,
            "offset": offset,
        }
        for name, found in adjacent(caller_of(request).actor, one).items()
    }
    if prop:
        if prop not in around:
            raise Refusal(404, "Nothing stands next to this entity by such a property.")
        return JsonResponse(around[prop])
    said = entities_said(caller_of(request).actor, [one.pk])[one.pk]
    return JsonResponse({"entity": said, "adjacent": around})


@offered("GET", *NEEDS)
def catalog(request: HttpRequest) -> HttpResponse:
    """The lists that are kept here, with how many entities of each the caller may see, and when they changed."""
    actor = caller_of(request).actor
    counts, changed = narrowing.counted(actor), narrowing.changed_last(actor)
    titles = {key: one.names["en"] for key, one in known_lists().items()} | {"own": "Entered here"}
    datasets: list[dict[str, Any]] = []
    for key in sorted(counts):
        version = changed[key].strftime("%Y%m%d%H%M%S")
        datasets.append(
            {
                "name": key,
                "title": titles.get(key, key),
                "version": version,
                "index_version": version,
                "index_current": True,
                "load": True,
                "entity_count": counts[key],
                "updated_at": changed[key].isoformat(timespec="seconds")[:19],
                "children": [],
            }
        )
    names = [one["name"] for one in datasets]
    whole_of = {"name": EVERYTHING[0], "title": "All lists kept here", "load": False, "children": names}
    body = {"datasets": [whole_of, *datasets], "current": names, "outdated": [], "index_stale": False}
    etag = f'"{hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    return JsonResponse(body, headers={"ETag": etag})


@offered("GET", Permission.NAME_SCREEN)
def algorithms(request: HttpRequest) -> HttpResponse:
    """By what names are scored: our own engine, and nomenklatura's where they are installed."""
    said = [{"name": OWN, "description": _OURS, "features": {}, "docs": {}}]
    if is_there():
        said += [{"name": one, "description": "nomenklatura’s", "features": {}, "docs": {}} for one in ALGORITHMS]
    return JsonResponse({"algorithms": said, "default": OWN, "best": OWN})


@offered("GET", anybody=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """That the service answers."""
    return JsonResponse({"status": "ok"})


@offered("GET", anybody=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """That the service can answer questions."""
    if not all(readiness().values()):
        raise Refusal(503, "Not ready.")
    return JsonResponse({"status": "ok"})


def _entity(request: HttpRequest, key: str) -> tuple[Entity, str | None]:
    """The entity, and the key of the one that it was found to be; a look is noted either way. Raises Refusal."""
    actor = caller_of(request).actor
    one = narrowing.open_to_programs(actor).filter(pk=key, gone=False).first()
    if one is None:
        note_absence(actor, Permission.RECORD_READ, Entity, key)
        raise Refusal(404, "No such entity!")
    note_consultation(actor, one)
    note_given(actor, [one.pk], Given.How.PROGRAM)
    same = narrowing.open_to_programs(actor).filter(pk=one.canonical_id or "", gone=False)
    return one, same.values_list("pk", flat=True).first()


def _led(name: str, key: str, request: HttpRequest) -> HttpResponse:
    where = reverse(name, args=[key])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{where}?{query}" if query else where, preserve_request=True)
