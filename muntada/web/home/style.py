"""The living style page: every piece, in Arabic and in English, with made-up values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.marking.tlp import TLP
from muntada.web.labels import Said
from muntada.web.pictures import Span, timeline
from muntada.web.states import STATES

TODAY = date(2026, 1, 15)


class SampleForm(forms.Form):
    """Fields of every sort."""

    words = forms.CharField(label=_("Words"), required=False)
    year = forms.CharField(label=_("Year"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", pgettext_lazy("no filter", "All"))], required=False)


@dataclass(frozen=True)
class Strand:
    """A made-up value's evidence."""

    count: int
    address: str = "#threads"
    shown: str = ""
    others: list[Strand] = field(default_factory=list)


def _samples(tongue: str) -> dict[str, object]:
    arabic = tongue == "ar"
    seats = {"ar": ("مقعد أول", "مقعد ثان"), "en": ("First seat", "Second seat")}[tongue]
    names = {"ar": ("المغرب", "كندا", "الأردن", "مصر"), "en": ("Morocco", "Canada", "Jordan", "Egypt")}[tongue]
    title = {"ar": "من تولّى المقعدين ومتى", "en": "Who held the two seats, and when"}[tongue]
    spans = [
        Span(seats[0], names[0], "2016-04", "2021"),
        Span(seats[0], names[2], "2022", ""),
        Span(seats[1], names[1], "2017-09", "2023-05"),
        Span(seats[1], names[3], "2023-06", "2027", planned=True),
    ]
    return {
        "tongue": tongue,
        "way": "rtl" if arabic else "ltr",
        "title": title,
        "names": names,
        "party": Said(names[3], tongue),
        "guest": Said("Working Group on Capacity-building", "en") if arabic else Said("فريق بناء القدرات", "ar"),
        "place": "الرباط" if arabic else "Rabat",
        "svg": timeline(spans, title=title, right_to_left=arabic, today=TODAY),
    }


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Shows the pieces that this installation is made of, whatever data it holds."""
    sheets = []
    for tongue in ("ar", "en"):
        with override(tongue):
            sheets.append(
                render(
                    request,
                    "home/style_sheet.html",
                    {
                        **_samples(tongue),
                        "form": SampleForm(auto_id=f"{tongue}_%s"),
                        "labels": list(TLP),
                        "states": list(STATES),
                        "strand": Strand(3),
                        "split": Strand(2, others=[Strand(1, shown="2023")]),
                        "page": Paginator(range(120), 50).page(2),
                    },
                ).content.decode()
            )
    return render(request, "home/style.html", {"sheets": sheets})
