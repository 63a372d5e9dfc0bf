"""A crawl of all that says anything beside pages: the API, mail, jobs, errors and the log, as everybody of the cast.

Each record in each state carries words of its own; nobody reads one of those that are not theirs, wherever it is.
"""

from __future__ import annotations

import email
import logging
import re
from collections.abc import Callable, Iterator
from email.policy import default
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from muntada.access.actor import CLERK
from muntada.api import looking
from muntada.api.description import description, operations
from muntada.evidence.models import Citation, Document
from muntada.forum.models import Meeting
from muntada.jobs.models import Job
from muntada.library.models import Work
from muntada.marking.tlp import TLP
from muntada.outreach.actions import NotByMail, release, write
from muntada.outreach.envelope import file_of
from muntada.outreach.models import Message
from muntada.rights.actions.keeping import look_after
from muntada.signin.actors import actor_of
from muntada.signin.tokens import make_token
from muntada.trail.models import Entry
from muntada.web import home
from tests.api.conftest import Program
from tests.web.canaries import ROLES, STATES, State, member
from tests.web.conftest import Forum
from tests.web.test_addresses import TABLE, address, cited  # noqa: F401 -- a fixture
from tests.web.test_matrix import ABOUT, browser, foreign_words, text_of, world  # noqa: F401 -- a fixture

OFTEN = {"nobody", "reader", "analyst", "administrator"}
MEMBERS = [role for role in ROLES if role != "nobody"]
OFFERED = {one["operationId"]: one for one in operations(description())}


def program(role: str) -> Program:
    """A program that acts for somebody of the cast."""
    user = member(role)
    actor = actor_of(user)
    assert actor is not None
    return Program(make_token(actor, user, name="a program")[1])


def said_in(text: str, words: set[str]) -> set[str]:
    return {word for word in words if word in text}


def every_word(world: dict[str, State]) -> set[str]:  # noqa: F811
    return {word for state in world.values() for word in state.words}


