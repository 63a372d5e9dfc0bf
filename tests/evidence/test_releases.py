"""Sharing more widely takes the originator's release; sharing with fewer says to whom a thing had gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Audience, BasisNotInForce, LegalBasis
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.handling import handled_models, mark, repeal
from muntada.evidence.actions.releases import NotOpen, answer_release, ask_release, withdraw_release
from muntada.evidence.models import Citation, Release
from muntada.evidence.queries import extract_of, releases
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Meeting, Post
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import FOCAL_POINT, READER, SECRETARIAT

EGYPT = Actor("user:11", "Salma, validating authority of Egypt", frozenset({Role.VALIDATOR}), party="EG")
MOROCCO = Actor("user:12", "Yassine, focal point of Morocco", frozenset({Role.FOCAL_POINT}), party="MA")
LENT = Actor(
    "user:13", "Adel, to whom Yassine lent", frozenset({Role.VALIDATOR}), "EG", delegated_by=frozenset({"user:12"})
)
AMBER = Handling(TLP.AMBER, "EG", frozenset({"MA"}))

pytestmark = pytest.mark.usefixtures("parties")


@pytest.fixture
def parties(db: None) -> None:
    for key in ("EG", "MA", "NL"):
        Party.objects.create(key=key, kind="state")


@pytest.fixture
def meeting(parties: None) -> Meeting:
    """A meeting that Egypt shared with Morocco."""
    made = Meeting(kind="session", title="A closed session", when="2026-05-01")
    made.marked(AMBER)
    made.save()
    return made


def seen(actor: Actor | None) -> bool:
    return rows(actor, Permission.RECORD_READ, Meeting).exists()


def test_row_53_a_wider_label_takes_a_release_and_each_release_has_a_number(meeting: Meeting) -> None:
    assert not seen(READER)
    with pytest.raises(Refused, match="release"):
        mark(EGYPT, meeting, Handling(TLP.GREEN, "EG"))
    asked = ask_release(MOROCCO, meeting, why="For the seminar.", to_label=TLP.GREEN)
    assert not seen(READER)
    assert answer_release(EGYPT, asked, yes=True, reason="It may be known.").pk == asked.pk
    assert seen(READER)


def test_row_47_whoever_is_not_the_originator_passes_nothing_on(meeting: Meeting) -> None:
    asked = ask_release(MOROCCO, meeting, why="For a partner.", audience=["NL"])
    for other in (MOROCCO, FOCAL_POINT, SECRETARIAT, READER):
        with pytest.raises(Refused):
            answer_release(other, asked, yes=True, reason="We say so.")
    assert Entry.objects.filter(allowed=False, permission=Permission.RELEASE_ANSWER).count() == 4
    given = answer_release(EGYPT, asked, yes=True, reason="Agreed.")
    meeting.refresh_from_db()
    assert meeting.originator == "EG"
    assert meeting.audience_keys == {"MA", "NL"}
    lines = Entry.objects.filter(thing_type="evidence.release", thing_key=str(given.pk), allowed=True)
    assert set(lines.values_list("permission", flat=True)) == {Permission.RELEASE_ANSWER}


def test_row_59_nobody_answers_what_they_asked_for(meeting: Meeting) -> None:
    own = ask_release(EGYPT, meeting, why="For all.", to_label=TLP.GREEN)
    with pytest.raises(Refused):
        answer_release(EGYPT, own, yes=True, reason="I agree with myself.")
    lent = ask_release(MOROCCO, meeting, why="For all.", to_label=TLP.GREEN)
    with pytest.raises(Refused):
        answer_release(LENT, lent, yes=True, reason="He lent me his office.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=own.pk).update(state="given", answered_by=EGYPT.key, reason="Past the verb.")


def test_an_answer_counts_once_and_saying_it_twice_is_harmless(meeting: Meeting) -> None:
    asked = ask_release(MOROCCO, meeting, why="For a partner.", audience=["NL"])
    answer_release(EGYPT, asked, yes=False, reason="Not now.")
    answer_release(EGYPT, asked, yes=False, reason="Not now.")
    with pytest.raises(NotOpen):
        answer_release(EGYPT, asked, yes=True, reason="After all.")
    assert meeting.audience_keys == {"MA"}


def test_what_one_may_not_know_of_cannot_be_asked_for(meeting: Meeting) -> None:
    with pytest.raises(Refused):
        ask_release(READER, meeting, why="I wonder.", to_label=TLP.CLEAR)


def test_a_release_is_taken_back_and_says_whom_it_had_gone_to(meeting: Meeting) -> None:
    asked = answer_release(
        EGYPT, ask_release(MOROCCO, meeting, why="For a partner.", audience=["NL"]), yes=True, reason="Yes."
    )
    dutch = Actor("user:20", "Jan", frozenset({Role.FOCAL_POINT}), party="NL")
    assert seen(dutch)
    assert withdraw_release(EGYPT, asked).gone_to == ("NL",)
    assert withdraw_release(EGYPT, asked).gone_to == ()
    assert not seen(dutch)
    assert seen(MOROCCO)


def test_a_release_until_a_day_ends_on_that_day(meeting: Meeting) -> None:
    day = clock.today() + timedelta(30)
    asked = ask_release(MOROCCO, meeting, why="For a seminar.", audience=["NL"], until=day)
    answer_release(EGYPT, asked, yes=True, reason="Until then.")
    dutch = Actor("user:20", "Jan", frozenset({Role.FOCAL_POINT}), party="NL")
    with clock.at(day - timedelta(1)):
        assert seen(dutch)
        assert decide(dutch, Permission.RECORD_READ, meeting_now(meeting))
    with clock.at(day):
        assert not seen(dutch)
        assert not decide(dutch, Permission.RECORD_READ, meeting_now(meeting))


def meeting_now(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def test_a_release_of_some_fields_shows_these_and_leaves_the_record_closed(meeting: Meeting) -> None:
    asked = ask_release(MOROCCO, meeting, why="For the calendar.", audience=["NL"], fields=["when"])
    given = answer_release(EGYPT, asked, yes=True, reason="The day may be known.")
    dutch = Actor("user:20", "Jan", frozenset({Role.FOCAL_POINT}), party="NL")
    assert not seen(dutch)
    assert list(releases(dutch)) == [given]
    assert extract_of(dutch, given) == {"when": "2026-05-01"}
    assert extract_of(READER, given) == {}
    withdraw_release(EGYPT, given)
    assert extract_of(dutch, Release.objects.get()) == {}


def test_row_53_narrowing_calls_nothing_back_and_names_whom_it_had_gone_to(meeting: Meeting) -> None:
    narrowed = mark(EGYPT, meeting, Handling(TLP.AMBER, "EG"))
    assert narrowed.gone_to == ("MA",)
    assert not seen(MOROCCO)
    opened = Meeting.objects.create(kind="session", title="Open")
    assert mark(SECRETARIAT, opened, Handling(TLP.AMBER)).gone_to == ("everyone",)


def test_row_52_what_is_red_is_for_named_persons(meeting: Meeting) -> None:
    mark(EGYPT, meeting, Handling(TLP.RED, "EG", frozenset({"MA"})))
    assert not seen(MOROCCO)
    assert not seen(EGYPT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(kind="session", tlp=TLP.RED)
    named = Meeting(kind="session")
    named.marked(Handling(TLP.RED, "EG", frozenset({MOROCCO.key})))
    named.save()
    assert seen(MOROCCO)
    with pytest.raises(ValueRefused):
        ask_release(MOROCCO, named, why="For a state.", audience=["NL"])


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"to_label": TLP.AMBER},
        {"audience": ["XX"]},
        {"audience": ["user:1"], "fields": ["tlp"]},
        {"audience": ["user:1"], "fields": ["nothing"]},
        {"to_label": TLP.GREEN, "until": clock.today() + timedelta(9)},
        {"audience": ["NL"], "until": clock.today()},
    ],
)
def test_what_is_no_widening_cannot_be_asked_for(meeting: Meeting, asked: dict[str, object]) -> None:
    with pytest.raises(ValueRefused):
        ask_release(MOROCCO, meeting, why="Why not.", **asked)  # type: ignore[arg-type]


def a_post(**more: object) -> Post:
    return Post(person="Salma Adel", role="minister", party_id="EG", review_by=clock.today() + timedelta(30), **more)


def test_row_1_what_is_about_a_person_is_read_for_its_purpose_or_not_at_all() -> None:
    a_post(purpose="prevention").save()
    assert not rows(READER, Permission.RECORD_READ, Post).exists()
    cleared = Actor("user:5", "Claire", frozenset({Role.READER}), purposes=frozenset({"prevention"}))
    assert rows(cleared, Permission.RECORD_READ, Post).exists()
    nothing = Actor("user:5", "Claire", frozenset({Role.READER}), purposes=frozenset())
    assert not rows(nothing, Permission.RECORD_READ, Post).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_post(purpose="").save()


def test_row_2_nothing_about_a_person_rests_on_no_basis_or_on_one_that_ended() -> None:
    kept = a_post()
    kept.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=kept.pk).update(legal_basis=None)
    basis = LegalBasis.objects.get(key="public_office")
    assert repeal(SECRETARIAT, basis, clock.today()) == [kept]
    with pytest.raises(BasisNotInForce):
        Post(person="Another", role="minister", party_id="EG", review_by=clock.today()).save()
    with pytest.raises(Refused):
        repeal(READER, basis, clock.today())


@pytest.mark.parametrize(
    "change", [{"review_by": None}, {"retention": None}, {"category": "villain"}, {"category": None}]
)
def test_rows_6_and_10_a_person_s_record_has_category_class_and_review(change: dict[str, object]) -> None:
    kept = a_post()
    kept.save()
    if change == {"category": None}:
        assert not Post._meta.get_field("category").null
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=kept.pk).update(**change)


@pytest.mark.parametrize(("days", "fits"), [(730, True), (731, False)])
def test_row_6_no_review_is_later_than_its_class_allows(days: int, fits: bool) -> None:
    kept = a_post()
    kept.save()
    later = Post.objects.filter(pk=kept.pk)
    if fits:
        later.update(review_by=kept.kept_since + timedelta(days))
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        later.update(review_by=kept.kept_since + timedelta(days))


def test_row_7_what_is_overdue_is_hidden_from_everybody_but_the_reviewer() -> None:
    kept = a_post()
    kept.save()
    reviewer = Actor("user:30", "Reviewer", frozenset({Role.REVIEWER}))
    with clock.at(kept.review_by):
        assert rows(READER, Permission.RECORD_READ, Post).exists()
    with clock.at(kept.review_by + timedelta(1)):
        for actor in (READER, SECRETARIAT, reviewer):
            assert not rows(actor, Permission.RECORD_READ, Post).exists()
        assert rows(reviewer, Permission.RECORD_REVIEW, Post).exists()
        assert not rows(SECRETARIAT, Permission.RECORD_REVIEW, Post).exists()


def test_every_kind_of_shared_record_has_the_same_columns_and_constraints() -> None:
    for model in handled_models():
        names = {
            constraint.name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
            for constraint in model._meta.constraints
        }
        assert names >= {"label_known", "red_named", "originator", "purpose", "person", "review"}, model
    assert {Citation, Meeting, Post, Party} <= set(handled_models())


def test_an_audience_is_kept_once_and_never_changes() -> None:
    one, again = Audience.of(["MA", "EG"]), Audience.of(["EG", "MA", "EG"])
    assert one == again
    assert Audience.objects.count() == 1
    assert str(one) == "EG, MA"
    assert Audience.of([]) is None
