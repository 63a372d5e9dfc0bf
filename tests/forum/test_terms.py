"""Seats and who holds them, members and where they stand, bodies and what becomes of them, and rules that warn."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import cite, settle
from muntada.evidence.models import Citation
from muntada.evidence.pen import take_back
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.bodies import change_body, dissolve_body, give_mandate, make_body, succeed_body
from muntada.forum.actions.memberships import stand
from muntada.forum.actions.office import begin_term, drop_plan, end_term, extend_term, move_start, plan_term
from muntada.forum.actions.rules import NotPossible, RuleBroken, end_rule, set_rule
from muntada.forum.actions.seats import set_seats
from muntada.forum.actions.terms import record_term
from muntada.forum.models import Body, Departure, Membership, Seat, Term, TermChange
from muntada.forum.queries.rules import members_on, months_before, quorum, rule_over, rules_over
from muntada.forum.queries.seating import changes_of, holders_on, overlapping, spells, states_of
from muntada.library.models import Work
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.parties.imports import Loaded
from muntada.people.models import Office, User
from muntada.signin.actors import actor_of
from muntada.trail.deed import Refused, act
from muntada.trail.models import Entry
from tests.cast import ADMINISTRATOR, ANALYST, READER
from tests.forum.chairs import SECRETARIAT, Chairs, chairs, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Chairs:
    return chairs()


def begin(room: Chairs, seat: int, party: str, on: str, until: str = "", **more: str) -> Term:
    end = date.fromisoformat(until) if until else None
    return begin_term(SECRETARIAT, room.seats[seat], room.parties[party], on=date.fromisoformat(on), until=end, **more)


def test_a_begun_successor_ends_the_predecessor_on_that_day_and_planned_dates_stay(room: Chairs) -> None:
    first = begin(room, 0, "EG", "2024-03-01", "2026-03-01")
    second = begin(room, 0, "MA", "2026-05-04", "2028-03-01", reason="The meeting was late.")
    first.refresh_from_db()
    assert (first.end, first.planned_end, first.ended_because) == ("2026-05-04", "2026-03-01", "succeeded")
    assert (second.start, second.end, second.planned_end) == ("2026-05-04", "", "2028-03-01")
    lines = [(one.field, one.before, one.after, one.reason) for one in changes_of(SECRETARIAT, first)][-2:]
    assert lines == [
        ("end", "", "2026-05-04", "The meeting was late."),
        ("ended_because", "", "succeeded", "The meeting was late."),
    ]


def test_the_rights_of_a_co_chair_pass_on_the_day_of_the_hand_over(room: Chairs) -> None:
    begin(room, 0, "EG", "2024-03-01", "2028-03-01")
    users = {}
    for key in ("EG", "MA"):
        users[key] = User.objects.create(email=f"{key}@example.org", name=key)
        Office.objects.create(
            user=users[key], role="co_chair", party_id=key, body=room.committee.party, since=date(2020, 1, 1)
        )
    begin(room, 0, "MA", "2026-05-04")

    def chairing(key: str, day: date) -> bool:
        return actor_of(users[key], day).chairs == {"sea.committee"}  # type: ignore[union-attr]

    assert [chairing("EG", date(2026, 5, 3)), chairing("MA", date(2026, 5, 3))] == [True, False]
    assert [chairing("EG", date(2026, 5, 4)), chairing("MA", date(2026, 5, 4))] == [False, True]


def test_two_do_not_begin_in_a_seat_on_one_day_and_a_term_put_before_another_ends_with_it(room: Chairs) -> None:
    begin(room, 0, "MA", "2026-05-04")
    with pytest.raises(NotPossible) as caught, transaction.atomic():
        begin(room, 0, "NL", "2026-05-04")
    assert (caught.value.code, caught.value.field) == ("taken", "on")
    earlier = begin(room, 0, "EG", "2024-05-04", "2026-03-01")
    assert (earlier.end, earlier.planned_end) == ("2026-05-04", "2026-03-01")
    assert overlapping(room.seats[0].terms.all()) == []


def test_an_end_is_not_put_into_the_successors_time_nor_before_the_start(room: Chairs) -> None:
    first = begin(room, 0, "EG", "2024-01-01")
    begin(room, 0, "MA", "2026-01-01")
    with pytest.raises(NotPossible), transaction.atomic():
        end_term(SECRETARIAT, first, on=date(2026, 2, 1), because="expired")
    with pytest.raises(ValueRefused), transaction.atomic():
        end_term(SECRETARIAT, first, on=date(2024, 1, 1), because="expired")
    end_term(SECRETARIAT, first, on=date(2025, 6, 1), because="resigned", reason="A change of government.")
    assert {term.party_id for term in holders_on(SECRETARIAT, room.committee, date(2025, 7, 1)).values()} == set()
    first.refresh_from_db()
    assert states_of(first, changes_of(SECRETARIAT, first))[-3]["end"] == "2026-01-01"


def test_a_hand_over_that_moves_takes_the_predecessors_end_along(room: Chairs) -> None:
    first, second = begin(room, 0, "EG", "2024-01-01"), begin(room, 0, "MA", "2026-01-01")
    move_start(SECRETARIAT, second, on=date(2026, 3, 1), reason="The plenary was moved.")
    first.refresh_from_db()
    assert first.end == "2026-03-01"
    with pytest.raises(NotPossible), transaction.atomic():
        move_start(SECRETARIAT, second, on=date(2023, 1, 1))


def test_a_plan_holds_no_seat_until_it_begins_and_may_be_dropped(room: Chairs) -> None:
    plan = plan_term(SECRETARIAT, room.seats[0], room.parties["EG"], start=date(2026, 3, 1), end=date(2028, 3, 1))
    assert holders_on(SECRETARIAT, room.committee, date(2026, 4, 1)) == {}
    begun = begin_term(SECRETARIAT, room.seats[0], on=date(2026, 5, 4), planned=plan)
    assert (begun.pk, begun.start, begun.planned_start, begun.planned_end) == (
        plan.pk,
        "2026-05-04",
        "2026-03-01",
        "2028-03-01",
    )
    with pytest.raises(NotPossible), transaction.atomic():
        drop_plan(SECRETARIAT, begun)


def test_a_term_that_has_ended_is_not_extended_and_one_that_runs_is(room: Chairs) -> None:
    first = begin(room, 0, "EG", "2024-01-01", "2026-01-01")
    extend_term(SECRETARIAT, first, until=date(2028, 1, 1), reason="Renewed by the committee.")
    begin(room, 0, "MA", "2027-01-01")
    with pytest.raises(NotPossible), transaction.atomic():
        extend_term(SECRETARIAT, first, until=date(2030, 1, 1))
    first.refresh_from_db()
    assert (first.end, first.planned_end) == ("2027-01-01", "2028-01-01")


@pytest.mark.parametrize("actor", [ADMINISTRATOR, ANALYST, READER, of("EG"), None])
def test_only_the_secretariat_and_what_is_due_keep_terms(room: Chairs, actor: Actor | None) -> None:
    with pytest.raises(Refused):
        begin_term(actor, room.seats[0], room.parties["EG"], on=date(2026, 1, 1))  # type: ignore[arg-type]
    assert not Term.objects.exists()
    assert begin_term(CLERK, room.seats[0], room.parties["EG"], on=date(2026, 1, 1)).pk


def test_what_tables_give_is_seated_where_that_is_plain_and_nothing_is_invented(facts: Loaded) -> None:
    top = Body.objects.get(pk="gctf.cochairs")
    seats = {seat.number: [one.term.party_id for one in spells(seat.terms.all())] for seat in top.seats.all()}
    assert seats == {1: ["US", "NL", "CA", "EU"], 2: ["TR", "MA", "EG"]}
    for seat in Seat.objects.all():
        assert overlapping(seat.terms.all()) == [], seat
    # Three sat in this group at once by the table: who of them sat where is not plain.
    unseated = Term.objects.filter(seat=None, role="co_chair")
    assert {(one.body_id, one.party_id) for one in unseated} <= {("gctf.wg.wa", "DE")}
    assert not Term.objects.exclude(ended_because="").exists()
    assert {line.field for line in TermChange.objects.all()} == {"seat"}


def test_the_forums_rules_are_loaded_with_their_words_in_three_languages(facts: Loaded) -> None:
    top = Body.objects.get(pk="gctf.cochairs")
    held = {rule.kind: rule for rule in rules_over(ANALYST, top, date(2024, 1, 1))}
    assert {kind: rule.number for kind, rule in held.items()} == {
        "nomination_months": 5,
        "paired_bid": 2,
        "regions_differ": None,
        "renewals": None,
        "seats": 2,
        "term_years": 2,
    }
    assert all(rule.words_ar and rule.words_en and rule.words_fr for rule in held.values())
    group = Body.objects.get(pk="gctf.wg.cve")
    assert rule_over(ANALYST, group, "bodies_at_most", date(2024, 1, 1)).number == 1  # type: ignore[union-attr]
    assert rule_over(ANALYST, top, "bodies_at_most", date(2024, 1, 1)) is None


def test_a_member_with_a_seat_in_one_working_group_is_warned_of_in_a_second(facts: Loaded) -> None:
    group = Body.objects.get(pk="gctf.wg.cjrol")
    seat = group.seats.get(number=1)
    party = Term.objects.get(body="gctf.wg.ftf", end="", party="JO").party
    with pytest.raises(RuleBroken) as caught:
        begin_term(SECRETARIAT, seat, party, on=date(2025, 1, 1))
    (said,) = caught.value.broken
    assert "Foreign Terrorist Fighters" in said.words["en"]
    term = begin_term(SECRETARIAT, seat, party, on=date(2025, 1, 1), despite="Nobody else stood.")
    left = Departure.objects.get()
    assert (left.rule.kind, left.record_type, left.record_key) == ("bodies_at_most", "forum.term", str(term.pk))
    assert (left.reason, left.by) == ("Nobody else stood.", SECRETARIAT.key)
    assert left.warning.splitlines() == [said.words[one] for one in ("ar", "en", "fr")]


def test_a_rule_holds_below_its_body_until_a_nearer_one_and_until_it_ends(room: Chairs) -> None:
    first = set_rule(SECRETARIAT, room.forum, kind="term_years", number=3, since=date(2020, 1, 1))
    set_rule(SECRETARIAT, room.forum, kind="term_years", number=4, of_kind="working_group", since=date(2020, 1, 1))
    assert rule_over(SECRETARIAT, room.committee, "term_years", date(2021, 1, 1)) == first
    own = set_rule(SECRETARIAT, room.committee, kind="term_years", number=2, since=date(2022, 1, 1))
    assert rule_over(SECRETARIAT, room.committee, "term_years", date(2021, 1, 1)) == first
    assert rule_over(SECRETARIAT, room.committee, "term_years", date(2022, 1, 1)) == own
    end_rule(SECRETARIAT, own, until=date(2023, 1, 1))
    assert rule_over(SECRETARIAT, room.committee, "term_years", date(2023, 1, 1)) == first
    set_rule(SECRETARIAT, room.forum, kind="term_years", number=5, since=date(2024, 1, 1))
    first.refresh_from_db()
    assert first.until == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("kind", "number"), [("nonsense", 1), ("term_years", None), ("quorum_percent", 101), ("seats", -1)]
)
def test_a_rule_that_asks_for_nothing_that_can_be_is_refused(room: Chairs, kind: str, number: int | None) -> None:
    with pytest.raises(ValueRefused):
        set_rule(SECRETARIAT, room.forum, kind=kind, number=number)


def test_a_term_of_another_length_or_of_the_same_region_or_on_the_same_day_is_warned_of(room: Chairs) -> None:
    for kind, number in (("term_years", 2), ("regions_differ", None), ("one_at_a_time", None), ("renewals", 1)):
        set_rule(SECRETARIAT, room.forum, kind=kind, number=number, since=date(2020, 1, 1))
    begin(room, 0, "EG", "2024-01-01", "2026-01-15")

    def broken(seat: int, party: str, on: str, until: str) -> set[str]:
        with pytest.raises(RuleBroken) as caught:
            begin(room, seat, party, on, until)
        return {one.rule.kind for one in caught.value.broken}

    assert broken(1, "MA", "2024-01-01", "2027-01-01") == {"term_years", "regions_differ", "one_at_a_time"}
    assert broken(1, "NL", "2025-01-01", "2028-01-01") == {"term_years"}
    begin(room, 0, "EG", "2026-01-15", "2028-01-15")
    assert broken(0, "EG", "2028-01-15", "2030-01-15") == {"renewals"}


def test_a_number_of_seats_that_the_rules_do_not_know_asks_for_a_reason(room: Chairs) -> None:
    set_rule(SECRETARIAT, room.forum, kind="seats", number=2, of_kind="coordinating_committee", since=date(2020, 1, 1))
    with pytest.raises(RuleBroken):
        set_seats(SECRETARIAT, room.committee, count=3)
    assert len(set_seats(SECRETARIAT, room.committee, count=3, despite="A year of three.")) == 3
    room.seats.append(Seat.objects.get(body=room.committee, number=3))
    begin(room, 2, "EG", "2024-01-01")
    with pytest.raises(NotPossible), transaction.atomic():
        set_seats(SECRETARIAT, room.committee, count=2)
    assert Seat.objects.filter(body=room.committee).count() == 3


def test_where_a_member_stands_is_added_to_and_never_written_over(room: Chairs) -> None:
    kuwait = room.parties["KW"]
    stand(SECRETARIAT, room.forum, kuwait, status="withdrawn", since=date(2025, 6, 1))
    held = Membership.objects.get(body=room.forum, party=kuwait)
    assert [(one.status, one.since) for one in held.standings.all()] == [
        ("founding", "2011-09-22"),
        ("withdrawn", "2025-06-01"),
    ]
    assert (held.kind, held.start, held.end) == ("founding", "2011-09-22", "2025-06-01")
    assert "KW" in members_on(SECRETARIAT, room.committee, date(2025, 5, 31))
    assert "KW" not in members_on(SECRETARIAT, room.committee, date(2025, 6, 1))
    with pytest.raises(NotPossible), transaction.atomic():
        stand(SECRETARIAT, room.forum, kuwait, status="member", since=date(2025, 6, 1))


def test_who_is_only_announced_belongs_from_the_day_on_which_it_is_a_member(room: Chairs) -> None:
    stand(SECRETARIAT, room.forum, room.parties["SE"], status="announced", since=date(2024, 1, 1))
    assert "SE" not in members_on(SECRETARIAT, room.forum, date(2024, 6, 1))
    stand(SECRETARIAT, room.forum, room.parties["SE"], status="member", since=date(2025, 1, 1))
    assert "SE" not in members_on(SECRETARIAT, room.forum, date(2024, 6, 1))
    assert "SE" in members_on(SECRETARIAT, room.forum, date(2025, 1, 1))
    with pytest.raises(NotPossible), transaction.atomic():
        stand(SECRETARIAT, room.committee, room.parties["SE"], status="withdrawn", since=date(2026, 1, 1))


def test_the_quorum_is_a_part_of_the_members(room: Chairs) -> None:
    assert quorum(SECRETARIAT, room.committee, date(2024, 1, 1)) is None
    set_rule(SECRETARIAT, room.forum, kind="quorum_percent", number=60, since=date(2020, 1, 1))
    assert quorum(SECRETARIAT, room.committee, date(2024, 1, 1)) == 4  # of six


def test_another_forum_is_set_up_by_verbs_alone_and_carries_its_own_handling() -> None:
    closed = Handling(TLP.AMBER, THE_FORUM, frozenset())
    forum = make_body(SECRETARIAT, key="sahel", names={"ar": "منتدى الساحل", "en": "Sahel forum"}, kind="forum",
                      handling=closed)  # fmt: skip
    committee = make_body(
        SECRETARIAT, key="sahel.committee", names={"fr": "Comité"}, kind="steering_committee", parent=forum
    )
    assert committee.handling == closed
    with pytest.raises(ValueRefused), transaction.atomic():
        make_body(SECRETARIAT, key="sahel", names={"en": "Again"}, kind="forum")
    for wrong in ({"key": "Sahel!"}, {"names": {}}, {"kind": "nothing"}, {"established": "2027-02-29"}):
        with pytest.raises(ValueRefused), transaction.atomic():
            make_body(SECRETARIAT, **{"key": "other", "names": {"en": "x"}, "kind": "forum"} | wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        make_body(ANALYST, key="other", names={"en": "x"}, kind="forum")
    with pytest.raises(NotPossible), transaction.atomic():
        change_body(SECRETARIAT, forum, parent=committee)
    changed = change_body(SECRETARIAT, committee, place="Nouakchott")
    assert changed.place == "Nouakchott"
    line = Entry.objects.filter(permission="body.keep").order_by("pk").last()
    assert line is not None
    assert line.detail["things"][0]["after"] == {"place": "Nouakchott"}


def test_a_body_that_is_succeeded_ends_with_its_terms_and_not_in_a_circle(room: Chairs) -> None:
    term = begin(room, 0, "EG", "2024-01-01", "2026-01-01")
    heir = make_body(SECRETARIAT, key="sea.next", names={"en": "Next"}, kind="committee", parent=room.forum)
    succeed_body(SECRETARIAT, room.committee, by=heir, on=date(2025, 3, 1), reason="As the plenary decided.")
    term.refresh_from_db()
    assert (term.end, term.ended_because) == ("2025-03-01", "dissolved")
    with pytest.raises(NotPossible), transaction.atomic():
        succeed_body(SECRETARIAT, heir, by=Body.objects.get(pk="sea.committee"), on=date(2026, 1, 1))
    with pytest.raises(NotPossible), transaction.atomic():
        dissolve_body(SECRETARIAT, Body.objects.get(pk="sea.committee"), on=date(2026, 1, 1))
    with pytest.raises(NotPossible), transaction.atomic():
        begin_term(SECRETARIAT, Seat.objects.get(pk=room.seats[0].pk), room.parties["MA"], on=date(2025, 4, 1))


def test_what_sources_and_persons_change_in_a_term_is_a_line_of_it_and_undoing_leaves_no_empty_term(
    room: Chairs,
) -> None:
    first = record_term(SECRETARIAT, body="sea", party="EG", role="co_chair", start="2021")
    term = Term.objects.get(body="sea")
    assert changes_of(SECRETARIAT, term) == []
    for one, value in zip(first.said, ("sea", "EG", "co_chair", "2021"), strict=True):
        with act(SECRETARIAT, Permission.RECORD_WRITE) as deed:
            cite(deed, one.record, one.field, value, reference="the press")
    second = record_term(SECRETARIAT, body="sea", party="EG", role="co_chair", start="2021-10")
    assert [(one.field, one.before, one.after) for one in changes_of(SECRETARIAT, term)] == [
        ("start", "2021", "2021-10")
    ]
    with act(SECRETARIAT, Permission.RECORD_WRITE) as deed:
        citation = cite(deed, term, "start", "2020", reference="the minutes")[0]
    settle(SECRETARIAT, citation)
    term.refresh_from_db()
    assert states_of(term, changes_of(SECRETARIAT, term))[-2]["start"] == "2021-10"
    assert (term.start, changes_of(SECRETARIAT, term)[-1].reason) == ("2020", "decided between sources")
    Citation.objects.all().delete()
    take_back([*first.steps, *second.steps])
    assert not Term.objects.filter(body="sea").exists()


def test_a_mandate_names_the_clause_that_gives_it(room: Chairs) -> None:
    work = Work.objects.create(key="charter", kind="memorandum")
    given = give_mandate(SECRETARIAT, room.committee, title="To coordinate.", work=work, clause="III.2")
    again = give_mandate(SECRETARIAT, room.committee, title="To coordinate.", work=work, clause="III.3")
    assert (again.pk, again.clause) == (given.pk, "III.3")
    with pytest.raises(ValueRefused), transaction.atomic():
        give_mandate(SECRETARIAT, room.committee, title="To meet.", clause="I")


def test_months_are_counted_back_to_a_day_that_there_is() -> None:
    assert months_before(date(2026, 7, 31), 5) == date(2026, 2, 28)
    assert months_before(date(2024, 2, 29), -12) == date(2025, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
