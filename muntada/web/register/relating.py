"""What an entity is tied to: as a table, and as a network that can be taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.marking.tlp import TLP, highest
from muntada.register.models import Entity
from muntada.register.queries import entities
from muntada.register.queries.browsing import kind_of
from muntada.register.queries.ties import Network, Tie, network
from muntada.trail.looking import note_disclosure
from muntada.web.asking import found
from muntada.web.labels import Said
from muntada.web.register.drawing import as_file, digits_of, drawn
from muntada.web.register.gate import inside
from muntada.web.register.network import Edge, Node, network_drawing
from muntada.web.register.seeing_words import KINDS, TIES
from muntada.web.register.stating import Line, label_in, lines, schema_label

# How sure it is that somebody took part stands in the line: whole, in strokes, in dots.
_DASHES = {"claimed": 2, "attributed": 1, "charged": 1}


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie as seen from one of its ends: what it is, whom to, and what is stated of it, each with its grade."""

    label: Said
    other: Entity
    kind: str | Promise
    said: list[Line]
    dataset: str
    when: str = ""


def tie_lines(actor: Actor, one: Entity, ties: Iterable[Tie]) -> list[TieLine]:
    """The ties of an entity, its acts left out, each as a line."""
    every = [tie for tie in ties if kind_of(tie.other(one.pk).schema) != "act" or kind_of(one.schema) == "act"]
    return sorted((_line(actor, one, tie) for tie in every), key=lambda line: (str(line.label), line.other.caption))


def act_lines(actor: Actor, one: Entity, ties: Iterable[Tie]) -> list[TieLine]:
    """The acts that an entity is tied to, the latest first; none where it is an act itself."""
    if kind_of(one.schema) == "act":
        return []
    every = [_line(actor, one, tie) for tie in ties if kind_of(tie.other(one.pk).schema) == "act"]
    days = entities.days_of(actor, [line.other for line in every])
    dated = [TieLine(o.label, o.other, o.kind, o.said, o.dataset, days.get(o.other.pk, "")) for o in every]
    return sorted(dated, key=lambda line: (line.when, line.other.caption), reverse=True)


def _line(actor: Actor, one: Entity, tie: Tie) -> TieLine:
    other = tie.other(one.pk)
    of = tie.relation or tie.source
    said = lines(actor, tie.relation, tie.said) if tie.relation else []
    return TieLine(_label(tie), other, KINDS.get(kind_of(other.schema), ""), said, of.dataset)


def _label(tie: Tie) -> Said:
    return schema_label(tie.relation.schema) if tie.relation else label_in(tie.source.schema, tie.prop)


def picture(actor: Actor, one: Entity, *, alone: bool = False) -> tuple[str, str, int]:
    """The network as SVG, the words that say what it shows, and how many it leaves out; no picture of nobody."""
    met = network(actor, one)
    if len(met.ring) == 1:
        return "", "", 0
    words = _("%(name)s with %(count)s others that it is tied to, at once or by another one.") % {
        "name": f"⁨{one.caption}⁩", "count": len(met.ring) - 1
    }  # fmt: skip
    drawing = network_drawing(
        _nodes(met, links=not alone),
        _edges(met),
        title=_("Network of %(name)s") % {"name": f"⁨{one.caption}⁩"},
        words=words,
        language=get_language() or "ar",
        digits=digits_of(),
        head=_label_of(met.met.values()),
        marks={kind: str(KINDS[kind]) for kind in KINDS if any(kind_of(e.schema) == kind for e in met.met.values())},
        dashes={dash: str(word) for dash, word in TIES.items() if any(edge.dash == dash for edge in _edges(met))},
    )
    return drawn(drawing, "network", alone=alone), words, met.left_out


def _label_of(some: Iterable[Entity]) -> str:
    return highest(TLP.parse(one.tlp) for one in some).value


def _nodes(met: Network, *, links: bool) -> list[Node]:
    under: dict[str, str] = {}
    for tie in met.ties:
        if met.focus.pk in (tie.source.pk, tie.target.pk):
            under.setdefault(tie.other(met.focus.pk).pk, str(_label(tie)))
    return [
        Node(
            one.pk,
            one.caption,
            kind_of(one.schema),
            met.ring[one.pk],
            under.get(one.pk, ""),
            reverse("register-entity", args=[one.pk]) if links else "",
        )
        for one in (met.met[key] for key in [met.focus.pk, *met.order])
    ]


def _edges(met: Network) -> list[Edge]:
    """One line between any two; where they are tied by several, by the surest."""
    found: dict[tuple[str, str], int] = {}
    for tie in met.ties:
        ends = (min(tie.source.pk, tie.target.pk), max(tie.source.pk, tie.target.pk))
        basis = next((one.value for one in tie.said if one.prop == "basis"), "")
        found[ends] = min(found.get(ends, 9), _DASHES.get(basis, 0))
    return [Edge(source, target, dash) for (source, target), dash in found.items()]


@never_cache
@require_safe
def network_file(request: HttpRequest, key: str) -> HttpResponse:
    """The network of an entity as a file."""
    actor = inside(request)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    svg, _words, _left = picture(actor, one, alone=True)
    if svg:
        note_disclosure(actor, one, Permission.RECORD_READ)
    return as_file(svg, f"network-{one.pk}")
