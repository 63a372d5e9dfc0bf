"""The rules that a body is under, and what they say of what somebody is about to do. They warn; they refuse nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.facts import break_words
from muntada.forum.models import Body, Departure, Membership, Rule, Seat, Term
from muntada.forum.queries.seating import holders_on, spells
from muntada.parties.models import Party
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ
LANGUAGES = ("ar", "en", "fr")
# A hand-over falls on a meeting, and meetings do not fall on the day of the year of the one before.
LEEWAY = timedelta(days=31)
_KIND = Rule.Kind
_SITS = (Membership.Kind.FOUNDING.value, Membership.Kind.MEMBER.value)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that something departs from, with the sentence that says so, by language."""

    rule: Rule
    words: Mapping[str, str]


def chain(of: Body) -> list[Body]:
    """The body and those above it, the nearest first."""
    found, above = [of], of.parent
    while above is not None and above not in found:
        found.append(above)
        above = above.parent
    return found


def rules_of(actor: Actor | None, of: Body | None = None) -> QuerySet[Rule]:
    """The rules that are the body's own, or every body's, with those that no longer hold."""
    found = rows(actor, READ, Rule).select_related("body__party", "work")
    return found if of is None else found.filter(body=of)


def rules_over(actor: Actor | None, of: Body, day: date) -> list[Rule]:
    """The rules that hold for the body on that day: of each kind the nearest, and the more particular of two."""
    above = {body.pk: place for place, body in enumerate(chain(of))}
    found = rows(actor, READ, Rule).filter(body__in=above, of_kind__in=["", of.kind], since__lte=day)
    holding = found.filter(Q(until__isnull=True) | Q(until__gt=day)).select_related("body__party", "work")
    nearest: dict[str, Rule] = {}
    for rule in sorted(holding, key=lambda one: (above[one.body_id], not one.of_kind, -one.since.toordinal())):
        nearest.setdefault(rule.kind, rule)
    return [nearest[kind] for kind in sorted(nearest)]


def rule_over(actor: Actor | None, of: Body, kind: str, day: date) -> Rule | None:
    """The rule of that kind that holds for the body on that day."""
    return next((rule for rule in rules_over(actor, of, day) if rule.kind == kind), None)


def departures(actor: Actor | None) -> QuerySet[Departure]:
    """What was departed from knowingly, the latest first."""
    return rows(actor, READ, Departure).select_related("rule__body__party")


def departures_of(actor: Actor | None, record_type: str, record_key: str) -> QuerySet[Departure]:
    """The rules that one record departs from."""
    return departures(actor).filter(record_type=record_type, record_key=record_key)


def members_on(actor: Actor | None, of: Body, day: date) -> set[str]:
    """The keys of the parties that belong to the body on that day, or to the nearest one above it that has members."""
    for body in chain(of):
        found = rows(actor, READ, Membership).filter(body=body, kind__in=_SITS).exclude(status="announced")
        held = {one.party_id for one in found if _belongs(one, day)}
        if held:
            return held
    return set()


