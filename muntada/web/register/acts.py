"""Acts: a list with a timeline and a map of what the filter leaves, each to be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.marking.tlp import TLP, highest
from muntada.printing.report.drawing import Drawing
from muntada.register.facts.own import values_of
from muntada.register.models import Entity
from muntada.register.queries import acts as queries
from muntada.register.queries.acts import MOST, Act
from muntada.trail.looking import keys_of, note_disclosure
from muntada.web.asking import asker
from muntada.web.labels import Said, best
from muntada.web.listing import Filter, list_page, listing
from muntada.web.register.drawing import as_file, digits_of, drawn
from muntada.web.register.gate import closed, inside
from muntada.web.register.mapping import Point, map_drawing
from muntada.web.register.naming import country_name
from muntada.web.register.seeing_words import BASES, MAP_LEGEND, TIME_LEGEND
from muntada.web.register.timing import Moment, timeline_drawing

ORDER = [("-day", str), ("key", str)]
_YEAR = forms.NumberInput(attrs={"dir": "ltr", "inputmode": "numeric"})


class ActFilter(Filter[Entity]):
    """Which acts to list."""

    since = forms.IntegerField(
        label=gettext_lazy("From the year"), min_value=1000, max_value=9998, required=False, widget=_YEAR
    )
    until = forms.IntegerField(
        label=gettext_lazy("Until the year"), min_value=1000, max_value=9998, required=False, widget=_YEAR
    )
    kind = forms.ChoiceField(label=gettext_lazy("Type of act"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("kind", _sorted((key, str(kind_name(key))) for key in queries.kinds(actor)))
        self.offer("country", _sorted((code, str(country_name(code))) for code in queries.countries(actor)))

    def chosen(self) -> QuerySet[Entity]:
        """The acts that the filter leaves, the latest first."""
        return queries.acts_where(self.actor, **self.given("since", "until", "kind", "country"))


@dataclass(frozen=True, slots=True)
class Row:
    """An act in the list: what it was, where, how many it killed, and who is said to have done it on which basis."""

    act: Act
    kind: Said
    groups: list[tuple[Entity, str | Promise]]


@never_cache
@require_safe
def act_list(request: HttpRequest) -> HttpResponse:
    """The acts of the register, in a list, over time, and on a map."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    form = ActFilter(request.GET, actor)
    listed = listing(request, form, queries.acts(actor), ORDER, heading=_("Acts of terrorism"))
    every = _shown(form)
    query = f"?{listed.query}" if listed.query else ""
    context = {
        "rows": _rows(actor, listed.items),
        "timeline": drawn(line, "timeline") if (line := timeline(every)) else "",
        "timeline_words": in_time(every),
        "timeline_address": reverse("register-acts-picture", args=["timeline"]) + query,
        "map": drawn(chart, "map") if (chart := chart_of(every)) else "",
        "map_words": on_map(every),
        "map_address": reverse("register-acts-picture", args=["map"]) + query,
        "unplaced": sum(1 for one in every if one.point is None),
        "cut": MOST if len(every) == MOST else 0,
    }
    return list_page(request, "register/acts.html", listed, **context)


@never_cache
@require_safe
def act_picture(request: HttpRequest, which: str) -> HttpResponse:
    """The timeline or the map of what the filter leaves, as a file."""
    actor = inside(request)
    every = _shown(ActFilter(request.GET, actor))
    drawing = {"timeline": timeline, "map": chart_of}[which](every)
    if drawing is None:
        raise Http404
    note_disclosure(actor, None, kind="register.entity", picture=which, keys=keys_of(one.one for one in every))
    return as_file(drawn(drawing, which, alone=True), f"acts-{which}")


def kind_name(key: str) -> Said:
    """What kind of act it was."""
    names = values_of("actType").get(key)
    return best(names, key) if names else Said(key or _("Not stated"))


def timeline(every: Sequence[Act]) -> Drawing | None:
    """The acts over time, the kinds with most of them first."""
    kinds = sorted({one.kind for one in every}, key=lambda kind: (-sum(one.kind == kind for one in every), kind))
    return timeline_drawing(
        [Moment(one.kind, one.day) for one in every],
        {kind: str(kind_name(kind)) for kind in kinds},
        title=_("Acts over time"),
        words=in_time(every),
        legend={key: str(word) for key, word in TIME_LEGEND.items()},
        **_about(every),
    )


def chart_of(every: Sequence[Act]) -> Drawing | None:
    """The acts on a map; None where no place is known."""
    points = [Point(*one.point, one.place.partition(",")[0], one.near) for one in every if one.point is not None]
    if not points:
        return None
    legend = {key: str(word) for key, word in MAP_LEGEND.items()}
    return map_drawing(points, title=_("Where acts were"), words=on_map(every), legend=legend, **_about(every))


def in_time(every: Sequence[Act]) -> str:
    """What the timeline shows, in a sentence."""
    years = sorted({one.day[:4] for one in every if one.day})
    if not years:
        return ""
    return ngettext(
        "%(count)s act between %(first)s and %(last)s, by its type.",
        "%(count)s acts between %(first)s and %(last)s, by their types.",
        len(every),
    ) % {"count": len(every), "first": years[0], "last": years[-1]}


def on_map(every: Sequence[Act]) -> str:
    """What the map shows, in a sentence."""
    placed = [one for one in every if one.point is not None]
    return ngettext(
        "%(count)s act where it was; the table has its coordinates.",
        "%(count)s acts where they were; the table has their coordinates.",
        len(placed),
    ) % {"count": len(placed)}


def _shown(form: ActFilter) -> list[Act]:
    return queries.told(form.actor, form.chosen().order_by(*(name for name, _kind in ORDER))[:MOST])


def _about(every: Sequence[Act]) -> dict[str, Any]:
    label = highest(TLP.parse(one.one.tlp) for one in every).value
    return {"language": get_language() or "ar", "digits": digits_of(), "head": label}


def _rows(actor: Actor, some: list[Entity]) -> list[Row]:
    groups = queries.groups_of(actor, some)
    return [
        Row(
            act,
            kind_name(act.kind),
            [(who, BASES.get(basis, basis)) for who, basis in groups.get(act.one.pk, [])],
        )
        for act in queries.told(actor, some)
    ]


def _sorted(options: Any) -> list[tuple[str, str]]:
    return sorted(options, key=lambda one: one[1])
