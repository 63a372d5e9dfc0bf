"""Bringing the words of works in: a proposal of their structure, kept beside what is known, and settled by a person.

A clause keeps its address in every language and in every version. The proposal's own addresses count only for clauses
that the work does not have yet; which of them are there already is found by `aligning`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Max

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import stricter_of
from muntada.evidence.models import Document
from muntada.evidence.named import checked_date, required
from muntada.evidence.values import ValueRefused
from muntada.library.actions.placing import drop_unspoken, place_in_work, place_new
from muntada.library.actions.refusals import NotPossible
from muntada.library.actions.telling import lend, tell_clauses
from muntada.library.addresses import LONGEST, apart, under
from muntada.library.aligning import Pair, Stand, align
from muntada.library.events import TextDiscarded, TextProposed, TextSettled
from muntada.library.models import Clause, ClauseText, Expression, Work
from muntada.library.spotting import spotted
from muntada.library.structure.shape import ADDRESS, Proposal, Provision
from muntada.marking.handling import Handling
from muntada.parties.models import LANGUAGES
from muntada.text import when
from muntada.trail.deed import act

State = Expression.State
MOST = 5_000  # clauses of one text


def propose_text(
    actor: Actor,
    work: Work,
    proposal: Proposal,
    *,
    document: Document | None = None,
    quality: str,
    version: str = "",
    handling: Handling | None = None,
    authentic: bool = True,
) -> Expression:
    """Keep a proposal of a text's structure as a version that a person has yet to correct and settle.

    It is handled as `handling` says, and never more openly than the work and the document. Raises ValueRefused,
    NotPossible("no_clauses").
    """
    _check(proposal, quality, version)
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        held = Work.objects.select_for_update(of=("self",)).get(pk=work.pk)  # two texts of one work come in in turn
        made = Expression(
            work=held,
            language=proposal.language,
            version=version,
            title=proposal.title[:600],
            quality=quality,
            document=document,
            authentic=authentic,
            notes=list(proposal.notes)[:200],
        )
        made.marked(_strictest([held.handling, document.handling if document else None, handling]))
        made.save()
        known = work_as_known(held, proposal.language)
        pairs = align([_stand(one, proposal.language) for one in proposal.provisions], known)
        known_wids = {place: pair.wid for place, pair in pairs.items()}
        clauses = _clauses(held, proposal.provisions, known_wids)
        _say(made, proposal.provisions, clauses, pairs)
        place_new(held, [one.pk for one in clauses])
        deed.of(made, work=held.pk, language=made.language, clauses=len(clauses), known=len(pairs))
        deed.tell(TextProposed(made.pk))
    return made


def settle(actor: Actor, version: Expression, *, seen: int) -> Expression:
    """Put a version in force: the one before it in this language is replaced, and what it alone had is repealed.

    A version that is older than the one in force takes its place among the earlier ones. `seen` is the revision that
    the person had before them. Raises NotPossible.
    """
    with act(actor, Permission.RECORD_WRITE, on=version) as deed:
        Work.objects.select_for_update(of=("self",)).get(pk=version.work_id)
        before = Expression.objects.filter(work=version.work_id, language=version.language, state=State.SETTLED).first()
        late = before is not None and _earlier(version.version, before.version)
        if before is not None and not late:
            Expression.objects.filter(pk=before.pk).update(state=State.REPLACED)
        take(version, seen, state=State.REPLACED if late else State.SETTLED)
        Expression.objects.filter(pk=version.pk).update(settled_by=actor.key[:100], settled_at=clock.now())
        version.refresh_from_db()
        if not version.texts.exists():
            raise NotPossible("no_clauses")
        if not late:
            _in_force(version, before)
        deed.of(version, state=version.state, replaced=before.pk if before is not None and not late else 0)
        deed.tell(TextSettled(version.pk, before.pk if before is not None and not late else 0))
    return version


def revise(actor: Actor, version: Expression) -> Expression:
    """Begin a correction of a settled version: a copy of it that is corrected and settled in its place.

    Raises NotPossible("not_settled").
    """
    with act(actor, Permission.RECORD_WRITE, on=version) as deed:
        held = Expression.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if held.state != State.SETTLED:
            raise NotPossible("not_settled")
        texts = list(held.texts.order_by("order"))
        made = Expression.objects.get(pk=held.pk)
        made.pk, made.state, made.revision, made.notes = None, State.PROPOSED, 0, []
        made.settled_by, made.settled_at, made.lends = "", None, list(held.lends)
        made._state.adding = True
        made.save()
        for text in texts:
            text.pk, text.expression = None, made
        ClauseText.objects.bulk_create(texts, batch_size=500)
        deed.of(made, work=made.work_id, revises=held.pk)
        deed.tell(TextProposed(made.pk))
    return made


def discard(actor: Actor, version: Expression, *, seen: int) -> None:
    """Throw a proposed version away, with the clauses that it alone spoke of. Raises NotPossible."""
    with act(actor, Permission.RECORD_WRITE, on=version) as deed:
        take(version, seen)
        clauses = list(version.texts.values_list("clause", flat=True))
        deed.of(version, work=version.work_id, discarded=True)
        deed.tell(TextDiscarded(version.work_id))
        version.delete()
        drop_unspoken(clauses)


def take(version: Expression, seen: int, **columns: object) -> None:
    """Count one correction more, if the person saw the last one: of two at once the second is told so, and nothing
    that somebody has not seen is overwritten. Raises NotPossible."""
    there = Expression.objects.filter(pk=version.pk, state=State.PROPOSED)
    if not there.filter(revision=seen).update(revision=seen + 1, **columns):
        raise NotPossible("stale" if there.exists() else "not_proposed")
    version.revision = seen + 1


def work_as_known(work: Work, language: str) -> list[Stand]:
    """The clauses of a work in order, with their words in this language, else in another.

    In force count before proposed and earlier ones, and of several the latest. What only an earlier version in this
    language had is gone: its address is not given to other words.
    """
    texts = ClauseText.objects.filter(expression__work=work).select_related("clause", "expression")
    own: dict[int, ClauseText] = {}
    abroad: dict[int, ClauseText] = {}
    clauses: dict[int, Clause] = {}
    has_settled = work.expressions.filter(language=language, state=State.SETTLED).exists()
    for text in sorted(texts, key=_weight):
        version = text.expression
        mine = version.language == language
        # Beside a version in force, another proposal in the language says nothing of what the clauses are.
        if version.state == State.REPLACED if not mine else has_settled and version.state == State.PROPOSED:
            continue
        clauses[text.clause_id] = text.clause
        (own if mine else abroad).setdefault(text.clause_id, text)
    ordered = sorted(clauses.items(), key=lambda pair: (pair[1].order, pair[0]))
    return [_known(one, own.get(pk), abroad.get(pk)) for pk, one in ordered]


def _weight(text: ClauseText) -> tuple[int, int]:
    states = {State.SETTLED: 0, State.PROPOSED: 1, State.REPLACED: 2}
    return states[State(text.expression.state)], -text.expression_id


def _known(one: Clause, own: ClauseText | None, abroad: ClauseText | None) -> Stand:
    said = own or abroad
    assert said is not None
    words = f"{own.heading} {own.text}".strip() if own else ""
    other = "" if own or abroad is None else f"{abroad.heading} {abroad.text}".strip()
    gone = said.expression.state == State.REPLACED
    terms = frozenset() if own else _terms(other, said.expression.language)
    return Stand(one.wid, one.kind, said.number, one.opening, words, other, gone, terms)


def _stand(one: Provision, language: str) -> Stand:
    words = f"{one.heading} {one.text}".strip()
    return Stand(one.wid, one.kind, one.number, one.opening, words, terms=_terms(words, language))


def _terms(words: str, language: str) -> frozenset[str]:
    """The terms of the lexicon that stand in these words, which are the same in every language."""
    return frozenset(one.term for one in spotted(words, language))


def _check(proposal: Proposal, quality: str, version: str) -> None:
    checked_date("version", version)
    if proposal.language not in dict(LANGUAGES):
        raise ValueRefused("language", f"{required('language', proposal.language)} is none of the three languages.")
    if quality not in Expression.Quality.values:
        raise ValueRefused("quality", f"There is no quality {quality}.")
    if not proposal.provisions:
        raise NotPossible("no_clauses")
    if len(proposal.provisions) > MOST:
        raise ValueRefused("text", f"The text has more than {MOST:,} clauses.")
    there: set[str] = set()
    for one in proposal.provisions:
        if not one.wid or one.wid in there or (one.parent and one.parent not in there):
            raise ValueRefused("text", f"The address {one.wid} stands twice, or before what it is within.")
        if not ADDRESS.fullmatch(one.wid[:LONGEST]):
            raise ValueRefused("text", f"{one.wid[:80]!r} is no address of a clause.")
        if one.kind not in Clause.Kind.values:
            raise ValueRefused("text", f"There is no kind {one.kind}.")
        there.add(one.wid)


def _clauses(work: Work, provisions: Sequence[Provision], known: dict[int, str]) -> list[Clause]:
    """The clause of each provision: the known one, or a new one at an address that nothing ever had."""
    there = {one.wid: one for one in Clause.objects.filter(work=work)}
    taken, order = set(there), Clause.objects.filter(work=work).aggregate(last=Max("order"))["last"] or 0
    by_proposed: dict[str, Clause] = {}
    found: list[Clause] = []
    new: dict[int, list[Clause]] = {}
    depths: dict[str, int] = {}
    for place, one in enumerate(provisions):
        depths[one.wid] = depths.get(one.parent, -1) + 1
        parent = by_proposed.get(one.parent)
        clause = there.get(known.get(place, ""))
        if clause is None:
            wid = apart(under(one.wid, one.parent, parent.wid if parent else ""), taken)
            taken.add(wid)
            clause = Clause(
                work=work, wid=wid, parent=parent, order=order + place + 1, kind=one.kind, opening=one.opening[:40],
                addressee=one.addressee if one.addressee in Clause.Addressee.values else "",
            )  # fmt: skip
            new.setdefault(depths[one.wid], []).append(clause)
        by_proposed[one.wid] = clause
        found.append(clause)
    for depth in sorted(new):
        for clause in new[depth]:
            clause.parent_id = clause.parent.pk if clause.parent else None  # it has its number only now
        Clause.objects.bulk_create(new[depth], batch_size=500)
    return found


def _say(
    version: Expression, provisions: Sequence[Provision], clauses: Sequence[Clause], pairs: Mapping[int, Pair]
) -> None:
    document = version.document_id is not None
    texts = [
        ClauseText(
            clause=clause,
            expression=version,
            order=place + 1,
            number=one.number[:40],
            heading=one.heading[:600],
            text=one.text if len(one.heading) <= 600 else f"{one.heading}\n{one.text}".strip(),
            opening=one.opening_words[:80],
            start=one.start if document else None,
            end=max(one.start, one.end) if document else None,
            confidence=min(one.confidence, pairs[place].sure) if place in pairs else one.confidence,
        )
        for place, (one, clause) in enumerate(zip(provisions, clauses, strict=True))
    ]
    ClauseText.objects.bulk_create(texts, batch_size=500)


def _in_force(version: Expression, before: Expression | None) -> None:
    """What a version that comes into force says of the work: its order, its clauses, its language and its title."""
    said = list(version.texts.order_by("order").values_list("clause", flat=True))
    place_in_work(version.work, said)
    tell_clauses(version, before, said)
    lend(version)


def _earlier(one: str, other: str) -> bool:
    """Whether the wording of the one day is certainly older than that of the other."""
    return bool(one and other) and when.bounds(one)[1] < when.bounds(other)[0]


def _strictest(every: Sequence[Handling | None]) -> Handling:
    first, *others = (one for one in every if one is not None)
    for one in others:
        first = stricter_of(first, one)
    return first
