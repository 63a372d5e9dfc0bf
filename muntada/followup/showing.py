"""Brings the sample party in for a demonstration, by the verbs that anybody uses: what it undertook and did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.followup.actions.commitments import enter_commitment
from muntada.followup.actions.evidence import File, add_evidence
from muntada.followup.actions.institutions import enter_institution
from muntada.followup.actions.mappings import enter_mapping
from muntada.followup.actions.measures import enter_measure, serve
from muntada.followup.actions.progress import write_report
from muntada.followup.models import Commitment, Institution, Mapping, Measure
from muntada.followup.samples import NAMES, PARTY, SampleEvidence, SampleMeasure, sample
from muntada.library.models import Clause
from muntada.parties.models import Name, Party
from muntada.text.language import detect
from muntada.trail.deed import act

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sample file, as a capture would give them."""

    text: str
    media_type: str = "text/plain"
    title: str = ""
    address: str = ""
    published: date | None = None
    furniture: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def language_hint(self) -> str:
        """The language of the words."""
        return detect(self.text)


def bring_sample(actor: Actor, progress: Progress = lambda _done, _total: None) -> int:
    """Bring the sample party in, whole and once; how many measures that were: 0 where it is there, or where the sample
    instruments are not."""
    if Measure.objects.filter(party=PARTY).exists() or not _clauses():
        return 0
    with transaction.atomic():
        steps = _steps(actor)
        total = next(steps)
        for done, _step in enumerate(steps, start=1):
            progress(done, total)
    return len(sample().measures)


def _steps(actor: Actor) -> Iterator[int]:
    """The number of records, then one step for each."""
    given = sample()
    lists = (
        given.institutions, given.commitments, given.mappings, given.measures, given.evidence, given.reports,
    )  # fmt: skip
    yield sum(map(len, lists))
    party, clauses = _party(actor), _clauses()
    known: dict[str, Institution] = {}
    for one in given.institutions:
        known[one.id] = enter_institution(
            actor, party=party, name_ar=one.name_ar, name_en=one.name_en, name_fr=one.name_fr, contact=one.contact,
            language=one.language,
        )  # fmt: skip
        yield 1
    undertaken: dict[str, Commitment] = {}
    for said in given.commitments:
        undertaken[said.id] = enter_commitment(
            actor, party=party, clause=clauses[said.to], response=said.response, lead=known[said.lead],
            contributors=[known[other] for other in said.contributors], authority=known[said.authority],
            since=said.since, words_ar=said.words_ar, words_en=said.words_en,
        )  # fmt: skip
        yield 1
    yield from _mappings(actor, clauses)
    measures: dict[str, Measure] = {}
    for told in given.measures:
        measures[told.id] = _measure(actor, party, told, known, undertaken)
        yield 1
    for shown in given.evidence:
        _evidence(actor, measures[shown.measure], shown, known)
        yield 1
    for report in given.reports:
        write_report(
            actor, measures[report.measure], due=date.fromisoformat(report.due), status=report.status,
            text_ar=report.text_ar, text_en=report.text_en,
        )  # fmt: skip
        yield 1


def _party(actor: Actor) -> Party:
    found = Party.objects.filter(pk=PARTY).first()
    if found is not None:
        return found
    with act(actor, Permission.RECORD_WRITE) as deed:
        made = Party.objects.create(key=PARTY, kind=Party.Kind.STATE)
        for language, text in NAMES.items():
            Name.objects.create(party=made, language=language, text=text, preferred=True)
        deed.of(made)
    return made


def _clauses() -> dict[str, Clause]:
    """The clauses that the sample speaks of, by how it names them; none where one of them is missing."""
    wanted = {one.to for one in sample().commitments}
    wanted |= {end for one in sample().mappings for end in (one.source, one.target)}
    works = {name.rpartition("/")[0] for name in wanted}
    there = {f"{one.work_id}/{one.wid}": one for one in Clause.objects.filter(work__in=works).select_related("work")}
    return there if wanted <= set(there) else {}


def _mappings(actor: Actor, clauses: dict[str, Clause]) -> Iterator[int]:
    for one in sample().mappings:
        source, target = clauses[one.source], clauses[one.target]
        if not Mapping.objects.filter(source=source, target=target).exists():
            enter_mapping(
                actor, source, target, relationship=one.relationship, rationale=one.rationale, strength=one.strength,
                why=one.why,
            )  # fmt: skip
        yield 1


def _measure(
    actor: Actor, party: Party, one: SampleMeasure, known: dict[str, Institution], undertaken: dict[str, Commitment]
) -> Measure:
    made = enter_measure(
        actor, party=party, kind=one.kind, title_ar=one.title_ar, title_en=one.title_en, text_ar=one.text_ar,
        text_en=one.text_en, owner=known[one.owner], status=one.status, start=one.start, target=one.target,
        target_note=one.target_note, completed=one.completed, sectors=one.sectors, topics=one.topics,
        lifecycle=one.lifecycle, report_every=one.report_every, report_from=_day(one.report_from),
    )  # fmt: skip
    for served in one.serves:
        name, _is, extent = served.partition("=")
        serve(actor, made, undertaken[name], extent=extent)
    return made


def _evidence(actor: Actor, measure: Measure, one: SampleEvidence, known: dict[str, Institution]) -> None:
    file: dict[str, Any] = {}
    if one.words:
        file = {"file": File(one.words.encode(), Words(one.words, title=one.title_ar), f"{one.measure}.txt")}
    add_evidence(
        actor, measure, kind=one.kind, title_ar=one.title_ar, title_en=one.title_en, holder=known[one.holder],
        address=one.address, received=_day(one.received), effective=_day(one.effective), expires=_day(one.expires),
        note=one.note, **file,
    )  # fmt: skip


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
