"""Sentences about what a party undertook and did: its institutions, commitments, measures and their evidence."""

from __future__ import annotations

from collections.abc import Iterator

from muntada.followup.models import Commitment, Contribution, Evidence, Institution, Measure
from muntada.library.models import Work
from muntada.library.queries.clause_names import clause_names
from muntada.parties.told import day_in
from muntada.reports.plan import chapter_for
from muntada.reports.proposing import Based, Proposal, Unit, paragraph
from muntada.reports.queries.proposals.scope import Scope
from muntada.reports.told import form_of, meeting_in, party_in, say, when_in, worded, work_in
from muntada.reports.wording.agreeing import capital, joined, the

_OF_KIND = {
    Measure.Kind.LAW.value: "legal",
    Measure.Kind.INSTITUTION.value: "institutions",
    Measure.Kind.TRAINING.value: "capacity",
    Measure.Kind.PROCEDURE.value: "protection",
    Measure.Kind.PROGRAMME.value: "prevention",
}
_MOST = 3  # pieces of evidence, and clauses, that a paragraph names


def measures_of(scope: Scope) -> list[Measure]:
    """The measures of the party that stood in the year: begun by then, and not completed before it."""
    year = str(scope.year)
    found = scope.see(Measure).filter(party=scope.party, archived=False).select_related("owner").order_by("reference")
    return [
        one
        for one in scope.fitting(found)
        if not (one.start and one.start[:4] > year) and not (one.completed and one.completed[:4] < year)
    ]


def commitments_of(scope: Scope) -> list[Commitment]:
    """What the party undertook by the end of the year."""
    found = scope.see(Commitment).filter(party=scope.party).select_related("lead", "clause__work", "outcome__meeting")
    return [one for one in scope.fitting(found.order_by("pk")) if not one.since or one.since[:4] <= str(scope.year)]


def institutions(scope: Scope) -> Iterator[Proposal]:
    """A paragraph on the institutions of the party that are concerned."""
    found = scope.fitting(scope.see(Institution).filter(party=scope.party).order_by("pk"))
    if found:
        texts = {
            language: say(
                "institution.are", language, names=joined([institution_in(one, language) for one in found], language)
            )
            for language in scope.languages
        }
        unit = Unit(texts, tuple(scope.based(one) for one in found))
        yield paragraph(f"institutions:{scope.party.pk}", "institutions", "", [unit], scope.languages)


def institution_in(one: Institution, language: str) -> str:
    """The name of an institution in this language, else in another."""
    names = {"ar": one.name_ar, "en": one.name_en, "fr": one.name_fr}
    code = next(code for code in (language, "ar", "en", "fr") if names[code])
    return the(names[code], state=False) if code == language == "en" else names[code]


def measures(scope: Scope) -> Iterator[Proposal]:
    """A paragraph for each measure: where it stands, who answers for it, what it serves and what shows it."""
    for one in measures_of(scope):
        units = [_stands(scope, one), *_owner(scope, one), *_serves(scope, one), *_shown(scope, one)]
        chapter = chapter_for([*one.topics, one.lifecycle], _OF_KIND[one.kind])
        yield paragraph(f"followup.measure:{one.pk}", chapter, f"5 {one.reference}", units, scope.languages)


def _stands(scope: Scope, one: Measure) -> Unit:
    key, day = {
        Measure.Status.COMPLETED.value: ("measure.at", one.completed),
        Measure.Status.PLANNED.value: ("measure.by", one.target),
        Measure.Status.IN_PREPARATION.value: ("measure.by", one.target),
    }.get(one.status, ("measure.since", one.start))

    def said(language: str) -> str:
        return capital(
            say(
                f"measure.{one.status}",
                language,
                title=worded({"ar": one.title_ar, "en": one.title_en, "fr": one.title_fr}, language),
                kind=say(f"kind.{one.kind}", language),
                reference=one.reference,
                when=say(key, language, day=day_in(day, language), when=when_in(day, language)) if day else "",
            )
        )

    return Unit({language: said(language) for language in scope.languages}, (scope.based(one),))


