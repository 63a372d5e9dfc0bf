"""Topics: the tree of them, a page of each, the tree as SKOS to take along, and saying what a clause is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum.models import Meeting
from muntada.forum.queries.meetings import meetings_where
from muntada.library.actions.vocabulary import set_topics
from muntada.library.models import Work
from muntada.library.queries import vocabulary as queries
from muntada.library.queries.reading import follows
from muntada.library.queries.vocabulary import Practice, clause_with_words
from muntada.library.skos import turtle
from muntada.library.spotting import suggested_topics
from muntada.library.topics import Topic, broader, narrower, topic_by_name, with_narrower
from muntada.text.glossary import LANGUAGES, shown_form
from muntada.text.order import order_key
from muntada.web.asking import asker, found, may, page_of, query_of
from muntada.web.errors import refused
from muntada.web.forming import VerbForm, form_page
from muntada.web.labels import Said, label
from muntada.web.library.clauses import shown_clause, shown_clauses

SHOWN = 30  # works and meetings on the page of a topic


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic of the tree with what stands below it, and how many works and clauses it and those below have."""

    topic: Topic
    name: Said
    works: int
    clauses: int
    below: tuple[Branch, ...]


@require_safe
def topic_tree(request: HttpRequest) -> HttpResponse:
    """Every topic, the narrower under the wider."""
    actor = asker(request)
    works, clauses = queries.works_by_topic(actor), queries.clauses_by_topic(actor)
    return render(request, "library/topics.html", {"branches": _branches("", works, clauses)})


@require_safe
def topics_file(request: HttpRequest) -> HttpResponse:
    """The tree as Turtle; it is the same for everybody."""
    scheme = request.build_absolute_uri(reverse("topics")).rstrip("/")
    answer = HttpResponse(turtle(scheme), content_type="text/turtle; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="topics.ttl"'
    return answer


@require_safe
def topic_page(request: HttpRequest, name: str) -> HttpResponse:
    """A topic: what it is called, what stands around it, and the works, clauses and meetings that are about it."""
    topic = topic_by_name().get(name)
    if topic is None:
        raise Http404
    actor = asker(request)
    works = queries.works_about(actor, topic)
    held = queries.works_by_topic(actor)
    page = page_of(request, queries.about(actor, topic))
    context = {
        "topic": topic,
        "name": label("topic", topic.id),
        "labels": [(code, shown_form(topic.term, code)) for code in LANGUAGES],
        "above": _named(broader(name)),
        "below": _named(narrower(name)),
        "beside": _named(topic_by_name()[other] for other in topic.related),
        "works": works[:SHOWN],
        "more_works": works.count() > SHOWN,
        "page": page,
        "query": query_of(request),
        "clauses": shown_clauses(queries.with_words(actor, page.object_list)),
        "practices": queries.practices(actor, topic).count(),
        # Followed is the word that works hold, so that there is something that may change.
        "to_follow": next((word for word in topic.stored if held[word]), ""),
        "followed": follows(actor).filter(topic__in=topic.stored).first(),
        "meetings": _meetings(actor, topic),
    }
    return render(request, "library/topic.html", context)


class TopicsForm(VerbForm):
    """What a clause is about."""

    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, suggested: tuple[str, ...], now: list[str], data: Any = None) -> None:
        super().__init__(data, initial={"topics": now or list(suggested)})
        first = dict.fromkeys([*now, *suggested])
        known = [name for name in first if name in topic_by_name()]
        rest = sorted(set(topic_by_name()) - set(known), key=_alphabetical)
        self.fields["topics"].choices = [(one, str(label("topic", one))) for one in [*known, *rest]]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def clause_topics(request: HttpRequest, key: str, wid: str) -> HttpResponse:
    """Says what a clause is about; its words suggest it, a person decides."""
    actor = asker(request)
    told = clause_with_words(actor, key, wid)
    work = found(request, told.clause.work if told else None, Work, key)
    assert told is not None
    if not may(request, Permission.RECORD_WRITE, work):
        return refused(request)
    clause = told.clause
    form = TopicsForm(_suggested(told), clause.topics, request.POST if request.method == "POST" else None)
    return form_page(
        request,
        "library/clause_topics.html",
        form,
        lambda **said: set_topics(actor, clause, **said),
        lambda _made: redirect("clause", work.pk, clause.wid),
        heading=_("What this clause is about"),
        submit=_("Save the topics"),
        done=_("The topics are saved."),
        words={"topics": _("One of these is no topic.")},
        work=work,
        shown=shown_clause(told),
    )


def _branches(name: str, works: Counter[str], clauses: Counter[str]) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            topic=one,
            name=label("topic", one.id),
            works=_sum(one, works),
            clauses=_sum(one, clauses),
            below=_branches(one.id, works, clauses),
        )
        for one in sorted(narrower(name), key=lambda each: _alphabetical(each.id))
    )


def _sum(topic: Topic, counted: Counter[str]) -> int:
    return sum(counted[word] for word in {word for one in with_narrower(topic.id) for word in one.stored})


def _named(topics: Any) -> list[tuple[Topic, Said]]:
    return [(one, label("topic", one.id)) for one in topics]


def _alphabetical(name: str) -> tuple[str, str]:
    said = label("topic", name)
    return order_key(said.text, said.language)


def _suggested(told: Practice) -> tuple[str, ...]:
    return suggested_topics({code: f"{text.heading}\n\n{text.text}" for code, text in told.texts.items()})


def _meetings(actor: Actor, topic: Topic) -> list[Meeting]:
    """Meetings whose title, agenda or notes name the topic in one of the languages, the latest first."""
    named = {
        one.pk: one for code in LANGUAGES for one in meetings_where(actor, text=shown_form(topic.term, code))[:SHOWN]
    }
    return sorted(named.values(), key=lambda one: (one.when, one.pk), reverse=True)[:SHOWN]
