"""One's own calendars: making a secret address, ending it, and what is read at it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.forum import queries
from muntada.forum.exports.calendar import MEDIA_TYPE, Taken, calendar_of
from muntada.forum.queries.calendars import lately_and_to_come, meetings_of_body, own_meetings
from muntada.forum.told import name_in, say
from muntada.people.actions import NotPossible
from muntada.people.models import User
from muntada.signin.feeds import ALL, MINE, OF_BODY, feeds_of, make_feed
from muntada.signin.models import ApiToken
from muntada.signin.tokens import end_token, token_of
from muntada.trail.looking import keys_of
from muntada.web.asking import asker
from muntada.web.feeding import Fed, feed_under
from muntada.web.middleware import open_to_all
from muntada.web.names import name_of
from muntada.web.signin.stepping import needs_step_up

TONGUES = [("ar", "العربية"), ("en", "English"), ("fr", "Français")]


class FeedForm(forms.Form):
    """Which meetings, and in which language."""

    feed = forms.ChoiceField(label=gettext_lazy("Which meetings"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=TONGUES)
    name = forms.CharField(
        label=gettext_lazy("Where you use it"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Your telephone, for instance: so that you know later which one to end."),
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"language": (get_language() or "ar")[:2]}, auto_id="feed_%s")
        bodies = sorted(((f"{OF_BODY}{one.pk}", str(name_of(one))) for one in queries.bodies(actor)), key=_second)
        choice = self.fields["feed"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (MINE, _("My meetings: those of my bodies, and those my party is invited to")),
            (ALL, _("Every meeting that I may know of")),
            (_("Of a body"), bodies),
        ]


@never_cache
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """One's calendars, and the form for a new one."""
    return _page(request)


@never_cache
@require_POST
@needs_step_up
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Makes a calendar and shows its address this once."""
    actor, user = _self(request)
    form = FeedForm(actor, request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=400)
    try:
        made, secret = make_feed(actor, user, **form.cleaned_data)
    except NotPossible:
        form.add_error(None, _("This calendar cannot be made."))
        return _page(request, form=form, status=400)
    address = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
    return _page(request, made=made, address=address)


@never_cache
@require_POST
def calendar_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own calendars."""
    actor, user = _self(request)
    token = token_of(actor, pk)
    if token is None or token.user_id != user.pk or not token.feed:
        raise Http404
    end_token(actor, token)
    messages.success(request, _("The calendar has ended. Whatever reads it finds nothing there from now on."))
    return redirect("calendars")


@open_to_all
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar under a secret address, as its person may see it at this moment."""

    def made(actor: Actor, feed: ApiToken) -> Fed:
        taken = _taken(request, actor, feed)
        named = {"Content-Disposition": 'inline; filename="calendar.ics"'}
        return Fed(taken.data, MEDIA_TYPE, "forum.meeting", "ics", keys_of(taken.meetings), named)

    return feed_under(request, secret, made)


def _taken(request: HttpRequest, actor: Actor, feed: ApiToken) -> Taken:
    if feed.feed == MINE:
        meetings, name = own_meetings(actor), say("calendar_mine", feed.language)
    elif feed.feed == ALL:
        meetings, name = queries.meetings(actor), say("calendar_all", feed.language)
    else:
        body = queries.body(actor, feed.feed.removeprefix(OF_BODY))
        if body is None:
            raise Http404
        meetings = meetings_of_body(actor, body.pk)
        name = say("calendar_body", feed.language, body=name_in(body.party, feed.language))
    site = f"{request.scheme}://{request.get_host()}"
    return calendar_of(actor, lately_and_to_come(meetings), language=feed.language, name=name, feed=True, site=site)


def _self(request: HttpRequest) -> tuple[Actor, User]:
    session = getattr(request, "signed_in", None)
    if session is None:
        raise LookupError("A closed page was reached by nobody.")
    return asker(request), session.user


def _said(actor: Actor, feed: str) -> str:
    """What a calendar is of, in words."""
    if feed == MINE:
        return _("My meetings")
    if feed == ALL:
        return _("Every meeting that I may know of")
    body = queries.body(actor, feed.removeprefix(OF_BODY))
    return str(name_of(body)) if body is not None else _("A body that you may not know of any more")


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    actor, user = _self(request)
    tongues = dict(TONGUES)
    listed = [(one, _said(actor, one.feed), tongues[one.language]) for one in feeds_of(actor, user)]
    return render(request, "forum/taking/feeds.html", {"feeds": listed, "form": FeedForm(actor), **more}, status=status)


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


urlpatterns = [
    path("me/calendars/", calendars, name="calendars"),
    path("me/calendars/make/", calendar_make, name="calendar-make"),
    path("me/calendars/<int:pk>/end/", calendar_end, name="calendar-end"),
]
