"""One's own tokens: making one, which is shown once, and ending one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.evidence.queries import bases_in_force
from muntada.people.models import User
from muntada.signin.tokens import FOR_PROGRAMS, LONGEST, USUAL, end_token, make_token, token_of, tokens_of
from muntada.web.asking import asker
from muntada.web.bases import basis_name
from muntada.web.people.words import purpose_word
from muntada.web.signin.stepping import needs_step_up
from muntada.web.trail.policy import permission_name


class TokenForm(forms.Form):
    """What a token is for and how long it lasts."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    days = forms.IntegerField(label=gettext_lazy("Ends after how many days"), min_value=1, max_value=LONGEST)
    permissions = forms.MultipleChoiceField(
        label=gettext_lazy("Only for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose nothing, and the program may do whatever programs may and you may."),
    )

    basis = forms.ChoiceField(
        label=gettext_lazy("Legal basis by which it checks names"),
        required=False,
        help_text=gettext_lazy("Choose none for a program that checks no names against the lists."),
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"days": USUAL}, auto_id="token_%s")
        purpose, permissions = self.fields["purpose"], self.fields["permissions"]
        assert isinstance(purpose, forms.ChoiceField)
        assert isinstance(permissions, forms.MultipleChoiceField)
        purpose.choices = [(one, purpose_word(one)) for one in sorted(actor.purposes)]
        basis = self.fields["basis"]
        assert isinstance(basis, forms.ChoiceField)
        named = [(one.key, basis_name(one)) for one in bases_in_force(actor)]
        basis.choices = [("", gettext_lazy("It checks no names")), *named]
        permissions.choices = [(one.value, permission_name(one.value)) for one in FOR_PROGRAMS]


@never_cache
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form for a new one."""
    return _page(request)


@never_cache
@require_POST
@needs_step_up
def token_make(request: HttpRequest) -> HttpResponse:
    """Makes a token and shows it this once."""
    actor, user = _self(request)
    form = TokenForm(actor, request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=400)
    token, text = make_token(actor, user, **form.cleaned_data)
    return _page(request, made=token, text=text)


@never_cache
@require_POST
def token_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own tokens."""
    actor, user = _self(request)
    token = token_of(actor, pk)
    if token is None or token.user_id != user.pk:
        raise Http404
    end_token(actor, token)
    messages.success(request, _("The token has ended. Whatever used it is refused from now on."))
    return redirect("tokens")


def _self(request: HttpRequest) -> tuple[Actor, User]:
    session = getattr(request, "signed_in", None)
    if session is None:
        raise LookupError("A closed page was reached by nobody.")
    return asker(request), session.user


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    actor, user = _self(request)
    shown = {
        "tokens": [
            (token, purpose_word(token.purpose), [permission_name(one) for one in token.permissions])
            for token in tokens_of(actor, user)
        ],
        "form": TokenForm(actor),
    }
    return render(request, "tokens/tokens.html", {**shown, **more}, status=status)
