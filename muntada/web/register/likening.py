"""Entries that may be the same, side by side; a person says whether they are, and can take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.register.actions.judging import judge
from muntada.register.models import Entity, Judgement, Likeness
from muntada.register.queries import entities
from muntada.register.queries.likeness import judgements, likenesses
from muntada.register.queries.recent import entered_last
from muntada.web.asking import asker, found
from muntada.web.forming import VerbForm, form_page
from muntada.web.handling import who
from muntada.web.listing import Filter, list_page, listing
from muntada.web.names import Names
from muntada.web.register.deciding import reason
from muntada.web.register.gate import closed, inside
from muntada.web.register.own_forms import NOTHING, Known, key_in
from muntada.web.register.own_words import SAID, WRONG
from muntada.web.register.stating import Line, lines

JUDGE = Permission.ENTITY_JUDGE
ORDER = [("-rank", int), ("-pk", int)]


class LikenessFilter(Filter[Likeness]):
    """Which pairs to list."""

    waits = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        waits = pgettext_lazy("two entries", "Wait for a person")
        self.offer("waits", [("yes", waits), ("no", pgettext_lazy("two entries", "Judged"))])

    def chosen(self) -> QuerySet[Likeness]:
        """The pairs that the filter leaves, those that wait first."""
        said = self.given("waits").get("waits")
        return likenesses(self.actor).filter(**({"waits": said == "yes"} if said else {}))


class JudgeForm(VerbForm):
    """Whether two entries are the same, and why."""

    said_to_be = forms.ChoiceField(
        label=_("Are they the same?"),
        choices=[NOTHING, *SAID.items()],
        help_text=_("What each states stays its own, with its source: whatever is joined can be parted again."),
    )
    reason = reason(_("Why"))


class OtherForm(VerbForm):
    """Which other entry this one is compared with."""

    other = forms.CharField(
        label=_("The other entry"), max_length=400,
        help_text=_("Its reference, or the address of its page here."),
    )  # fmt: skip


@never_cache
@require_safe
def likeness_list(request: HttpRequest) -> HttpResponse:
    """Entries that may be the same: those first that nobody judged, the likest above."""
    barred = closed(request, JUDGE)
    if barred is not None:
        return barred
    actor = asker(request)
    form = LikenessFilter(request.GET, actor)
    listed = listing(request, form, likenesses(actor), ORDER, heading=_("Entries that may be the same"))
    return list_page(request, "register/likenesses.html", listed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge_other(request: HttpRequest, key: str) -> HttpResponse:
    """Choose which entry another one may be the same as."""
    actor = inside(request, JUDGE)
    one = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    form = OtherForm(request.POST if request.method == "POST" else None)
    form.fields["other"].widget = Known(each for each in entered_last(actor) if each.pk != one.pk)
    if request.method == "POST" and form.is_valid():
        other = key_in(actor, form.cleaned_data["other"])
        if other != one.pk and other in entities.seen(actor, [other]):
            return redirect("register-judge", one.pk, other)
        form.add_error("other", str(WRONG["other"]))
    context = {"form": form, "one": one, "heading": _("Compare with another entry"), "submit": _("Compare them")}
    return render(request, "register/judge_other.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge_page(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """Two entries side by side, why they may be the same, and what was said of them; a POST judges."""
    actor = inside(request, JUDGE)
    left = found(request, entities.entities(actor).filter(pk=key).first(), Entity, key)
    right = found(request, entities.entities(actor).filter(pk=other).first(), Entity, other)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    names = Names(actor)
    pair = likenesses(actor).filter(left=min(key, other), right=max(key, other)).first()
    told: list[tuple[Judgement, Any]] = [(each, who(names, each.by)) for each in judgements(actor, key, other)]
    return form_page(
        request, "register/judge.html", form, lambda **said: judge(actor, left, right, **said),
        lambda _made: redirect("register-judge", left.pk, right.pk),
        heading=_("Are these two the same?"), submit=pgettext_lazy("two entries", "Note the judgement"),
        done=_("Your judgement is noted."), words=WRONG,
        sides=[(left, _standing(actor, left)), (right, _standing(actor, right))], pair=pair, told=told, said=SAID,
    )  # fmt: skip


def _standing(actor: Actor, one: Entity) -> list[Line]:
    return lines(actor, one, entities.statements(actor, one).filter(ended_at__isnull=True))
