"""Rows 3, 21 and 41: processing begins with a signed assessment, and whoever reviews enters nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import NotAssessed, Processing
from muntada.access.rules import RULES, Permission, decide
from muntada.evidence.actions.handling import WouldWiden, mark
from muntada.evidence.conditions import conditions_of
from muntada.forum.models import Meeting, Post
from muntada.marking.handling import Purpose
from muntada.people import actions as people
from muntada.rights.actions import assessing
from muntada.rights.actions.correcting import correct
from muntada.rights.models import Assessment
from muntada.signin.actors import actor_of
from muntada.trail.deed import Refused
from tests.web.canaries import member
from tests.web.conftest import Forum, acting, person

TODAY = date(2027, 3, 1)
SUSPECT = {"category": "suspect", "legal_basis_id": "public_office", "retention": "case", "purpose": "prevention"}


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def reviewer(forum: Forum) -> Actor:
    made = actor_of(member("reviewer"))
    assert made is not None
    return made


def enter(**more: Any) -> Post:
    return Post.objects.create(
        **{
            "person": "Zq",
            "role": "chair",
            "party_id": "MA",
            "review_by": clock.today() + timedelta(300),
            **SUSPECT,
            **more,
        }
    )


def written(actor: Actor, **more: Any) -> Assessment:
    said = {
        "necessity": "It is needed.",
        "risks": "Errors.",
        "measures": "Two people look.",
        "until": TODAY + timedelta(90),
    }
    return assessing.write(actor, **{"purpose": "prevention", "category": "suspect", **said, **more})


@pytest.mark.parametrize("category", ["suspect", "convicted", "victim", "witness", "contact", "other"])
def test_row_41_nothing_is_entered_about_such_a_person_before_somebody_signed_an_assessment(
    category: str, forum: Forum, reviewer: Actor
) -> None:
    with pytest.raises(NotAssessed):
        enter(category=category)
    made = written(acting("secretariat"), category=category)
    with pytest.raises(NotAssessed):
        enter(category=category)
    assessing.sign(reviewer, made)
    assert enter(category=category).pk
    with pytest.raises(NotAssessed):
        enter(category=category, purpose="investigation")


def test_row_41_after_its_day_what_stands_is_read_only(forum: Forum, reviewer: Actor) -> None:
    assessing.sign(reviewer, written(acting("secretariat")))
    post = enter()
    with clock.at(TODAY + timedelta(90)):
        with pytest.raises(NotAssessed):
            enter()
        post.role = "president"
        with pytest.raises(NotAssessed):
            post.save()
        with pytest.raises(NotAssessed):
            post.save(update_fields=["role"])
        post.restricted = True
        post.save(update_fields=["restricted"])  # how it is handled may still be changed
    assert Post.objects.get(pk=post.pk).role == "chair"


def test_row_41_an_assessment_is_ended_by_whoever_may_sign_it(forum: Forum, reviewer: Actor) -> None:
    made = written(acting("secretariat"))
    assessing.sign(reviewer, made)
    assessing.end(reviewer, made)
    with pytest.raises(NotAssessed):
        enter()
    with pytest.raises(assessing.NotPossible):
        assessing.end(reviewer, made)


def test_rows_41_and_59_whoever_wrote_it_does_not_sign_it(forum: Forum, reviewer: Actor) -> None:
    own = written(reviewer)
    with pytest.raises(Refused):
        assessing.sign(reviewer, own)
    with pytest.raises(Refused):
        assessing.sign(acting("secretariat"), own)
    assert not Processing.objects.exists()
    made = written(acting("secretariat"))
    assessing.sign(reviewer, made)
    with pytest.raises(assessing.NotPossible, match="signed"):
        assessing.sign(reviewer, made)


@pytest.mark.parametrize("until", [TODAY, TODAY + timedelta(assessing.LONGEST + 1)])
def test_row_41_no_assessment_holds_for_ever(until: date, forum: Forum) -> None:
    with pytest.raises(assessing.NotPossible):
        written(acting("secretariat"), until=until)


def test_row_41_those_who_act_in_public_are_kept_without_one(forum: Forum) -> None:
    for category in ("official", "author"):
        assert enter(category=category, person=category, purpose="conduct_of_the_forum").pk


def test_row_3_what_speaks_of_a_person_is_not_turned_to_another_purpose(forum: Forum) -> None:
    post = enter(category="official", purpose="conduct_of_the_forum")
    other = replace(conditions_of(post), purpose=Purpose.INVESTIGATION)
    with pytest.raises(WouldWiden) as refused:
        mark(acting("secretariat"), post, post.handling, other, why="It would be of use.")
    assert refused.value.field == "purpose"
    with pytest.raises(ValueError, match="no such field"):
        correct(acting("secretariat"), post, "purpose", "investigation")
    post.refresh_from_db()
    assert post.purpose == "conduct_of_the_forum"


def test_row_21_whoever_reviews_writes_no_record(reviewer: Actor) -> None:
    writing = [
        Permission.RECORD_WRITE,
        Permission.RECORD_MARK,
        Permission.FINDING_DECIDE,
        Permission.SOURCE_CAPTURE,
        Permission.CONFLICT_SETTLE,
    ]
    assert not any(decide(reviewer, permission, Meeting(kind="session")) for permission in writing)
    answering = {role for rule in RULES[Permission.REQUEST_ANSWER] for role in rule.roles}
    assert answering == {Role.REVIEWER}


@pytest.mark.parametrize("other", ["secretariat", "analyst", "administrator"])
def test_row_21_whoever_reviews_holds_no_office_of_those_who_enter_and_the_other_way_round(
    other: str, forum: Forum
) -> None:
    console = Actor("system:doorkeeper", "Console", frozenset({Role.DOORKEEPER}))
    person("administrator")
    with pytest.raises(people.NotPossible):
        people.give_office(console, person(other), role="reviewer")
    with pytest.raises(people.NotPossible):
        people.give_office(console, member("reviewer"), role=other)
