"""Plants words into everything that an installation keeps, erases what they belong to, and leaves the files to a test.

    python -m tests.rights.planted plant|document|person|retention

Run in a data folder of its own; what it prints is JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta
from typing import Any

import django

WORD = "Zqdocumentxj"
PERSON = "Zqhassan Alxjname"
NAME_AR = "زقحسن القسجمثال"
TEXT = (
    f"{WORD} news\n\nThe Coordinating Committee held its fifth meeting in Rabat on 4 March 2021, "
    f"as {WORD} wrote.\nExperts welcomed what was said of {WORD} at length, and the committee thanked its hosts.\n"
)
LETTER = (
    f"The committee met on 5 May 2022. {PERSON} spoke for the ministry, and {NAME_AR} was thanked.\n"
    f"كما شكرت اللجنة وزقحسن القسجمثال على جهوده، وألقى كلمة.\n"
)


def people() -> dict[str, Any]:
    """Somebody in each office that is needed, and the person who is to be forgotten."""
    from muntada.parties.models import Party
    from muntada.people.models import Affiliation, Office, User
    from muntada.signin.actors import actor_of

    made = {}
    for role in ("secretariat", "analyst", "reviewer", "overseer", "administrator"):
        user = User.objects.create(email=f"{role}@example.org", name=role, language="en")
        Office.objects.create(user=user, role=role, since=date(2020, 1, 1))
        made[role] = actor_of(user)
    gone = User.objects.create(email="zqhassan.alxjname@example.org", name=PERSON, language="ar")
    Party.objects.get_or_create(key="MA", kind="state")
    Office.objects.create(user=gone, role="reader", since=date(2020, 1, 1))
    Affiliation.objects.create(user=gone, party_id="MA", post=f"Adviser {PERSON}", since=date(2020, 1, 1))
    made["gone"] = actor_of(gone)
    return made


def body() -> None:
    from muntada.forum.models import Body
    from muntada.parties.models import Party

    top = Body.objects.create(party=Party.objects.create(key="gctf", kind="body"), kind="forum")
    Body.objects.create(party=Party.objects.create(key="gctf.coco", kind="body"), kind="committee", parent=top)


def sources(cast: dict[str, Any]) -> list[int]:
    """The article, the same article on another site, and a letter; their findings accepted, with the words in them."""
    from muntada.sources.actions.deciding import correct
    from muntada.sources.actions.intake import take_in
    from muntada.sources.models import Finding

    taken = [
        take_in(cast["analyst"], data.encode(), name=name).source
        for data, name in (
            (TEXT, f"{WORD}.txt"),
            (TEXT + "Share this page.\n", f"{WORD}-2.txt"),
            (LETTER, "letter.txt"),
        )
    ]
    for source, word in zip(taken, (WORD, WORD, PERSON), strict=True):
        for number, kind in enumerate(("meeting", "agenda")):
            finding = Finding.objects.filter(source=source, type=kind).first() or Finding.objects.create(
                source=source,
                type=kind,
                attrs={},
                start=0,
                end=12 + number,
                quote=source.document.text[: 12 + number],
                rule="example",
                confidence=0.9,
                reader="1",
            )
            attrs = {"kind": "session", "body": "gctf.coco", "when": "2022-05-05", "title": f"Meeting of {word}"}
            if kind == "agenda":
                attrs = {"title": f"What {word} said"}
            correct(cast["analyst"], finding, attrs)
    return [source.pk for source in taken]


def beside(cast: dict[str, Any], taken: list[int]) -> None:
    """Letters, an answer kept for a program, a note in a session, the cache, a post, a release, lines of the trail."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache
    from django.test import Client

    from muntada.forum.actions.posts import record_post
    from muntada.forum.models import Meeting
    from muntada.marking.tlp import TLP
    from muntada.outreach.actions import compose
    from muntada.people.models import User
    from muntada.signin.sessions import begin_session  # noqa: F401
    from muntada.signin.tokens import make_token
    from muntada.trail.looking import note_disclosure

    record_post(cast["analyst"], person=PERSON, role="president", body="MA")
    registered(cast)
    compose(
        cast["secretariat"],
        to="a@example.org",
        language="en",
        subject="News",
        text=f"See http://localhost/en/sources/{taken[0]}/ on {WORD}",
        tlp=TLP.CLEAR,
    )
    gone = User.objects.get(name=PERSON)
    compose(cast["secretariat"], to=gone, language="en", subject=f"Dear {PERSON}", text="Welcome.", tlp=TLP.CLEAR)
    session = SessionStore()
    session["_messages"] = json.dumps([["__json_message", 0, 25, f"{WORD} and {PERSON}"]])
    session.save()
    cache.set("note", f"{WORD} and {PERSON}", 3600)
    browser = Client()
    browser.force_login(gone)
    browser.get("/en/meetings/")
    _row, token = make_token(cast["analyst"], User.objects.get(email="analyst@example.org"), name="a program")
    program = Client(headers={"Authorization": f"Bearer {token}"})
    meeting = Meeting.objects.filter(title__contains=WORD).first()
    assert meeting is not None
    program.get(f"/api/v1/sources?text={PERSON}")
    note_disclosure(cast["analyst"], None, kind="forum.meeting", keys=[str(meeting.pk)], asked={"text": PERSON})


