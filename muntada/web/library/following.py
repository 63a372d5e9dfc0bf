"""What one follows, what changed of it, and the same as a feed under a secret address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from muntada.access.actor import Actor
from muntada.evidence.values import ValueRefused
from muntada.library.actions import reading as verbs
from muntada.library.models import Follow, News
from muntada.library.queries.reading import follows, news
from muntada.library.queries.works import works
from muntada.marking.tlp import TLP
from muntada.people.actions import NotPossible
from muntada.signin.feeds import FOLLOWED, followed_feeds, make_feed
from muntada.signin.models import ApiToken
from muntada.signin.tokens import end_token
from muntada.trail.looking import note_absence
from muntada.web.asking import asker
from muntada.web.feeding import Fed, feed_under
from muntada.web.labels import choices, label
from muntada.web.library.reading import called
from muntada.web.library.reading_words import CHANGED
from muntada.web.middleware import open_to_all
from muntada.web.names import name_of
from muntada.web.signin.stepping import needs_step_up

IN_FEED = 100
OPEN = frozenset({TLP.CLEAR.value, TLP.GREEN.value})


class TopicForm(forms.Form):
    """Which topic to follow."""

    topic = forms.ChoiceField(label=pgettext_lazy("what one follows", "Topic"))

    def __init__(self, actor: Actor, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        topics = {topic for listed in works(actor).values_list("topics", flat=True) for topic in listed}
        self.fields["topic"].choices = choices("topic", topics)  # type: ignore[attr-defined]


@never_cache
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """What one follows and what changed of it lately."""
    return _page(request)


@never_cache
@require_POST
def following_do(request: HttpRequest, deed: str) -> HttpResponse:
    """Follows a topic or a search, or follows something no more."""
    actor = asker(request)
    if deed == "search":
        try:
            words = urlencode({"q": request.POST.get("q", "")})
            verbs.follow(actor, sought=request.POST.get("sought", "")[:2_000] or words)
            messages.success(request, _("You follow it, and are told once a week when it finds something new."))
        except ValueRefused:
            messages.error(request, _("A search has words, and not too many."))
        return redirect("following")
    if deed == "topic":
        form = TopicForm(actor, request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose a topic."))
        else:
            verbs.follow(actor, topic=form.cleaned_data["topic"])
            messages.success(request, _("You follow it, and are told once a week when it changes."))
        return redirect("following")
    number = request.POST.get("follow", "")
    known = deed == "end" and number.isascii() and number.isdecimal() and len(number) < 18
    found = follows(actor).filter(pk=int(number)).first() if known else None
    if found is None:
        note_absence(actor, verbs.KEEP, Follow, number)
        raise Http404
    verbs.unfollow(actor, found)
    messages.success(request, _("You follow it no more."))
    return redirect("following")


@never_cache
@require_POST
@needs_step_up
def feed_make(request: HttpRequest) -> HttpResponse:
    """Makes a feed of what changes and shows its address this once; one that there was ends."""
    actor, user = asker(request), verbs.myself(asker(request))
    try:
        for old in followed_feeds(actor, user):
            end_token(actor, old)
        _made, secret = make_feed(actor, user, feed=FOLLOWED, language=user.language)
    except NotPossible:
        messages.error(request, _("This feed cannot be made."))
        return redirect("following")
    return _page(request, request.build_absolute_uri(reverse("following-feed", args=[secret])))


@open_to_all
@require_safe
def following_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed under a secret address, as its person may see it at this moment; nothing above TLP:GREEN is named."""

    def made(actor: Actor, feed: ApiToken) -> Fed:
        if feed.feed != FOLLOWED:
            raise Http404
        with override(feed.language):
            told = _spoken(actor)
            data = _atom(request, actor, feed, told)
        keys = sorted({str(one.follow.work_id or one.follow.topic) for one in told})
        return Fed(data, "application/atom+xml; charset=utf-8", "library.work", "atom", keys)

    return feed_under(request, secret, made)


def said_of(one: Follow, names: Mapping[int, str]) -> str:
    """What is followed, in words; `names` are those of clauses."""
    if one.what == Follow.What.TOPIC:
        return str(label("topic", one.topic))
    if one.what == Follow.What.SEARCH:
        return " · ".join(value for values in parse_qs(one.sought).values() for value in values)
    name = str(name_of(one.work)) if one.work is not None else ""
    return f"{name} · {names.get(one.clause.pk, one.clause.wid)}" if one.clause is not None else name


def address_of(one: Follow) -> str:
    """Where what is followed is read."""
    if one.clause is not None:
        return reverse("clause", args=[one.work_id, one.clause.wid])
    if one.work is not None:
        return reverse("work-read", args=[one.work_id])
    if one.what == Follow.What.SEARCH:
        return f"{reverse('search')}?{one.sought}"
    return f"{reverse('instruments')}?topic={one.topic}"


def changed(one: News) -> str:
    """What changed, in words."""
    comma = pgettext("between words", ", ")
    return _("Changed: %(what)s") % {"what": comma.join(str(CHANGED[name]) for name in CHANGED if name in one.changes)}


def _spoken(actor: Actor) -> list[News]:
    """Of what changed that which may be told outside of a page."""
    told = news(actor)[:IN_FEED]
    return [one for one in told if "open" in one.changes and (not one.follow.work or one.follow.work.tlp in OPEN)]


def _atom(request: HttpRequest, actor: Actor, token: ApiToken, told: list[News]) -> bytes:
    site = f"{request.scheme}://{request.get_host()}"
    feed = Atom1Feed(
        title=_("Muntada: what you follow"),
        link=f"{site}{reverse('following')}",
        description=_("What changed of the texts and topics that you follow"),
        language=token.language,
        feed_guid=f"urn:muntada:following:{token.pk}",
    )
    names = called(actor, (one.follow for one in told))
    for one in told:
        feed.add_item(
            title=said_of(one.follow, names),
            link=f"{site}{address_of(one.follow)}",
            description=changed(one),
            unique_id=f"urn:muntada:news:{one.pk}",
            pubdate=one.at,
            updateddate=one.at,
        )
    return feed.writeString("utf-8").encode()


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    actor = asker(request)
    own, told = list(follows(actor)), list(news(actor)[:50])
    names = called(actor, [*own, *(one.follow for one in told)])
    context = {
        "follows": [(one, said_of(one, names), address_of(one)) for one in own],
        "news": [(one, said_of(one.follow, names), address_of(one.follow), changed(one)) for one in told],
        "form": TopicForm(actor),
        "address": address,
        "feeds": followed_feeds(actor, verbs.myself(actor)),
    }
    return render(request, "library/following.html", context)
