"""Entries made by hand: entered, added to and corrected, every value with what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.models import BasisNotInForce, NotAssessed
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.given import HandlingRefused
from muntada.evidence.models import Passage
from muntada.evidence.values import ValueRefused
from muntada.register.actions import own as verbs
from muntada.register.entered import WrongValue
from muntada.register.facts.own import offered
from muntada.register.models import Entity, Statement, Waiting
from muntada.register.queries import entities, special
from muntada.register.schema import Schema, schema_of
from muntada.web.asking import asker, found
from muntada.web.followup.commitments import number_of
from muntada.web.handling import why_refused
from muntada.web.register.gate import closed, inside
from muntada.web.register.own_forms import CorrectForm, EnterForm, StateForm
from muntada.web.register.own_words import ABOUT, WRONG, WRONG_VALUES
from muntada.web.register.stating import label_of, lines, schema_label

KEEP = Permission.ENTITY_KEEP


@never_cache
@require_safe
def own_kinds(request: HttpRequest) -> HttpResponse:
    """What may be entered by hand."""
    barred = closed(request, KEEP)
    if barred is not None:
        return barred
    kinds = [(name, schema_label(name), ABOUT[name]) for name in offered()]
    passage = _passage(asker(request), request)
    return render(request, "register/own.html", {"kinds": kinds, "passage": passage})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_enter(request: HttpRequest, schema: str) -> HttpResponse:
    """Enter an entity of one kind; `?passage=` is what it rests on, and other arguments are ends of a tie."""
    actor = inside(request, KEEP)
    if schema not in offered():
        raise Http404
    kind = schema_of(schema)
    passage = _passage(actor, request)
    form = EnterForm(actor, kind, request.POST or None, initial=_begun(request, kind, passage))
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: verbs.enter(actor, schema, form.told(), form.given()))
        if made is not None:
            return _onward(request, made, _("It is entered."))
    context = {"form": form, "kind": schema_label(schema), "about": ABOUT[schema], "passage": passage}
    return render(request, "register/own_enter.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_state(request: HttpRequest, key: str) -> HttpResponse:
    """State something more of an entry that was made here."""
    actor = inside(request, KEEP)
    one = found(request, _own(actor).filter(pk=key).first(), Entity, key)
    passage = _passage(actor, request)
    first = {"passage": passage.pk, "value": passage.quote[:300]} if passage else {}
    form = StateForm(
        actor, schema_of(one.schema), special.open_to(actor, one), request.POST or None, initial=first
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: verbs.state(actor, one, form.told()))
        if made is not None:
            return _onward(request, made, _("It is stated."))
    standing = lines(actor, one, entities.statements(actor, one).filter(ended_at__isnull=True))
    return _form(
        request, form, one, passage=passage, heading=_("Change an entry"), submit=_("State something more"),
        lines=standing,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one value of an entry that was made here, or note that it is stated no more."""
    actor = inside(request, KEEP)
    held = _statement(actor, pk)
    one = found(request, held, Statement, pk, on=held.entity if held else None)
    form = CorrectForm(request.POST or None, initial={"value": one.original or one.value})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["value"].strip():
            made = _tried(
                form, lambda: verbs.correct(actor, one, value=said["value"], reason=said["reason"]), one.prop
            )  # fmt: skip
        else:
            made = _tried(form, lambda: verbs.end(actor, one, reason=said["reason"]), one.prop)
        if made is not None:
            return _onward(request, made, _("It is corrected. Whoever received it is told."))
    label = label_of(schema_of(one.entity.schema).properties.get(one.prop), one.prop)
    return _form(
        request, form, one.entity, heading=_("Correct a value"), submit=_("Correct it"), label=label, statement=one
    )  # fmt: skip


def _own(actor: Actor) -> Any:
    return entities.entities(actor).filter(dataset=verbs.OWN)


def _statement(actor: Actor, pk: int) -> Statement | None:
    one = rows(actor, Permission.RECORD_READ, Statement, via="entity").filter(pk=pk, ended_at__isnull=True).first()
    if one is None or not _own(actor).filter(pk=one.entity_id).exists():
        return None
    return entities.statements(actor, one.entity).filter(pk=pk).first()


def _form(request: HttpRequest, form: forms.Form, one: Entity, **more: Any) -> HttpResponse:
    context = {"form": form, "one": one, **more}
    return render(request, "register/own_change.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, kind: Schema, passage: Passage | None) -> dict[str, Any]:
    """What a form begins with: the ends that the address names, and the passage."""
    ends = {f"p_{name}": request.GET[name][:120] for name in offered()[kind.name] if name in request.GET}
    if passage is None:
        return ends
    named = "p_name" if "p_name" not in ends and "name" in offered()[kind.name] else "p_summary"
    return {named: passage.quote[:300], **ends, "passage": passage.pk}


def _passage(actor: Actor, request: HttpRequest) -> Passage | None:
    number = number_of(request.GET.get("passage", ""))
    seen = rows(actor, Permission.SOURCE_READ, Passage, via="document").select_related("document")
    return seen.filter(pk=number).first() if number is not None else None


def _tried(form: forms.Form, verb: Callable[[], Any], prop: str = "") -> Any:
    """What a verb made; None where it refused, which is then said beside the field that it is about."""
    try:
        return verb()
    except WrongValue as wrong:
        _say(form, f"p_{wrong.prop}", WRONG_VALUES[wrong.code])
    except ValueRefused as error:
        _say(form, error.field, WRONG.get(error.field, WRONG_VALUES["text"]))
    except HandlingRefused as error:
        _say(form, error.field, why_refused(error))
    except NotAssessed:
        _say(form, "category", WRONG["not_assessed"])
    except BasisNotInForce:
        _say(form, "legal_basis", why_refused(HandlingRefused("legal_basis", "basis_ended")))
    return None


def _say(form: forms.Form, field: str, word: str | Promise) -> None:
    if field not in form.fields:
        field = "value" if field.startswith("p_") and "value" in form.fields else field
    form.add_error(field if field in form.fields else None, str(word))


def _onward(request: HttpRequest, made: Model, done: str | Promise) -> HttpResponse:
    """To what was made; what speaks of a child waits."""
    if isinstance(made, Waiting):
        waits = _("It speaks of somebody who may be under eighteen: two others approve it first.")
        messages.success(request, str(waits))
        return redirect("register-waiting-one", made.pk)
    messages.success(request, str(done))
    return redirect(reverse("register-entity", args=[made.pk]))
