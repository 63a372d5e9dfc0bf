"""Questions about topics, terms and the use of clauses, answered as far as the actor may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.models import Clause, ClauseText, Expression, TermSeen, Uptake, Work
from muntada.library.topics import Topic, with_narrower
from muntada.parties.models import Party

READ = Permission.RECORD_READ
SETTLED = Expression.State.SETTLED
TOOLKITS = ("toolkit", "training_module", "handbook")
_IN_WORDS = 1_000  # terms whose forms are counted at once


@dataclass(frozen=True, slots=True)
class Practice:
    """A clause with its words in force by language, and who used it."""

    clause: Clause
    texts: dict[str, ClauseText]
    uptakes: tuple[Uptake, ...]


@dataclass(frozen=True, slots=True)
class Toolkit:
    """A work of training with its parts: modules, each with how many clauses stand within it."""

    work: Work
    modules: tuple[Practice, ...]
    within: dict[int, int]


def texts_in_force(actor: Actor | None) -> QuerySet[ClauseText]:
    """The words in force of every clause of works and versions that the actor may read."""
    found = rows(actor, READ, ClauseText, via="expression").filter(expression__state=SETTLED, clause__repealed="")
    return found.filter(expression__work__in=rows(actor, READ, Work).values("pk"))


def clauses_in_force(actor: Actor | None) -> QuerySet[Clause]:
    """The clauses that have words in force, by work and in order."""
    found = rows(actor, READ, Clause, via="work").filter(pk__in=texts_in_force(actor).values("clause"))
    return found.select_related("work").order_by("work", "order")


def about(actor: Actor | None, topic: Topic) -> QuerySet[Clause]:
    """The clauses that are said to be about a topic or one below it."""
    return clauses_in_force(actor).annotate(said=Cast("topics", TextField())).filter(_holds("said", topic))


def works_about(actor: Actor | None, topic: Topic) -> QuerySet[Work]:
    """The works that are said to be about a topic or one below it, the latest first."""
    found = rows(actor, READ, Work).annotate(said=Cast("topics", TextField())).filter(_holds("said", topic))
    return found.prefetch_related("titles").order_by("-adopted", "key")


def works_by_topic(actor: Actor | None) -> Counter[str]:
    """How many works hold each word for a topic."""
    counted: Counter[str] = Counter()
    for stored in rows(actor, READ, Work).order_by().values_list("topics", flat=True):
        counted.update(set(stored))
    return counted


def clauses_by_topic(actor: Actor | None) -> Counter[str]:
    """How many clauses are said to be about each topic."""
    counted: Counter[str] = Counter()
    said = clauses_in_force(actor).exclude(topics=[]).order_by().values_list("topics", flat=True)
    for stored in said.iterator():
        counted.update(set(stored))
    return counted


def practices(actor: Actor | None, topic: Topic | None = None, *, used: bool = False) -> QuerySet[Clause]:
    """The good practices, of one topic where one is given; only those that somebody used, where that is asked."""
    found = clauses_in_force(actor) if topic is None else about(actor, topic)
    found = found.filter(kind=Clause.Kind.GOOD_PRACTICE)
    return found.filter(pk__in=uptakes(actor).values("clause")) if used else found


def with_words(actor: Actor | None, clauses: Iterable[Clause]) -> list[Practice]:
    """These clauses with their words in each language and who used them, in the order given."""
    found = list(clauses)
    keys = [one.pk for one in found]
    texts: dict[int, dict[str, ClauseText]] = {}
    for text in texts_in_force(actor).filter(clause__in=keys).select_related("expression"):
        texts.setdefault(text.clause_id, {})[text.expression.language] = text
    used: dict[int, list[Uptake]] = {}
    for one in uptakes(actor).filter(clause__in=keys):
        used.setdefault(one.clause_id, []).append(one)
    return [Practice(one, texts.get(one.pk, {}), tuple(used.get(one.pk, ()))) for one in found]


def uptakes(actor: Actor | None) -> QuerySet[Uptake]:
    """Who used which clause, the latest first; of clauses that the actor may see alone."""
    parties = rows(actor, READ, Party).values("pk")
    found = rows(actor, READ, Uptake).filter(clause__in=clauses_in_force(actor).values("pk"), party__in=parties)
    return found.select_related("clause__work", "party").prefetch_related("clause__work__titles", "party__names")


def uptakes_where(actor: Actor | None, *, text: str = "", party: str = "", year: int | None = None) -> QuerySet[Uptake]:
    """Uses narrowed by words of their activity, place or source, by who used the clause and by the year."""
    found = uptakes(actor)
    for word in text.split():
        found = found.filter(Q(activity__icontains=word) | Q(place__icontains=word) | Q(source__icontains=word))
    if party:
        found = found.filter(party=party)
    return found.filter(when__startswith=f"{year:04}") if year is not None else found


def seen_in(actor: Actor | None, term: str) -> QuerySet[Clause]:
    """The clauses in whose words in force a term stands, by work and in order."""
    texts = rows(actor, READ, TermSeen, via="text__expression").filter(term=term, text__in=texts_in_force(actor))
    return clauses_in_force(actor).filter(pk__in=texts.values("text__clause"))


def forms_seen(actor: Actor | None, term: str) -> list[tuple[str, str, int]]:
    """How texts in force write a term: language, form, in how many clauses; the commonest of each language first."""
    found = rows(actor, READ, TermSeen, via="text__expression").filter(term=term, text__in=texts_in_force(actor))
    counted = found.order_by().values_list("text__expression__language", "form").annotate(number=Count("text"))
    return sorted(counted[:_IN_WORDS], key=lambda one: (one[0], -one[2], one[1]))


def toolkits(actor: Actor | None) -> list[Toolkit]:
    """Toolkits, handbooks and training modules, the latest first, each with the modules of its text."""
    works = list(
        rows(actor, READ, Work).filter(kind__in=TOOLKITS).prefetch_related("titles").order_by("-adopted", "key")
    )
    parts = clauses_in_force(actor).filter(work__in=works, parent=None, kind=Clause.Kind.PART).order_by("work", "order")
    told = with_words(actor, parts)
    inner = clauses_in_force(actor).filter(parent__in=[one.clause.pk for one in told]).order_by()
    within = dict(inner.values_list("parent").annotate(number=Count("pk")))
    return [Toolkit(work, tuple(one for one in told if one.clause.work_id == work.pk), within) for work in works]


def clause_with_words(actor: Actor | None, key: str, wid: str) -> Practice | None:
    """One clause of a work with its words in force, or None."""
    clause = clauses_in_force(actor).filter(work=key, wid=wid).first()
    return with_words(actor, [clause])[0] if clause is not None else None


def _holds(column: str, topic: Topic) -> Q:
    """Whether a list in JSON, as text, holds a word for the topic or for one below it; both databases write it so."""
    stored: Sequence[str] = [word for one in with_narrower(topic.id) for word in one.stored]
    wanted = Q()
    for word in dict.fromkeys(stored):
        wanted |= Q(**{f"{column}__contains": f'"{word}"'})
    return wanted
