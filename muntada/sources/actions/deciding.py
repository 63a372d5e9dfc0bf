"""A person's yes, correction or no to a finding, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db.models import ProtectedError

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import NotQuoted, cite, passage_of
from muntada.evidence.matching import Ambiguous, Into
from muntada.evidence.models import Citation, Passage
from muntada.evidence.pen import Written, resting_on, take_back
from muntada.evidence.values import Json, ValueRefused
from muntada.forum.actions.changes import noting
from muntada.sources.actions.recording import record
from muntada.sources.actions.resting import nothing_rests_on
from muntada.sources.attributes import Values, checked
from muntada.sources.matching import Undecidable
from muntada.sources.models import Decision, Finding
from muntada.trail.deed import Record, act, key_of, label

State, Verdict = Finding.State, Decision.Verdict
REASONS = (ValueRefused, Ambiguous, NotQuoted, Undecidable)
# What others belong to is decided before them.
_FIRST = {"body": 0, "instrument": 0, "meeting": 1, "agenda": 3, "distribution": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants to be decided of one finding; `attrs` for a correction, `into` as for `accept`."""

    finding: Finding
    verdict: Decision.Verdict
    attrs: Mapping[str, Json] | None = None
    into: Into = None


class NoneDecided(ValueError):
    """Raised where not all choices can be carried out, and so none was: each finding's id with its reason."""

    def __init__(self, problems: Sequence[tuple[int, Exception]]) -> None:
        super().__init__("Nothing was decided: " + " ".join(f"[{pk}] {error}" for pk, error in problems))
        self.problems = tuple(problems)


def accept(actor: Actor, finding: Finding, into: Into = None) -> Decision:
    """The finding becomes a record, or joins the one that it is about; every value is cited.

    `into` names that record where the values alone do not, or NEW. Accepting twice is harmless: the answer is the
    decision that stands. Raises one of REASONS.
    """
    with act(actor, Permission.FINDING_DECIDE, on=finding) as deed:
        _hold_open(finding)
        standing = _standing(finding, finding.values, into)
        return standing or _enter(actor, deed, finding, Verdict.ACCEPT, finding.corrected, into)


def correct(actor: Actor, finding: Finding, attrs: Mapping[str, Json], into: Into = None) -> Decision:
    """Accept the finding with these attributes instead of the drafted ones. One that was accepted before is taken
    back first. Raises one of REASONS."""
    with act(actor, Permission.FINDING_DECIDE, on=finding) as deed:
        _hold_open(finding)
        clean = checked(finding.type, attrs)
        if finding.state == State.ACCEPTED and finding.values != clean:
            _take_back(actor, deed, _latest(finding))
            _hold(finding)
        standing = _standing(finding, clean, into)
        return standing or _enter(actor, deed, finding, Verdict.CORRECT, clean, into)


def reject(actor: Actor, finding: Finding) -> Decision:
    """The finding is wrong, or not wanted; it does not come back on reading again. One that was accepted before is
    taken back first. Raises Undecidable."""
    with act(actor, Permission.FINDING_DECIDE, on=finding) as deed:
        _hold_open(finding)
        if finding.state == State.REJECTED:
            return _latest(finding)
        if finding.state == State.ACCEPTED:
            _take_back(actor, deed, _latest(finding))
            _hold(finding)
        before = _before(finding)
        finding.state = State.REJECTED
        finding.save(update_fields=["state"])
        return _decided(actor, deed, finding, Verdict.REJECT, before, {})


def undo(actor: Actor, decision: Decision) -> Finding:
    """Take a decision back with all that it brought about. Doing so twice is harmless.

    Raises Undecidable where a newer decision rests on it, or a settled conflict does.
    """
    with act(actor, Permission.FINDING_DECIDE, on=decision.finding) as deed:
        _hold(decision.finding)
        decision.refresh_from_db(fields=["undone_at"])
        if decision.undone_at is None:
            _take_back(actor, deed, decision)
        finding = Finding.objects.get(pk=decision.finding_id)
        decision.finding = finding
        return finding


def decide_many(actor: Actor, choices: Iterable[Choice]) -> list[Decision]:
    """Decide all of these findings, a deed for each, or none: then NoneDecided says what stood in the way.

    Decisions come in the order of the choices; what others belong to is decided before them.
    """
    wanted = list(choices)
    order = sorted(range(len(wanted)), key=lambda at: _rank(wanted[at].finding))
    decisions: dict[int, Decision] = {}
    problems: list[tuple[int, Exception]] = []
    with act(actor, Permission.FINDING_DECIDE):
        for at in order:
            try:
                decisions[at] = _carry_out(actor, wanted[at])
            except REASONS as error:
                problems.append((wanted[at].finding.pk, error))
        if problems:
            raise NoneDecided(problems)
    return [decisions[at] for at in range(len(wanted))]


def _carry_out(actor: Actor, choice: Choice) -> Decision:
    verbs: dict[Decision.Verdict, Callable[[], Decision]] = {
        Verdict.ACCEPT: lambda: accept(actor, choice.finding, choice.into),
        Verdict.CORRECT: lambda: correct(actor, choice.finding, choice.attrs or {}, choice.into),
        Verdict.REJECT: lambda: reject(actor, choice.finding),
    }
    return verbs[choice.verdict]()


