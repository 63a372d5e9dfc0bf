"""The outbox, for the secretariat: messages are written, held, changed, let go, and looked into."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.marking.tlp import TLP
from muntada.outreach import actions
from muntada.outreach.actions import NotByMail, NotPossible
from muntada.outreach.models import BY_MAIL, Message
from muntada.outreach.queries import outbox
from muntada.outreach.safety import Unsafe
from muntada.people.models import User
from muntada.people.queries import people
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused

WRONG: dict[str, str | Promise] = {
    "subject": gettext_lazy("A subject is one line without control characters."),
    "text": gettext_lazy("The text holds characters that mail cannot carry safely. Type it anew without them."),
    "address": gettext_lazy("This is no plain e-mail address."),
    "name": gettext_lazy("This person's name holds an address or invisible characters. Correct the name first."),
    "link": gettext_lazy("Leave [[link]] once where the link is to stand."),
    "outside": gettext_lazy("Outside of the forum only what is TLP:CLEAR is sent."),
    "label": gettext_lazy("Nothing above TLP:GREEN is sent by mail."),
    "red": gettext_lazy("What is TLP:RED is not spoken of by mail."),
}
ERRORS: dict[str, str | Promise] = {
    "unclear": gettext_lazy("The mail server had it and gave no answer. Ask the recipient, then say what you know."),
    "refused": gettext_lazy("The mail server will not take it."),
    "not_taken": gettext_lazy("The mail server could not take it yet."),
    "not_arrived": gettext_lazy("It did not arrive."),
    "person_left": gettext_lazy("This person comes in no more."),
    "restored": gettext_lazy(
        "A backup was brought back: it may have gone out since. Ask the recipient before you release it."
    ),
    "ended": gettext_lazy("Its link has ended. Invite the person anew."),
    "unsafe": gettext_lazy("It holds what may not go out."),
}
DEEDS: dict[str, tuple[Callable[[Actor, Message], None], str | Promise]] = {
    "hold": (actions.hold, gettext_lazy("It is held back.")),
    "release": (actions.release, gettext_lazy("It is released.")),
    "cancel": (actions.cancel, gettext_lazy("It will not go out.")),
    "arrived": (partial(actions.resolve, arrived=True), gettext_lazy("It is noted that it went out.")),
    "lost": (partial(actions.resolve, arrived=False), gettext_lazy("It is noted that it did not arrive.")),
}
# What may be done with a message in each state, in the order of the buttons.
OPEN_TO: dict[str, tuple[str, ...]] = {
    "draft": ("release", "hold", "cancel"),
    "held": ("release", "cancel"),
    "released": ("hold", "cancel"),
    "failed": ("release", "cancel"),
    "sending": ("arrived", "lost"),
}


class WordsForm(forms.Form):
    """Subject and text."""

    subject = forms.CharField(label=pgettext_lazy("a message", "Subject"), max_length=200)
    text = forms.CharField(
        label=pgettext_lazy("a message", "Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )


class MessageForm(WordsForm):
    """A new message, to a person of the forum or to an address outside of it."""

    person: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=pgettext_lazy("a message", "To"), queryset=None, required=False
    )
    address = forms.CharField(
        label=gettext_lazy("or to an address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    tlp = forms.ChoiceField(
        label=gettext_lazy("Label"), choices=[(label, label) for label in BY_MAIL], initial=TLP.CLEAR.value
    )
    field_order = ("person", "address", "language", "tlp", "subject", "text")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["person"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = people(actor).filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("person")) == bool(given.get("address")):
            self.add_error("person", _("Choose a person or give an address, one of them."))
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_list(request: HttpRequest) -> HttpResponse:
    """The outbox; and a new draft."""
    actor = asker(request)
    if not may(request, Permission.MAIL_READ):
        return refused(request)
    form = MessageForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        to = given.pop("person") or given["address"]
        given.pop("address")
        try:
            actions.compose(actor, to=to, tlp=TLP.parse(given.pop("tlp")), **given)
        except (NotByMail, Unsafe) as wrong:
            form.add_error(wrong.code if wrong.code in form.fields else None, str(WRONG.get(wrong.code, wrong)))
        else:
            messages.success(request, _("It is kept as a draft. Release it when it may go out."))
            return redirect("outbox")
    page = page_of(request, outbox(actor))
    for message in page:
        message.trouble = ERRORS.get(message.error, ERRORS["unsafe"]) if message.error else ""
        message.deeds = OPEN_TO.get(message.state, ())
        message.changes = message.state in {"draft", "held", "failed"}
        by_hand = message.state == "sending" and message.sending_job is None
        message.takes = by_hand or message.state == "released"
    shown = {"page": page, "query": query_of(request), "form": form, "server": settings.MAIL_SERVER is not None}
    return render(request, "outreach/outbox.html", shown, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a message that was not released."""
    actor = asker(request)
    message = _find(request, pk)
    form = WordsForm(request.POST or None, initial={"subject": message.subject, "text": message.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(actor, message, **form.cleaned_data)
        except Unsafe as wrong:
            form.add_error(wrong.code if wrong.code in form.fields else None, str(WRONG.get(wrong.code, wrong)))
        except NotPossible:
            messages.error(request, _("This message is no longer where it was. Look at the list again."))
            return redirect("outbox")
        else:
            messages.success(request, _("It is changed."))
            return redirect("outbox")
    return render(
        request, "outreach/edit.html", {"message_": message, "form": form}, status=400 if form.errors else 200
    )


@never_cache
@require_POST
def message_do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Holds, releases or cancels a message, or says what became of it."""
    actor = asker(request)
    message = _find(request, pk)
    if deed not in DEEDS:
        raise Http404
    verb, said = DEEDS[deed]
    try:
        verb(actor, message)
    except NotPossible:
        messages.error(request, _("This message is no longer where it was. Look at the list again."))
    else:
        messages.success(request, str(said))
    return redirect("outbox")


@never_cache
@require_POST
def message_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a released message out as a file, for somebody who sends it by other means."""
    actor = asker(request)
    message = _find(request, pk)
    try:
        file = actions.take_out(actor, message)
    except (NotPossible, Unsafe):
        messages.error(request, _("This message is no longer where it was. Look at the list again."))
        return redirect("outbox")
    answer = HttpResponse(file, content_type="message/rfc822")
    answer.headers["Content-Disposition"] = f'attachment; filename="message-{message.pk}.eml"'
    return answer


@never_cache
@require_safe
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One message as it goes out."""
    return render(request, "outreach/message.html", {"message_": _find(request, pk)})


def _find(request: HttpRequest, pk: int) -> Message:
    return found(request, outbox(asker(request)).filter(pk=pk).first(), Message, pk, Permission.MAIL_READ)
