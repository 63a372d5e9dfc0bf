"""Sources: the shelf, taking in, reading again, and the decisions on findings."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.api import described
from muntada.api.asked import Cursor, DecisionIn, DecisionsIn, Id, Language, Limit, Words
from muntada.api.bringing import brought
from muntada.api.deciding import decide_each, decide_one
from muntada.api.door import FORM, JSON, caller_of, offer
from muntada.api.giving import changed, give, give_page, version_of
from muntada.api.paging import piece
from muntada.api.problems import Problem
from muntada.api.saying.sources import findings_said, source_opened, sources_said
from muntada.api.shapes import DecidedOut, FindingOut, Page, ReadAgainOut, SourceOut, SourceTextOut, TakenOut
from muntada.sources.actions.intake import read_again, take_in
from muntada.sources.models import Finding, Source
from muntada.sources.queries import finding_of, shelf

router = Router(tags=["sources"])
READ = (Permission.SOURCE_READ,)
BRING = (Permission.SOURCE_READ, Permission.SOURCE_CAPTURE)
DECIDE = (Permission.SOURCE_READ, Permission.FINDING_DECIDE)
SEEN = ("absent", "version_needed", "stale")
Where = Literal["", "draft", "accepted", "rejected", "none"]
State = Literal["", "draft", "accepted", "rejected", "withdrawn"]


@offer(router, "GET", "/sources", Page[SourceOut], needs=READ)
def list_sources(
    request: HttpRequest,
    text: Words = "",
    language: Language = "",
    state: Where = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """The sources that you may open, newest first; `state` keeps those with such a finding, `none` those without."""
    actor = caller_of(request).actor
    found = shelf(actor, text=text, language=language, state=state)
    items, further = piece(found, [("-pk", int)], cursor, limit)
    return give_page(Page[SourceOut](items=sources_said(items), next=further))


@offer(router, "GET", "/sources/{id}", SourceTextOut, needs=READ, status=(200, 304), problems=("absent",))
def get_source(request: HttpRequest, id: Id) -> HttpResponse:
    """One source with its text and every finding in it."""
    return give(source_opened(caller_of(request).actor, id), request)


@offer(
    router,
    "POST",
    "/sources",
    TakenOut,
    needs=BRING,
    status=(200, 201),
    bodies=(JSON, FORM),
    problems=("not_taken", "absent", "not_handled"),
    more=described.bringing(),
)
def take_source_in(request: HttpRequest) -> HttpResponse:
    """Bring a source in: a file as a form, or a text as JSON. It is captured, kept, and read.

    201 where it is new, 200 where the same bytes were here already. The limits are those of docs/commands.md.
    """
    actor = caller_of(request).actor
    asked = brought(request)

    def change() -> tuple[int, TakenOut, SourceTextOut]:
        taken = take_in(
            actor,
            asked.data,
            name=asked.name,
            published=date.fromisoformat(asked.published) if asked.published else None,
            given=asked.given,
            media_type=asked.media_type,
            reader=asked.reader(),
            captured=asked.captured(),
        )
        opened = source_opened(actor, taken.source.pk)
        if opened is None:
            raise Problem("absent")
        return 201 if taken.new else 200, TakenOut(new=taken.new, source=opened), opened

    return changed(request, Permission.SOURCE_CAPTURE, change, before=lambda: asked.prepare(actor))


@offer(router, "POST", "/sources/{id}/readings", ReadAgainOut, needs=BRING, problems=SEEN, more=described.versioned())
def read_source_again(request: HttpRequest, id: Id) -> HttpResponse:
    """Read a source with the rules of today. What a person decided stays as it is."""
    actor = caller_of(request).actor
    source = _source(actor, id)

    def change() -> tuple[int, ReadAgainOut, SourceTextOut]:
        done = read_again(actor, source)
        opened = source_opened(actor, id)
        assert opened is not None
        said = ReadAgainOut(kept=done.kept, drafted=done.drafted, withdrawn=done.withdrawn, source=opened)
        return 200, said, opened

    return changed(request, Permission.SOURCE_CAPTURE, change, on=source, version=lambda: version_of(_held(actor, id)))


@offer(
    router, "POST", "/sources/{id}/decisions", DecidedOut, needs=DECIDE, bodies=(JSON,),
    problems=(*SEEN, "not_decided"), more=described.versioned(),
)  # fmt: skip
def decide_findings(request: HttpRequest, id: Id, body: DecisionsIn) -> HttpResponse:
    """Decide several findings of one source, all of them or none; If-Match is the source's."""
    actor = caller_of(request).actor
    _source(actor, id)

    def change() -> tuple[int, DecidedOut, SourceTextOut]:
        decided = decide_each(actor, id, body.decisions)
        opened = source_opened(actor, id)
        assert opened is not None
        return 200, DecidedOut(findings=findings_said(actor, decided, whole=True)), opened

    return changed(request, Permission.FINDING_DECIDE, change, version=lambda: version_of(_held(actor, id)))


@offer(router, "GET", "/findings", Page[FindingOut], needs=READ)
def list_findings(
    request: HttpRequest,
    source: Id | None = None,
    type: Words = "",
    state: State = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Findings of the sources that you may open, newest first."""
    actor = caller_of(request).actor
    found = rows(actor, Permission.SOURCE_READ, Finding, via="source__document")
    for name, value in (("source", source), ("type", type), ("state", state)):
        if value:
            found = found.filter(**{name: value})
    found = found.select_related("source__document").prefetch_related("decisions")
    items, further = piece(found, [("-pk", int)], cursor, limit)
    return give_page(Page[FindingOut](items=findings_said(actor, items), next=further))


@offer(router, "GET", "/findings/{id}", FindingOut, needs=READ, status=(200, 304), problems=("absent",))
def get_finding(request: HttpRequest, id: Id) -> HttpResponse:
    """One finding with the records that it may speak of."""
    return give(_finding(caller_of(request).actor, id), request)


@offer(
    router, "POST", "/findings/{id}/decisions", FindingOut, needs=DECIDE, bodies=(JSON,),
    problems=(*SEEN, "not_decided"), more=described.versioned(),
)  # fmt: skip
def decide_finding(request: HttpRequest, id: Id, body: DecisionIn) -> HttpResponse:
    """Accept, correct or reject a finding, or take the decision that stands back (`undo`)."""
    actor = caller_of(request).actor
    found = finding_of(actor, id)
    if found is None:
        raise Problem("absent")

    def change() -> tuple[int, FindingOut, FindingOut]:
        decide_one(actor, found, body)
        said = _finding(actor, id)
        assert said is not None
        return 200, said, said

    def version() -> str:
        locked = rows(actor, Permission.SOURCE_READ, Finding, via="source__document").filter(pk=id)
        locked.select_for_update(of=("self",)).first()
        return version_of(_finding(actor, id))

    return changed(request, Permission.FINDING_DECIDE, change, on=found, version=version)


def _finding(actor: Actor, pk: int) -> FindingOut | None:
    found = finding_of(actor, pk)
    return findings_said(actor, [found], whole=True)[0] if found else None


def _source(actor: Actor, pk: int) -> Source:
    seen = rows(actor, Permission.SOURCE_READ, Source, via="document").select_related("document")
    found = seen.filter(pk=pk).first()
    if found is None:
        raise Problem("absent")
    return found


def _held(actor: Actor, pk: int) -> SourceTextOut | None:
    """The source as it is, with its findings' rows locked until the change is through."""
    findings = rows(actor, Permission.SOURCE_READ, Finding, via="source__document").filter(source=pk)
    list(findings.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return source_opened(actor, pk)
