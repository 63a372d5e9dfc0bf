"""Lists to take along: what the filter leaves, each line with its handling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.exports import as_csv, as_json_lines, as_xlsx, export
from muntada.evidence.models import Document
from muntada.evidence.pen import DIGITS
from muntada.followup.exports.tables import as_csv as followed_csv
from muntada.followup.exports.tables import as_xlsx as followed_xlsx
from muntada.followup.exports.tables import taken
from muntada.followup.lists import COLUMNS
from muntada.followup.models import Commitment, Institution, Mapping, Measure
from muntada.forum.models import (
    AgendaItem,
    Body,
    Candidacy,
    Delegation,
    Election,
    Initiative,
    Invitation,
    Meeting,
    Membership,
    Outcome,
    Paper,
    Post,
    Programme,
    Registration,
    Seat,
    Statement,
    Term,
)
from muntada.forum.queries.lists import masking_of
from muntada.library import queries as library
from muntada.library.models import PartyStatus, Uptake, Work
from muntada.marking.handling import label_of
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.models import User
from muntada.reports.models import Recipient
from muntada.signin.actors import renewed
from muntada.signin.sessions import session_of
from muntada.web.asking import asker, may
from muntada.web.errors import refused
from muntada.web.followup.commitments import CommitmentFilter
from muntada.web.followup.keeping import InstitutionFilter, MappingFilter
from muntada.web.followup.measures import MeasureFilter
from muntada.web.forum.elections import ElectionFilter
from muntada.web.forum.meetings import MeetingFilter
from muntada.web.forum.outcomes import OutcomeFilter
from muntada.web.forum.statements import StatementFilter
from muntada.web.library.practices import UptakeFilter
from muntada.web.library.treaties import MatrixFilter
from muntada.web.library.views import WorkFilter
from muntada.web.listing import Filter
from muntada.web.parties.views import PartyFilter
from muntada.web.reports.recipients import RecipientFilter
from muntada.web.signin.stepping import needs_step_up

Chooser = Callable[[HttpRequest, Actor], Iterable[Handled]]


def _all(model: type[Handled]) -> Chooser:
    return lambda _request, actor: rows(actor, Permission.RECORD_READ, model).order_by("pk")


def _as_listed(filtering: type[Filter[Any]]) -> Chooser:
    """What a list's page shows, all pieces of it."""
    return lambda request, actor: filtering(request.GET, actor).chosen()


def _of_meeting(model: type[Handled], way: str) -> Chooser:
    """What hangs on meetings, or on the one that the address names; `way` leads from the record to it."""

    def chosen(request: HttpRequest, actor: Actor) -> Iterable[Handled]:
        every = rows(actor, Permission.RECORD_READ, model).order_by("pk")
        wanted = request.GET.get("meeting", "")
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < DIGITS else None
        return every.filter(**{way: number}) if wanted else every

    return chosen


def _works(request: HttpRequest, actor: Actor) -> Iterable[Handled]:
    return WorkFilter(request.GET, library.works(actor)).chosen(actor)


def _parties(request: HttpRequest, actor: Actor) -> Iterable[Handled]:
    return PartyFilter(request.GET).chosen(actor)


def _statuses(request: HttpRequest, actor: Actor) -> Iterable[Handled]:
    return MatrixFilter(request.GET or {"group": "universal"}, actor).chosen()


LISTS: dict[str, tuple[type[Handled], Chooser]] = {
    "meetings": (Meeting, _as_listed(MeetingFilter)),
    "instruments": (Work, _works),
    "parties": (Party, _parties),
    "bodies": (Body, _all(Body)),
    "memberships": (Membership, _all(Membership)),
    "terms": (Term, _all(Term)),
    "candidacies": (Candidacy, _all(Candidacy)),
    "seats": (Seat, _all(Seat)),
    "elections": (Election, _as_listed(ElectionFilter)),
    "agenda-items": (AgendaItem, _of_meeting(AgendaItem, "meeting")),
    "papers": (Paper, _of_meeting(Paper, "meeting")),
    "invitations": (Invitation, _of_meeting(Invitation, "meeting")),
    "delegations": (Delegation, _of_meeting(Delegation, "meeting")),
    "participants": (Registration, _of_meeting(Registration, "delegation__meeting")),
    "statements": (Statement, _as_listed(StatementFilter)),
    "outcomes": (Outcome, _as_listed(OutcomeFilter)),
    "commitments": (Commitment, _as_listed(CommitmentFilter)),
    "measures": (Measure, _as_listed(MeasureFilter)),
    "institutions": (Institution, _as_listed(InstitutionFilter)),
    "mappings": (Mapping, _as_listed(MappingFilter)),
    "initiatives": (Initiative, _all(Initiative)),
    "programmes": (Programme, _all(Programme)),
    "posts": (Post, _all(Post)),
    "uptakes": (Uptake, _as_listed(UptakeFilter)),
    "treaties": (PartyStatus, _statuses),
    "recipients": (Recipient, _as_listed(RecipientFilter)),
    "sources": (Document, _all(Document)),
}
# What parties undertook and did, as tables in which a clause is named as people name it.
FOLLOWED: dict[str, Callable[[str, list[dict[str, str]]], Iterator[bytes]]] = {
    "csv": lambda name, lines: followed_csv(name, lines),
    "xlsx": lambda name, lines: iter([followed_xlsx(name, lines, right_to_left=get_language_bidi())]),
}
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
}


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
    listed = chosen(request, actor)
    keys, tlp = _keys_and_label(listed)
    if name in COLUMNS and form in FOLLOWED and isinstance(listed, QuerySet):
        body = FOLLOWED[form](name, taken(actor, name, listed))  # as it comes in again
    else:
        lines = export(_renewing(request), model, keys, name=name, masking=masking_of(model))
        body = _written(form, model, lines)
    label = tlp.value.replace(":", "-")
    answer = StreamingHttpResponse(body, content_type=FORMATS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{label}.{form}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # A view that is wrapped answers with an HttpResponse as far as types go; Django takes either.
    return cast(HttpResponse, answer)


def _keys_and_label(chosen: Iterable[Handled]) -> tuple[list[Any], TLP]:
    """What the list is of, and the highest label in it; a long list is not read for that."""
    if isinstance(chosen, QuerySet):
        labels = chosen.order_by().values_list("tlp", flat=True).distinct()
        return list(chosen.values_list("pk", flat=True)), label_of(TLP(one) for one in labels)
    records = list(chosen)
    return [record.pk for record in records], label_of(TLP(record.tlp) for record in records)


def _written(form: str, model: type[Handled], lines: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    if form == "xlsx":
        return as_xlsx(model, lines, right_to_left=get_language_bidi())
    return as_csv(model, lines) if form == "csv" else as_json_lines(lines)


def _renewing(request: HttpRequest) -> Callable[[], Actor | None]:
    """Who asks, as of the moment it is called: None where the person, the office or the session ended."""
    actor, user, key = asker(request), cast(User, request.user), request.session.session_key
    return lambda: renewed(actor) if session_of(user, key) is not None else None
