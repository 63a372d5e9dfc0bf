"""Holds two sittings under the Chatham House Rule, one of them so only afterwards, with words that stand nowhere else.

    python -m tests.forum.chatham_house open|close

Run in a data folder of its own; what it prints is JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import django

PARTY = ("Zqchathamlandxj", "زقتشاتامستانجق")
SPEAKER = ("Zqchatham Speakerxj", "زقمتكلم تشاتامجق")
SAID = "Zqchathamsaidxj: we cannot agree to any deadline before the end of the year."
SAID_BEFORE = "Zqchathambeforexj, and we shall say no more of it until the experts have met again."
KEY = "ZQ"


@dataclass
class Held:
    """The meeting, its two sittings and the people who were there."""

    meeting: Any
    closed_doors: Any
    turned: Any


def land() -> Any:
    """The party that speaks, with its names."""
    from muntada.parties.models import Name, Party

    party, new = Party.objects.get_or_create(key=KEY, kind="state")
    if new:
        for language, text in (("en", PARTY[0]), ("fr", PARTY[0]), ("ar", PARTY[1])):
            Name.objects.create(party=party, language=language, text=text, preferred=True)
    return party


def hold(secretariat: Any, delegate: Any, meeting: Any) -> Held:
    """Both sittings while they go on: lists run, words written down, and every way to say who spoke tried."""
    from muntada.evidence.values import ValueRefused
    from muntada.forum.actions.floor import ask_for_floor, end_floor, give_floor, open_list
    from muntada.forum.actions.minutes import write_minutes
    from muntada.forum.actions.statements import write_statement
    from muntada.forum.actions.wording import NamesSpeaker
    from muntada.forum.models import Sitting

    party = land()
    closed_doors = Sitting.objects.create(
        meeting=meeting, title="Behind closed doors", attribution="not_attributed", state="open"
    )
    turned = Sitting.objects.create(meeting=meeting, title="In the open", attribution="attributed", state="open")
    listed = open_list(secretariat, closed_doors)
    refused(ValueRefused, lambda: ask_for_floor(delegate, listed, party, person=SPEAKER[0]))
    ask_for_floor(delegate, listed, party, on_behalf_of=SPEAKER[1])
    give_floor(secretariat, listed)
    end_floor(secretariat, listed)
    ask_for_floor(delegate, listed, party, kind="reply")
    ask_for_floor(delegate, listed, party, kind="point_of_order")
    give_floor(secretariat, listed)
    said = {"text": SAID, "language": "en"}
    for name, value in (("party", party), ("speaker", SPEAKER[0]), ("on_behalf_of", PARTY[0])):
        refused(
            ValueRefused,
            lambda name=name, value=value: write_statement(secretariat, closed_doors, **said, **{name: value}),
        )  # type: ignore[misc]
    refused(
        NamesSpeaker,
        lambda: write_statement(secretariat, closed_doors, text=f"On behalf of {PARTY[0]}. {SAID}", language="en"),
    )
    write_statement(secretariat, closed_doors, **said)
    refused(NamesSpeaker, lambda: write_minutes(secretariat, meeting, language="en", text=f"{PARTY[0]} said: {SAID}"))
    write_minutes(secretariat, meeting, language="en", text=f"One delegation said: {SAID}")
    named = open_list(secretariat, turned)
    ask_for_floor(delegate, named, party, person=SPEAKER[0], on_behalf_of=SPEAKER[1])
    give_floor(secretariat, named)
    write_statement(
        secretariat, turned, text=SAID_BEFORE, language="en", party=party, speaker=SPEAKER[0], on_behalf_of=SPEAKER[1]
    )
    return Held(meeting, closed_doors, turned)


def close(secretariat: Any, held: Held) -> None:
    """The rule of the second made stricter, and both closed."""
    from muntada.forum.actions.sittings import close_sitting
    from muntada.forum.actions.statements import set_attribution

    set_attribution(secretariat, held.turned, "not_attributed")
    for sitting in (held.closed_doors, held.turned):
        sitting.refresh_from_db()
        close_sitting(secretariat, sitting)


def refused(kind: type[Exception], deed: Callable[[], Any]) -> None:
    """That this is refused, and nothing else happens to it."""
    try:
        deed()
    except kind:
        return
    raise AssertionError("This was not refused.")


def rows_with(words: tuple[str, ...]) -> list[str]:
    """Rows of any table, as JSON with their tables in front, in which one of the words stands."""
    from django.apps import apps

    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            text = json.dumps(row, default=str, ensure_ascii=False)
            if any(word in text for word in words):
                found.append(f"{model._meta.db_table} {text}")
    return found


def main(what: str) -> dict[str, Any]:
    """Hold the sittings in a fresh data folder, or close those that are held there and do what is due."""
    from django.core.management import call_command

    from muntada.forum.models import Body, Meeting, Sitting
    from muntada.jobs.models import Job
    from muntada.jobs.worker import Workers
    from muntada.parties.models import Party
    from muntada.people.models import Office, User
    from muntada.signin.actors import actor_of

    if what == "open":
        call_command("migrate", verbosity=0)
        body = Body.objects.create(party=Party.objects.create(key="gctf", kind="body"), kind="forum")
        land()
        for name, role, party in (("secretariat", "secretariat", None), ("delegate", "focal_point", KEY)):
            user = User.objects.create(email=f"{name}@example.org", name=name, language="en")
            Office.objects.create(user=user, role=role, party_id=party, since=date(2020, 1, 1))
    cast = {user.name: actor_of(user) for user in User.objects.all()}
    if what == "open":
        meeting = Meeting.objects.create(body=body, kind="session", when="2026-05-04", status="convened")
        hold(cast["secretariat"], cast["delegate"], meeting)
    else:
        meeting = Meeting.objects.get()
        closed_doors, turned = Sitting.objects.order_by("pk")
        close(cast["secretariat"], Held(meeting, closed_doors, turned))
        workers = Workers()
        while workers.run_one():
            pass
    jobs = Job.objects.filter(task="rights.clean")
    return {
        "named": rows_with(SPEAKER),
        "said": rows_with((SAID[:14], SAID_BEFORE[:14])),
        "cleaned": sorted(set(jobs.values_list("state", flat=True))),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    django.setup()
    sys.stdout.write(json.dumps(main(sys.argv[1]), ensure_ascii=False))
