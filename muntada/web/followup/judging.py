"""Judging how far something undertaken is carried out; what the party says to it; its consent, and the release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.releases import NotFit, NotFree
from muntada.evidence.values import ValueRefused
from muntada.followup.actions import judging as verbs
from muntada.followup.actions.moments import NotNow
from muntada.followup.models import Assessment, Commitment
from muntada.followup.queries.clause import judgements
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from muntada.web.asking import asker, found, may
from muntada.web.errors import refused
from muntada.web.followup.clause import judgement_shown
from muntada.web.followup.commitments import commitment, told
from muntada.web.followup.fields import DAY, three
from muntada.web.followup.standing_words import RESULTS
from muntada.web.forming import REFUSED, VerbForm, form_page
from muntada.web.handling import who
from muntada.web.names import Names

WRITE, COMMENT = Permission.JUDGEMENT_WRITE, Permission.JUDGEMENT_COMMENT
CONSENT, RELEASE = Permission.JUDGEMENT_CONSENT, Permission.JUDGEMENT_RELEASE
WRONG: dict[str, str | Promise] = {
    "result": _("Choose one of these."),
    "as_of": _("That day is still to come."),
    "assessor": _("Say who judged, in at most 300 characters."),
    "reasons_ar": _("Give the reasons in one language at least."),
    "comment_ar": _("Write the comment in one language at least."),
    "reason": _("Give the reason, in at most 1,000 characters."),
    "to_label": _("Choose a wider label than it has, none wider than that of the commitment, or name with whom."),
    "audience": _("Nobody here has one of these keys."),
    "no_consent": _("The party has not consented yet that others see this."),
    "released": _("Others have seen this already: take the release back first."),
    "not_free": _("It can go no further than the commitment that it is about: that has to be released first."),
    "not_fit": _("It is disputed, or its review is overdue: settle that first."),
}


class JudgementForm(VerbForm):
    """What somebody judged, and why."""

    result = forms.ChoiceField(
        label=_("How far it is carried out"),
        choices=[("", pgettext_lazy("nothing chosen", "Choose")), *RESULTS.items()],
    )
    as_of = forms.DateField(label=_("As of"), widget=DAY)
    assessor = forms.CharField(
        label=_("Who judged"), max_length=300, help_text=_("A mission, a committee, an institution; no private person.")
    )
    originator = forms.ChoiceField(label=_("In whose name"), required=False)
    campaign = forms.CharField(label=_("In which round of review"), max_length=120, required=False)
    reasons_ar, reasons_en, reasons_fr = three("reasons", _("Reasons"), long=True).values()

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"as_of": clock.today()})
        names = Names(actor)
        offered = [(key, str(who(names, key))) for key in verbs.judges_as(actor)]
        self.fields["originator"].choices = offered  # type: ignore[attr-defined]


class CommentForm(VerbForm):
    """What the party says to it."""

    comment_ar, comment_en, comment_fr = three("comment", _("Comment"), long=True).values()


class ReleaseForm(VerbForm):
    """With whom else it is shared."""

    to_label = forms.ChoiceField(label=_("Under which label"), required=False)
    audience = forms.CharField(
        label=_("With whom"), max_length=2_000, required=False, widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("Keys of parties and bodies, with spaces between them: MA gctf.coco"),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=verbs.WHY, widget=forms.Textarea({"rows": 3}))

    def __init__(self, one: Assessment, data: Any = None) -> None:
        super().__init__(data)
        wider = [label.value for label in TLP if TLP(one.commitment.tlp).rank <= label.rank < TLP(one.tlp).rank]
        as_now = ("", pgettext_lazy("a label", "As it is"))
        self.fields["to_label"].choices = [as_now, *((label, label) for label in wider)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        said = super().given()
        label = said["to_label"]
        return {**said, "to_label": TLP(label) if label else None, "audience": said["audience"].split()}


@require_http_methods(["GET", "HEAD", "POST"])
def judgement_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge how far a commitment is carried out; who disagrees with an institution's own word does it here."""
    actor = asker(request)
    one = found(request, commitment(actor, pk), Commitment, pk)
    names = verbs.judges_as(actor)
    if not names:
        may(request, WRITE, Assessment(commitment=one))
        return refused(request)
    form = JudgementForm(actor, request.POST if request.method == "POST" else None)
    return form_page(
        request, "followup/judge.html", form, lambda **said: verbs.judge(actor, one, **said),
        lambda made: redirect("judgement", made.pk),
        heading=_("Judge how far it is carried out"), submit=_("Enter the judgement"),
        done=_("The judgement is entered. It stands beside what the measures say and changes nothing there."),
        words=WRONG, back=one, told=told(actor, [one], get_language() or "ar")[0],
    )  # fmt: skip