def registered(cast: dict[str, Any]) -> None:
    """The person comes to a meeting, and spoke of in the letter of credentials."""
    from muntada.access import clock
    from muntada.forum.actions.arrivals import check_in
    from muntada.forum.actions.delegations import register_delegation
    from muntada.forum.actions.registrations import decide_registration, register_person
    from muntada.forum.models import Meeting
    from muntada.parties.models import Party

    when = (clock.today() + timedelta(20)).isoformat()
    meeting = Meeting.objects.create(body_id="gctf.coco", kind="session", when=when, status="convened")
    here = register_delegation(cast["secretariat"], meeting, Party.objects.get(key="MA"))
    one = register_person(
        cast["secretariat"], here, name=NAME_AR, name_latin=PERSON, office=f"Adviser {PERSON}",
        email="zqhassan.alxjname@example.org", visibility="participants", consented=True,
    )  # fmt: skip
    decide_registration(cast["secretariat"], one, approve=True)
    check_in(cast["secretariat"], one)


def answer_kept(cast: dict[str, Any]) -> None:
    """An answer to a program that quotes what is to be erased."""
    from muntada.trail.answers import Given, once

    once(cast["analyst"], "a-key-of-its-own", "digest", lambda: Given(201, f'{{"title": "{WORD} {PERSON}"}}', {}))


def run_jobs() -> None:
    from muntada.jobs.models import Job
    from muntada.jobs.worker import Workers

    workers = Workers()
    for _ in range(50):
        if not workers.run_one():
            break
    left = list(Job.objects.filter(task="rights.erase").exclude(state="done").values_list("state", "error"))
    assert not left, left


def erase(what: str, cast: dict[str, Any], taken: list[int]) -> dict[str, Any]:
    from muntada.access import clock
    from muntada.evidence.models import Document
    from muntada.forum.models import Post
    from muntada.people.models import User
    from muntada.rights.actions import erasing
    from muntada.rights.models import Erasure
    from muntada.sources.models import Source

    if what == "document":
        document = Document.objects.get(source=Source.objects.get(pk=taken[0]))
        made = erasing.propose_record(cast["secretariat"], document, why="unlawful")
    elif what == "person":
        gone = User.objects.get(name=PERSON)
        made = erasing.propose_person(cast["secretariat"], [PERSON, NAME_AR], user=gone, why="request")
    else:
        Post.objects.update(review_by=clock.today() - timedelta(40), kept_since=clock.today() - timedelta(700))
        run_jobs()
        from muntada.access.actor import CLERK
        from muntada.rights.actions.keeping import look_after

        look_after(CLERK)
        made = Erasure.objects.get(why="retention")
    if what != "retention":
        erasing.decide(cast["reviewer"], made, yes=True)
    run_jobs()
    made.refresh_from_db()
    return {"state": made.state, "counted": made.counted, "files": made.files}


def main(what: str) -> dict[str, Any]:
    """Plant everything, then erase what is asked for; a folder that was planted before is taken as it is."""
    from django.core.management import call_command

    from muntada.people.models import User
    from muntada.signin.actors import actor_of
    from muntada.sources.models import Source
    from muntada.trail.verifying import verify

    if what == "plant":
        from muntada.access.actor import CLERK
        from muntada.search.indexing import keep_up

        call_command("migrate", verbosity=0)
        body()
        cast = people()
        beside(cast, sources(cast))
        answer_kept(cast)
        keep_up(CLERK)
        return {"tables": tables()}
    cast = {user.name: actor_of(user) for user in User.objects.exclude(name=PERSON)}
    said = erase(what, cast, sorted(Source.objects.values_list("pk", flat=True)))
    found = verify()
    return said | {"sound": found.is_sound, "faults": [str(one) for one in found.faults], "tables": tables()}


def tables() -> dict[str, list[str]]:
    """By word: the tables in which it stands, the trail's among them."""
    from django.apps import apps

    found: dict[str, set[str]] = {WORD: set(), PERSON: set(), NAME_AR: set()}
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            for word, where in found.items():
                if word in json.dumps(row, default=str, ensure_ascii=False):
                    where.add(model._meta.db_table)
    return {word: sorted(where) for word, where in found.items()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    django.setup()
    sys.stdout.write(json.dumps(main(sys.argv[1]), ensure_ascii=False))
