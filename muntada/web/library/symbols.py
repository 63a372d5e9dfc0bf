"""Looking a document symbol up: its parts, the work that has it, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.library.queries.relating import LookedUp, look_up, work_of
from muntada.text.symbols import SymbolError, link, name_of
from muntada.web.asking import asker

REASONS: dict[str, str | Promise] = {
    "empty": _("There is no symbol."),
    "too_long": _("This is too long for a symbol."),
    "unknown_organ": _("No organ has these letters."),
    "no_number": _("The number is missing."),
    "empty_part": _("Nothing stands between two strokes."),
    "number_zero": _("Numbers begin with 1."),
    "unknown_part": _("This is no part of a symbol."),
    "not_a_number": _("This is no number."),
    "after_modification": _("After an addendum, a corrigendum or a revision only further ones can stand."),
    "two_dates": _("Two years or sessions are said."),
    "bad_session": _("This is no session."),
    "range_backwards": _("The range runs backwards."),
    "range_too_long": _("The range is too long."),
    "number_of_other_year": _("The resolution of this number is of another year:"),
    "number_of_later_year": _("A resolution of this number cannot be older than:"),
    "number_of_other_session": _("The resolution of this number is of another session."),
    "number_too_high": _("The numbers of this series do not go beyond:"),
    "year_before_number": _("The year stands in brackets after the number."),
    "year_to_come": _("The year is yet to come; it is now:"),
    "year_before_un": _("The United Nations began in:"),
    "series_began": _("This series began in:"),
    "no_sessions": _("The Security Council has no sessions."),
    "no_such_session": _("There was no such session; the last is:"),
    "session_to_come": _("The session is yet to come; the present one is:"),
    "session_wanted": _("The General Assembly counts by sessions and not by years."),
    "old_form_wanted": _("The session stands in brackets after the number up to session:"),
    "no_such_committee": _("The main committees of the General Assembly are, in number:"),
    "other_day": _("The day said beside it is not of this year or session."),
}


class SymbolForm(forms.Form):
    """What to look up."""

    q = forms.CharField(
        label=_("Symbol"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "S/RES/2178 (2014)"}),
        help_text=_("As it is printed, in whichever digits, with or without the year."),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a symbol: what it is, the letters, and their name."""

    what: str | Promise
    letters: str
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A symbol as the page shows it; `right` is what may have been meant by one that cannot be."""

    looked: LookedUp
    pieces: tuple[Piece, ...]
    reason: str | Promise
    right: str
    links: tuple[tuple[str, str], ...]


@require_safe
def symbol_look(request: HttpRequest) -> HttpResponse:
    """A symbol part by part, with the work that has it, or what is wrong with it."""
    actor = asker(request)
    form = SymbolForm(request.GET if "q" in request.GET else None)
    asked = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    context: dict[str, object] = {"form": form, "asked": asked}
    if asked:
        try:
            context["shown"] = [_shown(one) for one in look_up(actor, asked)]
        except SymbolError as error:
            # A convention of another organisation has a number of its own.
            context["work"] = work_of(actor, " ".join(asked.split()))
            context["reason"], context["part"] = REASONS[error.code], error.part
    return render(request, "library/symbol.html", context)


def _shown(looked: LookedUp) -> Shown:
    names = (("ar", "العربية"), ("en", "English"), ("fr", "Français"))
    return Shown(
        looked,
        tuple(_pieces(looked)),
        REASONS[looked.doubt.code] if looked.doubt else "",
        _right(looked),
        tuple((own, link(looked.symbol, code)) for code, own in names),
    )


def _right(looked: LookedUp) -> str:
    """A resolution of the Council with the year that is its own."""
    if looked.doubt is None or looked.doubt.code != "number_of_other_year":
        return ""
    return str(replace(looked.symbol.plain, year=int(looked.doubt.bound)))


def _pieces(looked: LookedUp) -> list[Piece]:
    one, tongue = looked.symbol, get_language() or "ar"
    organ = _("Organ"), _("Subsidiary body"), _("Nature")
    found = [Piece(organ[0], one.organ, name_of("organ", one.organ, tongue))]
    found += [
        Piece(organ[1], body, name_of("body", body, tongue, under=one.organ)) for body in (*one.bodies, *one.within)
    ]
    if one.nature:
        found.append(Piece(organ[2], one.nature, name_of("nature", one.nature, tongue)))
    for what, letters in (
        (_("Session"), one.session),
        (_("Year"), str(one.year) if one.year is not None else ""),
        (pgettext_lazy("a kind of party", "State"), one.country),
        (_("Number"), one.number),
        (pgettext_lazy("of a document", "Part"), one.part),
    ):
        found += [Piece(what, letters, "")] if letters else []
    found += [
        Piece(_("Modification"), str(change).strip("/ ()"), name_of("modification", change.kind, tongue))
        for change in one.modifications
    ]
    return found


urlpatterns = [path("library/symbol/", symbol_look, name="symbol-look")]