@pytest.fixture
def log() -> Iterator[list[str]]:
    """Every line that any logger writes from here on, however fine."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    loggers = [
        logging.root,
        *(one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    handler = Kept()
    for logger in loggers:
        if logger is logging.root or not logger.propagate:
            logger.addHandler(handler)
        # The database's own lines quote every value; they are written where a developer asks for them and nowhere else.
        if not logger.name.startswith(("django.db", "faker", "playwright")):
            logger.setLevel(logging.DEBUG)
    yield lines
    for logger, level, propagate in before:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


def reading(name: str) -> list[str]:
    """The addresses at which an operation of the API gives one thing: of every thing of its kind that there is."""
    path = OFFERED[name]["x-address"].partition(" ")[2].replace("/api/v1", "")
    if name == "get_conflict":
        fields = Citation.objects.values_list("record_type", "record_key", "field").distinct()
        return [path.format(type=kind, key=key, field=field) for kind, key, field in fields]
    if name == "get_handling":
        both: list[models.Model] = [*Meeting.objects.all(), *Document.objects.all()]
        return [path.format(type=one._meta.label_lower, key=one.pk) for one in both]
    model = apps.get_model(looking.ONE[name][0])
    return [path.format(id=one.pk, key=one.pk) for one in model._default_manager.all()[:60]]


@pytest.mark.parametrize("role", MEMBERS)
def test_no_operation_of_the_api_says_a_foreign_word(
    role: str,
    forum: Forum,
    world: dict[str, State],  # noqa: F811
    log: list[str],
) -> None:
    foreign, caller = foreign_words(role, world), program(role)
    asked = 0
    for name in looking.ONE:
        for where in reading(name):
            answer = caller.get(where)
            assert answer.status_code in {200, 403, 404}, where
            assert not said_in(text_of(answer), foreign), f"{name} {where} × {role}"
            asked += 1
    # Searches come last: the trail keeps what was asked for, and so says the asker's own words.
    for name in sorted(looking.LISTS, key=lambda name: name in ("search", "suggest")):
        path = OFFERED[name]["x-address"].partition(" ")[2].replace("/api/v1", "")
        queries = ["?limit=200"]
        if name == "list_citations":
            queries = [f"?type=forum.meeting&key={one.pk}" for one in Meeting.objects.all()]
        if name == "list_clauses":
            queries = [f"?work={one.pk}&limit=200" for one in Work.objects.all()]
        if name in ("search", "suggest"):  # with an index: tests/api/test_search.py
            queries = [f"?q={min(state.words)}" for state in world.values()]
        for query in queries:
            answer = caller.get(path + query)
            assert not said_in(text_of(answer), foreign), f"{name} × {role}"
            asked += 1
    assert asked > 60
    assert not said_in("\n".join(log), every_word(world))


@pytest.mark.parametrize("role", ["secretariat", "analyst", "validator"])
def test_no_change_that_the_api_refuses_says_a_foreign_word(
    role: str,
    forum: Forum,
    world: dict[str, State],  # noqa: F811
    log: list[str],
) -> None:
    foreign, caller = foreign_words(role, world), program(role)
    own = f"/findings/{forum.findings[0].pk}"
    seen = caller.version(own)
    for state in world.values():
        into = {"type": "forum.meeting", "key": str(state.meeting.pk)}
        citation = Citation.objects.filter(record_key=str(forum.meeting.pk)).order_by("-pk").first()
        asked = [
            (f"{own}/decisions", {"verdict": "accept", "into": into}, seen),
            (f"/findings/{state.finding.pk}/decisions", {"verdict": "reject"}, '"0"'),
            (f"/sources/{state.source.pk}/readings", None, '"0"'),
            (f"/conflicts/forum.meeting/{state.meeting.pk}/place/settlements", {"verdict": "keep"}, '"0"'),
            (
                f"/conflicts/forum.meeting/{forum.meeting.pk}/place/settlements",
                {"verdict": "follow", "citation": citation.pk if citation else 1},
                '"0"',
            ),
            (f"/handling/forum.meeting/{state.meeting.pk}/markings", {"tlp": "TLP:RED", "why": "Why."}, '"0"'),
            (
                f"/handling/evidence.document/{forum.source.document_id}/markings",
                {"tlp": "TLP:AMBER", "audience": [state.party.pk], "why": "Why."},
                '"0"',
            ),
        ]
        for where, body, tag in asked:
            answer = caller.post(where, body, If_Match=tag)
            assert answer.status_code < 500, where
            assert not said_in(text_of(answer), foreign), f"{where} × {role} × {state.name}"
    assert not said_in("\n".join(log), every_word(world))


def remind_everybody_of_everything(world: dict[str, State]) -> None:  # noqa: F811
    """A reminder of every record to everybody; none of what is overdue, which nobody but who reviews can name."""
    for state in world.values():
        label = TLP(state.meeting.tlp)
        for role in MEMBERS if state.name != "overdue" else ():
            values = {"what": state.meeting.title, "day": "2026-05-04"}
            there = {"link": "https://forum.example/", "once": f"{state.name}.{role}"}
            try:
                write(CLERK, to=member(role), letter="reminder", values=values, tlp=label, **there)
            except NotByMail:
                assert label == TLP.RED


def bodies_of(message: Message) -> str:
    """All that goes out of a message: its file as it is, and its parts as they are read."""
    file = email.message_from_bytes(file_of(message), policy=default)
    texts = [part.get_content() for part in file.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(file), *texts])


def test_no_message_tells_more_than_its_label_lets_it(
    forum: Forum,
    world: dict[str, State],  # noqa: F811
    settings: Any,
    log: list[str],
) -> None:
    settings.MAIL_SERVER, settings.MAIL_FROM = ("localhost", 25), "forum@example.org"
    words, secretariat = every_word(world), actor_of(member("secretariat"))
    assert secretariat is not None
    remind_everybody_of_everything(world)
    look_after(CLERK)
    assert Message.objects.count() >= len(MEMBERS) * 4
    for message in Message.objects.all():
        if message.state in {"draft", "held"}:
            release(secretariat, message)
        assert not said_in(bodies_of(message), words)
    for role in ROLES:
        client = browser(role)
        pages = [reverse("outbox"), *(reverse("message", args=[one.pk]) for one in Message.objects.all()[:10])]
        for where in (*pages, reverse("jobs")):
            assert not said_in(text_of(client.get(where)), foreign_words(role, world)), f"{where} × {role}"
    kept = [repr(sorted(vars(job).items(), key=lambda pair: pair[0])) for job in Job.objects.all()]
    assert len(kept) >= len(MEMBERS) * 4
    assert not said_in("\n".join([*kept, *log]), words)


# Every address four times; in `make test` for those from whom most is kept and those who see most.
@pytest.mark.parametrize(
    "role",
    [role if role in OFTEN else pytest.param(role, marks=pytest.mark.soak) for role in ROLES],
)
def test_no_error_and_no_line_of_the_log_says_a_foreign_word(
    role: str,
    forum: Forum,
    world: dict[str, State],  # noqa: F811
    cited: None,  # noqa: F811
    log: list[str],
) -> None:
    """Every address by every method, with what is foreign in its form; then again without the form's own mark."""
    foreign = foreign_words(role, world)
    for name, (sort, _method, _answers) in TABLE.items():
        if name.startswith("openid"):
            continue
        for method in ("GET", "POST", "PUT", "DELETE"):
            answer = browser(role, fresh=True).generic(method, address(name, forum, sort))
            assert answer.status_code < 500, f"{method} {name}"
            assert not said_in(text_of(answer), foreign_words(role, world, name)), f"{method} {name} × {role}"
    strict = Client(enforce_csrf_checks=True)
    if role != "nobody":
        strict.force_login(member(role))
    client = browser(role, fresh=True)
    for state in world.values():
        for where, given in forms_with(forum, state):
            for one in (client, strict):
                answer = one.post(where, given)
                assert answer.status_code < 500, where
                assert not said_in(text_of(answer), foreign), f"{where} × {role} × {state.name}"
    assert not said_in("\n".join(log), every_word(world))


