"""All that a person's rights follow from on one day, asked of the database in one question.

An actor is made anew at every request: one question a request instead of one a kind of thing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model

from muntada.access.actor import Role
from muntada.forum.models import Membership, Term
from muntada.people.models import Affiliation, Clearance, Delegation, Office, User


@dataclass(frozen=True, slots=True)
class Held:
    """An office that is held on the day: by whom, which, for which party, of which body."""

    user: int
    role: str
    party: str | None
    body: str | None


@dataclass(slots=True)
class Standing:
    """Offices of the person and of those who lend, `lent` as (lender, roles), labels with purposes, and the dates of
    the parties' terms and memberships, which the caller reads."""

    offices: list[Held] = field(default_factory=list)
    lent: list[tuple[int, list[str]]] = field(default_factory=list)
    clearances: list[tuple[str, list[str]]] = field(default_factory=list)
    affiliations: set[str] = field(default_factory=set)
    terms: list[tuple[str, str, str, str]] = field(default_factory=list)  # party, body, start, end
    memberships: list[tuple[str, str, str, str]] = field(default_factory=list)  # party, body, start, end
    overseen: bool = False  # somebody who may come in holds the overseer's office


def standing_of(user: User, day: date) -> Standing:
    """What holds on this day of this person, and of whoever lends to them."""
    standing = Standing()
    for kind, one, two, three, four, _order, _number in _answer(user, day):
        if kind == "office":
            standing.offices.append(Held(int(one), two, three, four))
        elif kind == "lent":
            standing.lent.append((int(one), json.loads(two)))
        elif kind == "clearance":
            standing.clearances.append((one, json.loads(two)))
        elif kind == "affiliation":
            standing.affiliations.add(one)
        elif kind == "overseen":
            standing.overseen = True
        else:
            (standing.terms if kind == "term" else standing.memberships).append((one, two, three, four))
    return standing


def _answer(user: User, day: date) -> list[tuple[Any, ...]]:
    """The rows of the question. PostgreSQL is given its text once a connection: to read and plan it takes longer than
    to answer it."""
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(_question(user="%(user)s", day="%(day)s"), {"user": user.pk, "day": on})
        else:
            # What was prepared lasts as long as the connection, whatever becomes of the transaction.
            if getattr(connection, _PREPARED, None) is not connection.connection:
                cursor.execute(f"PREPARE {_PREPARED} (bigint, date) AS {_question(user='$1', day='$2')}")
                setattr(connection, _PREPARED, connection.connection)
            cursor.execute(f"EXECUTE {_PREPARED} (%s, %s)", [user.pk, on])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


_PREPARED = "muntada_standing"

# Every arm gives: kind, four texts, and what it is put in order by.
_QUESTION = """
WITH lent AS (
    SELECT d.giver_id, CAST(d.roles AS text) AS roles, CAST(d.since AS text) AS since, d.id
    FROM {delegation} d JOIN {user} g ON g.id = d.giver_id
    WHERE d.taker_id = {of} AND d.revoked_at IS NULL AND g.is_active AND {held}
), office AS (
    SELECT d.user_id, d.role, d.party_id, d.body_id, CAST(d.since AS text) AS since, d.id FROM {office} d
    WHERE (d.user_id = {of} OR d.user_id IN (SELECT giver_id FROM lent)) AND {held}
)
SELECT 'office', CAST(user_id AS text), role, party_id, body_id, since, id FROM office
UNION ALL SELECT 'lent', CAST(giver_id AS text), roles, NULL, NULL, since, id FROM lent
UNION ALL SELECT 'clearance', d.label, CAST(d.purposes AS text), NULL, NULL, NULL, d.id
    FROM {clearance} d WHERE d.user_id = {of} AND {held}
UNION ALL SELECT 'affiliation', d.party_id, NULL, NULL, NULL, NULL, d.id
    FROM {affiliation} d WHERE d.user_id = {of} AND {held}
UNION ALL SELECT 'term', t.party_id, t.body_id, t.start, CASE t."end" WHEN '' THEN t.planned_end ELSE t."end" END,
    NULL, t.id FROM {term} t
    WHERE EXISTS (SELECT 1 FROM office o WHERE o.role = '{chair}' AND o.party_id = t.party_id AND o.body_id = t.body_id)
UNION ALL SELECT 'membership', m.party_id, m.body_id, m.start, m."end", NULL, m.id
    FROM {membership} m WHERE m.status <> 'announced' AND m.party_id IN (SELECT party_id FROM office)
UNION ALL SELECT 'overseen', NULL, NULL, NULL, NULL, NULL, 0 WHERE EXISTS (
    SELECT 1 FROM {office} d JOIN {user} u ON u.id = d.user_id
    WHERE d.role = '{overseer}' AND u.is_active AND {held})
ORDER BY 1, 6, 7
"""


@lru_cache
def _question(*, user: str, day: str) -> str:
    """The question, with these words in the places of the person's number and of the day."""
    named: dict[str, type[Model]] = {
        "user": User,
        "office": Office,
        "delegation": Delegation,
        "clearance": Clearance,
        "affiliation": Affiliation,
        "term": Term,
        "membership": Membership,
    }
    tables: dict[str, Any] = {name: connection.ops.quote_name(model._meta.db_table) for name, model in named.items()}
    held = f"d.since <= {day} AND (d.until IS NULL OR d.until > {day})"
    return _QUESTION.format(**tables, of=user, held=held, chair=Role.CO_CHAIR.value, overseer=Role.OVERSEER.value)