def _owner(scope: Scope, one: Measure) -> Iterator[Unit]:
    if one.owner is not None and scope.fits(one.owner):
        owner = one.owner
        texts = {
            language: capital(say("measure.owner", language, owner=institution_in(owner, language)))
            for language in scope.languages
        }
        yield Unit(texts, (scope.based(one), scope.based(owner)))


def _serves(scope: Scope, one: Measure) -> Iterator[Unit]:
    told = Contribution.objects.filter(measure=one, commitment__in=[each.pk for each in commitments_of(scope)])
    served = [row.commitment for row in told.select_related("commitment__clause__work").order_by("pk")]
    named = [each for each in served if each.clause is not None][:_MOST]
    if named:
        texts = {
            language: say(
                "measure.serves",
                language,
                clauses=joined([_what(scope, each, language).rstrip(",") for each in named], language),
            )
            for language in scope.languages
        }
        yield Unit(texts, tuple(scope.based(each) for each in named))


def _shown(scope: Scope, one: Measure) -> Iterator[Unit]:
    """What shows it: only evidence that holds at the end of the year, each with the passage that it rests on."""
    for piece in scope.fitting(scope.see(Evidence).filter(measure=one).order_by("pk"))[:_MOST]:
        last = piece.revisions.order_by("-number").first()
        if last is None or last.received.year > scope.year:
            continue
        if last.expires is not None and last.expires.year < scope.year:
            continue
        texts = {
            language: say(
                "measure.evidence",
                language,
                title=worded({"ar": piece.title_ar, "en": piece.title_en, "fr": piece.title_fr}, language),
                day=day_in(last.received.isoformat(), language),
            )
            for language in scope.languages
        }
        based = scope.based(piece)
        passage = last.passage if last.passage is not None and scope.fits(last.passage.document) else None
        yield Unit(texts, (Based(based.record_type, based.record_key, passage.pk) if passage else based,))


def commitments(scope: Scope) -> Iterator[Proposal]:
    """A paragraph for each clause or outcome that the party answered, with its own words and who leads."""
    for one in commitments_of(scope):
        if one.response == Commitment.Response.NONE:
            continue
        units = [_answered(scope, one), *_words(scope, one), *_lead(scope, one)]
        topics, pillar = (one.clause.topics, one.clause.pillar) if one.clause is not None else ([], None)
        chapter = chapter_for(topics, "legal" if one.clause is not None else "cooperation", pillar)
        yield paragraph(f"followup.commitment:{one.pk}", chapter, f"4 {one.pk:09d}", units, scope.languages)


def _answered(scope: Scope, one: Commitment) -> Unit:
    texts = {
        language: capital(
            say(
                f"commitment.{one.response}.{form_of(scope.party)}",
                language,
                party=party_in(scope.party, language),
                what=_what(scope, one, language).rstrip(","),
            )
        )
        for language in scope.languages
    }
    return Unit(texts, (scope.based(one),))


def _what(scope: Scope, one: Commitment, language: str) -> str:
    """The clause or outcome that a commitment answers."""
    if one.clause is not None:
        work: Work = one.clause.work
        name = clause_names(scope.actor, [one.clause], language)[one.clause.pk]
        return say("clause_of", language, clause=name, work=work_in(work, language, alone=True))
    assert one.outcome is not None
    meeting = meeting_in(one.outcome.meeting, language, genitive=True)
    return say("outcome_of", language, reference=one.outcome.reference, meeting=meeting)


def _words(scope: Scope, one: Commitment) -> Iterator[Unit]:
    given = {"ar": one.words_ar, "en": one.words_en, "fr": one.words_fr}
    if any(given.values()):
        texts = {
            language: say(
                "commitment.words",
                language,
                text=worded({key: said.rstrip(".") for key, said in given.items()}, language),
            )
            for language in scope.languages
        }
        yield Unit(texts, (scope.based(one),))


def _lead(scope: Scope, one: Commitment) -> Iterator[Unit]:
    if one.lead is not None and scope.fits(one.lead):
        lead = one.lead
        texts = {
            language: capital(say("commitment.lead", language, lead=institution_in(lead, language)))
            for language in scope.languages
        }
        yield Unit(texts, (scope.based(one), scope.based(lead)))
