"""Answers are taken over by a person, or sent back with a reason; before that they change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.evidence.store import get
from muntada.followup.actions.evidence import File, add_evidence
from muntada.followup.actions.progress import change_report, write_report
from muntada.followup.actions.under import changing
from muntada.followup.due import due_days
from muntada.followup.events import AnswerSentBack, RequestSettled
from muntada.followup.models import Answer, Commitment, Evidence, Measure, Report, Request
from muntada.followup.refused import AskingRefused
from muntada.forum.actions.wording import checked_text
from muntada.trail.deed import act

LONGEST_REASON = 5_000
TAKE = Permission.ANSWER_TAKE
State = Answer.State
_KIND = {"ar": "جواب الجهة", "en": "Answer of the institution", "fr": "Réponse de l’institution"}


@dataclass(frozen=True, slots=True)
class _Again:
    """A document that came with an answer, as a capture of the same file."""

    document: Document

    @property
    def text(self) -> str:
        return str(self.document.text)

    @property
    def media_type(self) -> str:
        return str(self.document.media_type)

    @property
    def title(self) -> str:
        return str(self.document.title)

    @property
    def address(self) -> str:
        return str(self.document.address)

    @property
    def published(self) -> date | None:
        return self.document.published

    @property
    def language_hint(self) -> str:
        return str(self.document.language)

    @property
    def furniture(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self.document.furniture]

    @property
    def notes(self) -> list[str]:
        return list(self.document.notes)


def take(actor: Actor, answer: Answer, *, seen: str | None = None) -> Answer:
    """Take an answer over into the record: a measure's status, a draft report in the institution's words with what
    shows it; or a commitment's response. `seen` is what the record said when the person decided.

    Raises AskingRefused where somebody decided, or the record changed, in the meantime; NotPossible, ValueRefused.
    """
    with act(actor, TAKE, on=answer.request) as deed:
        held = _held(answer)
        if held.measure is not None:
            made = _into_measure(actor, held, _measure(held, seen))
            deed.of(held.measure, answer=held.pk, report=made.pk if made is not None else None)
        elif held.commitment is not None:
            _into_commitment(actor, held, _commitment(held, seen))
            deed.of(held.commitment, answer=held.pk)
        _decide(actor, held, State.TAKEN, "")
        deed.of(held.request, taken=held.pk)
    return held


def send_back(actor: Actor, answer: Answer, *, reason: str) -> Answer:
    """Refuse an answer, with a reason that the institution reads; it can answer anew, in another round.

    A questionnaire of the round before is taken no more. Raises AskingRefused, ValueRefused.
    """
    told = checked_text(reason, field="reason", limit=LONGEST_REASON)
    with act(actor, TAKE, on=answer.request) as deed:
        held = _held(answer)
        _decide(actor, held, State.REFUSED, told)
        request = held.request
        request.state, request.version = Request.State.OPEN, request.version + 1
        request.save(update_fields=["state", "version"])
        deed.of(request, sent_back=held.pk)
        deed.to(f"institution:{request.institution_id}")
        deed.tell(RequestSettled(request.pk))
        deed.tell(AnswerSentBack(request.pk))
    return held


def _held(answer: Answer) -> Answer:
    """The answer with its request, both held. Raises AskingRefused("decided"), ("closed")."""
    request = Request.objects.select_for_update(of=("self",)).select_related("institution").get(pk=answer.request_id)
    if request.state == Request.State.CLOSED:
        raise AskingRefused("closed")
    held = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if held.state != State.OPEN:
        raise AskingRefused("decided")
    held.request = request
    return held


def _measure(answer: Answer, seen: str | None) -> Measure:
    held = (
        Measure.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(pk=answer.measure_id or 0)
        .first()
    )
    if held is None or held.archived:
        raise AskingRefused("not_kept")
    if seen is not None and seen != held.status:
        raise AskingRefused("moved")
    return held


def _commitment(answer: Answer, seen: str | None) -> Commitment:
    held = Commitment.objects.select_for_update(of=("self",)).filter(pk=answer.commitment_id or 0).first()
    if held is None:
        raise AskingRefused("not_kept")
    if seen is not None and seen != held.response:
        raise AskingRefused("moved")
    return held


def _into_measure(actor: Actor, answer: Answer, measure: Measure) -> Report | None:
    columns = {"status": answer.status or measure.status}
    if answer.completed and columns["status"] == Measure.Status.COMPLETED:
        columns["completed"] = answer.completed
    with changing(actor, Permission.MEASURE_WRITE, measure, columns):
        pass
    shown = _evidence(actor, answer, measure)
    return _report(actor, answer, measure, shown) if answer.text else None


def _evidence(actor: Actor, answer: Answer, measure: Measure) -> list[Evidence]:
    """What came with the answer, as evidence of the measure that the institution holds."""
    language = answer.request.institution.language
    made = []
    for one in answer.attachments.select_related("document"):
        document = one.document
        file = File(get(Path(settings.STORE), document.sha256), _Again(document), document.name) if document else None
        title = one.title or (document.title or document.name if document else one.address)
        said: dict[str, Any] = {
            "kind": _KIND[language],
            f"title_{language}": title[:300],
            "file": file,
            "address": one.address,
        }
        made.append(add_evidence(actor, measure, holder=answer.request.institution, **said))
    return made


def _report(actor: Actor, answer: Answer, measure: Measure, shown: list[Evidence]) -> Report | None:
    """A draft report in the institution's words for the day it is due; none where one that stands is there already."""
    due = _day_of_report(measure, answer.request.due)
    said: dict[str, Any] = {f"text_{answer.request.institution.language}": answer.text, "status": measure.status}
    there = Report.objects.filter(measure=measure, due=due).first()
    if there is None:
        return write_report(actor, measure, due=due, evidence=shown, **said)
    if there.state != Report.State.DRAFT:
        return None
    texts = {f"text_{language}": getattr(there, f"text_{language}") for language in ("ar", "en", "fr")}
    return change_report(actor, there, evidence=[*there.evidence.all(), *shown], **(texts | said))


def _day_of_report(measure: Measure, asked: date) -> date:
    """The day that the report is due on: of a measure that is reported on regularly the last one by then."""
    if measure.report_from is None:
        return asked
    days = due_days(measure.report_every, measure.report_from, measure.report_until, asked)
    return days[-1] if days else measure.report_from


def _into_commitment(actor: Actor, answer: Answer, commitment: Commitment) -> None:
    language = answer.request.institution.language
    columns = {"response": answer.response or commitment.response}
    if answer.text:
        columns[f"words_{language}"] = answer.text
    with changing(actor, Permission.COMMITMENT_WRITE, commitment, columns):
        pass


def _decide(actor: Actor, answer: Answer, state: Answer.State, reason: str) -> None:
    answer.state, answer.reason = state, reason
    answer.decided_by, answer.decided_at = actor.key, clock.now()
    answer.save(update_fields=["state", "reason", "decided_by", "decided_at"])
