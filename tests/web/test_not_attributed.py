"""A statement that is not attributed never meets its speaker's name or party, in anything that goes out to anybody.

Words that stand nowhere else are said in a sitting under the Chatham House Rule; then everything is fetched as
everybody: while the sitting goes on, and after it closed.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access.actor import CLERK, Actor
from muntada.api import looking
from muntada.forum.models import Speaker, SpeakersList, Statement
from muntada.jobs.models import Job
from muntada.outreach.actions import write_digests
from muntada.outreach.actions.reminders import remind_of_outcomes
from muntada.outreach.models import Message
from muntada.parties.models import Party
from muntada.people.models import Office, User
from muntada.rights.actions.keeping import look_after
from muntada.signin.actors import actor_of
from muntada.signin.tokens import make_token
from muntada.trail.models import Entry
from muntada.web.access.exports import LISTS
from tests.api.conftest import Program
from tests.forum.chatham_house import KEY, PARTY, SAID, SAID_BEFORE, SPEAKER, Held, close, hold, land
from tests.web.canaries import ROLES, member
from tests.web.conftest import Forum
from tests.web.test_addresses import TABLE, address, cited  # noqa: F401 -- a fixture
from tests.web.test_canaries import OFFERED, log, reading  # noqa: F401 -- a fixture
from tests.web.test_matrix import browser, text_of

EVERYBODY = (*ROLES, "delegate")
WORDS = (SAID[:15], SAID_BEFORE[:17])


def somebody(role: str) -> User:
    """Somebody of the cast; the delegate speaks for the party that spoke."""
    Party.objects.get_or_create(key="NL", kind="state")  # for which the partner reads
    if role != "delegate":
        return member(role)
    land()
    user, new = User.objects.get_or_create(
        email="delegate@example.org", defaults={"name": "delegate", "language": "en"}
    )
    if new:
        Office.objects.create(user=user, role="focal_point", since=date(2020, 1, 1), party_id=KEY)
    return user


def actor(role: str) -> Actor:
    made = actor_of(somebody(role))
    assert made is not None
    return made


def client_of(role: str) -> Client:
    user = somebody(role)
    if role in ROLES:
        return browser(role, fresh=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def held(forum: Forum) -> Held:
    forum.meeting.status = "convened"  # nobody speaks in one that is over
    forum.meeting.save(update_fields=["status"])
    return hold(actor("secretariat"), actor("delegate"), forum.meeting)


@pytest.fixture
def over(held: Held) -> Held:
    close(actor("secretariat"), held)
    return held


def addresses(forum: Forum, held: Held) -> list[str]:
    """Every page, every page of these sittings, and every way to look for what was said there."""
    found = [
        address(name, forum, sort)
        for name, (sort, method, _) in TABLE.items()
        if method == "GET" and sort != "provider"
    ]
    for sitting in (held.closed_doors, held.turned):
        found += [reverse("floor", args=[sitting.pk]) + query for query in ("", "?screen=1", "?part=1")]
        found.append(reverse("sitting-statements", args=[sitting.pk]))
    found += [reverse("statement-edit", args=[one.pk]) for one in Statement.objects.all()]
    found += [f"{reverse('statements')}?{query}" for query in (f"party={KEY}", "body=gctf.coco", "language=en")]
    sought = (*PARTY, *SPEAKER, *WORDS, "deadline", "experts")
    found += [f"{reverse('statements')}?words={quote(word)}" for word in sought]
    found += [f"{reverse(name)}?text={quote(word)}" for name in ("meetings", "parties", "sources") for word in sought]
    found += [reverse("party", args=[KEY]), reverse("meeting", args=[held.meeting.pk])]
    found += [f"{reverse('outcomes')}?owner={KEY}", f"{reverse('overdue')}?owner={KEY}"]
    return found + [reverse("export", args=[name, form]) for name in LISTS for form in ("csv", "jsonl")]


def check(said: str, where: str, *, asked_for: str = "") -> None:
    """Neither name at all, but for the word that the address itself carried; and never words and party together."""
    for name in SPEAKER:
        assert name not in said or name in asked_for, where
    if any(word in said for word in WORDS) and not any(word in asked_for for word in WORDS):
        assert not [word for word in PARTY if word in said and word not in asked_for], where


@pytest.mark.parametrize("role", EVERYBODY)
def test_while_the_sitting_goes_on_no_page_brings_words_and_party_together(
    role: str,
    forum: Forum,
    held: Held,
    cited: None,  # noqa: F811
) -> None:
    client, sitting = client_of(role), held.closed_doors
    pages = {name: text_of(client.get(reverse(name, args=[sitting.pk]))) for name in ("floor", "sitting-statements")}
    pages["screen"] = text_of(client.get(reverse("floor", args=[sitting.pk]) + "?screen=1"))
    pages["minutes"] = text_of(client.get(reverse("minutes", args=[held.meeting.pk])))
    for name, said in pages.items():
        check(said.replace(SPEAKER[1], "") if name in {"floor", "screen"} else said, f"{name} × {role}")
    knows = role in {"secretariat", "analyst", "delegate"}  # the staff write it down while it goes on
    assert (PARTY[0] in pages["screen"] or PARTY[1] in pages["screen"]) == knows
    assert (WORDS[0] in pages["sitting-statements"]) == (role != "nobody")


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_once_it_is_closed_nothing_that_anybody_fetches_says_who_spoke(
    language: str,
    role: str,
    forum: Forum,
    over: Held,
    cited: None,  # noqa: F811
    log: list[str],  # noqa: F811
) -> None:
    client, seen = client_of(role), 0
    with override(language):
        every = addresses(forum, over)
    for where in every:
        said = text_of(client.get(where))
        check(said, f"{where} × {role}", asked_for=unquote(where))
        seen += any(word in said for word in WORDS)
    assert role == "nobody" or seen > 5, "the words themselves are read by everybody"
    assert not [one for one in (*SPEAKER, *PARTY, *WORDS) if one in "\n".join(log)]


@pytest.mark.parametrize("role", [one for one in EVERYBODY if one != "nobody"])
def test_no_answer_of_the_api_says_who_spoke(role: str, forum: Forum, over: Held) -> None:
    caller = Program(make_token(actor(role), somebody(role), name="a program")[1])
    for name in looking.ONE:
        for where in reading(name):
            check(text_of(caller.get(where)), f"{where} × {role}")
    for name in looking.LISTS:
        path = OFFERED[name]["x-address"].partition(" ")[2].replace("/api/v1", "")
        query = f"?type=forum.meeting&key={over.meeting.pk}" if name == "list_citations" else "?limit=200"
        check(text_of(caller.get(path + query)), f"{name} × {role}")


def test_no_letter_no_job_and_no_line_of_the_trail_says_who_spoke(over: Held, log: list[str]) -> None:  # noqa: F811
    for work in (look_after, write_digests, remind_of_outcomes):
        work(CLERK)
    kept = [repr(sorted(vars(row).items(), key=str)) for model in (Message, Job, Entry) for row in model.objects.all()]
    assert len(kept) > 10
    for row in kept:
        assert not [one for one in (*SPEAKER, *PARTY, *WORDS) if one in row], row
        assert f"'{KEY}'" not in row, row
    assert not [one for one in (*SPEAKER, *PARTY, *WORDS) if one in "\n".join(log)]


def test_no_row_says_who_spoke(over: Held) -> None:
    assert not Speaker.objects.exists()
    assert SpeakersList.objects.count() == 2
    assert set(Statement.objects.values_list("party", "speaker", "on_behalf_of", "document")) == {(None, "", "", None)}
    assert min(Statement.objects.values_list("pk", flat=True)) >= 2**51


@pytest.mark.parametrize("field", ["party", "speaker", "on_behalf_of"])
def test_a_name_that_is_sent_where_there_is_no_field_for_it_is_refused(field: str, held: Held) -> None:
    with override("en"):
        where = reverse("sitting-statements", args=[held.closed_doors.pk])
    sent = {"text": "We agree.", "language": "en", field: KEY if field == "party" else SPEAKER[0]}
    before = Statement.objects.count()
    answer = client_of("secretariat").post(where, sent)
    assert answer.status_code == 422
    assert "not attributed" in answer.content.decode() or "No person may be named" in answer.content.decode()
    assert Statement.objects.count() == before


def test_words_that_name_their_speaker_are_asked_about_on_the_page(held: Held) -> None:
    client, where = client_of("secretariat"), reverse("sitting-statements", args=[held.closed_doors.pk])
    sent = {"text": "On behalf of Morocco, we agree.", "language": "en"}
    answer = client.post(where, sent)
    assert answer.status_code == 422
    assert "On behalf of Morocco" in answer.content.decode()
    assert 'name="named_because"' in answer.content.decode()
    assert client.post(where, {**sent, "named_because": "quoted"}).status_code == 302
    assert Statement.objects.filter(named_because="quoted").count() == 1
