"""The page of a clause in follow-up: from its words through what was undertaken and done to what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.followup.actions.judging import judges_as
from muntada.followup.models import Assessment, Institution
from muntada.followup.queries.clause import Counts, Kept, Step, kept
from muntada.followup.queries.placed import Placed
from muntada.library.models import Clause, ClauseText, Expression, Work
from muntada.library.queries.clause_names import clause_names
from muntada.library.queries.reading import read_texts
from muntada.trail.looking import note_consultation
from muntada.web.asking import asker, found
from muntada.web.followup.drawn import work_names
from muntada.web.followup.standing_words import RESULTS, STATES, state_word
from muntada.web.followup.words import RELATIONSHIPS
from muntada.web.handling import who
from muntada.web.labels import TONGUES
from muntada.web.library.said import WAYS
from muntada.web.names import Names

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Said:
    """A step of a way in words: two clauses with their addresses, what stands between them, who says so and why."""

    source: str
    source_at: tuple[str, str]
    relationship: Any
    target: str
    target_at: tuple[str, str]
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure that counts for the clause, in words."""

    counts: Counts
    word: str
    key: str
    way: tuple[Said, ...]


@require_safe
def clause_followup(request: HttpRequest, key: str, wid: str) -> HttpResponse:
    """What became of a clause: of every party, or of the one that the address names."""
    actor, language = asker(request), get_language() or "ar"
    texts = _texts(actor, key, wid)
    work = texts[0].clause.work if texts else None
    found(request, work, Work, key)
    assert work is not None
    clause = texts[0].clause
    every = kept(actor, clause, language, request.GET.get("party", ""))
    for one in every:
        for judged in one.judgements:
            note_consultation(actor, judged)
    context = {
        "work": work,
        "clause": clause,
        "called": clause_names(actor, [clause], language)[clause.pk],
        "texts": [(text, WAYS[text.expression.language]) for text in texts],
        "parties": [_party(actor, one, language) for one in every],
        "results": RESULTS,
        "states": STATES,
        "all_parties": bool(request.GET.get("party")),
    }
    return render(request, "followup/clause.html", context)


def _texts(actor: Actor, key: str, wid: str) -> list[ClauseText]:
    """The words of the clause in each language, the reader's first."""
    seen = (
        read_texts(actor).filter(clause__work=key, clause__wid=wid).exclude(expression__state=Expression.State.REPLACED)
    )
    seen = seen.filter(clause__work__in=rows(actor, READ, Work).values("pk")).select_related(
        "clause__work", "expression"
    )
    by_language = {text.expression.language: text for text in seen.order_by("expression__state")}
    return sorted(by_language.values(), key=lambda text: _place(text.expression.language))


def _place(language: str) -> tuple[bool, int]:
    return (language != get_language(), TONGUES.index(language))


def _party(actor: Actor, one: Kept, language: str) -> dict[str, Any]:
    may_judge = one.commitment is not None and bool(judges_as(actor)) and _judges(actor, one)
    seen = {i.pk: i for i in rows(actor, READ, Institution).filter(party=one.party)}
    lead = seen.get(one.commitment.lead_id or "") if one.commitment is not None else None
    return {
        "party": one.party,
        "commitment": one.commitment,
        "lead": lead,
        "state": one.state.name.lower(),
        "word": state_word(one.state),
        "years": [
            (year, state.name.lower(), state_word(state))
            for year, state in zip(one.years[::-1], one.by_year[::-1], strict=True)
        ],
        "measures": [_shown(actor, counts, language) for counts in one.measures],
        "judgements": [judgement_shown(actor, judged) for judged in one.judgements],
        "may_judge": may_judge,
    }


def _judges(actor: Actor, one: Kept) -> bool:
    return any(
        decide(actor, Permission.JUDGEMENT_WRITE, Assessment(commitment=one.commitment, originator=name))
        for name in judges_as(actor)
    )


def judgement_shown(actor: Actor, one: Assessment) -> dict[str, Any]:
    """A judgement as pages show it: in whose name it was made, and its result in words."""
    return {"one": one, "result": RESULTS[one.result], "whose": who(Names(actor), one.originator)}


def _shown(actor: Actor, counts: Counts, language: str) -> Shown:
    places = [place for step in counts.steps for place in (step.source, step.target)]
    works = work_names(actor, {place.work for place in places})
    clauses = [Clause(pk=place.clause, work_id=place.work, wid=place.wid) for place in places]
    names = clause_names(actor, clauses, language) if clauses else {}

    def called(place: Placed) -> str:
        return f"{works.get(place.work, place.work)} · {names[place.clause]}"

    said = tuple(_said(step, called(step.source), called(step.target)) for step in counts.steps)
    return Shown(counts, state_word(counts.state), counts.state.name.lower(), said)


def _said(step: Step, source: str, target: str) -> Said:
    return Said(
        source=source,
        source_at=(step.source.work, step.source.wid),
        relationship=RELATIONSHIPS[step.relationship],
        target=target,
        target_at=(step.target.work, step.target.wid),
        why=step.mapping.why,
        by=step.mapping.originator,
    )
