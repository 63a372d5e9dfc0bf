"""Rows 40 and 46: the record of processing activities, and the file on a breach, both made and not written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import LegalBasis
from muntada.access.rules import Permission
from muntada.cli.main import main
from muntada.forum.models import Post
from muntada.marking.handling import Category, Purpose, Retention
from muntada.outreach.models import Message
from muntada.rights import ropa
from muntada.rights.actions import breaching
from muntada.rights.facts import OF_NO_PERSON, activities
from muntada.rights.models import Breach
from muntada.trail.deed import Refused
from muntada.trail.looking import note_consultation, note_disclosure
from tests.rights.test_rows_12_13_18_19_20_22_26_55_requests import a_post
from tests.web.conftest import Forum, acting, person
from tools.rights_page import rows

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LANGUAGES = ("ar", "en", "fr")


def of_ours() -> set[str]:
    return {one._meta.label_lower for one in apps.get_models() if one.__module__.startswith("muntada.")}


def test_row_40_every_kind_of_row_is_in_the_record_or_holds_nothing_of_persons() -> None:
    listed = [kind for one in activities() for kind in one.kinds]
    assert len(listed) == len(set(listed)), "each stands in one activity"
    assert set(listed) | OF_NO_PERSON == of_ours(), "say in muntada/rights/facts what a new kind of row is for"
    assert not set(listed) & OF_NO_PERSON


def test_row_40_what_says_that_it_holds_personal_data_is_in_the_record() -> None:
    listed = {kind for one in activities() for kind in one.kinds}
    for model in apps.get_models():
        if "Personal data:" in (model.__doc__ or "") and model.__module__.startswith("muntada."):
            assert model._meta.label_lower in listed


def test_row_40_every_activity_is_said_in_three_languages_with_what_the_law_asks_for() -> None:
    numbers = {str(row.number) for row in rows()}
    for one in activities():
        assert all(
            one.said(what, language)
            for what in ("name", "data", "recipients", "kept", "basis")
            for language in LANGUAGES
        )
        assert set(one.purposes) <= set(Purpose)
        assert set(one.persons) <= {*Category, "user"}
        assert not one.retention or one.retention in set(Retention)
        assert one.safeguards
        assert set(one.safeguards) <= numbers


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("ar", "سجلّ أنشطة المعالجة"), ("en", "Record of"), ("fr", "Registre")])
def test_row_40_the_command_prints_what_the_code_says(language: str, word: str) -> None:
    ran = CliRunner().invoke(main, ["ropa", "--language", language])
    assert ran.exit_code == 0, ran.output
    assert word in ran.output
    assert all(one.said("name", language) in ran.output for one in activities())
    said = json.loads(CliRunner().invoke(main, ["ropa", "--json", "--language", language]).output)
    assert [one["key"] for one in said["activities"]] == [one.key for one in activities()]
    assert said == ropa.as_json(ropa.record(), language)
    bases = set(LegalBasis.objects.values_list("key", flat=True))
    assert {one["legal_basis"]["key"] for one in said["activities"]} <= bases | {None}


@pytest.fixture
def misuse(forum: Forum) -> tuple[Actor, Post]:
    """A reader looked at the record of a person, took a list along, and looked at an account; another one did less."""
    with clock.at(NOW - timedelta(days=400)):
        note_consultation(acting("reader"), forum.meeting)
    with clock.at(NOW - timedelta(hours=5)):
        post = a_post("Zqhassan Alxjname")
        note_consultation(acting("reader"), post)
        note_disclosure(acting("reader"), None, kind="forum.post", keys=[str(post.pk)], list="posts")
        note_consultation(acting("reader"), person("analyst"), Permission.PERSON_READ)
        note_consultation(acting("analyst"), forum.meeting)
    return acting("reader"), post


def test_row_46_the_file_says_from_the_log_what_was_done_with_whose_data(misuse: tuple[Actor, Post]) -> None:
    reader, post = misuse
    overseer, reviewer = person("overseer"), person("reviewer")
    with clock.at(NOW):
        made = breaching.open_file(
            acting("secretariat"),
            what="A laptop was stolen.",
            known_at=NOW - timedelta(hours=1),
            began=NOW - timedelta(days=1),
            actors=[reader.key],
        )
    assert made.facts["lines"] == 3
    assert made.facts["operations"] == {"consult": 2, "disclose": 1}
    assert made.facts["actors"] == {reader.key: 3}
    assert made.facts["recipients"] == [reader.key]
    assert made.facts["things"]["forum.post"] == {"count": 1, "keys": [str(post.pk)]}
    assert made.facts["categories"] == {"official": 1}
    assert made.facts["users"] == [f"user:{person('analyst').pk}"]
    assert made.due_at == NOW + timedelta(hours=71)
    assert "Alxjname" not in json.dumps(made.facts), "keys and numbers, no content"
    letters = Message.objects.all()
    assert {one.person for one in letters} == {overseer, reviewer}
    assert {one.state for one in letters} == {"held"}


def test_row_46_after_72_hours_the_authority_is_told_with_a_reason_and_then_the_file_is_closed(
    misuse: tuple[Actor, Post],
) -> None:
    actor = acting("administrator")
    with clock.at(NOW):
        made = breaching.open_file(actor, what="A theft.", known_at=NOW, began=NOW - timedelta(days=1))
        with pytest.raises(breaching.NotPossible, match="First note"):
            breaching.close(actor, made, measures="Keys were changed.")
    with clock.at(NOW + timedelta(hours=72, seconds=1)):
        with pytest.raises(breaching.NotPossible, match="72 hours"):
            breaching.note_told(actor, made)
        breaching.note_told(actor, made, late_because="It was not clear who was concerned.")
        (letter,) = breaching.draft_notices(actor, made)
        assert letter.person == person("analyst")
        breaching.close(actor, made, measures="Keys were changed.")
    said = breaching.report(made)
    assert (said["late_because"], said["measures"]) == ("It was not clear who was concerned.", "Keys were changed.")
    with pytest.raises(breaching.NotPossible, match="closed"):
        breaching.note_told(actor, made, late_because="Again.")


@pytest.mark.parametrize("role", ["analyst", "reader", "focal_point", "overseer"])
def test_row_46_only_those_who_answer_for_it_open_a_file(role: str, forum: Forum) -> None:
    with pytest.raises(Refused):
        breaching.open_file(acting(role), what="A theft.", known_at=clock.now(), began=clock.now())


@pytest.mark.django_db
def test_row_46_the_command_opens_shows_and_closes_a_file() -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(main, ["breach", *words])

    opened = run("open", "--what", "A theft.", "--from", "2020-01-01", "--json")
    assert opened.exit_code == 0, opened.output
    number = str(json.loads(opened.stdout)["number"])
    assert run("open", "--what", "A theft.", "--from", "yesterday").exit_code == 2
    assert run("show", "987").exit_code == 2
    assert number in run("list").output
    assert run("close", number, "--measures", "None.").exit_code == 2
    assert run("told", number).exit_code == 0
    assert run("notices", number).exit_code == 0
    closed = run("close", number, "--measures", "Locks were changed.")
    assert "Locks were changed." in closed.output
    assert Breach.objects.get().closed_at is not None