def _rank(finding: Finding) -> tuple[int, int, int]:
    return _FIRST.get(finding.type, 2), finding.start, finding.pk


def _hold(finding: Finding) -> None:
    """Lock the finding's row until the deed ends, and see it as it is: two people may press at once."""
    Finding.objects.select_for_update().get(pk=finding.pk)
    finding.refresh_from_db()


def _hold_open(finding: Finding) -> None:
    """Hold a finding that is there to be decided."""
    _hold(finding)
    if finding.state == State.WITHDRAWN:
        raise Undecidable("withdrawn", "Better rules no longer read this from the source.", finding.pk)


def _standing(finding: Finding, values: Mapping[str, object], into: Into) -> Decision | None:
    """The decision by which the finding is accepted already with these values, where it is."""
    if finding.state != State.ACCEPTED or finding.values != values:
        return None
    if into is not None and (into == "new" or (label(into), key_of(into)) not in _homes(finding)):
        raise Undecidable("already_accepted", "This was accepted into another record: undo that first.", finding.pk)
    return _latest(finding)


def _homes(finding: Finding) -> set[tuple[str, str]]:
    """The records that the finding became, and what they belong to."""
    cited = Citation.objects.filter(finding=finding.pk)
    homes = {(finding.record_type, finding.record_key), *cited.values_list("record_type", "record_key")}
    for field, kind in (("meeting", "forum.meeting"), ("work", "library.work")):
        homes |= {(kind, str(value)) for value in cited.filter(field=field).values_list("value", flat=True)}
    return homes


def _enter(
    actor: Actor,
    deed: Record,
    finding: Finding,
    verdict: Decision.Verdict,
    corrected: Mapping[str, Any] | None,
    into: Into,
) -> Decision:
    """Write the records, cite every value, and keep the way back."""
    before = _before(finding)
    clean = checked(finding.type, corrected if corrected is not None else finding.attrs)
    with resting_on(finding.source.document.handling, actor):
        written = record(actor, finding, Values(clean), into)
    passage, _ = passage_of(finding.source.document, finding.start, finding.end, finding.quote)
    sure = finding.confidence if corrected is None else 1.0
    citations = _cite_all(deed, written, passage, sure, finding.pk)
    main = written.records[0]
    finding.state, finding.corrected = State.ACCEPTED, dict(corrected) if corrected is not None else None
    finding.record_type, finding.record_key = label(main), key_of(main)
    finding.save(update_fields=["state", "corrected", "record_type", "record_key"])
    effects = {
        "steps": written.steps,
        "citations": citations,
        "passage": passage.pk,
        "records": [[label(thing), key_of(thing)] for thing in written.records],
    }
    return _decided(actor, deed, finding, verdict, before, effects)


def _cite_all(deed: Record, written: Written, passage: Passage, sure: float, finding: int) -> list[int]:
    """Cite every value that was said, once; the ids of the citations."""
    ids: list[int] = []
    for said in written.said:
        citation, new = cite(
            deed, said.record, said.field, said.value, passage=passage, confidence=sure, finding=finding
        )
        if new:
            ids.append(citation.pk)
    return ids


def _decided(
    actor: Actor,
    deed: Record,
    finding: Finding,
    verdict: Decision.Verdict,
    before: dict[str, Any],
    effects: dict[str, Any],
) -> Decision:
    decision = Decision.objects.create(finding=finding, verdict=verdict, by=actor.key, before=before, effects=effects)
    deed.of(finding, verdict=verdict.value, decision=decision.pk)
    return decision


def _before(finding: Finding) -> dict[str, Any]:
    return {
        "state": finding.state,
        "corrected": finding.corrected,
        "record_type": finding.record_type,
        "record_key": finding.record_key,
    }


def _latest(finding: Finding) -> Decision:
    latest = finding.decisions.filter(undone_at__isnull=True).order_by("-pk").first()
    assert latest is not None, "A decided finding has a decision."
    return latest


def _take_back(actor: Actor, deed: Record, decision: Decision) -> None:
    finding = Finding.objects.get(pk=decision.finding_id)
    latest = _latest(finding)
    if latest.pk != decision.pk:
        raise Undecidable("newer_decision", "This finding was decided again since: undo that first.", finding.pk)
    nothing_rests_on(decision)
    effects = decision.effects
    Citation.objects.filter(pk__in=effects.get("citations", [])).delete()
    steps = effects.get("steps", [])
    with noting(actor, deed, {step["key"] for step in steps if step["type"] == "forum.term"}, "taken back"):
        take_back(steps)
    # A passage on which something else rests, in whatever room, stays.
    with suppress(ProtectedError):
        Passage.objects.filter(pk=effects.get("passage"), citations__isnull=True).delete()
    for name, value in decision.before.items():
        setattr(finding, name, value)
    finding.save(update_fields=list(decision.before))
    decision.undone_at = clock.now()
    decision.save(update_fields=["undone_at"])
    deed.of(finding, undone=decision.pk)
