"""Every address answers everybody of the cast as this table says, and no address is missing from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

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
from tests.web.conftest import CAST, Forum, person

EVERYBODY = dict.fromkeys(CAST, 200)
AWAY = dict.fromkeys(CAST, 302)
STAFF = {"administrator": 403, "secretariat": 302, "analyst": 302, "focal_point": 403, "reader": 403}
HIDDEN = {"administrator": 404, "secretariat": 200, "analyst": 200, "focal_point": 404, "reader": 404}

# name: (arguments, method, what each of the cast gets); nobody is sent to sign in unless it is said otherwise
TABLE: dict[str, tuple[str, str, dict[str, int]]] = {
    "front-door": ("", "GET", {**AWAY, "nobody": 302}),
    # For whoever watches over the machine; the tests' client comes from this machine.
    "health-live": ("", "GET", {**EVERYBODY, "nobody": 200}),
    "health-ready": ("", "GET", {**EVERYBODY, "nobody": 200}),
    "metrics": ("", "GET", {**EVERYBODY, "nobody": 200}),
    "sign-in": ("", "GET", {**AWAY, "nobody": 200}),
    "redeem": ("token", "GET", {**EVERYBODY, "nobody": 200}),
    "sign-out": ("", "POST", {**AWAY, "nobody": 302}),
    "passkey-options": ("", "POST", {**EVERYBODY, "nobody": 200}),
    "sign-in-passkey": ("", "POST", {**dict.fromkeys(CAST, 403), "nobody": 403}),
    "sign-in-code": ("", "POST", {**dict.fromkeys(CAST, 400), "nobody": 400}),
    "not-invited": ("", "GET", {**dict.fromkeys(CAST, 403), "nobody": 403}),
    # Without a provider in the settings there is nothing behind these two.
    "openid_connect_login": ("provider", "GET", {**dict.fromkeys(CAST, 404), "nobody": 404}),
    "openid_connect_callback": ("provider", "GET", {**dict.fromkeys(CAST, 404), "nobody": 404}),
    "step-up": ("", "GET", EVERYBODY),
    "step-up-options": ("", "POST", EVERYBODY),
    "me": ("", "GET", EVERYBODY),
    "sessions-end": ("", "POST", AWAY),
    "session-end": ("absent", "POST", dict.fromkeys(CAST, 404)),
    "lend-end": ("absent", "POST", dict.fromkeys(CAST, 404)),
    # These first ask everybody to confirm that it is them; what comes after stands in test_people.py.
    "passkey-making": ("", "POST", AWAY),
    "passkey-add": ("", "POST", AWAY),
    "factor-remove": ("absent", "POST", AWAY),
    "authenticator": ("", "GET", AWAY),
    "recovery-codes": ("", "POST", AWAY),
    "looks": ("", "POST", AWAY),
    "lend": ("", "POST", AWAY),
    "invite": ("", "POST", AWAY),
    "proposal-answer": ("absent", "POST", AWAY),
    "person-give": ("given", "POST", AWAY),
    "person-end": ("ended", "POST", AWAY),
    "person-do": ("done", "POST", AWAY),
    "tokens": ("", "GET", EVERYBODY),
    "token-make": ("", "POST", AWAY),
    "token-end": ("absent", "POST", dict.fromkeys(CAST, 404)),
    "people": ("", "GET", {**dict.fromkeys(CAST, 403), "administrator": 200, "secretariat": 200}),
    "person": ("person", "GET", {**dict.fromkeys(CAST, 404), "administrator": 200, "secretariat": 200}),
    "start": ("", "GET", EVERYBODY),
    "style": ("", "GET", EVERYBODY),
    "search": ("", "GET", EVERYBODY),
    "search-suggestions": ("", "GET", EVERYBODY),
    "sources": ("", "GET", EVERYBODY),
    "source": ("source", "GET", EVERYBODY),
    "source-decide": ("source", "POST", STAFF),
    "source-edit": ("finding", "GET", {**EVERYBODY, "administrator": 403, "focal_point": 403, "reader": 403}),
    "source-correct": ("finding", "POST", STAFF),
    "bodies": ("", "GET", EVERYBODY),
    "body": ("body", "GET", EVERYBODY),
    "body-picture": ("body", "GET", EVERYBODY),
    "meetings": ("", "GET", EVERYBODY),
    "calendar-now": ("", "GET", AWAY),
    "calendar": ("year", "GET", EVERYBODY),
    "calendar-picture": ("year", "GET", EVERYBODY),
    "meeting": ("meeting", "GET", EVERYBODY),
    "my-delegations": ("", "GET", EVERYBODY),
    "credentials-letter": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "delegation-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "invitation-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "registration": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "registration-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "check-in-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "meeting-invitations": ("meeting", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "my-delegation": ("meeting", "GET", EVERYBODY),
    "participants": ("meeting", "GET", EVERYBODY),
    "credentials": ("meeting", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "check-in": ("meeting", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "badges": ("meeting", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "instruments": ("", "GET", EVERYBODY),
    "instrument": ("work", "GET", EVERYBODY),
    "parties": ("", "GET", EVERYBODY),
    "party": ("party", "GET", EVERYBODY),
    "evidence": ("evidence", "GET", EVERYBODY),
    "reviews": ("", "GET", EVERYBODY),
    "review": ("", "GET", dict.fromkeys(CAST, 404)),
    "mark": ("evidence", "GET", {**EVERYBODY, "administrator": 403, "focal_point": 403, "reader": 403}),
    "conflicts": ("", "GET", EVERYBODY),
    "settle": ("", "POST", dict.fromkeys(CAST, 404)),
    "policy": ("", "GET", EVERYBODY),
    "releases": ("", "GET", EVERYBODY),
    "release-ask": ("evidence", "GET", EVERYBODY),
    "release": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "release-answer": ("absent", "POST", AWAY),
    "release-withdraw": ("absent", "POST", AWAY),
    "export": ("list", "GET", AWAY),
    "jobs": ("", "GET", EVERYBODY),
    "job-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "outbox": ("", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "message": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "message-edit": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "message-file": ("absent", "POST", dict.fromkeys(CAST, 404)),
    "message-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "your-data": ("", "GET", {**EVERYBODY, "nobody": 200}),
    # The form is everybody's; what came by it is the reviewer's alone, who is not of this cast.
    "report": ("", "GET", {**EVERYBODY, "nobody": 200}),
    "report-answer": ("", "GET", {**EVERYBODY, "nobody": 200}),
    # So is the form for petitions; an address that nobody was given is none.
    "redress": ("", "GET", {**EVERYBODY, "nobody": 200}),
    "redress-own": ("token", "GET", {**dict.fromkeys(CAST, 404), "nobody": 404}),
    "petition-take-up": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "reports": ("", "GET", dict.fromkeys(CAST, 403)),
    "report-one": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "report-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "repurpose": ("evidence", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "repurposings": ("", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "repurposing-answer": ("absent", "POST", AWAY),
    "requests": ("", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "request": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "request-pack": ("absent", "POST", AWAY),
    "request-do": ("dropped", "POST", dict.fromkeys(CAST, 404)),
    "concern-begin": ("evidence", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "concerns": ("", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "concern-end": ("absent", "POST", dict.fromkeys(CAST, 404)),
    "erasure-answer": ("absent", "POST", AWAY),
    "corrections": ("", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "telling-confirm": ("absent", "POST", dict.fromkeys(CAST, 404)),
    "assessments": ("", "GET", {**dict.fromkeys(CAST, 403), "secretariat": 200}),
    "assessment-do": ("dropped", "POST", AWAY),
    "breaches": ("", "GET", {**dict.fromkeys(CAST, 403), "administrator": 200, "secretariat": 200}),
    "breach": ("absent", "GET", dict.fromkeys(CAST, 404)),
    "trail": ("", "GET", {**dict.fromkeys(CAST, 403), "administrator": 200}),
    "trail-line": ("absent", "GET", {**dict.fromkeys(CAST, 403), "administrator": 404}),
    "trail-proof": ("absent", "GET", {**dict.fromkeys(CAST, 403), "administrator": 404}),
}

TABLE |= spoken.ADDRESSES | chairing.ADDRESSES
TABLE |= running.ADDRESSES
TABLE |= takings.ADDRESSES
TABLE |= termed.ADDRESSES
TABLE |= related.ADDRESSES
TABLE |= readers.ADDRESSES
TABLE |= brought.ADDRESSES
TABLE |= followed.ADDRESSES
TABLE |= asked_about.ADDRESSES
TABLE |= distributed.ADDRESSES
TABLE |= editing.ADDRESSES
TABLE |= registered.ADDRESSES


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace in {"api", "yente"}:
            continue  # its table stands in tests/api
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def address(name: str, forum: Forum, sort: str) -> str:
    if sort in editing.ARGUMENTS:
        return reverse(name, args=editing.ARGUMENTS[sort](forum))
    if sort in distributed.ARGUMENTS:
        return reverse(name, args=distributed.ARGUMENTS[sort](forum))
    if sort in asked_about.ARGUMENTS:
        return reverse(name, args=asked_about.ARGUMENTS[sort](forum))
    if sort in followed.ARGUMENTS:
        return reverse(name, args=followed.ARGUMENTS[sort](forum))
    if sort in related.ARGUMENTS:
        return reverse(name, args=related.ARGUMENTS[sort](forum))
    if sort in termed.ARGUMENTS:
        return reverse(name, args=termed.ARGUMENTS[sort](forum))
    if sort in takings.ARGUMENTS:
        return reverse(name, args=takings.ARGUMENTS[sort](forum))
    if sort in brought.ARGUMENTS:
        return reverse(name, args=brought.ARGUMENTS[sort](forum))
    if sort in readers.ARGUMENTS:
        return reverse(name, args=readers.ARGUMENTS[sort](forum))
    if sort in chairing.ARGUMENTS:
        return reverse(name, args=chairing.ARGUMENTS[sort](forum))
    if sort in running.ARGUMENTS:
        return reverse(name, args=running.ARGUMENTS[sort](forum))
    if sort in spoken.ARGUMENTS:
        return reverse(name, args=spoken.ARGUMENTS[sort](forum))
    finding = forum.findings[0].pk
    arguments = {
        "": [],
        "token": ["no-such-token"],
        "source": [forum.source.pk],
        "finding": [forum.source.pk, finding],
        "body": [forum.body.pk],
        "year": [2020],
        "meeting": [forum.meeting.pk],
        "work": [forum.work.pk],
        "party": ["MA"],
        "evidence": [],
        "list": ["meetings", "csv"],
        "provider": ["ministry"],
        "absent": [987_654],
        "dropped": [987_654, "drop"],
        "person": [person("loner").pk],
        "given": [person("loner").pk, "office"],
        "ended": [person("loner").pk, "clearance", 1],
        "done": [person("loner").pk, "sessions"],
        "drawn": ["timeline"],
    }[sort]
    query = f"?type=forum.meeting&key={forum.meeting.pk}&field=when" if sort == "evidence" else ""
    return reverse(name, args=arguments) + query


def test_no_address_is_missing_from_the_table() -> None:
    assert set(names(get_resolver().url_patterns)) == set(TABLE)


@pytest.mark.parametrize("role", [*CAST, "nobody"])
@pytest.mark.parametrize("name", TABLE)
def test_every_address_answers_the_cast(
    name: str, role: str, forum: Forum, client_of: Callable[[str], Client], cited: None
) -> None:
    sort, method, answers = TABLE[name]
    given = client_of(role).generic(method, address(name, forum, sort))
    assert given.status_code == answers.get(role, 302)
    if role == "nobody" and "nobody" not in answers:
        assert "/sign-in/?next=" in given.headers["Location"]


@pytest.fixture
def cited(forum: Forum) -> None:
    """The meeting's day rests on a passage that is open to all."""
    from muntada.evidence.models import Citation, Passage

    passage = Passage.objects.create(document=forum.source.document, start=18, end=22, quote="عقدت")
    Citation.objects.create(
        record_type="forum.meeting", record_key=forum.meeting.pk, field="when", value="2020-06-02", passage=passage
    )


