"""The closed matrix: every route, asked by everybody of the cast, about a record in every state.

A route that nobody put here fails, and so does a word of a record that the reader may not know of, wherever it
stands in an answer: page, fragment, picture, list, filter or export.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from muntada.access import clock
from muntada.signin.models import Session
from muntada.web.access.exports import LISTS
from tests.web import (
    asked_about,
    brought,
    chairing,
    distributed,
    editing,
    followed,
    readers,
    registered,
    related,
    running,
    spoken,
    takings,
    termed,
)
from tests.web.canaries import ROLES, SEES, STATES, State, member, populate
from tests.web.conftest import Forum
from tests.web.test_addresses import TABLE, address, cited, names  # noqa: F401 -- a fixture

STAFF = ("secretariat", "analyst")


@dataclass(frozen=True)
class Route:
    """How a route about a record is asked; `seen` is the answer to those who see it, by role, 404 to all others."""

    arguments: Callable[[State], list[object]]
    method: str = "GET"
    query: Callable[[State], str] = lambda _state: ""
    seen: dict[str, int] = field(default_factory=dict)
    otherwise: int = 200
    who: dict[str, set[str]] = field(default_factory=lambda: SEES)
    fresh: bool = False
    mine: dict[str, set[str]] = field(default_factory=dict)  # the states in which it is theirs: 200
    open: bool = False  # whether nobody needs an account there


def _named(state: State) -> str:
    return f"?type=forum.meeting&key={state.meeting.pk}&field=place"


# Who may read a request for a release: only those who answer for the originator, of whom the states have these.
ANSWERS = {"validator": {"own"}, "secretariat": {"draft"}}
MARKS = {"validator": {"own"}, "focal_point": {"own"}, "secretariat": {"draft"}, "analyst": {"draft"}}
DECIDES = dict.fromkeys(STAFF, 302)
REVIEWS = {"reviewer": {"overdue"}}
ABOUT: dict[str, Route] = {
    "body": Route(lambda s: [s.body.pk]),
    "body-picture": Route(lambda s: [s.body.pk]),
    "meeting": Route(lambda s: [s.meeting.pk]),
    "instrument": Route(lambda s: [s.work.pk]),
    "party": Route(lambda s: [s.party.pk]),
    "evidence": Route(lambda _s: [], query=_named),
    "release-ask": Route(lambda _s: [], query=_named),
    # Of what one sees only those mark it who speak for whom it comes from.
    "mark": Route(lambda _s: [], query=_named, otherwise=403, mine=MARKS),
    "review": Route(lambda _s: [], query=_named, who=REVIEWS),
    # Of what one sees only those look into it who look after persons' rights, and who reviews where it is overdue.
    "concern-begin": Route(
        lambda _s: [], query=_named, who=SEES | REVIEWS, seen={"secretariat": 200, "reviewer": 200}, otherwise=403
    ),
    # Of what one sees only who speaks for whom it comes from may want it for another purpose.
    "repurpose": Route(
        lambda _s: [], query=_named, otherwise=403, mine={"validator": {"own"}, "secretariat": {"draft"}}
    ),
    "source": Route(lambda s: [s.source.pk]),
    "source-decide": Route(lambda s: [s.source.pk], "POST", seen=DECIDES, otherwise=403),
    "source-edit": Route(lambda s: [s.source.pk, s.finding.pk], seen=dict.fromkeys(STAFF, 200), otherwise=403),
    "source-correct": Route(
        lambda s: [s.source.pk, s.finding.pk], "POST", seen=dict.fromkeys(STAFF, 302), otherwise=403
    ),
    "release": Route(lambda s: [s.release.pk], who=ANSWERS),
    "release-answer": Route(lambda s: [s.release.pk], "POST", otherwise=302, who=ANSWERS, fresh=True),
    "release-withdraw": Route(lambda s: [s.release.pk], "POST", otherwise=302, who=ANSWERS, fresh=True),
}
# Of who comes to a meeting only the secretariat decides; a party's own people are not of this cast's parties here.
DESK, DECIDE = {"secretariat": 200}, {"secretariat": 302}
ABOUT |= {
    "participants": Route(lambda s: [s.meeting.pk]),
    "my-delegation": Route(lambda s: [s.meeting.pk]),
    **{
        name: Route(lambda s: [s.meeting.pk], seen=DESK, otherwise=403)
        for name in ("meeting-invitations", "credentials", "check-in", "badges")
    },
    "registration": Route(lambda s: [s.coming["registration"]], seen=DESK, otherwise=403),
    "registration-do": Route(lambda s: [s.coming["registration"], "withdraw"], "POST", seen=DECIDE, otherwise=403),
    "check-in-do": Route(lambda s: [s.coming["registration"], "here"], "POST", seen=DECIDE, otherwise=403),
    "delegation-do": Route(lambda s: [s.coming["delegation"], "present"], "POST", seen=DECIDE, otherwise=403),
    "invitation-do": Route(lambda s: [s.coming["invitation"], "accept"], "POST", seen=DECIDE, otherwise=403),
}
ABOUT |= {name: Route(**values) for name, values in (spoken.ABOUT | chairing.ABOUT).items()}
ABOUT |= {name: Route(**values) for name, values in running.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in takings.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in termed.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in related.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in readers.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in brought.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in followed.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in asked_about.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in distributed.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in editing.ABOUT.items()}
ABOUT |= {name: Route(**values) for name, values in registered.ABOUT.items()}
CELLS = [(name, role, state) for name in TABLE for role in ROLES for state in STATES]


def test_row_42_the_matrix_is_closed_and_large() -> None:
    assert set(names(get_resolver().url_patterns)) == set(TABLE)
    assert set(ABOUT) <= set(TABLE)
    assert len(CELLS) == len(TABLE) * len(ROLES) * len(STATES) >= 2_000


@pytest.fixture
def world(forum: Forum, settings: Any) -> dict[str, State]:
    settings.PAGE_RATE = 100_000  # the matrix sends more forms a minute than a person may
    return populate(forum)


def browser(role: str, *, fresh: bool = False) -> Client:
    """Somebody of the cast signed in; `fresh` has just proved to be that person."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if role != "nobody":
        client.force_login(member(role))
        if fresh:
            Session.objects.filter(user=member(role)).update(proved_at=clock.now())
    return client


