"""Seats: the picture of who held them over the years, of one body or of all, and a term with its history."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.queries import cited_values, conflicts_of
from muntada.evidence.values import agree
from muntada.forum.models import Body, Term, TermChange
from muntada.forum.queries.rules import departures_of
from muntada.forum.queries.seating import changes_of, handed_over, seated, term_of
from muntada.trail.deed import key_of, label
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found
from muntada.web.evidence.threads import threads, threads_of
from muntada.web.forum.choices import seat_word
from muntada.web.forum.keeping import OF_A_TERM
from muntada.web.forum.shown import said_of
from muntada.web.forum.words import ENDED, FIELDS
from muntada.web.labels import label as word
from muntada.web.looks import digits
from muntada.web.names import name_of
from muntada.web.pictures import Span, timeline

DATED = ("start", "end")


@require_safe
def seat_list(request: HttpRequest) -> HttpResponse:
    """All seats of all bodies over all years, as a picture and as a table."""
    actor = asker(request)
    terms = seated(actor)
    rests = threads_of(actor, terms)
    context = {
        "terms": [(term, rests.get((label(term), key_of(term)), {})) for term in terms],
        "svg": drawn(actor, _bodies(terms), terms),
        "words": _("All seats over the years"),
    }
    return render(request, "forum/seats.html", context)


@require_safe
def seat_picture(request: HttpRequest) -> HttpResponse:
    """The picture of all seats as an SVG file."""
    actor = asker(request)
    terms = seated(actor)
    for body in _bodies(terms):
        note_disclosure(actor, body, Permission.RECORD_READ)
    svg = drawn(actor, _bodies(terms), terms, alone=True)
    if not svg:
        raise Http404
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="seats.svg"'
    return response


@require_safe
def term_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A term: its days as planned and as they were, and every change, with who made it and why."""
    actor = asker(request)
    term = found(request, term_of(actor, pk), Term, pk)
    lines = [_line(term, one) for one in changes_of(actor, term)]
    context = {
        "term": term,
        "seat": seat_word(term.seat) if term.seat else "",
        "ended": ENDED.get(term.ended_because, ""),
        "threads": threads(actor, term),
        "lines": lines,
        "departures": [(said_of(each), each) for each in departures_of(actor, label(term), key_of(term))],
        "deeds": _deeds(actor, term),
        "future": bool(term.start) and term.start > clock.today().isoformat(),
    }
    return render(request, "forum/term.html", context)


def drawn(actor: Actor, of: Sequence[Body], terms: Sequence[Term], *, alone: bool = False) -> str:
    """One row a seat and a bar a term; what is only planned, or still to come, is drawn as an outline.

    Terms in no seat have a row for their party. A date that another source states is marked in its row.
    """
    doubted = doubts(actor, terms)
    today = clock.today().isoformat()
    left = handed_over(terms)
    spans = []
    for term in sorted(terms, key=lambda one: _place(one, of)):
        start, end = (term.start, term.end) if term.start else (term.planned_start, term.planned_end)
        end = left.get(term.pk, end)
        if not start or (not term.start and term.ended_because):
            continue
        row = _row(term, len(of) > 1)
        who = str(name_of(term.party)) if term.seat else ""
        planned = not term.start or term.start > today
        spans.append(Span(row, who, start, end, planned, doubted.get(term.pk, ())))
    title = in_words(of[0], terms) if len(of) == 1 else _("All seats over the years")
    return timeline(spans, title=title, right_to_left=get_language_bidi(), today=clock.today(), alone=alone)


def in_words(body: Body, terms: Sequence[Term]) -> str:
    """What the picture shows, in a sentence."""
    roles = {term.role for term in terms}
    fields = {"body": name_of(body), "role": word("role", roles.pop()) if len(roles) == 1 else ""}
    if fields["role"]:
        return _("Seats of %(body)s over the years: %(role)s") % fields
    return _("Seats of %(body)s over the years") % fields


def doubts(actor: Actor, terms: Sequence[Term]) -> dict[int, tuple[str, ...]]:
    """By term, the dates that sources state otherwise than it shows, where nobody has settled that."""
    found: dict[int, tuple[str, ...]] = {}
    cited = cited_values(actor, terms)
    for term in terms:
        fields = cited.get((label(term), key_of(term)), {})
        if all(agree(name, value, getattr(term, name)) for name in DATED for value in fields.get(name, ())):
            continue
        stated = [one for one in conflicts_of(actor, term) if one.field in DATED and not one.settled]
        values = [str(each.value) for one in stated for each in one.stated if each.value != one.shown]
        found[term.pk] = tuple(values)
    return found


def _place(term: Term, of: Sequence[Body]) -> tuple[int, bool, int, str]:
    keys = [one.pk for one in of]
    seat = term.seat
    return (
        keys.index(term.body_id) if term.body_id in keys else len(keys),
        seat is None,
        seat.number if seat else 0,
        term.start or term.planned_start,
    )


def _row(term: Term, several: bool) -> str:
    own = seat_word(term.seat) if term.seat else str(name_of(term.party))
    if not several:
        return own
    number = f"{own.rpartition(' ')[2]}" if term.seat else own
    return f"{term.body.party.acronym or _short(str(name_of(term.body)))} · {number}"


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def _bodies(terms: Sequence[Term]) -> list[Body]:
    return list({term.body_id: term.body for term in terms}.values())


def _line(term: Term, one: TermChange) -> tuple[object, str, str, TermChange]:
    """A change as it is read: which field, what stood there, what stands there now."""
    return FIELDS.get(one.field, one.field), _said(term, one.field, one.before), _said(term, one.field, one.after), one


def _said(term: Term, field: str, value: str) -> str:
    """What a term held, as it is read: the seat by its number, the reason by its word."""
    if field == "seat" and term.seat is not None and value == str(term.seat_id):
        return digits(term.seat.number)
    return str(ENDED.get(value, value)) if field == "ended_because" else value


def _deeds(actor: Actor, term: Term) -> list[tuple[str, object]]:
    if term.seat is None or not decide(actor, Permission.TERM_KEEP, term.body):
        return []
    if not term.start:
        names = [] if term.ended_because else ["begin", "drop"]
    else:
        names = ["end", "move"] if term.end else ["extend", "end", "move"]
    return [(reverse("term-do", args=[term.pk, name]), OF_A_TERM[name].heading) for name in names]
