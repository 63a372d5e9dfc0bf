"""The pages of a text: its languages side by side, clause by clause, and one clause by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.library import queries
from muntada.library.models import Citation, Clause, ClauseText, Expression, Relation, Work
from muntada.library.queries.clause_names import clause_names
from muntada.library.queries.reading import follows, known_relations, notes_on, own_collections, read_texts
from muntada.library.structure.openings import acts
from muntada.trail.looking import note_consultation
from muntada.web.asking import asker, found
from muntada.web.labels import TONGUES, Said, best
from muntada.web.library.doing import CollectForm, NoteForm
from muntada.web.library.reading import OWN_NAMES, READ, cited, named_in, read, steps_to, versions_of
from muntada.web.library.reading_words import SPOKEN
from muntada.web.library.said import WAYS, said

CHOSEN = "reading_languages"  # the name of a place in the session
State = Expression.State


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A clause in one language: its words as markup, the version they are of, and how it is cited."""

    language: str
    way: str
    name: str
    text: ClauseText | None
    words: Any
    cited: str


@require_safe
def work_read(request: HttpRequest, key: str) -> HttpResponse:
    """A text in one language, or in several side by side."""
    actor = asker(request)
    work = found(request, queries.work(actor, key), Work, key)
    wanted = [code for code in request.GET.getlist("l") if code in TONGUES]
    if wanted:
        request.session[CHOSEN] = wanted
    versions = [int(one) for one in request.GET.getlist("v") if one.isascii() and one.isdecimal() and len(one) < 18]
    sought = request.GET.get("text", "")[:200]
    reading = read(actor, work, wanted or request.session.get(CHOSEN, []), versions, sought)
    own, every = notes_on(actor, work)
    shared = [one for one in every if one.note is not None and one.note.clause_id is None]
    for one in shared:
        note_consultation(actor, one)
    context = {
        "work": work,
        "reading": reading,
        "choices": _choices(reading.every, reading.languages, {one.pk for one in reading.columns}),
        "names": OWN_NAMES,
        "spoken": SPOKEN,
        "own_notes": [note for note in own if note.clause_id is None],
        "shared_notes": shared,
        "note_form": NoteForm(),
        "collect_form": CollectForm(own_collections(actor)),
        "followed": follows(actor).filter(work=work, clause=None).first(),
    }
    return render(request, "library/reader.html", context)


@require_safe
def clause_page(request: HttpRequest, key: str, wid: str) -> HttpResponse:
    """One clause: its words in each language, what it is, what relates to it, and what one does with it."""
    actor = asker(request)
    work = queries.work(actor, key)
    texts = _texts(actor, work, wid) if work is not None else []
    found(request, work if texts else None, Work, key)
    assert work is not None
    clause = texts[0].clause
    now = _now(texts)
    around = queries.around(actor, clause)
    numbers = _numbers(actor, [*around, clause])
    shown = numbers[get_language() or "ar"]
    related, citing = _relations(actor, clause), _citing(actor, clause)
    named = [one.text.clause for one in citing]
    named += [each for one in related for each in (one.subject_clause, one.object_clause) if each is not None]
    context = {
        "work": work,
        "clause": clause,
        "languages": _in_languages(
            actor, now, {code: cited(work, steps_to(clause, around, numbers[code]), code) for code in TONGUES}
        ),
        "heading": cited(work, steps_to(clause, around, shown), get_language() or "ar"),
        "around": [(one, shown.get(one.pk, one.wid)) for one in around],
        "within": _within(actor, clause, now),
        "opening": _opening(clause, now),
        "missing": [code for code in versions_of(actor, work) if code not in now],
        "earlier": [text for text in texts if text.expression.state == State.REPLACED],
        "before": _beside(actor, clause, now, -1),
        "after": _beside(actor, clause, now, 1),
        "relations": related,
        "citing": citing,
        "called": clause_names(actor, named, get_language() or "ar") if named else {},
        "names": OWN_NAMES,
        "spoken": SPOKEN,
        **_beside_it(actor, work, clause),
    }
    return render(request, "library/clause.html", context)


def _beside_it(actor: Actor, work: Work, clause: Clause) -> dict[str, Any]:
    """What one keeps beside a clause, what others share there, and the forms for more."""
    own, shared = notes_on(actor, work, clause)
    for one in shared:
        note_consultation(actor, one)
    return {
        "own_notes": own,
        "shared_notes": shared,
        "note_form": NoteForm(),
        "collect_form": CollectForm(own_collections(actor)),
        "followed": follows(actor).filter(clause=clause).first(),
    }


def _choices(every: list[Expression], languages: tuple[str, ...], shown: set[int]) -> list[dict[str, Any]]:
    """The languages to choose from, each with its versions."""
    found: dict[str, list[Expression]] = {}
    for one in every:
        found.setdefault(one.language, []).append(one)
    return [
        {"code": code, "name": OWN_NAMES[code], "chosen": code in languages, "versions": found[code], "shown": shown}
        for code in TONGUES
        if code in found
    ]