@require_safe
def judgement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A judgement with the party's comment, and the ways to comment, consent and release for whom they are."""
    actor = asker(request)
    one = found(request, judgement(actor, pk), Assessment, pk)
    return _page(request, one)


@require_POST
def judgement_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Comment on a judgement, consent that others see it or take that back, or release it."""
    actor = asker(request)
    one = found(request, judgement(actor, pk), Assessment, pk)
    if deed not in _DEEDS:
        raise Http404
    permission, make, verb = _DEEDS[deed]
    if not may(request, permission, one):
        return refused(request)
    form = make(one, request.POST)
    if not form.is_valid():
        return _page(request, one, **{deed: form})
    try:
        verb(actor, one, form.given())
    except Refused:
        return refused(request)
    except (ValueRefused, NotNow, NotFree) as error:
        _say(form, error)
        return _page(request, one, **{deed: form})
    messages.success(request, gettext("It is noted."))
    return redirect("judgement", pk)


def judgement(actor: Actor, pk: int) -> Assessment | None:
    """The judgement of this number."""
    return judgements(actor).filter(pk=pk).first()


def _page(request: HttpRequest, one: Assessment, **tried: VerbForm) -> HttpResponse:
    actor = asker(request)
    shown = {name: form for name, form in tried.items() if form.errors}
    texts = {f"comment_{code}": getattr(one, f"comment_{code}") for code in ("ar", "en", "fr")}
    forms_ = {
        "comment": CommentForm(initial=texts) if decide(actor, COMMENT, one) else None,
        "release": ReleaseForm(one) if one.may_go_further and decide(actor, RELEASE, one) else None,
    }
    context = {
        "one": one,
        "shown": judgement_shown(actor, one),
        "told": told(actor, [one.commitment], get_language() or "ar")[0],
        "forms": forms_ | shown,
        "may_consent": bool(decide(actor, CONSENT, one)),
        "released": verbs.is_released(one),
        "wrong": [error for form in shown.values() for error in form.non_field_errors()],
    }
    return render(request, "followup/judgement.html", context, status=422 if shown else 200)


def _say(form: VerbForm, error: ValueRefused | NotNow | NotFree) -> None:
    """What stands in the way, beside its field where it is about one."""
    if isinstance(error, NotNow):
        field, code = None, error.code
    elif isinstance(error, NotFree):
        field, code = None, "not_fit" if isinstance(error, NotFit) else "not_free"
    else:
        field, code = (error.field if error.field in form.fields else None), error.field
    form.add_error(field, str(WRONG.get(code, REFUSED)))


def _comment(actor: Actor, one: Assessment, said: dict[str, Any]) -> None:
    verbs.comment(actor, one, **said)


def _consent(actor: Actor, one: Assessment, _said: dict[str, Any]) -> None:
    verbs.consent(actor, one)


def _take_back(actor: Actor, one: Assessment, _said: dict[str, Any]) -> None:
    verbs.consent(actor, one, yes=False)


def _release(actor: Actor, one: Assessment, said: dict[str, Any]) -> None:
    verbs.release(actor, one, **said)


Deed = tuple[Permission, Callable[[Assessment, Any], VerbForm], Callable[[Actor, Assessment, dict[str, Any]], None]]
_DEEDS: dict[str, Deed] = {
    "comment": (COMMENT, lambda _one, data: CommentForm(data), _comment),
    "consent": (CONSENT, lambda _one, data: VerbForm(data), _consent),
    "take-back": (CONSENT, lambda _one, data: VerbForm(data), _take_back),
    "release": (RELEASE, ReleaseForm, _release),
}
