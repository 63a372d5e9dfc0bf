"""The matrix of follow-up: what was undertaken, clause by clause, and how far it is carried out, year by year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.followup.models import Commitment, Institution
from muntada.followup.queries.matrix import GAPS, TEXTS, Asked, Matrix, matrix
from muntada.library.models import Work
from muntada.library.topics import topics
from muntada.parties.models import Party
from muntada.web.asking import asker, query_of
from muntada.web.followup.drawn import Drawn, drawn
from muntada.web.followup.grouped import GROUPS, Group, groups
from muntada.web.followup.standing_words import STATES
from muntada.web.labels import label
from muntada.web.names import name_of

READ = Permission.RECORD_READ
FIRST_YEAR = 1945
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
ORDERS = {GAPS: _("Gaps first"), TEXTS: _("As the texts stand")}


class MatrixFilter(forms.Form):
    """What of the matrix to show."""

    party = forms.ChoiceField(label=_("Party"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar of the Strategy"), required=False)
    body = forms.ChoiceField(label=_("Adopted by"), required=False)
    work = forms.ChoiceField(label=_("Instrument"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    state = forms.ChoiceField(label=_("State now"), required=False)
    until = forms.IntegerField(label=_("Last year"), required=False, min_value=FIRST_YEAR)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS.items())
    by = forms.ChoiceField(label=_("Add up by"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        every = ("", pgettext("no filter", "All"))
        undertaken = rows(actor, READ, Commitment).order_by()
        works = rows(actor, READ, Work).filter(pk__in=undertaken.values("clause__work"))
        works = works.select_related("body").prefetch_related("titles", "body__names")
        offered: dict[str, list[tuple[Any, Any]]] = {
            "party": _named(rows(actor, READ, Party).filter(pk__in=undertaken.values("party"))),
            "topic": sorted(((one.id, str(label("topic", one.id))) for one in topics()), key=lambda pair: pair[1]),
            "pillar": list(ROMAN.items()),
            "work": sorted((one.pk, f"{one.symbol} {name_of(one)}"[:90].strip()) for one in works),
            "body": _named(rows(actor, READ, Party).filter(pk__in=works.values("body"))),
            "institution": _institutions(actor),
            "state": list(STATES.items()),
            "by": list(GROUPS.items()),
        }
        for name, options in offered.items():
            first = ("", pgettext("adding up", "Nothing")) if name == "by" else every
            self.fields[name].choices = [first, *options]  # type: ignore[attr-defined]
        self.fields["until"].max_value = clock.today().year  # type: ignore[attr-defined]
        self.fields["until"].widget.attrs["max"] = clock.today().year

    def asked(self) -> Asked:
        """What was filled in, and rightly."""
        given = self.given()
        given.pop("by", None)
        return Asked(**given | ({"pillar": int(given["pillar"])} if "pillar" in given else {}))

    def given(self) -> dict[str, Any]:
        """The fields that were filled in, and rightly."""
        self.full_clean()
        kept = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if kept.get("until", 0) > clock.today().year:
            kept.pop("until")
        return kept


@require_safe
def matrix_page(request: HttpRequest) -> HttpResponse:
    """The matrix with its sums, as far as whoever asks may see what it is made of."""
    actor, language = asker(request), get_language() or "ar"
    form = MatrixFilter(request.GET, actor)
    asked = form.asked()
    found = matrix(actor, asked, language)
    query = query_of(request)
    context = {
        "form": form,
        "matrix": found,
        "drawn": _drawn(actor, found, asked),
        "sums": _sums(found),
        "states": list(STATES.items()),
        "groups": _groups(actor, found, form.given().get("by", "")),
        "query": query,
        "any": bool(found.lines) or rows(actor, READ, Commitment).exists(),
        "may_export": bool(decide(actor, Permission.LIST_EXPORT)),
    }
    return render(request, "followup/matrix.html", context)


def _drawn(actor: Actor, found: Matrix, asked: Asked) -> Drawn:
    return drawn(actor, found, with_party=not asked.party)


def _sums(found: Matrix) -> list[dict[str, Any]]:
    """Of each state its word and how many lines stood in it in each year, the latest first."""
    counted = found.counted()
    states = sorted(counted[-1], reverse=True) if counted else []
    return [
        {
            "key": state.name.lower(),
            "word": STATES[state.name.lower()],
            "counts": [year[state] for year in counted[::-1]],
        }
        for state in states
    ]


def _groups(actor: Actor, found: Matrix, by: str) -> tuple[Any, list[Group]] | None:
    return (GROUPS[by], groups(actor, found, by)) if by in GROUPS else None


def _named(parties: Any) -> list[tuple[str, str]]:
    found = ((one.pk, str(name_of(one))) for one in parties.prefetch_related("names"))
    return sorted(found, key=lambda pair: pair[1])


def _institutions(actor: Actor) -> list[tuple[str, str]]:
    language = get_language() or "ar"
    found = rows(actor, READ, Institution)
    return sorted(((one.pk, institution_name(one, language)) for one in found), key=lambda pair: pair[1])


def institution_name(one: Institution, language: str) -> str:
    """The name of an institution in this language, else in another."""
    return getattr(one, f"name_{language}") or str(one)