def _order() -> list[str]:
    return sorted(TONGUES, key=lambda code: code != get_language())


def _opening(clause: Clause, now: Mapping[str, ClauseText]) -> Said:
    """How the clause opens: as printed in the reader's language, else as that language says it, else in another."""
    printed = {code: text.opening for code, text in now.items() if text.opening}
    act = next((one for one in acts() if one.act == clause.opening), None)
    usual = {code: getattr(act, code)[0] for code in TONGUES if act is not None and getattr(act, code)}
    return best(usual | printed, clause.opening.replace("_", " "))


def _texts(actor: Actor, work: Work, wid: str) -> list[ClauseText]:
    """The clause's words in every version that may be read, the latest version first."""
    seen = read_texts(actor).filter(clause__work=work, clause__wid=wid)
    return list(seen.select_related("clause", "expression").order_by("-expression__version", "-expression"))


def _now(texts: list[ClauseText]) -> dict[str, ClauseText]:
    """Of each language the words in force, else those of its latest proposal."""
    now: dict[str, ClauseText] = {}
    for text in texts:
        if text.expression.state == State.SETTLED:
            now[text.expression.language] = text
    for text in texts:
        if text.expression.state == State.PROPOSED:
            now.setdefault(text.expression.language, text)
    return now


def _numbers(actor: Actor, clauses: list[Clause]) -> dict[str, dict[int, str]]:
    """The numbers that these clauses bear in force, by language; of a language that has none, those of another."""
    seen = read_texts(actor).filter(clause__in=clauses)
    seen = seen.exclude(number="").exclude(expression__state=State.REPLACED)
    listed = list(seen.values_list("clause", "number", "expression__language", "expression__state"))
    found_: dict[str, dict[int, str]] = {}
    for code in TONGUES:
        # What counts most comes last: what is in force in that language.
        ordered = sorted(listed, key=lambda one: (one[2] == code, one[3] == State.SETTLED))
        found_[code] = {pk: number for pk, number, _language, _state in ordered}
    return found_


def _in_languages(actor: Actor, now: Mapping[str, ClauseText], how: Mapping[str, str]) -> list[InLanguage]:
    named = named_in(actor, [text.expression_id for text in now.values()])
    return [
        InLanguage(
            language=code,
            way=WAYS[code],
            name=OWN_NAMES[code],
            text=now.get(code),
            words=said(now[code].text, named.get(now[code].pk, ()), flag=gettext("there is no such text"))
            if code in now
            else "",
            cited=how[code],
        )
        for code in _order()
    ]


def _within(actor: Actor, clause: Clause, now: Mapping[str, ClauseText]) -> list[ClauseText]:
    """What stands within it, in the first language that has it."""
    seen = read_texts(actor).filter(clause__parent=clause, expression__in=[text.expression_id for text in now.values()])
    found_: dict[int, ClauseText] = {}
    order = _order()
    listed = seen.select_related("clause", "expression").order_by("clause__order")
    for text in sorted(listed, key=lambda one: (one.clause.order, order.index(one.expression.language))):
        found_.setdefault(text.clause_id, text)
    return list(found_.values())


def _beside(actor: Actor, clause: Clause, now: Mapping[str, ClauseText], way: int) -> Clause | None:
    """The clause before (-1) or after it (1) in the versions that are read."""
    seen = read_texts(actor).filter(
        clause__work=clause.work_id, expression__in=[text.expression_id for text in now.values()]
    )
    if way < 0:
        seen = seen.filter(clause__order__lt=clause.order).order_by("-clause__order")
    else:
        seen = seen.filter(clause__order__gt=clause.order).order_by("clause__order")
    first = seen.select_related("clause").first()
    return first.clause if first is not None else None


def _relations(actor: Actor, clause: Clause) -> list[Relation]:
    """What the clause stands in a relation to, and what to it, as far as both may be known of."""
    every = known_relations(actor).filter(standing=Relation.Standing.CONFIRMED)
    every = every.filter(Q(subject_clause=clause) | Q(object_clause=clause))
    every = every.select_related("subject_work", "object_work", "subject_clause", "object_clause", "passage")
    return list(every.prefetch_related("subject_work__titles", "object_work__titles"))


def _citing(actor: Actor, clause: Clause) -> list[Citation]:
    """Where other texts name this clause, or its work without a clause."""
    seen = rows(actor, READ, Citation, via="text__expression").filter(work=clause.work_id, provision=clause.wid)
    seen = seen.filter(text__clause__work__in=rows(actor, READ, Work).values("pk"))
    seen = seen.filter(text__expression__state=State.SETTLED)
    return list(seen.select_related("text__clause__work").prefetch_related("text__clause__work__titles")[:50])
