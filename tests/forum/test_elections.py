"""Standing for seats alone and together, and deciding by consensus, by silence and by open vote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from muntada.access import clock
from muntada.access.actor import CLERK
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.candidacies import (
    submit_candidacy,
    support_candidacy,
    withdraw_candidacy,
    withdraw_support,
)
from muntada.forum.actions.elections import (
    cast_ballot,
    close_election,
    decide_election,
    hold_election,
    next_phase,
)
from muntada.forum.actions.office import begin_term
from muntada.forum.actions.rules import NotPossible, RuleBroken, set_rule
from muntada.forum.actions.silences import break_silence, close_due, close_silence, open_silence, withdraw_silence
from muntada.forum.models import Ballot, Candidacy, Departure, Election, Meeting, Support, Term
from muntada.forum.queries.elections import bids, elections, results
from muntada.forum.tasks import close_silences
from muntada.jobs.table import laid
from muntada.project.tasks import lay_table
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER
from tests.forum.chairs import SECRETARIAT, Chairs, chairs, of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 10, 9, tzinfo=UTC)


@pytest.fixture
def room() -> Iterator[Chairs]:
    with clock.at(NOW):
        yield chairs()


def call(room: Chairs, seats: int = 2, method: str = "consensus", **more: str) -> Election:
    return hold_election(
        SECRETARIAT,
        room.committee,
        seats=room.seats[:seats],
        method=method,
        nominations_until=date(2026, 2, 1),
        term_start=date(2026, 9, 1),
        term_end=date(2028, 9, 1),
        **more,
    )


def bid(room: Chairs, election: Election, *keys: str, agreed: bool = True) -> Candidacy:
    made = submit_candidacy(of(keys[0]), election, parties=[room.parties[key] for key in keys], statement="We would.")
    for key in keys[1:] if agreed else ():
        support_candidacy(of(key), made, room.parties[key])
    made.refresh_from_db()
    return made


def to_the_decision(election: Election) -> None:
    next_phase(SECRETARIAT, election, reason="Everybody has spoken.")
    next_phase(SECRETARIAT, election)


def test_a_joint_bid_is_announced_until_every_party_in_it_has_agreed(room: Chairs) -> None:
    election = call(room)
    joint = bid(room, election, "EG", "EU", agreed=False)
    assert joint.state == "announced"
    support_candidacy(of("EU"), joint, room.parties["EU"])
    joint.refresh_from_db()
    assert joint.state == "submitted"
    assert {(one.party_id, one.kind) for one in joint.supports.all()} == {("EG", "stands"), ("EU", "stands")}


def test_no_party_speaks_for_another(room: Chairs) -> None:
    election = call(room)
    with pytest.raises(Refused):
        submit_candidacy(of("NL"), election, parties=[room.parties["EG"]])
    joint = bid(room, election, "EG", "EU", agreed=False)
    with pytest.raises(Refused):
        support_candidacy(of("EG"), joint, room.parties["EU"])
    with pytest.raises(Refused):
        withdraw_candidacy(of("NL"), joint, room.parties["EG"])
    for nobody in (ANALYST, READER):
        with pytest.raises(Refused):
            submit_candidacy(nobody, election, parties=[room.parties["CA"]])
    assert submit_candidacy(SECRETARIAT, election, parties=[room.parties["CA"]]).state == "submitted"


def test_only_members_stand_endorse_vote_and_break_a_silence(room: Chairs) -> None:
    election, outsider = call(room, seats=1, method="vote"), room.parties["SE"]
    with pytest.raises(Refused), transaction.atomic():
        submit_candidacy(of("SE"), election, parties=[outsider])
    mine = bid(room, election, "EG")
    with pytest.raises(Refused), transaction.atomic():
        support_candidacy(of("SE"), mine, outsider)
    to_the_decision(election)
    with pytest.raises(Refused), transaction.atomic():
        cast_ballot(of("SE"), election, outsider, mine)
    assert not Ballot.objects.exists()


def test_nominations_end_on_their_day_and_a_party_stands_once(room: Chairs) -> None:
    election = call(room)
    first = bid(room, election, "EG", "NL", agreed=False)
    with pytest.raises(NotPossible) as caught, transaction.atomic():
        bid(room, election, "EG")
    assert caught.value.code == "stands"
    with pytest.raises(NotPossible), transaction.atomic():
        submit_candidacy(of("MA"), election, parties=[room.parties[key] for key in ("MA", "CA", "KW")])
    with clock.at(datetime(2026, 2, 2, tzinfo=UTC)):
        with pytest.raises(NotPossible) as caught, transaction.atomic():
            bid(room, election, "MA")
        assert caught.value.code == "too_late"
        with pytest.raises(NotPossible), transaction.atomic():
            support_candidacy(of("NL"), first, room.parties["NL"])
        next_phase(SECRETARIAT, election)


def test_nominations_are_not_cut_short_without_a_reason(room: Chairs) -> None:
    election = call(room)
    with pytest.raises(NotPossible) as caught, transaction.atomic():
        next_phase(SECRETARIAT, election)
    assert caught.value.code == "too_early"
    assert next_phase(SECRETARIAT, election, reason="All agreed.").phase == "consultation"
    assert next_phase(SECRETARIAT, election).phase == "decision"
    with pytest.raises(NotPossible), transaction.atomic():
        next_phase(SECRETARIAT, election)


def test_an_endorsement_is_given_and_taken_back_and_a_bid_withdrawn(room: Chairs) -> None:
    election = call(room)
    joint = bid(room, election, "EG", "EU")
    support_candidacy(of("MA"), joint, room.parties["MA"])
    support_candidacy(of("MA"), joint, room.parties["MA"])
    assert Support.objects.filter(kind="endorses").count() == 1
    withdraw_support(of("MA"), joint, room.parties["MA"])
    assert not Support.objects.filter(kind="endorses").exists()
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_support(of("EG"), joint, room.parties["EG"])
    withdraw_candidacy(of("EU"), joint, room.parties["EU"], reason="Another year.")
    joint.refresh_from_db()
    assert joint.state == "withdrawn"
    with pytest.raises(NotPossible), transaction.atomic():
        support_candidacy(of("MA"), joint, room.parties["MA"])
    assert bid(room, election, "EG").state == "submitted"


def test_the_outcome_starts_the_terms_and_ends_those_before_on_the_planned_day(room: Chairs) -> None:
    before = [
        begin_term(SECRETARIAT, room.seats[0], room.parties["CA"], on=date(2022, 9, 1), until=date(2026, 9, 1)),
        begin_term(SECRETARIAT, room.seats[1], room.parties["MA"], on=date(2023, 9, 1), until=date(2026, 9, 1)),
    ]
    election = call(room)
    joint, other = bid(room, election, "EG", "EU"), bid(room, election, "NL")
    with pytest.raises(NotPossible), transaction.atomic():
        decide_election(SECRETARIAT, election, candidacy=joint)
    to_the_decision(election)
    terms = decide_election(SECRETARIAT, election, candidacy=joint)
    assert {(one.party_id, one.start, one.planned_end, one.won_id) for one in terms} == {
        ("EG", "2026-09-01", "2028-09-01", election.pk),
        ("EU", "2026-09-01", "2028-09-01", election.pk),
    }
    for term in before:
        term.refresh_from_db()
        assert (term.end, term.ended_because) == ("2026-09-01", "succeeded")
    election.refresh_from_db()
    joint.refresh_from_db()
    other.refresh_from_db()
    assert (election.phase, election.decided_on, joint.state, other.state) == (
        "closed",
        date(2026, 1, 10),
        "elected",
        "not_elected",
    )
    with pytest.raises(NotPossible), transaction.atomic():
        decide_election(SECRETARIAT, election, candidacy=joint)


def test_who_is_elected_again_stays_in_its_own_seat(room: Chairs) -> None:
    begin_term(SECRETARIAT, room.seats[0], room.parties["CA"], on=date(2024, 9, 1))
    begin_term(SECRETARIAT, room.seats[1], room.parties["EG"], on=date(2024, 9, 1))
    election = call(room)
    joint = bid(room, election, "EG", "NL")
    to_the_decision(election)
    terms = decide_election(SECRETARIAT, election, candidacy=joint)
    assert {one.party_id: one.seat.number for one in terms if one.seat} == {"EG": 2, "NL": 1}


def test_two_single_bids_fill_two_seats_one_after_the_other(room: Chairs) -> None:
    election = call(room)
    first, second, third = (bid(room, election, key) for key in ("EG", "NL", "KW"))
    to_the_decision(election)
    decide_election(SECRETARIAT, election, candidacy=first)
    election.refresh_from_db()
    assert election.phase == "decision"
    decide_election(SECRETARIAT, election, candidacy=second)
    third.refresh_from_db()
    election.refresh_from_db()
    assert (election.phase, third.state, Term.objects.filter(won=election).count()) == ("closed", "not_elected", 2)


def test_an_election_closes_without_a_result_only_with_a_reason(room: Chairs) -> None:
    election = call(room)
    mine = bid(room, election, "EG")
    with pytest.raises(ValueRefused), transaction.atomic():
        close_election(SECRETARIAT, election)
    close_election(SECRETARIAT, election, reason="No consensus.")
    mine.refresh_from_db()
    assert (mine.state, Term.objects.count()) == ("not_elected", 0)
    assert call(room).phase == "nominations"


def test_a_seat_is_not_filled_by_two_elections_at_once(room: Chairs) -> None:
    call(room)
    with pytest.raises(NotPossible), transaction.atomic():
        call(room, seats=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "lot"},
        {"seats": []},
        {"nominations_until": date(2026, 1, 9)},
        {"term_start": date(2026, 1, 20)},
        {"term_end": date(2026, 9, 1)},
    ],
)
def test_dates_out_of_order_and_what_there_is_not_are_refused(room: Chairs, wrong: dict[str, object]) -> None:
    asked: dict[str, object] = {
        "seats": room.seats,
        "nominations_until": date(2026, 2, 1),
        "term_start": date(2026, 9, 1),
        "term_end": date(2028, 9, 1),
    }
    with pytest.raises(ValueRefused):
        hold_election(SECRETARIAT, room.committee, **asked | wrong)  # type: ignore[arg-type]


def silent(room: Chairs) -> tuple[Election, Candidacy]:
    election = call(room, method="silence")
    joint = bid(room, election, "EG", "EU")
    to_the_decision(election)
    return election, joint


def test_a_silence_that_nobody_breaks_decides_when_its_time_has_passed(room: Chairs) -> None:
    election, joint = silent(room)
    with pytest.raises(NotPossible) as caught, transaction.atomic():
        decide_election(SECRETARIAT, election, candidacy=joint)
    assert caught.value.code == "silence"
    one = open_silence(SECRETARIAT, joint, text="Egypt and the Union chair.", closes_at=NOW + timedelta(days=7))
    with pytest.raises(NotPossible), transaction.atomic():
        close_silence(SECRETARIAT, one)
    with clock.at(NOW + timedelta(days=7)):
        with pytest.raises(NotPossible) as caught, transaction.atomic():
            break_silence(of("NL"), one, room.parties["NL"], reason="Too late.")
        assert caught.value.code == "too_late"
        assert close_due(CLERK) == {"closed": 1, "left": 0}
        assert close_due(CLERK) == {"closed": 0, "left": 0}
    election.refresh_from_db()
    one.refresh_from_db()
    assert (one.state, election.phase, Term.objects.filter(won=election).count()) == ("adopted", "closed", 2)
    assert Entry.objects.filter(permission="silence.close", actor=CLERK.key, allowed=True).count() == 1


def test_a_broken_silence_decides_nothing_and_keeps_the_reason(room: Chairs) -> None:
    election, joint = silent(room)
    one = open_silence(SECRETARIAT, joint, text="They chair.", closes_at=NOW + timedelta(days=7))
    with pytest.raises(Refused):
        break_silence(of("NL"), one, room.parties["CA"], reason="Not mine to break.")
    with pytest.raises(ValueRefused), transaction.atomic():
        break_silence(of("NL"), one, room.parties["NL"], reason=" ")
    break_silence(of("NL"), one, room.parties["NL"], reason="Not both from one shore.")
    break_silence(of("CA"), one, room.parties["CA"], reason="Nor for us.")
    one.refresh_from_db()
    assert (one.state, [said.party_id for said in one.objections.all()]) == ("broken", ["NL", "CA"])
    with clock.at(NOW + timedelta(days=8)):
        assert close_due(CLERK) == {"closed": 0, "left": 0}
        with pytest.raises(NotPossible), transaction.atomic():
            decide_election(SECRETARIAT, election, candidacy=joint)
    again = open_silence(SECRETARIAT, joint, text="After talks.", closes_at=NOW + timedelta(days=20))
    with clock.at(NOW + timedelta(days=20)):
        close_silence(SECRETARIAT, again)
    assert Term.objects.filter(won=election).count() == 2


def test_a_silence_is_withdrawn_with_its_bid_or_with_a_reason(room: Chairs) -> None:
    _election, joint = silent(room)
    one = open_silence(SECRETARIAT, joint, text="They chair.", closes_at=NOW + timedelta(days=7))
    with pytest.raises(NotPossible), transaction.atomic():
        open_silence(SECRETARIAT, joint, text="They chair.", closes_at=NOW + timedelta(days=9))
    withdraw_silence(SECRETARIAT, one, reason="A slip in the text.")
    other = open_silence(SECRETARIAT, joint, text="They chair.", closes_at=NOW + timedelta(days=9))
    withdraw_candidacy(of("EG"), joint, room.parties["EG"])
    other.refresh_from_db()
    assert other.state == "withdrawn"
    with pytest.raises(ValueRefused):
        open_silence(SECRETARIAT, joint, text="They chair.", closes_at=NOW)


def test_the_clerks_job_closes_what_is_due_and_is_on_the_table() -> None:
    lay_table()
    assert laid().tasks[close_silences.name] is close_silences
    assert any(one.task is close_silences and one.by == CLERK for one in laid().schedules)


def test_of_an_open_vote_the_bid_with_most_votes_wins_and_a_tie_decides_nothing(room: Chairs) -> None:
    election = call(room, seats=1, method="vote")
    mine, other = bid(room, election, "EG"), bid(room, election, "NL")
    with pytest.raises(NotPossible), transaction.atomic():
        cast_ballot(of("MA"), election, room.parties["MA"], mine)
    to_the_decision(election)
    for key, choice in (("EG", mine), ("MA", mine), ("NL", other), ("CA", other), ("KW", None)):
        cast_ballot(of(key), election, room.parties[key], choice)
    for wrong in (mine, other):
        with pytest.raises(NotPossible) as caught, transaction.atomic():
            decide_election(SECRETARIAT, election, candidacy=wrong)
        assert caught.value.code == "votes"
    cast_ballot(of("CA"), election, room.parties["CA"], mine)  # it changed its mind
    assert Ballot.objects.count() == 5
    shown = [(one.candidacy and one.candidacy.pk, one.votes) for one in results(SECRETARIAT, election)]
    assert shown == [(mine.pk, 3), (other.pk, 1), (None, 1)]
    decide_election(SECRETARIAT, election, candidacy=mine)
    assert Term.objects.get(won=election).party_id == "EG"
    with pytest.raises(NotPossible), transaction.atomic():
        cast_ballot(of("KW"), election, room.parties["KW"], other)


def test_the_rules_warn_of_late_nominations_single_bids_one_region_and_a_vote(room: Chairs) -> None:
    for kind, number in (("paired_bid", 2), ("regions_differ", None), ("nomination_months", 5), ("consensus", None),
                         ("silence_days", 10)):  # fmt: skip
        set_rule(SECRETARIAT, room.forum, kind=kind, number=number, since=date(2020, 1, 1))
    begin_term(SECRETARIAT, room.seats[0], room.parties["CA"], on=date(2024, 6, 1), until=date(2026, 6, 1))
    with pytest.raises(RuleBroken) as caught:
        call(room, method="vote")
    assert {one.rule.kind for one in caught.value.broken} == {"nomination_months", "consensus"}
    late = next(one for one in caught.value.broken if one.rule.kind == "nomination_months")
    assert "\u20682026-01-01\u2069" in late.words["fr"]
    election = call(room, method="silence", despite="The plenary was late.")
    with pytest.raises(RuleBroken) as caught:
        submit_candidacy(of("EG"), election, parties=[room.parties["EG"]])
    assert [one.rule.kind for one in caught.value.broken] == ["paired_bid"]
    with pytest.raises(RuleBroken) as caught:
        submit_candidacy(of("EG"), election, parties=[room.parties["EG"], room.parties["MA"]])
    assert [one.rule.kind for one in caught.value.broken] == ["regions_differ"]
    alone = submit_candidacy(of("EG"), election, parties=[room.parties["EG"]], despite="Nobody else would.")
    to_the_decision(election)
    with pytest.raises(RuleBroken):
        open_silence(SECRETARIAT, alone, text="Egypt chairs.", closes_at=NOW + timedelta(days=9))
    one = open_silence(SECRETARIAT, alone, text="Egypt.", closes_at=NOW + timedelta(days=9), despite="It presses.")
    with clock.at(NOW + timedelta(days=9)):
        close_silence(SECRETARIAT, one)
    assert {(left.rule.kind, left.record_type) for left in Departure.objects.all()} == {
        ("nomination_months", "forum.election"),
        ("paired_bid", "forum.candidacy"),
        ("silence_days", "forum.silence"),
    }
    assert {left.by for left in Departure.objects.all()} == {"user:2", "user:EG"}


def test_who_stands_is_asked_with_those_who_agreed_and_endorse(room: Chairs) -> None:
    election = call(room)
    joint = bid(room, election, "EG", "EU")
    support_candidacy(of("MA"), joint, room.parties["MA"])
    (shown,) = bids(READER, election)
    assert {party.pk for party in shown.parties.all()} == {"EG", "EU"}
    assert [(one.party_id, one.kind) for one in shown.supports.all()] == [
        ("EG", "stands"),
        ("EU", "stands"),
        ("MA", "endorses"),
    ]


def test_a_meeting_that_decided_is_named_to_those_who_may_see_it(room: Chairs) -> None:
    election = call(room)
    made = bid(room, election, "EG", "EU")
    to_the_decision(election)
    closed = Meeting.objects.create(body=room.committee, kind="other", title="Closed one", tlp="TLP:AMBER+STRICT")
    decide_election(SECRETARIAT, election, candidacy=made, at=closed)
    shown, kept = elections(SECRETARIAT).get(pk=election.pk), elections(READER).get(pk=election.pk)
    assert shown.decided_at == closed
    assert kept.phase == "closed"
    assert kept.decided_at is None


@pytest.mark.parametrize("words", ["a\u202eb", "x\0y", "\u2067open", "ً" * 40])
def test_words_that_turn_or_break_a_line_are_refused_in_bids_silences_and_reasons(room: Chairs, words: str) -> None:
    election, joint = silent(room)
    closes = NOW + timedelta(days=7)
    silence = open_silence(SECRETARIAT, joint, text="They chair.", closes_at=closes)
    for field, deed in (
        ("statement", lambda: submit_candidacy(of("MA"), election, parties=[room.parties["MA"]], statement=words)),
        ("text", lambda: open_silence(SECRETARIAT, joint, text=words, closes_at=closes)),
        ("reason", lambda: break_silence(of("NL"), silence, room.parties["NL"], reason=words)),
        ("reason", lambda: withdraw_silence(SECRETARIAT, silence, reason=words)),
        ("reason", lambda: close_election(SECRETARIAT, election, reason=words)),
    ):
        with pytest.raises(ValueRefused) as caught, transaction.atomic():
            deed()
        assert caught.value.field == field
