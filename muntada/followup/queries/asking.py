"""What institutions were asked: who has not answered, one request, and what stands at its secret address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from muntada.access import clock
from muntada.access.actor import CLERK, PUBLIC, Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.followup.models import Answer, Attachment, Commitment, Institution, Measure, Request
from muntada.followup.questionnaire import Asked, Question, Returned, read_back
from muntada.followup.questionnaire.words import CHOICES, RESPONSES, STATUSES
from muntada.followup.secret import SHAPE, digest_of, seal
from muntada.library.queries.clause_names import clause_names
from muntada.library.queries.texts import words_in_force
from muntada.library.told import title_in
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP, up_to

READ, GIVE = Permission.RECORD_READ, Permission.ANSWER_GIVE
LANGUAGES = ("ar", "en", "fr")
UNDER_WAY = (Answer.State.DRAFT, Answer.State.OPEN)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing asked about, with what the record says of it now and how it was answered.

    `answer` is the one that is written, sent or taken over; `back` those that were sent back, the latest first.
    """

    key: str
    measure: Measure | None
    commitment: Commitment | None
    reference: str
    title: str
    words: str
    recorded: str
    choices: tuple[str, ...]
    answer: Answer | None = None
    back: tuple[Answer, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.answer is None or self.answer.state == Answer.State.DRAFT

    @property
    def chosen(self) -> str:
        """What the answer chose."""
        return choice_of(self.answer) if self.answer is not None else ""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who opened a secret address, as the trail names them, and what stands there."""

    actor: Actor
    request: Request


def choice_of(answer: Answer) -> str:
    """The status, or the response, that an answer gives."""
    return answer.status or answer.response


def addressed(secret: str) -> Addressed | None:
    """The request at this secret address, while it has not ended; None for whatever else is tried.

    The actor is the institution by its address, and meets nothing above the label of the request.
    """
    if not SHAPE.fullmatch(secret):
        return None
    with under_ceiling(CLERK):  # nobody signed in: who it is follows from the address alone
        lasting = rows(CLERK, GIVE, Request).filter(digest=digest_of(secret), ends__gt=clock.now(), restricted=False)
        found = lasting.exclude(state=Request.State.CLOSED).select_related("institution", "institution__party").first()
    if found is None or found.institution.restricted or TLP(found.tlp) == TLP.RED:
        return None
    return Addressed(actor_of(found.institution, TLP(found.tlp)), found)


def actor_of(institution: Institution, label: TLP) -> Actor:
    """An institution at its address."""
    return Actor(f"institution:{institution.key}", str(institution), frozenset({Role.CLERK}), clearance=label)


def things_of(request: Request, language: str) -> list[Thing]:
    """What the request asks about, as far as its own label allows, in the order of entry: measures, commitments."""
    allowed: dict[str, Any] = {"requests": request, "tlp__in": up_to(TLP(request.tlp)), "restricted": False}
    # The one who asks and the one who answers see the same list: what the request names, and of that what everybody
    # may see who sees the request. A thing that was marked more strictly since is not among it any more.
    measures = rows(CLERK, GIVE, Measure).filter(archived=False, **allowed).order_by("pk")
    promised = rows(CLERK, GIVE, Commitment).filter(**allowed).order_by("pk")
    promised = promised.select_related("clause__work", "outcome").prefetch_related("clause__work__titles")
    commitments = [one for one in promised if all(each.flows_to(request.handling) for each in _handlings(one))]
    answers = list(request.answers.prefetch_related("attachments__document").order_by("pk"))
    seen = [one for one in measures if one.handling.flows_to(request.handling)]
    made = [_of_measure(one, language) for one in seen] + _of_commitments(commitments, language)
    return [_answered(one, answers) for one in made]


def thing_of(request: Request, key: str, language: str) -> Thing | None:
    """One thing that the request asks about."""
    return next((one for one in things_of(request, language) if one.key == key), None)


def asked_of(request: Request, language: str = "") -> Asked:
    """The request as its questionnaire says it: what can still be answered, in the institution's language."""
    spoken = language or request.institution.language
    told = [one for one in things_of(request, spoken) if one.is_open]
    return Asked(
        request=request.pk,
        version=request.version,
        language=spoken,
        label=request.tlp,
        institution=name_of(request.institution, spoken),
        text=request.text,
        due=request.due,
        questions=tuple(question_of(one, spoken) for one in told),
    )


def returned_of(request: Request, data: bytes) -> Returned:
    """What a questionnaire of this request says that came back. Raises QuestionnaireRefused."""
    # What a row holds is compared with its own seal, so that the language it was made in does not matter.
    told = things_of(request, "ar")
    read = read_back(data, request.pk, request.version, {one.key: question_of(one, "ar") for one in told}, seal)
    closed = {one.key for one in told if not one.is_open}  # which a later workbook does not ask any more
    return replace(read, aside=tuple(one for one in read.aside if one.code != "missing" or one.key not in closed))


def question_of(thing: Thing, language: str) -> Question:
    """A thing asked about as a row of the questionnaire."""
    what = f"{thing.title}\n{thing.words}".strip()[:2_000]
    recorded = CHOICES[language].get(thing.recorded, "")
    return Question(thing.key, thing.reference, what, recorded, thing.choices)


def name_of(institution: Institution, language: str) -> str:
    """Its name in the language, else in another."""
    return in_language(institution, "name", language)


def in_language(thing: object, field: str, language: str) -> str:
    """A text of a thing in the language, else in the next one that it has."""
    return next((said for one in (language, *LANGUAGES) if (said := str(getattr(thing, f"{field}_{one}")))), "")


def requests_where(
    actor: Actor, *, state: str = "", institution: str = "", year: int | None = None
) -> QuerySet[Request, Request]:
    """The requests that the actor may see; `state` is one of the request's, or `overdue`, `waiting` (answers wait to
    be taken over) or `silent` (nothing was answered at all)."""
    found = with_counts(rows(actor, READ, Request))
    if institution:
        found = found.filter(institution=institution)
    if year is not None:
        found = found.filter(due__year=year)
    if state == "overdue":
        return found.filter(state=Request.State.OPEN, due__lt=clock.today())
    if state == "silent":
        sent = Answer.objects.filter(request=OuterRef("pk")).exclude(state=Answer.State.DRAFT)
        return found.filter(~Exists(sent), state=Request.State.OPEN)
    if state == "waiting":
        waits = Answer.objects.filter(request=OuterRef("pk"), state=Answer.State.OPEN)
        return found.filter(Exists(waits))
    return found.filter(state=state) if state else found


def with_counts(found: QuerySet[Request, Request]) -> QuerySet[Request, Request]:
    """With how much was asked, answered, and waits to be taken over."""
    sent = Q(answers__state__in=[Answer.State.OPEN, Answer.State.TAKEN])
    return found.select_related("institution", "institution__party").annotate(
        asked_measures=Count("measures", distinct=True),
        asked_commitments=Count("commitments", distinct=True),
        answered=Count("answers", filter=sent, distinct=True),
        waiting=Count("answers", filter=Q(answers__state=Answer.State.OPEN), distinct=True),
    )


def request_of(actor: Actor, pk: int) -> Request | None:
    """One request that the actor may see."""
    return requests_where(actor).filter(pk=pk).first()


def answer_of(actor: Actor, pk: int) -> Answer | None:
    """One answer that was sent, of a request that the actor may see."""
    seen = rows(actor, READ, Answer, via="request").exclude(state=Answer.State.DRAFT)
    return seen.select_related("request__institution", "measure__party", "commitment__party").filter(pk=pk).first()


def attachment_of(actor: Actor, pk: int) -> Attachment | None:
    """What came with an answer that was sent, of a request that the actor may see."""
    seen = rows(actor, READ, Attachment, via="answer__request").exclude(answer__state=Answer.State.DRAFT)
    return seen.select_related("document", "answer__request").filter(pk=pk).first()


def without_draft(thing: Thing) -> Thing:
    """As whoever asks sees it: a draft is the institution's own."""
    return replace(thing, answer=None)


def references_of(commitments: Iterable[Commitment], language: str) -> dict[str, str]:
    """What these commitments are to, by number, in words to choose from."""
    told = _of_commitments(commitments, language)
    return {one.key[1:]: f"{one.reference} · {one.title}"[:200] for one in told}


def to_remind(today: date) -> QuerySet[Request]:
    """Open requests that an address leads to; for what is due."""
    lasting = Request.objects.filter(state=Request.State.OPEN, restricted=False, ends__gt=clock.now())
    return lasting.exclude(institution__email="").exclude(tlp=TLP.RED.value).select_related("institution__party")


def may_be_asked(actor: Actor) -> QuerySet[Institution]:
    """The institutions that the actor may ask."""
    return rows(actor, Permission.INSTITUTION_ASK, Institution).select_related("party").order_by("party", "key")


def _handlings(one: Commitment) -> list[Handling]:
    """How a commitment is handled, and what it is to, whose name and words stand beside it."""
    about = one.clause.work if one.clause is not None else one.outcome
    return [one.handling, *([about.handling] if about is not None else [])]


def _of_measure(measure: Measure, language: str) -> Thing:
    title, words = (in_language(measure, field, language) for field in ("title", "text"))
    return Thing(f"m{measure.pk}", measure, None, measure.reference, title, words, measure.status, STATUSES)


def _of_commitments(commitments: Iterable[Commitment], language: str) -> list[Thing]:
    listed = list(commitments)
    clauses = [one.clause for one in listed if one.clause is not None]
    # Of a text only what is open to all is shown: who sees the request need not be one of those who see a draft.
    names = clause_names(PUBLIC, clauses, language)
    texts = {pk: {one.expression.language: one.text for one in found}
             for pk, found in words_in_force(PUBLIC, clauses).items()}  # fmt: skip
    return [_of_commitment(one, names, texts, language) for one in listed]


def _of_commitment(one: Commitment, names: dict[int, str], texts: dict[int, dict[str, str]], language: str) -> Thing:
    if one.clause is not None:
        reference = f"{one.clause.work} {names[one.clause.pk]}"
        title = title_in(one.clause.work, language)
        said = texts.get(one.clause.pk, {})
        words = next((said[name] for name in (language, *LANGUAGES) if said.get(name)), "")
    else:
        reference = str(one.outcome)
        title, words = in_language(one.outcome, "text", language), ""
    return Thing(f"c{one.pk}", None, one, reference, title, words, one.response, RESPONSES)


def _answered(thing: Thing, answers: list[Answer]) -> Thing:
    measure, commitment = thing.measure, thing.commitment
    own = [
        one
        for one in answers
        if (measure is not None and one.measure_id == measure.pk)
        or (commitment is not None and one.commitment_id == commitment.pk)
    ]
    back = tuple(one for one in reversed(own) if one.state == Answer.State.REFUSED)
    now = next((one for one in reversed(own) if one.state != Answer.State.REFUSED), None)
    return replace(thing, answer=now, back=back)
