"""Every page, in Arabic and in English: no barrier that axe knows of, and nothing that runs off a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import axe_core_python
import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import ConsoleMessage, Page

from muntada.access import clock
from muntada.access.models import LegalBasis
from muntada.evidence.models import Document
from muntada.forum.models import Meeting, Post
from muntada.jobs.models import Job
from muntada.outreach.models import Message
from muntada.people.models import Office
from muntada.rights.actions.breaching import facts_of
from muntada.rights.models import (
    Assessment,
    Breach,
    Concern,
    Correction,
    Erasure,
    Report,
    Repurposing,
    Request,
    Telling,
)
from muntada.trail.models import Entry
from tests.web import (
    asked_about,
    brought,
    distributed,
    editing,
    followed,
    readers,
    registered,
    related,
    spoken,
    takings,
    termed,
)
from tests.web.conftest import Forum, person

pytestmark = pytest.mark.browser
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"


def every_page(forum: Forum, meeting: Meeting, language: str) -> list[str]:
    places: list[tuple[str, list[object], str]] = [
        ("start", [], ""),
        ("style", [], ""),
        ("search", [], "?q=forum"),
        ("sources", [], ""),
        ("source", [forum.source.pk], ""),
        ("source-edit", [forum.source.pk, forum.findings[1].pk], ""),
        ("bodies", [], ""),
        ("body", [forum.body.pk], ""),
        ("meetings", [], ""),
        ("calendar", [2021], ""),
        ("meeting", [meeting.pk], ""),
        ("meeting-convene", [], ""),
        ("item-add", [meeting.pk], ""),
        ("sitting-add", [meeting.pk], ""),
        ("paper-add", [meeting.pk], ""),
        ("instruments", [], ""),
        ("instrument", [forum.work.pk], ""),
        ("parties", [], ""),
        ("party", ["MA"], ""),
        ("evidence", [], f"?type=forum.meeting&key={meeting.pk}&field=when"),
        ("conflicts", [], ""),
        ("policy", [], ""),
        ("releases", [], ""),
        ("release-ask", [], f"?type=forum.meeting&key={forum.meeting.pk}"),
        ("your-data", [], ""),
        ("requests", [], ""),
        ("request", [_request(forum).pk], ""),
        ("concern-begin", [], f"?type=forum.meeting&key={meeting.pk}"),
        ("concerns", [], ""),
        ("corrections", [], ""),
        ("report", [], ""),
        ("report-answer", [], ""),
        ("redress", [], ""),
        ("reports", [], ""),
        ("report-one", [_report().pk], ""),
        ("repurpose", [], f"?type=evidence.document&key={_of_a_person(forum).pk}"),
        ("repurposings", [], ""),
        ("assessments", [], ""),
        ("breaches", [], ""),
        ("breach", [Breach.objects.latest("pk").pk], ""),
        ("reviews", [], ""),
        ("review", [], f"?type=forum.post&key={_review().pk}"),
        ("mark", [], f"?type=evidence.document&key={forum.source.document_id}"),
        *spoken.places(forum.meeting),
        *termed.places(forum.work),
        *related.places(forum.work),
        *readers.places(forum.work),
        *followed.places(forum.work),
        *asked_about.places(forum.work),
        *distributed.places(),
        *editing.places(),
        *registered.places(),
        *takings.places(forum.work),
        *brought.places(forum.work),
        ("jobs", [], ""),
        ("outbox", [], ""),
        ("message", [_outbox().pk], ""),
        ("message-edit", [_outbox().pk], ""),
        ("trail", [], ""),
        ("trail-line", [Entry.objects.latest("pk").pk], ""),
        ("me", [], ""),
        ("tokens", [], ""),
        ("calendars", [], ""),
        ("bring", [], ""),
        ("authenticator", [], ""),
        ("step-up", [], ""),
        ("people", [], ""),
        ("person", [person("focal_point").pk], ""),
        ("meeting", [9999], ""),
    ]
    with override(language):
        return [reverse(name, args=arguments) + query for name, arguments, query in places]


def _request(forum: Forum) -> Request:
    """A request with an erasure, a dispute, a correction, an assessment and a breach beside it."""
    made = Request.objects.first()
    if made is not None:
        return made
    today = clock.today()
    said = {"names": ["هند بنت عتبة", "Hind"], "said": "هذا خطأ.", "taken_by": "user:1", "due_on": today - timedelta(1)}
    made = Request.objects.create(kind="erasure", received_on=today - timedelta(40), **said)
    Request.objects.create(kind="access", **{**said, "due_on": today + timedelta(9)}, identified_by="user:1")
    Erasure.objects.create(what="person", why="request", names=["هند"], request=made, proposed_by="user:9")
    named = {"record_type": "forum.meeting", "record_key": str(forum.meeting.pk), "field": "when"}
    Concern.objects.create(kind="dispute", statement="كان في يوليو.", begun_by="user:1", request=made, **named)
    correction = Correction.objects.create(made_by="user:1", **named)
    for recipient in ("MA", "https://partner.example/"):
        Telling.objects.create(correction=correction, recipient=recipient)
    texts = dict.fromkeys(("necessity", "risks", "measures"), "سطر من الكلام.")
    Assessment.objects.create(
        purpose="prevention", category="suspect", written_by="user:9", until=today + timedelta(90), **texts
    )
    facts = facts_of(clock.now() - timedelta(1), clock.now(), [])
    moments = dict.fromkeys(("known_at", "began", "ended"), clock.now())
    Breach.objects.create(what="سُرق حاسوب.", opened_by="user:1", facts=facts, actors=["user:7"], **moments)
    return made


def _report() -> Report:
    """Something that was reported in confidence and answered, with lines of both directions."""
    said = {"said": "اطّلع أحدهم على S/RES/2396.\nOn Monday.", "contact": "Hind, hind@example.org"}
    answered = {"state": "answered", "answer": "نُظر في الأمر.", "answered_by": "user:1", "answered_on": clock.today()}
    return Report.objects.get_or_create(code="a", defaults={**said, **answered, "review_by": date(2026, 1, 1)})[0]


def _of_a_person(forum: Forum) -> Document:
    """A document that speaks of a person, kept for something else before, and wanted for something else now."""
    document: Document = forum.source.document
    basis, _new = LegalBasis.objects.get_or_create(
        key="public_office", defaults={"instrument": "A law", "since": date(2020, 1, 1)}
    )
    if document.category is None:
        document.category, document.legal_basis, document.retention = "author", basis, "working_paper"
        document.review_by = clock.today() + timedelta(300)
        document.save()
        said = {"record_type": "evidence.document", "record_key": str(document.pk), "originator": "muntada"}
        said |= {"from_basis": basis, "to_basis": basis, "reason": "طلبه المشرف.", "proposed_by": "user:9"}
        way = {"from_purpose": "oversight", "to_purpose": "conduct_of_the_forum"}
        back = {"from_purpose": "conduct_of_the_forum", "to_purpose": "oversight"}
        Repurposing.objects.create(**said, **way, state="signed", decided_by="user:8", decided_at=clock.now())
        Repurposing.objects.create(**said, **back)
    return document


def _review() -> Post:
    """A record whose review is overdue, and somebody who reviews it."""
    Office.objects.get_or_create(user=person("all"), role="reviewer", defaults={"since": date(2020, 1, 1)})
    yesterday = clock.today() - timedelta(days=1)
    LegalBasis.objects.get_or_create(key="public_office", defaults={"instrument": "A law", "since": date(2020, 1, 1)})
    said = {"person": "هند", "role": "minister", "party_id": "MA"}
    return Post.objects.get_or_create(**said, defaults={"review_by": yesterday})[0]


def _outbox() -> Message:
    """A message in the outbox; beside it stands a job that failed and one that runs."""
    for state, lease in (("dead", None), ("running", clock.now())):
        Job.objects.create(
            task="outreach.send", requested_by="user:1", state=state, error="lost", done=1, total=3, lease_until=lease
        )
    return Message.objects.get_or_create(
        once="page",
        defaults={"address": "a@example.org", "language": "ar", "subject": "دعوة", "text": "دعوة S/RES/2396."},
    )[0]


def barriers(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]


# Hundreds of pages each time: both languages and both schemes once in `make test`, all four together in `make soak`.
@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("ar", "light"),
        ("en", "dark"),
        pytest.param("ar", "dark", marks=pytest.mark.soak),
        pytest.param("en", "light", marks=pytest.mark.soak),
    ],
)
def test_no_page_has_a_barrier(
    language: str, scheme: str, forum: Forum, window: Callable[..., Page], accepted: Meeting
) -> None:
    page = window("all", bypass_csp=True, color_scheme=scheme)
    for path in every_page(forum, accepted, language):
        page.goto(path)
        assert barriers(page) == [], path


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_no_page_runs_off_a_phone(language: str, forum: Forum, window: Callable[..., Page], accepted: Meeting) -> None:
    page = window("all", width=390)
    for path in every_page(forum, accepted, language):
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_way_in_has_no_barrier(language: str, forum: Forum, window: Callable[..., Page]) -> None:
    page = window(bypass_csp=True)
    for path in ("sign-in/", "sign-in/no-such-token/"):
        page.goto(f"/{language}/{path}")
        assert barriers(page) == [], path


def test_no_page_breaks_its_own_content_policy(forum: Forum, window: Callable[..., Page], accepted: Meeting) -> None:
    page = window("all")
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # That a page itself is answered with 410, as that of an address which has ended, breaks no policy.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            said.append(message.text)

    page.on("console", note)
    for path in every_page(forum, accepted, "ar")[:-1]:
        page.goto(path)
        assert said == [], path
