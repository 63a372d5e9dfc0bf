"""What somebody is told of entries that they were given: which went, came back or changed since."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muntada.access.actor import Actor
from muntada.register.actions.telling import take_note
from muntada.register.models import Notice
from muntada.register.queries.told import notices, unseen
from muntada.web.asking import asker
from muntada.web.listing import Filter, list_page, listing
from muntada.web.register.gate import closed

ORDER = [("-pk", int)]
_AT_ONCE = 500  # notices that are taken note of at once
_SEEN = (
    ("new", pgettext_lazy("what one is told", "Not yet noted")),
    ("noted", pgettext_lazy("what one is told", "Noted")),
)


class NoticeFilter(Filter[Notice]):
    """Which of it to list."""

    seen = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, actor)
        self.offer("seen", _SEEN)

    def chosen(self) -> QuerySet[Notice]:
        """What the filter leaves, the latest first."""
        wanted = self.given("seen").get("seen")
        every = notices(self.actor)
        return every.filter(seen_at__isnull=wanted == "new") if wanted else every


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest) -> HttpResponse:
    """What one is told; a POST takes note of all of it up to what the page showed."""
    barred = closed(request)
    if barred is not None:
        return barred
    actor = asker(request)
    if request.method == "POST":
        last = request.POST.get("last", "")
        shown = unseen(actor).filter(pk__lte=int(last)) if last.isascii() and last.isdecimal() else unseen(actor)
        done = take_note(actor, list(shown[:_AT_ONCE]))
        messages.success(request, ngettext("%(n)s change is noted.", "%(n)s changes are noted.", done) % {"n": done})
        return redirect("register-told")
    listed = listing(
        request, NoticeFilter(request.GET, actor), notices(actor), ORDER, heading=_("What changed of what you have")
    )
    waiting = unseen(actor)
    last_pk = waiting.values_list("pk", flat=True).first()
    return list_page(request, "register/told.html", listed, waiting=waiting.count(), last=last_pk)


urlpatterns = [path("register/told/", told, name="register-told")]
