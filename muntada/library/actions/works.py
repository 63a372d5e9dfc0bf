"""Entering instruments as sources state them: works, what relates them, to whom they were sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.matching import Into, choose
from muntada.evidence.named import checked_date, checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.library.matching import work_candidates
from muntada.library.models import Distribution, Relation, Work
from muntada.parties.models import LANGUAGES
from muntada.trail.deed import act

_NOT_IN_KEYS = re.compile(r"[^a-z0-9._]+", re.ASCII)


def record_work(
    actor: Actor,
    *,
    key: str = "",
    kind: str = "",
    body: str = "",
    when: str = "",
    reviewed: str = "",
    edition: int | None = None,
    languages: Sequence[str] = (),
    into: Into = None,
) -> Written:
    """Enter an instrument: by its key where it is a known one, else by kind, body, edition and date.

    Raises ValueRefused for an unknown key, kind, party or date, Ambiguous where several works may be meant.
    """
    checked_date("when", when)
    checked_date("reviewed", reviewed)
    checked_term("kind", "instrument_kind", kind)
    for language in languages:
        if language not in dict(LANGUAGES):
            raise ValueRefused("language", f"{language} is none of the three languages.")
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        candidates = work_candidates(key=key, kind=kind, body=body, when=when, edition=edition)
        work = choose(Work, candidates, into)
        if work is None:
            if key:
                raise ValueRefused("key", f"The library has no work {key}.")
            new = _free_key(body, required("kind", kind), when, edition)
            work = pen.make(Work, {"kind": kind}, {"key": new})
        else:
            pen.say(work, kind=kind)
        pen.say(work, body=named_party(pen, "body", body) if body else None)
        pen.say(work, adopted=when, reviewed=reviewed, edition=edition)
        pen.say_each(work, "languages", languages)
        deed.of(work)
        return pen.done(work)


def record_relation(actor: Actor, *, subject: str, object_key: str, predicate: str = "implements") -> Written:
    """Enter that a work, or a party by what it does, implements a work. `subject` is the key of either."""
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        target = Work.objects.filter(key=required("to", object_key)).first()
        if target is None:
            raise ValueRefused("to", f"The library has no work {object_key}.")
        work = Work.objects.filter(key=required("from", subject)).first()
        side = {"subject_work": work} if work else {"subject_party": named_party(pen, "from", subject)}
        relation = Relation.objects.filter(**side, predicate=predicate, object_work=target).first()
        if relation is None:
            relation = pen.make(Relation, {**side, "predicate": predicate, "object_work": target})
        else:
            pen.say(relation, **side, predicate=predicate, object_work=target)
        deed.of(relation)
        return pen.done(relation)


def record_distribution(actor: Actor, work: Work, *, recipients: Sequence[str]) -> Written:
    """Enter to whom an instrument was sent; a work has one list of recipients."""
    if not recipients:
        raise ValueRefused("to", "This must be said.")
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        pen = Pen()
        sent = Distribution.objects.filter(work=work).order_by("pk").first()
        if sent is None:
            sent = pen.make(Distribution, {"work": work})
        else:
            pen.say(sent, work=work)
        pen.say_each(sent, "recipients", recipients)
        deed.of(sent)
        return pen.done(sent)


def _free_key(body: str, kind: str, when: str, edition: int | None) -> str:
    """A key for a work that no table lists: `eg.ministry_of_justice.national_report.2021.2`."""
    parts = [body.lower(), kind, when.replace("/", "_"), str(edition) if edition is not None else ""]
    stem = _NOT_IN_KEYS.sub("_", ".".join(part for part in parts if part))[:110]
    key, number = stem, 2
    while Work.objects.filter(key=key).exists():
        key, number = f"{stem}-{number}", number + 1
    return key
