"""Keeping a forum's rules, and going on against one of them with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.named import checked_term
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.under import Given, keep
from muntada.forum.actions.wording import checked_words
from muntada.forum.models import Body, Departure, Rule
from muntada.forum.queries.rules import LANGUAGES, Broken
from muntada.library.models import Work
from muntada.trail.deed import Record, act, key_of, label

# What a rule of each kind asks for without a number.
NUMBERLESS = frozenset({Rule.Kind.REGIONS_DIFFER, Rule.Kind.ONE_AT_A_TIME, Rule.Kind.CONSENSUS, Rule.Kind.RENEWALS})


class NotPossible(ValueRefused):
    """Raised for what cannot be done as things stand; `code` is a word for programs, `field` the value at fault."""

    def __init__(self, code: str, reason: str, field: str = "") -> None:
        super().__init__(field, reason)
        self.code = code


class RuleBroken(ValueError):
    """Raised where rules of the forum speak against what is asked and no reason is given: `broken` says which do."""

    def __init__(self, broken: Sequence[Broken]) -> None:
        super().__init__(" ".join(one.words["en"] for one in broken))
        self.broken = tuple(broken)


def heed(broken: Iterable[Broken], despite: str) -> list[Broken]:
    """The rules that are departed from, for the reason given. Raises RuleBroken where there are some and no reason."""
    found = list({one.rule.pk: one for one in broken}.values())
    if found and not despite.strip():
        raise RuleBroken(found)
    return found


def depart(actor: Actor, deed: Record, record: Handled, broken: Iterable[Broken], despite: str) -> list[Departure]:
    """Note that a record departs from these rules, and why; within the deed that does."""
    return [_depart(actor, deed, record, one, despite) for one in broken]


def _depart(actor: Actor, deed: Record, record: Handled, one: Broken, despite: str) -> Departure:
    made = Departure(
        rule=one.rule,
        record_type=label(record),
        record_key=key_of(record),
        warning="\n".join(one.words[language] for language in LANGUAGES),
        reason=checked_words("reason", despite),
        by=actor.key,
        on=clock.today(),
    )
    keep(made, record, one.rule)
    deed.of(made, rule=one.rule.pk)
    return made


def set_rule(
    actor: Actor,
    body: Body,
    *,
    kind: str,
    number: int | None = None,
    of_kind: str = "",
    since: date | None = None,
    work: Work | None = None,
    clause: str = "",
    words: dict[str, str] | None = None,
    handling: Given = None,
) -> Rule:
    """Give a forum, or a body of its own rules, a rule from a day on (today); one of its kind before it ends that day.

    `words` are its wording by language. Raises ValueRefused for a kind or number that cannot be.
    """
    _checked(kind, number, of_kind)
    since = since or clock.today()
    with act(actor, Permission.BODY_KEEP, on=body) as deed:
        same = Rule.objects.select_for_update().filter(body=body, kind=kind, of_kind=of_kind)
        if same.filter(since__gte=since).exists():
            raise NotPossible("later", f"A rule of this kind holds from {since} on, or from later.", "since")
        for rule in same.filter(models.Q(until__isnull=True) | models.Q(until__gt=since)):
            _end(deed, rule, since)
        wording = {f"words_{language}": (words or {}).get(language, "") for language in LANGUAGES}
        made = Rule(
            body=body, kind=kind, number=number, of_kind=of_kind, since=since, work=work, clause=clause, **wording
        )
        keep(made, body, given=handling)
        deed.of(made, number=number, since=since.isoformat())
    return made


def end_rule(actor: Actor, rule: Rule, *, until: date | None = None) -> Rule:
    """Let a rule hold no longer from a day on (today). Raises NotPossible for a day before its first."""
    until = until or clock.today()
    with act(actor, Permission.BODY_KEEP, on=rule.body) as deed:
        if until < rule.since:
            raise NotPossible("before", f"The rule holds from {rule.since} on.", "until")
        _end(deed, rule, until)
    return rule


def _end(deed: Record, rule: Rule, until: date) -> None:
    before, rule.until = rule.until, until
    rule.save(update_fields=["until"])
    deed.of(rule, until={"before": before and before.isoformat(), "after": until.isoformat()})


def _checked(kind: str, number: int | None, of_kind: str) -> None:
    if kind not in Rule.Kind.values:
        raise ValueRefused("kind", f"There is no rule of the kind {kind}.")
    if number is None and kind not in NUMBERLESS:
        raise ValueRefused("number", "This must be said.")
    if number is not None and not 0 <= number <= (100 if kind == Rule.Kind.QUORUM_PERCENT else 1_000):
        raise ValueRefused("number", f"{number} is no number for such a rule.")
    checked_term("of_kind", "body_kind", of_kind)