def text_of(response: object) -> str:
    """All that an answer says: its body, streamed or not, and its headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):  # a workbook or a document of Word's: what stands in its parts
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    return body.decode("utf-8", "replace") + "\n".join(f"{k}: {v}" for k, v in response.headers.items())  # type: ignore[attr-defined]


def foreign_words(role: str, world: dict[str, State], page: str = "") -> set[str]:
    """The words that nobody of this role may read on this page; who reviews reads what is overdue where it is due."""
    seen = SEES.get(role, set()) | (
        REVIEWS.get(role, set()) if page in {"review", "reviews", "concern-begin"} else set()
    )
    return {word for name, state in world.items() if name not in seen for word in state.words}


@pytest.mark.parametrize("role", ROLES)
def test_row_42_every_route_answers_about_records_in_every_state(
    role: str, forum: Forum, world: dict[str, State]
) -> None:
    plain = browser(role)
    for name, route in ABOUT.items():
        for state in STATES:
            client = browser(role, fresh=True) if route.fresh else plain
            where = reverse(name, args=route.arguments(world[state])) + route.query(world[state])
            response = client.generic(route.method, where)
            seen = state in route.who.get(role, set())
            answer = 200 if state in route.mine.get(role, set()) else route.seen.get(role, route.otherwise)
            away = role == "nobody" and not route.open
            wanted = 302 if away else answer if seen else 404
            cell = f"{name} × {role} × {state}"
            assert response.status_code == wanted, cell
            said = text_of(response)
            assert not {word for word in foreign_words(role, world, name) if word in said}, cell


@pytest.mark.parametrize("role", ROLES)
def test_row_42_no_page_or_list_says_a_word_of_what_its_reader_may_not_know_of(
    role: str,
    forum: Forum,
    world: dict[str, State],
    cited: None,  # noqa: F811
) -> None:
    for name, (sort, method, answers) in TABLE.items():
        taken = name in ABOUT and ABOUT[name].fresh and method == "GET"
        response = browser(role, fresh=taken).generic(method, address(name, forum, sort))
        if role in answers and not taken:
            assert response.status_code == answers[role], f"{name} × {role}"
        said = text_of(response)
        assert not {word for word in foreign_words(role, world, name) if word in said}, f"{name} × {role}"


@pytest.mark.parametrize("role", ROLES)
def test_no_export_takes_a_foreign_word_along_and_each_takes_its_own(role: str, world: dict[str, State]) -> None:
    foreign = foreign_words(role, world)
    client = browser(role, fresh=True)
    taken = ""
    for name in LISTS:
        for form in ("csv", "xlsx", "jsonl"):
            response = client.get(reverse("export", args=[name, form]))
            assert response.status_code == (302 if role == "nobody" else 200), name
            said = text_of(response)
            assert not {word for word in foreign if word in said}, f"{name}.{form} × {role}"
            taken += said
    for state in SEES.get(role, set()):
        assert f"Zq{state}meetingxj" in taken
        assert f"Zq{state}personxj" in taken


@pytest.mark.parametrize("role", ["reader", "administrator", "partner"])
@pytest.mark.parametrize("name", ["meetings", "instruments", "parties", "sources"])
def test_looking_for_a_foreign_word_answers_like_looking_for_any_other(
    role: str, name: str, world: dict[str, State]
) -> None:
    client = browser(role)
    for word in sorted(foreign_words(role, world))[::7]:
        other = word.swapcase().replace("zQ", "Kw")
        said = [client.get(f"{reverse(name)}?text={quote(one)}").content.decode() for one in (word, other)]
        assert _plain(said[0], word) == _plain(said[1], other)


def _plain(text: str, word: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text).replace(word, "…")


@pytest.mark.parametrize("name", ["meeting", "source", "release"])
def test_what_one_may_not_know_of_is_absent_in_words_and_in_work(name: str, world: dict[str, State]) -> None:
    client = browser("reader")
    hidden = getattr(world["foreign"], name).pk
    said, asked = [], []
    for pk in (hidden, 987_654):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(reverse(name, args=[pk]))
        assert response.status_code == 404
        said.append(_plain(response.content.decode(), f"/{pk}/"))
        asked.append(len(queries))
    assert said[0] == said[1]
    assert asked[0] == asked[1]


def test_the_start_page_and_every_count_leave_out_what_is_foreign(forum: Forum, world: dict[str, State]) -> None:
    seen = browser("reader").get(reverse("meetings")).context["list"].count
    assert seen == 1
    assert browser("focal_point").get(reverse("meetings")).context["list"].count == 1 + len(SEES["focal_point"])