def quorum(actor: Actor | None, of: Body, day: date) -> int | None:
    """How many delegations make a quorum by the rules, where a rule says so."""
    rule = rule_over(actor, of, _KIND.QUORUM_PERCENT, day)
    if rule is None or not rule.number:
        return None
    return -(-len(members_on(actor, of, day)) * rule.number // 100)


def of_seats(actor: Actor | None, of: Body, count: int, day: date) -> list[Broken]:
    """What the rules say of a body that has so many seats."""
    rule = rule_over(actor, of, _KIND.SEATS, day)
    return [broken(rule, count=str(count))] if rule and rule.number not in (None, count) else []


def of_term(actor: Actor | None, seat: Seat, party: Party, start: date, end: date | None) -> list[Broken]:
    """What the rules say of a term of the party in that seat."""
    held = {rule.kind: rule for rule in rules_over(actor, seat.body, start)}
    found = list(_of_length(held.get(_KIND.TERM_YEARS), start, end))
    found += _of_renewal(actor, held, seat, party, start, end)
    others = [term for key, term in holders_on(actor, seat.body, start).items() if key != seat.pk]
    neighbours = [term.party for term in others]
    found += _of_regions(held.get(_KIND.REGIONS_DIFFER), [party, *neighbours], about=party)
    same_day = [term.party for term in others if term.start == start.isoformat()]
    if same_day and _KIND.ONE_AT_A_TIME in held:
        found.append(broken(held[_KIND.ONE_AT_A_TIME], start=start.isoformat(), party=names(same_day)))
    return found + _of_bodies(actor, held.get(_KIND.BODIES_AT_MOST), seat.body, party, start)


def of_bid(
    actor: Actor | None, of: Body, parties: list[Party], start: date, leaving: Iterable[int] = ()
) -> list[Broken]:
    """What the rules say of parties that stand together for seats from that day on; `leaving` are the rows of the
    seats that they stand for, whose present holders do not sit beside them."""
    held = {rule.kind: rule for rule in rules_over(actor, of, start)}
    found = []
    paired = held.get(_KIND.PAIRED_BID)
    if paired and paired.number not in (None, len(parties)):
        found.append(broken(paired, count=str(len(parties))))
    staying = [term.party for key, term in holders_on(actor, of, start).items() if key not in set(leaving)]
    found += _of_regions(held.get(_KIND.REGIONS_DIFFER), [*parties, *staying])
    for party in parties:
        found += _of_bodies(actor, held.get(_KIND.BODIES_AT_MOST), of, party, start)
    return found


def of_election(
    actor: Actor | None, of: Body, *, vote: bool, nominations_until: date, term_start: date, term_end: date, day: date
) -> list[Broken]:
    """What the rules say of an election in the body that is opened on that day."""
    held = {rule.kind: rule for rule in rules_over(actor, of, day)}
    found = list(_of_length(held.get(_KIND.TERM_YEARS), term_start, term_end))
    months = held.get(_KIND.NOMINATION_MONTHS)
    if months and months.number:
        due = months_before(_earliest_end(actor, of, day) or term_start, months.number)
        if nominations_until > due:
            found.append(broken(months, due=due.isoformat(), end=nominations_until.isoformat()))
    if vote and _KIND.CONSENSUS in held:
        found.append(broken(held[_KIND.CONSENSUS]))
    return found


def of_silence(actor: Actor | None, of: Body, days: int, day: date) -> list[Broken]:
    """What the rules say of a silence procedure that lasts so many whole days."""
    rule = rule_over(actor, of, _KIND.SILENCE_DAYS, day)
    return [broken(rule, count=str(days))] if rule and rule.number and days < rule.number else []


def broken(rule: Rule, **fields: str | Mapping[str, str]) -> Broken:
    """The rule with its sentence in each language; a field is the same in all of them, or a text by language."""
    row = break_words()[rule.kind]
    words = {}
    for language in LANGUAGES:
        said = {name: value if isinstance(value, str) else value[language] for name, value in fields.items()}
        # Isolated, because Arabic lines carry dates and Latin names.
        apart = {name: f"\u2068{value}\u2069" for name, value in said.items()}
        words[language] = getattr(row, language).format(number=rule.number or "", **apart)
    return Broken(rule, words)


def names(parties: Iterable[Party]) -> dict[str, str]:
    """The names of parties by language, after one another; the key where a party has no name in one."""
    listed = list(parties)
    return {language: ("، " if language == "ar" else ", ").join(_name(one, language) for one in listed)
            for language in LANGUAGES}  # fmt: skip


def months_before(day: date, months: int) -> date:
    """The day so many months earlier; the last of a shorter month."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = divmod(whole, 12)
    first = date(year, month + 1, 1)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def _name(party: Party, language: str) -> str:
    shown = [one.text for one in party.names.all() if one.language == language and one.preferred]
    return shown[0] if shown else party.acronym or party.key


def _years_after(day: date, years: int) -> date:
    return months_before(day, -12 * years)


def _of_length(rule: Rule | None, start: date, end: date | None) -> Iterator[Broken]:
    if rule is None or not rule.number or end is None:
        return
    if abs(end - _years_after(start, rule.number)) > LEEWAY:
        yield broken(rule, start=start.isoformat(), end=end.isoformat())


def _of_renewal(
    actor: Actor | None, held: Mapping[str, Rule], seat: Seat, party: Party, start: date, end: date | None
) -> list[Broken]:
    """Renewals are counted in time, because a term may be renewed by extending it."""
    years, times = held.get(_KIND.TERM_YEARS), held.get(_KIND.RENEWALS)
    if not (years and years.number and times and times.number is not None and end):
        return []
    since, mine = start, rows(actor, READ, Term).filter(seat=seat, party=party)
    for spell in reversed(spells(mine)):
        if spell.first < since and (spell.end is None or spell.end >= since):
            since = spell.first
    if end <= _years_after(since, years.number * (times.number + 1)) + LEEWAY:
        return []
    return [broken(times, party=names([party]), start=since.isoformat())]


def _of_regions(rule: Rule | None, together: list[Party], about: Party | None = None) -> list[Broken]:
    if rule is None:
        return []
    by_region: dict[str, list[Party]] = {}
    for party in {one.pk: one for one in together}.values():
        by_region.setdefault(party.regional_group, []).append(party)
    return [
        broken(rule, party=names(same))
        for region, same in by_region.items()
        if region and len(same) > 1 and (about is None or about in same)
    ]


def _of_bodies(actor: Actor | None, rule: Rule | None, of: Body, party: Party, day: date) -> list[Broken]:
    """`rule` bounds in how many bodies of a kind, under the body whose rule it is, a party holds seats."""
    if rule is None or rule.number is None:
        return []
    terms = rows(actor, READ, Term).filter(party=party).exclude(body=of).exclude(start="")
    if rule.of_kind:
        terms = terms.filter(body__kind=rule.of_kind)
    sits: dict[str, Body] = {}
    for term in terms.select_related("body__party", "body__parent").prefetch_related("body__party__names"):
        if _lasts(term, day) and rule.body in chain(term.body):
            sits[term.body_id] = term.body
    if len(sits) + 1 <= rule.number:
        return []
    return [broken(rule, party=names([party]), body=names(body.party for body in sits.values()))]


def _lasts(term: Term, day: date) -> bool:
    try:
        return bounds(term.start)[0] <= day and (not term.end or day < bounds(term.end)[0])
    except NotADate:
        return False


def _earliest_end(actor: Actor | None, of: Body, day: date) -> date | None:
    """The first day known on which one of the running terms ends; a plan of which only the year is known counts to
    the year's last day."""
    ends = []
    for term in holders_on(actor, of, day).values():
        value = term.end or term.planned_end
        if value:
            ends.append(bounds(value)[1])
    return min(ends, default=None)


def _belongs(one: Membership, day: date) -> bool:
    try:
        begun = not one.start or bounds(one.start)[0] <= day
        return begun and (not one.end or day < bounds(one.end)[0])
    except NotADate:
        return False
