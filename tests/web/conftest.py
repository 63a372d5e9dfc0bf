"""The cast signed in, and a forum small enough to be made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from muntada.access.actor import Actor, Role
from muntada.evidence.models import Document
from muntada.forum.models import AgendaItem, Body, Meeting, Membership, Term
from muntada.library.models import Title, Work
from muntada.marking.tlp import TLP
from muntada.parties.models import Name, Party
from muntada.people.models import Office, User
from muntada.signin.actors import actor_of
from muntada.sources.actions.deciding import accept
from muntada.sources.models import Finding, Source, Story

TEXT = (
    "أخبار | اتصل بنا\n\nعقدت اللجنة التنسيقية اجتماعها الخامس في الرباط يوم 4 مارس 2021 برئاسة المغرب.\n"
    "ورحّبت بعرض قدّمه خبراء من كندا.\n"
)
QUOTE = "عقدت اللجنة التنسيقية اجتماعها الخامس في الرباط يوم 4 مارس 2021"
CAST = ("administrator", "secretariat", "analyst", "focal_point", "reader")


@dataclass
class Forum:
    """What stands in the small forum."""

    body: Body
    meeting: Meeting
    work: Work
    source: Source
    hidden: Source
    findings: list[Finding]


def party(key: str, kind: str, ar: str, en: str) -> Party:
    made = Party.objects.create(key=key, kind=kind)
    for language, text in (("ar", ar), ("en", en)):
        Name.objects.create(party=made, language=language, text=text, preferred=True)
    return made


def source(digest: str, text: str, tlp: TLP) -> Source:
    document = Document.objects.create(
        sha256=digest * 64,
        name="خبر.txt",
        media_type="text/plain",
        size=len(text),
        text=text,
        language="ar",
        published=date(2021, 3, 5),
        title="اجتماع في الرباط",
        tlp=tlp.value,
        furniture=[[0, 16]],
        captured_by="user:1",
    )
    return Source.objects.create(document=document, story=Story.objects.create(), reader="1")


@pytest.fixture
def forum(db: None) -> Forum:
    """A body with a seat held, a meeting, an instrument, an open source with two findings, and one under AMBER."""
    morocco = party("MA", "state", "المغرب", "Morocco")
    party("CA", "state", "كندا", "Canada")
    top = Body.objects.create(party=party("gctf", "body", "المنتدى العالمي", "Global Forum"), kind="forum")
    committee = party("gctf.coco", "body", "اللجنة التنسيقية", "Coordinating Committee")
    body = Body.objects.create(party=committee, kind="committee", parent=top, established="2011-09-22")
    Term.objects.create(body=body, party=morocco, start="2016-04", end="2023-05-04")
    Membership.objects.create(body=body, party=morocco, kind="founding")
    meeting = Meeting.objects.create(body=body, kind="session", ordinal=4, when="2020-06-02", status="held")
    meeting.chairs.add(morocco)
    AgendaItem.objects.create(meeting=meeting, title="أمن الحدود")
    work = Work.objects.create(
        key="plan_2020", kind="memorandum", adopted="2020-09", body=committee, topics=["borders"]
    )
    Title.objects.create(work=work, language="ar", text="مذكرة العمل", preferred=True)
    shown = source("a", TEXT, TLP.CLEAR)
    start = TEXT.index(QUOTE)
    attrs = {"kind": "session", "ordinal": 5, "body": "gctf.coco", "when": "2021-03-04", "place": "Rabat"}
    findings = [
        _finding(shown, "meeting", attrs, start, QUOTE),
        _finding(shown, "term", {"party": ["MA"], "body": "gctf.coco", "role": "chair"}, start, QUOTE),
    ]
    return Forum(body, meeting, work, shown, source("b", TEXT, TLP.AMBER), findings)


def _finding(of: Source, kind: str, attrs: dict[str, object], start: int, quote: str) -> Finding:
    return Finding.objects.create(
        source=of,
        type=kind,
        attrs=attrs,
        start=start,
        end=start + len(quote),
        quote=quote,
        rule="example",
        confidence=0.9,
        reader="1",
    )


def person(role: str) -> User:
    """Somebody in that office; `all` is administrator, secretariat and analyst at once."""
    user, new = User.objects.get_or_create(email=f"{role}@example.org", defaults={"name": role, "language": "en"})
    if new and role in {*Role, "all"}:
        of = Party.objects.filter(key="MA").first() if role == Role.FOCAL_POINT else None
        for office in CAST[:3] if role == "all" else [role]:
            Office.objects.create(user=user, role=office, since=date(2020, 1, 1), party=of)
    return user


def acting(role: str) -> Actor:
    """The actor that somebody in that office is."""
    actor = actor_of(person(role))
    assert actor is not None
    return actor


@pytest.fixture
def client_of(forum: Forum) -> Callable[[str], Client]:
    """A browser in which somebody of that office is signed in; nobody is signed in as `nobody`."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if role != "nobody":
            client.force_login(person(role))
        return client

    return sign_in


@pytest.fixture
def english() -> Iterator[None]:
    """Addresses and answers in English."""
    with override("en"):
        yield


@pytest.fixture
def accepted(forum: Forum) -> Meeting:
    """The meeting that the first finding became."""
    accept(acting("analyst"), forum.findings[0])
    return Meeting.objects.get(ordinal=5)
