"""How records and documents may be handled, and marking them more strictly."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.api import described
from muntada.api.asked import Key, MarkingIn
from muntada.api.door import JSON, caller_of, offer
from muntada.api.giving import changed, give, version_of
from muntada.api.problems import Problem
from muntada.api.records import handling_of
from muntada.api.shapes import MarkedOut, MarkingOut
from muntada.evidence.actions.given import marked_under
from muntada.evidence.actions.handling import mark
from muntada.evidence.queries import handled_at

router = Router(tags=["handling"])
READ = (Permission.RECORD_READ, Permission.SOURCE_READ)


@offer(router, "GET", "/handling/{type}/{key}", MarkedOut, needs=READ, status=(200, 304), problems=("absent",))
def get_handling(request: HttpRequest, type: Key, key: Key) -> HttpResponse:
    """How a record, or a document (`evidence.document`), may be handled."""
    return give(_said(type, key, handled_at(caller_of(request).actor, type, key)), request)


@offer(
    router, "POST", "/handling/{type}/{key}/markings", MarkingOut, bodies=(JSON,),
    needs=(*READ, Permission.RECORD_MARK), problems=("absent", "version_needed", "stale", "not_handled", "wider"),
    more=described.versioned(),
)  # fmt: skip
def mark_record(request: HttpRequest, type: Key, key: Key, body: MarkingIn) -> HttpResponse:
    """Mark it more strictly, at once. What shares it more widely takes a release by its originator (`wider`)."""
    actor = caller_of(request).actor
    record = handled_at(actor, type, key)
    if record is None:
        raise Problem("absent")

    def change() -> tuple[int, MarkingOut, MarkedOut]:
        handling, conditions = marked_under(actor, record, body.given())
        gone = mark(actor, record, handling, conditions, why=body.why)
        said = _said(type, key, record)
        assert said is not None
        return 200, MarkingOut(marked=said, gone_to=list(gone.gone_to)), said

    return changed(
        request, Permission.RECORD_MARK, change, on=record, version=lambda: version_of(_held(actor, type, key))
    )


def _said(kind: str, key: str, record: Handled | None) -> MarkedOut | None:
    return MarkedOut(type=kind, key=key, handling=handling_of(record)) if record is not None else None


def _held(actor: Actor, kind: str, key: str) -> MarkedOut | None:
    """The handling as it is, with the row locked until the change is through."""
    record = handled_at(actor, kind, key)
    if record is not None:
        record = type(record)._base_manager.select_for_update().get(pk=record.pk)
    return _said(kind, key, record)
