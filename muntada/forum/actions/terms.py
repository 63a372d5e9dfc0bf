"""Entering terms of office and candidacies, as sources state them."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.matching import Into, choose
from muntada.evidence.named import checked_date, checked_span, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused, spans_overlap
from muntada.forum.actions.bodies import named_body
from muntada.forum.actions.changes import note_changes, state_of
from muntada.forum.matching import candidacy_candidates, term_candidates
from muntada.forum.models import Candidacy, Term
from muntada.trail.deed import act


def record_term(
    actor: Actor, *, body: str, party: str, role: str, start: str = "", end: str = "", into: Into = None
) -> Written:
    """Enter that a party holds a seat of a body. A start or end that another source gives differently is not
    written over.

    Raises ValueRefused for an unknown party, body, role or date or an end before the start, Ambiguous where the
    party held the seat more than once and the dates do not tell which time is meant.
    """
    checked_span(start, end)
    checked_term("role", "role", required("role", role))
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        of, held_by = (
            named_body(pen, "body", required("body", body)),
            named_party(pen, "party", required("party", party)),
        )
        candidates = term_candidates(body=of.key, party=held_by.key, role=role, start=start, end=end)
        term = choose(Term, candidates, into)
        before = None if term is None else state_of(term)
        if term is None:
            term = pen.make(Term, {"body": of, "party": held_by, "role": role})
        elif (term.body_id, term.party_id) != (of.key, held_by.key):
            raise ValueRefused("into", f"That is a term of {term.party_id} in {term.body_id}.")
        else:
            pen.say(term, body=of, party=held_by, role=role)
        pen.say(term, start=start, end=end)
        _in_order(term)
        deed.of(term)
        if before is not None:
            note_changes(actor, deed, term, before, "as a source states")
        return pen.done(term)


def record_candidacy(
    actor: Actor, *, body: str, parties: Sequence[str], role: str, when: str = "", into: Into = None
) -> Written:
    """Enter that parties stand for a seat of a body: an intention, not a term."""
    checked_date("when", when)
    checked_term("role", "role", required("role", role))
    if not parties:
        raise ValueRefused("party", "This must be said.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        of = named_body(pen, "body", required("body", body))
        standing = [named_party(pen, "party", key) for key in parties]
        candidacy = choose(Candidacy, candidacy_candidates(body=of.key, parties=parties, role=role, when=when), into)
        if candidacy is None:
            candidacy = pen.make(Candidacy, {"body": of, "role": role})
        else:
            pen.say(candidacy, body=of, role=role)
        pen.say(candidacy, when=when)
        pen.say_each(candidacy, "parties", standing)
        deed.of(candidacy)
        return pen.done(candidacy)


def _in_order(term: Term) -> None:
    """A start and an end that each fill the other's gap must still follow one another."""
    if not spans_overlap(term.start, "", "", term.end):
        raise ValueRefused("end", f"{term.end} is before {term.start}.")