def forms_with(forum: Forum, state: State) -> list[tuple[str, dict[str, Any]]]:
    """Forms that name, by key or number, a record in this state."""
    citation = Citation.objects.filter(record_key=str(forum.meeting.pk), field="place").order_by("pk").first()
    assert citation is not None
    finding = forum.findings[0]
    with override("en"):
        return [
            (reverse("source-decide", args=[forum.source.pk]), {"finding": state.finding.pk, "verdict": "accept"}),
            (
                reverse("source-decide", args=[forum.source.pk]),
                {"finding": finding.pk, "verdict": "accept", "into": f"forum.body:{state.body.pk}"},
            ),
            (
                reverse("source-correct", args=[forum.source.pk, finding.pk]),
                {"body": str(state.body.pk), "when": "never", "into": f"forum.meeting:{state.meeting.pk}"},
            ),
            (reverse("settle"), {"citation": citation.pk}),
            (reverse("settle"), {"type": "forum.meeting", "key": state.meeting.pk, "field": "place"}),
            (reverse("sources"), {"pasted": "It met.", "audience": [state.party.pk], "originator": state.party.pk}),
            (
                f"{reverse('release-ask')}?type=forum.meeting&key={forum.meeting.pk}",
                {"why": "Why.", "audience": [state.party.pk]},
            ),
            (
                f"{reverse('mark')}?type=evidence.document&key={forum.source.document_id}",
                {"tlp": "TLP:AMBER", "audience": [state.party.pk], "why": "Why.", "seen": "x"},
            ),
        ]


def test_a_fault_tells_nothing_of_what_it_was_about(
    forum: Forum,
    world: dict[str, State],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is raised may quote a record; neither the page nor what the log prints does."""

    def fail(*_anything: object, **_more: object) -> None:
        raise ValueError(" ".join(sorted(every_word(world))))

    monkeypatch.setattr(home.views, "meetings", fail)
    client = browser("reader")
    client.raise_request_exception = False
    handler = next(one for one in logging.root.handlers if type(one) is logging.StreamHandler)
    lines: list[str] = []
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(handler.format(record)))
    answer = client.get(reverse("start"))
    assert answer.status_code == 500
    assert lines
    assert not said_in(text_of(answer) + "".join(lines), every_word(world))


def asked_for(ask: Callable[[], Any]) -> tuple[int, int]:
    """What is answered and how many times the database was asked for it."""
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    return answer.status_code, len(queries)


# Where a page is of something open, and only parts of it are foreign, the matrix looks for their words.
HIDING = sorted(name for name, route in ABOUT.items() if "foreign" not in route.who.get("reader", set()))


@pytest.mark.parametrize("name", HIDING)
@pytest.mark.parametrize("role", ["reader", "secretariat"])
def test_what_is_foreign_takes_as_much_work_as_what_is_not_there(
    role: str,
    name: str,
    world: dict[str, State],  # noqa: F811
) -> None:
    route, state = ABOUT[name], world["foreign"]
    client = browser(role, fresh=route.fresh)
    arguments, query = route.arguments(state), route.query(state)
    nothing = ["none" if isinstance(one, str) else 987_654 for one in arguments]
    there = reverse(name, args=arguments) + query
    nowhere = reverse(name, args=nothing) + query.replace(f"key={state.meeting.pk}", "key=987654")
    client.generic(route.method, nowhere)  # what is looked up once in a process is looked up now
    assert asked_for(lambda: client.generic(route.method, there)) == asked_for(
        lambda: client.generic(route.method, nowhere)
    )


@pytest.mark.parametrize("name", sorted(set(looking.ONE) - {"get_entry", "get_conflict"}))
def test_the_api_takes_as_much_work_for_what_is_foreign(
    name: str,
    world: dict[str, State],  # noqa: F811
) -> None:
    caller = program("reader")
    absent = [where for where in reading(name) if caller.get(where).status_code == 404]
    numbered = re.sub(r"/[0-9]+(?=/[a-z]+$|$)", "/987654", absent[0])
    nowhere = numbered if numbered != absent[0] else f"{absent[0].rpartition('/')[0]}/none"
    caller.get(nowhere)
    there = asked_for(lambda: caller.get(absent[0]))
    assert there == asked_for(lambda: caller.get(nowhere))
    assert there[0] == 404


def test_what_the_trail_keeps_of_the_crawl_are_keys_and_no_words(forum: Forum, world: dict[str, State]) -> None:  # noqa: F811
    for role in MEMBERS:
        client = browser(role)
        for state in world.values():
            client.get(reverse("meeting", args=[state.meeting.pk]))
            client.get(reverse("source", args=[state.source.pk]))
    kept = "\n".join(f"{line.thing_key} {line.reason} {line.detail}" for line in Entry.objects.all())
    assert not said_in(kept, every_word(world))
    assert Entry.objects.filter(allowed=False).count() >= len(MEMBERS) * len(STATES)
