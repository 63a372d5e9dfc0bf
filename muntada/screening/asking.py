"""What is asked of one index: the ways a question is read, and what it meets as hits with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from muntada.screening.beside import Ask
from muntada.screening.facts import born, identifiers, known_identifiers, nationality, weigh
from muntada.screening.model import Entry, Fact, Hit, Query
from muntada.screening.segment import Found, Segment
from muntada.text.names.parsing import looks_like_entity

_BEFORE_FACTS = 0.3  # share of the cut-off a name must reach before birth dates and the like may raise it


def hits_of(
    segment: Segment,
    queries: Sequence[Query],
    cutoff: float,
    limit: int,
    chosen: Sequence[Sequence[int]] | None = None,
) -> Iterator[list[Hit]]:
    """The hits of each question in one index, in no order.

    `chosen` are the names to compare each reading of each question with, where others than this index have a say.
    """
    asks = [asks_of(query) for query in queries]
    every = [ask for some in asks for ask in some]
    met = iter(segment.find_many(every, least=_BEFORE_FACTS * cutoff, chosen=chosen))
    for query, some in zip(queries, asks, strict=True):
        best: dict[int, Found] = {}
        for found in islice(met, len(some)):
            for number, one in found.items():
                if number not in best or best[number].score < one.score:
                    best[number] = one
        ranked = sorted(best.items(), key=lambda item: -item[1].score)[: 3 * limit]
        hits = [_hit(segment, query, number, found, cutoff) for number, found in ranked]
        hits.extend(_by_number(segment, query, set(best)))
        yield [hit for hit in hits if hit and hit.score >= cutoff and query.kind in {None, hit.entry.kind}]


def asks_of(query: Query) -> list[Ask]:
    """The ways a question is read: as of a person, and as of an organisation where it may be one."""
    if query.kind is not None:
        return [Ask(query.name, query.kind != "person", query.kind != "person")]
    readings = (False, True) if looks_like_entity(query.name) else (False,)
    return [Ask(query.name, entity, None) for entity in readings]


def _facts(query: Query, entry: Entry) -> tuple[Fact, ...]:
    return (born(query, entry), nationality(query, entry), identifiers(query, entry))


def _hit(segment: Segment, query: Query, number: int, found: Found, cutoff: float) -> Hit | None:
    """A name that was met as a hit with its reasons; None where it falls short of the cut-off."""
    told = query.born or query.nationalities or query.identifiers
    if not told and round(found.score, 4) < cutoff:
        return None
    entry = segment.entry(number)
    facts = _facts(query, entry)
    score = round(weigh(found.score, facts), 4)
    if score < cutoff:
        return None
    name = segment.name(found, entry)
    return Hit(
        entry=entry,
        name=name,
        score=score,
        name_score=round(found.score, 4),
        parts=segment.explained(found, name, entity=entry.kind != "person"),
        facts=facts,
        reordered=found.done.reordered,
    )


def _by_number(segment: Segment, query: Query, known: set[int]) -> list[Hit]:
    """Entries with the same identifier under a name that is nothing like the one asked for."""
    hits = []
    for key in known_identifiers(query.identifiers):
        for number in set(segment.index.entries_with_number(key)) - known - segment.gone:
            entry = segment.entry(number)
            facts = _facts(query, entry)
            if any(fact.field == "identifier" and fact.effect == "confirms" for fact in facts):
                hits.append(Hit(entry, entry.names[0], round(weigh(0.0, facts), 4), 0.0, (), facts))
    return hits
