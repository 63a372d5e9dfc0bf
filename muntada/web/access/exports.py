"""Lists to take along: what the filter leaves, each line with its handling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.exports import as_csv, as_json_lines, bundle_of, export
from muntada.evidence.models import Document
from muntada.forum.models import Body, Candidacy, Initiative, Meeting, Membership, Post, Programme, Term
from muntada.library import queries as library
from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.people.models import User
from muntada.signin.actors import renewed
from muntada.signin.sessions import session_of
from muntada.web.asking import asker, may
from muntada.web.errors import refused
from muntada.web.forum.meetings import MeetingFilter
from muntada.web.library.views import WorkFilter
from muntada.web.listing import Filter
from muntada.web.parties.views import PartyFilter
from muntada.web.signin.stepping import needs_step_up

Chooser = Callable[[HttpRequest, Actor], Iterable[Handled]]


def _all(model: type[Handled]) -> Chooser:
    return lambda _request, actor: rows(actor, Permission.RECORD_READ, model).order_by("pk")


def _as_listed(filtering: type[Filter[Any]]) -> Chooser:
    """What a list's page shows, all pieces of it."""
    return lambda request, actor: filtering(request.GET, actor).chosen()


def _works(request: HttpRequest, actor: Actor) -> Iterable[Handled]:
    return WorkFilter(request.GET, library.works(actor)).chosen(actor)


def _parties(request: HttpRequest, actor: Actor) -> Iterable[Handled]:
    return PartyFilter(request.GET).chosen(actor)


LISTS: dict[str, tuple[type[Handled], Chooser]] = {
    "meetings": (Meeting, _as_listed(MeetingFilter)),
    "instruments": (Work, _works),
    "parties": (Party, _parties),
    "bodies": (Body, _all(Body)),
    "memberships": (Membership, _all(Membership)),
    "terms": (Term, _all(Term)),
    "candidacies": (Candidacy, _all(Candidacy)),
    "initiatives": (Initiative, _all(Initiative)),
    "programmes": (Programme, _all(Programme)),
    "posts": (Post, _all(Post)),
    "sources": (Document, _all(Document)),
}
FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


@require_safe
@needs_step_up
def export_list(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A list as a file; its name says the highest label in it."""
    actor = asker(request)
    if name not in LISTS or form not in FORMATS:
        raise Http404
    if not may(request, Permission.LIST_EXPORT):
        return refused(request)
    model, chosen = LISTS[name]
    records = list(chosen(request, actor))
    lines = export(_renewing(request), model, [record.pk for record in records], name=name)
    body = as_csv(model, lines) if form == "csv" else as_json_lines(lines)
    label = bundle_of(records).tlp.value.replace(":", "-")
    answer = StreamingHttpResponse(body, content_type=FORMATS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{label}.{form}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # A view that is wrapped answers with an HttpResponse as far as types go; Django takes either.
    return cast(HttpResponse, answer)


def _renewing(request: HttpRequest) -> Callable[[], Actor | None]:
    """Who asks, as of the moment it is called: None where the person, the office or the session ended."""
    actor, user, key = asker(request), cast(User, request.user), request.session.session_key
    return lambda: renewed(actor) if session_of(user, key) is not None else None
