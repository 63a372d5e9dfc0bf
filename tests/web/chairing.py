"""Seats, terms, rules and elections in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from muntada.access import clock
from muntada.forum.models import (
    Ballot,
    Body,
    Candidacy,
    Departure,
    Election,
    Membership,
    Objection,
    Rule,
    Seat,
    Silence,
    Standing,
    Support,
    Term,
    TermChange,
)

CAST = ("administrator", "secretariat", "analyst", "focal_point", "reader")
EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
THE_SECRETARIAT = {**dict.fromkeys(CAST, 403), "secretariat": 200}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "body-new": ("", "GET", THE_SECRETARIAT),
    "body-rules": ("body", "GET", EVERYBODY),
    "body-do": ("kept", "GET", THE_SECRETARIAT),
    "election-new": ("body", "GET", THE_SECRETARIAT),
    "rule-end": ("rule", "GET", THE_SECRETARIAT),
    "seats": ("", "GET", EVERYBODY),
    "seats-picture": ("seated", "GET", EVERYBODY),
    "term": ("term", "GET", EVERYBODY),
    "term-do": ("ending", "GET", THE_SECRETARIAT),
    "elections": ("", "GET", EVERYBODY),
    "election": ("election", "GET", EVERYBODY),
    "election-do": ("going", "GET", THE_SECRETARIAT),
    "bid-do": ("withdrawing", "GET", {**THE_SECRETARIAT, "focal_point": 200}),
    "silence-do": ("breaking", "GET", {**THE_SECRETARIAT, "focal_point": 200}),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "kept": lambda forum: [forum.body.pk, "change"],
    "rule": lambda forum: [_open(forum.body)["rule"]],
    "seated": lambda forum: [*_open(forum.body)][:0],
    "term": lambda forum: [_open(forum.body)["term"]],
    "ending": lambda forum: [_open(forum.body)["term"], "end"],
    "election": lambda forum: [_open(forum.body)["election"]],
    "going": lambda forum: [_open(forum.body)["election"], "next"],
    "withdrawing": lambda forum: [_open(forum.body)["bid"], "withdraw"],
    "breaking": lambda forum: [_open(forum.body)["silence"], "break"],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "body-rules": "forum.body",
    "body-do": "forum.body",
    "election-new": "forum.body",
    "rule-end": "forum.rule",
    "seats-picture": "forum.body",
    "term": "forum.term",
    "term-do": "forum.term",
    "election": "forum.election",
    "election-do": "forum.election",
    "bid-do": "forum.candidacy",
    "silence-do": "forum.silence",
}
BY_THE_SECRETARIAT = ("body-do", "election-new", "rule-end", "term-do", "election-do", "bid-do", "silence-do")
_KEEPS = {"secretariat": 200}
_SPEAKS = dict.fromkeys(("secretariat", "focal_point", "validator"), 200)
# A route about what stands in a state, as the closed matrix asks it; `chaired` names which of the rows.
ABOUT: dict[str, dict[str, Any]] = {
    "body-rules": {"arguments": lambda s: [s.body.pk]},
    "body-do": {"arguments": lambda s: [s.body.pk, "change"], "seen": _KEEPS, "otherwise": 403},
    "election-new": {"arguments": lambda s: [s.body.pk], "seen": _KEEPS, "otherwise": 403},
    "rule-end": {"arguments": lambda s: [s.chaired["rule"]], "seen": _KEEPS, "otherwise": 403},
    "term": {"arguments": lambda s: [s.chaired["term"]]},
    "term-do": {"arguments": lambda s: [s.chaired["term"], "end"], "seen": _KEEPS, "otherwise": 403},
    "election": {"arguments": lambda s: [s.chaired["election"]]},
    "election-do": {"arguments": lambda s: [s.chaired["election"], "next"], "seen": _KEEPS, "otherwise": 403},
    "bid-do": {"arguments": lambda s: [s.chaired["bid"], "withdraw"], "seen": _SPEAKS, "otherwise": 403},
    "silence-do": {"arguments": lambda s: [s.chaired["silence"], "break"], "seen": _SPEAKS, "otherwise": 403},
}


def _open(body: Body) -> dict[str, int]:
    """The seats and the election of the open body, made where they are not there."""
    held = Election.objects.filter(body=body, opened_on=date(2025, 1, 1)).first()
    if held is None:
        return chaired_in(body, lambda kind: f"Open {kind}", {})
    return {
        "rule": body.rules.get(since=date(2012, 1, 1)).pk,
        "term": Term.objects.get(seat__body=body, seat__number=1).pk,
        "election": held.pk,
        "bid": held.candidacies.get().pk,
        "silence": held.silences.get().pk,
    }


def chaired_in(
    body: Body, word: Callable[[str], str], marking: dict[str, Any], number: int = 1, since: int = 2012
) -> dict[str, int]:
    """A seat of a body with its term and what changed in it, a rule and who departed from it, a member's standing, and
    an election with a bid, a broken silence and a vote: each text is a word of its own, each row handled as the state
    says. Their numbers, by kind."""
    seat = Seat.objects.create(body=body, number=number, **marking)
    term = Term.objects.create(
        body=body, party_id="MA", seat=seat, start="2020-01-01", end="2022-01-01", note=word("termnote"), **marking
    )
    TermChange.objects.create(
        term=term, field="end", before="2021-01-01", after="2022-01-01", reason=word("changed"), by="user:0",
        at=clock.now(),
    )  # fmt: skip
    rule = Rule.objects.create(
        body=body, kind="term_years", number=3, since=date(since, 1, 1), clause=word("ruleclause"),
        words_ar=word("rule"), words_en=word("rule"), words_fr=word("rule"), **marking,
    )  # fmt: skip
    Departure.objects.create(
        rule=rule, record_type="forum.term", record_key=str(term.pk), warning=word("warned"), reason=word("departed"),
        by="user:0", on=date(2020, 1, 1), **marking,
    )  # fmt: skip
    member, _new = Membership.objects.get_or_create(body=body, party_id="MA", defaults=marking)
    Standing.objects.create(
        membership=member, status="observer", since=f"{since}-01-01", note=word("standing"), **marking
    )
    return {"rule": rule.pk, "term": term.pk} | _elected(body, seat, word, marking)


def _elected(body: Body, seat: Seat, word: Callable[[str], str], marking: dict[str, Any]) -> dict[str, int]:
    election = Election.objects.create(
        body=body, method="silence", phase="decision", opened_on=date(2025, seat.number, 1),
        nominations_until=date(2025, 12, 1), term_start=date(2026, 3, 1), term_end=date(2028, 3, 1), **marking,
    )  # fmt: skip
    election.seats.add(seat)
    bid = Candidacy.objects.create(body=body, election=election, state="submitted", statement=word("bid"), **marking)
    bid.parties.add("MA")
    Support.objects.create(candidacy=bid, party_id="MA", kind="stands", on=date(2025, 1, 2), **marking)
    Ballot.objects.create(election=election, party_id="MA", candidacy=bid, at=clock.now(), **marking)
    silence = Silence.objects.create(
        body=body, election=election, candidacy=bid, text=word("silence"), opens_at=clock.now(),
        closes_at=clock.now() + timedelta(days=30), state="open", **marking,
    )  # fmt: skip
    Objection.objects.create(silence=silence, party_id="MA", at=clock.now(), reason=word("objection"), **marking)
    return {"election": election.pk, "bid": bid.pk, "silence": silence.pk}
