"""What clauses are about, which terms stand in them, and who took them up where."""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import checked_date, known_party, required
from muntada.evidence.values import ValueRefused
from muntada.library.models import Clause, ClauseText, Expression, TermSeen, Uptake
from muntada.library.spotting import spotted
from muntada.library.topics import topic_by_name
from muntada.parties.models import Party
from muntada.trail.deed import act

_FORM = 120  # letters of a form that are kept


def set_topics(actor: Actor, clause: Clause, *, topics: Sequence[str]) -> Clause:
    """Say what a clause is about, in place of what was said before. Raises ValueRefused for what is no topic."""
    wanted = list(dict.fromkeys(topics))
    for name in wanted:
        if name not in topic_by_name():
            raise ValueRefused("topics", f"There is no topic {name}.")
    with act(actor, Permission.RECORD_WRITE, on=clause.work) as deed:
        before = Clause.objects.select_for_update().get(pk=clause.pk).topics
        Clause.objects.filter(pk=clause.pk).update(topics=wanted)
        clause.topics = wanted
        deed.of(clause, work=clause.work_id, wid=clause.wid, before=before, after=wanted)
    return clause


def note_terms(actor: Actor, version: Expression) -> int:
    """Note anew which terms stand in a language version; how many were found. A second run changes nothing."""
    with act(actor, Permission.TERMS_NOTE, on=version) as deed:
        texts = ClauseText.objects.filter(expression=version).only("pk", "heading", "text")
        seen = {
            (one.pk, found.term, found.form[:_FORM])
            for one in texts
            for found in spotted(f"{one.heading}\n\n{one.text}".strip(), version.language)
        }
        TermSeen.objects.filter(text__expression=version).delete()
        made = [TermSeen(text_id=text, term=term, form=form) for text, term, form in sorted(seen)]
        TermSeen.objects.bulk_create(made, batch_size=500)
        deed.of(version, terms=len(made))
    return len(made)


def record_uptake(
    actor: Actor,
    clause: Clause,
    *,
    party: str,
    activity: str,
    source: str,
    place: str = "",
    when: str = "",
    note: str = "",
) -> Uptake:
    """Enter who used a clause, where and in what. It is handled as the text is, and marked otherwise afterwards.

    Raises ValueRefused for a party or a date that is none, and where the activity or the source is not said.
    """
    values = _uptake(party, activity, source, place, when, note)
    with act(actor, Permission.RECORD_WRITE, on=clause.work) as deed:
        made = Uptake(clause=clause, **values)
        made.marked(clause.work.handling)
        made.save()
        deed.of(made, work=clause.work_id, wid=clause.wid, party=made.party_id)
    return made


def change_uptake(
    actor: Actor,
    uptake: Uptake,
    *,
    party: str,
    activity: str,
    source: str,
    place: str = "",
    when: str = "",
    note: str = "",
) -> Uptake:
    """Put right what was entered of a use. Raises ValueRefused as `record_uptake` does."""
    values = _uptake(party, activity, source, place, when, note)
    with act(actor, Permission.RECORD_WRITE, on=uptake) as deed:
        for name, value in values.items():
            setattr(uptake, name, value)
        uptake.save()
        deed.of(uptake, party=uptake.party_id)
    return uptake


def drop_uptake(actor: Actor, uptake: Uptake) -> None:
    """Take a use out that was entered by mistake."""
    with act(actor, Permission.RECORD_WRITE, on=uptake) as deed:
        deed.of(uptake, dropped=True)
        uptake.delete()


def _uptake(party: str, activity: str, source: str, place: str, when: str, note: str) -> dict[str, str | Party]:
    used_by = known_party(required("party", party))
    if used_by is None:
        raise ValueRefused("party", f"No party has the key {party}.")
    return {
        "party": used_by,
        "activity": required("activity", activity.strip()),
        "source": required("source", source.strip()),
        "place": place.strip(),
        "when": checked_date("when", when.strip()),
        "note": note.strip(),
    }
