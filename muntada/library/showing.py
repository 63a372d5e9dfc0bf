"""Brings the sample instruments in for a demonstration: each text in three languages, settled, with its topics."""

from __future__ import annotations

from muntada.access.actor import CLERK, Actor
from muntada.library.actions.making import make_work
from muntada.library.actions.relating import note_citations
from muntada.library.actions.texts import propose_text, settle
from muntada.library.actions.vocabulary import note_terms, record_uptake, set_topics
from muntada.library.models import Clause, Expression, Uptake, Work
from muntada.library.samples import LANGUAGES, Sample, sample_topics, sample_uptakes, samples
from muntada.library.spotting import suggested_topics
from muntada.library.structure import propose
from muntada.parties.models import Party

_NOTE = "A sample: written for the demonstration, of a forum that does not exist."


def bring_samples(actor: Actor) -> int:
    """Bring in what is not there yet of the sample instruments; how many language versions that were."""
    brought = 0
    for one in samples():
        work = Work.objects.filter(pk=one.older_of or one.key).first() or _made(actor, one)
        fresh = [language for language in LANGUAGES if not _there(work, one, language)]
        for language in fresh:
            proposal = propose(one.words(language), language=language)
            version = propose_text(actor, work, proposal, quality=Expression.Quality.TYPED, version=one.version)
            held = settle(actor, version, seen=version.revision)
            note_terms(CLERK, held)
            note_citations(CLERK, held)
        if fresh:
            _say_topics(actor, work)
        brought += len(fresh)
    if brought:
        _say_uptakes(actor)
    return brought


def _made(actor: Actor, one: Sample) -> Work:
    treaty = one.kind == "convention"
    return make_work(
        actor,
        key=one.older_of or one.key,
        titles={language: one.title(language) for language in LANGUAGES},
        kind=one.kind,
        symbol=one.symbol,
        adopted=one.adopted,
        adopted_by=Work.Adoption.SIGNATURE if treaty else Work.Adoption.CONSENSUS,
        binding="treaty" if treaty else "",
        topics=one.topics,
        note=_NOTE,
    )


def _there(work: Work, one: Sample, language: str) -> bool:
    return Expression.objects.filter(work=work, language=language, version=one.version).exists()


def _say_topics(actor: Actor, work: Work) -> None:
    """What the samples say, else what the words suggest, where nobody has said yet what a clause is about."""
    for clause in (
        Clause.objects.filter(work=work, topics=[]).select_related("work").prefetch_related("texts__expression")
    ):
        words = {text.expression.language: f"{text.heading}\n\n{text.text}" for text in clause.texts.all()}
        found = sample_topics().get((work.pk, clause.wid)) or suggested_topics(words)
        if found:
            set_topics(actor, clause, topics=found)


def _say_uptakes(actor: Actor) -> None:
    for one in sample_uptakes():
        clause = Clause.objects.filter(work=one.key, wid=one.wid).select_related("work").first()
        known = Party.objects.filter(pk=one.party).exists()
        if clause is None or not known or Uptake.objects.filter(clause=clause, party=one.party).exists():
            continue
        record_uptake(
            actor, clause, party=one.party, place=one.place, when=one.when, activity=one.activity, source=one.source
        )
