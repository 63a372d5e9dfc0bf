"""Counts of acts and entries, each as a picture and as a table; small ones are withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.printing.report.charts import drawn as chart_drawn
from muntada.printing.report.shape import Chart, Series
from muntada.register.queries import counts
from muntada.register.withheld import FEWEST, Counts
from muntada.web.asking import asker
from muntada.web.labels import Said
from muntada.web.register.acts import kind_name
from muntada.web.register.drawing import digits_of, drawn
from muntada.web.register.gate import closed
from muntada.web.register.naming import country_name, list_title
from muntada.web.register.seeing_words import KINDS

_MOST = 40  # bars of a picture; the table has them all


@dataclass(frozen=True, slots=True)
class Counted:
    """A table of counts with its picture, and how the page names its rows."""

    name: str
    heading: str | Promise
    column: str | Promise
    rows: list[tuple[Said, int | None]]
    total: int | None
    hidden: int
    svg: str
    words: str


# By what is counted, the heading, the head of the first column, and what a row is called.
_Table = tuple[str, str | Promise, str | Promise, Callable[[str], Said]]
_ACTS: tuple[_Table, ...] = (
    ("year", gettext_lazy("Acts by year"), gettext_lazy("Year"), lambda key: _or_not(key, Said)),
    ("kind", gettext_lazy("Acts by type"), gettext_lazy("Type of act"), kind_name),
    ("country", gettext_lazy("Acts by country"), gettext_lazy("Country"), lambda key: _or_not(key, country_name)),
)
_ENTRIES: tuple[_Table, ...] = (
    ("kind", gettext_lazy("Entries by kind"), gettext_lazy("Kind"), lambda key: _kind(key)),
    ("list", gettext_lazy("Entries by list"), pgettext_lazy("of names", "List"), list_title),
)


@never_cache
@require_safe
def count_page(request: HttpRequest) -> HttpResponse:
    """The counts of the register."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    tables = [
        _counted(f"{name}-{by}", found[by], heading, column, named)
        for name, found, wanted in (
            ("acts", counts.counted_acts(actor), _ACTS),
            ("entries", counts.counted_entries(actor), _ENTRIES),
        )
        for by, heading, column, named in wanted
    ]
    shown = [one for one in tables if any(count != 0 for _name, count in one.rows)]
    return render(request, "register/counts.html", {"tables": shown, "fewest": FEWEST})


def _counted(
    name: str, told: Counts, heading: str | Promise, column: str | Promise, named: Callable[[str], Said]
) -> Counted:
    rows = [(named(key), count) for key, count in told.rows]
    words = _("%(what)s: %(count)s rows, of which %(hidden)s are withheld.") % {
        "what": heading, "count": len(rows), "hidden": told.hidden
    }  # fmt: skip
    return Counted(
        name, heading, column, rows, told.total, told.hidden, _picture(name, rows, heading, column, words), words
    )


def _picture(
    name: str, rows: list[tuple[Said, int | None]], heading: str | Promise, column: str | Promise, words: str
) -> str:
    if not any(count for _name, count in rows):
        return ""
    kept = rows[-_MOST:] if name == "acts-year" else rows[:_MOST]  # of years the latest
    chart = Chart(
        "bar",
        str(heading),
        words,
        tuple(str(label) for label, _count in kept),
        (Series(str(heading), tuple(count for _label, count in kept)),),
        str(column),
    )
    return drawn(chart_drawn(chart, get_language() or "ar", digits_of()), name)


def _or_not(key: str, named: Callable[[str], Said]) -> Said:
    return named(key) if key else Said(_("Not stated"), get_language() or "")


def _kind(key: str) -> Said:
    return Said(str(KINDS.get(key, key)), get_language() or "")
