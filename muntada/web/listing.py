"""What a page needs that lists things: a filter row, a count, the newest fifty and the ways on, and what to take along.

A list is asked of the database piece by piece; nothing of it is sorted or left out here. How to make one stands in
CONTRIBUTING.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from muntada.access.actor import Actor
from muntada.access.pieces import NoPlace, Order, Piece, first_piece, piece_after, piece_before
from muntada.access.rules import Permission, decide
from muntada.web.asking import ROWS, asker

M = TypeVar("M", bound=Model)

AFTER, BEFORE = "after", "before"  # the names that places have in an address
COUNTED = 1_000  # things that are counted; of longer lists the page says that there are more
ALL = ("", pgettext_lazy("no filter", "All"))


class Filter(forms.Form, Generic[M]):
    """A filter row. What is wrong in one field says so beside it, and the others narrow the list all the same."""

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor

    def chosen(self) -> QuerySet[M]:
        """What the filter leaves of the list, for whoever asks. Each list says how it is narrowed."""
        raise NotImplementedError

    def given(self, *names: str) -> dict[str, Any]:
        """Those of the fields that were filled in, and rightly."""
        self.full_clean()
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in (None, "")}

    def offer(self, name: str, options: Iterable[tuple[str, Any]]) -> None:
        """Let one of these be chosen in a field, or all."""
        self.fields[name].choices = [ALL, *options]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """A piece of a list with what stands around it. `count` is COUNTED where `more` there are; `query` the filter
    as an address carries it."""

    heading: str | Promise
    export: str
    form: Filter[M]
    piece: Piece[M]
    count: int
    more: bool
    any: bool
    query: str
    may_export: bool

    @property
    def items(self) -> list[M]:
        """What this page shows."""
        return self.piece.items

    @property
    def newer(self) -> str:
        """The query of the piece before; empty at the beginning."""
        return self._way(BEFORE, self.piece.before)

    @property
    def older(self) -> str:
        """The query of the piece after; empty at the end."""
        return self._way(AFTER, self.piece.after)

    def _way(self, name: str, place: str) -> str:
        return f"{self.query}{'&' if self.query else ''}{name}={place}" if place else ""


def listing(
    request: HttpRequest,
    form: Filter[M],
    every: QuerySet[M],
    order: Order,
    *,
    heading: str | Promise,
    export: str = "",
) -> Listing[M]:
    """The piece that the address asks for of what the filter leaves of `every` thing.

    `order` ends in what tells any two things apart; `export` is the list's name among the exports. A place in the
    address that is none gives the beginning.
    """
    found = form.chosen()
    piece = _piece(request, found, order)
    # A list of one piece is counted already; to count it again would look for its words once more.
    alone = not (piece.before or piece.after)
    counted = len(piece.items) if alone and piece.items else found.order_by()[: COUNTED + 1].count()
    query = request.GET.copy()
    for name in (AFTER, BEFORE):
        query.pop(name, None)
    return Listing(
        heading=heading,
        export=export,
        form=form,
        piece=piece,
        count=min(counted, COUNTED),
        more=counted > COUNTED,
        any=counted > 0 or every.exists(),
        query=query.urlencode(),
        may_export=bool(export) and bool(decide(asker(request), Permission.LIST_EXPORT)),
    )


def list_page(request: HttpRequest, template: str, listed: Listing[Any], **more: Any) -> HttpResponse:
    """The page of a list; its template extends `list.html`."""
    return render(request, template, {"list": listed, **more})


def _piece(request: HttpRequest, found: QuerySet[M], order: Order) -> Piece[M]:
    try:
        if AFTER in request.GET:
            return piece_after(found, order, request.GET[AFTER], ROWS)
        if BEFORE in request.GET:
            return piece_before(found, order, request.GET[BEFORE], ROWS)
    except NoPlace:
        pass
    return first_piece(found, order, ROWS)