@pytest.mark.parametrize("role", CAST)
def test_a_source_that_one_may_not_know_of_looks_absent(
    role: str, forum: Forum, client_of: Callable[[str], Client]
) -> None:
    given = client_of(role).get(reverse("source", args=[forum.hidden.pk]))
    assert given.status_code == HIDDEN[role]


@pytest.mark.parametrize("role", ["administrator", "focal_point", "reader"])
def test_a_right_that_is_missing_on_what_one_sees_is_said(
    role: str, forum: Forum, client_of: Callable[[str], Client]
) -> None:
    with override("en"):
        where = reverse("source-decide", args=[forum.source.pk])
    given = client_of(role).post(where, {"finding": forum.findings[0].pk, "verdict": "accept"})
    assert given.status_code == 403
    assert "This is not yours to do" in given.content.decode()


@pytest.mark.parametrize("role", ["administrator", "focal_point", "reader"])
def test_only_the_staff_brings_sources_in(role: str, client_of: Callable[[str], Client]) -> None:
    given = client_of(role).post(reverse("sources"), {"pasted": "نصّ", "tlp": "TLP:CLEAR"})
    assert given.status_code == 403


@pytest.mark.parametrize("path", ["/en/bodies/nothing/", "/en/meetings/999/", "/en/instruments/nothing/", "/en/no/"])
def test_what_is_not_there_is_absent(path: str, client_of: Callable[[str], Client]) -> None:
    given = client_of("reader").get(path)
    assert given.status_code == 404
    assert "There is nothing here" in given.content.decode()


def test_every_form_carries_a_token(forum: Forum) -> None:
    client = Client(enforce_csrf_checks=True)
    given = client.post(reverse("sign-out"))
    assert given.status_code == 403
